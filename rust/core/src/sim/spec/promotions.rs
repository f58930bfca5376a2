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

    /// Members of the longest list.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.start.windows(2).map(|list| (list[1] - list[0]) as usize).max().unwrap_or(0)
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
        /// Factors on demand, while it runs, for SKUs whose first, second and further substitute is on promotion, in
        /// (0, 1]; promotion by promotion, for as many ranks as any SKU has substitutes, or more.
        beside: Vec<f64>,
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
        let ranks = self.beside.len() / self.rows().max(1);
        let promotion = |at: usize| Promotion {
            first_week: self.first_week[at],
            last_week: self.last_week[at],
            hangover_weeks: self.hangover_weeks[at],
            lift: self.lift[at],
            hangover: self.hangover[at],
            beside: self.beside[at * ranks..(at + 1) * ranks].to_vec(),
            discount_bp: self.discount_bp[at],
            skus: self.skus.of(at).to_vec(),
            accounts: self.accounts.of(at).to_vec(),
        };
        (0..self.rows()).map(promotion).collect()
    }

    pub(super) fn check(&self, owner: &str, ranks: usize) -> Result<(), SpecError> {
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
        let given = self.beside.len() / self.rows().max(1);
        length(owner, "beside", self.beside.len(), self.rows() * given.max(ranks))?;
        for (name, members) in [("skus", &self.skus), ("accounts", &self.accounts)] {
            members.check(&format!("{owner}.{name}"), self.rows())?;
        }
        Ok(())
    }
}
