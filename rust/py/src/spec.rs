//! The dataclasses of `supplygen.simulator_spec` as the core's [`OutboundSpec`]: attributes, by the names of its fields.

use numpy::ndarray::Dimension;
use numpy::{Element, Ix1, Ix2, PyArray, PyArrayMethods, PyReadonlyArray, PyUntypedArrayMethods, dtype};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use supplygen_core::sim::spec::{
    Accounts, BasePrices, Centers, Channels, Conditions, Field, Members, Outage, OutboundSpec, OverOrdering, Pairs,
    Phantom, PriceLists, Promotions, Scenario, Season, Skus, Source, Stores, Swing, Swings, Zones,
};

/// An object of Python, and where it was found.
struct Fields<'py> {
    object: Bound<'py, PyAny>,
    place: String,
}

impl Fields<'_> {
    fn attribute(&self, name: &str) -> PyResult<Self> {
        Ok(Self { object: self.object.getattr(name)?, place: format!("{}.{name}", self.place) })
    }

    fn array<T: Element, D: Dimension>(&self, shape: &str) -> PyResult<PyReadonlyArray<'_, T, D>> {
        let array = self.object.cast::<PyArray<T, D>>().map_err(|_| self.wrong::<T>(shape))?;
        Ok(array.readonly())
    }

    fn wrong<T: Element>(&self, shape: &str) -> PyErr {
        PyTypeError::new_err(format!("{} must be {shape} of {}", self.place, dtype::<T>(self.object.py())))
    }
}

impl Source for Fields<'_> {
    type Error = PyErr;
}

macro_rules! scalars {
    ($( $type:ty ),+) => { $(
        impl Field<$type> for Fields<'_> {
            fn field(&self, name: &'static str) -> PyResult<$type> {
                let found = self.attribute(name)?;
                found.object.extract().map_err(|error| PyTypeError::new_err(format!("{}: {error}", found.place)))
            }
        }
    )+ };
}

macro_rules! columns {
    ($( $type:ty ),+) => { $(
        impl Field<Vec<$type>> for Fields<'_> {
            fn field(&self, name: &'static str) -> PyResult<Vec<$type>> {
                Ok(self.attribute(name)?.array::<$type, Ix1>("a one-dimensional array")?.as_array().to_vec())
            }
        }
    )+ };
}

/// Columns of three values a row.
macro_rules! triples {
    ($( $type:ty ),+) => { $(
        impl Field<Vec<[$type; 3]>> for Fields<'_> {
            fn field(&self, name: &'static str) -> PyResult<Vec<[$type; 3]>> {
                let (found, shape) = (self.attribute(name)?, "an array of three columns");
                let array = found.array::<$type, Ix2>(shape)?;
                if array.shape()[1] != 3 {
                    return Err(found.wrong::<$type>(shape));
                }
                Ok(array.as_array().outer_iter().map(|row| [row[0], row[1], row[2]]).collect())
            }
        }
    )+ };
}

/// Structs of the spec; each may also be None where the spec says so.
macro_rules! structs {
    ($( $type:ty ),+) => { $(
        impl Field<$type> for Fields<'_> {
            fn field(&self, name: &'static str) -> PyResult<$type> {
                <$type>::read(&self.attribute(name)?)
            }
        }

        impl Field<Option<$type>> for Fields<'_> {
            fn field(&self, name: &'static str) -> PyResult<Option<$type>> {
                let found = self.attribute(name)?;
                if found.object.is_none() { Ok(None) } else { <$type>::read(&found).map(Some) }
            }
        }
    )+ };
}

scalars!(u64, i32, usize, f64, Option<i32>, Option<f64>);
columns!(bool, u16, u32, i32, i64, f32, f64);
triples!(i32, f64);
structs!(
    Skus, Season, Swing, Swings, Accounts, Channels, Stores, Pairs, Centers, PriceLists, Members, Promotions, Zones
);
structs!(Scenario, Outage, OverOrdering, Phantom, BasePrices, Conditions);

/// What Python tells the simulation.
pub fn outbound_spec(object: Bound<'_, PyAny>) -> PyResult<OutboundSpec> {
    OutboundSpec::read(&Fields { object, place: "spec".into() })
}

/// What Python tells of carriers' prices.
pub fn price_lists(object: Bound<'_, PyAny>) -> PyResult<PriceLists> {
    PriceLists::read(&Fields { object, place: "prices".into() })
}
