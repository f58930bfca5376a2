//! Nanoseconds a draw takes, its stream's making included, since the product draws so: one stream for each entity.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use supplygen_core::sample::{AliasTable, Gamma, NegativeBinomial, Normal, Poisson, Zipf, zipf_weights};
use supplygen_core::stream::{Stream, purpose};

/// Ranks of a popularity: some hundreds of SKUs.
const RANKS: u64 = 500;

const IN_DOMAIN: &str = "the parameters are in the domain";

fn samplers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("draw");
    measure(&mut group, "uniform", Stream::uniform);
    // Small means and whole shapes are drawn by inversion, others as a mixture.
    for (mean, shape) in [(3.0, 2.0), (100.0, 2.5)] {
        let sampler = NegativeBinomial::from_mean_shape(mean, shape).expect(IN_DOMAIN);
        measure(&mut group, &format!("negative binomial, mean {mean}, shape {shape}"), |stream| sampler.sample(stream));
    }
    // Small means are drawn by search, large ones by rejection.
    for mean in [3.0, 100.0] {
        let sampler = Poisson::new(mean).expect(IN_DOMAIN);
        measure(&mut group, &format!("poisson, mean {mean}"), |stream| sampler.sample(stream));
    }
    // Small whole shapes are products of uniforms.
    for shape in [2.0, 2.5] {
        let sampler = Gamma::new(shape, 1.0).expect(IN_DOMAIN);
        measure(&mut group, &format!("gamma, shape {shape}"), |stream| sampler.sample(stream));
    }
    let normal = Normal::new(0.0, 1.0).expect(IN_DOMAIN);
    measure(&mut group, "normal", |stream| normal.sample(stream));
    let zipf = Zipf::new(RANKS, 1.1).expect(IN_DOMAIN);
    measure(&mut group, "zipf by rejection", |stream| zipf.sample(stream));
    let alias = AliasTable::new(&zipf_weights(RANKS, 1.1).expect(IN_DOMAIN)).expect(IN_DOMAIN);
    measure(&mut group, "zipf by alias table", |stream| alias.sample(stream));
    group.finish();
}

/// An iteration is a draw.
fn measure<T>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, mut sample: impl FnMut(&mut Stream) -> T) {
    let purpose = purpose(name);
    let mut entity = 0;
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            entity += 1;
            sample(&mut Stream::new(42, black_box(purpose), entity, 7))
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = samplers
}
criterion_main!(benches);
