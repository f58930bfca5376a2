//! The normal distribution `N(mean, deviation²)` and its exponential, the log-normal distribution.
//!
//! # Density
//!
//! `f(x) = exp(-(x - mean)² / (2 deviation²)) / (deviation sqrt(2π))`; `LogNormal` is `median * exp(sigma * N(0, 1))`.
//!
//! # Implementation details
//!
//! By inversion of one open uniform, so each draw takes exactly one word of its stream and grows with it:
//! Wichura, *Algorithm AS 241: The Percentage Points of the Normal Distribution*, Applied Statistics 37(3), 1988,
//! doi:10.2307/2347330, routine PPND16 (relative accuracy about 1e-16). Its range here is ±8.2 (2^-53 in each tail).

use crate::stream::Stream;
use std::fmt;

/// The normal distribution `N(mean, deviation²)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    deviation: f64,
}

/// The log-normal distribution with the given median and standard deviation of the logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

/// Why a [`Normal`] or [`LogNormal`] cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The mean is not finite.
    MeanNotFinite,
    /// `!(deviation >= 0)` or infinite.
    DeviationOutOfRange,
    /// `!(median > 0)` or infinite.
    MedianOutOfRange,
    /// `!(sigma >= 0)` or infinite.
    SigmaOutOfRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::MeanNotFinite => "normal: mean must be finite",
            Error::DeviationOutOfRange => "normal: deviation must be at least zero and finite",
            Error::MedianOutOfRange => "log-normal: median must be positive and finite",
            Error::SigmaOutOfRange => "log-normal: sigma must be at least zero and finite",
        })
    }
}

impl std::error::Error for Error {}

impl Normal {
    /// `N(0, 1)`.
    pub const STANDARD: Self = Self { mean: 0.0, deviation: 1.0 };

    /// Distribution of the given mean and standard deviation (both in the unit of the result).
    ///
    /// # Errors
    ///
    /// When `mean` is not finite, or `deviation` is negative or not finite.
    pub fn new(mean: f64, deviation: f64) -> Result<Self, Error> {
        if !mean.is_finite() {
            return Err(Error::MeanNotFinite);
        }
        if !(deviation >= 0.0 && deviation.is_finite()) {
            return Err(Error::DeviationOutOfRange);
        }
        Ok(Self { mean, deviation })
    }

    /// One draw, from one word of the stream.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        self.mean + self.deviation * standard_normal(stream)
    }
}

impl LogNormal {
    /// Distribution of the given median (unit of the result) and sigma (no unit); mean `median * exp(sigma² / 2)`.
    ///
    /// # Errors
    ///
    /// When `median` is not positive or not finite, or `sigma` is negative or not finite.
    pub fn from_median_sigma(median: f64, sigma: f64) -> Result<Self, Error> {
        if !(median > 0.0 && median.is_finite()) {
            return Err(Error::MedianOutOfRange);
        }
        if !(sigma >= 0.0 && sigma.is_finite()) {
            return Err(Error::SigmaOutOfRange);
        }
        Ok(Self { median, sigma })
    }

    /// One draw, from one word of the stream.
    #[inline]
    #[must_use]
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        self.median * libm::exp(self.sigma * standard_normal(stream))
    }
}

/// One draw of N(0, 1), from one word of the stream.
#[inline]
pub(super) fn standard_normal(stream: &mut Stream) -> f64 {
    quantile(stream.uniform_open())
}

/// Half-width of the central region of AS 241, in probability.
const CENTER: f64 = 0.425;
/// `CENTER²`, the origin of the central rational function.
const CENTER_SQUARED: f64 = 0.180_625;
/// Bound between the middle and the far tail, in `sqrt(-ln p)`.
const FAR: f64 = 5.0;
/// Origin of the middle tail's rational function.
const MIDDLE_ORIGIN: f64 = 1.6;

