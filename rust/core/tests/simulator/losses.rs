//! Stores whose records show more than their shelves hold.

use super::*;

/// Store id and SKU id.
type Place = (i32, i32);

/// Weeks at whose end a store's records show more than there is, and how many eaches.
type Wrong = BTreeMap<Place, Vec<(i32, i32)>>;

fn with_losses(seed: u64, share: f64, weeks: i32) -> Play {
    Play::new(world(seed, 8.0), 80).with(Scenario { phantom: Some(Phantom { share, weeks }), ..Scenario::default() })
}

/// What each store believes to have after each week's order, by store and SKU: with demand the same each week and enough
/// stock, its order point and less than a case more. And the rows.
fn believed(play: &Play) -> (BTreeMap<Place, Vec<i32>>, Rows) {
    let (mut simulator, mut all) = (play.simulator(), Rows::default());
    let mut believed: BTreeMap<Place, Vec<i32>> = BTreeMap::new();
    for week in 0..WEEKS {
        let mut rows = emit(&mut simulator, week);
        let sold = sums(pairs(&rows.pos_sales.store, &rows.pos_sales.sku), &rows.pos_sales.eaches);
        all.append(&mut rows);
        for center in simulator.centers() {
            for (pair, state) in center.site.pairs.iter().zip(&center.shops.pairs) {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                let sold = sold.get(&place).map_or(0, |&eaches| eaches as i32);
                believed.entry(place).or_default().push(state.stock + state.phantom + state.on_order + sold);
            }
        }
    }
    (believed, all)
}

/// Whose records are wrong, and the rows.
fn wrong_records(play: &Play) -> (Wrong, Rows) {
    let (mut simulator, mut rows) = (play.simulator(), Rows::default());
    let mut wrong: Wrong = BTreeMap::new();
    for week in 0..WEEKS {
        rows.append(&mut emit(&mut simulator, week));
        for center in simulator.centers() {
            for (pair, state) in
                center.site.pairs.iter().zip(&center.shops.pairs).filter(|(_, state)| state.phantom > 0)
            {
                let place = (center.site.stores[pair.store as usize].id, pair.sku as i32 + 1);
                wrong.entry(place).or_default().push((week, state.phantom));
            }
        }
    }
    (wrong, rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_loss_is_found_after_the_weeks_told(seed in 0..1_000_u64, share in 0.1..0.9_f64, weeks in 1..6_i32) {
        let (wrong, rows) = wrong_records(&with_losses(seed, share, weeks));
        let lost = &rows.inventory_adjustments;
        let mut told = BTreeMap::new();
        for at in (0..lost.id.len()).filter(|&at| lost.dc[at] == 0) {
            prop_assert_eq!((lost.reason[at], lost.batch[at], lost.cases[at]), (AdjustmentReason::Phantom, -1, NULL32));
            prop_assert_eq!((lost.day[at] - lost.occurred[at], (lost.day[at] - START) % 7), (weeks * 7, 0));
            let occurred = (lost.occurred[at] - START) / 7;
            let found = told.insert((lost.store[at], lost.sku[at]), (occurred..occurred + weeks).map(|week| (week, -lost.eaches[at])).collect());
            prop_assert!(found.is_none(), "once in the horizon");
        }
        prop_assert_eq!(told, wrong);
        prop_assert!(lost.reason.iter().zip(&lost.dc).all(|(&reason, &dc)| (reason == AdjustmentReason::Phantom) == (dc == 0)));
    }

    #[test]
    fn a_shelf_never_holds_less_than_nothing(play in eventful()) {
        let mut simulator = play.simulator();
        for week in 0..WEEKS {
            emit(&mut simulator, week);
            for state in simulator.centers().iter().flat_map(|center| &center.shops.pairs) {
                prop_assert!(state.stock >= 0 && state.phantom >= 0 && state.on_order >= 0, "{:?}", state);
            }
        }
    }

    #[test]
    fn a_store_orders_by_its_records(seed in 0..1_000_u64, weeks in 1..6_i32) {
        // From Tuesday on, so that at the week's end all orders have been allocated.
        let stores = Stores { cadence: vec![1; STORES], weekday: vec![1; STORES], ..stores() };
        let spec = OutboundSpec { stores, ..world(seed, 8.0) };
        let phantom = Some(Phantom { share: 0.5, weeks });
        let (believed, rows) = believed(&Play::new(spec, 5_000).with(Scenario { phantom, ..Scenario::default() }));
        let mut hit = 0;
        for (place, eaches) in believed.into_iter().filter(|(place, _)| !rows.rma_authorizations.store.contains(&place.0)) {
            let (least, most) = (eaches.iter().min().unwrap(), eaches.iter().max().unwrap());
            prop_assert!(most - least < UNITS, "{:?}: {:?}", place, eaches);
            hit += i32::from(pairs(&rows.inventory_adjustments.store, &rows.inventory_adjustments.sku).contains(&place));
        }
        prop_assert!(hit > 0);
    }
}

#[test]
fn an_empty_shelf_may_have_a_wrong_record_for_a_reason() {
    let reasons = |share| with_losses(3, share, 4).run().rows.osa_metrics.reason;
    let wrong_record = Some(OutOfStockReason::Phantom);
    assert!(reasons(0.9).contains(&wrong_record) && !reasons(0.0).contains(&wrong_record));
}
