//! Every value comes back as it went in.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supplygen_core::pgcopy::{Column, Format, Ints, NULL, Template};

use super::{decode, encode_one, encoder, fields};

/// Integers of every size, so that zero groups, leading ones among them, are as common as full ones.
fn scaled() -> impl Strategy<Value = i64> {
    let small_factor = (0..19u32, -1000..1000i64).prop_map(|(power, factor)| factor.saturating_mul(10i64.pow(power)));
    let sparse = (0..19u32, 0..19u32).prop_map(|(high, low)| 10i64.pow(high).saturating_add(10i64.pow(low)));
    prop_oneof![Just(0), Just(NULL), Just(i64::MAX), small_factor, sparse, any::<i64>()]
}

fn optional(value: i64) -> Option<i64> {
    (value != NULL).then_some(value)
}

fn decimal_text(scaled: i64, scale: u32) -> String {
    let digits = format!("{:01$}", scaled.unsigned_abs(), scale as usize + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale as usize);
    let (sign, point) = (if scaled < 0 { "-" } else { "" }, if scale > 0 { "." } else { "" });
    format!("{sign}{whole}{point}{decimals}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn numeric(value in scaled(), scale in 0..=18u32) {
        let kind = format!("numeric:{scale}");
        let values = [value];
        let binary = fields(&kind, Column::Int(Ints::I64(&values)), Format::Binary);
        let expected = optional(value).map(|value| (i128::from(value), scale));
        prop_assert_eq!(binary[0].as_deref().map(decode::numeric), expected);
        let expected = optional(value).map(|value| decimal_text(value, scale).into_bytes());
        for format in [Format::Text, Format::Csv] {
            let text = fields(&kind, Column::Int(Ints::I64(&values)), format);
            prop_assert_eq!(&text[0], &expected);
        }
    }

    #[test]
    fn integers_from_the_epoch_of_postgresql(day in -2_440_588..=2_145_042_905i64, time in 0..=86_400_000_000i64) {
        let moment = day.clamp(-2_440_588, 100_000_000) * 86_400_000_000 + time;
        for (kind, value, epoch) in
            [("date", day, 10_957), ("timestamptz", moment, 946_684_800_000_000), ("time", time, 0), ("int8", moment, 0)]
        {
            let decoded = fields(kind, Column::Int(Ints::I64(&[value])), Format::Binary);
            prop_assert_eq!(decode::integer(decoded[0].as_ref().unwrap()), value - epoch);
        }
    }

    #[test]
    fn integers_of_every_width(values in vec(any::<u8>(), 1..20)) {
        let wide: Vec<i64> = values.iter().map(|value| i64::from(*value)).collect();
        let i32s: Vec<i32> = values.iter().map(|value| i32::from(*value)).collect();
        let i16s: Vec<i16> = values.iter().map(|value| i16::from(*value)).collect();
        let u32s: Vec<u32> = values.iter().map(|value| u32::from(*value)).collect();
        let u16s: Vec<u16> = values.iter().map(|value| u16::from(*value)).collect();
        for kind in ["int2", "int4", "int8", "numeric:1", "date", "time"] {
            let encode = |ints| encode_one(kind, Column::Int(ints), Format::Binary).unwrap();
            let expected = encode(Ints::I64(&wide));
            for ints in [Ints::I32(&i32s), Ints::I16(&i16s), Ints::U32(&u32s), Ints::U16(&u16s), Ints::U8(&values)] {
                prop_assert_eq!(&encode(ints), &expected);
            }
        }
    }

    #[test]
    fn plain_text(values in vec(option::of("[^\0]{0,40}"), 1..10)) {
        let column = Column::Text(values.iter().map(Option::as_deref).collect());
        let expected: Vec<_> = values.iter().map(|value| value.as_ref().map(|text| text.as_bytes().to_vec())).collect();
        for format in [Format::Binary, Format::Text, Format::Csv] {
            prop_assert_eq!(&fields("text", column.clone(), format), &expected);
        }
        let versioned = |text: Vec<u8>| [vec![1], text].concat();
        let expected: Vec<_> = expected.into_iter().map(|value| value.map(versioned)).collect();
        prop_assert_eq!(&fields("jsonb", column, Format::Binary), &expected);
    }

    #[test]
    fn coded_text_is_its_plain_text(values in vec("[^\0]{0,40}", 1..5), codes in vec(-1..5i8, 1..20)) {
        let count = i8::try_from(values.len()).unwrap();
        let codes: Vec<i8> = codes.into_iter().map(|code| code.min(count - 1)).collect();
        let plain = codes.iter().map(|code| usize::try_from(*code).ok().map(|code| values[code].as_str())).collect();
        let plain = Column::Text(plain);
        let values = values.iter().map(String::as_str).collect();
        let coded = Column::Coded { codes: Ints::I8(&codes), values };
        for (kind, format) in [("text", Format::Binary), ("text", Format::Text), ("text", Format::Csv), ("jsonb", Format::Binary)] {
            prop_assert_eq!(fields(kind, coded.clone(), format), fields(kind, plain.clone(), format));
        }
    }

    #[test]
    fn template_is_its_plain_text(
        prefix in "[^\0]{0,5}",
        width in 0..=20usize,
        numbers in vec(prop_oneof![0..2000i64, 0..=i64::MAX, Just(NULL)], 1..10),
        suffix in "[^\0]{0,3}",
    ) {
        let write = |number: i64| format!("{prefix}{number:0width$}{suffix}");
        let texts: Vec<_> = numbers.iter().map(|number| optional(*number).map(write)).collect();
        let plain = Column::Text(texts.iter().map(Option::as_deref).collect());
        let template = Template { prefix: &prefix, width, numbers: Ints::I64(&numbers), suffix: &suffix };
        for format in [Format::Binary, Format::Text, Format::Csv] {
            prop_assert_eq!(fields("text", Column::Template(template), format), fields("text", plain.clone(), format));
        }
    }

    #[test]
    fn batches_add_up_to_the_whole(numbers in vec(scaled(), 1..30), cut in 0..30usize) {
        let cut = cut.min(numbers.len());
        for format in [Format::Binary, Format::Text, Format::Csv] {
            let encoder = encoder(&["int8", "numeric:2"], format);
            let encode = |numbers: &[i64], out: &mut Vec<u8>| {
                let column = Column::Int(Ints::I64(numbers));
                encoder.encode(&[column.clone(), column], 0, out).unwrap()
            };
            let (mut whole, mut parts) = (Vec::new(), Vec::new());
            encode(&numbers, &mut whole);
            encode(&numbers[..cut], &mut parts);
            encode(&numbers[cut..], &mut parts);
            prop_assert_eq!(whole, parts);
        }
    }
}

