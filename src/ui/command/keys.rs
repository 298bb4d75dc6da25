//! The keys of commands: which are pressed, and whose they are. No key is taken from a text field, but for those that
//! mean nothing there.

use egui::{Context, Event, FocusDirection, Key, KeyboardShortcut, Memory, Modifiers, Popup, Ui};

use super::Command;
use super::spec::{At, Now};
use crate::ui::model::{Model, Screen};
use crate::ui::player;
use crate::ui::shell::page_id;
use crate::ui::{Actions, ViewState};

/// A key that is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Key(Modifiers, Key),
    /// A character, on whatever key the keyboard has it.
    Typed(&'static str),
}

impl Press {
    pub const fn key(key: Key) -> Self {
        Self::Key(Modifiers::NONE, key)
    }

    pub const fn shift(key: Key) -> Self {
        Self::Key(Modifiers::SHIFT, key)
    }

    /// With Ctrl, Cmd on a Mac.
    pub const fn command(key: Key) -> Self {
        Self::Key(Modifiers::COMMAND, key)
    }

    /// With Shift as well.
    pub const fn command_shift(key: Key) -> Self {
        Self::Key(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
    }

    /// As this system writes it.
    pub fn written(self, ctx: &Context) -> String {
        match self {
            Self::Typed(text) => text.to_owned(),
            Self::Key(modifiers, key) => {
                let written = ctx.format_shortcut(&KeyboardShortcut::new(modifiers, key));
                let sign = key.symbol_or_name();
                let short = match key {
                    Key::ArrowUp => "Up",
                    Key::ArrowDown => "Down",
                    Key::ArrowLeft => "Left",
                    Key::ArrowRight => "Right",
                    Key::PageUp => "Page Up",
                    Key::PageDown => "Page Down",
                    Key::Escape => "Esc",
                    Key::Comma => ",",
                    Key::Period => ".",
                    Key::OpenBracket => "[",
                    Key::CloseBracket => "]",
                    Key::Backslash => "\\",
                    _ => return written,
                };
                let bare = written.strip_suffix(sign);
                let bare = bare.or_else(|| written.strip_suffix(key.name()));
                format!("{}{short}", bare.unwrap_or_default())
            }
        }
    }

    /// True where it means nothing in a text field, so that it may be a command there too.
    fn works_in_fields(self) -> bool {
        match self {
            Self::Typed(_) => false,
            Self::Key(_, key) if is_function_key(key) => true,
            // The field knows these; its Ctrl+K of Emacs gives way to what everybody else takes Ctrl+K for.
            Self::Key(modifiers, key) => {
                modifiers.command
                    && !matches!(
                        key,
                        Key::A
                            | Key::C
                            | Key::H
                            | Key::U
                            | Key::V
                            | Key::W
                            | Key::X
                            | Key::Y
                            | Key::Z
                            | Key::ArrowLeft
                            | Key::ArrowRight
                            | Key::ArrowUp
                            | Key::ArrowDown
                            | Key::Space
                            | Key::Home
                            | Key::End
                    )
            }
        }
    }

    /// True for the keys by which a control is used that has the focus.
    fn is_of_controls(self) -> bool {
        use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Enter, Space};
        let of_controls = [Space, Enter, ArrowUp, ArrowDown, ArrowLeft, ArrowRight];
        matches!(self, Self::Key(Modifiers::NONE, key) if of_controls.contains(&key))
    }

    /// Whether an event is this press; with true where the key is held down.
    fn matched(self, event: &Event) -> Option<bool> {
        match (self, event) {
            (Self::Typed(wanted), Event::Text(text)) => (text == wanted).then_some(false),
            (
                Self::Key(pattern, wanted),
                Event::Key {
                    key,
                    pressed: true,
                    repeat,
                    modifiers,
                    ..
                },
            ) if *key == wanted => fits(*modifiers, pattern, wanted).then_some(*repeat),
            _ => None,
        }
    }
}

fn is_function_key(key: Key) -> bool {
    key.name().len() > 1
        && key.name().starts_with('F')
        && key.name()[1..].chars().all(|c| c.is_ascii_digit())
}

/// Whether the modifiers are those. Some keyboards need Shift or Alt to have a digit or a sign at all, so these are
/// heeded only where they cannot be what makes the key.
fn fits(pressed: Modifiers, pattern: Modifiers, key: Key) -> bool {
    let name = key.symbol_or_name();
    let is_sign = name.chars().count() == 1 && !name.starts_with(|c: char| c.is_alphabetic());
    let is_arrow = matches!(
        key,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
    );
    if is_sign && !is_arrow {
        pressed.matches_logically(pattern)
    } else {
        pressed.matches_exact(pattern)
    }
}

