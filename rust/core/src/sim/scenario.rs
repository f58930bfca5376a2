//! What the events of the scenario touch. Every row that an event touches is recorded, so that the truth table can list it.

/// What an event changed, and in which table: codes of the truth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i16)]
pub enum Touch {
    /// `pick_waves.hold_hours`, by the outage.
    HeldWave,
    /// `order_lines.quantity_cases`, by over-ordering.
    OrderedCases,
    /// `inventory_adjustments.quantity_eaches`, by phantom stock.
    PhantomEaches,
    /// `return_lines.quantity_cases`, by the recall.
    RecalledCases,
    /// `order_lines.shipped_cases`, by the recall: reserved cases that were held back.
    HeldBackCases,
}

/// Names of the touches, in the order of their codes.
pub const TOUCHES: [&str; 5] = ["held_wave", "ordered_cases", "phantom_eaches", "recalled_cases", "held_back_cases"];
