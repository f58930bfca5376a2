//! Transcendental functions with the same bits on every platform (those of `std` come from the system's C library).

pub use libm::{asin, cos, exp, log as ln, sin};
