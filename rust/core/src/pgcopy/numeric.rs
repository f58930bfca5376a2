//! `numeric` from scaled integers: base-10000 groups as PostgreSQL itself sends them (`numeric_send` in `numeric.c`).
//!
//! The wire form is `ndigits, weight, sign, dscale` as 16-bit words, then `ndigits` groups of four decimal digits, the
//! first of which is worth `10000^weight`. Groups of zero are never sent at either end, but always between others.

use super::decimal;

/// Most decimals of a scaled 64-bit integer that can still have one digit before the point.
pub(super) const MAX_SCALE: u8 = 18;

/// Length word, four header words and at most eight groups; the six that an `i64` needs leave slack for one fixed copy.
const IMAGE_BYTES: usize = 4 + 8 + 16;

const HEADER_BYTES: u32 = 8;
const GROUP_BYTES: u32 = 2;
const NEGATIVE: u16 = 0x4000;

/// A value as the groups that are sent.
struct Groups {
    /// Groups from the most significant bits down; `count` of them count.
    packed: u128,
    count: u32,
    weight: i16,
}

/// Appends the length word and the value `scaled * 10^-scale`.
#[inline]
pub(super) fn write_binary(scaled: i64, scale: u8, out: &mut Vec<u8>) {
    let groups = match scale % 4 {
        0 => split::<1>(scaled.unsigned_abs(), scale),
        1 => split::<10>(scaled.unsigned_abs(), scale),
        2 => split::<100>(scaled.unsigned_abs(), scale),
        _ => split::<1000>(scaled.unsigned_abs(), scale),
    };
    let sign = if scaled < 0 { NEGATIVE } else { 0 };
    let header = (u64::from(groups.count) << 48)
        | (u64::from(groups.weight as u16) << 32)
        | (u64::from(sign) << 16)
        | u64::from(scale);
    let bytes = HEADER_BYTES + GROUP_BYTES * groups.count;
    let mut image = [0; IMAGE_BYTES];
    image[..4].copy_from_slice(&bytes.to_be_bytes());
    image[4..12].copy_from_slice(&header.to_be_bytes());
    image[12..].copy_from_slice(&groups.packed.to_be_bytes());
    // One copy of constant size and a shorter length beat a copy of variable size.
    let end = out.len() + 4 + bytes as usize;
    out.extend_from_slice(&image);
    out.truncate(end);
}

/// Splits a value of which the last group holds only the decimals of `UNIT` (10 to the power `scale % 4`).
#[inline]
fn split<const UNIT: u64>(value: u64, scale: u8) -> Groups {
    if value == 0 {
        return Groups { packed: 0, count: 0, weight: 0 };
    }
    let mut packed = 0;
    let mut count = 0;
    // Of the partial group, when it is all there is; each whole group above it is worth one more.
    let mut weight = -1 - i16::from(scale / 4);
    let mut rest = value;
    if UNIT > 1 {
        push_above(&mut packed, &mut count, rest % UNIT * (10_000 / UNIT));
        rest /= UNIT;
    }
    while rest != 0 {
        push_above(&mut packed, &mut count, rest % 10_000);
        rest /= 10_000;
        weight += 1;
    }
    Groups { packed, count, weight }
}

/// Puts a more significant group before those of `packed`, unless it would be a trailing zero.
#[inline]
fn push_above(packed: &mut u128, count: &mut u32, group: u64) {
    if group != 0 || *count != 0 {
        *packed = (*packed >> 16) | (u128::from(group) << 112);
        *count += 1;
    }
}

/// Appends the value as text, with all its decimals.
pub(super) fn write_text(scaled: i64, scale: u8, out: &mut Vec<u8>) {
    if scaled < 0 {
        out.push(b'-');
    }
    let unit = 10u64.pow(u32::from(scale));
    let value = scaled.unsigned_abs();
    decimal::push(value / unit, 1, out);
    if scale > 0 {
        out.push(b'.');
        decimal::push(value % unit, usize::from(scale), out);
    }
}
