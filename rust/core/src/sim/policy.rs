//! Parameters of the outbound side, each with its unit and its reason. The calibration that chose them is in `docs/model.md`.

/// Shape of the negative binomial demand: a coefficient of variation of one half for a fast seller.
pub const DEMAND_SHAPE: f64 = 4.0;

/// Safety factor of a store's order-up-to level, in standard deviations of demand over its protection time.
pub const STORE_SAFETY: f64 = 1.5;

/// Weeks between placing an order and having the goods on the shelf, beyond the review cadence.
pub const STORE_LEAD_WEEKS: i32 = 1;

/// Weeks between the last time that a store can sell an order's goods and the end of an SKU's sale: later it orders no more.
pub const RUN_OUT_WEEKS: i32 = 2;

/// Remaining shelf life below which a batch is not allocated, days: retailers refuse shorter-dated goods.
pub const MIN_SHELF_LIFE_DAYS: i32 = 90;

/// Accounts up to this rank in allocation are served even when a center has more orders than it can pick.
pub const NEVER_REFUSED_RANK: i32 = 1;

/// Orders that one picking wave holds at most.
pub const WAVE_ORDERS: usize = 8;

/// Standard pallets in a 53-foot or 13.6 m trailer.
pub const TRUCK_PALLETS: i32 = 26;

/// Cases on a pallet.
pub const PALLET_CASES: i32 = 50;

/// Cases on a full truck.
pub const TRUCK_CASES: i32 = TRUCK_PALLETS * PALLET_CASES;

/// Payload of a truck or container, grams.
pub const TRUCK_GRAMS: i64 = 20_000_000;

/// Vehicles that serve stores, (pallets, grams of payload), the smallest first: a van of 3.5 t, trucks of 7.5 t and 16 t, a
/// trailer. The smallest that holds a load is sent.
pub const VEHICLES: [(i32, i64); 4] = [(3, 1_200_000), (8, 3_500_000), (15, 9_000_000), (TRUCK_PALLETS, TRUCK_GRAMS)];

/// Share of a center's SKUs of which cases get damaged in handling in a week, and the most cases at a time: one case in
/// a thousand or fewer.
pub const SHRINK_SHARE: f64 = 0.004;
/// See [`SHRINK_SHARE`].
pub const SHRINK_CASES: i64 = 3;

/// Smallest part of a pair's stock that vanishes unnoticed, when some does.
pub const PHANTOM_PART_MIN: f64 = 0.5;

/// Days within which a store answers a recall.
pub const RECALL_ANSWER_DAYS: i64 = 5;

/// Stops that a milk run makes at most: about two driving days in a metropolitan area.
pub const TRUCK_STOPS: usize = 20;

/// Average speed of a truck including statutory rests, km/h.
pub const TRUCK_KMH: f64 = 45.0;

/// Road kilometres per kilometre of great circle.
pub const DETOUR: f64 = 1.25;

/// Time at a stop, minutes.
pub const DWELL_MINUTES: i64 = 45;

/// First departure of the day, minutes after midnight.
pub const FIRST_DEPARTURE_MINUTES: i64 = 6 * 60;

/// Minutes between two departures from one dock.
pub const DEPARTURE_GAP_MINUTES: i64 = 10;

/// Hours by which a milk run may reach a stop later than a direct drive would: a stop that would wait longer opens the next truck.
pub const RUN_SLACK_HOURS: f64 = 40.0;

/// Hours that a promise allows on top of the direct drive: less than the longest permitted run, so that some promises fail.
pub const PROMISE_SLACK_HOURS: f64 = 18.0;

/// Shape of the delay of a late truck (gamma), and its mean in hours.
pub const DELAY_SHAPE: f64 = 2.0;
/// See [`DELAY_SHAPE`].
pub const DELAY_MEAN_HOURS: f64 = 16.0;
/// Delays end here: a truck that is later is replaced.
pub const DELAY_MAX_HOURS: f64 = 120.0;

