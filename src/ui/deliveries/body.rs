//! The body of a delivery, set out or as received, and its headers. Only the visible lines are laid out.

use egui::containers::scroll_area;
use egui::text::LayoutJob;
use egui::{Button, Color32, FontId, Label, Role, ScrollArea, TextFormat, Ui, WidgetInfo};

use super::changed::changed_ui;
use super::laid::Laid;
use super::lines::Lines;
use crate::call::{DeliveryId, RemarkKind};
use crate::ui::model::OpenDelivery;
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

const LINE_HEIGHT: f32 = 19.0;

/// Which side of the delivery is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Side {
    #[default]
    Body,
    Headers,
    Raw,
    Changed,
}

impl Side {
    const ALL: [Self; 4] = [Self::Body, Self::Headers, Self::Raw, Self::Changed];

    fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Headers => "headers",
            Self::Raw => "raw",
            Self::Changed => "changed",
        }
    }
}

/// What of the open delivery is looked at.
#[derive(Default)]
pub(super) struct BodyView {
    of: Option<DeliveryId>,
    side: Side,
    /// How much is above the view, points.
    scrolled: f32,
    /// Where to begin with the delivery that is opened first.
    begins: Option<(Side, f32)>,
}

impl BodyView {
    /// See [`DeliveryPage::side`](super::DeliveryPage::side).
    pub(super) fn place(&self) -> (&'static str, f32) {
        let (side, down) = self.begins.unwrap_or((self.side, self.scrolled));
        (side.name(), down)
    }

    /// See [`DeliveryPage::go_to`](super::DeliveryPage::go_to).
    pub(super) fn go_to(&mut self, side: &str, down: f32) {
        let mut sides = Side::ALL.into_iter();
        let side = sides.find(|known| known.name() == side);
        self.begins = side.map(|side| (side, down));
    }

    /// The area of a side, as far scrolled as it is to be.
    pub(super) fn area(&mut self, area: ScrollArea) -> ScrollArea {
        let area = area.auto_shrink(false);
        match self.begins.take() {
            Some((_, down)) => area.vertical_scroll_offset(down),
            None => area,
        }
    }

    /// It was drawn so.
    pub(super) fn shown(&mut self, area: scroll_area::State) {
        self.scrolled = area.clamped_offset().y;
    }

    /// Takes over a delivery, if it is another one.
    pub(super) fn open(&mut self, open: &OpenDelivery) {
        let id = open.whole.delivery.id;
        let is_other = self.of.replace(id) != Some(id);
        if is_other && matches!(self.side, Side::Body | Side::Raw) {
            self.side = Side::Body;
        }
        if let Some((side, _)) = self.begins {
            self.side = side;
        }
        if self.side == Side::Body && open.laid.pretty.is_none() {
            self.side = Side::Raw;
        }
    }
}

/// Draws the card into the space that is left.
pub(super) fn body_card_ui(ui: &mut Ui, open: &OpenDelivery, view: &mut BodyView) {
    let whole = &open.whole;
    widgets::card_body_ui(ui, |ui| {
        sides_ui(ui, open, view);
        ui.add_space(4.0);
        match view.side {
            Side::Headers => headers_ui(ui, &whole.headers, view),
            Side::Changed => changed_ui(ui, &open.changed, &open.calls, view),
            Side::Body => {
                let lines = open.laid.pretty.as_ref().unwrap_or(&open.laid.raw);
                lines_ui(ui, lines, None, view);
            }
            Side::Raw if whole.body.is_empty() => {
                ui.label(text::subdued("The body is empty."));
            }
            Side::Raw => raw_ui(ui, &open.laid, view),
        }
        ui.set_min_height(ui.available_height());
    });
}

/// The body as received; where it is no JSON, why, and the line where that shows marked.
fn raw_ui(ui: &mut Ui, laid: &Laid, view: &mut BodyView) {
    if let Some((why, _)) = &laid.fault {
        let color = ui.tokens().warning;
        let told = format!("No JSON: {why}");
        ui.add(Label::new(text::body(told).color(color)).wrap());
        ui.add_space(4.0);
    }
    lines_ui(ui, &laid.raw, laid.fault.as_ref().map(|(_, at)| *at), view);
}

