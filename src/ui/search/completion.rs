//! What hangs under the field: the ways in which the text could go on, and what is wrong with it.

use egui::{
    Area, Frame, Id, Key, Label, Margin, Order, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::SearchState;
use crate::call::question::{Completion, Mistake};
use crate::ui::icons::Icon;
use crate::ui::keys;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::paint_elided;

/// Ways on that are shown at once.
const MOST: usize = 8;
const ROW: f32 = 28.0;
/// Where the words begin that explain a way on, points.
const WORDS: f32 = 150.0;

/// The way on that was chosen.
pub(super) struct Choice(pub usize);

/// Takes the keys that choose among the ways on.
pub(super) fn take_keys(ui: &Ui, state: &mut SearchState, ways: &[Completion]) -> Option<Choice> {
    let shown = ways.len().min(MOST);
    if shown == 0 {
        return None;
    }
    if keys::take(ui, Key::ArrowDown) {
        let next = state.chosen.map_or(0, |chosen| chosen + 1);
        state.chosen = Some(next.min(shown - 1));
    }
    if keys::take(ui, Key::ArrowUp) {
        state.chosen = state.chosen.and_then(|chosen| chosen.checked_sub(1));
    }
    let chosen = state.chosen.filter(|&chosen| chosen < shown);
    if keys::take(ui, Key::Tab) {
        return Some(Choice(chosen.unwrap_or(0)));
    }
    match chosen {
        Some(chosen) if keys::take(ui, Key::Enter) => Some(Choice(chosen)),
        _ => None,
    }
}

/// What is wrong and what to do, as a sentence.
pub(super) fn told(mistake: &Mistake) -> String {
    let said = format!("{}: {}", mistake.what, mistake.remedy);
    let mut chars = said.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// What hangs under the field.
pub(super) struct Popup<'a> {
    pub ways: &'a [Completion],
    pub mistake: Option<&'a Mistake>,
    pub chosen: Option<usize>,
}

impl Popup<'_> {
    /// Draws it under `field`; the way on that was pressed.
    pub fn ui(&self, ui: &Ui, field: Rect) -> Option<usize> {
        if self.ways.is_empty() && self.mistake.is_none() {
            return None;
        }
        let width = field.width();
        Area::new(Id::unique("search ways"))
            .order(Order::Foreground)
            .fixed_pos(pos2(field.left(), field.bottom() + 4.0))
            .constrain(true)
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style())
                    .inner_margin(Margin::same(4))
                    .show(ui, |ui| {
                        ui.set_width(width - 10.0);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let pressed = self.ways_ui(ui);
                        if let Some(mistake) = self.mistake {
                            mistake_ui(ui, mistake);
                        }
                        pressed
                    })
                    .inner
            })
            .inner
    }

    fn ways_ui(&self, ui: &mut Ui) -> Option<usize> {
        let mut pressed = None;
        for (index, way) in self.ways.iter().take(MOST).enumerate() {
            if way_ui(ui, way, self.chosen == Some(index)) {
                pressed = Some(index);
            }
        }
        pressed
    }
}

fn way_ui(ui: &mut Ui, way: &Completion, is_chosen: bool) -> bool {
    let tokens = ui.tokens();
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let name = format!("{} {}", way.text.trim(), way.words);
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, is_chosen, name.trim()));
    if is_chosen {
        ui.painter().rect_filled(rect, 4.0, tokens.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, tokens.hover);
    }
    let at = pos2(rect.left() + 8.0, rect.center().y);
    let room = if way.words.is_empty() {
        rect.width() - 16.0
    } else {
        WORDS - 16.0
    };
    let word = way.text.trim();
    let font = text::body_font();
    paint_elided(ui, at, room, word, font, tokens.text_strong);
    let at = pos2(rect.left() + WORDS, at.y);
    let room = rect.right() - 8.0 - at.x;
    let color = tokens.text_subdued;
    let (_, is_cut) = paint_elided(ui, at, room, way.words, text::caption_font(), color);
    if is_cut {
        response.clone().on_hover_text(text::body(way.words));
    }
    response.clicked()
}

fn mistake_ui(ui: &mut Ui, mistake: &Mistake) {
    let color = ui.tokens().sentiment_negative;
    Frame::new()
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                Icon::Warning.show(ui, 14.0, color);
                ui.add(
                    Label::new(text::body(told(mistake)))
                        .wrap()
                        .selectable(false),
                );
            });
        });
}
