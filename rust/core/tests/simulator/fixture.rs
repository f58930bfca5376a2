//! A small world, its supply, the events that can go wrong in it, and both passes over it.

use super::*;
use supplygen_core::sim::policy::PALLET_PARTS;

pub const DCS: usize = 3;
pub const SKUS: usize = 6;
pub const STORES: usize = 12;
pub const WEEKS: i32 = 10;
pub const START: i32 = 19_723;
pub const AS_OF: i32 = START + WEEKS * 7 - 1;
pub const UNITS: i32 = 12;
/// More cases than any center is asked for.
pub const ENDLESS: i64 = 1_000_000_000;

/// Weekdays on which trucks leave a center, Monday is 0.
pub const DISPATCH: [&[i32]; DCS] = [&[0, 1, 2, 3, 4, 5], &[1, 4], &[3]];
/// Days from the start to the expiry of the first batches.
pub const LIFE: i32 = 400;

/// Three centers with four stores each, which sell all six SKUs.
pub fn world(seed: u64, rate: f32) -> OutboundSpec {
    let season_weeks = WEEKS as usize + 4;
    OutboundSpec {
        seed,
        start_day: START,
        weeks: WEEKS,
        skus: skus(),
        substitutes: Members { start: vec![0; SKUS + 1], member: Vec::new() },
        season: Season { weeks: season_weeks, factors: vec![1.0; season_weeks] },
        swings: Swings { skus: swing(SKUS, 1.0), cities: swing(2, 1.0) },
        base_prices: base_prices(),
        accounts: Accounts {
            division: vec![0; 2],
            priority: vec![1, 2],
            in_full_bp: vec![9_500, 10_000],
            penalty_bp: vec![300, 0],
            allowance_bp: vec![500, 200],
            price_lag_weeks: vec![0; 2],
        },
        conditions: Conditions::default(),
        channels: Channels { margin_bp: vec![1_500], request_days: vec![3], terms_days: vec![4] },
        stores: stores(),
        pairs: Pairs {
            start: (0..=STORES).map(|s| (s * SKUS) as i64).collect(),
            sku: (0..STORES * SKUS).map(|p| (p % SKUS) as u32).collect(),
            rate: (0..STORES * SKUS).map(|p| rate * (1 + p % SKUS) as f32).collect(),
        },
        centers: centers(),
        holidays: Members { start: vec![0; DCS + 1], member: Vec::new() },
        zones: Zones { first_day: START, days: 1, ahead: vec![-6 * 60] },
        prices: prices(),
        promotions: Promotions::default(),
        scenario: Scenario::default(),
    }
}

pub fn skus() -> Skus {
    Skus {
        units_per_case: vec![UNITS; SKUS],
        case_grams: vec![6_500; SKUS],
        case_parts: vec![PALLET_PARTS / 50; SKUS],
        product: vec![0; SKUS],
        capacity_share_bp: vec![10_000; SKUS],
        northern_season: vec![0; SKUS],
        southern_season: vec![0; SKUS],
        division: vec![0; SKUS],
        first_week: vec![-10; SKUS],
        end_week: vec![1_000; SKUS],
    }
}

/// One list for all time, to whose prices demand does not answer.
pub fn base_prices() -> BasePrices {
    BasePrices {
        lists: 1,
        first_day: vec![0; SKUS],
        case_cents: vec![2_399; SKUS],
        lead_weeks: 0,
        weeks: 1,
        response: vec![1.0; SKUS],
    }
}

/// Demand that is steady but for that factor in odd weeks, which nobody expects.
pub fn swing(categories: usize, odd: f64) -> Swing {
    let weeks = 52; // longer than any horizon here
    let factors = (0..categories * weeks).map(|at| if at % weeks % 2 == 1 { odd } else { 1.0 }).collect();
    Swing { weeks, factors, expected: vec![1.0; categories * weeks] }
}

/// Stores of two accounts and in two cities, the first account strategic.
pub fn stores() -> Stores {
    Stores {
        account: (0..STORES).map(|s| (s % 2) as u32).collect(),
        channel: vec![0; STORES],
        dc: (0..STORES).map(|s| (s % DCS) as u32).collect(),
        city: (0..STORES).map(|s| (s % 2) as u32).collect(),
        latitude: (0..STORES).map(|s| 40.0 + 1.5 * s as f64).collect(),
        longitude: (0..STORES).map(|s| -90.0 + s as f64 / 5.0).collect(),
        country: (0..STORES).map(|s| (s % DCS) as u32).collect(),
        zone: vec![0; STORES],
        receives_from: vec![5 * 60; STORES],
        receives_until: vec![13 * 60; STORES],
        cadence: (0..STORES).map(|s| 1 + (s % 2) as i32).collect(),
        orders_per_week: (0..STORES).map(|s| if s == 5 { 3 } else { 1 }).collect(),
        weekday: (0..STORES).map(|s| ((s + 6) % 7) as i32).collect(),
    }
}

