//! Core of supplygen: no Python, no PostgreSQL driver.
#![forbid(unsafe_code)]

pub mod curve;
pub mod math;
pub mod null;
pub mod pgcopy;
pub mod promo;
pub mod sample;
pub mod sim;
pub mod sphere;
pub mod stream;
