//! The program as a whole.

use egui::Key;

use crate::call::Density;
use crate::ui::Action;
use crate::ui::command::{Press, Scope, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::{Choice, Model, Screen, TEXT_PERCENT, ThemeChoice};

pub const PALETTE: Spec = Spec::new(
    Section::Program,
    "All commands…",
    "Finds a command by its words.",
    |at| at.view.palette.open(),
)
.icon(Icon::Search)
.keys(&[Press::command(Key::K)]);

pub const UNDO: Spec = Spec::new(
    Section::Program,
    "Undo",
    "Takes back what you changed last.",
    |at| at.actions.push(Action::Undo),
)
.icon(Icon::Undo)
.keys(&[Press::command(Key::Z)])
.when(|now| {
    let is_missing = now.model.undoable.undo.is_none();
    is_missing.then_some("Nothing was changed")
})
.told(|now| {
    let what = now.model.undoable.undo.as_ref()?;
    Some(format!("Undo {what}"))
});

pub const REDO: Spec = Spec::new(
    Section::Program,
    "Redo",
    "Makes the change again that you took back last.",
    |at| at.actions.push(Action::Redo),
)
.icon(Icon::Redo)
.keys(&[Press::command_shift(Key::Z)])
.when(|now| {
    let is_missing = now.model.undoable.redo.is_none();
    is_missing.then_some("Nothing was taken back")
})
.told(|now| {
    let what = now.model.undoable.redo.as_ref()?;
    Some(format!("Redo {what}"))
});

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

pub const SHOW_SETTINGS: Spec = Spec::new(
    Section::Program,
    "Show the settings",
    "Leads to everything that can be set.",
    |at| at.actions.push(Action::ShowScreen(Screen::Settings)),
)
.icon(Icon::Settings)
.keys(&[Press::command(Key::Comma)]);

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

pub const CONTRAST: Spec = Spec::new(
    Section::Program,
    "High contrast, on or off",
    "Makes text and edges stand out more.",
    |at| {
        let on = !at.model.choices.has_high_contrast;
        at.actions.push(Action::Choose(Choice::HighContrast(on)));
    },
)
.icon(Icon::Contrast)
.told(|now| {
    let on = now.model.choices.has_high_contrast;
    let words = if on {
        "Usual contrast"
    } else {
        "High contrast"
    };
    Some(words.to_owned())
});

pub const LARGER: Spec = Spec::new(
    Section::Program,
    "Larger text",
    "Makes everything larger, up to twice its size.",
    |at| at.actions.push(text_size(at.model, 10)),
)
.repeating()
.keys(&[Press::command(Key::Plus), Press::command(Key::Equals)])
.when(|now| {
    let is_most = now.model.choices.text_percent >= TEXT_PERCENT[1];
    is_most.then_some("The text is as large as it gets")
});

pub const SMALLER: Spec = Spec::new(
    Section::Program,
    "Smaller text",
    "Makes everything smaller, down to four fifths of its size.",
    |at| at.actions.push(text_size(at.model, -10)),
)
.repeating()
.keys(&[Press::command(Key::Minus)])
.when(|now| {
    let is_least = now.model.choices.text_percent <= TEXT_PERCENT[0];
    is_least.then_some("The text is as small as it gets")
});

pub const USUAL_SIZE: Spec = Spec::new(
    Section::Program,
    "Usual text size",
    "Brings everything back to its usual size.",
    |at| at.actions.push(Action::Choose(Choice::TextPercent(100))),
)
.keys(&[Press::command(Key::Num0)])
.when(|now| {
    let is_usual = now.model.choices.text_percent == 100;
    is_usual.then_some("The text has its usual size")
});

fn text_size(model: &Model, by: i64) -> Action {
    let percent = model.choices.text_percent.saturating_add_signed(by);
    let percent = percent.clamp(TEXT_PERCENT[0], TEXT_PERCENT[1]);
    Action::Choose(Choice::TextPercent(percent))
}

pub const MASK: Spec = Spec::new(
    Section::Program,
    "Mask names and numbers",
    "Shows invented names, numbers and addresses, for showing the program to others.",
    |at| at.actions.push(Action::Mask(!at.model.is_masked)),
)
.icon(Icon::Eye)
.keys(&[Press::key(Key::H)])
.told(|now| {
    let shown = "Show the real names and numbers".to_owned();
    now.model.is_masked.then_some(shown)
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
