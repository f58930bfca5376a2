//! The world's dictionary of Python as the core's [`WorldSpec`].

use numpy::{PyArray1, PyArrayMethods};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use supplygen_core::promo::Promotion;
use supplygen_core::sim::WorldSpec;
use supplygen_core::sim::scenario::{Outage, OverOrdering, Phantom, Scenario};

/// The entries of the world's dictionary, by name.
pub struct Fields<'a, 'py>(pub &'a Bound<'py, PyDict>);

impl<'py> Fields<'_, 'py> {
    fn item(&self, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.0.get_item(name)?.ok_or_else(|| PyKeyError::new_err(format!("the world lacks {name}")))
    }

    fn scalar<T>(&self, name: &str) -> PyResult<T>
    where
        T: for<'a> FromPyObject<'a, 'py, Error: Into<PyErr>>,
    {
        self.item(name)?.extract::<T>().map_err(Into::into)
    }

    fn array<T: numpy::Element + Copy>(&self, name: &str) -> PyResult<Vec<T>> {
        let array = self.item(name)?;
        let array = array.cast::<PyArray1<T>>().map_err(|_| {
            let wanted = std::any::type_name::<T>();
            PyValueError::new_err(format!("the world's {name} must be a one-dimensional array of {wanted}"))
        })?;
        Ok(array.readonly().as_slice()?.to_vec())
    }

    /// Entries `start[i]..start[i + 1]` of an array, one list per i.
    fn lists(&self, name: &str) -> PyResult<Vec<Vec<u32>>> {
        let (start, values) = (self.array::<i64>(&format!("{name}_start"))?, self.array::<u32>(name)?);
        Ok(start.windows(2).map(|w| values[w[0] as usize..w[1] as usize].to_vec()).collect())
    }
}

/// The world as the core reads it.
pub fn world_spec(fields: &Fields<'_, '_>) -> PyResult<WorldSpec> {
    Ok(WorldSpec {
        seed: fields.scalar("seed")?,
        start_day: fields.scalar("start_day")?,
        weeks: fields.scalar("weeks")?,
        promotions: promotions(fields)?,
        scenario: scenario(fields)?,
        ..stores(fields, centers(fields, products(fields)?)?)?
    })
}

fn products(fields: &Fields<'_, '_>) -> PyResult<WorldSpec> {
    Ok(WorldSpec {
        units_per_case: fields.array("units_per_case")?,
        case_grams: fields.array("case_grams")?,
        case_list_cents: fields.array("case_list_cents")?,
        sku_capacity_share: fields.array("sku_capacity_share")?,
        season_of: fields.array("season_of")?,
        sku_division: fields.array("sku_division")?,
        first_week: fields.array("first_week")?,
        end_week: fields.array("end_week")?,
        season: fields.array("season")?,
        season_weeks: fields.scalar("season_weeks")?,
        ..WorldSpec::default()
    })
}

fn centers(fields: &Fields<'_, '_>, rest: WorldSpec) -> PyResult<WorldSpec> {
    Ok(WorldSpec {
        dc_latitude: fields.array("dc_latitude")?,
        dc_longitude: fields.array("dc_longitude")?,
        dc_week_capacity: fields.array("dc_week_capacity")?,
        dc_dispatch_days: fields.array("dc_dispatch_days")?,
        dc_carriers: triples(&fields.array("dc_carriers")?),
        dc_on_time: triples(&fields.array("dc_on_time")?),
        ..rest
    })
}

fn stores(fields: &Fields<'_, '_>, rest: WorldSpec) -> PyResult<WorldSpec> {
    Ok(WorldSpec {
        account_division: fields.array("account_division")?,
        account_priority: fields.array("account_priority")?,
        store_account: fields.array("store_account")?,
        channel_margin_bp: fields.array("channel_margin_bp")?,
        channel_request_days: fields.array("channel_request_days")?,
        store_channel: fields.array("store_channel")?,
        store_dc: fields.array("store_dc")?,
        store_latitude: fields.array("store_latitude")?,
        store_longitude: fields.array("store_longitude")?,
        store_cadence: fields.array("store_cadence")?,
        store_orders_per_week: fields.array("store_orders_per_week")?,
        store_weekday: fields.array("store_weekday")?,
        pair_start: fields.array::<i64>("pair_start")?.into_iter().map(|at| at as usize).collect(),
        pair_sku: fields.array("pair_sku")?,
        pair_rate: fields.array("pair_rate")?,
        ..rest
    })
}

fn triples<T: Copy>(flat: &[T]) -> Vec<[T; 3]> {
    flat.chunks_exact(3).map(|three| [three[0], three[1], three[2]]).collect()
}

fn scenario(fields: &Fields<'_, '_>) -> PyResult<Scenario> {
    let outage = fields.scalar::<Option<(usize, i32, i32)>>("outage")?;
    let over_ordering = fields.scalar::<Option<(Vec<bool>, Vec<bool>, f64)>>("over_ordering")?;
    let phantom = fields.scalar::<Option<(f64, i32)>>("phantom")?;
    Ok(Scenario {
        outage: outage.map(|(dc, first_day, end_day)| Outage { dc, first_day, end_day }),
        over_ordering: over_ordering.map(|(promotions, accounts, factor)| OverOrdering {
            promotions,
            accounts,
            factor,
        }),
        phantom: phantom.map(|(share, weeks)| Phantom { share, weeks }),
        recall_week: fields.scalar("recall_week")?,
    })
}

fn promotions(fields: &Fields<'_, '_>) -> PyResult<Vec<Promotion>> {
    let first_week = fields.array::<i32>("promo_first_week")?;
    let last_week = fields.array::<i32>("promo_last_week")?;
    let hangover_weeks = fields.array::<i32>("promo_hangover_weeks")?;
    let (lift, hangover) = (fields.array::<f64>("promo_lift")?, fields.array::<f64>("promo_hangover")?);
    let discount_bp = fields.array::<u16>("promo_discount_bp")?;
    let lists = fields.lists("promo_skus")?.into_iter().zip(fields.lists("promo_accounts")?);
    Ok(lists
        .enumerate()
        .map(|(at, (skus, accounts))| Promotion {
            first_week: first_week[at],
            last_week: last_week[at],
            hangover_weeks: hangover_weeks[at],
            lift: lift[at],
            hangover: hangover[at],
            discount_bp: discount_bp[at],
            skus,
            accounts,
        })
        .collect())
}