/// Where the focus has to be for a key to be the command's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Anywhere but in a text field; Space, Enter and the arrows only where no other control has the focus.
    Any,
    /// In the list, or nowhere.
    List,
    /// On the page as a whole.
    Page,
    /// Anywhere but in the list.
    Away,
    /// On the waveform.
    Track,
}

impl Ground {
    /// True when the focus can be on both grounds.
    pub fn meets(self, other: Self) -> bool {
        let is_apart = |a, b| (a, b) == (self, other) || (b, a) == (self, other);
        let apart = [
            (Self::List, Self::Page),
            (Self::List, Self::Away),
            (Self::List, Self::Track),
            (Self::Page, Self::Track),
        ];
        !apart.into_iter().any(|(a, b)| is_apart(a, b))
    }
}

/// On which screens a command can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Calls,
    Deliveries,
    /// Where there is a list: calls or deliveries.
    Lists,
}

impl Scope {
    /// True when there is a screen for both.
    pub fn meets(self, other: Self) -> bool {
        let is_apart = |a, b| (a, b) == (self, other) || (b, a) == (self, other);
        !is_apart(Self::Calls, Self::Deliveries)
    }

    pub(super) fn why_not(self, screen: Screen) -> Option<&'static str> {
        match (self, screen) {
            (Self::Calls, Screen::Deliveries | Screen::Settings) => {
                Some("Only while the calls are shown")
            }
            (Self::Deliveries, Screen::Calls | Screen::Settings) => {
                Some("Only while the deliveries are shown")
            }
            (Self::Lists, Screen::Settings) => Some("Only while a list is shown"),
            _ => None,
        }
    }
}

/// Where the focus is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    Field,
    /// In the list, or nowhere.
    List,
    Page,
    /// On the track of the player, where the arrows go on and back.
    Track,
    Elsewhere,
}

impl Focus {
    fn of(ui: &Ui, model: &Model, view: &ViewState) -> Self {
        let focused = ui.memory(Memory::focused);
        let is_in_list = match model.screen {
            Screen::Calls => view.calls.has_keys(ui),
            Screen::Deliveries => view.deliveries.has_keys(ui),
            Screen::Settings => ui.memory(Memory::focused).is_none(),
        };
        match focused {
            _ if ui.text_edit_focused() => Self::Field,
            _ if is_in_list => Self::List,
            Some(id) if id == page_id() => Self::Page,
            Some(id) if id == player::track_id() => Self::Track,
            _ => Self::Elsewhere,
        }
    }

    /// True when a key is the command's.
    fn gives(self, press: Press, ground: Ground) -> bool {
        if self == Self::Field {
            return press.works_in_fields();
        }
        match ground {
            Ground::Any => self != Self::Elsewhere || !press.is_of_controls(),
            Ground::List => self == Self::List,
            Ground::Page => self == Self::Page,
            Ground::Away => self != Self::List,
            Ground::Track => self == Self::Track,
        }
    }
}

/// Does what the keys of this frame ask for, before any widget sees them.
pub fn take_keys(ui: &Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    let has_keys = ui.input(|input| {
        let is_key = |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_));
        input.events.iter().any(is_key)
    });
    if !has_keys || view.is_covered(model) || Popup::is_any_open(ui.ctx()) {
        return;
    }
    let focus = Focus::of(ui, model, view);
    for &command in Command::ALL {
        let spec = command.spec();
        for &press in spec.keys {
            if !focus.gives(press, spec.ground) || !is_pressed(ui, press) {
                continue;
            }
            if command.why_not(&Now { model, view }).is_some() {
                continue;
            }
            let times = take(ui, press, spec.repeats);
            if times > 0 && press.is_of_controls() {
                // An arrow is not to move the focus too, which another key of this frame may have brought here.
                ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            }
            for _ in 0..times {
                command.run(&mut At {
                    ui,
                    model,
                    actions,
                    view,
                });
            }
        }
    }
}

fn is_pressed(ui: &Ui, press: Press) -> bool {
    ui.input(|input| {
        let mut events = input.events.iter();
        events.any(|event| press.matched(event).is_some())
    })
}

/// Takes the presses out of the input: how often it is to be done.
fn take(ui: &Ui, press: Press, repeats: bool) -> usize {
    ui.input_mut(|input| {
        let mut times = 0;
        input.events.retain(|event| {
            let Some(is_held) = press.matched(event) else {
                return true;
            };
            times += usize::from(repeats || !is_held);
            false
        });
        times
    })
}
