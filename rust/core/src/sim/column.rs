//! Columns of simulated rows by type, for whoever carries them on.

/// A column's values.
#[derive(Debug)]
pub enum ColumnData {
    /// 64-bit integers.
    I64(Vec<i64>),
    /// 32-bit integers.
    I32(Vec<i32>),
    /// 16-bit integers.
    I16(Vec<i16>),
}

/// A type of which a column can be made.
pub trait Value: Sized {
    /// The values as a column.
    fn column(values: Vec<Self>) -> ColumnData;
}

impl Value for i64 {
    fn column(values: Vec<Self>) -> ColumnData {
        ColumnData::I64(values)
    }
}

impl Value for i32 {
    fn column(values: Vec<Self>) -> ColumnData {
        ColumnData::I32(values)
    }
}

impl Value for i16 {
    fn column(values: Vec<Self>) -> ColumnData {
        ColumnData::I16(values)
    }
}
