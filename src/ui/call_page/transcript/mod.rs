//! The transcript: who said what, as a conversation.

mod bring;
mod find;
mod follow;
mod line;
mod said;
mod save;
mod tools;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{CornerRadius, Label, Rect, Sides, Stroke, StrokeKind, Ui};

use self::bring::BringPanel;
use self::find::Find;
use self::follow::Follow;
use self::line::{Marked, line_height, line_ui, sent_height, sent_ui};
use self::said::Said;
use super::clock::{Clock, Source};
use super::column::Heights;
use super::marks::marks;
use super::pieces::{self, Piece};
use super::quiet::quiet_button_ui;
use crate::call::Entry;
use crate::ui::icons::Icon;
use crate::ui::model::OpenCall;
use crate::ui::player::{PlayerAction, PlayerView};
use crate::ui::theme::{RADIUS_CARD, Themed, text};
use crate::ui::widgets::{card_body_ui, heading_ui};
use crate::ui::{Action, Actions};

pub use said::moment;

const GAP: f32 = 8.0;
const HEADING: f32 = 16.0;
/// Bytes of turns from which a transcript counts as long.
const LONG: usize = 1000;

/// What of a transcript is remembered between frames.
#[derive(Default)]
pub struct TranscriptState {
    mode: Mode,
    find: Find,
    heights: Heights,
    /// Where keywords stand, by piece.
    marks: HashMap<usize, Vec<Range<usize>>>,
    follow: Follow,
    bring: BringPanel,
    /// The piece that a claim pointed at.
    pointed: Option<usize>,
}

/// In which way the transcript is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Conversation,
    /// With the echoes.
    Everything,
    AsSent,
}

impl TranscriptState {
    /// Marks what is looked for in all calls.
    pub fn search(&mut self, words: &[String]) {
        self.find.search(words);
    }

    /// Goes to the next place, 1, or the one before, -1, when it is drawn.
    pub fn step_find(&mut self, step: i32) {
        self.find.step(step);
    }

    /// True where a step is still to be gone, or a piece to be brought into view.
    pub fn is_awaited(&self) -> bool {
        self.find.is_to_step() || self.heights.is_wanted()
    }

    /// Begins at the last place of what is looked for.
    pub fn begin_at_last(&mut self) {
        self.find.begin_at_last();
    }

    /// Where the key for the next place leads out of the transcript: 1 to the next call, -1 to the one before.
    pub fn take_beyond(&mut self) -> i32 {
        self.find.take_beyond()
    }

    /// Brings a piece of the conversation into view and marks it.
    pub fn point_at(&mut self, piece: usize) {
        if self.mode != Mode::Conversation {
            self.switch(Mode::Conversation);
        }
        self.pointed = Some(piece);
        self.heights.bring_into_view(piece);
    }

    /// Forgets what was measured of a text that has changed.
    pub fn forget(&mut self) {
        self.heights = Heights::default();
        self.marks.clear();
        self.pointed = None;
        self.find.forget();
    }

    /// Asks for a file of subtitles.
    pub fn ask_for_subtitles(&mut self) {
        self.bring.open();
    }

    /// True while that is asked, over the whole window.
    pub fn is_asking(&self) -> bool {
        self.bring.is_open()
    }

    /// Follows what is played again.
    pub fn resume(&mut self) {
        self.follow.resume();
    }

    /// True when what is played is followed no more.
    pub fn is_left_behind(&self) -> bool {
        self.follow.is_left_behind()
    }

    /// Takes over where the player is, where it has this call: what is said now is brought into view.
    pub fn follow(
        &mut self,
        ui: &Ui,
        player: Option<&PlayerView>,
        transcript: &Transcript,
        clock: &Clock,
    ) {
        if !self.follow.look(ui, player, clock) {
            return;
        }
        let pieces = transcript.pieces(self.mode);
        let line = self.follow.line();
        let current = |piece: &Piece| line.is_some() && piece.line == line;
        if let Some(index) = pieces.iter().position(current) {
            self.heights.keep_in_view(index);
        }
    }

    /// Notices when the person scrolls, and draws the way back to what is said now over the page.
    pub fn followed_ui(&mut self, ui: &mut Ui, page: Rect, offset: f32) {
        self.follow.scrolled(ui, page, offset);
        self.follow.button_ui(ui, page);
    }

    fn switch(&mut self, mode: Mode) {
        self.mode = mode;
        self.forget();
    }
}

/// What is to be shown of a transcript.
pub struct Transcript {
    pub lines: Vec<Piece>,
    /// What the others are cut from once they are shown.
    open: Arc<OpenCall>,
    with_echoes: OnceCell<Vec<Piece>>,
    as_sent: OnceCell<Vec<Piece>>,
    /// To be underlined.
    keywords: Vec<String>,
}

impl Transcript {
    /// The transcript of a call, with these keywords to be underlined.
    pub fn new(open: &Arc<OpenCall>, keywords: Vec<String>) -> Self {
        Self {
            lines: pieces::lines(&open.conversation),
            open: Arc::clone(open),
            with_echoes: OnceCell::new(),
            as_sent: OnceCell::new(),
            keywords,
        }
    }

    /// Where a line of the conversation begins among the pieces.
    pub fn piece_of(&self, line: usize) -> usize {
        let begin = |(_, piece): &(usize, &Piece)| piece.first;
        let mut begins = self.lines.iter().enumerate().filter(begin);
        begins.nth(line).map_or(0, |(at, _)| at)
    }

