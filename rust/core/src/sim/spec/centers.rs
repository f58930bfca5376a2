//! Distribution centers and the carriers that drive for them.

table! {
    /// Distribution centers, one value each; three for the carriers of truckloads, of part loads and of parcels.
    Centers {
        /// Latitude, degrees.
        latitude: f64,
        /// Longitude, degrees.
        longitude: f64,
        /// Whether it lies south of the equator, where it is winter in July.
        southern: bool,
        /// Country, whose holidays it keeps.
        country: u32,
        /// Time zone.
        zone: u32,
        /// Cases that it can pick in a week.
        week_capacity: i64,
        /// Days a week on which trucks leave, 1 to 7.
        dispatch_days: i32,
        /// Ids of its carriers.
        carriers: [i32; 3],
        /// On-time rates of the same carriers.
        on_time: [f64; 3],
        /// Their price lists of the first contract period.
        price_lists: [i32; 3],
    }
}
