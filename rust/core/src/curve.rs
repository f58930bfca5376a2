//! # Cumulative curves
//!
//! Supply and demand of one place and item, each laid end to end on the axis of cumulative quantity. The unit at position k
//! comes from the supply whose interval contains k and goes to the demand whose interval contains k, so lineage is the
//! overlap of two sorted partitions of one axis: exact, without search and without rounding.

use std::fmt;

/// One overlap: `quantity` units of supply number `supply` serve demand number `demand`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Index into the supply quantities.
    pub supply: usize,
    /// Index into the demand quantities.
    pub demand: usize,
    /// Units, greater than zero.
    pub quantity: i64,
}

/// Demand that no supply covers, or a quantity that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveError {
    /// The demand curve of a group rises above its supply curve.
    Uncovered {
        /// Index of the first demand that is not covered.
        demand: usize,
        /// Units short.
        short: i64,
    },
    /// A group's entries are not contiguous and ascending.
    Unsorted {
        /// Index of the entry that breaks the order.
        index: usize,
    },
}

impl fmt::Display for CurveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uncovered { demand, short } => {
                write!(f, "demand {demand} is short of {short} units: its supply curve ends below its demand curve")
            }
            Self::Unsorted { index } => {
                write!(f, "entry {index} belongs to an earlier group: sort both curves by group first")
            }
        }
    }
}

impl std::error::Error for CurveError {}

/// One side of the match: entries sorted by group, each with its quantity in the order in which it is used.
#[derive(Debug, Clone, Copy)]
pub struct Curve<'a> {
    /// Group (place and item) of each entry, ascending.
    pub group: &'a [i64],
    /// Units of each entry, at least zero.
    pub quantity: &'a [i64],
}

/// Matches supply with demand group by group. Supply may exceed demand; the reverse is an error.
///
/// # Errors
/// [`CurveError`] when a demand is not covered or groups are not sorted.
pub fn overlaps(supply: Curve<'_>, demand: Curve<'_>) -> Result<Vec<Overlap>, CurveError> {
    ascending(supply.group)?;
    ascending(demand.group)?;
    let mut found = Vec::with_capacity(supply.group.len() + demand.group.len());
    let (mut s, mut left) = (0, supply.quantity.first().copied().unwrap_or(0));
    for (d, (&group, &wanted)) in demand.group.iter().zip(demand.quantity).enumerate() {
        let mut open = wanted;
        while open > 0 {
            while s < supply.group.len() && (supply.group[s] < group || left == 0) {
                s += 1;
                left = supply.quantity.get(s).copied().unwrap_or(0);
            }
            if s == supply.group.len() || supply.group[s] != group {
                return Err(CurveError::Uncovered { demand: d, short: open });
            }
            let quantity = open.min(left);
            found.push(Overlap { supply: s, demand: d, quantity });
            open -= quantity;
            left -= quantity;
        }
    }
    Ok(found)
}

fn ascending(group: &[i64]) -> Result<(), CurveError> {
    match group.windows(2).position(|pair| pair[0] > pair[1]) {
        Some(index) => Err(CurveError::Unsorted { index: index + 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn match_one(supply: &[i64], demand: &[i64]) -> Result<Vec<Overlap>, CurveError> {
        let (a, b) = (vec![0; supply.len()], vec![0; demand.len()]);
        overlaps(Curve { group: &a, quantity: supply }, Curve { group: &b, quantity: demand })
    }

    #[test]
    fn a_demand_across_a_boundary_is_served_by_both_sides() {
        let found = match_one(&[5, 5], &[3, 4]).unwrap();
        let expected = [(0, 0, 3), (0, 1, 2), (1, 1, 2)];
        assert_eq!(found, expected.map(|(supply, demand, quantity)| Overlap { supply, demand, quantity }));
    }

    #[test]
    fn uncovered_demand_is_named() {
        assert_eq!(match_one(&[5], &[3, 4]), Err(CurveError::Uncovered { demand: 1, short: 2 }));
        let supply = Curve { group: &[1], quantity: &[9] };
        let demand = Curve { group: &[2], quantity: &[1] };
        assert_eq!(overlaps(supply, demand), Err(CurveError::Uncovered { demand: 0, short: 1 }));
    }

    #[test]
    fn unsorted_groups_are_refused() {
        let curve = Curve { group: &[2, 1], quantity: &[1, 1] };
        assert_eq!(overlaps(curve, curve), Err(CurveError::Unsorted { index: 1 }));
    }

    type Side = Vec<(i64, i64)>;

    fn grouped() -> impl Strategy<Value = (Side, Side)> {
        let entries = || prop::collection::vec((0_i64..4, 0_i64..50), 0..40);
        (entries(), entries()).prop_map(|(mut supply, mut demand)| {
            supply.sort_by_key(|e| e.0);
            demand.sort_by_key(|e| e.0);
            for group in 0..4 {
                let total = |side: &[(i64, i64)]| side.iter().filter(|e| e.0 == group).map(|e| e.1).sum::<i64>();
                supply.push((group, (total(&demand) - total(&supply)).max(0)));
            }
            supply.sort_by_key(|e| e.0);
            (supply, demand)
        })
    }

    proptest! {
        #[test]
        fn every_unit_is_matched_once_in_order((supply, demand) in grouped()) {
            let split = |side: &[(i64, i64)]| -> (Vec<i64>, Vec<i64>) { side.iter().copied().unzip() };
            let ((sg, sq), (dg, dq)) = (split(&supply), split(&demand));
            let found = overlaps(Curve { group: &sg, quantity: &sq }, Curve { group: &dg, quantity: &dq }).unwrap();
            let (mut used, mut served) = (vec![0; sq.len()], vec![0; dq.len()]);
            for o in &found {
                prop_assert!(o.quantity > 0);
                prop_assert_eq!(sg[o.supply], dg[o.demand]);
                used[o.supply] += o.quantity;
                served[o.demand] += o.quantity;
            }
            prop_assert_eq!(served, dq);
            prop_assert!(used.iter().zip(&sq).all(|(u, s)| u <= s));
            prop_assert!(found.windows(2).all(|w| w[0].supply <= w[1].supply && w[0].demand <= w[1].demand));
        }
    }
}
