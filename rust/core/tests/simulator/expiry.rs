//! Goods that a store does not sell in time leave its shelf before their date.

use super::stores::account_for_every_each;
use super::*;

/// Half a year of slow sellers, of which stores order too much while the first batches have a little more to live than they
/// ask for.
fn slow(seed: u64) -> Play {
    let weeks = 26;
    let season_weeks = weeks as usize + 4;
    let season = Season { weeks: season_weeks, factors: vec![1.0; season_weeks] };
    let over_ordering = OverOrdering { promotions: vec![true; 2], accounts: vec![true; 2], factor: 4.0 };
    let scenario = Scenario { over_ordering: Some(over_ordering), ..Scenario::default() };
    let spec = OutboundSpec { weeks, season, promotions: promotions(), scenario, ..world(seed, 0.1) };
    Play { life: 130, ..Play::new(spec, 150) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn goods_come_back_in_the_last_week_of_their_life(seed in 0..1_000_u64) {
        let play = slow(seed);
        let Outcome { simulator, rows, .. } = play.run();
        let supply = batches(simulator.item_count() as i32, play.cases, play.life);
        let expiry: BTreeMap<i32, i32> = supply.iter().map(|batch| (batch.number, batch.expiry)).collect();
        let asked: BTreeMap<i64, i32> = pairs(&rows.rma_authorizations.order, &rows.rma_authorizations.requested)
            .into_iter()
            .zip(&rows.rma_authorizations.reason)
            .filter(|&(_, &reason)| reason == ReturnReason::Expired)
            .map(|(pair, _)| pair)
            .collect();
        let back = &rows.return_lines;
        for at in (0..back.order.len()).filter(|&at| back.reason[at] == ReturnReason::Expired) {
            let monday = asked[&back.order[at]] - (asked[&back.order[at]] - START) % 7;
            prop_assert!((monday..monday + 7).contains(&expiry[&back.batch[at]]));
            prop_assert!(back.disposition[at] != Disposition::Restock);
        }
        let lost = &rows.inventory_adjustments;
        for at in (0..lost.id.len()).filter(|&at| lost.dc[at] == 0) {
            prop_assert!(lost.reason[at] == AdjustmentReason::Expired && (1 - UNITS..0).contains(&lost.eaches[at]));
        }
        account_for_every_each(&play);
    }

    #[test]
    fn what_sells_fast_does_not_expire(seed in 0..1_000_u64) {
        let mut play = slow(seed).with(Scenario::default());
        play.spec.pairs.rate.iter_mut().for_each(|rate| *rate *= 300.0);
        prop_assert!(!play.run().rows.rma_authorizations.reason.contains(&ReturnReason::Expired));
    }
}

#[test]
fn slow_sellers_expire_in_cases_and_in_pieces() {
    let rows = slow(3).run().rows;
    assert!(rows.return_lines.reason.contains(&ReturnReason::Expired));
    assert!(rows.inventory_adjustments.dc.contains(&0));
}
