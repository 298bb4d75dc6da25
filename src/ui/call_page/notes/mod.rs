//! What the person writes down about a call. What is half typed stays, whatever call is opened in between.

mod editor;

use std::ops::Range;
use std::time::Duration;

use egui::Ui;
use egui::text::{LayoutJob, TextFormat};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use self::editor::{Draft, editor_ui};
use super::quiet::{quiet_button_ui, quiet_icon_button_ui};
use crate::call::question::words::{Sought, words};
use crate::call::question::{Filter, Question};
use crate::call::{CallId, Entry, Note, NoteId, Seconds};
use crate::ui::bidi;
use crate::ui::icons::Icon;
use crate::ui::model::{Clock, OpenCall};
use crate::ui::player::{PlayerAction, PlayerView};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::card_ui;
use crate::ui::{Action, Actions, words as told};

pub use self::editor::{HalfTyped, NotesState};

/// What the card is drawn with.
pub struct Notes<'a> {
    pub open: &'a OpenCall,
    pub player: &'a PlayerView,
    /// What is looked for in all calls.
    pub question: &'a Question,
    pub zone: &'a TimeZone,
    pub clock: Clock,
    pub now: Timestamp,
    /// True while names are masked: what stands invented on the screen is not written from there, and what is half
    /// typed is not shown.
    pub is_only_read: bool,
}

impl Notes<'_> {
    /// Begins a note, or goes on with the one that is half typed. The player pauses, and the note is about the moment
    /// at which it stands.
    pub fn begin(&self, state: &mut NotesState, actions: &mut Actions) {
        let at_ms = self.moment();
        if at_ms.is_some() && self.player.is_playing() {
            actions.push(Action::Player(PlayerAction::Toggle));
        }
        state.begin((self.open.row.id, None), || {
            Draft::new(String::new(), at_ms)
        });
    }

    /// Where the player stands, if it is in this call.
    fn moment(&self) -> Option<i64> {
        let call = self.player.call.as_ref()?;
        let here = call.id == self.open.row.id && self.player.length.is_some();
        here.then(|| i64::try_from(self.player.at.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The card of the notes; absent while there are none and none is written.
pub fn notes_ui(ui: &mut Ui, notes: &Notes<'_>, state: &mut NotesState, actions: &mut Actions) {
    let open = notes.open;
    let call = open.row.id;
    state.settle(call, &open.entered.notes);
    let can_write = !notes.is_only_read;
    let is_new = can_write && state.is_open((call, None));
    let dropped = state.dropped(call, &open.entered.notes).cloned();
    let dropped = dropped.filter(|_| can_write);
    if open.entered.notes.is_empty() && !is_new && dropped.is_none() {
        return;
    }
    card_ui(ui, "Notes", |ui| {
        for note in &open.entered.notes {
            if can_write && state.is_open((call, Some(note.id))) {
                editor_ui(ui, notes, Some(note), state, actions);
            } else {
                note_ui(ui, notes, note, state, actions);
            }
        }
        if is_new {
            editor_ui(ui, notes, None, state, actions);
        }
        if let Some(note) = dropped {
            ui.horizontal(|ui| {
                ui.label(text::caption("Note deleted."));
                if quiet_button_ui(ui, "Undo", "Undo the deletion of the note").clicked() {
                    actions.push(Action::Enter(call, Entry::KeepNote(note)));
                }
            });
        }
    });
}

fn note_ui(
    ui: &mut Ui,
    notes: &Notes<'_>,
    note: &Note,
    state: &mut NotesState,
    actions: &mut Actions,
) {
    let call = notes.open.row.id;
    let tokens = ui.tokens();
    let plain = TextFormat {
        font_id: text::body_font(),
        line_height: Some(20.0),
        color: tokens.text,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let mut from = 0;
    for mark in marks(&note.text, notes.question) {
        let marked = TextFormat {
            color: tokens.text_strong,
            background: tokens.selected,
            ..plain.clone()
        };
        job.append(&note.text[from..mark.start], 0.0, plain.clone());
        job.append(&note.text[mark.clone()], 0.0, marked);
        from = mark.end;
    }
    job.append(&note.text[from..], 0.0, plain);
    bidi::wrapped_ui(ui, job);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if let Some(at_ms) = note.at_ms {
            moment_ui(ui, notes, at_ms, actions);
        }
        ui.label(text::caption(written(note, notes)));
        if notes.is_only_read {
            return;
        }
        let short: String = note.text.chars().take(40).collect();
        if quiet_button_ui(ui, "Edit", &format!("Edit the note: {short}")).clicked() {
            state.begin((call, Some(note.id)), || {
                Draft::new(note.text.clone(), note.at_ms)
            });
        }
        if quiet_button_ui(ui, "Delete", &format!("Delete the note: {short}")).clicked() {
            state.drop_note(call, note.clone());
            actions.push(Action::Enter(call, Entry::DropNote(note.id)));
        }
    });
    ui.add_space(6.0);
}

/// The moment that a note is about; a press plays from there.
fn moment_ui(ui: &mut Ui, notes: &Notes<'_>, at_ms: i64, actions: &mut Actions) {
    let at = clock(at_ms);
    if quiet_icon_button_ui(ui, Icon::Play, &at, &format!("Play from {at}")).clicked() {
        let from = Duration::from_millis(at_ms.unsigned_abs());
        let call = notes.open.row.id;
        actions.push(Action::Player(PlayerAction::PlayFrom(call, from)));
    }
}

/// Milliseconds as a moment of the recording.
fn clock(at_ms: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a call is shorter than 2⁵³ ms")]
    told::duration(Seconds(at_ms as f64 / 1000.0))
}

fn written(note: &Note, notes: &Notes<'_>) -> String {
    let told = |at| told::moment(at, notes.zone, notes.clock);
    let when = told(note.created_at);
    if note.changed_at > note.created_at {
        format!("{when}, changed {}", told(note.changed_at))
    } else {
        when
    }
}

/// Where the words of the question stand in a note, in order and without overlap.
fn marks(note: &str, question: &Question) -> Vec<Range<usize>> {
    let wanted = question.terms.iter().filter(|term| !term.is_excluded);
    let wanted = wanted.filter_map(|term| match &term.filter {
        Filter::Text { text, .. } => Sought::of(text),
        _ => None,
    });
    let said: Vec<_> = words(note).collect();
    let mut marks: Vec<_> = wanted.flat_map(|sought| sought.find(&said)).collect();
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    marks.dedup_by(|next, kept| next.start < kept.end);
    marks
}

/// A note that is written, by call; without a note it is a new one.
type Place = (CallId, Option<NoteId>);
