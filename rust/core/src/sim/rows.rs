//! The simulated tables, by the names that they have in the schema: their rows, and the columns in which a slice's rows travel.

use super::codes::{
    AdjustmentReason, AllocationStatus, CutReason, DeductionReason, DeductionStatus, DelayCause, Disposition,
    InvoiceStatus, OrderStatus, OutOfStockReason, PaymentPurpose, ReturnReason, Service, Touch, Vehicle,
};
use super::column::{ColumnData, Value};

/// A row of a simulated table.
pub trait Row {
    /// Its table, if that has no id.
    const LINES: Option<Lines>;
    /// Puts the row behind the others of its table.
    fn push(self, rows: &mut Rows);
}

macro_rules! rows {
    ($( $(#[$doc:meta])* $table:ident: $Row:ident { $( $field:ident: $type:ty ),+ $(,)? } )+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            #[expect(missing_docs, reason = "a column's meaning stands in the schema")]
            pub struct $Row { $( pub $field: $type ),+ }
        )+

        /// The rows of each table as one vector per column, in the order in which they are made.
        #[expect(missing_docs, reason = "a column's meaning stands in the schema")]
        pub mod columns {
            use super::*;

            $(
                #[derive(Debug, Default, Clone)]
                pub struct $Row { $( pub $field: Vec<$type> ),+ }

                impl $Row {
                    #[inline]
                    pub(super) fn push(&mut self, row: super::$Row) { $( self.$field.push(row.$field); )+ }
                    pub(super) fn append(&mut self, other: &mut Self) { $( self.$field.append(&mut other.$field); )+ }
                    pub(super) fn into_data(self) -> Vec<(&'static str, ColumnData)> {
                        vec![ $( (stringify!($field), Value::column(self.$field)) ),+ ]
                    }
                }
            )+
        }

        /// All rows of a slice.
        #[derive(Debug, Default, Clone)]
        #[expect(missing_docs, reason = "a table's meaning stands in the schema")]
        pub struct Rows { $( pub $table: columns::$Row ),+ }

        impl Rows {
            /// Moves the rows of `other` behind these; `other` keeps its capacity.
            pub fn append(&mut self, other: &mut Self) { $( self.$table.append(&mut other.$table); )+ }
            /// The columns of every table, by table and column name.
            #[must_use]
            pub fn into_columns(self) -> Vec<(&'static str, Vec<(&'static str, ColumnData)>)> {
                vec![ $( (stringify!($table), self.$table.into_data()) ),+ ]
            }
        }
    };
}

