//! Every screen and dialog there is, walked by Tab: nothing that can be pressed lies beside the way, nothing lacks a
//! name. What is chosen by arrows within a list is reached by arrows.

pub(super) mod places;

use std::collections::BTreeSet;

use callbook::ui::Action as Wanted;
use egui::accesskit::{Action, Role};
use egui::{Event, Key, Modifiers, MouseWheelUnit, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use self::places::{PLACES, Place, press, press_with};
use super::walked::{STEPS, focused, nameless};
use super::{Window, calls, open};

const LARGE: [f32; 2] = [1440.0, 900.0];
/// 800 × 600 with text of twice the size.
const SMALL: [f32; 2] = [400.0, 300.0];

/// What a screen reader finds that can be pressed, by name. Rows of lists are gone through by arrows, their ticks by
/// a key of the list, and bars scroll what is scrolled by the focus as well.
fn pressable(window: &Harness<'_, Window>) -> BTreeSet<String> {
    let root = window.root();
    let nodes = root.children_recursive().filter(|node| {
        let node = node.accesskit_node();
        let by_arrows = [
            Role::ListItem,
            Role::Row,
            Role::ListBoxOption,
            Role::ScrollBar,
            Role::Label,
            // Text that can be selected; a column is made wider by keys of its heading.
            Role::Heading,
            Role::Splitter,
        ];
        let label = node.label().unwrap_or_default();
        let is_tick = node.role() == Role::CheckBox && label.starts_with("Choose ");
        // What is said is marked on the waveform too; the lines of the transcript play it.
        let is_said = [" · Agent: ", " · Caller: "]
            .iter()
            .any(|by| label.contains(by));
        let is_there = node.data().supports_action(Action::Click) && !node.is_disabled();
        is_there && !is_tick && !is_said && !by_arrows.contains(&node.role())
    });
    nodes
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

/// The names of all stops of Tab until it is round.
fn stops(window: &mut Harness<'_, Window>) -> Result<BTreeSet<String>, String> {
    let mut ids = Vec::new();
    let mut names = BTreeSet::new();
    for _ in 0..STEPS {
        press(window, Key::Tab);
        let Some(at) = focused(window) else { continue };
        if ids.first() == Some(&at) {
            return Ok(names);
        }
        if ids.last() == Some(&at) {
            return Err(format!("Tab does not lead on from {names:?}"));
        }
        ids.push(at);
        let root = window.root();
        let mut nodes = root.children_recursive();
        let node = nodes.find(|node| node.accesskit_node().is_focused());
        let label = node.as_ref().and_then(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        });
        let rect = node.map(|node| node.rect());
        let seen = window.ctx.content_rect();
        if !rect.is_some_and(|rect| seen.contains(rect.center())) {
            return Err(format!(
                "{label:?} has the focus and is out of sight: {rect:?}"
            ));
        }
        names.insert(label.unwrap_or_default());
    }
    Err(format!("Tab does not come round in {STEPS} steps"))
}

/// What is wrong with a place in a window of that size. Under a dialog nothing else can be pressed.
fn faults(place: &Place, size: [f32; 2]) -> Vec<String> {
    let mut window = open((place.model)(), size);
    window.run_steps(4);
    let before = pressable(&window);
    (place.work)(&mut window);
    window.run_steps(6);
    let name = place.name;
    let mut faults: Vec<String> = nameless(&window)
        .into_iter()
        .map(|node| format!("{name}: without a name: {node}"))
        .collect();
    let all = pressable(&window);
    let stops = match stops(&mut window) {
        Ok(stops) => stops,
        Err(fault) => return vec![format!("{name}: {fault}")],
    };
    if stops.contains("") {
        faults.push(format!("{name}: Tab stops at something without a name"));
    }
    let meant = all
        .iter()
        .filter(|one| !place.is_over || !before.contains(*one));
    let wanted = place.stops.iter().map(|one| (*one).to_owned());
    let wanted: BTreeSet<String> = meant.cloned().chain(wanted).collect();
    let missed: Vec<&String> = wanted.difference(&stops).collect();
    if !missed.is_empty() {
        faults.push(format!(
            "{name}: Tab does not stop at {missed:?}, but at {stops:?}"
        ));
    }
    faults
}

#[test]
fn every_screen_and_every_dialog_is_reached_by_tab_and_named() {
    let faults: Vec<String> = PLACES
        .iter()
        .flat_map(|place| faults(place, LARGE))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The same places where list and page do not fit beside each other.
#[test]
fn in_the_smallest_window_nothing_is_nameless_and_tab_is_trapped_nowhere() {
    let mut faults = Vec::new();
    for place in PLACES {
        // What is opened by a button that such a window shows elsewhere has its words in the menu.
        let has_button = !matches!(
            place.name,
            "chooser of columns"
                | "what happens on closing"
                | "menu of the player"
                | "order of the list"
        );
        if !has_button {
            continue;
        }
        let mut window = open((place.model)(), SMALL);
        window.run_steps(4);
        (place.work)(&mut window);
        window.run_steps(6);
        let nameless = nameless(&window);
        faults.extend(
            nameless
                .into_iter()
                .map(|node| format!("{}: {node}", place.name)),
        );
        if let Err(fault) = stops(&mut window) {
            faults.push(format!("{}: {fault}", place.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_part_of_the_settings_is_reached_by_tab() {
    let sections = [
        "Receiver",
        "Signing secrets",
        "Appearance",
        "Times",
        "Recordings and playing",
        "Privacy",
        "Limits",
        "Storage",
    ];
    let mut faults = Vec::new();
    for section in sections {
        let mut window = open(super::settings::model(), LARGE);
        window.run_steps(2);
        window.get_by_role_and_label(Role::Tab, section).focus();
        window.run_steps(2);
        press(&mut window, Key::Space);
        window.get_by_role_and_label(Role::Heading, section);
        let all = pressable(&window);
        let stops = stops(&mut window).unwrap();
        let missed: Vec<&String> = all.difference(&stops).collect();
        if !missed.is_empty() {
            faults.push(format!("{section}: {missed:?}"));
        }
        faults.extend(nameless(&window));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The palette keeps the focus in its field: its rows are gone through by arrows, and told as what is active in it.
#[test]
fn every_command_of_the_palette_is_reached_by_arrows() {
    let mut window = open(calls(), LARGE);
    window.run_steps(2);
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    assert!(nameless(&window).is_empty());
    let rows = window.get_all_by_role(Role::ListBoxOption).count();
    let mut active = BTreeSet::new();
    for _ in 0..rows {
        press(&mut window, Key::ArrowDown);
        let field = window.get_by_role_and_label(Role::SearchInput, "Find a command");
        let row = field.accesskit_node().active_descendant().unwrap();
        let label = row.label().unwrap();
        assert!(!label.is_empty());
        active.insert(label);
    }
    assert_eq!(active.len(), rows);
}

/// The page reaches on under the top bar and the player, where its own parts are not seen.
#[test]
fn a_focus_beside_the_page_leaves_it_where_it_is() {
    let mut window = open(crate::player::heard::with_sound(2), [1280.0, 800.0]);
    window.run_steps(4);
    let of_page = Rect::from_min_max(pos2(520.0, 60.0), pos2(1280.0, 660.0));
    let over_page = of_page.center();
    window.event(Event::PointerMoved(over_page));
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -300.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    window.run_steps(30);
    let place = |window: &Harness<'_, Window>| window.get_by_label("Transcript").rect().top();
    let mut before = place(&window);
    let mut beside = 0;
    for _ in 0..40 {
        press(&mut window, Key::Tab);
        window.run_steps(20);
        let root = window.root();
        let mut nodes = root.children_recursive();
        let focused = nodes.find(|node| node.accesskit_node().is_focused());
        let Some(at) = focused.map(|node| node.rect()) else {
            continue;
        };
        if !of_page.intersects(at) {
            beside += 1;
            assert!(
                (place(&window) - before).abs() < 0.5,
                "by the focus at {at:?}"
            );
        }
        before = place(&window);
    }
    assert!(beside > 15, "{beside} stops beside the page");
}

/// In a window with room for one column, keys lead into the page and back as they do elsewhere.
#[test]
fn keys_lead_from_the_list_to_the_page_alone_and_back() {
    let mut window = open(calls(), SMALL);
    window.run_steps(3);
    let is_page = |window: &Harness<'_, Window>| {
        let mut found = window.query_all_by_role_and_label(Role::Heading, "Ted Robertson");
        found.next().is_some()
    };
    assert!(!is_page(&window));
    press(&mut window, Key::Enter);
    assert!(is_page(&window));
    press(&mut window, Key::ArrowDown);
    assert!(is_page(&window), "the arrows scroll it");
    press(&mut window, Key::Escape);
    assert!(!is_page(&window));
    let row = "Zoë O'Brien-Łukasz, answered, 1:15, lead · appointment, confirming, positive, today 4:20 PM, starred";
    press(&mut window, Key::ArrowDown);
    assert!(
        window
            .state()
            .log
            .contains(&Wanted::SelectCall(callbook::call::CallId(13)))
    );
    window.get_by_label(row).click();
    window.run_steps(4);
    window.get_by_role_and_label(Role::Button, "Calls").click();
    window.run_steps(4);
    window.get_by_label(row);
    press_with(&mut window, Modifiers::COMMAND, Key::Comma);
    window
        .get_by_role_and_label(Role::Tab, "Appearance")
        .click();
    window.run_steps(4);
    window.get_by_role_and_label(Role::Heading, "Text size");
    press(&mut window, Key::Escape);
    window.get_by_role_and_label(Role::Tab, "Appearance");
}
