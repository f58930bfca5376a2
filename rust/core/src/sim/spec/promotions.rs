//! Promotions and who takes part in them.

use super::fields::{SpecError, length, offsets};
use crate::promo::Promotion;

record! {
    /// Lists of indices, one behind the other.
    Members {
        /// Where each list starts; one more value than there are lists.
        start: Vec<i64>,
        /// Members of all lists.
        member: Vec<u32>,
    }
}

impl Members {
    /// One list.
    #[must_use]
    pub fn of(&self, list: usize) -> &[u32] {
        &self.member[self.start[list] as usize..self.start[list + 1] as usize]
    }

    pub(super) fn check(&self, owner: &str, lists: usize) -> Result<(), SpecError> {
        offsets(owner, &self.start, lists, self.member.len())
    }
}

record! {
    /// Promotions, one value each; weeks relative to the start of the horizon.
    Promotions {
        /// First week in which it runs.
        first_week: Vec<i32>,
        /// Last week in which it runs.
        last_week: Vec<i32>,
        /// Weeks of depressed demand after it.
        hangover_weeks: Vec<i32>,
        /// Factor on demand while it runs, at least 1.
        lift: Vec<f64>,
        /// Factor on demand in the weeks after it, in (0, 1].
        hangover: Vec<f64>,
        /// Price reduction while it runs, basis points.
        discount_bp: Vec<u16>,
        /// SKUs on promotion.
        skus: Members,
        /// Accounts that take part.
        accounts: Members,
    }
}

impl Promotions {
    /// Number of promotions.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.first_week.len()
    }

    /// Each promotion, as the index reads it.
    #[must_use]
    pub fn each(&self) -> Vec<Promotion> {
        let promotion = |at: usize| Promotion {
            first_week: self.first_week[at],
            last_week: self.last_week[at],
            hangover_weeks: self.hangover_weeks[at],
            lift: self.lift[at],
            hangover: self.hangover[at],
            discount_bp: self.discount_bp[at],
            skus: self.skus.of(at).to_vec(),
            accounts: self.accounts.of(at).to_vec(),
        };
        (0..self.rows()).map(promotion).collect()
    }

    pub(super) fn check(&self, owner: &str) -> Result<(), SpecError> {
        let columns = [
            ("last_week", self.last_week.len()),
            ("hangover_weeks", self.hangover_weeks.len()),
            ("lift", self.lift.len()),
            ("hangover", self.hangover.len()),
            ("discount_bp", self.discount_bp.len()),
        ];
        for (name, found) in columns {
            length(owner, name, found, self.rows())?;
        }
        for (name, members) in [("skus", &self.skus), ("accounts", &self.accounts)] {
            members.check(&format!("{owner}.{name}"), self.rows())?;
        }
        Ok(())
    }
}
