//! Stores, distribution centers and the trucks between them.

/// Shape of the negative binomial demand: a coefficient of variation of one quarter for a fast seller, beside its swings.
/// Unit: shape. Source: calibration: autocorrelation of an SKU's weekly sales.
pub const DEMAND_SHAPE: f64 = 16.0;

/// Safety factor of a store's order-up-to level, in standard deviations of demand over its protection time.
/// Unit: standard deviations. Source: calibration: shelf availability.
pub const STORE_SAFETY: f64 = 2.0;

/// Weeks between placing an order and having the goods on the shelf, beyond the review cadence.
/// Unit: weeks. Source: practice: ordered this week, on the shelf next week.
pub const STORE_LEAD_WEEKS: i32 = 1;

/// Weeks before the end of an SKU's sale by which what a store orders must be for sale there.
/// Unit: weeks. Source: model: what is delivered can be sold before the SKU is gone.
pub const RUN_OUT_WEEKS: i32 = 2;

/// Remaining shelf life below which a batch is not allocated, days.
/// Unit: days. Source: practice: retailers refuse shorter-dated goods.
pub const MIN_SHELF_LIFE_DAYS: i32 = 90;

/// Accounts up to this rank in allocation are served even when a center has more orders than it can pick.
/// Unit: rank. Source: practice: key accounts are served before all others.
pub const NEVER_REFUSED_RANK: i32 = 1;

/// Orders that one picking wave holds at most.
/// Unit: orders. Source: practice: what one pick wave of a regional center holds.
pub const WAVE_ORDERS: usize = 8;

/// Pallets of 1,200 by 1,000 mm in a 53-foot or 13.6 m trailer.
/// Unit: pallets. Source: specification.
pub const TRUCK_PALLETS: i32 = 26;

/// Parts in which the room on a pallet is counted. The cases on a pallet of each pack divide it, so that what a load takes
/// is exact: 2^8 x 3^4 x 5^2 x 7 x 11 x 13.
/// Unit: parts of a pallet. Source: model: loads of several packs add up.
pub const PALLET_PARTS: i64 = 518_918_400;

/// Room on a full truck.
/// Unit: parts of a pallet. Source: specification: 26 pallets.
pub const TRUCK_PARTS: i64 = TRUCK_PALLETS as i64 * PALLET_PARTS;

/// Payload of a truck or container, grams.
/// Unit: grams. Source: specification: 20 t.
pub const TRUCK_GRAMS: i64 = 20_000_000;

/// Vehicles that serve stores, (pallets, grams of payload), the smallest first: a van of 3.5 t, trucks of 5.5, 7.5
/// and 16 t, a trailer. The smallest that holds a load is sent.
/// Unit: pallets, grams. Source: practice: a van of 3.5 t, trucks of 5.5, 7.5 and 16 t, a trailer.
pub const VEHICLES: [(i32, i64); 5] =
    [(3, 1_200_000), (5, 2_200_000), (8, 3_500_000), (15, 9_000_000), (TRUCK_PALLETS, TRUCK_GRAMS)];

/// Share of a center's SKUs of which cases get damaged in handling in a week.
/// Unit: share of SKUs a week. Source: practice: with what comes back, a percent of all goods is unsaleable.
pub const SHRINK_SHARE: f64 = 0.01;

/// Cases that get damaged at a time, at most.
/// Unit: cases. Source: practice: what a fork lift breaks at a time.
pub const SHRINK_CASES: i64 = 3;

/// Smallest part of a pair's stock that vanishes unnoticed, when some does.
/// Unit: share. Source: model: a loss that a store notices on its shelf, but not in its records.
pub const PHANTOM_PART_MIN: f64 = 0.5;

/// Days within which a store answers a recall.
/// Unit: days. Source: practice: a store answers a recall within the week.
pub const RECALL_ANSWER_DAYS: i64 = 5;

/// Stops that a milk run makes at most: about two driving days in a metropolitan area.
/// Unit: stops. Source: practice: two driving days in a metropolitan area.
pub const TRUCK_STOPS: usize = 16;

/// Average speed of a truck including statutory rests, km/h.
/// Unit: km/h. Source: practice: average with statutory rests.
pub const TRUCK_KMH: f64 = 45.0;

/// Road kilometers per kilometer of great circle.
/// Unit: ratio. Source: practice: road over great circle.
pub const DETOUR: f64 = 1.25;

/// Time at a stop, minutes.
/// Unit: minutes. Source: practice.
pub const DWELL_MINUTES: i64 = 45;

