//! Samplers: one distribution a file, each validated once in its constructor, so that sampling cannot fail.
//!
//! All take a [`Stream`](crate::stream::Stream). Transcendental functions come from `libm`, never from the platform,
//! so that a draw has the same bits on every machine.

pub mod alias;
pub mod gamma;
pub mod gumbel;
pub mod integers;
pub mod negative_binomial;
pub mod normal;
pub mod permutation;
pub mod poisson;
pub mod zipf;

pub use alias::{AliasTable, Error as AliasError};
pub use gamma::{Error as GammaError, Gamma};
pub use gumbel::{Error as GumbelError, GumbelTopK};
pub use integers::{Error as IntegersError, Integers};
pub use negative_binomial::{Error as NegativeBinomialError, NegativeBinomial};
pub use normal::{Error as NormalError, LogNormal, Normal};
pub use permutation::permutation;
pub use poisson::{Error as PoissonError, Poisson};
pub use zipf::{Error as ZipfError, Zipf, zipf_weights};

/// Largest whole shape for which gamma draws are products of uniforms. The product stays a normal number up to 19 factors
/// (each at least 2^-53); from about 12 on, other methods need fewer draws.
const MAX_WHOLE_SHAPE: f64 = 12.0;

/// The shape as an integer, if it is whole, positive and small.
#[inline]
fn small_whole(shape: f64) -> Option<u32> {
    let whole = shape as u32;
    (whole > 0 && shape <= MAX_WHOLE_SHAPE && f64::from(whole).to_bits() == shape.to_bits()).then_some(whole)
}

/// `table[k] = 1 / k`, and 0 at 0.
const fn reciprocals<const N: usize>() -> [f64; N] {
    let mut table = [0.0; N];
    let mut k = 1;
    while k < N {
        table[k] = 1.0 / k as f64;
        k += 1;
    }
    table
}
