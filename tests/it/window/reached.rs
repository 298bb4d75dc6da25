//! Every screen and dialog there is, walked by Tab: nothing that can be pressed lies beside the way, nothing lacks a
//! name. What is chosen by arrows within a list is reached by arrows.

use std::collections::BTreeSet;
use std::sync::Arc;

use callbook::call::listing::Count;
use callbook::call::question::parse_typing;
use callbook::ui::Action as Wanted;
use callbook::ui::model::{
    CallList, DeliveryList, Entries, Folder, Judged, Model, Opened, Progress, ReceiverStatus,
    ResendState, Resending, Screen, Search,
};
use egui::accesskit::{Action, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::walked::{STEPS, focused, nameless};
use super::{Window, book, calls, open};
use crate::player::heard::with_sound;

const LARGE: [f32; 2] = [1440.0, 900.0];
/// 800 × 600 with text of twice the size.
const SMALL: [f32; 2] = [400.0, 300.0];

type Work = fn(&mut Harness<'static, Window>);

/// A place: what is there, how one gets to it, and what Tab must stop at.
struct Place {
    name: &'static str,
    /// True where it lies over the screen, of which nothing can be pressed then.
    is_over: bool,
    model: fn() -> Model,
    work: Work,
    stops: &'static [&'static str],
}

fn press(window: &mut Harness<'_, Window>, key: Key) {
    press_with(window, Modifiers::NONE, key);
}

fn press_with(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

/// Does a command by the palette.
fn command(window: &mut Harness<'_, Window>, typed: &str) {
    press_with(window, Modifiers::COMMAND, Key::K);
    window.event(Event::Text(typed.to_owned()));
    window.run_steps(3);
    press(window, Key::Enter);
    window.run_steps(4);
}

/// Gives a button the focus and presses it by its key.
fn press_button(window: &mut Harness<'_, Window>, name: &str) {
    window.get_by_role_and_label(Role::Button, name).focus();
    window.run_steps(2);
    press(window, Key::Enter);
}

fn nothing(_: &mut Harness<'static, Window>) {}

fn on(screen: Screen) -> Model {
    Model { screen, ..calls() }
}

fn deliveries() -> Model {
    on(Screen::Deliveries)
}

fn settings() -> Model {
    on(Screen::Settings)
}

fn empty() -> Model {
    Model {
        calls: CallList {
            ids: Some(Arc::default()),
            ..CallList::default()
        },
        deliveries: DeliveryList {
            entries: Entries {
                ids: Some(Arc::default()),
                ..Entries::default()
            },
            ..DeliveryList::default()
        },
        open_call: Opened::Nothing,
        search: Search::default(),
        ..calls()
    }
}

fn asked() -> Model {
    let mut model = calls();
    "from:google patio".clone_into(&mut model.search.typed);
    model.search.question = parse_typing("source:google patio").question;
    model.search.count = Count::Exactly(3);
    model
}

fn found_nothing() -> Model {
    let mut model = asked();
    model.calls.ids = Some(Arc::default());
    model
}

fn table() -> Model {
    let mut model = calls();
    model.look.is_table = true;
    model
}

fn troubled() -> Model {
    Model {
        trouble: Some("The disk is full.".to_owned()),
        receiver: ReceiverStatus::PortInUse {
            addr: "127.0.0.1:8787".to_owned(),
        },
        reprocess: Some(Progress {
            done: 12,
            total: 400,
        }),
        ..calls()
    }
}

fn unreadable() -> Model {
    Model {
        open_call: Opened::Failed("The book is busy.".to_owned()),
        ..calls()
    }
}

fn closing() -> Model {
    Model {
        is_closing: true,
        ..calls()
    }
}

fn resending() -> Model {
    let open = book::open_delivery();
    Model {
        resending: Some(Resending {
            delivery: open.whole.delivery.id,
            bytes: open.whole.delivery.bytes,
            headers: open.whole.headers.len(),
            judged: Judged::default(),
            state: ResendState::NotSent,
        }),
        ..deliveries()
    }
}

fn told() -> Model {
    let mut model = calls();
    // One that tells a change goes by itself before Tab comes to it; Ctrl+Z does what its button does.
    model.notices.tell_failure("The book is busy");
    model
}

fn sounding() -> Model {
    with_sound(2)
}

const PLACES: &[Place] = &[
    Place {
        name: "calls",
        is_over: false,
        model: calls,
        work: nothing,
        stops: &[
            "Search calls",
            "Star this call",
            "Mark reviewed",
            "Calls over time",
            "Menu",
        ],
    },
    Place {
        name: "table of calls",
        is_over: false,
        model: table,
        work: nothing,
        stops: &["Columns", "Search calls"],
    },
    Place {
        name: "chooser of columns",
        is_over: true,
        model: table,
        work: |window| press_button(window, "Columns"),
        stops: &["The usual columns", "Rows instead of the table"],
    },
    Place {
        name: "filters",
        is_over: false,
        model: calls,
        work: |window| press(window, Key::F),
        stops: &["Search calls"],
    },
    Place {
        name: "a question",
        is_over: false,
        model: asked,
        work: nothing,
        stops: &["Clear the search", "Keep this question as a view"],
    },
    Place {
        name: "keeping a view",
        is_over: true,
        model: asked,
        work: |window| press_button(window, "Keep this question as a view"),
        stops: &["Name of the view", "Keep"],
    },
    Place {
        name: "nothing found",
        is_over: false,
        model: found_nothing,
        work: nothing,
        stops: &["Show all calls"],
    },
    Place {
        name: "first run",
        is_over: false,
        model: empty,
        work: nothing,
        stops: &["Copy http://127.0.0.1:8787", "Menu"],
    },
    Place {
        name: "no deliveries",
        is_over: false,
        model: || Model {
            screen: Screen::Deliveries,
            ..empty()
        },
        work: nothing,
        stops: &["Search deliveries"],
    },
    Place {
        name: "trouble",
        is_over: false,
        model: troubled,
        work: nothing,
        stops: &["Port", "Listen there", "Keep viewing", "Stop"],
    },
    Place {
        name: "a page that fails",
        is_over: false,
        model: unreadable,
        work: nothing,
        stops: &["Try again"],
    },
    Place {
        name: "several calls",
        is_over: false,
        model: calls,
        work: |window| {
            press(window, Key::Home);
            press_with(window, Modifiers::SHIFT, Key::ArrowDown);
        },
        stops: &["Choose none (Esc)", "Star (S)", "More for the chosen calls"],
    },
    Place {
        name: "notices",
        is_over: false,
        model: told,
        work: nothing,
        stops: &["Put this notice away"],
    },
    Place {
        name: "player and waveform",
        is_over: false,
        model: sounding,
        work: nothing,
        stops: &[
            "Position in the recording",
            "Volume",
            "Pause (Space)",
            "Sound and playing",
            "Mute (M)",
        ],
    },
    Place {
        name: "menu of the player",
        is_over: true,
        model: sounding,
        work: |window| press_button(window, "Sound and playing"),
        stops: &["Skip silence and ringing", "Swap agent and caller"],
    },
    Place {
        name: "note",
        is_over: false,
        model: calls,
        work: |window| press(window, Key::C),
        stops: &["Save the note (Enter)", "Go on with the note later (Esc)"],
    },
    Place {
        name: "overruling",
        is_over: true,
        model: calls,
        work: |window| press(window, Key::O),
        stops: &["Lead: Yes", "Done"],
    },
    Place {
        name: "bringing in subtitles",
        is_over: true,
        model: calls,
        work: |window| command(window, "bring in subtitles"),
        stops: &["Path of the file", "Cancel"],
    },
    Place {
        name: "export",
        is_over: true,
        model: calls,
        work: |window| {
            press(window, Key::E);
            window.state_mut().model.bulk.asking = Some(Folder {
                path: "/home/marie".into(),
                ..Folder::default()
            });
            window.run_steps(3);
        },
        stops: &["Folder", "Name of the file", "Export", "Cancel"],
    },
    Place {
        name: "keyword lists",
        is_over: true,
        model: calls,
        work: |window| press_with(window, Modifiers::SHIFT, Key::L),
        stops: &["Close"],
    },
    Place {
        name: "keys",
        is_over: true,
        model: calls,
        work: |window| {
            window.event(Event::Text("?".to_owned()));
            window.run_steps(3);
        },
        stops: &["Close"],
    },
    Place {
        name: "menu",
        is_over: true,
        model: calls,
        work: |window| press_button(window, "Menu"),
        stops: &["Search", "Player", "Callbook"],
    },
    Place {
        name: "order of the list",
        is_over: true,
        model: calls,
        work: |window| press_button(window, "Order: Newest first"),
        stops: &["Oldest first", "As a table"],
    },
    Place {
        name: "what happens on closing",
        is_over: true,
        model: calls,
        work: |window| press_button(window, "Listening"),
        stops: &["Stop receiving"],
    },
    Place {
        name: "closing",
        is_over: true,
        model: closing,
        work: nothing,
        stops: &["Go on in the background", "Stop receiving", "Cancel"],
    },
    Place {
        name: "deliveries",
        is_over: false,
        model: deliveries,
        work: nothing,
        stops: &[
            "Search deliveries",
            "Send again…",
            "Copy as curl",
            "Copy body",
            "Raw",
        ],
    },
    Place {
        name: "sending again",
        is_over: true,
        model: resending,
        work: nothing,
        stops: &["To another address", "Send", "Close"],
    },
    Place {
        name: "settings",
        is_over: false,
        model: settings,
        work: nothing,
        stops: &["Search the settings", "Appearance", "Storage"],
    },
];

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
        let label = node.and_then(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        });
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
