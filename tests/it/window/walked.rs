//! A walk by Tab through the main screens and what lies over them: the focus moves on, is trapped nowhere, comes
//! round, and everything that can be pressed says what it is.

use std::collections::HashSet;

use callbook::ui::model::{Model, Screen};
use egui::accesskit::{Action, NodeId, Role};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, calls, open};

const SIZE: [f32; 2] = [1440.0, 900.0];
/// More than any screen has to stop at.
pub(super) const STEPS: usize = 400;

pub(super) fn focused(window: &Harness<'_, Window>) -> Option<NodeId> {
    let root = window.root();
    let mut nodes = root.children_recursive();
    let node = nodes.find(|node| node.accesskit_node().is_focused())?;
    Some(node.accesskit_node().locate().0)
}

/// Where Tab stops until it is where it was first; or before that.
fn walk(window: &mut Harness<'_, Window>, modifiers: Modifiers) -> Vec<NodeId> {
    let mut stops: Vec<NodeId> = Vec::new();
    for _ in 0..STEPS {
        window.key_press_modifiers(modifiers, Key::Tab);
        window.run_steps(3);
        let Some(at) = focused(window) else { continue };
        if stops.first() == Some(&at) && stops.len() > 1 {
            return stops;
        }
        assert_ne!(stops.last(), Some(&at), "Tab does not lead on");
        stops.push(at);
    }
    panic!("Tab does not come round in {STEPS} steps");
}

pub(super) fn nameless(window: &Harness<'_, Window>) -> Vec<String> {
    let root = window.root();
    let nodes = root.children_recursive().filter(|node| {
        let node = node.accesskit_node();
        // A text that can be selected is its own name.
        let text = node.value().filter(|_| node.role() == Role::Label);
        let label = node.label().or(text).unwrap_or_default();
        let can_be_pressed = node.data().supports_action(Action::Click);
        // The toolkit names the bars of its own scrolled areas by their role alone.
        let is_bar = node.role() == Role::ScrollBar;
        can_be_pressed && !is_bar && label.trim().is_empty()
    });
    nodes.map(|node| format!("{node:?}")).collect()
}

/// Walks through a window, in which there are at least so many stops.
#[track_caller]
fn walks(name: &str, mut window: Harness<'_, Window>, least: usize) {
    window.run_steps(4);
    let nameless = nameless(&window);
    assert!(nameless.is_empty(), "{name}: {nameless:#?}");
    let stops = walk(&mut window, Modifiers::NONE);
    let distinct: HashSet<NodeId> = stops.iter().copied().collect();
    assert!(distinct.len() >= least, "{name}: {} stops", distinct.len());
    let back = walk(&mut window, Modifiers::SHIFT);
    let back: HashSet<NodeId> = back.into_iter().collect();
    assert!(back.len() >= least, "{name}: {} stops back", back.len());
}

/// A window with what a key opens, which has this node.
fn opened(modifiers: Modifiers, key: Key, role: Role, words: &str) -> Harness<'static, Window> {
    let mut window = open(calls(), SIZE);
    window.run_steps(2);
    let is_there = |window: &Harness<'_, Window>| {
        let mut found = window.query_all_by_role_and_label(role, words);
        found.next().is_some()
    };
    assert!(!is_there(&window), "{words}");
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
    assert!(is_there(&window), "{words}");
    window
}

fn screen(screen: Screen) -> Model {
    Model { screen, ..calls() }
}

#[test]
fn the_main_screens_are_walked_round_by_tab() {
    for (name, on, least) in [
        ("calls", Screen::Calls, 15),
        ("deliveries", Screen::Deliveries, 8),
        ("settings", Screen::Settings, 8),
    ] {
        walks(name, open(screen(on), SIZE), least);
    }
}

#[test]
fn what_lies_over_a_screen_is_walked_round_by_tab() {
    let lists = opened(Modifiers::SHIFT, Key::L, Role::Heading, "Keyword lists");
    walks("lists", lists, 2);
    let overruling = opened(Modifiers::NONE, Key::O, Role::RadioButton, "Lead: Yes");
    walks("overruling", overruling, 3);
}
