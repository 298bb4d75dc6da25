//! How the typed question is painted: filters on a ground of their own, mistakes underlined.

use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Galley, Rect, Ui, vec2};

use crate::call::question::{Filter, Place, Reading};
use crate::ui::bidi::Laid;
use crate::ui::theme::{Themed, text};
use crate::ui::underline::underlines;

/// Lays the text out on one line.
pub(super) fn galley(ui: &Ui, typed: &str) -> Arc<Galley> {
    let plain = TextFormat {
        font_id: text::body_font(),
        line_height: Some(20.0),
        color: ui.tokens().text_strong,
        ..TextFormat::default()
    };
    let mut job = LayoutJob {
        break_on_newline: false,
        ..LayoutJob::default()
    };
    job.append(typed, 0.0, plain);
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

/// The lines under what was not understood, from the corner of the laid out text.
pub(super) fn faults(galley: &Arc<Galley>, reading: &Reading) -> Vec<Rect> {
    let places = reading.mistakes.iter().map(|mistake| mistake.at.clone());
    let laid = Laid::plain(Arc::clone(galley));
    underlines(&laid, &places.collect::<Vec<_>>())
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
