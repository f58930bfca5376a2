//! Weekly totals of a distribution center by channel, from which the indicators are computed.

macro_rules! measures {
    ($( $(#[$doc:meta])* $field:ident ),+ $(,)?) => {
        /// Totals of one week.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Week { $( $(#[$doc])* pub $field: i64 ),+ }

        /// Names of the totals, in the order of [`Week::values`].
        pub const MEASURES: &[&str] = &[ $( stringify!($field) ),+ ];

        impl Week {
            /// The totals in declaration order.
            #[must_use]
            pub fn values(&self) -> Vec<i64> { vec![ $( self.$field ),+ ] }
        }
    };
}

measures! {
    /// Cases ordered, by order date.
    ordered_cases,
    /// Cases reserved, by order date.
    allocated_cases,
    /// Orders promised by the as-of date, by order date.
    due_orders,
    /// Of those, delivered by the promised date and without a cut.
    otif_orders,
    /// Orders delivered by the as-of date, by order date.
    delivered_orders,
    /// Of those, delivered by the promised date.
    on_time_orders,
    /// Days from order to delivery of the delivered orders.
    cycle_days,
    /// Cases delivered by the as-of date, by order date.
    delivered_cases,
    /// Cases on returns whose goods were picked up by the as-of date, by the week of the original order.
    returned_cases,
    /// Shipments that left with a truck of their own, by ship date.
    truckloads,
    /// Those that left as less-than-truckload freight.
    part_loads,
    /// Those that left as parcels.
    parcels,
    /// Cases on them.
    truck_cases,
    /// Pallet places that the trucks among them are full to, by pallets or by mass, whichever is more.
    truck_places,
    /// Pallet places of these trucks.
    truck_capacity,
    /// Their freight, cents.
    freight_cents,
    /// Shelves looked at, by week.
    shelves_checked,
    /// Of those, shelves with stock.
    shelves_in_stock,
    /// Eaches sold, by week.
    sold_eaches,
}

/// Totals by channel and week of the horizon. One more row than there are channels holds what serves several of them.
#[derive(Debug, Clone)]
pub struct Totals {
    weeks: usize,
    cells: Vec<Week>,
}

impl Totals {
    /// All zero.
    #[must_use]
    pub fn new(channels: usize, weeks: i32) -> Self {
        let weeks = weeks as usize;
        Self { weeks, cells: vec![Week::default(); (channels + 1) * weeks] }
    }

    /// A channel's totals of a week.
    #[inline]
    pub fn channel(&mut self, channel: u32, week: i32) -> &mut Week {
        &mut self.cells[channel as usize * self.weeks + week as usize]
    }

    /// A week's totals of what serves several channels at once, such as trucks.
    #[inline]
    pub fn shared(&mut self, week: i32) -> &mut Week {
        let first = self.cells.len() - self.weeks;
        &mut self.cells[first + week as usize]
    }

    /// Counts an order line.
    #[inline]
    pub fn line(&mut self, channel: u32, week: i32, ordered: i32, allocated: i32) {
        let total = self.channel(channel, week);
        total.ordered_cases += i64::from(ordered);
        total.allocated_cases += i64::from(allocated);
    }

    /// All totals, channel by channel, week by week; the shared ones last.
    #[must_use]
    pub fn cells(&self) -> &[Week] {
        &self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_stands_behind_the_last_channel() {
        let mut totals = Totals::new(2, 3);
        totals.line(1, 2, 5, 4);
        totals.shared(0).parcels += 1;
        let held = |field: fn(&Week) -> i64| totals.cells().iter().map(field).collect::<Vec<_>>();
        assert_eq!(held(|week| week.ordered_cases), [0, 0, 0, 0, 0, 5, 0, 0, 0]);
        assert_eq!(held(|week| week.parcels), [0, 0, 0, 0, 0, 0, 1, 0, 0]);
    }
}