/// First departure of the day, minutes after local midnight.
/// Unit: minutes. Source: practice: so as to be at the first store when it opens.
pub const FIRST_DEPARTURE_MINUTES: i64 = 4 * 60;

/// Hours of a day in which trucks leave.
/// Unit: minutes. Source: practice: loading by day.
pub const DEPARTURES_MINUTES: i64 = 12 * 60;

/// Minutes before a store's dock closes by which a truck is planned to be there: what traffic costs fits in between.
/// Unit: minutes. Source: practice: appointments end before the dock closes.
pub const RECEIVING_MARGIN_MINUTES: i64 = 60;

/// Minutes between two appointments at a dock.
/// Unit: minutes. Source: practice: quarters of an hour.
pub const SLOT_MINUTES: i64 = 15;

/// Weeks within which trucks leave and docks open, whatever the holidays.
/// Unit: weeks. Source: model: more than any country rests.
pub const WEEKS_AHEAD: i32 = 8;

/// Minutes between two departures from one dock.
/// Unit: minutes. Source: practice: one dock.
pub const DEPARTURE_GAP_MINUTES: i64 = 10;

/// Minutes by which a milk run may reach a stop later than a direct drive would.
/// Unit: minutes. Source: practice: a stop that would wait longer opens the next truck.
pub const RUN_SLACK_MINUTES: i64 = 15 * 60;

/// Minutes that a promise allows on top of the direct drive: less than the longest permitted run, so that some promises
/// fail.
/// Unit: minutes. Source: calibration: orders on time; less than the longest run, so some promises fail.
pub const PROMISE_SLACK_MINUTES: i64 = 14 * 60;

/// Shape of the delay of a late truck (gamma).
/// Unit: shape. Source: specification: delays are gamma with shape 2.
pub const DELAY_SHAPE: f64 = 2.0;

/// Mean delay of a late truck.
/// Unit: hours. Source: practice: trucks are late by hours; a missed dock adds the night.
pub const DELAY_MEAN_HOURS: f64 = 8.0;

/// Delays end here.
/// Unit: hours. Source: practice: a truck that is later is replaced.
pub const DELAY_MAX_HOURS: f64 = 120.0;

/// Largest part of a leg's driving time that traffic adds to it, uniform from nothing.
/// Unit: share of driving time. Source: practice: plans are made for free roads.
pub const TRAFFIC_SHARE: f64 = 0.10;

/// Share of a full truck from which what goes to a single stop has one of its own; below it is less-than-truckload
/// freight.
/// Unit: share. Source: practice: half a trailer is where truckload becomes cheaper.
pub const TRUCKLOAD_SHARE: f64 = 0.5;

/// Cases up to which a load for a single stop is handed to a parcel carrier.
/// Unit: cases. Source: practice: more is cheaper on a pallet.
pub const PARCEL_CASES: i32 = 10;

/// Time that less-than-truckload freight spends in a terminal on its way, minutes.
/// Unit: minutes. Source: practice: collected in the evening, sorted and on another truck in the morning.
pub const TERMINAL_MINUTES: i64 = 12 * 60;

/// Time that a parcel spends in sorting centers on its way, minutes: one night.
/// Unit: minutes. Source: practice: one night in sorting centers.
pub const PARCEL_SORT_MINUTES: i64 = 10 * 60;

/// Share of a standard order's (25 lines) deliveries that lead to a return authorization.
/// Unit: share. Source: calibration: 1 to 4 % of cases come back.
pub const RMA_SHARE: f64 = 0.11;

/// Lines of the order that [`RMA_SHARE`] refers to.
/// Unit: lines. Source: model: the order that the share refers to.
pub const RMA_REFERENCE_LINES: f64 = 25.0;

/// Orders, however short, are returned in part at least this often.
/// Unit: share. Source: model: bound for very short orders.
pub const RMA_SHARE_MIN: f64 = RMA_SHARE / 3.0;

/// Orders, however long, are returned in part at most this often.
/// Unit: share. Source: model: bound for very long orders.
pub const RMA_SHARE_MAX: f64 = 0.30;

/// Lines that come back per authorization, on average, beside the one that is always among them.
/// Unit: lines. Source: calibration: return lines per authorization, beside the first.
pub const RMA_LINES: f64 = 2.0;

/// Days from a delivery to the store's request for a return, uniform.
/// Unit: days. Source: practice: a store asks within two weeks.
pub const REQUEST_DAYS: (i64, i64) = (1, 12);

