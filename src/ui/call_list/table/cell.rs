//! One cell of the table.

use egui::{Align2, Color32, Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::Timestamp;

use crate::call::question::Column;
use crate::call::{CallRow, Seconds, Waiting};
use crate::ui::call_list::row::{Drawn, name_and_marks};
use crate::ui::call_list::{glance, verdict};
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

/// Side of a drawing, points.
const ICON: f32 = 15.0;

/// Draws the cell of a column into `space`, its text at `middle`; `row` is the widget of its row.
pub(super) fn cell_ui(
    ui: &mut Ui,
    space: Rect,
    middle: f32,
    row: Id,
    index: usize,
    column: Column,
    drawn: &Drawn<'_>,
) {
    let told = told(drawn, column);
    let id = row.with(("cell", column.word()));
    let response = ui.interact(space, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &told));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_column_index(index));
    let is_cut = paint(ui, space, middle, id, column, drawn, &told);
    if is_cut {
        response.on_hover_text(text::body(told));
    }
}

/// True when something was cut.
fn paint(
    ui: &mut Ui,
    space: Rect,
    middle: f32,
    id: Id,
    column: Column,
    drawn: &Drawn<'_>,
    told: &str,
) -> bool {
    let tokens = ui.tokens();
    let row = drawn.row;
    let at = pos2(space.left(), middle);
    match column {
        Column::Caller => {
            return name_and_marks(ui, at, id, drawn, space.right()).1;
        }
        Column::Talk | Column::Wait => {
            let right = pos2(space.right(), middle);
            let font = text::body_font();
            let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(space));
            widgets::paint_digits(
                &painter,
                right,
                Align2::RIGHT_CENTER,
                told,
                &font,
                tokens.text,
            );
            return false;
        }
        Column::Started => {
            let font = text::body_font();
            let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(space));
            let color = tokens.text_subdued;
            let drawn =
                widgets::paint_digits(&painter, at, Align2::LEFT_CENTER, told, &font, color);
            return drawn.right() > space.right();
        }
        _ => {}
    }
    let (icon, color) = look(ui, row, column, drawn.now);
    let mut left = space.left();
    if let Some(icon) = icon {
        let center = pos2(left + ICON / 2.0, middle);
        icon.paint_at(ui, Rect::from_center_size(center, vec2(ICON, ICON)), color);
        left += ICON + 6.0;
    }
    if matches!(column, Column::Starred | Column::Reviewed) {
        return false;
    }
    let at = pos2(left, middle);
    widgets::paint_elided(ui, at, space.right() - left, told, text::body_font(), color).1
}

/// The drawing before a word, and the colour of both.
fn look(ui: &Ui, row: &CallRow, column: Column, now: Timestamp) -> (Option<Icon>, Color32) {
    let tokens = ui.tokens();
    let plain = (None, tokens.text_subdued);
    match column {
        Column::Outcome => {
            let (icon, _) = glance::kind(row);
            let color = match icon {
                Icon::PhoneMissed => tokens.sentiment_negative,
                Icon::Voicemail => tokens.warning,
                Icon::Bell => verdict::bell(row, now).color(tokens),
                _ => tokens.text,
            };
            (None, color)
        }
        Column::Lead if row.lead == Some(true) => (None, tokens.sentiment_positive),
        Column::Sentiment if verdict::is(row, "negative") => {
            (Some(Icon::MoodSad), tokens.sentiment_negative)
        }
        Column::Sentiment if verdict::is(row, "positive") => {
            (Some(Icon::Mood), tokens.sentiment_positive)
        }
        Column::Starred if row.starred => (Some(Icon::StarFilled), tokens.accent),
        Column::Reviewed if row.reviewed => (Some(Icon::Check), tokens.sentiment_positive),
        _ => plain,
    }
}

/// What it says.
fn told(drawn: &Drawn<'_>, column: Column) -> String {
    let (row, now) = (drawn.row, drawn.now);
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |text: &Option<String>| text.as_deref().map(words::phone).unwrap_or_default();
    match column {
        Column::Started => drawn.told.when.clone(),
        Column::Caller => drawn.told.who.clone(),
        Column::Number => number(&row.caller_number),
        Column::Place => owned(&row.place),
        Column::Dialled => match &row.group_name {
            Some(group) => group.clone(),
            None => number(&row.tracking_number),
        },
        Column::Source => owned(&row.source),
        Column::Wait => secs(row.wait_secs),
        Column::Talk => glance::length(row, now),
        Column::Sentiment => row
            .sentiment
            .as_deref()
            .map(words::sentence)
            .unwrap_or_default(),
        Column::Lead => match row.lead {
            Some(true) => "Lead".to_owned(),
            Some(false) => "No".to_owned(),
            None => String::new(),
        },
        Column::Stage => words::sentence(row.stage.word()),
        Column::Outcome => match verdict::waiting(row, now) {
            Some(Waiting::Rings) => "Ringing".to_owned(),
            Some(Waiting::NoEndYet) => "No end yet".to_owned(),
            Some(Waiting::NoResult) => "No result".to_owned(),
            None => {
                let outcome = crate::call::exported::outcome(row);
                outcome.map(words::sentence).unwrap_or_default()
            }
        },
        Column::Group => owned(&row.group_name),
        Column::Tracking => number(&row.tracking_number),
        Column::Campaign => owned(&row.campaign),
        Column::Starred => if row.starred { "Starred" } else { "" }.to_owned(),
        Column::Reviewed => if row.reviewed { "Reviewed" } else { "" }.to_owned(),
    }
}

fn secs(length: Option<Seconds>) -> String {
    length.map_or_else(|| "–".to_owned(), words::duration)
}