fn sides_ui(ui: &mut Ui, open: &OpenDelivery, view: &mut BodyView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let headers = format!("Headers {}", words::count(open.whole.headers.len()));
        let count = open.changed.iter().map(|one| one.changes.len()).sum();
        let changed = format!("What it changed {}", words::count(count));
        let sides = [
            (Side::Body, "Body"),
            (Side::Headers, headers.as_str()),
            (Side::Raw, "Raw"),
            (Side::Changed, changed.as_str()),
        ];
        for (side, name) in sides {
            if side == Side::Body && open.laid.pretty.is_none() {
                continue;
            }
            let is_shown = view.side == side;
            let response = tab_ui(ui, is_shown, name);
            if response.clicked() {
                view.side = side;
            }
        }
    });
}

pub(super) fn tab_ui(ui: &mut Ui, is_shown: bool, name: &str) -> egui::Response {
    let tokens = ui.tokens();
    let (fill, color) = if is_shown {
        (tokens.hover, tokens.text_strong)
    } else {
        (Color32::TRANSPARENT, tokens.text_subdued)
    };
    let response = ui.add(Button::new(text::body(name).color(color)).fill(fill));
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
    response
}

fn headers_ui(ui: &mut Ui, headers: &[(String, String)], view: &mut BodyView) {
    if headers.is_empty() {
        ui.label(text::subdued("It came without headers."));
        return;
    }
    let area = view.area(ScrollArea::vertical());
    let shown = area.show(ui, |ui| {
        for (name, value) in headers {
            ui.add(Label::new(text::caption(name)).wrap());
            ui.add(Label::new(text::mono(value)).wrap());
            ui.add_space(6.0);
        }
    });
    view.shown(shown.state);
}

/// `marked` is a line to point at.
fn lines_ui(ui: &mut Ui, lines: &Lines, marked: Option<usize>, view: &mut BodyView) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let tokens = ui.tokens();
    let font = text::mono_font();
    let shown =
        view.area(ScrollArea::both())
            .show_rows(ui, LINE_HEIGHT, lines.len(), |ui, range| {
                for at in range {
                    let is_marked = marked == Some(at);
                    let rest = if is_marked {
                        tokens.sentiment_negative
                    } else {
                        tokens.text
                    };
                    let mut job = colored(lines.line(at), &font, tokens.text_strong, rest);
                    let aside = lines.remark(at).map(|kind| match kind {
                        RemarkKind::Unseen => ("never seen before".to_owned(), tokens.accent),
                        RemarkKind::ReadAs(clock) => (read_as(clock), tokens.warning),
                    });
                    let aside = aside.or_else(|| {
                        is_marked
                            .then(|| ("reading stops here".to_owned(), tokens.sentiment_negative))
                    });
                    if let Some((said, color)) = aside {
                        job.append(&said, 20.0, format(&font, color));
                    }
                    ui.add(Label::new(job).extend());
                }
            });
    view.shown(shown.state);
}

/// `read as UTC`, `read as New York`.
fn read_as(clock: &str) -> String {
    let place = clock.rsplit('/').next().unwrap_or(clock);
    format!("read as {}", place.replace('_', " "))
}

fn format(font: &FontId, color: Color32) -> TextFormat {
    TextFormat {
        line_height: Some(LINE_HEIGHT),
        ..TextFormat::simple(font.clone(), color)
    }
}

/// A line of JSON with its key brighter than the rest.
fn colored(line: &str, font: &FontId, key: Color32, rest: Color32) -> LayoutJob {
    let end = key_end(line).unwrap_or(0);
    let mut job = LayoutJob::default();
    job.append(&line[..end], 0.0, format(font, key));
    job.append(&line[end..], 0.0, format(font, rest));
    job
}

/// Where the key of a line such as `  "Id": 1` ends.
fn key_end(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    if !line[start..].starts_with('"') {
        return None;
    }
    line.find("\":").map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_is_a_key() {
        assert_eq!(key_end("  \"Id\": \"a\","), Some(6));
        assert_eq!(key_end("  \"an item\","), None);
        assert_eq!(key_end("{"), None);
    }
}
