//! The page of a call: everything that the webhook said, most useful first.
//!
//! Each part is a file: what it says is plain data, how it is drawn comes after. A part that has nothing to
//! say is absent.

mod beside;
mod body;
mod call_card;
mod came;
mod chips;
mod clock;
mod column;
mod coming;
mod contradictions;
mod deliveries;
mod delivery_line;
mod delivery_words;
mod digest;
mod dispositions;
mod evidence;
mod header;
mod headline;
mod journey;
mod keywords;
mod lines;
mod marks;
mod notes;
mod overrule_sheet;
mod own_lists;
mod parts;
mod pieces;
mod quiet;
mod reflow;
mod rows;
mod same_person;
mod search;
mod sentiment;
mod timeline;
mod transcript;
mod voice;

use std::sync::Arc;

use egui::{Margin, ScrollArea, Ui};

use self::digest::Digest;
use self::notes::Notes;

pub use self::notes::HalfTyped;
use self::overrule_sheet::overrule_sheet_ui;
use self::parts::{Shown, parts_ui};
use super::model::{Model, OpenCall, Opened};
use super::widgets::{button_ui, empty_ui, empty_with_ui, scroll_ui};
use super::{Action, Actions};
use crate::call::CallId;
use crate::call::sound::Heard;

/// What the page remembers between frames: what is unfolded, and what was worked out of the open call.
#[derive(Default)]
pub struct PageState {
    digest: Option<Digest>,
    shown: Shown,
    /// The call whose page was drawn last, and how much of it was above, points.
    scrolled: Option<(CallId, f32)>,
    /// How much is to be above when a page is drawn first.
    scrolls_back: Option<(CallId, f32)>,
    /// The call to which the key for the place before leads: it begins at its last place.
    from_behind: Option<CallId>,
}

impl PageState {
    /// The call that is open, and how far its page is scrolled, points.
    pub fn scrolled(&self) -> Option<(CallId, f32)> {
        self.scrolls_back.or(self.scrolled)
    }

    /// Scrolls the page so far when it is drawn first, if it is of that call.
    pub fn scroll_back(&mut self, to: Option<(CallId, f32)>) {
        self.scrolls_back = to;
    }

    /// The notes that are half typed.
    pub fn half_typed(&self) -> Vec<HalfTyped> {
        self.shown.notes.half_typed()
    }

    /// Goes on with notes that were half typed in another run.
    pub fn go_on_with(&mut self, half_typed: Vec<HalfTyped>) {
        self.shown.notes.go_on_with(half_typed);
    }

    /// Opens the sheet on which the analysis is overruled.
    pub fn overrule(&mut self) {
        self.shown.is_overruling = true;
    }

    /// Begins a note about the open call, or goes on with the one that is half typed.
    pub fn begin_note(&mut self, model: &Model, open: &OpenCall, actions: &mut Actions) {
        begin_note(model, open, actions, &mut self.shown);
    }

    /// Goes to the next place of what is searched, 1, or the one before, -1.
    pub fn step_find(&mut self, step: i32) {
        self.shown.transcript.step_find(step);
    }

    /// Asks for a file of subtitles for the open call.
    pub fn ask_for_subtitles(&mut self) {
        self.shown.transcript.ask_for_subtitles();
    }

    /// True while that is asked, or the analysis is overruled, over the whole window.
    pub fn is_asking(&self) -> bool {
        self.shown.is_overruling || self.shown.transcript.is_asking()
    }

    /// Scrolls along with what is played again.
    pub fn follow(&mut self) {
        self.shown.transcript.resume();
    }

    /// True when something of the open call is played, and the person scrolled away from it.
    pub fn is_left_behind(&self) -> bool {
        self.shown.transcript.is_left_behind()
    }

