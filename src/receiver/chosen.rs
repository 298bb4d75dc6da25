//! Limits as they were chosen in the window: kept in the book, where every receiver finds them.

use std::ops::RangeInclusive;

use super::{Limit, Settings};
use crate::store::{Store, StoreError};

/// The settings of a receiver, with what was chosen for it in the book.
pub struct Chosen {
    /// As they are where nothing is chosen.
    said: Settings,
    free: Free,
    /// None until the book could be opened.
    store: Option<Store>,
    /// The book as it was looked at last, and what it made of the settings.
    seen: Option<i64>,
    settings: Settings,
}

/// Which limits can be chosen, and from which least to which most: those that nothing else says.
pub type Free = Vec<(Limit, RangeInclusive<u64>)>;

impl Chosen {
    pub fn new(said: Settings, free: Free) -> Self {
        Self {
            settings: said.clone(),
            said,
            free,
            store: None,
            seen: None,
        }
    }

    /// The settings as they are now, where they are others than when they were asked for last, or than those that are said. A book that cannot be read
    /// is told of by those who write it.
    pub fn look(&mut self) -> Option<Settings> {
        self.changed().unwrap_or_else(|error| {
            log::debug!("which limits were chosen is not known: {error}");
            self.store = None;
            None
        })
    }

    fn changed(&mut self) -> Result<Option<Settings>, StoreError> {
        let store = match self.store.take() {
            Some(store) => store,
            None => Store::open(&self.said.data_dir)?,
        };
        let version = store.data_version()?;
        let is_new = self.seen != Some(version);
        let settings = is_new.then(|| self.read(&store)).transpose()?;
        self.seen = Some(version);
        self.store = Some(store);
        let settings = settings.filter(|settings| *settings != self.settings);
        Ok(settings.inspect(|settings| self.settings.clone_from(settings)))
    }

    fn read(&self, store: &Store) -> Result<Settings, StoreError> {
        let mut settings = self.said.clone();
        for (limit, number) in chosen(store)? {
            let mut free = self.free.iter();
            if free.any(|(free, range)| *free == limit && range.contains(&number)) {
                settings.set_limit(limit, number);
            }
        }
        Ok(settings)
    }
}

/// The limits that were chosen.
fn chosen(store: &Store) -> Result<Vec<(Limit, u64)>, StoreError> {
    let kept = store.choices()?;
    let read = kept.into_iter().filter_map(|(name, value)| {
        let limit = Limit::named(&name)?;
        Some((limit, value.parse().ok()?))
    });
    Ok(read.collect())
}
