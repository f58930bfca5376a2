//! Borrowed columns: what a caller hands to the encoder.

/// Integers of any width that `NumPy` has, read as `i64`.
#[derive(Clone, Copy, Debug)]
pub enum Ints<'a> {
    /// 64-bit, the only one with a NULL: [`super::NULL`].
    I64(&'a [i64]),
    /// 32-bit
    I32(&'a [i32]),
    /// 16-bit
    I16(&'a [i16]),
    /// 8-bit
    I8(&'a [i8]),
    /// 32-bit unsigned
    U32(&'a [u32]),
    /// 16-bit unsigned
    U16(&'a [u16]),
    /// 8-bit unsigned
    U8(&'a [u8]),
}

impl Ints<'_> {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::I64(values) => values.len(),
            Self::I32(values) => values.len(),
            Self::I16(values) => values.len(),
            Self::I8(values) => values.len(),
            Self::U32(values) => values.len(),
            Self::U16(values) => values.len(),
            Self::U8(values) => values.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> i64 {
        match self {
            Self::I64(values) => values[row],
            Self::I32(values) => i64::from(values[row]),
            Self::I16(values) => i64::from(values[row]),
            Self::I8(values) => i64::from(values[row]),
            Self::U32(values) => i64::from(values[row]),
            Self::U16(values) => i64::from(values[row]),
            Self::U8(values) => i64::from(values[row]),
        }
    }
}

/// Text made of a number: `prefix`, the number zero-padded to `width` digits, `suffix`.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// Text before the number.
    pub prefix: &'a str,
    /// Least number of digits; a longer number is written whole.
    pub width: usize,
    /// Numbers of 0 or more, or [`super::NULL`].
    pub numbers: Ints<'a>,
    /// Text after the number.
    pub suffix: &'a str,
}

/// One column of a batch of rows.
#[derive(Clone, Debug)]
pub enum Column<'a> {
    /// Integers in the field's unit: see [`super::Kind`].
    Int(Ints<'a>),
    /// Booleans.
    Bool(&'a [bool]),
    /// Floats; NaN is SQL NULL.
    Float(&'a [f64]),
    /// Row i is `values[codes[i]]`, or NULL where the code is negative.
    Coded {
        /// Index into `values` by row.
        codes: Ints<'a>,
        /// The dictionary.
        values: Vec<&'a str>,
    },
    /// Text made of a number.
    Template(Template<'a>),
    /// Plain text.
    Text(Vec<Option<&'a str>>),
    /// Lists of text.
    TextList(Vec<Option<Vec<&'a str>>>),
    /// Lists of integers.
    IntList(Vec<Option<Vec<i64>>>),
}

impl Column<'_> {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Int(values) | Self::Coded { codes: values, .. } => values.len(),
            Self::Bool(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Template(template) => template.numbers.len(),
            Self::Text(values) => values.len(),
            Self::TextList(values) => values.len(),
            Self::IntList(values) => values.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it is, for error messages.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Int(_) => "integers",
            Self::Bool(_) => "booleans",
            Self::Float(_) => "floats",
            Self::Coded { .. } => "coded text",
            Self::Template(_) => "a text template",
            Self::Text(_) => "text",
            Self::TextList(_) => "lists of text",
            Self::IntList(_) => "lists of integers",
        }
    }
}
