//! The bar of a call: how long it rang and how long they talked.

use egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::call::{Call, Seconds};
use crate::ui::theme::{Themed, text};
use crate::ui::words;

const BAR: f32 = 12.0;

/// The known parts of a call. A part that is not known is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    pub wait: Option<Part>,
    pub talk: Option<Part>,
}

/// A stretch of the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub secs: f64,
    /// What stands under it, such as `3 rings · 21.9 s`.
    pub label: String,
}

impl Timeline {
    /// The parts of a call: the wait until the answer, or until the end where nobody answered; then the talk.
    pub fn of(call: &Call) -> Self {
        let facts = &call.facts;
        let rings = facts.ring_count.copied().map(|rings| match rings {
            1 => "1 ring".to_owned(),
            _ => format!("{rings} rings"),
        });
        let rang = match (call.wait_secs, call.answered) {
            (Some(Seconds(wait)), _) => Some(wait),
            (None, Some(false)) => span(facts.started_at.at(), facts.ended_at.at()),
            _ => None,
        };
        let wait = rang.map(|secs| {
            let long = exactly(secs);
            let label = match &rings {
                Some(rings) => format!("{rings} · {long}"),
                None => format!("waited {long}"),
            };
            Part { secs, label }
        });
        let exact = span(facts.answered_at.at(), facts.ended_at.at());
        let told = facts.talk_secs.copied().map(|secs| secs.0);
        let talk = told.or(exact).filter(|secs| *secs > 0.0).map(|secs| Part {
            secs: exact.unwrap_or(secs),
            label: format!("talk {}", exactly(secs)),
        });
        Self { wait, talk }
    }

    /// The same in words.
    pub fn in_words(&self) -> String {
        let parts: Vec<&str> = [&self.wait, &self.talk]
            .into_iter()
            .flatten()
            .map(|part| part.label.as_str())
            .collect();
        format!("Timeline: {}", parts.join(", then "))
    }
}

/// Draws the bar with its labels; nothing where no part is known.
pub fn timeline_ui(ui: &mut Ui, timeline: &Timeline) {
    let parts: Vec<(&Part, egui::Color32)> = [
        (timeline.wait.as_ref(), ui.tokens().unheard),
        (timeline.talk.as_ref(), ui.tokens().accent),
    ]
    .into_iter()
    .filter_map(|(part, color)| Some((part?, color)))
    .collect();
    if parts.is_empty() {
        return;
    }
    ui.add_space(6.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, timeline.in_words()));
    for (part, color) in stretches(rect, &parts) {
        ui.painter().rect_filled(part, CornerRadius::same(2), color);
    }
    ui.add_space(8.0);
    labels_ui(ui, timeline);
    ui.add_space(6.0);
}

/// The stretches side by side, each at least wide enough to be seen.
fn stretches<C: Copy>(rect: Rect, parts: &[(&Part, C)]) -> Vec<(Rect, C)> {
    const LEAST: f32 = 6.0;
    const GAP: f32 = 2.0;
    let total: f64 = parts.iter().map(|(part, _)| part.secs).sum();
    #[expect(clippy::cast_precision_loss, reason = "two parts at most")]
    let room = rect.width() - (GAP + LEAST) * parts.len() as f32 + GAP;
    let mut left = rect.left();
    parts
        .iter()
        .map(|(part, color)| {
            #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
            let share = if total > 0.0 {
                (part.secs / total) as f32
            } else {
                0.0
            };
            let right = left + LEAST + room * share;
            let stretch = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
            left = right + GAP;
            (stretch, *color)
        })
        .collect()
}

fn labels_ui(ui: &mut Ui, timeline: &Timeline) {
    egui::Sides::new().height(16.0).show(
        ui,
        |ui| {
            if let Some(wait) = &timeline.wait {
                ui.label(text::caption(&wait.label));
            }
        },
        |ui| {
            if let Some(talk) = &timeline.talk {
                ui.label(text::caption(&talk.label));
            }
        },
    );
}

fn span(from: Option<jiff::Timestamp>, to: Option<jiff::Timestamp>) -> Option<f64> {
    let millis = to?.as_millisecond() - from?.as_millisecond();
    #[expect(clippy::cast_precision_loss, reason = "a call is shorter than 2⁵³ ms")]
    (millis >= 0).then_some(millis as f64 / 1000.0)
}

/// To the tenth of a second where it is short: `21.9 s`, `12:04`.
fn exactly(secs: f64) -> String {
    if secs < 90.0 {
        let secs = format!("{secs:.1}");
        format!("{} s", secs.trim_end_matches(".0"))
    } else {
        words::duration(Seconds(secs))
    }
}
