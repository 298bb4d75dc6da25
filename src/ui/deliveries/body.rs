//! The body of a delivery, set out or as received, and its headers. Only the visible lines are laid out.

use egui::text::LayoutJob;
use egui::{Button, Color32, FontId, Label, Role, ScrollArea, TextFormat, Ui, WidgetInfo};

use crate::call::DeliveryId;
use crate::call::delivery::WholeDelivery;
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

/// Longer lines are continued on the next, characters.
const LONGEST_LINE: usize = 400;
const LINE_HEIGHT: f32 = 19.0;

/// Which side of the delivery is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Side {
    #[default]
    Body,
    Raw,
    Headers,
}

/// The lines of the open delivery, worked out once.
#[derive(Default)]
pub(super) struct BodyView {
    of: Option<DeliveryId>,
    side: Side,
    /// None for a body that is no JSON: it is shown as received then.
    pretty: Option<Vec<String>>,
    raw: Vec<String>,
}

impl BodyView {
    /// Takes over a delivery, if it is another one.
    pub(super) fn open(&mut self, whole: &WholeDelivery) {
        if self.of == Some(whole.delivery.id) {
            return;
        }
        self.of = Some(whole.delivery.id);
        let raw = String::from_utf8_lossy(&whole.body);
        self.raw = lines(&raw);
        self.pretty = set_out(&raw).map(|pretty| lines(&pretty));
        if self.side != Side::Headers {
            self.side = if self.pretty.is_some() {
                Side::Body
            } else {
                Side::Raw
            };
        }
    }
}

/// Draws the card into the space that is left.
pub(super) fn body_card_ui(ui: &mut Ui, whole: &WholeDelivery, view: &mut BodyView) {
    widgets::card_body_ui(ui, |ui| {
        sides_ui(ui, whole, view);
        ui.add_space(4.0);
        match view.side {
            Side::Headers => headers_ui(ui, whole),
            Side::Body => lines_ui(ui, view.pretty.as_deref().unwrap_or(&view.raw)),
            Side::Raw if whole.body.is_empty() => {
                ui.label(text::subdued("The body is empty."));
            }
            Side::Raw => lines_ui(ui, &view.raw),
        }
        ui.set_min_height(ui.available_height());
    });
}

fn sides_ui(ui: &mut Ui, whole: &WholeDelivery, view: &mut BodyView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let headers = format!("Headers {}", words::count(whole.headers.len()));
        let sides = [
            (Side::Body, "Body"),
            (Side::Raw, "As received"),
            (Side::Headers, headers.as_str()),
        ];
        for (side, name) in sides {
            if side == Side::Body && view.pretty.is_none() {
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

fn tab_ui(ui: &mut Ui, is_shown: bool, name: &str) -> egui::Response {
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

fn headers_ui(ui: &mut Ui, whole: &WholeDelivery) {
    if whole.headers.is_empty() {
        ui.label(text::subdued("It came without headers."));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (name, value) in &whole.headers {
            ui.add(Label::new(text::caption(name)).wrap());
            ui.add(Label::new(text::mono(value)).wrap());
            ui.add_space(6.0);
        }
    });
}

fn lines_ui(ui: &mut Ui, lines: &[String]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let tokens = ui.tokens();
    let font = text::mono_font();
    ScrollArea::both()
        .auto_shrink(false)
        .show_rows(ui, LINE_HEIGHT, lines.len(), |ui, range| {
            for line in &lines[range] {
                let job = colored(line, &font, tokens.text_strong, tokens.text);
                ui.add(Label::new(job).extend());
            }
        });
}

/// JSON with every value on its line; its comments, which the sender's samples have, are left out.
fn set_out(raw: &str) -> Option<String> {
    let mut json = raw.to_owned();
    json_strip_comments::strip(&mut json).ok()?;
    let value: serde_json::Value = serde_json::from_str(&json).ok()?;
    serde_json::to_string_pretty(&value).ok()
}

/// A line of JSON with its key brighter than the rest.
fn colored(line: &str, font: &FontId, key: Color32, rest: Color32) -> LayoutJob {
    let format = |color| TextFormat {
        line_height: Some(LINE_HEIGHT),
        ..TextFormat::simple(font.clone(), color)
    };
    let end = key_end(line).unwrap_or(0);
    let mut job = LayoutJob::default();
    job.append(&line[..end], 0.0, format(key));
    job.append(&line[end..], 0.0, format(rest));
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

/// The lines of a text, long ones continued, tabs as two spaces.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.replace('\t', "  ");
        let mut rest = line.as_str();
        while let Some((at, _)) = rest.char_indices().nth(LONGEST_LINE) {
            lines.push(rest[..at].to_owned());
            rest = &rest[at..];
        }
        lines.push(rest.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_continued_between_characters() {
        let text = "é".repeat(LONGEST_LINE + 1);
        let lines = lines(&text);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1], "é");
    }

    #[test]
    fn json_is_set_out_in_the_order_sent_and_without_comments() {
        let set = set_out("{\"b\":1, // the first\n\"a\":[]}");
        assert_eq!(set.as_deref(), Some("{\n  \"b\": 1,\n  \"a\": []\n}"));
        assert_eq!(set_out("hello"), None);
    }

    #[test]
    fn only_a_key_is_a_key() {
        assert_eq!(key_end("  \"Id\": \"a\","), Some(6));
        assert_eq!(key_end("  \"an item\","), None);
        assert_eq!(key_end("{"), None);
    }
}
