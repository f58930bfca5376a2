//! What promotions take from the SKUs beside them: while an SKU is on promotion, buyers of those for which it stands in
//! switch to it.

use super::{AccountCells, Effect, PromoIndex, Promotion};

/// What is left of demand is kept in whole percent, a code each from 1 to 99.
const PERCENTS: usize = 99;

/// Promotions at most: a cell holds a 16-bit code; there are two per promotion, one for no effect and one a percent.
pub const MAX_PROMOTIONS: usize = (u16::MAX as usize - PERCENTS) / 2;

/// The effects of what is left of demand, by percent from 1 on.
pub(super) fn effects() -> impl Iterator<Item = Effect> {
    let left = |percent| Effect { factor: percent as f64 / 100.0, promotion: None, discount_bp: 0 };
    (1..=PERCENTS).map(left)
}

impl PromoIndex {
    /// Enters what running promotions leave of the demand for SKUs whose substitutes they have.
    pub(super) fn switch(
        &mut self,
        promotions: &[Promotion],
        (sku_division, substitutes): (&[u32], &[&[u32]]),
        account_division: &[u32],
    ) {
        for (account, division) in account_division.iter().enumerate() {
            for (sku, _) in sku_division.iter().enumerate().filter(|(_, of)| *of == division) {
                let others = substitutes[sku];
                for week in (0..self.weeks).filter(|_| !others.is_empty()) {
                    let left = self.left(promotions, self.accounts[account], others, week);
                    let percent = (left * 100.0).round() as usize;
                    if percent <= PERCENTS {
                        let code = promotions.len() * 2 + percent.max(1);
                        self.offer(account as u32, sku as u32, week as i32, code as u16);
                    }
                }
            }
        }
    }

    /// Part of the demand of an SKU with these substitutes that is left in a week.
    fn left(&self, promotions: &[Promotion], of: AccountCells, substitutes: &[u32], week: usize) -> f64 {
        let running = |&sku: &u32| {
            let cell = of.first + week * of.skus + self.local[sku as usize] as usize;
            self.effects[usize::from(self.cells[cell])].promotion
        };
        let taken = substitutes.iter().enumerate().filter_map(|(rank, sku)| Some((rank, running(sku)?)));
        taken.map(|(rank, number)| promotions[usize::from(number)].beside[rank]).product()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKUS: usize = 3;

    /// The first SKU has the other two as substitutes, of which each promotion has some.
    fn factors(promotions: &[(i32, i32, &[u32])]) -> Vec<f64> {
        let promotion = |&(first_week, last_week, skus): &(i32, i32, &[u32])| Promotion {
            first_week,
            last_week,
            hangover_weeks: 1,
            lift: 2.0,
            hangover: 0.8,
            beside: vec![0.9, 0.5],
            discount_bp: 1_000,
            skus: skus.to_vec(),
            accounts: vec![0],
        };
        let promotions: Vec<Promotion> = promotions.iter().map(promotion).collect();
        let index = PromoIndex::new(&promotions, (&[0; SKUS], &[&[1, 2], &[], &[]]), &[0, 0], 5);
        assert!(
            (0..5).all(|week| (index.effect(1, 0, week).factor - 1.0).abs() < 1e-12),
            "another account is untouched"
        );
        (0..5).map(|week| index.effect(0, 0, week).factor).collect()
    }

    #[test]
    fn a_substitute_takes_what_its_rank_allows_while_it_is_on_promotion() {
        assert_eq!(factors(&[(1, 2, &[1])]), [1.0, 0.9, 0.9, 1.0, 1.0]);
        assert_eq!(factors(&[(1, 1, &[2])]), [1.0, 0.5, 1.0, 1.0, 1.0]);
        assert_eq!(factors(&[(1, 1, &[1, 2])]), [1.0, 0.45, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn an_own_promotion_takes_precedence_and_of_two_losses_the_deeper_one() {
        assert_eq!(factors(&[(1, 2, &[1]), (1, 1, &[0])]), [1.0, 2.0, 0.8, 1.0, 1.0]);
        assert_eq!(factors(&[(2, 2, &[2]), (1, 1, &[0])]), [1.0, 2.0, 0.5, 1.0, 1.0]);
    }

    #[test]
    fn all_codes_fit_a_cell() {
        assert_eq!(MAX_PROMOTIONS * 2 + PERCENTS, usize::from(u16::MAX));
    }
}
