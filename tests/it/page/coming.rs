//! A page that was not there before: what is in view is there at once, all of it soon after.

use std::sync::Arc;

use callbook::call::CallId;
use callbook::call::question::parse;
use callbook::ui::model::{OpenCall, Opened};
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::calls::sample;
use super::extremes::unanswered;
use super::{Page, window};

const LAST: &str = "Deliveries";

/// A window with much less height than the page has, and no call yet.
fn small() -> Harness<'static, Page> {
    let mut harness = window([700.0, 300.0]).build_eframe(|_| Page::default());
    harness.run();
    harness
}

fn show(harness: &mut Harness<'_, Page>, call: OpenCall) {
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(call));
    harness.step();
}

/// Another one; neither has a transcript, of which only what was seen is known to be so high.
fn unanswered_too() -> OpenCall {
    let mut other = unanswered();
    other.call.id = CallId(8);
    other.row.id = CallId(8);
    other
}

fn top_of_last(harness: &Harness<'_, Page>) -> Option<f32> {
    let last = harness.query_by_label(LAST)?;
    Some(last.rect().top())
}

#[test]
fn what_is_in_view_is_there_at_once_and_all_of_it_soon() {
    let mut harness = small();
    show(&mut harness, sample());
    harness.get_by_label("Ted Robertson");
    harness.get_by_label("Call");
    assert_eq!(top_of_last(&harness), None);
    harness.run();
    assert!(top_of_last(&harness).is_some());
    // News of the same call leave it there.
    let mut news = sample();
    news.call.warnings.push("Something else came".to_owned());
    show(&mut harness, news);
    assert!(top_of_last(&harness).is_some());
}

#[test]
fn a_page_is_found_again_where_it_was_left() {
    let mut harness = small();
    show(&mut harness, unanswered());
    harness.run();
    harness.hover_at(pos2(300.0, 150.0));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -1.0e6),
        modifiers: Modifiers::NONE,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
    });
    harness.run_steps(40);
    let left = top_of_last(&harness);
    assert!(left.is_some_and(|top| top < 300.0), "{left:?}");
    show(&mut harness, unanswered_too());
    harness.run();
    assert_ne!(top_of_last(&harness), left);
    show(&mut harness, unanswered());
    assert_eq!(top_of_last(&harness), left);
    harness.run();
    assert_eq!(top_of_last(&harness), left);
}

#[test]
fn a_step_that_was_wanted_is_gone_in_the_call_and_not_beyond_it() {
    let mut harness = small();
    let model = &mut harness.state_mut().model;
    model.search.question = parse("patio").unwrap();
    model.calls.ids = Some(Arc::new(vec![sample().row.id, CallId(8)]));
    model.calls.selected = Some(sample().row.id);
    show(&mut harness, sample());
    harness.state_mut().state.step_find(1);
    harness.step();
    assert_eq!(harness.state().actions, []);
}
