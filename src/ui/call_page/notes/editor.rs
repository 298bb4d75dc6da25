//! The field in which a note is written, and what is half typed.

use std::collections::HashMap;

use egui::{Event, Key, KeyboardShortcut, Modifiers, Role, TextEdit, Ui, WidgetInfo};
use jiff::Timestamp;

use super::{Notes, Place, clock};
use crate::call::{CallId, Entry, Note, NoteId};
use crate::ui::call_page::quiet::quiet_button_ui;
use crate::ui::command::Press;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions};

/// Keeps the note; with Shift it begins a line.
const KEEPS: Key = Key::Enter;
/// Leaves it half typed.
const LEAVES: Key = Key::Escape;

/// What is half typed, in every call.
#[derive(Default)]
pub struct NotesState {
    drafts: HashMap<Place, Draft>,
    /// The one whose field is open.
    open: Option<Place>,
    wants_focus: bool,
    /// The note that was deleted last.
    dropped: Option<(CallId, Note)>,
}

/// What is half typed.
pub(super) struct Draft {
    text: String,
    at_ms: Option<i64>,
    /// When it was sent to be kept: it goes once it is seen among the notes.
    sent_at: Option<Timestamp>,
}

/// What is half typed, to be gone on with in another run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfTyped {
    pub call: CallId,
    /// The note that is changed; none for a new one.
    pub note: Option<NoteId>,
    pub text: String,
    pub at_ms: Option<i64>,
    /// True for the one whose field is open.
    pub is_open: bool,
}

impl Draft {
    pub(super) fn new(text: String, at_ms: Option<i64>) -> Self {
        Self {
            text,
            at_ms,
            sent_at: None,
        }
    }

    /// True where there is something that is not kept yet.
    fn is_usable(&self) -> bool {
        self.sent_at.is_none() && !self.text.trim().is_empty()
    }
}

impl NotesState {
    /// What is half typed, in the order of the calls.
    pub fn half_typed(&self) -> Vec<HalfTyped> {
        let typed = self.drafts.iter().filter(|(_, draft)| draft.is_usable());
        let mut typed: Vec<HalfTyped> = typed
            .map(|(place, draft)| HalfTyped {
                call: place.0,
                note: place.1,
                text: draft.text.clone(),
                at_ms: draft.at_ms,
                is_open: self.is_open(*place),
            })
            .collect();
        typed.sort_by_key(|typed| (typed.call, typed.note));
        typed
    }

    /// Goes on with what was half typed in another run.
    pub fn go_on_with(&mut self, half_typed: Vec<HalfTyped>) {
        for typed in half_typed {
            let place = (typed.call, typed.note);
            if typed.is_open {
                self.open = Some(place);
            }
            let draft = Draft::new(typed.text, typed.at_ms);
            self.drafts.insert(place, draft);
        }
    }

    /// True when something was typed about a call and not kept yet.
    pub fn has_draft(&self, call: CallId) -> bool {
        let draft = self.drafts.get(&(call, None));
        draft.is_some_and(Draft::is_usable)
    }

    pub(super) fn is_open(&self, place: Place) -> bool {
        self.open == Some(place)
    }

    /// Opens the field, with what is half typed where there is something.
    pub(super) fn begin(&mut self, place: Place, new: impl FnOnce() -> Draft) {
        if !self.drafts.get(&place).is_some_and(Draft::is_usable) {
            self.drafts.insert(place, new());
        }
        self.open = Some(place);
        self.wants_focus = true;
    }

    /// Forgets what was sent and is among the notes by now.
    pub(super) fn settle(&mut self, call: CallId, notes: &[Note]) {
        self.drafts.retain(|(of, place), draft| {
            let is_kept = |note: &Note| {
                let is_it = match place {
                    Some(id) => note.id == *id,
                    None => Some(note.created_at) >= draft.sent_at,
                };
                is_it && note.text == draft.text
            };
            *of != call || draft.sent_at.is_none() || !notes.iter().any(is_kept)
        });
    }

