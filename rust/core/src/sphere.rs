//! Distances on the earth, taken as a sphere.

/// Mean radius of the earth, km (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point on the unit sphere, for distances without trigonometry per pair.
#[derive(Debug, Clone, Copy)]
pub struct Point([f64; 3]);

impl Point {
    /// The point at a latitude and a longitude, degrees.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Self {
        let (phi, lambda) = (latitude.to_radians(), longitude.to_radians());
        let ring = libm::cos(phi);
        Self([ring * libm::cos(lambda), ring * libm::sin(lambda), libm::sin(phi)])
    }

    /// The point with these coordinates, which are those of a unit vector.
    #[must_use]
    pub fn from_unit_vector(vector: [f64; 3]) -> Self {
        Self(vector)
    }

    /// Great-circle distance, km.
    #[must_use]
    pub fn km(&self, other: &Self) -> f64 {
        let chord = self.0.iter().zip(&other.0).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        2.0 * EARTH_RADIUS_KM * libm::asin((chord / 2.0).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chicago_to_los_angeles() {
        let km = Point::new(41.88, -87.63).km(&Point::new(34.05, -118.24));
        assert!((km - 2804.0).abs() < 5.0, "{km}");
    }
}
