//! # Hilbert curve
//!
//! Numbers the cells of a square so that cells with close numbers lie close together: stores in the order of their numbers
//! make short delivery runs (Bartholdi & Platzman 1982, *Operations Research Letters* 1:121, doi:10.1016/0167-6377(82)90012-8).

/// Levels of the curve: 2^16 cells to a side, 0.3 to 0.6 km of the earth each.
const ORDER: u32 = 16;

/// Number of the cell that holds a place, latitude and longitude in degrees.
#[must_use]
pub fn number(latitude: f64, longitude: f64) -> u32 {
    let side = f64::from(1_u32 << ORDER);
    let cell = |share: f64| (share * side).clamp(0.0, side - 1.0) as u32;
    let (mut x, mut y) = (cell((longitude + 180.0) / 360.0), cell((latitude + 90.0) / 180.0));
    let mut along = 0;
    for level in (0..ORDER).rev() {
        let half = 1 << level;
        let (right, upper) = (u32::from(x & half > 0), u32::from(y & half > 0));
        along += half * half * ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = ((half - 1).wrapping_sub(x & (half - 1)), (half - 1).wrapping_sub(y & (half - 1)));
            }
            (x, y) = (y & (half - 1), x & (half - 1));
        } else {
            (x, y) = (x & (half - 1), y & (half - 1));
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Center of a cell in degrees.
    fn place(x: u32, y: u32) -> (f64, f64) {
        let side = f64::from(1_u32 << ORDER);
        ((f64::from(y) + 0.5) / side * 180.0 - 90.0, (f64::from(x) + 0.5) / side * 360.0 - 180.0)
    }

    #[test]
    fn steps_of_the_curve_go_to_a_neighbor() {
        let mut cells: Vec<(u32, u32, u32)> = Vec::new();
        for x in 0..32 {
            for y in 0..32 {
                let (latitude, longitude) = place(x, y);
                cells.push((number(latitude, longitude), x, y));
            }
        }
        cells.sort_unstable();
        assert!(cells.windows(2).all(|w| w[0].0 + 1 == w[1].0));
        assert!(cells.windows(2).all(|w| w[0].1.abs_diff(w[1].1) + w[0].2.abs_diff(w[1].2) == 1));
    }
}