    /// Takes over the open call: another call folds everything, news of the same call keep what is unfolded.
    fn open(&mut self, open: &Arc<OpenCall>, heard: Option<&Arc<Heard>>) {
        let seen = self.digest.as_ref().and_then(|digest| digest.seen.as_ref());
        let is_same_sound = seen.map(Arc::as_ptr) == heard.map(Arc::as_ptr);
        match self.digest.as_ref().map(|digest| &digest.open) {
            Some(known) if Arc::ptr_eq(known, open) && is_same_sound => return,
            Some(known) if Arc::ptr_eq(known, open) => {}
            Some(known) if known.call.id == open.call.id => {
                let (old, new) = (&known.call, &open.call);
                let same_lines = known.conversation == open.conversation;
                if !same_lines || old.facts.keywords != new.facts.keywords {
                    self.shown.transcript.forget();
                }
            }
            _ => {
                self.shown = std::mem::take(&mut self.shown).of_another_call();
                if self.from_behind.take() == Some(open.call.id) {
                    self.shown.transcript.begin_at_last();
                }
            }
        }
        self.digest = Some(Digest::new(Arc::clone(open), heard.cloned()));
    }
}

/// Draws the page of the open call into the space that is left.
pub fn call_page_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut PageState) {
    match &model.open_call {
        Opened::Nothing => empty_ui(
            ui,
            "Choose a call",
            "It is shown here with everything that is known of it.",
        ),
        Opened::Loading => empty_ui(ui, "Opening the call", "One moment."),
        Opened::Failed(why) => failed_ui(ui, model, why, actions),
        Opened::Ready(open) => {
            // While a recording is still read, nothing but its outline is known.
            let heard = model.sounds.of(open.call.id);
            state.open(open, heard.filter(|heard| heard.analysis.is_some()));
            state.shown.transcript.search(&search::words(model));
            let Some(digest) = &state.digest else {
                return;
            };
            let transcript = &mut state.shown.transcript;
            let player = Some(&model.player).filter(|player| {
                let heard = player.call.as_ref();
                heard.is_some_and(|call| call.id == open.call.id)
            });
            transcript.follow(ui, player, &digest.transcript, &digest.clock);
            let mut area = ScrollArea::vertical()
                .id_salt(("call page", open.call.id))
                .auto_shrink(false);
            let back = state.scrolls_back.take();
            if let Some((_, down)) = back.filter(|(call, _)| *call == open.call.id) {
                area = area.vertical_scroll_offset(down);
                state.shown.coming.hurry();
            }
            if state.shown.transcript.is_awaited() {
                state.shown.coming.hurry();
            }
            let page = scroll_ui(ui, area, |ui| {
                egui::Frame::new()
                    .inner_margin(Margin {
                        left: 24,
                        right: 20,
                        top: 18,
                        bottom: 24,
                    })
                    .show(ui, |ui| {
                        parts_ui(ui, digest, model, actions, &mut state.shown);
                    });
            });
            let (rect, offset) = (page.inner_rect, page.state.clamped_offset().y);
            state.scrolled = Some((open.call.id, offset));
            let transcript = &mut state.shown.transcript;
            transcript.followed_ui(ui, rect, offset);
            if state.shown.is_overruling {
                overrule_sheet_ui(ui, open, actions, &mut state.shown.is_overruling);
            }
            let step = state.shown.transcript.take_beyond();
            if let Some(call) = search::neighbour(model, step) {
                state.from_behind = Some(call).filter(|_| step < 0);
                actions.push(Action::SelectCall(call));
            }
        }
    }
}

fn begin_note(model: &Model, open: &OpenCall, actions: &mut Actions, shown: &mut Shown) {
    let zone = model.times.of_business(open.call.facts.time_zone.text());
    let notes = Notes {
        open,
        player: &model.player,
        question: &model.search.question,
        zone: &zone,
        clock: model.times.clock,
        now: model.now,
        is_only_read: model.is_masked,
    };
    notes.begin(&mut shown.notes, actions);
}

fn failed_ui(ui: &mut Ui, model: &Model, why: &str, actions: &mut Actions) {
    empty_with_ui(ui, "The call cannot be shown", why, |ui| {
        let Some(call) = model.calls.selected else {
            return;
        };
        if button_ui(ui, None, "Try again").clicked() {
            actions.push(Action::SelectCall(call));
        }
    });
}