/// Days from the request to the authorization, uniform.
/// Unit: days. Source: practice: customer service answers within the week.
pub const APPROVAL_DAYS: (i64, i64) = (0, 3);

/// Days from the authorization until the goods leave the store, uniform.
/// Unit: days. Source: practice: a truck that comes anyway takes returns along.
pub const PICK_UP_DAYS: (i64, i64) = (2, 8);

/// Days that returned goods take to the distribution center, uniform.
/// Unit: days. Source: practice: as long as the way out.
pub const RETURN_TRANSIT_DAYS: (i64, i64) = (1, 4);

/// Days from the receipt of returned goods to the decision about them, uniform.
/// Unit: days. Source: practice: inspection at the center.
pub const DECISION_DAYS: (i64, i64) = (1, 4);

/// What a wrong linehaul charge is too high by, uniform.
/// Unit: percent. Source: practice: the next weight break, or the next distance band.
pub const OVERCHARGED_PERCENT: (i64, i64) = (5, 30);

/// Authorizations by reason: damaged, overstock, quality, wrong item. What expires or is recalled is none of chance.
/// Unit: percent. Source: model: all reasons occur, overstock most often.
pub const RETURN_REASON_PERCENT: [u64; 4] = [25, 46, 11, 18];

/// Stock over what a store usually sells until its date, from which a delivery is watched for its expiry.
/// Unit: ratio. Source: model: below it almost all is sold in time, above it what is left is looked up.
pub const EXPIRY_WATCH: f64 = 0.5;

/// Days from the Monday of a batch's last week until the store asks to return it, uniform from 0.
/// Unit: days. Source: practice: shelves are cleared in the course of the week.
pub const CLEARING_DAYS: i64 = 4;

/// Returned lines by disposition (restock, scrap, donate, rework, liquidate, quarantine), for each reason in the order of
/// `RETURN_REASON_PERCENT`, for what has expired and for a recall.
/// Unit: percent. Source: practice: sound goods are sold again; damaged, expired and recalled ones never are.
pub const DISPOSITION_PERCENT: [[u64; 6]; 6] = [
    [0, 60, 10, 0, 30, 0],
    [90, 0, 4, 0, 6, 0],
    [10, 40, 0, 20, 5, 25],
    [92, 0, 3, 0, 5, 0],
    [0, 80, 20, 0, 0, 0],
    [0, 75, 0, 0, 0, 25],
];

/// Smallest part of a returned line that comes back.
/// Unit: share. Source: practice: a returned line comes back almost whole.
pub const RETURN_FRACTION_MIN: f64 = 0.7;

/// Weeks between two looks at the same shelf.
/// Unit: weeks. Source: practice: each shelf is looked at once a quarter.
pub const OSA_CYCLE_WEEKS: i32 = 13;

/// Shelf space in weeks of average demand.
/// Unit: weeks. Source: practice: facings for two to three weeks.
pub const SHELF_WEEKS: f64 = 2.5;

/// Days after the due date on which an account usually pays, uniform over accounts; it keeps to its habit.
/// Unit: days. Source: practice: about half of all invoices between companies are paid late.
pub const PAYMENT_HABIT_DAYS: (i64, i64) = (-8, 12);

/// Days by which a payment is earlier or later than its account's usual one, uniform.
/// Unit: days. Source: practice: weekly payment runs, and who has to approve.
pub const PAYMENT_SCATTER_DAYS: (i64, i64) = (-6, 6);

/// Payments that come much later: the invoice was lost, or somebody had to ask.
/// Unit: share. Source: practice: a few percent go through dunning.
pub const SLOW_PAYMENT_SHARE: f64 = 0.05;

/// Days by which these are later, uniform.
/// Unit: days. Source: practice: one to two dunning letters.
pub const SLOW_PAYMENT_DAYS: (i64, i64) = (10, 45);

/// Days from a deduction until the company has decided about it.
/// Unit: days. Source: practice: deduction desks answer within three weeks.
pub const DEDUCTION_REVIEW_DAYS: i32 = 21;

/// Deductions below this are accepted without a look at the claim.
/// Unit: cents. Source: practice: a look costs more than 10 USD of work.
pub const DEDUCTION_CHECKED_CENTS: i64 = 1_000;

/// Days from the refusal of a deduction until the account pays it back.
/// Unit: days. Source: practice: with the payment after the next.
pub const REPAYMENT_DAYS: i32 = 30;
