//! The gamma distribution `Gamma(shape, scale)`.
//!
//! # Density
//!
//! `f(x) = x^(shape - 1) exp(-x / scale) / (Γ(shape) scale^shape)` for x > 0; mean `shape * scale`.
//!
//! # Implementation details
//!
//! * Small whole shapes (Erlang): `-ln(u1 u2 ... un) * scale`, exact, one logarithm.
//! * Other shapes: Marsaglia & Tsang, *A Simple Method for Generating Gamma Variables*, ACM TOMS 26(3), 2000,
//!   doi:10.1145/358407.358414. Shapes under 1 are raised by 1 and scaled down by `u^(1 / shape)` (its section 6).

use super::normal::standard_normal;
use super::small_whole;
use crate::stream::Stream;
use std::fmt;

/// The gamma distribution `Gamma(shape, scale)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    scale: f64,
    method: Method,
}

/// How the standard gamma variable (scale 1) is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    /// Product of this many uniforms.
    Erlang(u32),
    /// Marsaglia & Tsang with shape of at least 1.
    Squeeze(Squeeze),
    /// Marsaglia & Tsang with the shape raised by one, and the inverse of the true shape.
    Boosted(Squeeze, f64),
}

/// The constants of Marsaglia & Tsang for one shape.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Squeeze {
    /// `shape - 1/3`
    d: f64,
    /// `1 / sqrt(9 d)`
    c: f64,
}

/// Why a [`Gamma`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `!(shape > 0)` or infinite.
    ShapeOutOfRange,
    /// `!(scale > 0)` or infinite.
    ScaleOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::ShapeOutOfRange => "gamma: shape must be positive and finite",
            Error::ScaleOutOfRange => "gamma: scale must be positive and finite",
        })
    }
}

impl std::error::Error for Error {}

impl Gamma {
    /// Distribution of the given shape (no unit) and scale (unit of the result).
    ///
    /// # Errors
    ///
    /// When `shape` or `scale` is not positive or not finite.
    #[inline]
    pub fn new(shape: f64, scale: f64) -> Result<Self, Error> {
        if !(shape > 0.0 && shape.is_finite()) {
            return Err(Error::ShapeOutOfRange);
        }
        if !(scale > 0.0 && scale.is_finite()) {
            return Err(Error::ScaleOutOfRange);
        }
        Ok(Self { scale, method: Method::of(shape) })
    }

    /// One draw. For shapes far under 1 it may underflow to zero.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        self.scale
            * match self.method {
                Method::Erlang(count) => erlang(count, stream),
                Method::Squeeze(squeeze) => squeeze.sample(stream),
                Method::Boosted(squeeze, inverse_shape) => {
                    let boosted = squeeze.sample(stream);
                    boosted * libm::pow(stream.uniform_open(), inverse_shape)
                }
            }
    }
}

impl Method {
    #[inline]
    fn of(shape: f64) -> Self {
        if let Some(whole) = small_whole(shape) {
            Method::Erlang(whole)
        } else if shape >= 1.0 {
            Method::Squeeze(Squeeze::new(shape))
        } else {
            Method::Boosted(Squeeze::new(shape + 1.0), 1.0 / shape)
        }
    }
}

#[inline]
fn erlang(count: u32, stream: &mut Stream) -> f64 {
    let mut product = 1.0;
    for _ in 0..count {
        product *= stream.uniform_open();
    }
    -libm::log(product)
}

impl Squeeze {
    fn new(shape: f64) -> Self {
        let d = shape - 1.0 / 3.0;
        Self { d, c: 1.0 / (9.0 * d).sqrt() }
    }

    /// Standard gamma variable; about one round in twenty is rejected at shape 1, fewer above.
    fn sample(self, stream: &mut Stream) -> f64 {
        loop {
            let x = standard_normal(stream);
            let root = 1.0 + self.c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = stream.uniform_open();
            let x2 = x * x;
            // The cheap squeeze accepts nearly always; the logarithms decide the rest exactly.
            if u < 1.0 - 0.0331 * x2 * x2 || libm::log(u) < 0.5 * x2 + self.d * (1.0 - v + libm::log(v)) {
                return self.d * v;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_parameters_are_refused() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Gamma::new(bad, 1.0), Err(Error::ShapeOutOfRange));
            assert_eq!(Gamma::new(1.0, bad), Err(Error::ScaleOutOfRange));
        }
        assert_eq!(Error::ShapeOutOfRange.to_string(), "gamma: shape must be positive and finite");
    }

    #[test]
    fn the_shape_chooses_the_method() {
        assert_eq!(Method::of(4.0), Method::Erlang(4));
        assert!(matches!(Method::of(4.5), Method::Squeeze(_)));
        assert!(matches!(Method::of(13.0), Method::Squeeze(_)));
        assert!(matches!(Method::of(0.5), Method::Boosted(..)));
    }

    proptest! {
        #[test]
        fn draws_are_finite_and_scale(shape in 1e-3..1e6, scale in 1e-6..1e6, entity: u64) {
            let draw = |scale| Gamma::new(shape, scale).unwrap().sample(&mut Stream::new(1, 2, entity, 0));
            prop_assert!(draw(scale) >= 0.0 && draw(scale).is_finite());
            prop_assert!((draw(scale) - scale * draw(1.0)).abs() <= 1e-12 * draw(scale));
        }
    }
}
