//! Columns of the rows that a slice produces, one struct per table, in the order in which a table's rows are made.

/// A column's values by type, for whoever carries them on.
#[derive(Debug)]
pub enum ColumnData {
    /// 64-bit integers.
    I64(Vec<i64>),
    /// 32-bit integers.
    I32(Vec<i32>),
    /// 16-bit integers.
    I16(Vec<i16>),
}

macro_rules! column_type {
    (i64) => {
        ColumnData::I64
    };
    (i32) => {
        ColumnData::I32
    };
    (i16) => {
        ColumnData::I16
    };
}

macro_rules! tables {
    ($( $(#[$doc:meta])* $rows:ident, $row:ident { $( $(#[$fdoc:meta])* $field:ident : $type:tt ),+ $(,)? } )+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            #[expect(missing_docs, reason = "a column's meaning stands in the schema")]
            pub struct $row { $( $(#[$fdoc])* pub $field: $type ),+ }

            /// The same, one vector per column.
            #[derive(Debug, Default, Clone)]
            #[expect(missing_docs, reason = "a column's meaning stands in the schema")]
            pub struct $rows { $( $(#[$fdoc])* pub $field: Vec<$type> ),+ }

            impl $rows {
                /// Appends one row.
                #[inline]
                pub fn push(&mut self, row: $row) { $( self.$field.push(row.$field); )+ }
                fn append(&mut self, other: &mut Self) { $( self.$field.append(&mut other.$field); )+ }
                fn into_columns(self) -> Vec<(&'static str, ColumnData)> {
                    vec![ $( (stringify!($field), column_type!($type)(self.$field)) ),+ ]
                }
            }
        )+
    };
}

/// A date or quantity that does not exist (yet): SQL NULL at the encoder.
pub const NONE: i64 = i64::MIN;

/// [`NONE`] in a 32-bit column.
pub const NONE32: i32 = i32::MIN;

tables! {
    /// A store's sales of an SKU in a week.
    PosRows, PosRow { id: i64, store: i32, sku: i32, week: i16, eaches: i32, promo: i16 }
    /// A look at a store's shelf at the end of a week.
    OsaRows, OsaRow { id: i64, store: i32, sku: i32, day: i32, shelf: i32, capacity: i32, reason: i16 }
    /// A store's order; `delivered` is the day of its last delivery.
    OrderRows, OrderRow {
        id: i64, store: i32, dc: i16, day: i32, requested: i32, promised: i32, delivered: i32, status: i16, cut_reason: i16, promo: i16, cases: i64, amount_cents: i64
    }
    /// A line of an order.
    LineRows, LineRow {
        order: i64, number: i32, sku: i32, ordered: i32, allocated: i32, shipped: i32, cut: i32, price_cents: i64, discount_bp: i16, amount_cents: i64
    }
    /// Cases of a batch reserved for an order line.
    AllocationRows, AllocationRow { id: i64, order: i64, line: i32, dc: i16, batch: i32, cases: i32, day: i32, status: i16 }
    /// A picking wave.
    WaveRows, WaveRow { id: i64, dc: i16, day: i32, orders: i32, lines: i32, cases: i32, hold_hours: i32 }
    /// An order in a wave.
    WaveOrderRows, WaveOrderRow { wave: i64, order: i64, sequence: i32 }
    /// A truck that leaves a distribution center; days of its last stop, planned and actual.
    ShipmentRows, ShipmentRow {
        id: i64, dc: i16, store: i32, carrier: i32, day: i32, expected: i32, delivered: i32, cases: i32, grams: i64, pallets: i32,
        vehicle: i16, stops: i16, freight_cents: i64
    }
    /// A truck's leg between two stops, times in minutes since 1970-01-01; store 0 is the distribution center.
    LegRows, LegRow {
        id: i64, shipment: i64, sequence: i32, from: i32, to: i32, carrier: i32, hectometres: i32,
        planned_departure: i64, planned_arrival: i64, departure: i64, arrival: i64, delay_minutes: i32
    }
    /// Cases of a batch on a truck for an order line.
    ShipmentLineRows, ShipmentLineRow { shipment: i64, number: i32, order: i64, line: i32, sku: i32, batch: i32, cases: i32 }
    /// A return authorisation and, where goods came back by the as-of date, its return.
    RmaRows, RmaRow {
        id: i64, order: i64, store: i32, dc: i16, reason: i16, requested: i32, approved: i32, return_id: i64, returned: i32, received: i32, cases: i32
    }
    /// A returned line and what became of it.
    ReturnLineRows, ReturnLineRow {
        return_id: i64, number: i32, order: i64, line: i32, sku: i32, batch: i32, cases: i32, reason: i16, disposition_id: i64, disposition: i16, processed: i32
    }
    /// A correction of recorded stock: of a batch in the center, or of a store's SKU.
    AdjustmentRows, AdjustmentRow {
        id: i64, day: i32, occurred: i32, dc: i16, store: i32, sku: i32, batch: i32, cases: i32, eaches: i32, reason: i16
    }
    /// A row that the scenario touched: what (a code of `TOUCHES`), its key, and the quantity without and with the event.
    TouchedRows, TouchedRow { what: i16, key: i64, line: i32, before: i64, after: i64 }
}

macro_rules! slice {
    ($( $field:ident : $rows:ident ),+ $(,)?) => {
        /// All rows of a slice.
        #[derive(Debug, Default, Clone)]
        pub struct Rows { $( #[doc = concat!("Rows of `", stringify!($field), "`.")] pub $field: $rows ),+ }

        impl Rows {
            /// Moves the rows of `other` behind these; `other` keeps its capacity.
            pub fn append(&mut self, other: &mut Self) { $( self.$field.append(&mut other.$field); )+ }
            /// The columns of every table, by table and column name.
            #[must_use]
            pub fn into_columns(self) -> Vec<(&'static str, Vec<(&'static str, ColumnData)>)> {
                vec![ $( (stringify!($field), self.$field.into_columns()) ),+ ]
            }
        }
    };
}

slice! {
    pos: PosRows,
    osa: OsaRows,
    orders: OrderRows,
    lines: LineRows,
    allocations: AllocationRows,
    waves: WaveRows,
    wave_orders: WaveOrderRows,
    shipments: ShipmentRows,
    legs: LegRows,
    shipment_lines: ShipmentLineRows,
    rmas: RmaRows,
    return_lines: ReturnLineRows,
    adjustments: AdjustmentRows,
    touched: TouchedRows,
}
