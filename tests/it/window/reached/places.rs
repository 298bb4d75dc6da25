//! The places that there are: screens, parts of them, dialogs and menus, and how one gets to each.

use std::sync::Arc;

use callbook::call::listing::Count;
use callbook::call::question::parse_typing;
use callbook::ui::model::{
    CallList, DeliveryList, Entries, Folder, Judged, Model, Opened, Progress, ReceiverStatus,
    ResendState, Resending, Screen, Search,
};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::super::{Window, book, calls};
use crate::player::heard::with_sound;

pub type Work = fn(&mut Harness<'static, Window>);

/// A place: what is there, how one gets to it, and what Tab must stop at.
pub struct Place {
    pub name: &'static str,
    /// True where it lies over the screen, of which nothing can be pressed then.
    pub is_over: bool,
    pub model: fn() -> Model,
    pub work: Work,
    pub stops: &'static [&'static str],
}

pub fn press(window: &mut Harness<'_, Window>, key: Key) {
    press_with(window, Modifiers::NONE, key);
}

pub fn press_with(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
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

/// Opens a part of the menu.
fn open_menu(window: &mut Harness<'_, Window>, section: &str) {
    press_button(window, "Menu");
    let buttons = window.get_all_by_role(Role::Button);
    let is_it =
        |node: &egui_kittest::Node<'_>| node.accesskit_node().label().as_deref() == Some(section);
    buttons.rev().find(is_it).unwrap().focus();
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

pub const PLACES: &[Place] = &[
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
            open_delivery: Opened::Nothing,
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
        name: "menu, Go",
        is_over: true,
        model: calls,
        work: |window| open_menu(window, "Go"),
        stops: &[],
    },
    Place {
        name: "menu, Several calls",
        is_over: true,
        model: calls,
        work: |window| open_menu(window, "Several calls"),
        stops: &[],
    },
    Place {
        name: "menu, Search",
        is_over: true,
        model: calls,
        work: |window| open_menu(window, "Search"),
        stops: &[],
    },
    Place {
        name: "menu, Call",
        is_over: true,
        model: calls,
        work: |window| open_menu(window, "Call"),
        stops: &[],
    },
    Place {
        name: "menu, Player",
        is_over: true,
        model: sounding,
        work: |window| open_menu(window, "Player"),
        stops: &[],
    },
    Place {
        name: "menu, Deliveries",
        is_over: true,
        model: deliveries,
        work: |window| open_menu(window, "Deliveries"),
        stops: &[],
    },
    Place {
        name: "menu, Callbook",
        is_over: true,
        model: calls,
        work: |window| open_menu(window, "Callbook"),
        stops: &[],
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
