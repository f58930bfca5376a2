//! Speed of the COPY encoder on a fact table of nine columns and on one column of each kind, in batches.
//!
//! `cargo run --release -p supplygen-core --example encoder [million rows]`
#![allow(clippy::print_stdout, reason = "its output is its purpose")]

use std::time::Instant;

use supplygen_core::pgcopy::{Column, FieldSpec, Format, Ints, NULL, TableEncoder, Template};

const BATCH_ROWS: usize = 65_536;

/// 2024-01-01, in days and in microseconds since 1970.
const START_DAY: i64 = 19_723;
const START_US: i64 = START_DAY * 86_400_000_000;

const STATUSES: [&str; 4] = ["delivered", "shipped", "open", "cancelled"];

/// The integers that all columns are made from.
struct Batch {
    ids: Vec<i64>,
    small: Vec<i32>,
    cents: Vec<i64>,
    days: Vec<i32>,
    times: Vec<i64>,
    codes: Vec<u8>,
    sometimes: Vec<i64>,
    flags: Vec<bool>,
    floats: Vec<f64>,
}

impl Batch {
    fn new() -> Self {
        // A multiplicative hash: values without a pattern that the branch predictor could learn.
        let hash = |row: usize| (row as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let rows = 0..BATCH_ROWS;
        Self {
            ids: rows.clone().map(|row| 1_000_000 + row as i64).collect(),
            small: rows.clone().map(|row| (hash(row) % 120) as i32).collect(),
            cents: rows.clone().map(|row| (hash(row) % 2_000_000) as i64).collect(),
            days: rows.clone().map(|row| (START_DAY as u64 + hash(row) % 365) as i32).collect(),
            times: rows.clone().map(|row| START_US + (hash(row) * 3_600_000) as i64).collect(),
            codes: rows.clone().map(|row| (hash(row) % 4) as u8).collect(),
            sometimes: rows.clone().map(|row| if hash(row) % 3 == 0 { NULL } else { hash(row) as i64 }).collect(),
            flags: rows.clone().map(|row| hash(row) % 2 == 0).collect(),
            floats: rows.map(|row| hash(row) as f64 / 7.0).collect(),
        }
    }

    fn columns(&self) -> Vec<(&'static str, Column<'_>)> {
        let order = Template { prefix: "ORD-", width: 9, numbers: Ints::I64(&self.ids), suffix: "" };
        vec![
            ("int8", Column::Int(Ints::I64(&self.ids))),
            ("int4", Column::Int(Ints::I32(&self.small))),
            ("text", Column::Template(order)),
            ("numeric:2", Column::Int(Ints::I64(&self.cents))),
            ("numeric:3", Column::Int(Ints::I64(&self.ids))),
            ("date", Column::Int(Ints::I32(&self.days))),
            ("timestamptz", Column::Int(Ints::I64(&self.times))),
            ("text", Column::Coded { codes: Ints::U8(&self.codes), values: STATUSES.to_vec() }),
            ("int4", Column::Int(Ints::I64(&self.sometimes))),
            ("bool", Column::Bool(&self.flags)),
            ("float8", Column::Float(&self.floats)),
        ]
    }
}

fn measure(label: &str, format: Format, columns: &[(&str, Column<'_>)], rows: usize) {
    let fields =
        columns.iter().map(|(kind, _)| FieldSpec::parse("t", (*kind).into(), kind, true).expect("kinds exist"));
    let encoder = TableEncoder::new("t".into(), fields.collect(), format).expect("it has fields");
    let columns: Vec<Column<'_>> = columns.iter().map(|(_, column)| column.clone()).collect();
    let mut out = Vec::new();
    encoder.encode(&columns, 0, &mut out).expect("all values are in range");
    let begin = Instant::now();
    let batches = rows.div_ceil(BATCH_ROWS);
    for _ in 0..batches {
        out.clear();
        encoder.encode(&columns, 0, &mut out).expect("all values are in range");
    }
    let seconds = begin.elapsed().as_secs_f64();
    let rows = (batches * BATCH_ROWS) as f64;
    println!(
        "{label:<24} {:>6.2} M rows/s {:>6.2} ns/field {:>6.1} bytes/row",
        rows / seconds / 1e6,
        seconds * 1e9 / rows / columns.len() as f64,
        out.len() as f64 / BATCH_ROWS as f64
    );
}

fn main() {
    let millions = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5);
    let batch = Batch::new();
    let columns = batch.columns();
    measure("binary, 9 columns", Format::Binary, &columns[..9], millions * 1_000_000);
    measure("text, 9 columns", Format::Text, &columns[..9], millions * 1_000_000);
    for (index, column) in columns.iter().enumerate() {
        let label = format!("binary, {index} {}", column.0);
        measure(&label, Format::Binary, std::slice::from_ref(column), millions * 1_000_000);
    }
}
