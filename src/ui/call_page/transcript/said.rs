//! When a line is said, how sure that is, and what a press on it plays.

use std::time::Duration;

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::call::transcript::LineTime;
use crate::call::{Seconds, Speaker};
use crate::ui::call_page::clock::{BEFORE_SECS, Clock};
use crate::ui::call_page::pieces::Piece;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

const ICON: f32 = 10.0;

/// What is known of a piece of a line.
pub struct Said<'a> {
    clock: &'a Clock,
    line: Option<usize>,
    time: Option<LineTime>,
    share: f64,
    /// True for what is said now.
    pub is_current: bool,
    /// True where there is a recording.
    pub can_play: bool,
}

impl<'a> Said<'a> {
    pub fn of(piece: &Piece, clock: &'a Clock, current: Option<usize>, can_play: bool) -> Self {
        let time = piece.line.and_then(|line| clock.of(line));
        Self {
            clock,
            line: piece.line,
            time,
            share: piece.share,
            is_current: piece.line.is_some() && piece.line == current,
            can_play: can_play && time.is_some(),
        }
    }

    pub fn has_time(&self) -> bool {
        self.time.is_some()
    }

    /// When the piece begins.
    pub fn start_secs(&self) -> Option<f64> {
        let time = self.time?;
        Some(time.start_secs + self.share * (time.end_secs - time.start_secs))
    }

    /// From when on a keyword of the line is played.
    pub fn keyword_secs(&self, word: &str) -> Option<f64> {
        let heard = self.clock.heard(word, self.line?)?;
        Some((heard - BEFORE_SECS).max(0.0))
    }

    /// What a press does, for those who do not see.
    pub fn name(&self, piece: &Piece) -> String {
        let speaker = match piece.speaker {
            Speaker::Agent => "Agent",
            Speaker::Caller => "Caller",
            Speaker::Unknown => "Unknown",
        };
        let now = if self.is_current { ", said now" } else { "" };
        format!("Play {speaker} {}{now}", self.spoken_time())
    }

    /// What a press does.
    pub fn hint(&self) -> String {
        format!("Press to play {}", self.spoken_time())
    }

    /// Such as `from 0:13, an exact time` and `from about 0:06, an estimated time`.
    fn spoken_time(&self) -> String {
        let Some(time) = self.time else {
            return String::new();
        };
        let at = clock(time.start_secs);
        if time.is_exact {
            format!("from {at}, an exact time")
        } else {
            format!("from about {at}, an estimated time")
        }
    }

    /// The time under the name: exact ones as they are, estimated ones softer and with a sign.
    pub fn time_ui(&self, ui: &mut Ui, rect: Rect, is_hovered: bool) {
        let Some(time) = self.time else { return };
        let tokens = ui.tokens();
        let shown = clock(time.start_secs);
        let (shown, color) = if time.is_exact {
            (shown, tokens.text)
        } else {
            (format!("≈ {shown}"), tokens.text_subdued)
        };
        let color = if is_hovered { tokens.accent } else { color };
        let font = text::caption_font();
        let painted = widgets::paint_digits(
            ui.painter(),
            rect.right_center(),
            Align2::RIGHT_CENTER,
            &shown,
            &font,
            color,
        );
        if is_hovered || self.is_current {
            let left = painted.left_center() - vec2(ICON / 2.0 + 4.0, 0.0);
            Icon::Play.paint_at(
                ui,
                Rect::from_center_size(left, vec2(ICON, ICON)),
                tokens.accent,
            );
        }
        if !self.can_play {
            let response = ui.allocate_rect(rect, Sense::hover());
            let name = self.spoken_time();
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            response.on_hover_text(text::body(format!("Said {name}")));
        }
    }
}

fn clock(secs: f64) -> String {
    words::duration(Seconds(secs))
}

/// A moment as the player takes it.
pub fn moment(secs: f64) -> Duration {
    Duration::try_from_secs_f64(secs).unwrap_or_default()
}
