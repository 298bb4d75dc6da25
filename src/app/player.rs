//! Joins the player at the foot of the window with the player of recordings.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::Events;
use super::recordings::{self, Loaded, Wish};
use crate::call::CallId;
use crate::config::Recordings;
use crate::recording::failure::Failure;
use crate::recording::player::{Device, Player, Snapshot, Solo, Speakers, State};
use crate::ui::call_list::who;
use crate::ui::model::{Model, Opened};
use crate::ui::player::{
    HeardCall, Hearing, Lanes, Loop, Percent, PlayerAction, PlayerView, Sound, Speed, Trouble,
    WayOut,
};

/// How many calls are looked at for the next one with a recording.
const LOOKED_AT: usize = 200;
/// The newest calls, whose recordings are fetched ahead where that is wanted.
const AHEAD: usize = 20;
/// How far a recording may go on before it is remembered.
const REMEMBER_EVERY: Duration = Duration::from_secs(5);

pub(super) struct Hear {
    player: Player,
    wishes: SyncSender<Wish>,
    settings: Recordings,
    /// The call whose recording is in the player.
    loaded: Option<CallId>,
    /// Counts the recordings that were asked for.
    number: u64,
    /// True while one was asked for and has not come.
    is_coming: bool,
    /// Where it is to begin, where that is not where it was left.
    start_at: Option<Duration>,
    loop_from: Option<f64>,
    /// The call that was open last.
    followed: Option<CallId>,
    /// The call whose text was found to be another than the one that its sound was read with, and its revision.
    looked: Option<(CallId, i64)>,
    /// The speed to go back to.
    other_speed: Speed,
    remembered: Duration,
    state: State,
}

impl Hear {
    /// Starts the player and the thread that gets recordings. No device is opened before something is played.
    pub fn start(
        data_dir: &std::path::Path,
        settings: Recordings,
        events: &Events,
    ) -> std::io::Result<Self> {
        let wake = Arc::clone(&events.wake);
        Ok(Self {
            player: Player::start(Speakers, move || wake())?,
            wishes: recordings::start(data_dir, settings.clone(), events.clone())?,
            settings,
            loaded: None,
            number: 0,
            is_coming: false,
            start_at: None,
            loop_from: None,
            followed: None,
            looked: None,
            other_speed: Speed(150),
            remembered: Duration::ZERO,
            state: State::Empty,
        })
    }

    /// Does what the person wants of the player.
    pub fn carry_out(&mut self, action: PlayerAction, model: &mut Model) {
        let now = self.player.snapshot();
        match action {
            PlayerAction::Toggle => self.toggle(&now, model),
            PlayerAction::PlayOpen => {
                if let Opened::Ready(open) = &model.open_call {
                    self.load(vec![open.call.id], false, model);
                }
            }
            PlayerAction::PlayFrom(call, at) => self.play_from(call, at, &now, model),
            PlayerAction::Seek(to) => self.player.seek(to.as_secs_f64()),
            PlayerAction::Skip(millis) => {
                let by = Duration::from_millis(millis.unsigned_abs()).as_secs_f64();
                let by = if millis < 0 { -by } else { by };
                self.player.seek(now.at_secs + by);
            }
            PlayerAction::Speed(speed) => self.set_speed(speed, &now),
            PlayerAction::ToggleSpeed => {
                let is_usual = speed_of(&now) == Speed::USUAL;
                let to = if is_usual {
                    self.other_speed
                } else {
                    Speed::USUAL
                };
                self.set_speed(to, &now);
            }
            PlayerAction::Volume(Percent(percent)) => {
                self.player.set_volume(f64::from(percent) / 100.0);
                self.player.set_muted(false);
            }
            PlayerAction::Mute(on) => self.player.set_muted(on),
            PlayerAction::Loop => self.step_loop(&now),
            PlayerAction::Lanes(lanes) => self.player.set_solo(solo_of(lanes)),
            PlayerAction::Level(on) => self.player.set_leveled(on),
            PlayerAction::Device(name) => self.player.set_device(name),
            PlayerAction::ListDevices => self.player.list_devices(),
            PlayerAction::Next => self.play_next(true, model),
            PlayerAction::Previous => self.play_next(false, model),
            PlayerAction::GoOn(on) => model.player.goes_on = on,
            PlayerAction::TryAgain => {
                if let Some(call) = &model.player.call {
                    self.load(vec![call.id], true, model);
                }
            }
            PlayerAction::Keep(on) => {
                if let Some(call) = &model.player.call {
                    model.player.is_kept = on;
                    self.wish(Wish::Keep(call.id, on));
                }
            }
        }
        self.show(model);
    }

