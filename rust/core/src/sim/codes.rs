//! The code lists of simulated columns: a code's number is its position in its list, and its name is what the table shows.

use super::column::{ColumnData, Value};

macro_rules! code {
    ($(#[$doc:meta])* $Code:ident { $( $(#[$code_doc:meta])* $code:ident = $name:literal ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(i16)]
        pub enum $Code { $( $(#[$code_doc])* #[doc = concat!("`", $name, "`")] $code ),+ }

        impl $Code {
            /// All codes, in their order.
            pub const ALL: &[Self] = &[ $( Self::$code ),+ ];
            /// Their names.
            pub const NAMES: &[&str] = &[ $( $name ),+ ];
        }

        impl Value for $Code {
            fn column(values: Vec<Self>) -> ColumnData {
                ColumnData::I16(values.into_iter().map(|code| code as i16).collect())
            }
        }

        /// Nothing is a code of -1.
        impl Value for Option<$Code> {
            fn column(values: Vec<Self>) -> ColumnData {
                ColumnData::I16(values.into_iter().map(|code| code.map_or(-1, |code| code as i16)).collect())
            }
        }
    };
}

/// One list for each column of the schema that holds codes of the simulator.
macro_rules! codes {
    ($( $(#[$doc:meta])* $column:literal: $Code:ident { $( $code:ident = $name:literal ),+ $(,)? } )+) => {
        $( code! { $(#[$doc])* $Code { $( $code = $name ),+ } } )+

        /// Every list by the column, `table.column`, that it belongs to.
        pub const CODES: &[(&str, &[&str])] = &[ $( ($column, $Code::NAMES) ),+ ];
    };
}

codes! {
    /// Where an order stands at the as-of date.
    "orders.status": OrderStatus {
        Open = "open",
        Allocated = "allocated",
        Shipped = "shipped",
        Delivered = "delivered",
        Cancelled = "cancelled",
    }

    /// How a load travels to its stores; its position is that of the carrier in [`super::spec::Centers::carriers`].
    "shipment_legs.transport_mode": Service { Truckload = "truck", PartLoad = "ltl", Parcel = "parcel" }

    /// Why a leg takes longer than planned: its carrier is late, or the roads are full.
    "shipment_legs.delay_cause": DelayCause { Carrier = "carrier", Traffic = "traffic" }

    /// What the rate of a price list is paid for.
    "carrier_rates.rate_basis": Basis { Pallet = "pallet", PalletKm = "pallet_km", Kilogram = "kg" }

    /// Why an order lacks cases; the first that applies.
    "orders.cut_reason": CutReason { Capacity = "capacity", Recall = "recall", Stock = "stock" }

    /// What has become of reserved cases.
    "order_allocations.status": AllocationStatus { Allocated = "allocated", Shipped = "shipped", Held = "held" }

    /// Why goods are sent back.
    "rma_authorizations.reason_code": ReturnReason {
        Damaged = "damaged",
        Overstock = "overstock",
        Quality = "quality",
        WrongItem = "wrong_item",
        Expired = "expired",
        Recall = "recall",
    }

    /// What becomes of returned goods.
    "disposition_logs.disposition": Disposition {
        Restock = "restock",
        Scrap = "scrap",
        Donate = "donate",
        Rework = "rework",
        Liquidate = "liquidate",
        Quarantine = "quarantine",
    }

    /// Why recorded stock is corrected.
    "inventory_adjustments.reason_code": AdjustmentReason {
        Shrink = "shrink",
        Expired = "expired",
        Phantom = "phantom_inventory",
    }

    /// Why a shelf is empty.
    "osa_metrics.out_of_stock_reason": OutOfStockReason {
        DcShortage = "dc_shortage",
        Promotion = "promotion",
        DemandPeak = "demand_peak",
        Phantom = "phantom_inventory",
    }

    /// How far an invoice is paid at the as-of date.
    "customer_invoices.status": InvoiceStatus { Open = "open", PartlyPaid = "partly_paid", Paid = "paid" }

    /// What a customer pays for.
    "customer_payments.purpose": PaymentPurpose { Invoice = "invoice", Deduction = "deduction" }

    /// What an account claims when it pays less than it was billed.
    "customer_deductions.reason_code": DeductionReason { Penalty = "otif_penalty", Allowance = "promotion_allowance" }

    /// What has become of a deduction.
    "customer_deductions.status": DeductionStatus {
        Open = "open",
        Accepted = "accepted",
        Refused = "refused",
        Repaid = "repaid",
    }

    /// Vehicles that serve stores, the smallest first.
    "shipments.vehicle_type": Vehicle {
        Van = "van",
        BoxTruck = "box_truck",
        LightTruck = "light_truck",
        Rigid = "rigid",
        Trailer = "trailer",
    }
}

code! {
    /// What an event of the scenario changed, and in which table.
    Touch {
        /// `pick_waves.hold_hours`, by the outage:
        HeldWave = "held_wave",
        /// `order_lines.quantity_cases`, by over-ordering:
        OrderedCases = "ordered_cases",
        /// `inventory_adjustments.quantity_eaches`, by phantom stock:
        PhantomEaches = "phantom_eaches",
        /// `return_lines.quantity_cases`, by the recall:
        RecalledCases = "recalled_cases",
        /// `order_lines.shipped_cases`, by the recall, reserved cases that were held back:
        HeldBackCases = "held_back_cases",
        /// `freight_bills.billed_amount`, by wrong bills, cents:
        BilledCents = "billed_cents",
        /// `customer_deductions.amount`, by wrong deductions, cents:
        DeductedCents = "deducted_cents",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_position_of_its_name() {
        assert_eq!(OrderStatus::NAMES[OrderStatus::Cancelled as usize], "cancelled");
        let ColumnData::I16(codes) = Value::column(vec![Some(CutReason::Stock), None]) else {
            panic!("codes are short")
        };
        assert_eq!(codes, [2, -1]);
    }
}
