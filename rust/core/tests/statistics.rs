//! Each sampler against its analytic distribution: chi-square for counts, Kolmogorov-Smirnov for reals.
//!
//! Draws are taken as the product takes them, one stream per entity for consecutive entities, so the tests also show
//! that the keys are independent. All is deterministic: a failure is a change, never bad luck.

use std::collections::HashMap;
use supplygen_core::sample::{AliasTable, Gamma, LogNormal, NegativeBinomial, Normal, Poisson, Zipf, zipf_weights};
use supplygen_core::stream::{Stream, purpose};

/// Draws per test; enough to see an error of a few per mille in a probability.
const DRAWS: u64 = 400_000;

/// Standard normal deviate beyond which a test statistic counts as wrong (one in 10^5).
const CRITICAL_Z: f64 = 4.3;

/// Smallest expected count of a chi-square cell.
const MIN_EXPECTED: f64 = 25.0;

/// Seed and period of all tests.
const KEY: (u64, u64) = (42, 7);

fn draws<T>(name: &str, mut sample: impl FnMut(&mut Stream) -> T) -> Vec<T> {
    let purpose = purpose(name);
    (0..DRAWS).map(|entity| sample(&mut Stream::new(KEY.0, purpose, entity, KEY.1))).collect()
}

/// Chi-square of counts against `pmf(0), pmf(1), ..., pmf(last)`; cells are pooled until they expect enough.
fn assert_counts(name: &str, counts: &[u64], last: u64, pmf: impl Fn(u64) -> f64) {
    let mut observed: HashMap<u64, u64> = HashMap::new();
    for count in counts {
        *observed.entry(*count).or_default() += 1;
    }
    let total = counts.len() as f64;
    let (mut chi2, mut cells) = (0.0, 0_u32);
    let (mut seen, mut expected, mut all_seen, mut all_expected) = (0.0, 0.0, 0.0, 0.0);
    for k in 0..=last {
        seen += observed.get(&k).copied().unwrap_or(0) as f64;
        expected += total * pmf(k);
        // The last cell takes the rest, so it must expect enough too.
        if expected >= MIN_EXPECTED && total - all_expected - expected >= MIN_EXPECTED {
            chi2 += (seen - expected).powi(2) / expected;
            all_seen += seen;
            all_expected += expected;
            cells += 1;
            (seen, expected) = (0.0, 0.0);
        }
    }
    let (rest_seen, rest_expected) = (total - all_seen, total - all_expected);
    chi2 += (rest_seen - rest_expected).powi(2) / rest_expected;
    let z = wilson_hilferty(chi2, f64::from(cells));
    assert!(z < CRITICAL_Z, "{name}: chi-square {chi2:.1} on {cells} degrees of freedom, z = {z:.2}");
}

/// Normal deviate of a chi-square statistic (Wilson & Hilferty 1931, doi:10.1073/pnas.17.12.684).
fn wilson_hilferty(chi2: f64, degrees: f64) -> f64 {
    let spread = 2.0 / (9.0 * degrees);
    ((chi2 / degrees).cbrt() - (1.0 - spread)) / spread.sqrt()
}

/// Kolmogorov-Smirnov: the largest distance between the empirical and the analytic distribution function.
fn assert_distribution(name: &str, mut values: Vec<f64>, cdf: impl Fn(f64) -> f64) {
    values.sort_by(f64::total_cmp);
    let total = values.len() as f64;
    let distance = values.iter().enumerate().fold(0.0_f64, |largest, (index, value)| {
        let expected = cdf(*value);
        largest.max((expected - index as f64 / total).abs()).max(((index + 1) as f64 / total - expected).abs())
    });
    // P(sqrt(n) D > 2.5) is 2 exp(-2 * 2.5^2) = 7e-6.
    assert!(distance * total.sqrt() < 2.5, "{name}: D = {distance:.6}");
}

fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Regularised lower incomplete gamma function by its series (Abramowitz & Stegun 6.5.29).
fn gamma_cdf(shape: f64, x: f64) -> f64 {
    let mut term = libm::exp(shape * libm::log(x) - x - libm::lgamma(shape + 1.0));
    let (mut sum, mut n) = (0.0, shape);
    while term > 1e-17 * sum || n < x {
        sum += term;
        n += 1.0;
        term *= x / n;
    }
    sum
}

fn poisson_pmf(lambda: f64, k: u64) -> f64 {
    let k = k as f64;
    libm::exp(k * libm::log(lambda) - lambda - libm::lgamma(k + 1.0))
}

fn negative_binomial_pmf(mean: f64, shape: f64, k: u64) -> f64 {
    let k = k as f64;
    let ways = libm::lgamma(k + shape) - libm::lgamma(k + 1.0) - libm::lgamma(shape);
    libm::exp(ways + shape * libm::log(shape / (shape + mean)) + k * libm::log(mean / (shape + mean)))
}

#[test]
fn uniforms_of_consecutive_entities() {
    assert_distribution("uniform", draws("statistics.uniform", Stream::uniform), |x| x);
    assert_distribution("uniform_open", draws("statistics.uniform_open", Stream::uniform_open), |x| x);
}

