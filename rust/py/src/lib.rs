//! Python bindings of supplygen-core: thin, the interpreter is released for all real work.

mod buffer;
mod columns;
mod encoder;
mod error;
mod figures;
mod prices;
mod simulate;
mod spec;
mod streams;
mod values;

/// The native module behind `supplygen`.
#[pyo3::pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::{
        buffer::Block,
        encoder::Encoder,
        figures::great_circle_km,
        prices::charges,
        prices::overcharges,
        simulate::{Simulator, overlaps},
        values::{Flow, Lots, StoreStock, TransferOrders},
    };

    #[pymodule_export]
    use crate::streams::{
        asin, choice, cos, exp, gamma, gumbel_top_k, integers, ln, lognormal, negative_binomial, normal, permutation,
        poisson, sin, uniform, zipf_weights,
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
        module.add("build_profile", profile)?;
        crate::figures::add_figures(module)?;
        crate::simulate::add_names(module)
    }
}