/// Largest part of a leg's driving time that traffic adds to it, uniform from nothing: plans are made for free roads.
pub const TRAFFIC_SHARE: f64 = 0.10;

/// Share of a full truck from which it travels as a truckload; below it goes as less-than-truckload freight.
pub const TRUCKLOAD_SHARE: f64 = 0.5;

/// Cases up to which a load for a single stop is handed to a parcel carrier: more is cheaper on a pallet.
pub const PARCEL_CASES: i32 = 10;

/// Time that a parcel spends in sorting centers on its way, minutes: one night.
pub const PARCEL_SORT_MINUTES: i64 = 10 * 60;

/// Freight of a parcel, cents: per case, and per case and hundred kilometres. As dear as a pallet at [`PARCEL_CASES`].
pub const PARCEL_CASE_CENTS: i64 = 600;
/// See [`PARCEL_CASE_CENTS`].
pub const PARCEL_CASE_100_KM_CENTS: i64 = 40;

/// Freight of a truckload, cents: per pallet, and per pallet and kilometre. About a dollar a case at 600 km.
pub const FREIGHT_PALLET_CENTS: i64 = 2_400;
/// See [`FREIGHT_PALLET_CENTS`].
pub const FREIGHT_PALLET_KM_CENTS: i64 = 4;
/// Surcharge by pallet tier, percent: the fewer pallets, the dearer each; (pallets up to, percent).
pub const FREIGHT_TIERS: [(i32, i64); 4] = [(4, 160), (12, 130), (20, 112), (TRUCK_PALLETS, 100)];

/// Share of a standard order's (25 lines) deliveries that lead to a return authorisation.
pub const RMA_SHARE: f64 = 0.11;
/// Lines of the order that [`RMA_SHARE`] refers to.
pub const RMA_REFERENCE_LINES: f64 = 25.0;
/// Orders, however short, are returned in part at least this often.
pub const RMA_SHARE_MIN: f64 = RMA_SHARE / 3.0;
/// Orders, however long, are returned in part at most this often.
pub const RMA_SHARE_MAX: f64 = 0.30;
/// Lines that come back per authorisation, on average, beside the one that is always among them.
pub const RMA_LINES: f64 = 2.0;

/// Days from delivery to the store's request for a return, least and most.
pub const REQUEST_DAYS: (i64, i64) = (1, 12);
/// Days from request to authorization, least and most: customer service answers within the week.
pub const APPROVAL_DAYS: (i64, i64) = (0, 3);
/// Days from authorization until the goods leave the store, least and most: a truck that comes anyway takes them along.
pub const PICK_UP_DAYS: (i64, i64) = (2, 8);
/// Days from there to the distribution center, least and most.
pub const RETURN_TRANSIT_DAYS: (i64, i64) = (1, 4);
/// Days from receipt to the decision about the goods, least and most.
pub const DECISION_DAYS: (i64, i64) = (1, 4);

/// Percent of authorizations by reason, in the order of [`super::codes::ReturnReason`]; a recall is none of chance.
pub const RETURN_REASON_PERCENT: [u64; 5] = [25, 42, 11, 18, 4];

/// Percent of returned lines by disposition, by reason: in the order of [`super::codes::ReturnReason`] and, within it, of
/// [`super::codes::Disposition`]. Sound goods are sold again; damaged, expired and recalled ones never are.
pub const DISPOSITION_PERCENT: [[u64; 6]; 6] = [
    [0, 60, 10, 0, 30, 0],
    [90, 0, 4, 0, 6, 0],
    [10, 40, 0, 20, 5, 25],
    [92, 0, 3, 0, 5, 0],
    [0, 80, 20, 0, 0, 0],
    [0, 75, 0, 0, 0, 25],
];

/// Smallest part of a returned line that comes back.
pub const RETURN_FRACTION_MIN: f64 = 0.7;

/// Weeks between two looks at the same shelf.
pub const OSA_CYCLE_WEEKS: i32 = 13;

/// Shelf space in weeks of average demand.
pub const SHELF_WEEKS: f64 = 2.5;
