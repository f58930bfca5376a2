//! How a column of integers says that there is no value.

/// SQL NULL in a 64-bit integer column; narrower columns of the encoder have no NULL.
pub const NULL: i64 = i64::MIN;

/// The same in the simulator's 32-bit columns, which are widened before they are encoded.
pub const NULL32: i32 = i32::MIN;