    /// A recording has come, or the reason why it does not. Gives the call that is played now where that is
    /// another one than before.
    pub fn loaded(
        &mut self,
        number: u64,
        loaded: Option<Loaded>,
        model: &mut Model,
    ) -> Option<CallId> {
        if number != self.number {
            return None;
        }
        self.is_coming = false;
        let Some(loaded) = loaded else {
            self.show(model);
            return None;
        };
        let id = loaded.call.id;
        model.player.call = Some(loaded.call);
        model.player.is_kept = loaded.is_kept;
        self.loop_from = None;
        match loaded.recording {
            Ok(recording) => {
                self.loaded = Some(id);
                self.remembered = loaded.at;
                let at = self.start_at.take().unwrap_or(loaded.at);
                self.player.load(recording, at.as_secs_f64());
                self.player.play();
            }
            Err(failure) => {
                self.loaded = None;
                self.player.unload();
                model.player.state = Hearing::Failed;
                model.player.trouble = Some(trouble_of(&failure));
            }
        }
        self.show(model);
        Some(id)
    }

    /// Has the model tell how the player is, each frame.
    pub fn show(&mut self, model: &mut Model) {
        let now = self.player.snapshot();
        self.remember(&now);
        let was = std::mem::replace(&mut self.state, now.state);
        if was != State::Ended && now.state == State::Ended && model.player.goes_on {
            self.play_next(true, model);
        }
        self.follow(&now, model);
        tell(&mut model.player, &self.player.snapshot(), self.loop_from);
        if self.is_coming {
            model.player.state = Hearing::Waiting;
            model.player.trouble = None;
        }
    }

    /// New calls are in the list.
    pub fn calls_came(&self, ids: &[CallId]) {
        if self.settings.fetch_new {
            let newest = ids.iter().take(AHEAD).copied().collect();
            self.wish(Wish::FetchAhead(newest));
        }
    }

    fn toggle(&mut self, now: &Snapshot, model: &mut Model) {
        let Some(call) = model.player.call.as_ref().map(|call| call.id) else {
            return;
        };
        match now.state {
            _ if self.loaded != Some(call) => {
                if model.player.state != Hearing::NoRecording {
                    self.load(vec![call], false, model);
                }
            }
            State::Playing | State::Waiting => self.player.pause(),
            State::Paused => {
                // What was heard last is heard again, to find back into it.
                let back = self.settings.resume_back().as_secs_f64();
                if now.at_secs > back {
                    self.player.seek(now.at_secs - back);
                }
                self.player.play();
            }
            _ => self.player.play(),
        }
    }

    fn play_from(&mut self, call: CallId, at: Duration, now: &Snapshot, model: &mut Model) {
        let is_there = self.loaded == Some(call) && !self.is_coming && now.state != State::Failed;
        if is_there {
            self.player.seek(at.as_secs_f64());
            self.player.play();
        } else {
            self.load(vec![call], false, model);
            self.start_at = Some(at);
        }
    }

    fn set_speed(&mut self, speed: Speed, now: &Snapshot) {
        let before = speed_of(now);
        if speed != Speed::USUAL {
            self.other_speed = speed;
        } else if before != Speed::USUAL {
            self.other_speed = before;
        }
        self.player.set_speed(f64::from(speed.0) / 100.0);
    }

    fn step_loop(&mut self, now: &Snapshot) {
        match (now.looped, self.loop_from.take()) {
            (Some(_), _) => self.player.set_loop(None),
            (None, None) => self.loop_from = Some(now.at_secs),
            (None, Some(from)) => self.player.set_loop(Some((from, now.at_secs))),
        }
    }

    fn play_next(&mut self, is_next: bool, model: &mut Model) {
        let (Some(call), Some(ids)) = (&model.player.call, &model.calls.ids) else {
            return;
        };
        let Some(at) = ids.iter().position(|id| *id == call.id) else {
            return;
        };
        let calls: Vec<CallId> = if is_next {
            ids.iter().skip(at + 1).take(LOOKED_AT).copied().collect()
        } else {
            ids[..at].iter().rev().take(LOOKED_AT).copied().collect()
        };
        self.load(calls, false, model);
    }

