//! Unsigned integers as decimal digits, two at a time.

/// Digits of the greatest `u64`.
pub(super) const MAX_DIGITS: usize = 20;

/// "00" to "99".
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Overwrites the end of `digits` with the digits of `number` and returns how many there are; for 0 there are none.
///
/// # Panics
/// If they do not fit.
#[inline]
pub(super) fn fill(mut number: u64, digits: &mut [u8]) -> usize {
    let mut at = digits.len();
    while number >= 10 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
        if number == 0 && digits[at] == b'0' {
            return digits.len() - at - 1;
        }
    }
    if number > 0 {
        at -= 1;
        digits[at] = b'0' + number as u8;
    }
    digits.len() - at
}

/// Appends `number` with at least `width` digits, at most [`MAX_DIGITS`].
#[inline]
pub(super) fn push(number: u64, width: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; MAX_DIGITS];
    let count = fill(number, &mut digits).max(width);
    out.extend_from_slice(&digits[MAX_DIGITS - count..]);
}

/// Appends `number`, signed.
#[inline]
pub(super) fn push_signed(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    push(number.unsigned_abs(), 1, out);
}
