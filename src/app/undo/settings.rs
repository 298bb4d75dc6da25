//! How what was changed in the settings is taken back.

use super::Change;
use crate::call::Look;
use crate::ui::Action;
use crate::ui::model::{Model, Screen};
use crate::ui::player::{PlayerAction, PlayerView};
use crate::ui::title_of;

/// The change that an action of the settings makes; none where it changes nothing.
pub(super) fn setting_change(action: &Action, model: &Model) -> Option<Change> {
    let of = |what, told, back| Some(Change::of(action, what, told, back));
    match action {
        Action::Choose(choice) => {
            let back = Action::Choose(model.choices.now(choice));
            if back == *action {
                return None;
            }
            let what = choice.what();
            of(
                format!("change of {what}"),
                format!("Changed: {what}"),
                back,
            )
        }
        Action::SetLimit(name, number) => {
            let limit = model.limit(name)?;
            let back = Action::SetLimit(name, (!limit.is_usual()).then_some(limit.now));
            if limit.now == number.unwrap_or(limit.usual) {
                return None;
            }
            let what = title_of(name);
            of(
                format!("change of “{what}”"),
                format!("Changed: {what}"),
                back,
            )
        }
        Action::SetLook(look) => {
            let back = Action::SetLook(model.look.clone());
            let is_another = |look: &Look| {
                (look.density, look.is_table) != (model.look.density, model.look.is_table)
            };
            if !is_another(look) {
                return None;
            }
            let what = "change of how the list looks";
            of(what.into(), "Changed how the list looks".into(), back)
        }
        // Elsewhere these are keys of the player, pressed again and again while a call is heard.
        Action::Player(action) if model.screen == Screen::Settings => {
            let (back, what) = player_change(action, &model.player)?;
            of(
                format!("change of {what}"),
                format!("Changed: {what}"),
                Action::Player(back),
            )
        }
        Action::SetTheme(_) => {
            let back = Action::SetTheme(model.theme);
            let told = "Changed the colours";
            of("change of the colours".into(), told.into(), back)
        }
        Action::SetOnClose(_) => {
            let back = Action::SetOnClose(model.on_close);
            let told = "What happens when the window is closed was changed";
            let what = "choice of what happens when the window is closed";
            if back == *action {
                return None;
            }
            of(what.into(), told.into(), back)
        }
        _ => None,
    }
}

/// What takes back a choice for the player, and what it is about.
fn player_change(action: &PlayerAction, now: &PlayerView) -> Option<(PlayerAction, &'static str)> {
    let (back, what) = match action {
        PlayerAction::Speed(_) => (PlayerAction::Speed(now.speed), "speed"),
        PlayerAction::SkipSilence(_) => (
            PlayerAction::SkipSilence(now.skips_silence),
            "passing over silence",
        ),
        PlayerAction::Level(_) => (PlayerAction::Level(now.sound.is_leveled), "loudness"),
        PlayerAction::GoOn(_) => (PlayerAction::GoOn(now.goes_on), "the next call"),
        PlayerAction::Device(_) => (
            PlayerAction::Device(now.sound.device.clone()),
            "sound device",
        ),
        _ => return None,
    };
    (back != *action).then_some((back, what))
}
