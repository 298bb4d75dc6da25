//! Pictures of the page, compared with those in `tests/snapshots`.

use egui::Theme;
use egui_kittest::SnapshotResults;

use super::calls::sample;
use super::{Page, window};
use callbook::ui::model::OpenCall;

/// Takes a picture of the page of a call in both themes.
fn look(results: &mut SnapshotResults, name: &str, size: [f32; 2], open: &OpenCall) {
    for (theme, ending) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        let page = Page::of(open.clone());
        let mut harness = window(size).with_theme(theme).wgpu().build_eframe(|_| page);
        harness.run();
        results.add(harness.try_snapshot(format!("{name}_{ending}")));
    }
}

#[test]
fn the_page_as_drawn() {
    let mut results = SnapshotResults::new();
    look(&mut results, "page", [928.0, 848.0], &sample());
    look(&mut results, "page_whole", [928.0, 1500.0], &sample());
    look(&mut results, "page_narrow", [588.0, 2200.0], &sample());
}
