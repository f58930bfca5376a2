//! Random order of n items, each with a stream of its own.
//!
//! # Implementation details
//!
//! The items are sorted by one random word each, ties by position. Unlike a Fisher-Yates shuffle this keeps the relative
//! order of the first items when n grows, so that one more item moves nothing else.

use crate::stream::Stream;

/// The positions 0, ..., n - 1 in random order; `stream_of` gives the stream of the item at a position.
#[must_use]
pub fn permutation(n: usize, mut stream_of: impl FnMut(usize) -> Stream) -> Vec<usize> {
    let mut keyed: Vec<_> = (0..n).map(|item| (stream_of(item).next_u64(), item)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ordered(n: usize, period: u64) -> Vec<usize> {
        permutation(n, |item| Stream::new(1, 2, item as u64, period))
    }

    #[test]
    fn each_order_is_equally_likely() {
        let mut seen = [0_u32; 6];
        for period in 0..60_000 {
            let order = ordered(3, period);
            seen[order[0] * 2 + usize::from(order[1] > order[2])] += 1;
        }
        // Standard deviation of each count is 91.
        assert!(seen.iter().all(|count| count.abs_diff(10_000) < 450), "{seen:?}");
    }

    proptest! {
        #[test]
        fn every_position_appears_once(n in 0..200_usize, period: u64) {
            let mut order = ordered(n, period);
            order.sort_unstable();
            prop_assert!(order.into_iter().eq(0..n));
        }

        #[test]
        fn one_more_item_moves_nothing_else(n in 0..200_usize, period: u64) {
            let longer = ordered(n + 1, period).into_iter().filter(|item| *item < n);
            prop_assert!(longer.eq(ordered(n, period)));
        }
    }
}
