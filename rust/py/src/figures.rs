//! Figures that exist once, in the core, and that Python needs too.

use numpy::PyReadonlyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use supplygen_core::null::{NULL, NULL32};
use supplygen_core::sim::policy::{PALLET_PARTS, TRUCK_GRAMS, TRUCK_PALLETS, VEHICLES};
use supplygen_core::sphere::{EARTH_RADIUS_KM, Point};

/// Adds the figures to the module.
pub fn add_figures(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("NULL", NULL)?;
    module.add("NULL32", NULL32)?;
    module.add("EARTH_RADIUS_KM", EARTH_RADIUS_KM)?;
    module.add("PALLET_PARTS", PALLET_PARTS)?;
    module.add("TRUCK_GRAMS", TRUCK_GRAMS)?;
    module.add("TRUCK_PALLETS", TRUCK_PALLETS)?;
    module.add("VEHICLES", VEHICLES)
}

/// `great_circle_km(a, b)`: distance of two unit vectors along the earth's surface, km.
#[pyfunction]
#[pyo3(signature = (a, b, /))]
#[expect(clippy::needless_pass_by_value, reason = "arguments are extracted from Python by value")]
pub fn great_circle_km(a: PyReadonlyArray1<'_, f64>, b: PyReadonlyArray1<'_, f64>) -> PyResult<f64> {
    Ok(point(&a)?.km(&point(&b)?))
}

fn point(vector: &PyReadonlyArray1<'_, f64>) -> PyResult<Point> {
    let vector = vector.as_slice()?.try_into().map_err(|_| PyValueError::new_err("a point has three coordinates"))?;
    Ok(Point::from_unit_vector(vector))
}
