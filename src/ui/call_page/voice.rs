//! Who talks how much, measured from the recording.

use egui::{CornerRadius, Rect, Role, Sense, Sides, Ui, WidgetInfo, pos2, vec2};

use super::quiet::quiet_button_ui;
use super::transcript::moment;
use crate::call::sound::{Side, Span, Voice};
use crate::call::{CallId, Seconds};
use crate::ui::player::PlayerAction;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::{card_ui, pair_ui, pair_with_ui};
use crate::ui::{Action, Actions, words};

const BAR: f32 = 12.0;
const GAP: f32 = 2.0;

/// The card; the longest silence plays.
pub fn voice_ui(ui: &mut Ui, call: CallId, voice: &Voice, actions: &mut Actions) {
    card_ui(ui, "Share of voice", |ui| {
        bar_ui(ui, voice);
        pair_ui(ui, "Agent talks", text::body(talk(&voice.agent)));
        pair_ui(ui, "Caller talks", text::body(talk(&voice.caller)));
        pair_ui(ui, "Both at once", text::body(long(voice.together_secs)));
        pair_ui(ui, "Interrupts", text::body(interrupts(voice)));
        pair_ui(ui, "Silence", text::body(long(voice.silence_secs)));
        if let Some(silence) = voice.longest_silence {
            pair_with_ui(ui, "Longest", |ui| longest_ui(ui, call, silence, actions));
        }
        ui.add_space(4.0);
        ui.label(text::caption("Measured from the recording"));
    });
}

/// The shares side by side, and under them in words.
fn bar_ui(ui: &mut Ui, voice: &Voice) {
    ui.add_space(6.0);
    let tokens = ui.tokens();
    let (agent, caller) = shares(voice);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let told = format!("Share of voice: agent {agent} %, caller {caller} %");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let split = rect.left() + (rect.width() - GAP) * voice.agent.share as f32;
    let radius = CornerRadius::same(2);
    let left = Rect::from_min_max(rect.min, pos2(split, rect.bottom()));
    let right = Rect::from_min_max(pos2(split + GAP, rect.top()), rect.max);
    ui.painter().rect_filled(left, radius, tokens.agent);
    ui.painter().rect_filled(right, radius, tokens.caller);
    ui.add_space(8.0);
    Sides::new().height(16.0).show(
        ui,
        |ui| ui.label(text::caption(format!("Agent {agent} %")).color(tokens.agent)),
        |ui| ui.label(text::caption(format!("Caller {caller} %")).color(tokens.caller)),
    );
    ui.add_space(6.0);
}

/// In hundredths; together a hundred, unless nobody talks.
fn shares(voice: &Voice) -> (u8, u8) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 100"
    )]
    let agent = (100.0 * voice.agent.share).round().clamp(0.0, 100.0) as u8;
    let is_silent = voice.agent.talk_secs + voice.caller.talk_secs <= 0.0;
    (agent, if is_silent { 0 } else { 100 - agent })
}

fn talk(side: &Side) -> String {
    long(side.talk_secs)
}

fn interrupts(voice: &Voice) -> String {
    let times = |side: &Side| match side.interruptions {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        count => format!("{} times", words::count(count)),
    };
    format!(
        "agent {}, caller {}",
        times(&voice.agent),
        times(&voice.caller)
    )
}

fn longest_ui(ui: &mut Ui, call: CallId, silence: Span, actions: &mut Actions) {
    let at = words::duration(Seconds(silence.start_secs));
    let caption = format!("{} at {at}", long(silence.length()));
    let name = format!("Play the longest silence, {caption}");
    if quiet_button_ui(ui, &caption, &name).clicked() {
        let from = moment(silence.start_secs);
        actions.push(Action::Player(PlayerAction::PlayFrom(call, from)));
    }
}

/// To the tenth of a second where it is short: `4.2 s`, `1:05`.
fn long(secs: f64) -> String {
    if secs < 60.0 {
        format!("{secs:.1} s")
    } else {
        words::duration(Seconds(secs))
    }
}
