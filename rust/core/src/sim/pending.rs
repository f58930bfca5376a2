//! Orders that wait for their truck: their lines and the cases reserved for them.

use super::stock::Lot;
use std::ops::Range;

/// An order that waits for its truck.
#[derive(Debug, Clone)]
pub struct Order {
    /// Id in `orders`.
    pub id: i64,
    /// Store, numbered within the distribution center.
    pub store: u32,
    /// Order date.
    pub day: i32,
    /// Day on which it is allocated: that of the order, or where the center is closed then, the next on which it is not.
    pub allocated: i32,
    /// Delivery date that the store asks for.
    pub requested: i32,
    /// Promised delivery date.
    pub promised: i32,
    /// Its lines in [`Pending::lines`].
    pub lines: Range<usize>,
}

/// A line of a waiting order.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Pair, numbered within the distribution center.
    pub pair: u32,
    /// Cases ordered.
    pub ordered: i32,
    /// Cases that the store needs; more are ordered when it fears to get less.
    pub needed: i32,
    /// Whether the center refused cases of it: it had more orders than it can pick.
    pub refused: bool,
    /// Cases reserved.
    pub allocated: i32,
    /// Of those, cases that may leave.
    pub loadable: i32,
    /// Promotion that the store buys for, if any.
    pub promo: Option<u16>,
    /// Price reduction, basis points.
    pub discount_bp: u16,
    /// Where its reservations start in [`Pending::parts`].
    pub first_part: usize,
}

impl Line {
    /// A line as the store orders it, with nothing reserved.
    #[must_use]
    pub fn ordered(pair: u32, needed: i32, ordered: i32, (promo, discount_bp): (Option<u16>, u16)) -> Self {
        Self { pair, ordered, needed, refused: false, allocated: 0, loadable: 0, promo, discount_bp, first_part: 0 }
    }
}

/// Cases of a batch reserved for a line.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Id in `order_allocations`.
    pub id: i64,
    /// Line in [`Pending::lines`].
    pub line: usize,
    /// Batch number of the plan.
    pub batch: i32,
    /// Expiry of the batch.
    pub expiry: i32,
    /// Cases.
    pub cases: i32,
    /// Whether a recall keeps them from leaving.
    pub held: bool,
}

impl Part {
    /// The cases as a lot in the building.
    #[must_use]
    pub fn lot(&self) -> Lot {
        Lot { expiry: self.expiry, batch: self.batch, cases: self.cases }
    }
}

/// Orders taken since the last departure.
#[derive(Debug, Clone, Default)]
pub struct Pending {
    /// Orders in the order of their ids.
    pub orders: Vec<Order>,
    /// Lines, order by order.
    pub lines: Vec<Line>,
    /// Reservations, line by line.
    pub parts: Vec<Part>,
}

impl Pending {
    /// The reservations of a line.
    #[must_use]
    pub fn parts_of(&self, line: usize) -> &[Part] {
        let end = self.lines.get(line + 1).map_or(self.parts.len(), |next| next.first_part);
        &self.parts[self.lines[line].first_part..end]
    }

    /// Cases that an order asks for.
    #[must_use]
    pub fn ordered(&self, order: &Order) -> i64 {
        self.lines[order.lines.clone()].iter().map(|line| i64::from(line.ordered)).sum()
    }

    /// Cases of an order that may leave.
    #[must_use]
    pub fn loadable(&self, order: &Order) -> i32 {
        self.lines[order.lines.clone()].iter().map(|line| line.loadable).sum()
    }

    /// Forgets everything, keeps the memory.
    pub fn clear(&mut self) {
        self.orders.clear();
        self.lines.clear();
        self.parts.clear();
    }
}
