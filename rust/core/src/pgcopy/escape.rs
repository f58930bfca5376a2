//! Backslash escapes of text COPY, and doubled quotes of CSV.

/// Appends text with the escapes that `COPY TO` itself writes (`CopyAttributeOutText`).
pub(super) fn push_escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| escape(*byte).is_some()) {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\\');
        out.extend(escape(rest[at]));
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
}

/// Appends text with each of its quotes twice.
pub(super) fn push_doubled(text: &str, out: &mut Vec<u8>) {
    for (index, piece) in text.split('"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(piece.as_bytes());
    }
}

/// The letter that stands for a byte after a backslash, if it must be escaped.
fn escape(byte: u8) -> Option<u8> {
    match byte {
        b'\\' => Some(b'\\'),
        b'\t' => Some(b't'),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        0x08 => Some(b'b'),
        0x0b => Some(b'v'),
        0x0c => Some(b'f'),
        _ => None,
    }
}
