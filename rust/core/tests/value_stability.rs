//! Fixed keys give fixed values: the samplers' values are an interface.
//!
//! A failure here means that every database changes. If that is meant, it is a value-breaking change: raise
//! `DATA_VERSION`, say so in the changelog, and copy the new values from the failure by hand.

use supplygen_core::sample::{AliasTable, Gamma, GumbelTopK, LogNormal, NegativeBinomial, Normal, Poisson, Zipf};
use supplygen_core::stream::{Stream, purpose};

/// Draws of the entities 0 to 3, one stream each.
fn vector<T>(sample: impl Fn(&mut Stream) -> T) -> [T; 4] {
    [0, 1, 2, 3].map(|entity| sample(&mut Stream::new(42, purpose("value.stability"), entity, 20)))
}

/// Bits of reals, so that equality is exact.
fn bits(sample: impl Fn(&mut Stream) -> f64) -> [u64; 4] {
    vector(sample).map(f64::to_bits)
}

#[track_caller]
fn assert_reals(sample: impl Fn(&mut Stream) -> f64, expected: [f64; 4]) {
    assert_eq!(bits(&sample), expected.map(f64::to_bits), "{:?}", vector(&sample));
}

#[test]
fn words() {
    let mut stream = Stream::new(42, purpose("value.stability"), 7, 20);
    assert_eq!(
        [(); 4].map(|()| stream.next_u64()),
        [
            14_977_888_731_813_322_856,
            13_282_161_334_916_129_639,
            10_553_917_756_907_556_491,
            17_662_019_667_799_481_479
        ]
    );
    assert_eq!(vector(|stream| stream.below(1_000_000)), [205_603, 979_896, 256_192, 326_454]);
    assert_eq!(vector(|stream| stream.between(-1000, 1000)), [-589, 960, -488, -347]);
}

#[test]
fn uniform() {
    assert_reals(
        Stream::uniform,
        [0.205_603_643_711_350_1, 0.979_896_375_152_74, 0.256_192_207_402_949_23, 0.326_454_165_727_645_2],
    );
    assert_reals(
        Stream::uniform_open,
        [0.205_603_643_711_350_1, 0.979_896_375_152_74, 0.256_192_207_402_949_35, 0.326_454_165_727_645_3],
    );
}

#[test]
fn normal() {
    let normal = Normal::new(10.0, 2.0).unwrap();
    assert_reals(
        |stream| normal.sample(stream),
        [8.356_458_160_846_937, 14.103_226_783_141_263, 8.689_741_107_453_838, 9.100_548_859_540_842],
    );
    let log_normal = LogNormal::from_median_sigma(10.0, 0.6).unwrap();
    assert_reals(
        |stream| log_normal.sample(stream),
        [6.107_530_642_005_152, 34.245_430_095_468_94, 6.749_763_216_487_036, 7.635_052_011_214_992],
    );
}

#[test]
fn gamma() {
    let draw = |shape| move |stream: &mut Stream| Gamma::new(shape, 2.0).unwrap().sample(stream);
    assert_reals(
        draw(4.0),
        [5.588_810_385_760_709, 7.311_952_321_605_061, 6.697_129_207_832_128, 5.309_141_893_796_123],
    );
    assert_reals(
        draw(4.5),
        [5.408_534_202_785_724, 19.828_458_999_342_775, 5.934_704_701_164_306, 6.628_871_008_512_421],
    );
    assert_reals(
        draw(0.5),
        [0.907_175_945_523_266_9, 3.424_837_851_545_093, 0.257_204_295_925_791_9, 1.176_984_403_653_971],
    );
}

#[test]
fn poisson() {
    let draw = |lambda| vector(|stream| Poisson::new(lambda).unwrap().sample(stream));
    assert_eq!(draw(3.0), [2, 7, 2, 2]);
    assert_eq!(draw(12.0), [22, 25, 9, 10]);
    assert_eq!(draw(1e9), [999_954_438, 1_000_007_202, 999_976_713, 999_984_003]);
}

#[test]
fn negative_binomial() {
    let draw = |mean, shape| vector(|stream| NegativeBinomial::from_mean_shape(mean, shape).unwrap().sample(stream));
    assert_eq!(draw(3.0, 4.0), [1, 9, 1, 2]);
    assert_eq!(draw(300.0, 4.0), [189, 246, 247, 196]);
    assert_eq!(draw(3.0, 2.5), [4, 9, 1, 4]);
}

#[test]
fn categories() {
    let zipf = Zipf::new(1000, 0.75).unwrap();
    assert_eq!(vector(|stream| zipf.sample(stream)), [465, 1, 376, 274]);
    let table = AliasTable::new(&[1.0, 5.0, 0.0, 2.0, 9.0, 3.0]).unwrap();
    assert_eq!(vector(|stream| table.sample(stream)), [1, 5, 1, 1]);
}

#[test]
fn gumbel_top_k() {
    let choice = GumbelTopK::new(&[1.0, 5.0, 0.0, 2.0, 9.0, 3.0], 3).unwrap();
    let chosen = choice.sample(|item| Stream::new(42, purpose("value.stability"), 7, item as u64));
    assert_eq!(chosen, [4, 3, 1]);
}
