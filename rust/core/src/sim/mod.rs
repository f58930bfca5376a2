//! # The outbound simulation
//!
//! Demand, store orders, allocation, departures, deliveries and returns of every distribution center, week by week. Both
//! passes run this same code: *simulate* keeps counts and totals, *emit* keeps the rows. A center depends on no other center,
//! so they run side by side and the result does not depend on how many do.

pub mod billing;
mod call_error;
pub mod center;
pub mod codes;
pub mod column;
pub mod counters;
mod demand;
mod dock;
mod grid;
mod hilbert;
mod loading;
mod pending;
pub mod policy;
pub mod rows;
mod simulator;
mod site;
pub mod spec;
pub mod stock;
mod timetable;
pub mod totals;
mod tour;
mod world;

pub use call_error::CallError;
pub use grid::Grid;
pub use simulator::{Simulator, StoreStock, TransferOrder};
pub use spec::OutboundSpec;
