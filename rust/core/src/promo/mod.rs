//! # The promotion index
//!
//! Answers, for an account, a SKU and a week, which promotion shapes demand there and by what factor: the lift while it runs,
//! the hangover in the weeks after it, or what is left while a promotion of the SKU's substitutes takes buyers away. The
//! largest lift wins among running promotions, and a running promotion beats what depresses demand, of which the deepest
//! wins.

mod switching;

pub use switching::MAX_PROMOTIONS;

/// A promotion as the index reads it; weeks count from the start of the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Promotion {
    /// First week in which it runs.
    pub first_week: i32,
    /// Last week in which it runs.
    pub last_week: i32,
    /// Weeks of depressed demand after it.
    pub hangover_weeks: i32,
    /// Factor on demand while it runs, at least 1.
    pub lift: f64,
    /// Factor on demand in the weeks after it, in (0, 1].
    pub hangover: f64,
    /// Factor on demand, while it runs, for SKUs whose first, second and further substitute is on promotion, in (0, 1].
    pub beside: Vec<f64>,
    /// Price reduction while it runs, in basis points.
    pub discount_bp: u16,
    /// SKU indices on promotion.
    pub skus: Vec<u32>,
    /// Account indices that take part.
    pub accounts: Vec<u32>,
}

/// What the index says of one (account, SKU, week).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Factor on demand.
    pub factor: f64,
    /// The running promotion, if one runs: its index.
    pub promotion: Option<u16>,
    /// Price reduction in basis points, zero unless a promotion runs.
    pub discount_bp: u16,
}

const NO_EFFECT: Effect = Effect { factor: 1.0, promotion: None, discount_bp: 0 };

/// Dense index over (account, week, SKU of the account's division); a cell holds the code of an effect.
///
/// Stores ask for a week's SKUs one after another: next to each other in memory, they come by the cache line.
#[derive(Debug, Clone)]
pub struct PromoIndex {
    weeks: usize,
    local: Vec<u32>,
    accounts: Vec<AccountCells>,
    cells: Vec<u16>,
    effects: Vec<Effect>,
}

/// Where an account's cells are: those of a week behind those of the week before.
#[derive(Debug, Clone, Copy)]
struct AccountCells {
    first: usize,
    skus: usize,
}

/// What the index says of one (account, SKU).
#[derive(Debug, Clone, Copy)]
pub struct PromoRow<'a> {
    index: &'a PromoIndex,
    first: usize,
    skus: usize,
}

impl PromoRow<'_> {
    /// The effect in a week; none outside the week axis.
    #[inline]
    #[must_use]
    pub fn effect(&self, week: i32) -> Effect {
        match usize::try_from(week) {
            Ok(week) if week < self.index.weeks => {
                self.index.effects[usize::from(self.index.cells[self.first + week * self.skus])]
            }
            _ => NO_EFFECT,
        }
    }
}

impl PromoIndex {
    /// Builds the index. `sku_division` and `account_division` say which SKUs an account can sell, `substitutes` which SKUs
    /// stand in for each, the nearest first; `weeks` is the length of the week axis.
    ///
    /// # Panics
    /// With more than [`MAX_PROMOTIONS`].
    #[must_use]
    pub fn new(
        promotions: &[Promotion],
        (sku_division, substitutes): (&[u32], &[&[u32]]),
        account_division: &[u32],
        weeks: usize,
    ) -> Self {
        assert!(promotions.len() <= MAX_PROMOTIONS, "at most {MAX_PROMOTIONS} promotions fit the index");
        let (local, per_division) = number_within_division(sku_division);
        let mut accounts = Vec::with_capacity(account_division.len());
        let mut end = 0;
        for &division in account_division {
            let skus = per_division.get(division as usize).copied().unwrap_or(0);
            accounts.push(AccountCells { first: end, skus });
            end += skus * weeks;
        }
        let mut index = Self { weeks, local, accounts, cells: vec![0; end], effects: effects_of(promotions) };
        for (number, promotion) in promotions.iter().enumerate() {
            index.enter(number, promotion, sku_division, account_division);
        }
        index.switch(promotions, (sku_division, substitutes), account_division);
        index
    }

    /// The effect on an SKU's demand in an account's stores in a week; none outside the week axis.
    #[inline]
    #[must_use]
    pub fn effect(&self, account: u32, sku: u32, week: i32) -> Effect {
        self.row(account, sku).effect(week)
    }