pub fn centers() -> Centers {
    Centers {
        latitude: vec![41.0, 42.0, 43.0],
        longitude: vec![-89.0; DCS],
        southern: vec![false; DCS],
        country: (0..DCS as u32).collect(),
        zone: vec![0; DCS],
        week_capacity: vec![ENDLESS; DCS],
        dispatch_days: DISPATCH.iter().map(|days| days.len() as i32).collect(),
        carriers: vec![[1, 2, 3]; DCS],
        on_time: vec![[0.8, 0.9, 0.9]; DCS],
        price_lists: vec![[0, 1, 2]; DCS],
    }
}

/// By the pallet and kilometer, by the kilogram, and by the kilogram again, but dearer.
pub fn prices() -> PriceLists {
    PriceLists {
        periods: vec![0],
        start: vec![0, 1, 2, 3],
        hectometers: vec![i64::MAX; 3],
        grams: vec![i64::MAX; 3],
        basis: vec![1, 2, 2],
        rate: vec![200, 1_500, 9_000],
        minimum: vec![4_000, 7_500, 600],
        fuel_bp: vec![1_200, 1_400, 1_000],
        handling: vec![0, 1_800, 100],
        stop_off: vec![3_500, 0, 0],
    }
}

/// Cases of one item that become available on a Monday.
pub struct Batch {
    pub week: i32,
    pub item: i32,
    pub number: i32,
    pub expiry: i32,
    pub cases: i32,
}

/// One batch per item and second week, and now and then a few cases too old to be allocated, which expire within weeks.
pub fn batches(items: i32, cases: i32, life: i32) -> Vec<Batch> {
    let mut all = Vec::new();
    for (week, item) in (0..WEEKS).step_by(2).flat_map(|week| (0..items).map(move |item| (week, item))) {
        all.push(Batch { week, item, number: week * 100 + item, expiry: START + life + week, cases });
        if (week + item) % 3 == 0 {
            let expiry = START + week * 7 + 10;
            all.push(Batch { week, item, number: 10_000 + week * 100 + item, expiry, cases: 5 });
        }
    }
    // No lot is empty.
    all.retain(|batch| batch.cases > 0);
    all
}

/// What a test lives through.
#[derive(Debug, Clone)]
pub struct Play {
    pub spec: OutboundSpec,
    /// Cases of every batch.
    pub cases: i32,
    /// Days from the start to the expiry of the first batches.
    pub life: i32,
    /// Batches that a recall concerns.
    pub contaminated: Vec<i32>,
    /// Cases of each item of the first center that are wanted at the second in every week.
    pub transfers: i32,
}

/// What came of it: the state at the end, the rows with ids of their own, and what the first pass counted.
pub struct Outcome {
    pub simulator: Simulator,
    pub rows: Rows,
    /// Rows by dated table.
    pub dated: Vec<i64>,
    /// Rows by line table.
    pub lines: Vec<i64>,
    /// Week, and what left in it for another center: the receiving item and the lot.
    pub transferred: Vec<(i32, i32, Lot)>,
}

impl Play {
    pub fn new(spec: OutboundSpec, cases: i32) -> Self {
        Self { spec, cases, life: LIFE, contaminated: Vec::new(), transfers: 0 }
    }

    /// The same world with other events.
    pub fn with(&self, scenario: Scenario) -> Self {
        Self { spec: OutboundSpec { scenario, ..self.spec.clone() }, ..self.clone() }
    }

    pub fn simulator(&self) -> Simulator {
        let mut simulator = Simulator::new(self.spec.clone()).expect("the spec is whole");
        let items = simulator.item_count() as i32;
        for Batch { week, item, number: batch, expiry, cases } in batches(items, self.cases, self.life) {
            simulator.receive(week, &[(item, Lot { expiry, batch, cases })]).expect("week and item exist");
        }
        simulator.contaminate(&self.contaminated);
        let order = |sku: i32| TransferOrder { giver: sku, receiver: SKUS as i32 + sku, cases: self.transfers };
        for week in 0..self.spec.weeks {
            simulator.transfer(week, &(0..SKUS as i32).map(order).collect::<Vec<_>>()).expect("week and items exist");
        }
        simulator
    }