    pub(super) fn drop_note(&mut self, call: CallId, note: Note) {
        self.dropped = Some((call, note));
    }

    /// The note of this call that was deleted last, until it is back.
    pub(super) fn dropped(&self, call: CallId, notes: &[Note]) -> Option<&Note> {
        let (of, note) = self.dropped.as_ref()?;
        let is_gone = !notes.iter().any(|other| other.id == note.id);
        (*of == call && is_gone).then_some(note)
    }
}

/// The field with its buttons. `note` is the one that is changed; none for a new one.
pub(super) fn editor_ui(
    ui: &mut Ui,
    notes: &Notes<'_>,
    note: Option<&Note>,
    state: &mut NotesState,
    actions: &mut Actions,
) {
    let place = (notes.open.row.id, note.map(|note| note.id));
    let wants_focus = std::mem::take(&mut state.wants_focus);
    let Some(draft) = state.drafts.get_mut(&place) else {
        state.open = None;
        return;
    };
    let id = ui.make_persistent_id(("note", place.0.0));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let enter = has_focus && take_enter(ui);
    let field = TextEdit::multiline(&mut draft.text)
        .id(id)
        .hint_text(text::subdued("What is to be remembered"))
        .desired_width(f32::INFINITY)
        .desired_rows(2)
        .background_color(ui.tokens().raised)
        .return_key(KeyboardShortcut::new(Modifiers::SHIFT, KEEPS));
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Note"));
    if wants_focus {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let escape = response.lost_focus() && ui.input(|input| input.key_pressed(LEAVES));
    let mut save = enter;
    let mut close = escape;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if let Some(at_ms) = draft.at_ms {
            ui.label(text::caption(format!("about {}", clock(at_ms))));
            if quiet_button_ui(ui, "Without the moment", "Keep the note without the moment")
                .clicked()
            {
                draft.at_ms = None;
            }
        }
        let (keep, later, line) = (
            Press::key(KEEPS).written(ui.ctx()),
            Press::key(LEAVES).written(ui.ctx()),
            Press::shift(KEEPS).written(ui.ctx()),
        );
        let named = |caption: &str, key: &str| format!("{caption} ({key})");
        save |=
            quiet_button_ui(ui, &named("Save", &keep), &named("Save the note", &keep)).clicked();
        let hover = "What is typed stays until you go on with it";
        let name = named("Go on with the note later", &later);
        let cancel = quiet_button_ui(ui, &named("Later", &later), &name);
        close |= cancel.on_hover_text(hover).clicked();
        ui.label(text::caption(format!("{line} begins a line")));
    });
    ui.add_space(6.0);
    if save {
        keep(notes, note, draft, actions);
    }
    if save || close {
        state.open = None;
        response.surrender_focus();
    }
}

/// Takes a press of Enter alone: with Shift it begins a line.
fn take_enter(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let is_it = |event: &Event| {
            matches!(event, Event::Key { key: KEEPS, pressed: true, modifiers, .. } if modifiers.is_none())
        };
        let before = input.events.len();
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}

/// Has a note kept; one without a word is let go.
fn keep(notes: &Notes<'_>, note: Option<&Note>, draft: &mut Draft, actions: &mut Actions) {
    let written = draft.text.trim().to_owned();
    if written.is_empty() {
        return;
    }
    draft.text.clone_from(&written);
    draft.sent_at = Some(notes.now);
    let call = notes.open.row.id;
    actions.push(match note {
        None => Action::AddNote {
            call,
            text: written,
            at_ms: draft.at_ms,
        },
        Some(note) => Action::Enter(
            call,
            Entry::KeepNote(Note {
                text: written,
                at_ms: draft.at_ms,
                changed_at: notes.now,
                ..note.clone()
            }),
        ),
    });
}
