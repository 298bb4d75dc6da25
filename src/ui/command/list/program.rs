//! The program as a whole.

use egui::Key;

use crate::call::Density;
use crate::ui::Action;
use crate::ui::command::{Press, Scope, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::{Screen, ThemeChoice};

pub const PALETTE: Spec = Spec::new(
    Section::Program,
    "All commands…",
    "Finds a command by its words.",
    |at| at.view.palette.open(),
)
.icon(Icon::Search)
.keys(&[Press::command(Key::K)]);

pub const SHOW_CALLS: Spec = Spec::new(
    Section::Program,
    "Show the calls",
    "Leads to the list of calls.",
    |at| at.actions.push(Action::ShowScreen(Screen::Calls)),
)
.icon(Icon::List)
.keys(&[Press::command(Key::Num1)]);

pub const SHOW_DELIVERIES: Spec = Spec::new(
    Section::Program,
    "Show the deliveries",
    "Leads to the list of what was received, as it was received.",
    |at| at.actions.push(Action::ShowScreen(Screen::Deliveries)),
)
.icon(Icon::Inbox)
.keys(&[Press::command(Key::Num2)]);

pub const DENSITY: Spec = Spec::new(
    Section::Program,
    "Rows close together, or with room",
    "Shows more calls at once, or more of each.",
    |at| {
        let mut look = at.model.look.clone();
        look.density = look.density.other();
        at.actions.push(Action::SetLook(look));
    },
)
.icon(Icon::List)
.keys(&[Press::key(Key::D)])
.on(Scope::Calls)
.told(|now| {
    let words = match now.model.look.density {
        Density::Comfortable => "Rows close together",
        Density::Compact => "Rows with room",
    };
    Some(words.to_owned())
});

pub const TABLE: Spec = Spec::new(
    Section::Program,
    "The calls as a table, or as rows",
    "Shows columns that you choose, where the window is wide enough.",
    |at| {
        let mut look = at.model.look.clone();
        look.is_table = !look.is_table;
        at.actions.push(Action::SetLook(look));
    },
)
.icon(Icon::Sliders)
.on(Scope::Calls)
.told(|now| {
    let words = if now.model.look.is_table {
        "The calls as rows"
    } else {
        "The calls as a table"
    };
    Some(words.to_owned())
});

pub const THEME: Spec = Spec::new(
    Section::Program,
    "Other colours",
    "Goes through light, dark, and the system’s own colours.",
    |at| at.actions.push(Action::SetTheme(at.model.theme.next())),
)
.icon(Icon::Sun)
.keys(&[Press::key(Key::T)])
.told(|now| {
    let next = match now.model.theme.next() {
        ThemeChoice::System => "Colours as the system has them",
        ThemeChoice::Light => "Light colours",
        ThemeChoice::Dark => "Dark colours",
    };
    Some(next.to_owned())
});

pub const COPY_ADDRESS: Spec = Spec::new(
    Section::Program,
    "Copy the receiver’s address",
    "Copies the address to which calls are sent, with its secret path.",
    |at| {
        if let Some(url) = at.model.receiver.url() {
            let path = at.model.secret_path.as_deref().unwrap_or_default();
            at.actions.push(Action::CopyText(format!("{url}{path}")));
        }
    },
)
.icon(Icon::Copy)
.when(|now| {
    let is_missing = now.model.receiver.url().is_none();
    is_missing.then_some("Nothing receives")
});

pub const KEYS: Spec = Spec::new(
    Section::Program,
    "Keys",
    "Shows which key does what.",
    |at| at.view.are_keys_shown = true,
)
.icon(Icon::Keyboard)
.keys(&[Press::Typed("?")]);
