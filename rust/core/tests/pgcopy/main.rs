//! The COPY encoder against an independent decoder.

mod decode;
mod errors;
mod values;

use supplygen_core::pgcopy::{Column, EncodeError, FieldSpec, Format, TableEncoder};

/// An encoder of table `t` with columns `c0`, `c1`, ... of these kinds, all nullable.
fn encoder(kinds: &[&str], format: Format) -> TableEncoder {
    let field = |(index, kind): (usize, &&str)| FieldSpec::parse("t", format!("c{index}"), kind, true).unwrap();
    TableEncoder::new("t".into(), kinds.iter().enumerate().map(field).collect(), format).unwrap()
}

/// Rows of one column.
fn encode_one(kind: &str, column: Column<'_>, format: Format) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    encoder(&[kind], format).encode(&[column], 0, &mut out)?;
    Ok(out)
}

/// The fields of one column's rows.
fn fields(kind: &str, column: Column<'_>, format: Format) -> Vec<Option<Vec<u8>>> {
    let bytes = encode_one(kind, column, format).unwrap();
    let rows = match format {
        Format::Binary => decode::binary(&bytes),
        Format::Text => decode::text(&bytes),
        Format::Csv => decode::csv(&bytes),
    };
    rows.into_iter().map(|row| row.into_iter().next().unwrap()).collect()
}