    /// The effects on an SKU's demand in an account's stores, week by week.
    #[inline]
    #[must_use]
    pub fn row(&self, account: u32, sku: u32) -> PromoRow<'_> {
        let AccountCells { first, skus } = self.accounts[account as usize];
        PromoRow { index: self, first: first + self.local[sku as usize] as usize, skus }
    }

    fn enter(&mut self, number: usize, promotion: &Promotion, sku_division: &[u32], account_division: &[u32]) {
        let running = (number * 2 + 1) as u16;
        for &account in &promotion.accounts {
            for &sku in &promotion.skus {
                if sku_division[sku as usize] != account_division[account as usize] {
                    continue;
                }
                for week in promotion.first_week..=promotion.last_week {
                    self.offer(account, sku, week, running);
                }
                for week in promotion.last_week + 1..=promotion.last_week + promotion.hangover_weeks {
                    self.offer(account, sku, week, running + 1);
                }
            }
        }
    }

    fn offer(&mut self, account: u32, sku: u32, week: i32, code: u16) {
        let Some(week) = usize::try_from(week).ok().filter(|&week| week < self.weeks) else { return };
        let AccountCells { first, skus } = self.accounts[account as usize];
        let cell = &mut self.cells[first + week * skus + self.local[sku as usize] as usize];
        let (held, new) = (self.effects[usize::from(*cell)], self.effects[usize::from(code)]);
        if stronger(&new, &held) {
            *cell = code;
        }
    }
}

fn stronger(new: &Effect, held: &Effect) -> bool {
    match (new.promotion.is_some(), held.promotion.is_some()) {
        (true, true) => new.factor > held.factor,
        (true, false) => true,
        (false, true) => false,
        (false, false) => new.factor < held.factor,
    }
}

fn effects_of(promotions: &[Promotion]) -> Vec<Effect> {
    let mut effects = vec![NO_EFFECT];
    for (number, promotion) in promotions.iter().enumerate() {
        let running = Some(number as u16);
        effects.push(Effect { factor: promotion.lift, promotion: running, discount_bp: promotion.discount_bp });
        effects.push(Effect { factor: promotion.hangover, promotion: None, discount_bp: 0 });
    }
    effects.extend(switching::effects());
    effects
}

/// Each SKU's number within its division, and how many SKUs each division has.
fn number_within_division(sku_division: &[u32]) -> (Vec<u32>, Vec<usize>) {
    let divisions = sku_division.iter().max().map_or(0, |&d| d as usize + 1);
    let mut count = vec![0_usize; divisions];
    let local = sku_division
        .iter()
        .map(|&division| {
            let number = count[division as usize];
            count[division as usize] += 1;
            number as u32
        })
        .collect();
    (local, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promotion(first_week: i32, last_week: i32, lift: f64, hangover: f64) -> Promotion {
        let (skus, accounts) = (vec![0, 1], vec![0, 1]);
        let beside = Vec::new();
        Promotion {
            first_week,
            last_week,
            hangover_weeks: 2,
            lift,
            hangover,
            beside,
            discount_bp: 1500,
            skus,
            accounts,
        }
    }

    fn index(promotions: &[Promotion]) -> PromoIndex {
        PromoIndex::new(promotions, (&[0, 0, 1], &[&[] as &[u32]; 3]), &[0, 1], 10)
    }

    #[test]
    fn lift_then_hangover_then_nothing() {
        let index = index(&[promotion(2, 3, 2.5, 0.6)]);
        let factors: Vec<f64> = (0..8).map(|week| index.effect(0, 1, week).factor).collect();
        assert_eq!(factors, [1.0, 1.0, 2.5, 2.5, 0.6, 0.6, 1.0, 1.0]);
        assert_eq!(index.effect(0, 1, 2).promotion, Some(0));
        assert_eq!(index.effect(0, 1, 4).promotion, None);
    }

    #[test]
    fn the_largest_lift_wins_and_running_beats_hangover() {
        let index = index(&[promotion(0, 1, 2.0, 0.5), promotion(1, 2, 3.0, 0.8)]);
        assert_eq!(index.effect(0, 0, 1).promotion, Some(1));
        assert_eq!(index.effect(0, 0, 2).promotion, Some(1));
        assert!((index.effect(0, 0, 3).factor - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn another_division_and_other_weeks_are_untouched() {
        let index = index(&[promotion(8, 12, 2.0, 0.5)]);
        assert_eq!(index.effect(1, 2, 8), NO_EFFECT);
        assert_eq!(index.effect(0, 0, -1), NO_EFFECT);
        assert_eq!(index.effect(0, 0, 10), NO_EFFECT);
        assert_eq!(index.effect(0, 0, 9).promotion, Some(0));
    }
}
