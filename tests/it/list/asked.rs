//! How calls are asked for: by typing, by filters, by time, by views, by keys.

use std::sync::Arc;

use callbook::call::CallId;
use callbook::call::listing::{Count, Snippet};
use callbook::call::question::{Column, Filter, Sort, parse};
use callbook::ui::Action;
use callbook::ui::model::{CallList, Model};
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::drawing::can_draw;
use crate::window::{Window, build, calls, open};

const SIZE: [f32; 2] = [1440.0, 900.0];

/// What was asked, in order.
fn asked(window: &Harness<'_, Window>) -> Vec<String> {
    let typed = |action: &Action| match action {
        Action::Ask(typed) => Some(typed.clone()),
        _ => None,
    };
    window.state().log.iter().filter_map(typed).collect()
}

fn press(window: &mut Harness<'_, Window>, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

fn type_text(window: &mut Harness<'_, Window>, text: &str) {
    for c in text.chars() {
        window.event(Event::Text(c.to_string()));
        window.run_steps(2);
    }
}

fn field<'a>(window: &'a Harness<'_, Window>) -> egui_kittest::Node<'a> {
    window.get_by_role_and_label(Role::SearchInput, "Search calls")
}

#[test]
fn a_slash_leads_to_the_field_which_asks_with_each_letter() {
    let mut window = open(calls(), SIZE);
    window.event(Event::Text("/".to_owned()));
    window.run_steps(2);
    assert!(field(&window).is_focused());
    type_text(&mut window, "pat/");
    assert_eq!(asked(&window), ["p", "pa", "pat", "pat/"]);
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowDown);
    assert_eq!(window.state().model.calls.selected, Some(CallId(13)));
    window.get_by_label("Clear the search").click();
    window.run_steps(2);
    assert_eq!(asked(&window).last().unwrap(), "");
}

#[test]
fn a_mistake_is_told_and_asks_for_nothing_that_was_not_understood() {
    let mut window = open(calls(), SIZE);
    field(&window).focus();
    window.run_steps(2);
    type_text(&mut window, "patio is:mised ");
    let mistake = parse("patio is:mised ").unwrap_err();
    window.get_by_label_contains(&mistake.remedy);
    let told = field(&window).accesskit_node().description().unwrap();
    assert!(told.contains(&mistake.remedy), "{told}");
    let terms = &window.state().model.search.question.terms;
    assert!(matches!(terms.as_slice(), [one] if matches!(one.filter, Filter::Text { .. })));
}

#[test]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a picture"
)]
fn what_was_not_understood_is_underlined_in_its_place() {
    if !can_draw() {
        return;
    }
    let mut window = build(Harness::builder().wgpu(), calls(), SIZE);
    field(&window).focus();
    window.run_steps(2);
    type_text(&mut window, "patio is:mised talk:>x");
    window.run_steps(4);
    let place = field(&window).rect();
    let drawn = window.render().unwrap();
    let wrong = window.ctx.global_style().visuals.error_fg_color;
    let is_wrong = |x: u32| {
        let (top, bottom) = (place.top() as u32, place.bottom() as u32);
        (top..bottom).any(|y| drawn.get_pixel(x, y).0[..3] == wrong.to_array()[..3])
    };
    let marked: Vec<bool> = (place.left() as u32..place.right() as u32)
        .map(is_wrong)
        .collect();
    let begins = marked.windows(2).filter(|pair| !pair[0] && pair[1]);
    assert_eq!(begins.count(), 2, "one line under each mistake");
    assert!(!marked[..30].contains(&true), "“patio” is none");
}

#[test]
fn a_list_in_which_nothing_is_left_stays_as_wide() {
    let mut window = open(calls(), SIZE);
    let edge = |window: &Harness<'_, Window>| {
        let order = window.get_by_label_contains("Order: ");
        order.rect().right()
    };
    let before = edge(&window);
    let model = &mut window.state_mut().model;
    model.search.typed = "nowhere".to_owned();
    model.search.question = parse("nowhere").unwrap();
    model.calls.ids = Some(Arc::default());
    window.run_steps(5);
    window.get_by_label("No call is like that");
    assert!((edge(&window) - before).abs() < 1.0);
}

#[test]
fn the_text_is_completed_by_keys_alone() {
    let mut window = open(calls(), SIZE);
    field(&window).focus();
    window.run_steps(2);
    type_text(&mut window, "sent");
    press(&mut window, Key::Tab);
    assert_eq!(asked(&window).last().unwrap(), "sentiment:");
    assert!(field(&window).is_focused());
    // Its values are those that the book has, the most frequent first.
    window.get_by_role_and_label(Role::MenuItem, "neutral");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window).last().unwrap(), "sentiment:negative ");
    type_text(&mut window, "is:mi");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(
        asked(&window).last().unwrap(),
        "sentiment:negative is:missed "
    );
    press(&mut window, Key::Enter);
    assert!(!field(&window).is_focused(), "the list has the keys now");
}

#[test]
fn a_filter_beside_the_list_is_put_into_the_question_and_taken_out() {
    let mut window = open(calls(), SIZE);
    assert!(window.query_by_label("Calls: Missed, 17").is_none());
    press(&mut window, Key::F);
    window.run_steps(10);
    window.get_by_label("Calls: Missed, 17").click();
    window.run_steps(2);
    assert_eq!(asked(&window), ["is:missed"]);
    window.get_by_label("Source: Bing Ads, 31").click();
    window.run_steps(2);
    assert_eq!(asked(&window)[1], "is:missed source:\"Bing Ads\"");
    let missed = window.get_by_label("Calls: Missed, 17");
    assert_eq!(missed.accesskit_node().toggled(), Some(Toggled::True));
    missed.click();
    window.run_steps(2);
    assert_eq!(asked(&window)[2], "source:\"Bing Ads\"");
    assert!(
        window
            .query_by_label("Source: Billboard north, 1")
            .is_none()
    );
    window.get_by_label("1 more").click();
    window.run_steps(2);
    window.get_by_label("Source: Billboard north, 1");
}

