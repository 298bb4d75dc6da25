//! Finding words in the transcript: what is looked for, where it stands, and which of the places is the current one.

use std::ops::Range;

use egui::{Key, Role, TextEdit, Ui, WidgetInfo};

use crate::ui::call_page::pieces::Piece;
use crate::ui::call_page::quiet::quiet_button_ui;
use crate::ui::command::Command;
use crate::ui::theme::{Themed, text};
use crate::ui::words;

/// Width of the field, points.
const FIELD: f32 = 170.0;

/// The state of the search in one transcript.
#[derive(Default)]
pub struct Find {
    is_open: bool,
    typed: String,
    /// What `hits` were found for.
    sought: Option<String>,
    /// Piece and bytes of it, in order.
    hits: Vec<(usize, Range<usize>)>,
    current: usize,
    /// The field is to have the focus.
    wants_focus: bool,
    /// What is looked for in all calls, while nothing is typed here.
    searched: Vec<String>,
    /// The step that is to be gone.
    wanted: i32,
    /// The step that leads out of this transcript.
    beyond: i32,
}

impl Find {
    /// Opens the field, or gives it the focus again.
    pub fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
    }

    /// Marks what is looked for in all calls.
    pub fn search(&mut self, words: &[String]) {
        if self.searched != words {
            self.searched = words.to_vec();
            self.sought = None;
        }
    }

    /// Goes to the next place, 1, or the one before, -1, when it is drawn; opens the field where nothing is looked
    /// for.
    pub fn step(&mut self, step: i32) {
        self.wanted += step;
    }

    /// True where a step is still to be gone.
    pub fn is_to_step(&self) -> bool {
        self.wanted != 0
    }

    /// Begins at the last place: who comes to it backwards goes on backwards from there.
    pub fn begin_at_last(&mut self) {
        self.current = usize::MAX;
    }

    /// Where that leads out of this transcript: 1 to the next call, -1 to the one before. Without a transcript that
    /// is where it leads at once.
    pub fn take_beyond(&mut self) -> i32 {
        match std::mem::take(&mut self.wanted) {
            0 => std::mem::take(&mut self.beyond),
            step => step,
        }
    }

    /// The pieces are others now.
    pub fn forget(&mut self) {
        self.sought = None;
    }

    /// The places in a piece, each with whether it is the current one.
    pub fn hits_in(&self, piece: usize) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
        let from = self.hits.partition_point(|(other, _)| *other < piece);
        let here = self.hits[from..]
            .iter()
            .take_while(move |(other, _)| *other == piece);
        here.enumerate()
            .map(move |(at, (_, range))| (range.clone(), from + at == self.current))
    }

    /// Draws the field where it is open. Gives the piece that is to be brought into view.
    pub fn show_ui(&mut self, ui: &mut Ui, pieces: &[Piece]) -> Option<usize> {
        let mut step = self.take_wanted();
        if !self.is_open {
            return self.step_through(step, pieces);
        }
        let typed = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                let typed = self.field_ui(ui);
                self.found_ui(ui);
                for (caption, command, by) in [
                    ("Previous", Command::FindPrevious, -1),
                    ("Next", Command::FindNext, 1),
                ] {
                    let name = command.name_with_key(&format!("{caption} place"), ui.ctx());
                    if quiet_button_ui(ui, caption, &name).clicked() {
                        step += by;
                    }
                }
                if quiet_button_ui(ui, "Close", "Close the search").clicked() {
                    self.close();
                }
                typed
            })
            .inner;
        step += typed;
        ui.add_space(6.0);
        let is_new = self.look(pieces);
        if step != 0 && !is_new && !self.hits.is_empty() {
            let count = self.hits.len();
            self.current = if step > 0 {
                (self.current + 1) % count
            } else {
                (self.current + count - 1) % count
            };
        }
        let is_wanted = is_new || step != 0;
        is_wanted.then(|| self.hits.get(self.current).map(|hit| hit.0))?
    }

    /// Goes to the next place of what is looked for in all calls, and out of this one after the last.
    fn step_through(&mut self, step: i32, pieces: &[Piece]) -> Option<usize> {
        if self.look(pieces) {
            let hit = self.hits.get(self.current).filter(|_| step == 0);
            return hit.map(|hit| hit.0);
        }
        if step == 0 {
            return None;
        }
        let next = self
            .current
            .checked_add_signed(if step > 0 { 1 } else { -1 });
        if let Some((next, hit)) = next.and_then(|next| Some((next, self.hits.get(next)?))) {
            self.current = next;
            Some(hit.0)
        } else {
            self.beyond = step;
            None
        }
    }

    fn close(&mut self) {
        *self = Self {
            searched: std::mem::take(&mut self.searched),
            ..Self::default()
        };
    }

    fn take_wanted(&mut self) -> i32 {
        let wanted = std::mem::take(&mut self.wanted);
        if wanted != 0 && !self.is_open && self.searched.is_empty() {
            self.open();
            return 0;
        }
        wanted
    }

    /// The field; 1 or -1 where Enter goes to the next place or the one before.
    fn field_ui(&mut self, ui: &mut Ui) -> i32 {
        let field = TextEdit::singleline(&mut self.typed)
            .hint_text(text::subdued("word or phrase"))
            .desired_width(FIELD)
            .background_color(ui.tokens().raised);
        let response = ui.add(field);
        response
            .widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Find in the transcript"));
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        if !response.lost_focus() {
            return 0;
        }
        let (enter, shift, escape) = ui.input(|input| {
            let pressed = |key| input.key_pressed(key);
            (
                pressed(Key::Enter),
                input.modifiers.shift,
                pressed(Key::Escape),
            )
        });
        if escape {
            self.close();
        }
        if !enter {
            return 0;
        }
        self.wants_focus = true;
        if shift { -1 } else { 1 }
    }

    fn found_ui(&self, ui: &mut Ui) {
        let found = match (self.sought.as_deref(), self.hits.len()) {
            (None | Some(""), _) => return,
            (_, 0) => "not found".to_owned(),
            (_, count) => format!(
                "{} of {}",
                words::count(self.current + 1),
                words::count(count)
            ),
        };
        ui.label(text::caption(found));
    }

    /// Looks for what is typed; true when that is something else than before.
    fn look(&mut self, pieces: &[Piece]) -> bool {
        let wanted = self.typed.trim();
        if self.sought.as_deref() == Some(wanted) {
            return false;
        }
        let is_same_text = self.sought.is_some();
        self.sought = Some(wanted.to_owned());
        self.hits = if self.is_open {
            hits(pieces, wanted)
        } else {
            searched(pieces, &self.searched)
        };
        self.current = if is_same_text {
            0
        } else {
            self.current.min(self.hits.len().saturating_sub(1))
        };
        true
    }
}

