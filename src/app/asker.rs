//! Finds the calls of a question, on a thread and a connection of its own: the first page at once, then all.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::event::{Event, Listed};
use super::newest::{Job, Newest};
use super::{Events, lines};
use crate::call::listing::{Asked, Count};
use crate::call::question::Sort;
use crate::call::{CallId, WeekStart};
use crate::priority::behind;
use crate::store::{Store, StoreError};
use crate::ui::model::Gaps;

/// Calls of the first page.
const FIRST: usize = 200;
/// Rows of it that are sent before they are asked for.
const HEAD: usize = 40;
/// More than so many are not counted one by one at first.
const CAP: u64 = 1_000;
/// While the book changes: how long the first page stands at least.
const FIRST_RESTS: Duration = Duration::from_millis(300);
/// The same of all pages.
const ALL_REST: Duration = Duration::from_secs(1);
/// How long after an error it is tried again.
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// Finding all takes at most one part of so many of the time.
const SHARE: u32 = 10;

/// A question and its number.
#[derive(Clone)]
pub(super) struct Numbered {
    pub number: u64,
    pub asked: Asked,
}

impl Numbered {
    /// The first question: all calls, newest first.
    pub fn all() -> Self {
        let asked = Asked {
            question: crate::call::question::Question::default(),
            sort: Sort::default(),
            now: Zoned::now(),
            week: WeekStart::default(),
        };
        Self { number: 0, asked }
    }
}

/// Starts the thread; it ends when it is told to.
pub(super) fn start(data_dir: &Path, events: Events) -> std::io::Result<Newest<Numbered>> {
    let newest = Newest::new(Numbered::all());
    let mut asking = Asking {
        data_dir: data_dir.to_owned(),
        newest: newest.clone(),
        events,
        listed: Listed::default(),
        rest: Instant::now(),
        all_at: None,
        found_at: Instant::now(),
        took: Duration::ZERO,
        answered: None,
    };
    thread::Builder::new()
        .name("asker".to_owned())
        .spawn(behind(move || asking.run()))?;
    Ok(newest)
}

struct Asking {
    data_dir: PathBuf,
    newest: Newest<Numbered>,
    events: Events,
    /// As sent last.
    listed: Listed,
    /// Until then a change of the book waits.
    rest: Instant,
    /// When all are to be found again.
    all_at: Option<Instant>,
    /// When all were found, and how long that took.
    found_at: Instant,
    took: Duration,
    /// The number of the question that was answered last.
    answered: Option<u64>,
}

impl Asking {
    fn run(&mut self) {
        let mut store = None;
        let wait = self.events.frames.waiting();
        while let Some(job) = self.newest.next(self.rest, self.all_at) {
            wait();
            if let Err(error) = self.answer(&mut store, job) {
                if self.newest.is_outdated() {
                    continue;
                }
                log::error!("{error}");
                let text = error.to_string();
                self.events.send(Event::Notice { text, failed: true });
                self.rest = Instant::now() + AFTER_ERROR;
                // Nothing else asks again where the book stays as it is.
                self.all_at = Some(self.rest);
                store = None;
            }
        }
    }

    fn answer(&mut self, store: &mut Option<Store>, job: Job<Numbered>) -> Result<(), StoreError> {
        let open = if let Some(open) = store.take() {
            open
        } else {
            let open = self.events.frames.open_book(&self.data_dir)?;
            self.newest.set_interrupter(open.interrupter());
            open
        };
        let Numbered { number, mut asked } = job.wanted;
        asked.now = Zoned::now().with_time_zone(asked.now.time_zone().clone());
        // What was interrupted for a question that is gone by now is still to be answered.
        let is_new = job.is_new || self.answered != Some(number);
        let answered = if is_new {
            self.all_at = None;
            self.find(&open, number, &asked)
        } else {
            self.find_again(&open, &asked)
        };
        *store = Some(open);
        answered?;
        self.answered = Some(number);
        Ok(())
    }

    /// Answers another question than before.
    fn find(&mut self, store: &Store, number: u64, asked: &Asked) -> Result<(), StoreError> {
        let ids = store.first_calls(asked, FIRST)?;
        self.send_head(store, &ids)?;
        if ids.len() < FIRST {
            return self.listed_whole(store, number, asked, ids);
        }
        self.send(Listed {
            number,
            count: store.count_calls(asked, Some(CAP))?,
            ids: Arc::new(ids),
            ..Listed::default()
        });
        self.find_all(store, number, asked)
    }

    /// The book changed: the first page is looked at now, the others when it is their time.
    fn find_again(&mut self, store: &Store, asked: &Asked) -> Result<(), StoreError> {
        let number = self.listed.number;
        self.rest = Instant::now() + FIRST_RESTS;
        let first = store.first_calls(asked, FIRST)?;
        if first.len() < FIRST {
            self.all_at = None;
            self.send_head(store, &first)?;
            return self.listed_whole(store, number, asked, first);
        }
        if let Some(listed) = lines::spliced(&self.listed, &first) {
            self.send_head(store, &first)?;
            self.send(listed);
        }
        let due = self.found_at + ALL_REST.max(self.took * SHARE);
        if due > Instant::now() {
            self.all_at = Some(due);
            return Ok(());
        }
        self.find_all(store, number, asked)
    }

    fn find_all(&mut self, store: &Store, number: u64, asked: &Asked) -> Result<(), StoreError> {
        let start = Instant::now();
        let ids = store.find_calls(asked)?;
        self.listed_whole(store, number, asked, ids)?;
        self.found_at = Instant::now();
        self.took = start.elapsed();
        self.all_at = None;
        Ok(())
    }

    fn listed_whole(
        &mut self,
        store: &Store,
        number: u64,
        asked: &Asked,
        ids: Vec<CallId>,
    ) -> Result<(), StoreError> {
        let gaps = if asked.question.terms.is_empty() && asked.sort == Sort::default() {
            lines::gaps(store, &ids)?
        } else {
            Gaps::default()
        };
        let is_same = *self.listed.ids == ids && self.listed.number == number;
        self.send(Listed {
            number,
            count: Count::Exactly(ids.len() as u64),
            ids: if is_same {
                Arc::clone(&self.listed.ids)
            } else {
                Arc::new(ids)
            },
            gaps,
        });
        Ok(())
    }

    fn send_head(&self, store: &Store, ids: &[CallId]) -> Result<(), StoreError> {
        let known = &self.listed.ids[..self.listed.ids.len().min(FIRST)];
        let head = &ids[..ids.len().min(HEAD)];
        let new: Vec<CallId> = head
            .iter()
            .copied()
            .filter(|id| !known.contains(id))
            .collect();
        if !new.is_empty() {
            self.events.send(Event::CallRows(store.call_rows(&new)?));
        }
        Ok(())
    }

    /// Sends what is not known already.
    fn send(&mut self, listed: Listed) {
        if listed != self.listed {
            self.listed = listed.clone();
            self.events.send(Event::Listed(listed));
        }
    }
}