#[test]
fn in_a_narrow_window_the_filters_take_the_place_of_the_list() {
    let mut window = open(calls(), [800.0, 600.0]);
    window.get_by_label("Show the filters (F)").click();
    window.run_steps(3);
    window.get_by_label("Calls: Missed, 17").click();
    window.run_steps(2);
    assert_eq!(asked(&window), ["is:missed"]);
    assert!(
        window
            .query_by_role_and_label(Role::List, "Calls")
            .is_none()
    );
    window.get_by_label("Show 318 calls").click();
    window.run_steps(2);
    window.get_by_role_and_label(Role::List, "Calls");
}

#[test]
fn a_time_is_dragged_and_taken_back() {
    let mut window = open(calls(), SIZE);
    let bars = window
        .get_by_role_and_label(Role::Slider, "Calls over time")
        .rect();
    let at = |share: f32| pos2(bars.left() + bars.width() * share, bars.center().y);
    for (pos, pressed) in [(at(10.5 / 60.0), true), (at(19.5 / 60.0), false)] {
        window.event(Event::PointerMoved(pos));
        window.run_steps(1);
        window.event(Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.run_steps(1);
    }
    window.run_steps(3);
    assert_eq!(asked(&window), ["during:2025-01-09..2025-01-18"]);
    let bars = window.get_by_role_and_label(Role::Slider, "Calls over time");
    let told = bars.accesskit_node().value().unwrap();
    assert!(told.starts_with("9 Jan to 18 Jan"), "{told}");
    bars.focus();
    window.run_steps(2);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window)[1], "during:2025-02-27");
    press(&mut window, Key::Delete);
    assert_eq!(asked(&window)[2], "");
}

#[test]
fn views_ask_their_question_and_the_order_is_chosen() {
    let mut window = open(calls(), SIZE);
    window.get_by_role_and_label(Role::Tab, "Leads 41").click();
    window.run_steps(2);
    assert_eq!(asked(&window), ["is:lead"]);
    window.get_by_label("Order: Newest first").click();
    window.run_steps(3);
    window.get_by_label("Longest talk first").click();
    window.run_steps(3);
    let sort = Sort {
        column: Column::Talk,
        is_descending: true,
    };
    assert!(window.state().log.contains(&Action::Sort(sort)));
}

#[test]
fn a_question_is_kept_under_a_name_renamed_and_deleted() {
    let mut model = calls();
    model.search.typed = "is:missed group:doors".to_owned();
    model.search.question = parse("is:missed group:doors").unwrap();
    let mut window = open(model, SIZE);
    let name = |window: &mut Harness<'_, Window>, name: &str, verb: &str| {
        window
            .get_by_role_and_label(Role::TextInput, "Name of the view")
            .focus();
        window.run_steps(2);
        type_text(window, name);
        window.get_by_role_and_label(Role::Button, verb).click();
        window.run_steps(3);
    };
    window.get_by_label("Keep this question as a view").click();
    window.run_steps(3);
    name(&mut window, "leads", "Keep");
    assert!(window.query_by_label("leads").is_none(), "that is taken");
    name(&mut window, " of doors", "Keep");
    window.get_by_role_and_label(Role::Tab, "leads of doors");
    window
        .get_by_label("Change the view leads of doors")
        .click();
    window.run_steps(3);
    name(&mut window, "Doors", "Rename");
    window.get_by_role_and_label(Role::Tab, "Doors");
    window.get_by_label("Change the view Doors").click();
    window.run_steps(3);
    window
        .get_by_role_and_label(Role::Button, "Delete…")
        .click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Tab, "Doors");
    window.get_by_label("Press again to delete it").click();
    window.run_steps(3);
    assert!(window.query_by_role_and_label(Role::Tab, "Doors").is_none());
}

#[test]
fn one_key_shows_all_calls_of_this_person() {
    let mut window = open(calls(), SIZE);
    window.get_by_label_contains("(303) 555-0199").click();
    window.run_steps(2);
    press(&mut window, Key::P);
    assert_eq!(asked(&window), ["from:3035550199"]);
}

#[test]
fn where_nothing_is_found_there_are_ways_on() {
    let mut model = calls();
    model.calls = CallList {
        ids: Some(Arc::default()),
        ..CallList::default()
    };
    model.search.typed = "patio is:missed".to_owned();
    model.search.question = parse("patio is:missed").unwrap();
    model.search.count = Count::Exactly(0);
    let mut window = open(model, SIZE);
    window.get_by_label("No call is like that");
    window.get_by_label("Leave out is:missed").click();
    window.run_steps(2);
    assert_eq!(asked(&window), ["patio "]);
    window.get_by_label("Show all calls").click();
    window.run_steps(2);
    assert_eq!(asked(&window)[1], "");
}

#[test]
fn what_was_found_stands_in_the_row() {
    let mut model: Model = calls();
    // As the store cuts it out of a longer text, and longer than the row.
    let text = format!("…a quote for the patio doors{}…", ", and he".repeat(40));
    let at = text.find("patio").unwrap();
    let snippet = Snippet {
        text: text.clone(),
        marks: std::iter::once(at..at + 5).collect(),
    };
    model.search.snippets.insert(CallId(13), snippet);
    let window = open(model, SIZE);
    let row = window.get_by_label_contains("found: …a quote for the patio doors");
    let told = row.accesskit_node().description().unwrap();
    assert_eq!(
        told.lines().last(),
        Some(text.as_str()),
        "what hovering tells"
    );
}