#[test]
fn floats_keep_every_bit_and_nan_is_null() {
    let floats =
        [0.0, -0.0, 1.5, 1e-300, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e22];
    let binary = fields("float8", Column::Float(&floats), Format::Binary);
    let text = fields("float8", Column::Float(&floats), Format::Text);
    for ((float, binary), text) in floats.iter().zip(binary).zip(text) {
        let expected = (!float.is_nan()).then(|| float.to_bits());
        assert_eq!(binary.map(|field| u64::from_be_bytes(field.try_into().unwrap())), expected);
        let parse = |field| String::from_utf8(field).unwrap().parse::<f64>().unwrap().to_bits();
        assert_eq!(text.map(parse), expected);
    }
}

#[test]
fn booleans() {
    let expected = vec![Some(vec![1]), Some(vec![0])];
    assert_eq!(fields("bool", Column::Bool(&[true, false]), Format::Binary), expected);
    let flags = Column::Int(Ints::I64(&[1, 0, NULL]));
    assert_eq!(fields("bool", flags.clone(), Format::Binary), [expected, vec![None]].concat());
    assert_eq!(fields("bool", flags.clone(), Format::Text), [Some(b"t".to_vec()), Some(b"f".to_vec()), None]);
    assert_eq!(fields("bool", flags, Format::Csv), [Some(b"true".to_vec()), Some(b"false".to_vec()), None]);
}

#[test]
fn dates_and_times_as_text() {
    // Day numbers and microseconds by `date -u -d ... +%s`; the first and last date by PostgreSQL itself.
    let dates = [-2_440_588, -719_529, -719_163, -719_162, 0, 11_016, 19_782, 2_932_897, 2_145_042_905];
    let expected = [
        "4714-11-24 BC",
        "0002-12-31 BC",
        "0001-12-31 BC",
        "0001-01-01",
        "1970-01-01",
        "2000-02-29",
        "2024-02-29",
        "10000-01-01",
        "5874897-12-31",
    ];
    let text = fields("date", Column::Int(Ints::I64(&dates)), Format::Text);
    assert_eq!(text, expected.map(|date| Some(date.as_bytes().to_vec())));
    let moments = [-1, 1_709_251_199_000_000];
    let expected = ["1969-12-31 23:59:59.999999+00", "2024-02-29 23:59:59+00"];
    let text = fields("timestamptz", Column::Int(Ints::I64(&moments)), Format::Text);
    assert_eq!(text, expected.map(|moment| Some(moment.as_bytes().to_vec())));
}

#[test]
fn arrays_as_text() {
    let lists = vec![Some(vec!["a", "q\"\\\t", ""]), Some(vec![]), None];
    for format in [Format::Text, Format::Csv] {
        let text = fields("text[]", Column::TextList(lists.clone()), format);
        assert_eq!(text, [Some(b"{\"a\",\"q\\\"\\\\\t\",\"\"}".to_vec()), Some(b"{}".to_vec()), None]);
        let text = fields("int4[]", Column::IntList(vec![Some(vec![-1, 20])]), format);
        assert_eq!(text, [Some(b"{-1,20}".to_vec())]);
    }
}

#[test]
fn no_rows_are_no_bytes() {
    for format in [Format::Binary, Format::Text, Format::Csv] {
        assert_eq!(encode_one("int4", Column::Int(Ints::I32(&[])), format), Ok(Vec::new()));
    }
}
