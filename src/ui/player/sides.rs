//! Beside the waveform: how much each side talks, whom one hears, and whether pauses are passed over.

use egui::{Button, Color32, Response, Role, Ui, WidgetInfo};

use super::view::{Lanes, PlayerView};
use super::{PlayerAction, part_ui, waveform};
use crate::call::sound::{Heard, Sides};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions};

/// A side and its lane.
pub(super) struct Side {
    pub name: &'static str,
    pub lanes: Lanes,
    /// How much of the talk is its own, 0 to 1.
    pub share: Option<f64>,
}

/// Agent and caller, where each has a lane.
pub(super) fn sides_of(heard: Option<&Heard>) -> Option<[Side; 2]> {
    let heard = heard?;
    let Sides::Stereo { agent, .. } = waveform::sides(heard) else {
        return None;
    };
    let analysis = heard.analysis.as_ref()?;
    let voice = analysis.voice.as_ref();
    let lanes = [Lanes::Left, Lanes::Right];
    Some([
        Side {
            name: "Agent",
            lanes: lanes[agent],
            share: voice.map(|voice| voice.agent.share),
        },
        Side {
            name: "Caller",
            lanes: lanes[1 - agent],
            share: voice.map(|voice| voice.caller.share),
        },
    ])
}

/// `Agent 61 %`: a press lets one hear that side alone, another both again.
pub(super) fn side_ui(ui: &mut Ui, side: &Side, player: &PlayerView, actions: &mut Actions) {
    let tokens = ui.tokens();
    let color = if side.name == "Agent" {
        tokens.agent
    } else {
        tokens.caller
    };
    let is_alone = player.sound.lanes == side.lanes;
    let mut words = match side.share {
        Some(share) => format!("{} {:.0} %", side.name, share * 100.0),
        None => side.name.to_owned(),
    };
    if is_alone {
        words.push_str(" · alone");
    }
    let name = match side.share {
        Some(share) => format!(
            "Hear the {} alone: {:.0} % of the talk, measured from the recording",
            side.name.to_lowercase(),
            share * 100.0
        ),
        None => format!("Hear the {} alone", side.name.to_lowercase()),
    };
    if quiet_ui(ui, side.name, (&words, &name), color, is_alone).clicked() {
        let lanes = if is_alone { Lanes::Both } else { side.lanes };
        actions.push(Action::Player(PlayerAction::Lanes(lanes)));
    }
}

/// Whether silence and ringing are passed over.
pub(super) fn skip_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let is_on = player.skips_silence;
    let tokens = ui.tokens();
    let (words, color) = if is_on {
        ("Skip silence on", tokens.accent)
    } else {
        ("Skip silence off", tokens.text_subdued)
    };
    let name = "Skip silence and ringing";
    if quiet_ui(ui, "silence", (words, name), color, is_on).clicked() {
        actions.push(Action::Player(PlayerAction::SkipSilence(!is_on)));
    }
}

/// A caption that can be pressed, of a part of the player.
fn quiet_ui(
    ui: &mut Ui,
    of: &str,
    (words, name): (&str, &str),
    color: Color32,
    is_on: bool,
) -> Response {
    let response = part_ui(ui, of, true, |ui| {
        ui.spacing_mut().button_padding = egui::vec2(6.0, 1.0);
        let label = text::caption(words).color(color);
        ui.add(Button::new(label).frame_when_inactive(false))
    });
    let response = response.on_hover_text(name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, name));
    response
}
