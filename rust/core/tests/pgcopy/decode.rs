//! A reader of COPY rows that shares nothing with the writer: straight from PostgreSQL's documentation.

/// Fields of one row; `None` is NULL.
pub type Row = Vec<Option<Vec<u8>>>;

/// Rows of binary COPY, without header and trailer.
pub fn binary(mut bytes: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    while !bytes.is_empty() {
        let fields = u16::from_be_bytes(take(&mut bytes, 2).try_into().unwrap());
        rows.push((0..fields).map(|_| binary_field(&mut bytes)).collect());
    }
    rows
}

fn binary_field(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let length = i32::from_be_bytes(take(bytes, 4).try_into().unwrap());
    (length != -1).then(|| take(bytes, usize::try_from(length).unwrap()).to_vec())
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(count);
    *bytes = rest;
    taken
}

/// A big-endian signed integer of any width.
pub fn integer(field: &[u8]) -> i64 {
    let sign = if field[0] & 0x80 == 0 { 0 } else { -1 };
    field.iter().fold(sign, |value, byte| (value << 8) | i64::from(*byte))
}

/// A `numeric` as an integer in units of `10^-dscale`, and its dscale; fails unless it is in the one form that
/// PostgreSQL keeps: no zero group at either end, and zero without groups, weight or sign.
pub fn numeric(field: &[u8]) -> (i128, u32) {
    let word = |index: usize| i16::from_be_bytes(field[2 * index..2 * index + 2].try_into().unwrap());
    let (count, weight, sign, dscale) = (word(0), word(1), word(2), u32::try_from(word(3)).unwrap());
    let groups: Vec<i16> = (4..field.len() / 2).map(word).collect();
    assert_eq!(groups.len(), usize::try_from(count).unwrap(), "count of groups");
    match (groups.first(), groups.last()) {
        (Some(first), Some(last)) => assert!(*first != 0 && *last != 0, "zero at an end: {groups:?}"),
        _ => assert_eq!((weight, sign), (0, 0), "zero with weight or sign"),
    }
    let mut value = 0;
    for (group, weight) in groups.iter().zip((i16::MIN..=weight).rev()) {
        assert!((0..10_000).contains(group), "group {group}");
        let exponent = i32::from(weight) * 4 + i32::try_from(dscale).unwrap();
        value += scale(i128::from(*group), exponent);
    }
    (if sign == 0x4000 { -value } else { value }, dscale)
}

fn scale(group: i128, exponent: i32) -> i128 {
    let power = 10i128.pow(exponent.unsigned_abs());
    if exponent >= 0 {
        return group * power;
    }
    assert_eq!(group % power, 0, "digits beyond dscale");
    group / power
}

/// Rows of text COPY, unescaped.
pub fn text(bytes: &[u8]) -> Vec<Row> {
    let body = bytes.strip_suffix(b"\n").expect("a newline ends the last row");
    let rows = body.split(|byte| *byte == b'\n');
    rows.map(|row| row.split(|byte| *byte == b'\t').map(text_field).collect()).collect()
}

fn text_field(field: &[u8]) -> Option<Vec<u8>> {
    if field == b"\\N" {
        return None;
    }
    let mut value = Vec::new();
    let mut bytes = field.iter();
    while let Some(byte) = bytes.next() {
        value.push(match byte {
            b'\\' => match bytes.next().expect("something after a backslash") {
                b'b' => 8,
                b't' => 9,
                b'n' => 10,
                b'v' => 11,
                b'f' => 12,
                b'r' => 13,
                other => *other,
            },
            other => *other,
        });
    }
    Some(value)
}

/// Rows of CSV without a header: quoted fields are text, an empty one is NULL.
pub fn csv(bytes: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        row.push(csv_field(&mut rest));
        match take(&mut rest, 1) {
            b"," => {}
            b"\n" => rows.push(std::mem::take(&mut row)),
            other => panic!("{other:?} after a field"),
        }
    }
    assert!(row.is_empty(), "a newline ends the last row");
    rows
}

fn csv_field(rest: &mut &[u8]) -> Option<Vec<u8>> {
    if rest[0] != b'"' {
        let length = rest.iter().position(|byte| b",\n".contains(byte)).expect("an end of the field");
        let field = take(rest, length).to_vec();
        assert!(!field.iter().any(|byte| b"\"\r".contains(byte)), "a quote inside a field without quotes");
        return (length > 0).then_some(field);
    }
    take(rest, 1);
    let mut value = Vec::new();
    loop {
        match take(rest, 1) {
            b"\"" if rest.first() == Some(&b'"') => value.extend_from_slice(take(rest, 1)),
            b"\"" => return Some(value),
            other => value.extend_from_slice(other),
        }
    }
}