    /// True when it takes so much room that what stands below it is far away.
    pub fn is_long(&self) -> bool {
        self.lines
            .iter()
            .map(|line| line.text.len().max(60))
            .sum::<usize>()
            > LONG
    }

    fn pieces(&self, mode: Mode) -> &[Piece] {
        match mode {
            Mode::Conversation => &self.lines,
            Mode::Everything => self.with_echoes.get_or_init(|| {
                pieces::with_echoes(&self.open.conversation, &self.open.call.transcript)
            }),
            Mode::AsSent => self.as_sent.get_or_init(|| {
                let sent = self.open.call.facts.transcript.text();
                sent.map_or_else(Vec::new, pieces::plain)
            }),
        }
    }
}

/// The card of the transcript; absent where nothing was said and there is nothing to hear.
pub fn transcript_ui(
    ui: &mut Ui,
    open: &OpenCall,
    transcript: &Transcript,
    clock: &Clock,
    state: &mut TranscriptState,
    actions: &mut Actions,
) {
    state.bring.show_ui(ui, open, actions);
    if transcript.lines.is_empty() {
        if can_play(open) {
            none_ui(ui, state);
        }
        return;
    }
    card_body_ui(ui, |ui| {
        tools::heading_row_ui(ui, open, clock, state, actions);
        ui.add_space(6.0);
        if state.mode != Mode::AsSent {
            swap_notice_ui(ui, open, actions);
        }
        let pieces = transcript.pieces(state.mode);
        if let Some(piece) = state.find.show_ui(ui, pieces) {
            state.heights.bring_into_view(piece);
        }
        let played = pieces_ui(ui, transcript, clock, can_play(open), state);
        if let Some(from_secs) = played {
            state.follow.resume();
            let play = PlayerAction::PlayFrom(open.call.id, moment(from_secs));
            actions.push(Action::Player(play));
        }
    });
}

/// Where the sender has no transcript, but a recording.
fn none_ui(ui: &mut Ui, state: &mut TranscriptState) {
    card_body_ui(ui, |ui| {
        Sides::new().height(HEADING).show(
            ui,
            |ui| heading_ui(ui, "Transcript"),
            |ui| bring_ui(ui, state),
        );
        ui.add_space(6.0);
        ui.label(text::subdued("None was sent."));
    });
}

fn bring_ui(ui: &mut Ui, state: &mut TranscriptState) {
    let name = "Bring in subtitles: a file in SRT or WebVTT";
    if quiet_button_ui(ui, "Bring in subtitles…", name).clicked() {
        state.bring.open();
    }
}

fn can_play(open: &OpenCall) -> bool {
    open.call.facts.recording_url.text().is_some()
}

/// Says where the labels look swapped, until a person has decided.
fn swap_notice_ui(ui: &mut Ui, open: &OpenCall, actions: &mut Actions) {
    let Some(swap) = open.conversation.swap.as_ref() else {
        return;
    };
    if open.conversation.swapped {
        return;
    }
    let sure = if swap.confidence >= 0.95 {
        "are"
    } else {
        "may be"
    };
    let words = format!("The speakers {sure} swapped: {}.", swap.reason());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let color = ui.tokens().warning;
        Icon::Warning.show(ui, 15.0, color);
        ui.vertical(|ui| {
            ui.add(Label::new(text::body(words).color(color)).wrap());
            if quiet_button_ui(ui, "Swap them", "Swap the speakers as noticed").clicked() {
                actions.push(self::swap(open));
            }
        });
    });
    ui.add_space(8.0);
}

fn swap(open: &OpenCall) -> Action {
    Action::Enter(open.row.id, Entry::Swap(!open.conversation.swapped))
}

/// Gives the moment from which it is to be played where a line was pressed.
fn pieces_ui(
    ui: &mut Ui,
    transcript: &Transcript,
    clock: &Clock,
    can_play: bool,
    state: &mut TranscriptState,
) -> Option<f64> {
    let pieces = transcript.pieces(state.mode);
    let (known, find) = (&mut state.marks, &state.find);
    let as_sent = state.mode == Mode::AsSent;
    let current = state.follow.line();
    let has_times = clock.source != Source::None;
    let mut played = None;
    let pointed = state.pointed.filter(|_| state.mode == Mode::Conversation);
    state.heights.show_ui(
        ui,
        pieces.len(),
        if as_sent { 0.0 } else { GAP },
        |index, width| {
            if as_sent {
                sent_height(&pieces[index], width)
            } else {
                line_height(&pieces[index], width, has_times)
            }
        },
        |ui, index| {
            let piece = &pieces[index];
            let found = find.hits_in(index).collect();
            if as_sent {
                let keywords = &[];
                sent_ui(ui, piece, &Marked { keywords, found });
                return;
            }
            let keywords = known
                .entry(index)
                .or_insert_with(|| marks(&piece.text, &transcript.keywords));
            let said = Said::of(piece, clock, current, can_play);
            let pressed = line_ui(ui, piece, &Marked { keywords, found }, &said);
            played = pressed.or(played);
            if pointed == Some(index) {
                point_ui(ui);
            }
        },
    );
    played
}

/// Frames the piece that was drawn: a claim pointed at it.
fn point_ui(ui: &Ui) {
    let frame = Stroke::new(2.0, ui.tokens().accent);
    let rect = ui.min_rect().expand(3.0);
    let corners = CornerRadius::same(RADIUS_CARD);
    ui.painter()
        .rect_stroke(rect, corners, frame, StrokeKind::Inside);
}
