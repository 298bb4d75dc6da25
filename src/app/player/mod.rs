//! Joins the player at the foot of the window with the player of recordings.

mod choices;
mod follow;
mod masked;
mod tell;

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::Events;
use super::recordings::{self, Loaded, Wish};
use crate::call::CallId;
use crate::call::sound::{Heard, Parts, Span};
use crate::config::Recordings;
use crate::recording::player::{Player, Snapshot, Speakers, State};
use crate::ui::model::{Model, Opened};
use crate::ui::player::{Hearing, Percent, PlayerAction, Speed, Trouble};
use tell::{solo_of, speed_of, tell};

pub(super) use choices::{Choices, set_usually_right, usually_right};

/// How many calls are looked at for the next one with a recording.
const LOOKED_AT: usize = 200;
/// How far a recording may go on before it is remembered.
const REMEMBER_EVERY: Duration = Duration::from_secs(5);
/// What is left of a pause at its beginning and at its end where pauses are passed over, seconds.
const LEFT_OF_PAUSE: f64 = 0.3;

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
    /// As the book has them; none until they were read.
    choices: Option<Choices>,
    parts: Parts,
    /// The epoch and the moment that were seen last.
    seen: (u32, f64),
    /// What the pauses to pass over were taken from.
    skipped: Option<(Arc<Heard>, bool)>,
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
        let hear = Self {
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
            other_speed: Choices::default().other_speed,
            choices: None,
            parts: Parts::default(),
            seen: (0, 0.0),
            skipped: None,
            remembered: Duration::ZERO,
            state: State::Empty,
        };
        hear.wish(Wish::Choices);
        Ok(hear)
    }

    /// What was chosen before the program was started anew.
    pub fn choose(&mut self, choices: Choices, model: &mut Model) {
        self.player.set_speed(f64::from(choices.speed.0) / 100.0);
        self.other_speed = choices.other_speed;
        self.player.set_volume(f64::from(choices.volume.0) / 100.0);
        self.player.set_muted(choices.is_muted);
        self.player.set_leveled(choices.is_leveled);
        self.player.set_device(choices.device.clone());
        model.player.skips_silence = choices.skips_silence;
        model.player.goes_on = choices.goes_on;
        self.choices = Some(choices);
        self.show(model);
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
            PlayerAction::Seek(to) => self.seek(to, &now, model),
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
            PlayerAction::LoopFrom => self.loop_from(&now),
            PlayerAction::LoopTo => self.loop_to(&now),
            PlayerAction::LoopBetween(from, to) => {
                self.loop_from = None;
                self.go_round(from.as_secs_f64(), to.as_secs_f64());
            }
            PlayerAction::SkipSilence(on) => model.player.skips_silence = on,
            PlayerAction::AgentRight(call, on) => {
                self.wish(Wish::AgentRight(call, on));
            }
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
        self.keep_choices(model);
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
        let before = loaded.before;
        model.player.is_kept = before.is_kept;
        self.loop_from = None;
        match loaded.recording {
            Ok(recording) => {
                self.loaded = Some(id);
                self.remembered = before.at;
                let back = before.at.saturating_sub(self.settings.resume_back());
                let at = self.start_at.take().unwrap_or(back);
                self.parts = before.parts;
                self.skipped = None;
                self.player.load(recording, at.as_secs_f64());
                self.player.play();
            }
            Err(failure) => {
                self.loaded = None;
                self.player.unload();
                model.player.state = Hearing::Failed;
                model.player.trouble = Some(Trouble::from(&failure));
            }
        }
        self.show(model);
        Some(id)
    }

    /// Has the model tell how the player is, each frame.
    pub fn show(&mut self, model: &mut Model) {
        let now = self.player.snapshot();
        self.hear_on(&now);
        self.remember(&now);
        let was = std::mem::replace(&mut self.state, now.state);
        if was != State::Ended && now.state == State::Ended && model.player.goes_on {
            self.play_next(true, model);
        }
        self.follow(&now, model);
        self.pass_over(model);
        tell(&mut model.player, &self.player.snapshot(), self.loop_from);
        if model.player.parts != self.parts {
            model.player.parts = self.parts.clone();
        }
        if self.is_coming {
            model.player.state = Hearing::Waiting;
            model.player.trouble = None;
        } else if model.player.state == Hearing::Ready {
            Self::rest(model);
        }
    }

    fn toggle(&mut self, now: &Snapshot, model: &mut Model) {
        let Some(call) = model.player.call.as_ref().map(|call| call.id) else {
            return;
        };
        match now.state {
            _ if self.loaded != Some(call) => {
                let state = model.player.state;
                if !matches!(state, Hearing::NoRecording | Hearing::BadLink) {
                    self.load(vec![call], false, model);
                }
            }
            State::Playing | State::Waiting => self.player.pause(),
            State::Failed => self.load(vec![call], true, model),
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

    /// Goes to a moment; a recording that nobody plays yet is played from there.
    fn seek(&mut self, to: Duration, now: &Snapshot, model: &mut Model) {
        let call = model.player.call.as_ref().map(|call| call.id);
        match call.filter(|call| self.loaded != Some(*call)) {
            Some(call) => self.play_from(call, to, now, model),
            None => self.player.seek(to.as_secs_f64()),
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
            (None, Some(from)) => self.go_round(from.min(now.at_secs), from.max(now.at_secs)),
        }
    }

    /// Plays over and over between two moments, from the first on: at the second a loop would be left.
    fn go_round(&self, from: f64, to: f64) {
        self.player.set_loop(Some((from, to)));
        self.player.seek(from);
    }

    fn loop_from(&mut self, now: &Snapshot) {
        match now.looped {
            Some((_, to)) if now.at_secs < to => self.player.set_loop(Some((now.at_secs, to))),
            _ => {
                self.player.set_loop(None);
                self.loop_from = Some(now.at_secs);
            }
        }
    }

    fn loop_to(&mut self, now: &Snapshot) {
        let looped = now.looped.map(|(from, _)| from);
        let from = self.loop_from.take().or(looped).unwrap_or(0.0);
        if from < now.at_secs {
            self.go_round(from, now.at_secs);
        } else {
            self.player.set_loop(None);
        }
    }

    /// What was played since the last look was heard.
    fn hear_on(&mut self, now: &Snapshot) {
        let (epoch, at_secs) = std::mem::replace(&mut self.seen, (now.epoch, now.at_secs));
        if self.loaded.is_some() && epoch == now.epoch && at_secs < now.at_secs {
            self.parts.add(Span {
                start_secs: at_secs,
                end_secs: now.at_secs,
            });
        }
    }

    /// Has the player pass over the pauses that are known by now, or not any more.
    fn pass_over(&mut self, model: &Model) {
        let heard = self.loaded.and_then(|call| model.sounds.of(call));
        let is_on = model.player.skips_silence;
        let is_same = match (&self.skipped, heard) {
            (Some((known, was_on)), Some(heard)) => Arc::ptr_eq(known, heard) && *was_on == is_on,
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return;
        }
        self.skipped = heard.map(|heard| (Arc::clone(heard), is_on));
        let analysis = heard.and_then(|heard| heard.analysis.as_ref());
        let pauses = analysis.filter(|_| is_on).map(|analysis| &analysis.pauses);
        let skips: Vec<(f64, f64)> = pauses
            .into_iter()
            .flatten()
            .map(|pause| pause.span)
            .map(|span| {
                (
                    span.start_secs + LEFT_OF_PAUSE,
                    span.end_secs - LEFT_OF_PAUSE,
                )
            })
            .filter(|(from, to)| from < to)
            .collect();
        self.player.set_skips(&skips);
    }

    /// Has what was chosen kept, once it is another than the book has.
    fn keep_choices(&mut self, model: &Model) {
        let choices = Choices::of(&model.player, self.other_speed);
        if self.choices.as_ref().is_some_and(|known| *known != choices)
            && self.wish(Wish::Choose(choices.clone()))
        {
            self.choices = Some(choices);
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
            self.wish(Wish::Left(call, at, self.parts.clone()));
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