    /// Both passes.
    pub fn run(&self) -> Outcome {
        let mut simulator = self.simulator();
        let mut transferred = Vec::new();
        for week in 0..self.spec.weeks {
            simulator.simulate(week).expect("the week exists");
            transferred.extend(simulator.transferred().into_iter().map(|(to, lot)| (week, to, lot)));
        }
        let (counts, lines) = (simulator.dated_counts(), simulator.line_counts());
        let (of_center, days) = (counts.shape[1] * counts.shape[2], counts.shape[2]);
        simulator.rewind(&bases(&counts)).expect("there is a base for each count");
        let mut rows = Rows::default();
        (0..self.spec.weeks).for_each(|week| rows.append(&mut emit(&mut simulator, week)));
        let by_day = sum(counts.values.chunks(of_center));
        let dated = by_day.chunks(days).map(|days| days.iter().sum()).collect();
        Outcome { simulator, rows, dated, lines: sum(lines.values.chunks(lines.shape[1])), transferred }
    }
}

/// Rows of a week of all centers.
pub fn emit(simulator: &mut Simulator, week: i32) -> Rows {
    simulator.emit(week, 0..DCS).expect("the week exists")
}

fn sum<'a>(all: impl Iterator<Item = &'a [i64]>) -> Vec<i64> {
    all.map(<[i64]>::to_vec)
        .reduce(|total, one| total.iter().zip(&one).map(|(a, b)| a + b).collect())
        .expect("there is a center")
}

/// The last id used before each table, day and center, as the planner numbers them.
fn bases(counts: &Grid<i64, 3>) -> Vec<i64> {
    let of_center = counts.shape[1] * counts.shape[2];
    let mut bases = vec![0; counts.values.len()];
    for table in 0..counts.shape[1] {
        let mut used = 0;
        for (day, dc) in (0..counts.shape[2]).flat_map(|day| (0..DCS).map(move |dc| (day, dc))) {
            let cell = dc * of_center + table * counts.shape[2] + day;
            bases[cell] = used;
            used += counts.values[cell];
        }
    }
    bases
}

/// Two promotions, of the first and of the last SKUs, in both accounts.
pub fn promotions() -> Promotions {
    Promotions {
        first_week: vec![3, 5],
        last_week: vec![4, 6],
        hangover_weeks: vec![2; 2],
        lift: vec![2.0; 2],
        hangover: vec![0.7; 2],
        beside: Vec::new(),
        discount_bp: vec![1_000; 2],
        skus: Members { start: vec![0, 3, 6], member: (0..SKUS as u32).collect() },
        accounts: Members { start: vec![0, 2, 4], member: vec![0, 1, 0, 1] },
    }
}

prop_compose! {
    /// A world in which everything goes wrong at once.
    pub fn eventful()(
        seed in 0..1_000_u64, rate in 0.5..30.0_f32, cases in 0..150_i32, capacity in 20..2_000_i64,
        dc in 0..DCS, first in 0..WEEKS * 7, days in 1..15_i32,
        factor in 1.0..4.0_f64, share in 0.0..0.6_f64, weeks in 1..6_i32, recall in 1..WEEKS, transfers in 0..20_i32,
    ) -> Play {
        let scenario = Scenario {
            outage: Some(Outage { dc, first_day: START + first, end_day: START + first + days }),
            over_ordering: Some(OverOrdering { promotions: vec![true, false], accounts: vec![false, true], factor }),
            phantom: Some(Phantom { share, weeks }),
            recall_week: Some(recall),
            overcharged: Some(share),
            wrongly_deducted: Some(share),
        };
        let spec = OutboundSpec {
            promotions: promotions(),
            centers: Centers { week_capacity: vec![capacity; DCS], ..centers() },
            skus: Skus { capacity_share_bp: (0..SKUS as i32).map(|sku| 5_000 + sku * 1_000).collect(), ..skus() },
            scenario,
            ..world(seed, rate)
        };
        Play { contaminated: contaminated(&spec), transfers, ..Play::new(spec, cases) }
    }
}

/// Batches of every third item, whenever they arrive.
pub fn contaminated(spec: &OutboundSpec) -> Vec<i32> {
    let items = Simulator::new(spec.clone()).expect("the spec is whole").item_count() as i32;
    batches(items, 1, LIFE).iter().filter(|batch| batch.item % 3 == 0).map(|batch| batch.number).collect()
}