/// Percentage point of N(0, 1): x with `P(N <= x) = p`, for 0 < p < 1 (PPND16).
#[inline]
fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= CENTER {
        let r = CENTER_SQUARED - q * q;
        return q * polynomial(&CENTER_NUMERATOR, r) / polynomial(&CENTER_DENOMINATOR, r);
    }
    let r = (-libm::log(if q < 0.0 { p } else { 1.0 - p })).sqrt();
    let size = if r <= FAR {
        let r = r - MIDDLE_ORIGIN;
        polynomial(&MIDDLE_NUMERATOR, r) / polynomial(&MIDDLE_DENOMINATOR, r)
    } else {
        let r = r - FAR;
        polynomial(&FAR_NUMERATOR, r) / polynomial(&FAR_DENOMINATOR, r)
    };
    if q < 0.0 { -size } else { size }
}

/// Horner's scheme; coefficients from the lowest power up.
#[inline]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// AS 241, coefficients a0 to a7.
const CENTER_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    1.331_416_678_917_843_8E2,
    1.971_590_950_306_551_3E3,
    1.373_169_376_550_946E4,
    4.592_195_393_154_987E4,
    6.726_577_092_700_87E4,
    3.343_057_558_358_813E4,
    2.509_080_928_730_122_7E3,
];
/// AS 241, 1 and coefficients b1 to b7.
const CENTER_DENOMINATOR: [f64; 8] = [
    1.0,
    4.231_333_070_160_091E1,
    6.871_870_074_920_579E2,
    5.394_196_021_424_751E3,
    2.121_379_430_158_659_7E4,
    3.930_789_580_009_271E4,
    2.872_908_573_572_194_3E4,
    5.226_495_278_852_545E3,
];
/// AS 241, coefficients c0 to c7.
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506E-1,
    2.272_384_498_926_918_4E-2,
    7.745_450_142_783_414E-4,
];
/// AS 241, 1 and coefficients d1 to d7.
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851E-1,
    1.481_039_764_274_800_8E-1,
    1.519_866_656_361_645_7E-2,
    5.475_938_084_995_345E-4,
    1.050_750_071_644_416_9E-9,
];
/// AS 241, coefficients e0 to e7.
const FAR_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_048_7E-1,
    2.653_218_952_657_612_4E-2,
    1.242_660_947_388_078_4E-3,
    2.711_555_568_743_487_6E-5,
    2.010_334_399_292_288_1E-7,
];
/// AS 241, 1 and coefficients f1 to f7.
const FAR_DENOMINATOR: [f64; 8] = [
    1.0,
    5.998_322_065_558_88E-1,
    1.369_298_809_227_358E-1,
    1.487_536_129_085_061_5E-2,
    7.868_691_311_456_133E-4,
    1.846_318_317_510_054_8E-5,
    1.421_511_758_316_446E-7,
    2.044_263_103_389_939_8E-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f64::consts::SQRT_2;

    #[test]
    fn bad_parameters_are_refused() {
        for bad in [f64::NAN, f64::INFINITY] {
            assert_eq!(Normal::new(bad, 1.0), Err(Error::MeanNotFinite));
        }
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Normal::new(0.0, bad), Err(Error::DeviationOutOfRange));
            assert_eq!(LogNormal::from_median_sigma(1.0, bad), Err(Error::SigmaOutOfRange));
            assert_eq!(LogNormal::from_median_sigma(bad, 1.0), Err(Error::MedianOutOfRange));
        }
        assert_eq!(Error::MedianOutOfRange.to_string(), "log-normal: median must be positive and finite");
    }

    #[test]
    fn without_deviation_the_center_is_drawn() {
        let mut stream = Stream::new(1, 2, 3, 4);
        assert_eq!(Normal::new(7.0, 0.0).unwrap().sample(&mut stream).to_bits(), 7.0_f64.to_bits());
        assert_eq!(LogNormal::from_median_sigma(7.0, 0.0).unwrap().sample(&mut stream).to_bits(), 7.0_f64.to_bits());
    }

    #[test]
    fn known_percentage_points() {
        for (p, x) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.001, -3.090_232_306_167_814)] {
            assert!((quantile(p) - x).abs() < 1e-14, "{p}");
        }
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_distribution(exponent in 1.0..53.0_f64) {
            let p = libm::exp2(-exponent);
            let back = 0.5 * libm::erfc(-quantile(p) / SQRT_2);
            prop_assert!((back / p - 1.0).abs() < 1e-12, "{back} for {p}");
            prop_assert!((quantile(1.0 - p) + quantile(1.0 - (1.0 - p))).abs() < 1e-12);
        }
    }
}
