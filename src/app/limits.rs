//! The limits of the receiver: what the settings file says of them, what can be chosen, and what the window tells.

use super::commands::Commands;
use super::reader::Question;
use crate::config::{Config, Number};
use crate::receiver::{Chosen, Free, Limit, Settings};
use crate::ui::model::{self, Model};

/// More room than this is not kept free by choice: 1 TB.
const MOST_FREE_BYTES: u64 = 1_000_000_000_000;

/// The settings of a receiver as the settings file has them, the usual where it says nothing.
pub fn settings(config: &Config) -> Settings {
    let mut settings = Settings::usual(config.data_dir.clone(), config.listen.clone());
    settings
        .secrets_from_env
        .clone_from(&config.secrets_from_env);
    for number in &config.numbers {
        if let Some((limit, said)) = Limit::named(number.name).zip(number.said) {
            settings.set_limit(limit, said);
        }
    }
    settings
}

/// The limits of which the settings file says nothing.
pub fn free(numbers: &[Number]) -> Free {
    let open = numbers.iter().filter(|number| number.said.is_none());
    let free = open.filter_map(|number| {
        let limit = Limit::named(number.name)?;
        let (least, most) = (*number.range.start(), *number.range.end());
        let most = if limit == Limit::FreeBytes {
            MOST_FREE_BYTES
        } else {
            most
        };
        Some((limit, least..=most))
    });
    free.collect()
}

/// The limits as the window knows them.
pub(super) struct Known {
    /// Where nothing is chosen.
    said: Settings,
    now: Settings,
    free: Free,
}

impl Known {
    /// Those of the book, and what it takes to look at them again.
    pub fn of_book(said: Settings, free: Free) -> (Self, Chosen) {
        let mut chosen = Chosen::new(said.clone(), free.clone());
        let now = chosen.look().unwrap_or_else(|| said.clone());
        (Self { said, now, free }, chosen)
    }

    /// The settings with which a receiver starts.
    pub fn settings(&self) -> Settings {
        self.now.clone()
    }

    /// What the window tells of them.
    pub fn told(&self) -> Vec<model::Limit> {
        let told = Limit::ALL.into_iter().map(|limit| {
            let found = self.free.iter().find(|(free, _)| *free == limit);
            let (usual, now) = (self.said.limit(limit), self.now.limit(limit));
            model::Limit {
                name: limit.name(),
                now,
                usual,
                held: self.now.feasible_limit(limit),
                range: found.map_or(now..=now, |(_, range)| range.clone()),
            }
        });
        told.collect()
    }

    /// Takes over what is chosen; false where it cannot be chosen so.
    fn choose(&mut self, name: &str, number: Option<u64>) -> bool {
        let mut free = self.free.iter();
        let Some((limit, range)) = free.find(|(limit, _)| limit.name() == name) else {
            return false;
        };
        let number = number.unwrap_or_else(|| self.said.limit(*limit));
        // What is usual may be said to be otherwise than it can be chosen.
        let is_possible = range.contains(&number) || number == self.said.limit(*limit);
        if is_possible {
            self.now.set_limit(*limit, number);
        }
        is_possible
    }
}

impl Commands {
    /// Takes over a limit, none for the usual one, and keeps it: who receives for this book looks there.
    pub fn set_limit(&mut self, name: &'static str, number: Option<u64>, model: &mut Model) {
        if self.limits.choose(name, number) {
            model.limits = self.limits.told();
            self.write(Question::Limit(name, number));
        }
    }
}
