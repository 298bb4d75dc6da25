//! Following what is played: which line is said now, and whether the page scrolls along.

use egui::{Event, Rect, Ui, UiBuilder, pos2, vec2};

use crate::ui::call_page::clock::Clock;
use crate::ui::icons::Icon;
use crate::ui::player::{Hearing, PlayerView};
use crate::ui::theme::text;
use crate::ui::widgets;

/// How long the page may scroll by itself after a line was brought into view, seconds.
const SCROLLING: f64 = 0.6;
/// The button that leads back, points; how far above the foot of the page it stands.
const BUTTON: egui::Vec2 = vec2(104.0, 30.0);
const ABOVE_FOOT: f32 = 14.0;

/// What is remembered of it between frames.
#[derive(Default)]
pub struct Follow {
    /// True once the person scrolled elsewhere.
    is_off: bool,
    /// True when the line is to be brought into view again.
    is_resumed: bool,
    /// The line that is said now.
    line: Option<usize>,
    /// Until then the page scrolls by itself.
    scrolls_until: f64,
    /// Where the page stood, once it was drawn.
    offset: Option<f32>,
}

impl Follow {
    /// The line that is said now.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Follows again.
    pub fn resume(&mut self) {
        self.is_off = false;
        self.is_resumed = true;
    }

    /// True when it plays and the person scrolled elsewhere.
    pub fn is_left_behind(&self) -> bool {
        self.is_off && self.line.is_some()
    }

    /// Takes over where the player is, where it has this call; true when the line is to be brought into view.
    pub fn look(&mut self, ui: &Ui, player: Option<&PlayerView>, clock: &Clock) -> bool {
        let heard = player.filter(|player| is_heard(player));
        let line = heard.and_then(|player| clock.line_at(player.at.as_secs_f64()));
        let is_new = line.is_some() && line != self.line;
        self.line = line;
        let is_resumed = std::mem::take(&mut self.is_resumed) && line.is_some();
        let goes_on = is_new && !self.is_off && heard.is_some_and(PlayerView::is_playing);
        let is_wanted = is_resumed || goes_on;
        if is_wanted {
            self.scrolls_until = ui.input(|input| input.time) + SCROLLING;
        }
        is_wanted
    }

    /// Notices when the person scrolls the page, which lies in `rect` and is scrolled to `offset`.
    pub fn scrolled(&mut self, ui: &Ui, rect: Rect, offset: f32) {
        let (time, is_wheeled) = ui.input(|input| {
            let is_wheel = |event: &Event| matches!(event, Event::MouseWheel { .. });
            (input.time, input.events.iter().any(is_wheel))
        });
        let is_wheeled = is_wheeled && ui.rect_contains_pointer(rect);
        let before = self.offset.replace(offset).unwrap_or(offset);
        let moved = (offset - before).abs() > 0.5 && time > self.scrolls_until;
        if self.line.is_some() && (is_wheeled || moved) {
            self.is_off = true;
        }
    }

    /// The way back, at the foot of the page.
    pub fn button_ui(&mut self, ui: &mut Ui, page: Rect) {
        if !self.is_left_behind() {
            return;
        }
        let center = pos2(page.center().x, page.bottom() - ABOVE_FOOT - BUTTON.y / 2.0);
        let rect = Rect::from_center_size(center, BUTTON);
        let builder = UiBuilder::new().max_rect(rect).id_salt("follow");
        let button = ui
            .scope_builder(builder, |ui| {
                widgets::primary_button_ui(ui, Some(Icon::ArrowDown), "Follow")
            })
            .inner
            .on_hover_text(text::body("Scrolls along with what is played again"));
        if button.clicked() {
            self.resume();
            ui.ctx().request_repaint();
        }
    }
}

/// True while there is a place at which the recording stands.
fn is_heard(player: &PlayerView) -> bool {
    matches!(
        player.state,
        Hearing::Playing | Hearing::Waiting | Hearing::Paused
    )
}