/// Where words begin as one of those that are looked for in all calls does.
fn searched(pieces: &[Piece], words: &[String]) -> Vec<(usize, Range<usize>)> {
    let begins = |piece: &Piece, at: usize| {
        let before = piece.text[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let found = words.iter().flat_map(|word| hits(pieces, word.trim()));
    let mut found: Vec<_> = found
        .filter(|(piece, range)| begins(&pieces[*piece], range.start))
        .collect();
    found.sort_by_key(|(piece, range)| (*piece, range.start, std::cmp::Reverse(range.end)));
    // Of words that begin at one place the longest is marked.
    found.dedup_by(|next, kept| next.0 == kept.0 && next.1.start < kept.1.end);
    found
}

fn hits(pieces: &[Piece], wanted: &str) -> Vec<(usize, Range<usize>)> {
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    let mut hits = Vec::new();
    if wanted.is_empty() {
        return hits;
    }
    for (index, piece) in pieces.iter().enumerate() {
        let mut from = 0;
        for (at, _) in piece.text.char_indices() {
            if at >= from
                && let Some(len) = matched(&piece.text[at..], &wanted)
            {
                hits.push((index, at..at + len));
                from = at + len;
            }
        }
    }
    hits
}

/// The length in bytes of the wanted letters at the start of a text, without regard to case.
fn matched(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = wanted;
    for (at, c) in text.char_indices() {
        if rest.is_empty() {
            return Some(at);
        }
        for c in c.to_lowercase() {
            rest = rest.strip_prefix(&[c])?;
        }
    }
    rest.is_empty().then_some(text.len())
}