#[test]
fn uniforms_of_consecutive_periods_and_positions() {
    let name = purpose("statistics.periods");
    let periods = (0..DRAWS).map(|period| Stream::new(1, name, 1, period).uniform()).collect();
    assert_distribution("periods", periods, |x| x);
    let mut stream = Stream::new(1, name, 1, 0);
    assert_distribution("positions", (0..DRAWS).map(|_| stream.uniform()).collect(), |x| x);
}

#[test]
fn neighbors_in_the_key_are_not_correlated() {
    let name = purpose("statistics.neighbours");
    let centerd = |entity, period| Stream::new(1, name, entity, period).uniform() - 0.5;
    let correlation = |other: &dyn Fn(u64) -> f64| {
        (0..DRAWS).map(|entity| centerd(entity, 0) * other(entity)).sum::<f64>() * 12.0 / DRAWS as f64
    };
    // Standard error of a correlation of zero.
    let error = 1.0 / (DRAWS as f64).sqrt();
    for other in [&|e| centerd(e + 1, 0), &|e| centerd(e, 1), &|e| centerd(e << 32, 0)] as [&dyn Fn(u64) -> f64; 3] {
        assert!(correlation(other).abs() < CRITICAL_Z * error + 1.0 / DRAWS as f64);
    }
}

#[test]
fn bounded_integers() {
    for n in [2, 3, 10, 1000] {
        let counts = draws("statistics.below", |stream| stream.below(n));
        assert_counts(&format!("below({n})"), &counts, n - 1, |_| 1.0 / n as f64);
    }
}

#[test]
fn normal_and_log_normal() {
    let normal = Normal::new(3.0, 2.0).unwrap();
    let values = draws("statistics.normal", |stream| normal.sample(stream));
    assert_distribution("normal", values, |x| normal_cdf((x - 3.0) / 2.0));
    let log_normal = LogNormal::from_median_sigma(10.0, 0.6).unwrap();
    let values = draws("statistics.lognormal", |stream| log_normal.sample(stream));
    assert_distribution("log-normal", values, |x| normal_cdf(libm::log(x / 10.0) / 0.6));
}

#[test]
fn gamma_by_each_method() {
    for shape in [1.0, 4.0, 12.0, 13.0, 1.5, 4.5, 100.25, 0.7, 0.3] {
        let gamma = Gamma::new(shape, 2.5).unwrap();
        let values = draws("statistics.gamma", |stream| gamma.sample(stream));
        assert_distribution(&format!("gamma({shape})"), values, |x| gamma_cdf(shape, x / 2.5));
    }
}

#[test]
fn poisson_on_both_sides_of_the_switch() {
    for lambda in [0.01, 0.5, 3.0, 9.999, 10.0, 14.0, 60.0, 1000.0, 100_000.0_f64] {
        let poisson = Poisson::new(lambda).unwrap();
        let counts = draws("statistics.poisson", |stream| poisson.sample(stream));
        let last = (lambda + 12.0 * lambda.sqrt() + 20.0) as u64;
        assert_counts(&format!("poisson({lambda})"), &counts, last, |k| poisson_pmf(lambda, k));
    }
}

#[test]
fn large_poisson_is_nearly_normal() {
    let lambda = 1e12;
    let poisson = Poisson::new(lambda).unwrap();
    let values = draws("statistics.poisson", |stream| (poisson.sample(stream) as f64 + 0.5 - lambda) / 1e6);
    assert_distribution("poisson(1e12)", values, normal_cdf);
}

#[test]
fn negative_binomial_by_each_method() {
    let pairs = [(0.5, 4.0), (2.0, 4.0), (31.9, 4.0), (32.1, 4.0), (200.0, 4.0), (2000.0, 4.0)];
    for (mean, shape) in pairs.into_iter().chain([(5.0, 1.0), (20.0, 12.0), (3.0, 0.7), (0.2, 2.5), (100.0, 30.5)]) {
        let distribution = NegativeBinomial::from_mean_shape(mean, shape).unwrap();
        let counts = draws("statistics.negative_binomial", |stream| distribution.sample(stream));
        let last = (mean + 40.0 * (mean + mean * mean / shape).sqrt()) as u64;
        let name = format!("negative_binomial({mean}, {shape})");
        assert_counts(&name, &counts, last, |k| negative_binomial_pmf(mean, shape, k));
    }
}

#[test]
fn zipf_around_one() {
    for alpha in [0.0, 0.65, 0.999_999, 1.0, 1.05, 2.5] {
        let weights = zipf_weights(2000, alpha).unwrap();
        let zipf = Zipf::new(2000, alpha).unwrap();
        let ranks = draws("statistics.zipf", |stream| zipf.sample(stream) - 1);
        assert_counts(&format!("zipf({alpha})"), &ranks, 1999, |index| weights[index as usize]);
    }
}

#[test]
fn alias_table() {
    for alpha in [0.0, 1.0, 3.0] {
        let weights = zipf_weights(137, alpha).unwrap();
        let table = AliasTable::new(&weights).unwrap();
        let counts = draws("statistics.alias", |stream| table.sample(stream) as u64);
        assert_counts(&format!("alias({alpha})"), &counts, 136, |index| weights[index as usize]);
    }
}
