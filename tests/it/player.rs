//! The player at the foot of the window: what its keys and buttons ask for, and what it looks like in every state.

pub mod heard;
mod keys;
mod pictures;
pub mod program;
pub mod sounded;
mod steady;
mod troubles;
mod waveform;

use std::time::Duration;

use callbook::call::CallId;
use callbook::ui::Action;
use callbook::ui::model::Model;
use callbook::ui::player::{HeardCall, Hearing, PlayerAction, PlayerView};
use egui_kittest::Harness;

use crate::window::{self, Window, calls};

/// The window with a recording of half a minute that is being heard.
fn playing() -> Model {
    let model = calls();
    let id = model.calls.selected.unwrap_or(CallId(1));
    Model {
        player: PlayerView {
            call: Some(HeardCall {
                id,
                who: "Ted Robertson".to_owned(),
            }),
            state: Hearing::Playing,
            at: Duration::from_secs(14),
            length: Some(Duration::from_millis(30_400)),
            ..PlayerView::default()
        },
        ..model
    }
}

fn open(model: Model) -> Harness<'static, Window> {
    let mut harness = window::open(model, [1440.0, 900.0]);
    harness.run_steps(3);
    harness.state_mut().log.clear();
    harness
}

/// What the player was asked for.
fn asked(harness: &mut Harness<'static, Window>) -> Vec<PlayerAction> {
    harness.run_steps(2);
    let log = std::mem::take(&mut harness.state_mut().log);
    log.into_iter()
        .filter_map(|action| match action {
            Action::Player(action) => Some(action),
            _ => None,
        })
        .collect()
}
