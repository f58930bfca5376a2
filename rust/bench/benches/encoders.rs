//! Nanoseconds a field takes in binary COPY, by the kind of its column.

use std::time::{Duration, Instant};

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use supplygen_core::pgcopy::{Column, FieldSpec, Format, Ints, NULL, TableEncoder, Template};

/// Rows of a column: enough that what is done once for a column counts for nothing.
const ROWS: u64 = 1 << 16;

/// 2024-01-01, in days and in microseconds since 1970.
const START_DAY: i64 = 19_723;
const START_US: i64 = START_DAY * 86_400_000_000;

const STATUSES: [&str; 4] = ["delivered", "shipped", "open", "cancelled"];

/// A column of integers without a pattern that the branch predictor could learn.
fn column<T>(value: impl Fn(u64) -> T) -> Vec<T> {
    (1..=ROWS).map(|row| value(row.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33)).collect()
}

fn encoders(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("field");
    let ids: Vec<i64> = (1_000_000..).take(ROWS as usize).collect();
    let small = column(|hash| (hash % 120) as i32);
    let cents = column(|hash| (hash % 2_000_000) as i64);
    let days = column(|hash| (START_DAY as u64 + hash % 365) as i32);
    let times = column(|hash| START_US + (hash % 8_760) as i64 * 3_600_000_000);
    let sometimes = column(|hash| if hash % 3 == 0 { NULL } else { hash as i64 });
    let codes = column(|hash| (hash % 4) as u8);
    let floats = column(|hash| hash as f64 / 7.0);
    let flags = column(|hash| hash % 2 == 0);
    let order = Template { prefix: "ORD-", width: 9, numbers: Ints::I64(&ids), suffix: "" };
    measure(&mut group, "int4", "int4", &Column::Int(Ints::I32(&small)));
    measure(&mut group, "int4, a third NULL", "int4", &Column::Int(Ints::I64(&sometimes)));
    measure(&mut group, "int8", "int8", &Column::Int(Ints::I64(&ids)));
    measure(&mut group, "float8", "float8", &Column::Float(&floats));
    measure(&mut group, "bool", "bool", &Column::Bool(&flags));
    measure(&mut group, "date", "date", &Column::Int(Ints::I32(&days)));
    measure(&mut group, "timestamptz", "timestamptz", &Column::Int(Ints::I64(&times)));
    measure(&mut group, "numeric, 2 decimals", "numeric:2", &Column::Int(Ints::I64(&cents)));
    measure(&mut group, "numeric, 3 decimals", "numeric:3", &Column::Int(Ints::I64(&ids)));
    measure(&mut group, "coded text", "text", &Column::Coded { codes: Ints::U8(&codes), values: STATUSES.to_vec() });
    measure(&mut group, "template", "text", &Column::Template(order));
    group.finish();
}

/// An iteration is a field: whole columns are encoded, and their time is shared out.
fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, kind: &str, column: &Column<'_>) {
    let field = FieldSpec::parse("t", "c".into(), kind, true).expect("the kind exists");
    let encoder = TableEncoder::new("t".into(), vec![field], Format::Binary).expect("it has a field");
    let columns = std::slice::from_ref(column);
    let mut out = Vec::new();
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|fields| {
            let mut elapsed = Duration::ZERO;
            let times = fields.div_ceil(ROWS);
            for _ in 0..times {
                out.clear();
                let began = Instant::now();
                encoder.encode(columns, 0, &mut out).expect("all values are in range");
                elapsed += began.elapsed();
            }
            elapsed.mul_f64(fields as f64 / (times * ROWS) as f64)
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = encoders
}
criterion_main!(benches);
