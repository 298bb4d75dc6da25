//! Answers on purpose: what deliveries are answered for a while, chosen here.

use std::time::Duration;

use egui::{DragValue, Label, Ui, WidgetInfo};
use jiff::{SignedDuration, Timestamp};

use crate::call::{OnPurpose, Purpose};
use crate::ui::icons::Icon;
use crate::ui::model::{Model, ReceiverStatus};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// How late an answer can be, seconds.
const DELAYS: std::ops::RangeInclusive<u64> = 1..=120;
/// What is offered first: longer than senders wait who are in a hurry.
const DELAY_SECS: u64 = 20;

/// How long it is told that all is as always again.
const ENDED_SHOWN: SignedDuration = SignedDuration::from_secs(10);
/// How often the time that is left is told anew.
const SECOND: Duration = Duration::from_secs(1);

/// What is entered in the card.
#[derive(Debug)]
pub struct PurposePanel {
    is_choosing: bool,
    delay_secs: u64,
}

impl Default for PurposePanel {
    fn default() -> Self {
        Self {
            is_choosing: false,
            delay_secs: DELAY_SECS,
        }
    }
}

/// Draws the card's contents.
pub(super) fn purpose_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    panel: &mut PurposePanel,
) {
    if !matches!(model.receiver, ReceiverStatus::Listening { .. }) {
        ui.add(Label::new(text::subdued("This window does not receive.")).wrap());
        return;
    }
    if let Some(on) = model.on_purpose {
        running_ui(ui, on, model.now, actions);
        return;
    }
    ui.label(text::subdued("Show how the sender retries."));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (name, purpose) in [
            ("500", Some(Purpose::Error)),
            ("429", Some(Purpose::TooMany)),
            ("Delay…", None),
            ("No answer", Some(Purpose::Silence)),
        ] {
            if widgets::button_ui(ui, None, name).clicked() {
                match purpose {
                    Some(purpose) => actions.push(Action::AnswerOnPurpose(Some(purpose))),
                    None => panel.is_choosing = !panel.is_choosing,
                }
            }
        }
    });
    if panel.is_choosing {
        delay_ui(ui, actions, panel);
    }
    ui.label(text::caption("goes back to normal after 2 minutes"));
}

fn delay_ui(ui: &mut Ui, actions: &mut Actions, panel: &mut PurposePanel) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(text::body("Answer"));
        let drag = DragValue::new(&mut panel.delay_secs)
            .range(DELAYS)
            .speed(1.0)
            .suffix(" s");
        let field = ui.add(drag);
        #[expect(clippy::cast_precision_loss, reason = "at most 120")]
        let secs = panel.delay_secs as f64;
        field.widget_info(|| WidgetInfo::slider(true, secs, "Seconds that answers are late"));
        ui.label(text::body("late"));
        if widgets::button_ui(ui, None, "Start").clicked() {
            let delay = Duration::from_secs(panel.delay_secs);
            actions.push(Action::AnswerOnPurpose(Some(Purpose::Delay(delay))));
            panel.is_choosing = false;
        }
    });
}

fn running_ui(ui: &mut Ui, on: OnPurpose, now: Timestamp, actions: &mut Actions) {
    let told = format!("Answering {}", told(on.purpose));
    ui.label(text::body(told).color(ui.tokens().warning));
    let caption = format!(
        "everything is stored all the same; back to normal in {}",
        left(on, now)
    );
    ui.add(Label::new(text::caption(caption)).wrap());
    ui.add_space(4.0);
    if widgets::button_ui(ui, None, "Back to normal now").clicked() {
        actions.push(Action::AnswerOnPurpose(None));
    }
}

/// True while answers are given on purpose, and for a moment after.
pub fn tells_purpose(model: &Model) -> bool {
    model.on_purpose.is_some() || has_just_ended(model)
}

fn has_just_ended(model: &Model) -> bool {
    let ended = model.purpose_ended_at;
    ended.is_some_and(|at| model.now.duration_since(at) < ENDED_SHOWN)
}

/// Draws the line that says so, whatever screen is shown.
pub fn purpose_notice_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    ui.request_repaint_after(SECOND);
    let tokens = ui.tokens();
    let Some(on) = model.on_purpose else {
        Icon::Check.show(ui, 16.0, tokens.sentiment_positive);
        ui.label(text::body("Deliveries are answered as always again."));
        return;
    };
    Icon::Warning.show(ui, 16.0, tokens.warning);
    let told = told(on.purpose);
    let left = left(on, model.now);
    ui.label(text::body(format!(
        "Deliveries are answered {told} and stored all the same. Back to normal in {left}."
    )));
    if widgets::button_ui(ui, None, "Back to normal").clicked() {
        actions.push(Action::AnswerOnPurpose(None));
    }
}

/// What is answered, in words: `500 on purpose`.
fn told(purpose: Purpose) -> String {
    match purpose {
        Purpose::Error => "500 on purpose".to_owned(),
        Purpose::TooMany => "429 on purpose".to_owned(),
        Purpose::Delay(delay) => format!("{} s late on purpose", delay.as_secs()),
        Purpose::Silence => "with nothing on purpose".to_owned(),
    }
}

/// How long that goes on: `1:43`.
fn left(on: OnPurpose, now: Timestamp) -> String {
    let secs = on.until.duration_since(now).as_secs().max(0);
    format!("{}:{:02}", secs / 60, secs % 60)
}
