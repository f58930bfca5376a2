//! What is refused, and in which words.

use supplygen_core::pgcopy::{Column, FieldSpec, Format, Ints, NULL, TableEncoder, Template};

use super::{encode_one, encoder};

fn message(kind: &str, column: &Column<'_>) -> String {
    let messages = [Format::Binary, Format::Text, Format::Csv]
        .map(|format| encode_one(kind, column.clone(), format).expect_err("it must be refused").to_string());
    assert_eq!(messages[0], messages[1], "both formats refuse alike");
    messages[0].clone()
}

#[test]
fn values_outside_their_type_are_named() {
    for (kind, value, part) in [
        ("int2", 32_768, "32768 is outside smallint, -32768 to 32767"),
        ("int2", -32_769, "-32769 is outside smallint"),
        ("int4", 1 << 31, "2147483648 is outside integer, -2147483648 to 2147483647"),
        ("date", -2_440_589, "-2440589 is outside date (days since 1970-01-01), -2440588 to 2145042905"),
        ("date", 2_145_042_906, "2145042906 is outside date"),
        ("timestamptz", -210_866_803_200_000_001, "is outside timestamptz"),
        ("time", -1, "-1 is outside time"),
        ("time", 86_400_000_001, "86400000001 is outside time (microseconds since midnight), 0 to 86400000000"),
        ("bool", 2, "2 is outside boolean, 0 to 1"),
    ] {
        let text = message(kind, &Column::Int(Ints::I64(&[0, value])));
        assert!(text.starts_with("t.c0, row 1: ") && text.contains(part), "{text}");
    }
}

#[test]
fn text_that_postgresql_cannot_hold_is_named() {
    let text = message("text", &Column::Text(vec![None, Some("a\0")]));
    assert_eq!(text, "t.c0, row 1: byte 0 at byte 1, which PostgreSQL text cannot hold; remove it");
    let coded = Column::Coded { codes: Ints::U8(&[0]), values: vec!["a", "\0"] };
    assert!(message("text", &coded).starts_with("t.c0: value 1 of the dictionary: byte 0 at byte 0"));
    let template = Template { prefix: "\0", width: 1, numbers: Ints::U8(&[]), suffix: "" };
    assert!(message("text", &Column::Template(template)).starts_with("t.c0: the template's prefix: byte 0"));
    assert!(message("text[]", &Column::TextList(vec![Some(vec!["", "\0"])])).starts_with("t.c0, row 0: byte 0"));
}

#[test]
fn codes_and_templates_are_checked() {
    let coded = Column::Coded { codes: Ints::I32(&[0, -1, 2]), values: vec!["a", "b"] };
    assert!(message("text", &coded).starts_with("t.c0, row 2: code 2 is beyond a dictionary of 2 values"));
    let template = Template { prefix: "", width: 21, numbers: Ints::U8(&[1]), suffix: "" };
    assert!(message("text", &Column::Template(template)).contains("21 digits is over the limit of 20"));
    let template = Template { prefix: "", width: 3, numbers: Ints::I64(&[-5]), suffix: "" };
    assert!(message("text", &Column::Template(template)).contains("row 0: -5 is outside the numbers of a template"));
}

#[test]
fn columns_must_fit_their_fields() {
    let text = message("int4", &Column::Text(vec![None]));
    assert!(text.starts_with("t.c0: text cannot fill a field of kind Int4"), "{text}");
    assert!(message("float8", &Column::Int(Ints::U8(&[1]))).contains("integers cannot fill a field of kind Float8"));
    assert!(message("int4[]", &Column::IntList(vec![Some(vec![1 << 40])])).contains("outside integer"));
}

#[test]
fn null_is_refused_where_the_column_is_not_nullable() {
    let field = FieldSpec::parse("orders", "qty".into(), "int4", false).unwrap();
    let encoder = TableEncoder::new("orders".into(), vec![field], Format::Binary).unwrap();
    let error = encoder.encode(&[Column::Int(Ints::I64(&[1, NULL]))], 40, &mut Vec::new()).unwrap_err();
    let expected = "orders.qty, row 41: NULL in a column that is NOT NULL; give a value or make the column nullable";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_bad_row_leaves_the_rows_before_it() {
    for format in [Format::Binary, Format::Text, Format::Csv] {
        let encoder = encoder(&["int8", "int2"], format);
        let columns = |small| [Column::Int(Ints::I64(&[1, 2, 3])), Column::Int(Ints::I64(small))];
        let (mut good, mut cut) = (b"kept".to_vec(), b"kept".to_vec());
        let first_two = [Column::Int(Ints::I64(&[1, 2])), Column::Int(Ints::I64(&[7, 8]))];
        encoder.encode(&first_two, 0, &mut good).unwrap();
        assert!(encoder.encode(&columns(&[7, 8, 1 << 20]), 0, &mut cut).is_err());
        assert_eq!(good, cut);
    }
}

#[test]
fn shapes_are_checked() {
    let encoder = encoder(&["int4", "int4"], Format::Binary);
    let one = Column::Int(Ints::U8(&[1]));
    let two = Column::Int(Ints::U8(&[1, 2]));
    let fails = |columns: &[Column<'_>]| encoder.encode(columns, 0, &mut Vec::new()).unwrap_err().to_string();
    assert!(fails(&[one.clone(), two]).starts_with("t.c1: 2 rows, but the first column has 1"));
    assert!(fails(&[one]).starts_with("t: 1 columns given for 2 fields"));
    assert_eq!(encoder.check_range(1, None, 3), Ok(1..3));
    for (start, stop) in [(2, Some(1)), (0, Some(4)), (4, None)] {
        assert!(encoder.check_range(start, stop, 3).is_err());
    }
}

#[test]
fn unknown_kinds_and_formats_are_refused() {
    for kind in ["numeric:19", "numeric", "varchar", "numeric:-1", ""] {
        assert!(FieldSpec::parse("t", "c".into(), kind, true).unwrap_err().to_string().contains("unknown kind"));
    }
    assert!(Format::parse("xml").unwrap_err().to_string().contains("use binary, text or csv"));
    assert!(TableEncoder::new("t".into(), Vec::new(), Format::Text).is_err());
}