macro_rules! keys {
    ($(#[$doc:meta])* $Key:ident, $(#[$names_doc:meta])* $NAMES:ident, $( $table:ident: $Row:ident ),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum $Key { $( #[doc = concat!("`", stringify!($table), "`")] $Row ),+ }

        $(#[$names_doc])*
        pub const $NAMES: &[&str] = &[ $( stringify!($table) ),+ ];
    };
}

macro_rules! tables {
    (
        dated { $( $(#[$dated_doc:meta])* $dated:ident: $Dated:ident $dated_fields:tt )+ }
        lines { $( $(#[$line_doc:meta])* $line:ident: $Line:ident $line_fields:tt )+ }
    ) => {
        keys! {
            /// Tables with an id that ascends with time.
            Dated,
            /// Names of the dated tables, in the order of [`Dated`].
            DATED_TABLES, $( $dated: $Dated ),+
        }
        keys! {
            /// Tables without an id, whose rows are only counted.
            Lines,
            /// Names of the line tables, in the order of [`Lines`].
            LINE_TABLES, $( $line: $Line ),+
        }
        rows! {
            $( $(#[$dated_doc])* $dated: $Dated $dated_fields )+
            $( $(#[$line_doc])* $line: $Line $line_fields )+
        }
        $(
            impl Row for $Dated {
                const LINES: Option<Lines> = None;
                #[inline]
                fn push(self, rows: &mut Rows) { rows.$dated.push(self); }
            }
        )+
        $(
            impl Row for $Line {
                const LINES: Option<Lines> = Some(Lines::$Line);
                #[inline]
                fn push(self, rows: &mut Rows) { rows.$line.push(self); }
            }
        )+
    };
}

tables! {
    dated {
        /// A store's sales of an SKU in a week, by the Monday of the week.
        pos_sales: PosSale { id: i64, store: i32, sku: i32, week: i16, eaches: i32, promo: i16 }

        /// A look at a store's shelf at the end of a week, by its day.
        osa_metrics: OsaMetric {
            id: i64, store: i32, sku: i32, day: i32, shelf: i32, capacity: i32, reason: Option<OutOfStockReason>
        }

        /// A store's order, by order date; `delivered` is the day of its last delivery.
        orders: Order {
            id: i64, store: i32, dc: i16, day: i32, allocated: i32, requested: i32, promised: i32, delivered: i32,
            status: OrderStatus, cut_reason: Option<CutReason>, promo: i16, cases: i64, amount_cents: i64
        }

        /// Cases of a batch reserved for an order line, by the day of allocation.
        order_allocations: OrderAllocation {
            id: i64, order: i64, line: i32, dc: i16, batch: i32, cases: i32, day: i32, status: AllocationStatus
        }

        /// A picking wave, by its day.
        pick_waves: PickWave { id: i64, dc: i16, day: i32, orders: i32, lines: i32, cases: i32, hold_hours: i32 }

        /// A truck that leaves a distribution center, by ship date; days of its last stop, planned and actual. Parcels have
        /// no vehicle of their own. Freight as it is due, and what the carrier's bill charges over that.
        shipments: Shipment {
            id: i64, dc: i16, store: i32, carrier: i32, service: Service, day: i32, expected: i32, delivered: i32,
            cases: i32, grams: i64, pallets: i32, vehicle: Option<Vehicle>, stops: i16, linehaul_cents: i64, fuel_cents: i64,
            handling_cents: i64, stop_off_cents: i64, linehaul_error_cents: i64, fuel_error_cents: i64
        }

        /// A truck's leg between two stops, by ship date; times in minutes since 1970-01-01; store 0 is the distribution
        /// center.
        shipment_legs: ShipmentLeg {
            id: i64, shipment: i64, sequence: i32, from: i32, to: i32, carrier: i32, service: Service,
            hectometers: i32, planned_departure: i64, planned_arrival: i64, departure: i64, arrival: i64,
            delay_minutes: i32, cause: Option<DelayCause>
        }

        /// A return authorization, by request date; `received` is the day on which the goods were back.
        rma_authorizations: RmaAuthorization {
            id: i64, order: i64, store: i32, reason: ReturnReason, requested: i32, approved: i32, received: i32
        }

        /// A return that has left its store by the as-of date, by the day on which it did.
        returns: Return {
            id: i64, rma: i64, order: i64, store: i32, dc: i16, returned: i32, received: i32, cases: i32
        }

        /// What was decided about a returned line by the as-of date, by the day of the decision.
        disposition_logs: DispositionLog {
            id: i64, return_id: i64, number: i32, disposition: Disposition, cases: i32, processed: i32
        }

        /// A correction of recorded stock, by its day: of a batch in the center, or of a store's SKU.
        inventory_adjustments: InventoryAdjustment {
            id: i64, day: i32, occurred: i32, dc: i16, store: i32, sku: i32, batch: i32, cases: i32, eaches: i32,
            reason: AdjustmentReason
        }
    }
    lines {
        /// A line of an order.
        order_lines: OrderLine {
            order: i64, number: i32, sku: i32, ordered: i32, allocated: i32, shipped: i32, cut: i32, price_cents: i64,
            discount_bp: i16, amount_cents: i64
        }

        /// An order in a wave.
        pick_wave_orders: PickWaveOrder { wave: i64, order: i64, sequence: i32 }

        /// Cases of a batch on a truck for an order line.
        shipment_lines: ShipmentLine { shipment: i64, number: i32, order: i64, line: i32, sku: i32, batch: i32, cases: i32 }

        /// What a delivered order is billed at, by the day of its last delivery.
        customer_invoices: CustomerInvoice { order: i64, store: i32, day: i32, due: i32, cents: i64, status: InvoiceStatus }

        /// What is paid for an order's invoice: first that less what the account deducts, then deductions that are refused.
        customer_payments: CustomerPayment { order: i64, number: i32, day: i32, cents: i64, purpose: PaymentPurpose }

        /// What an account keeps back of an order's invoice.
        customer_deductions: CustomerDeduction {
            order: i64, number: i32, reason: DeductionReason, day: i32, cents: i64, status: DeductionStatus, decided: i32
        }

        /// What is credited for a return that has arrived.
        credit_notes: CreditNote { return_id: i64, order: i64, store: i32, day: i32, cents: i64, settled: i32 }

        /// A returned line; its disposition is known before it is decided.
        return_lines: ReturnLine {
            return_id: i64, number: i32, order: i64, line: i32, sku: i32, batch: i32, cases: i32, reason: ReturnReason,
            disposition: Disposition
        }

        /// A row that the scenario touched: its key, and the quantity without and with the event.
        injection: Injection { what: Touch, key: i64, line: i32, before: i64, after: i64 }
    }
}
