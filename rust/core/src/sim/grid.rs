//! Values along several axes.

/// Values by the places on each axis; the last axis runs fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid<T, const N: usize> {
    /// Length of each axis.
    pub shape: [usize; N],
    /// All values.
    pub values: Vec<T>,
}

impl<T, const N: usize> Grid<T, N> {
    /// Puts values into shape.
    ///
    /// # Panics
    /// If there are more or fewer values than the shape holds.
    #[must_use]
    pub fn new(shape: [usize; N], values: Vec<T>) -> Self {
        assert_eq!(values.len(), shape.iter().product::<usize>(), "one value for each place of {shape:?}");
        Self { shape, values }
    }
}