    fn load(&mut self, calls: Vec<CallId>, again: bool, model: &mut Model) {
        self.leave();
        self.player.pause();
        self.start_at = None;
        self.number += 1;
        self.is_coming = self.wish(Wish::Load {
            number: self.number,
            calls,
            again,
        });
        model.player.trouble = None;
    }

    /// A call that is opened while nothing plays is the player's.
    fn follow(&mut self, now: &Snapshot, model: &mut Model) {
        let Opened::Ready(open) = &model.open_call else {
            return;
        };
        let id = open.call.id;
        let is_new = self.followed.replace(id) != Some(id);
        let sound = model.sounds.of(id);
        if is_new && sound.is_none_or(|heard| !heard.is_whole) {
            self.wish(Wish::Look(id));
        } else if let Some(heard) = sound
            && heard.revision != open.row.revision
            && self.looked.replace((id, open.row.revision)) != Some((id, open.row.revision))
        {
            self.wish(Wish::LookAgain(id));
        }
        let is_busy = self.is_coming || matches!(now.state, State::Playing | State::Waiting);
        let is_same = model.player.call.as_ref().is_some_and(|call| call.id == id);
        let has_recording = open.call.facts.recording_url.text().is_some();
        // The link mostly comes minutes after the call.
        let has_come = is_same && has_recording && model.player.state == Hearing::NoRecording;
        if is_busy || !(has_come || is_new && !is_same) {
            return;
        }
        self.leave();
        self.player.unload();
        self.loaded = None;
        self.loop_from = None;
        model.player = PlayerView {
            call: Some(HeardCall {
                id: open.call.id,
                who: who(&open.row),
            }),
            state: if has_recording {
                Hearing::Ready
            } else {
                Hearing::NoRecording
            },
            trouble: (!has_recording).then(|| trouble_of(&Failure::NoLink)),
            goes_on: model.player.goes_on,
            ..PlayerView::default()
        };
    }

    /// Writes down how far the recording was heard, every now and then.
    fn remember(&mut self, now: &Snapshot) {
        let at = Duration::try_from_secs_f64(now.at_secs).unwrap_or_default();
        let is_far = at.abs_diff(self.remembered) >= REMEMBER_EVERY;
        let has_stopped = self.state == State::Playing && now.state != State::Playing;
        if self.loaded.is_some() && (is_far || has_stopped) {
            self.leave();
        }
    }

    /// Writes down how far the recording was heard; one that was heard to the end begins anew.
    fn leave(&mut self) {
        let now = self.player.snapshot();
        let Some(call) = self.loaded.filter(|_| now.state != State::Failed) else {
            return;
        };
        let at = Duration::try_from_secs_f64(now.at_secs).unwrap_or_default();
        let at = if now.state == State::Ended {
            Duration::ZERO
        } else {
            at
        };
        if at != self.remembered {
            self.remembered = at;
            self.wish(Wish::Left(call, at));
        }
    }

    /// False where too much is wished at once.
    fn wish(&self, wish: Wish) -> bool {
        let is_taken = self.wishes.try_send(wish).is_ok();
        if !is_taken {
            log::warn!("recordings are busy: a wish was dropped");
        }
        is_taken
    }
}

fn tell(view: &mut PlayerView, now: &Snapshot, loop_from: Option<f64>) {
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
    view.trouble = now.failure.as_ref().map(trouble_of).or(match now.device {
        Device::Missing => Some(no_device("There is no sound device.")),
        Device::Lost => Some(no_device("The sound device is gone.")),
        Device::Closed | Device::Open => None,
    });
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
fn speed_of(now: &Snapshot) -> Speed {
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

fn solo_of(lanes: Lanes) -> Solo {
    match lanes {
        Lanes::Both => Solo::Both,
        Lanes::Left => Solo::Left,
        Lanes::Right => Solo::Right,
    }
}

fn trouble_of(failure: &Failure) -> Trouble {
    Trouble {
        what: failure.to_string(),
        advice: failure.advice().to_owned(),
        way_out: if failure.may_pass() {
            WayOut::TryAgain
        } else {
            WayOut::None
        },
    }
}

fn no_device(what: &str) -> Trouble {
    Trouble {
        what: what.to_owned(),
        advice: "Connect one, or choose another under “Sound and playing”.".to_owned(),
        way_out: WayOut::PlayAgain,
    }
}
