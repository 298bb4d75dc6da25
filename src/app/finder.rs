//! Finds deliveries by filter and words, on a thread and a connection of its own: the last question alone counts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Events;
use super::event::{Event, Found};
use crate::call::{DeliveryState, EntryCounts, EntryFilter};
use crate::receiver::desk::Desk;
use crate::store::{FoundDelivery, Store, StoreError};

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
            .spawn(move || finding.run(&woken))?;
        Ok(finder)
    }

    /// Asks; the answer carries the number.
    pub fn ask(&self, number: u64, filter: EntryFilter, text: &str) {
        *wanted(&self.wanted) = Wanted {
            number,
            filter,
            words: words(text),
        };
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
        let mut store = None;
        while woken.recv().is_ok() {
            let wanted = wanted(&self.wanted).clone();
            match self.find(&mut store, &wanted) {
                Ok(found) => self.events.send(Event::Found(wanted.number, found)),
                Err(error) => {
                    log::error!("{error}");
                    let text = error.to_string();
                    self.events.send(Event::Notice { text, failed: true });
                }
            }
        }
    }

    fn find(&self, store: &mut Option<Store>, wanted: &Wanted) -> Result<Found, StoreError> {
        let open = match store.take() {
            Some(open) => open,
            None => Store::open(&self.data_dir)?,
        };
        let all = open.find_deliveries(&wanted.words)?;
        *store = Some(open);
        let count = |filter| all.iter().filter(|one| is_of(filter, one)).count();
        Ok(Found {
            counts: EntryCounts {
                all: all.len(),
                refused: count(EntryFilter::Refused),
                not_understood: count(EntryFilter::NotUnderstood),
                repeats: count(EntryFilter::Repeats),
            },
            ids: all
                .iter()
                .filter(|one| is_of(wanted.filter, one))
                .map(|one| one.id)
                .collect::<Vec<_>>()
                .into(),
            took: self.desk.requests.took().into_iter().collect(),
        })
    }
}

fn is_of(filter: EntryFilter, found: &FoundDelivery) -> bool {
    match filter {
        EntryFilter::All => true,
        EntryFilter::Refused => {
            found.state == DeliveryState::Quarantined
                || found.status.is_some_and(|status| status >= 400)
        }
        EntryFilter::NotUnderstood => found.state == DeliveryState::NotUnderstood,
        EntryFilter::Repeats => found.state == DeliveryState::Repeat,
    }
}
