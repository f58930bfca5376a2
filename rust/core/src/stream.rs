//! Keyed randomness: every draw is a pure function of (seed, purpose, entity, period, position).
//!
//! # Construction
//!
//! The four words of the key are absorbed one after another, each followed by the finaliser of `SplitMix64`:
//!
//! `key = mix(mix(mix(mix(seed + GOLDEN) + purpose) + entity) + period)`, output `i = mix(key + i * GOLDEN)`, `i = 1, 2, ...`
//!
//! so neighboring entities or periods share nothing, and no stream has to be advanced to reach another one.
//!
//! # Source
//!
//! Steele, Lea, Flood: *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014, doi:10.1145/2660193.2660195;
//! the finaliser's constants are David Stafford's variant 13. Bounded integers: Lemire, *Fast Random Integer
//! Generation in an Interval*, ACM TOMACS 29(1), 2019, doi:10.1145/3230636.

/// Odd integer nearest to 2^64 divided by the golden ratio: the step between counters of one stream.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spacing of the doubles in [0, 1) that carry 53 random bits: 2^-53.
const STEP_53: f64 = 1.0 / (1_u64 << 53) as f64;

/// Spacing of the midpoints in (0, 1) that carry 52 random bits: 2^-52.
const STEP_52: f64 = 1.0 / (1_u64 << 52) as f64;

/// FNV-1a offset basis, 64 bits (draft-eastlake-fnv).
const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;

/// FNV-1a prime, 64 bits.
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

/// Number of a purpose, e.g. `purpose("pos_sales.quantity")`: FNV-1a of its name, computed at compile time where possible.
///
/// A purpose names one decision; two decisions never share one.
#[must_use]
pub const fn purpose(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = FNV_OFFSET;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(FNV_PRIME);
        index += 1;
    }
    hash
}

/// Finaliser of `SplitMix64`: a bijection in which each input bit flips each output bit with probability near 1/2.
#[inline]
const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The draws of one decision about one entity in one period.
///
/// ```
/// use supplygen_core::stream::{Stream, purpose};
/// const COLOR: u64 = purpose("skus.color");
/// let first = Stream::new(42, COLOR, 7, 0).next_u64();
/// assert_eq!(first, Stream::new(42, COLOR, 7, 0).next_u64());
/// assert_ne!(first, Stream::new(42, COLOR, 8, 0).next_u64());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Counter, already multiplied by `GOLDEN` and offset by the key.
    counter: u64,
}

impl Stream {
    /// Stream of (seed, purpose, entity, period); `purpose` comes from [`purpose`].
    #[inline]
    #[must_use]
    pub const fn new(seed: u64, purpose: u64, entity: u64, period: u64) -> Self {
        let key = mix(seed.wrapping_add(GOLDEN));
        let key = mix(key.wrapping_add(purpose));
        let key = mix(key.wrapping_add(entity));
        Self { counter: mix(key.wrapping_add(period)) }
    }

    /// The next 64 random bits.
    #[inline]
    pub const fn next_u64(&mut self) -> u64 {
        self.counter = self.counter.wrapping_add(GOLDEN);
        mix(self.counter)
    }

    /// Uniform in [0, 1): a multiple of 2^-53.
    #[inline]
    pub const fn uniform(&mut self) -> f64 {
        // 53 bits fit i64, whose conversion is one instruction where that of u64 is a branch.
        (self.next_u64() >> 11) as i64 as f64 * STEP_53
    }

    /// Uniform in (0, 1): an odd multiple of 2^-53, never an end, symmetric about 1/2; for logarithms and quantiles.
    #[inline]
    pub const fn uniform_open(&mut self) -> f64 {
        ((self.next_u64() >> 12) as i64 as f64 + 0.5) * STEP_52
    }

    /// Uniform integer in [0, n), without bias; `n` = 0 stands for 2^64, the full range.
    #[inline]
    pub const fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return self.next_u64();
        }
        let mut product = self.next_u64() as u128 * n as u128;
        if (product as u64) < n {
            // 2^64 mod n: low words under it belong to the incomplete last cycle and are drawn again.
            let incomplete = n.wrapping_neg() % n;
            while (product as u64) < incomplete {
                product = self.next_u64() as u128 * n as u128;
            }
        }
        (product >> 64) as u64
    }

    /// Uniform integer in [low, high], both included; `high` must not be less than `low`.
    #[inline]
    pub const fn between(&mut self, low: i64, high: i64) -> i64 {
        debug_assert!(low <= high, "between: the upper bound is less than the lower bound");
        // In modulo 2^64: the full range has 2^64 values, which is 0 here and in `below`.
        let count = (high as u64).wrapping_sub(low as u64).wrapping_add(1);
        low.wrapping_add(self.below(count) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn purpose_is_fnv_1a() {
        // Reference values of draft-eastlake-fnv, appendix C.
        assert_eq!(purpose(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(purpose("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(purpose("foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn mix_is_the_finaliser_of_splitmix64() {
        // First output of the reference splitmix64.c with state 1234567.
        assert_eq!(mix(1_234_567_u64.wrapping_add(GOLDEN)), 6_457_827_717_110_365_317);
    }

    #[test]
    fn every_word_of_the_key_matters() {
        let base = Stream::new(1, 2, 3, 4).next_u64();
        for other in [(2, 2, 3, 4), (1, 3, 3, 4), (1, 2, 4, 4), (1, 2, 3, 5), (1, 2, 4, 3), (2, 1, 3, 4)] {
            let (seed, purpose, entity, period) = other;
            assert_ne!(base, Stream::new(seed, purpose, entity, period).next_u64(), "{other:?}");
        }
    }

    #[test]
    fn neighboring_keys_differ_in_half_of_their_bits() {
        let flipped: u32 = (0..10_000_u64)
            .map(|n| (Stream::new(1, 2, n, 0).next_u64() ^ Stream::new(1, 2, n + 1, 0).next_u64()).count_ones())
            .sum();
        // Sum of 640,000 fair bits: standard deviation 400.
        assert!(flipped.abs_diff(320_000) < 2_000, "{flipped}");
    }

    #[test]
    fn below_zero_is_the_full_range_and_below_one_is_zero() {
        let mut stream = Stream::new(1, 2, 3, 4);
        let mut twin = stream.clone();
        assert_eq!(stream.below(0), twin.next_u64());
        assert_eq!(stream.below(1), 0);
    }

    #[test]
    fn between_covers_the_whole_of_i64() {
        let mut stream = Stream::new(1, 2, 3, 4);
        assert_eq!(stream.between(i64::MAX, i64::MAX), i64::MAX);
        assert!((0..100).any(|_| stream.between(i64::MIN, i64::MAX) < 0));
    }

    proptest! {
        #[test]
        fn draws_keep_their_bounds(seed: u64, entity: u64, period: u64, n in 1_u64..) {
            let mut stream = Stream::new(seed, purpose("test.bounds"), entity, period);
            let closed = stream.uniform();
            prop_assert!((0.0..1.0).contains(&closed));
            let open = stream.uniform_open();
            prop_assert!(open > 0.0 && open < 1.0);
            prop_assert!(stream.below(n) < n);
        }

        #[test]
        fn between_keeps_its_bounds(entity: u64, a: i64, b: i64) {
            let (low, high) = (a.min(b), a.max(b));
            let value = Stream::new(1, 2, entity, 0).between(low, high);
            prop_assert!(low <= value && value <= high);
        }
    }
}
