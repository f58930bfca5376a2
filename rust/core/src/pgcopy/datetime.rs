//! Dates and times: PostgreSQL counts from 2000-01-01, the columns from 1970-01-01.

use super::decimal;

/// Days from 1970-01-01 to 2000-01-01.
pub(super) const EPOCH_DAYS: i64 = 10_957;

/// Microseconds of a day.
pub(super) const DAY_US: i64 = 86_400_000_000;

/// Microseconds from 1970-01-01T00:00Z to 2000-01-01T00:00Z.
pub(super) const EPOCH_US: i64 = EPOCH_DAYS * DAY_US;

/// First day of a `date`, days since 1970: Julian day 0, 4714-11-24 BC (`DATETIME_MIN_JULIAN`).
pub(super) const FIRST_DATE: i64 = EPOCH_DAYS - 2_451_545;

/// Last day of a `date`, days since 1970: 5874897-12-31 (`DATE_END_JULIAN` less one).
pub(super) const LAST_DATE: i64 = EPOCH_DAYS + 2_147_483_494 - 2_451_545 - 1;

/// First `timestamptz`, microseconds since 1970 (`MIN_TIMESTAMP`); the last one lies beyond `i64`.
pub(super) const FIRST_TIMESTAMP: i64 = FIRST_DATE * DAY_US;

/// A year before year 1 is written as a positive one with this after the date and time of day.
const BEFORE_CHRIST: &[u8] = b" BC";

/// Appends `2024-01-31`, from days since 1970.
pub(super) fn push_date(day: i64, out: &mut Vec<u8>) {
    let date = Date::of(day);
    date.push(out);
    date.push_era(out);
}

/// Appends `23:59:59` or `23:59:59.999999`, from microseconds since midnight.
pub(super) fn push_time(time: i64, out: &mut Vec<u8>) {
    const SECOND_US: u64 = 1_000_000;
    let seconds = time as u64 / SECOND_US;
    let fraction = time as u64 % SECOND_US;
    decimal::push(seconds / 3600, 2, out);
    out.push(b':');
    decimal::push(seconds / 60 % 60, 2, out);
    out.push(b':');
    decimal::push(seconds % 60, 2, out);
    if fraction > 0 {
        out.push(b'.');
        decimal::push(fraction, 6, out);
    }
}

/// Appends `2024-01-31 23:59:59+00`, from microseconds since 1970.
pub(super) fn push_timestamptz(time: i64, out: &mut Vec<u8>) {
    let date = Date::of(time.div_euclid(DAY_US));
    date.push(out);
    out.push(b' ');
    push_time(time.rem_euclid(DAY_US), out);
    out.extend_from_slice(b"+00");
    date.push_era(out);
}

/// A day of the proleptic Gregorian calendar, in which year 0 is 1 BC.
struct Date {
    year: i64,
    month: u64,
    day: u64,
}

impl Date {
    /// From days since 1970-01-01, by `civil_from_days` of <https://howardhinnant.github.io/date_algorithms.html>.
    fn of(day: i64) -> Self {
        // Days from 0000-03-01 to 1970-01-01; the calendar repeats every 146,097 days, which are 400 years.
        let since_march = day + 719_468;
        let era = since_march.div_euclid(146_097);
        let day_of_era = since_march.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: month as u64,
            day: (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u64,
        }
    }

    fn push(&self, out: &mut Vec<u8>) {
        let year = if self.year > 0 { self.year } else { 1 - self.year };
        decimal::push(year as u64, 4, out);
        out.push(b'-');
        decimal::push(self.month, 2, out);
        out.push(b'-');
        decimal::push(self.day, 2, out);
    }

    fn push_era(&self, out: &mut Vec<u8>) {
        if self.year <= 0 {
            out.extend_from_slice(BEFORE_CHRIST);
        }
    }
}
