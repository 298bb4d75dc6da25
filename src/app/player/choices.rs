//! What a person chose for the player and finds again when the program starts anew.

use super::Hear;
use crate::app::recordings::Wish;
use crate::config::Recordings;
use crate::store::{Store, StoreError};
use crate::ui::player::{Percent, PlayerView, Speed};

/// Names under which the book keeps it.
const SPEED: &str = "player speed";
const OTHER_SPEED: &str = "player other speed";
const VOLUME: &str = "player volume";
const MUTED: &str = "player muted";
const LEVELED: &str = "player leveled";
const SKIPS: &str = "player skips silence";
const GOES_ON: &str = "player goes on";
const DEVICE: &str = "player device";
/// Whether the agent was on the right when a person said so last.
const AGENT_RIGHT: &str = "agent on the right";

#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(in crate::app) struct Choices {
    pub speed: Speed,
    /// The one to go back to from the usual speed.
    pub other_speed: Speed,
    pub volume: Percent,
    pub is_muted: bool,
    pub is_leveled: bool,
    pub skips_silence: bool,
    pub goes_on: bool,
    pub device: Option<String>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            speed: Speed::USUAL,
            other_speed: Speed(150),
            volume: Percent(100),
            is_muted: false,
            is_leveled: false,
            skips_silence: false,
            goes_on: false,
            device: None,
        }
    }
}

impl Choices {
    /// As the player shows them.
    pub fn of(player: &PlayerView, other_speed: Speed) -> Self {
        Self {
            speed: player.speed,
            other_speed,
            volume: player.sound.volume,
            is_muted: player.sound.is_muted,
            is_leveled: player.sound.is_leveled,
            skips_silence: player.skips_silence,
            goes_on: player.goes_on,
            device: player.sound.device.clone(),
        }
    }

    /// As the book has them; what it does not have or cannot be read is as usual.
    pub fn read(store: &Store) -> Result<Self, StoreError> {
        let usual = Self::default();
        let speed = |name, usual: Speed| -> Result<Speed, StoreError> {
            let found = number(store, name)?.map(Speed);
            Ok(found
                .filter(|speed| Speed::ALL.contains(speed))
                .unwrap_or(usual))
        };
        let is_on = |name| -> Result<bool, StoreError> { Ok(number(store, name)? == Some(1)) };
        let volume = number(store, VOLUME)?.and_then(|percent| u8::try_from(percent).ok());
        Ok(Self {
            speed: speed(SPEED, usual.speed)?,
            other_speed: speed(OTHER_SPEED, usual.other_speed)?,
            volume: volume.map_or(usual.volume, |percent| Percent(percent.min(100))),
            is_muted: is_on(MUTED)?,
            is_leveled: is_on(LEVELED)?,
            skips_silence: is_on(SKIPS)?,
            goes_on: is_on(GOES_ON)?,
            device: store.choice(DEVICE)?,
        })
    }

    /// Keeps them in the book.
    pub fn write(&self, store: &Store) -> Result<(), StoreError> {
        let keep = |name, number: u16| store.set_choice(name, Some(&number.to_string()));
        keep(SPEED, self.speed.0)?;
        keep(OTHER_SPEED, self.other_speed.0)?;
        keep(VOLUME, self.volume.0.into())?;
        keep(MUTED, self.is_muted.into())?;
        keep(LEVELED, self.is_leveled.into())?;
        keep(SKIPS, self.skips_silence.into())?;
        keep(GOES_ON, self.goes_on.into())?;
        store.set_choice(DEVICE, self.device.as_deref())
    }
}

/// Whether the agent mostly is on the right.
pub(in crate::app) fn usually_right(store: &Store) -> Result<bool, StoreError> {
    Ok(number(store, AGENT_RIGHT)? == Some(1))
}

/// As a person said of one call, it mostly is.
pub(in crate::app) fn set_usually_right(store: &Store, on: bool) -> Result<(), StoreError> {
    store.set_choice(AGENT_RIGHT, Some(if on { "1" } else { "0" }))
}

fn number(store: &Store, name: &str) -> Result<Option<u16>, StoreError> {
    Ok(store.choice(name)?.and_then(|value| value.parse().ok()))
}

impl Hear {
    /// Works by other settings from now on.
    pub fn set_settings(&mut self, change: impl FnOnce(&Recordings) -> Recordings) {
        let settings = change(&self.settings);
        if settings != self.settings && self.wish(Wish::Settings(settings.clone())) {
            self.settings = settings;
        }
    }
}
