//! Freight bills on which carriers charge too much, which the scenario plants.

use super::policy::OVERCHARGED_PERCENT;
use super::spec::Charge;
use crate::stream::{Stream, purpose};

const ERROR: u64 = purpose("freight_bills.error");

/// What a bill charges over what is due, cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overcharge {
    /// On the linehaul: more mass or a longer way than there was.
    pub linehaul: i64,
    /// On the fuel: the surcharge a second time.
    pub fuel: i64,
}

impl Overcharge {
    /// Both.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.linehaul + self.fuel
    }
}

/// What is charged too much on a bill, of which a `share` is wrong: half of these on the linehaul, half on the fuel.
#[must_use]
pub fn overcharge(seed: u64, (entity, period): (u64, u64), share: Option<f64>, charge: &Charge) -> Overcharge {
    let mut stream = Stream::new(seed, ERROR, entity, period);
    let drawn = stream.uniform();
    let Some(share) = share.filter(|&share| drawn < share) else { return Overcharge::default() };
    let (least, most) = OVERCHARGED_PERCENT;
    if drawn < share / 2.0 {
        Overcharge { linehaul: (charge.linehaul * stream.between(least, most) + 50) / 100, fuel: 0 }
    } else {
        Overcharge { linehaul: 0, fuel: charge.fuel }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHARGE: Charge = Charge { linehaul: 10_000, fuel: 1_200, handling: 0, stop_off: 0 };

    fn all(share: Option<f64>) -> Vec<Overcharge> {
        (0..4_000).map(|entity| overcharge(7, (entity, 1), share, &CHARGE)).collect()
    }

    #[test]
    fn a_share_of_the_bills_is_wrong_in_one_of_two_ways() {
        let wrong: Vec<Overcharge> = all(Some(0.1)).into_iter().filter(|one| *one != Overcharge::default()).collect();
        assert!((320..480).contains(&wrong.len()));
        let (linehaul, fuel): (Vec<Overcharge>, Vec<Overcharge>) = wrong.into_iter().partition(|one| one.fuel == 0);
        assert!(linehaul.len().abs_diff(fuel.len()) < 80);
        assert!(linehaul.iter().all(|one| (500..=3_000).contains(&one.linehaul)));
        assert!(fuel.iter().all(|one| (one.linehaul, one.fuel) == (0, 1_200)));
    }

    #[test]
    fn without_the_event_all_bills_are_right() {
        assert!(all(None).iter().all(|one| *one == Overcharge::default()));
    }
}
