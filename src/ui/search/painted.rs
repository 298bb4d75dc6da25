//! How the typed question is painted: filters on a ground of their own, mistakes underlined.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Galley, Rect, Stroke, Ui, vec2};

use crate::call::question::{Filter, Place, Reading, parse_typing};
use crate::ui::theme::{Themed, text};

/// Lays the text out on one line.
pub(super) fn galley(ui: &Ui, typed: &str) -> Arc<Galley> {
    let tokens = ui.tokens();
    let plain = TextFormat {
        font_id: text::body_font(),
        line_height: Some(20.0),
        color: tokens.text_strong,
        ..TextFormat::default()
    };
    let mut job = LayoutJob {
        break_on_newline: false,
        ..LayoutJob::default()
    };
    let mut from = 0;
    for mistake in parse_typing(typed).mistakes {
        let Range { start, end } = mistake.at;
        // A mistake at the end of the text, such as a value that is missing, has no letters of its own.
        if start < from || end <= start {
            continue;
        }
        job.append(&typed[from..start], 0.0, plain.clone());
        let wrong = TextFormat {
            underline: Stroke::new(1.5, tokens.sentiment_negative),
            ..plain.clone()
        };
        job.append(&typed[start..end], 0.0, wrong);
        from = end;
    }
    job.append(&typed[from..], 0.0, plain);
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// The grounds of the filters, from the corner of the laid out text.
pub(super) fn chips<'a>(
    galley: &'a Galley,
    typed: &'a str,
    reading: &'a Reading,
) -> impl Iterator<Item = Rect> + 'a {
    let terms = reading.question.terms.iter().zip(&reading.spans);
    let is_chip = |filter: &Filter| {
        !matches!(
            filter,
            Filter::Text {
                place: Place::Anywhere,
                ..
            }
        )
    };
    terms
        .filter(move |(term, _)| term.is_excluded || is_chip(&term.filter))
        .filter_map(|(_, span)| {
            let cursor = |at: usize| {
                let before = typed.get(..at)?;
                Some(galley.pos_from_cursor(CCursor::new(before.chars().count())))
            };
            let (start, end) = (cursor(span.start)?, cursor(span.end)?);
            Some(Rect::from_min_max(start.min, end.max).expand2(vec2(4.0, 2.0)))
        })
}
