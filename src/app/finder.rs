//! Finds deliveries and requests by filter and words, on a thread and a connection of its own: the last question alone counts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use jiff::Timestamp;

use super::event::{Event, Found};
use super::{Events, entries};
use crate::call::{EntryFilter, WeekStart};
use crate::priority::behind;
use crate::receiver::desk::Desk;
use crate::store::{FoundDelivery, Store, StoreError, Tally};

/// A text with this many digits and nothing but what stands in phone numbers is one.
const DIGITS_OF_A_PHONE: usize = 4;

/// The question and the way to tell that there is something to do.
#[derive(Clone)]
pub(super) struct Finder {
    wanted: Arc<Mutex<Wanted>>,
    is_shown: Arc<AtomicBool>,
    wake: SyncSender<()>,
}

#[derive(Clone, Default)]
struct Wanted {
    number: u64,
    filter: EntryFilter,
    words: Vec<String>,
    week: WeekStart,
}

impl Finder {
    /// Starts the thread; it ends when nobody can ask any more.
    pub fn start(data_dir: &Path, desk: Arc<Desk>, events: Events) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let finder = Self {
            wanted: Arc::default(),
            is_shown: Arc::default(),
            wake,
        };
        let finding = Finding {
            data_dir: data_dir.to_owned(),
            wanted: Arc::clone(&finder.wanted),
            desk,
            events,
        };
        thread::Builder::new()
            .name("finder".to_owned())
            .spawn(behind(move || finding.run(&woken)))?;
        Ok(finder)
    }

    /// Asks; the answer carries the number.
    pub fn ask(&self, number: u64, filter: EntryFilter, text: &str) {
        let mut wanted = wanted(&self.wanted);
        *wanted = Wanted {
            number,
            filter,
            words: words(text),
            week: wanted.week,
        };
        drop(wanted);
        self.look();
    }

    /// Counts the weeks from this day on.
    pub fn set_week(&self, week: WeekStart) {
        wanted(&self.wanted).week = week;
        self.look();
    }

    /// Somebody looks at the answers, or nobody does.
    pub fn set_shown(&self, on: bool) {
        self.is_shown.store(on, Ordering::Release);
        self.look();
    }

    /// The book changed: the last question is answered again, unless nobody looks.
    pub fn look(&self) {
        if !self.is_shown.load(Ordering::Acquire) {
            return;
        }
        // Where it is about to look anyway, that look sees all.
        let _ = self.wake.try_send(());
    }
}

fn wanted(shared: &Mutex<Wanted>) -> MutexGuard<'_, Wanted> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The words of a text; a phone number is one, however it is written.
fn words(text: &str) -> Vec<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_phone = |c: char| c.is_ascii_digit() || " ()+-".contains(c);
    let has_marks = text.trim().chars().any(|c| !c.is_ascii_digit());
    if has_marks && digits.len() >= DIGITS_OF_A_PHONE && text.chars().all(is_phone) {
        return vec![digits];
    }
    text.split_whitespace().map(str::to_owned).collect()
}

struct Finding {
    data_dir: PathBuf,
    wanted: Arc<Mutex<Wanted>>,
    desk: Arc<Desk>,
    events: Events,
}

impl Finding {
    fn run(&self, woken: &Receiver<()>) {
        let mut book = None;
        let wait = self.events.frames.waiting();
        while woken.recv().is_ok() {
            wait();
            let wanted = wanted(&self.wanted).clone();
            match self.find(&mut book, &wanted) {
                Ok(found) => self.events.send(Event::Found(wanted.number, found)),
                Err(error) => {
                    log::error!("{error}");
                    let text = error.to_string();
                    self.events.send(Event::Notice { text, failed: true });
                }
            }
        }
    }

    fn find(&self, book: &mut Option<Book>, wanted: &Wanted) -> Result<Found, StoreError> {
        let mut open = if let Some(open) = book.take() {
            open
        } else {
            Book::of(self.events.frames.open_book(&self.data_dir)?)
        };
        let since = entries::week_began(Timestamp::now(), wanted.week);
        open.look(&wanted.words, since)?;
        let requests = self.desk.requests.newest();
        let found = entries::found(&open.found, &requests, wanted.filter, &wanted.words);
        let totals = entries::totals(open.tally, &requests, since);
        *book = Some(open);
        Ok(Found {
            counts: found.counts,
            entries: found.entries,
            totals,
            took: self.desk.requests.took().into_iter().collect(),
        })
    }
}

/// The book with what was found in it last: that holds until the book changes or something else is asked, so that
/// a flood of requests of which nothing is stored costs no look into the book.
struct Book {
    store: Store,
    /// The words that were asked for and the state of the book then.
    of: Option<(Vec<String>, i64)>,
    found: Vec<FoundDelivery>,
    tally: Tally,
    /// When the week began that was counted.
    since: Timestamp,
}

impl Book {
    fn of(store: Store) -> Self {
        Self {
            store,
            of: None,
            found: Vec::new(),
            tally: Tally::default(),
            since: Timestamp::MIN,
        }
    }

    fn look(&mut self, words: &[String], since: Timestamp) -> Result<(), StoreError> {
        // Asked before the rows, so that what changes meanwhile is looked at again.
        let version = self.store.data_version()?;
        let (same_words, same_book) = match &self.of {
            Some((known, at)) => (known == words, *at == version),
            None => (false, false),
        };
        if !same_book || self.since != since {
            self.tally = self.store.tally(since)?;
            self.since = since;
        }
        if !same_words || !same_book {
            self.found = self.store.find_deliveries(words)?;
        }
        self.of = Some((words.to_vec(), version));
        Ok(())
    }
}
