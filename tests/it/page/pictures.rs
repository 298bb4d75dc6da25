//! Pictures of the page, compared with those in `tests/snapshots`.

use callbook::call::Stage;
use callbook::ui::model::OpenCall;
use egui::Theme;
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable;

use super::calls::{open, sample};
use super::extremes::{ringing, unanswered};
use super::{Page, window};
use crate::drawing::can_draw;

/// Takes a picture of the page of a call in both themes, with these deliveries open.
fn look(
    results: &mut SnapshotResults,
    name: &str,
    size: [f32; 2],
    open: &OpenCall,
    opened: &[&str],
) {
    if !can_draw() {
        return;
    }
    for (theme, ending) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        let page = Page::of(open.clone());
        let mut harness = window(size).with_theme(theme).wgpu().build_eframe(|_| page);
        harness.run();
        for delivery in opened {
            harness.get_by_label_contains(delivery).click();
            harness.run();
        }
        harness.remove_cursor();
        harness.run();
        results.add(harness.try_snapshot(format!("page-{name}-{ending}")));
    }
}

#[test]
fn the_page_of_a_call() {
    let mut results = SnapshotResults::new();
    look(&mut results, "short", [928.0, 848.0], &sample(), &[]);
    look(
        &mut results,
        "whole",
        [928.0, 2320.0],
        &sample(),
        &["Delivery: Call processed"],
    );
    look(&mut results, "narrow", [588.0, 2400.0], &sample(), &[]);
}

#[test]
fn the_page_of_an_unusual_call() {
    let mut results = SnapshotResults::new();
    look(&mut results, "ringing", [928.0, 848.0], &ringing(), &[]);
    look(
        &mut results,
        "unanswered",
        [928.0, 848.0],
        &unanswered(),
        &[],
    );
    look(
        &mut results,
        "nothing",
        [928.0, 500.0],
        &open(callbook::call::Facts::default(), Stage::Ended),
        &[],
    );
}
