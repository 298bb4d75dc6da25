//! How the player is, in the words and numbers of the screen.

use std::time::Duration;

use crate::recording::failure::Failure;
use crate::recording::player::{Device, Snapshot, Solo, State};
use crate::ui::player::{Hearing, Lanes, Loop, Percent, PlayerView, Sound, Speed, Trouble, WayOut};

pub(super) fn tell(view: &mut PlayerView, now: &Snapshot, loop_from: Option<f64>) {
    let time = |secs: f64| Duration::try_from_secs_f64(secs).unwrap_or_default();
    view.speed = speed_of(now);
    view.sound = Sound {
        volume: percent_of(now.volume),
        is_muted: now.is_muted,
        lanes: match now.solo {
            Solo::Both => Lanes::Both,
            Solo::Left => Lanes::Left,
            Solo::Right => Lanes::Right,
        },
        is_leveled: now.is_leveled,
        devices: now.devices.clone(),
        device: now.device_name.clone(),
    };
    view.state = match now.state {
        // What the call itself says holds while nothing is loaded.
        State::Empty => return,
        State::Waiting => Hearing::Waiting,
        State::Playing => Hearing::Playing,
        State::Paused => Hearing::Paused,
        State::Ended => Hearing::Ended,
        State::Failed => Hearing::Failed,
    };
    view.at = time(now.at_secs);
    view.length = now.length_secs.map(time);
    view.is_stereo = now.is_stereo == Some(true);
    view.looped = match (now.looped, loop_from) {
        (Some((from, to)), _) => Loop::Between(time(from), time(to)),
        (None, Some(from)) => Loop::From(time(from)),
        (None, None) => Loop::Off,
    };
    let coming = now
        .progress
        .as_ref()
        .filter(|progress| progress.end.is_none());
    view.fetched = coming.and_then(|progress| part(progress.have_bytes, progress.whole_bytes?));
    let of_device = || match now.device {
        Device::Missing => Some(Failure::NoDevice),
        Device::Lost => Some(Failure::DeviceGone),
        Device::Closed | Device::Open => None,
    };
    let failure = now.failure.clone().or_else(of_device);
    view.trouble = failure.as_ref().map(Trouble::from);
}

#[expect(clippy::cast_precision_loss, reason = "a part to be drawn")]
fn part(have: u64, whole: u64) -> Option<f32> {
    (whole > 0).then(|| have as f32 / whole as f32)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0.5 to 3"
)]
pub(super) fn speed_of(now: &Snapshot) -> Speed {
    Speed((now.speed * 100.0).round() as u16)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 1"
)]
fn percent_of(volume: f64) -> Percent {
    Percent((volume * 100.0).round() as u8)
}

pub(super) fn solo_of(lanes: Lanes) -> Solo {
    match lanes {
        Lanes::Both => Solo::Both,
        Lanes::Left => Solo::Left,
        Lanes::Right => Solo::Right,
    }
}

impl From<&Failure> for Trouble {
    fn from(failure: &Failure) -> Self {
        let way_out = match failure {
            Failure::NoDevice | Failure::DeviceGone => WayOut::PlayAgain,
            failure if failure.is_chosen() => WayOut::Settings,
            failure if failure.may_pass() => WayOut::TryAgain,
            _ => WayOut::None,
        };
        Self {
            what: failure.to_string(),
            advice: failure.advice().to_owned(),
            way_out,
        }
    }
}
