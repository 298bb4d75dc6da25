//! Rows stand still while what is counted above them comes, is none, and comes again.

use callbook::call::listing::Count;
use callbook::ui::model::{Model, Numbered, Search};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Window, calls, open};

/// What the views have in a large book.
const MANY: [u64; 5] = [1_000_000, 1_421, 184_302, 262_114, 48_377];

/// Where the first rows of the list are, points.
fn tops(window: &Harness<'_, Window>) -> Vec<f32> {
    let rows = window.query_all_by_role(Role::ListItem);
    rows.take(3).map(|row| row.rect().top()).collect()
}

fn counted() -> Search {
    let mut search = calls().search;
    for ((_, count), many) in search.views.iter_mut().zip(MANY) {
        *count = Count::Exactly(many);
    }
    search
}

/// The calls before anything of them was counted.
fn uncounted() -> Model {
    let mut model = calls();
    let search = &mut model.search;
    search.histogram = Numbered::default();
    search.facets = Numbered::default();
    for (_, count) in &mut search.views {
        *count = Count::Unknown;
    }
    model
}

#[test]
fn rows_stand_still_when_what_is_counted_comes() {
    // A short window has no room for the histogram.
    let tall = [760.0, 1000.0, 1200.0, 1440.0, 1920.0].map(|width| (width, 900.0));
    for (width, height) in tall.into_iter().chain([(1000.0, 400.0)]) {
        // Where the person was before the restart the tabs had their counts, in as many lines as that takes.
        let search = counted();
        let mut last = open(Model { search, ..calls() }, [width, height]);
        last.run_steps(3);
        let left = last.state().view.arranged();
        let mut window = open(uncounted(), [width, height]);
        window.state_mut().view.arrange(&left);
        window.run_steps(3);
        let before = tops(&window);
        assert!(before.len() >= 2, "at {width}: {before:?}");
        for (has_views, has_bars) in [(false, true), (true, true), (true, false)] {
            let (search, counted) = (&mut window.state_mut().model.search, counted());
            if has_views {
                search.views = counted.views;
            }
            search.histogram = if has_bars {
                counted.histogram
            } else {
                Numbered::default()
            };
            window.run_steps(3);
            let bars = window.query_by_label("Calls over time");
            assert_eq!(bars.is_some(), has_bars && height > 400.0);
            assert_eq!(tops(&window), before, "at {width}, views {has_views}");
        }
    }
}
