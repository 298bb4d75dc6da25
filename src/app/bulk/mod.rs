//! Work on many calls: on a thread and a connection of its own, in groups, with progress, and stopped when that is wanted.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Events;
use super::event::Event;
use crate::call::Mask;
use crate::priority::behind;
use crate::store::{Store, StoreError};
use crate::ui::model::{BulkAction, BulkTold, Exported, Folder, Model, Work};

mod csv;
mod export;
mod folders;
mod marks;
mod numbers;

/// How often progress is told.
const TOLD: Duration = Duration::from_millis(100);

/// Why a work cannot begin now.
pub(super) const BUSY: &str = "Something else is being done: wait for it, or stop it first";

/// The work under way, one at a time.
pub(super) struct Bulk {
    data_dir: PathBuf,
    events: Events,
    under_way: Option<UnderWay>,
}

struct UnderWay {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// What came of a work, in words; none where that was told.
type Outcome = Result<Option<String>, StoreError>;

impl Bulk {
    pub fn new(data_dir: &Path, events: Events) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            events,
            under_way: None,
        }
    }

    /// Begins a work, or stops the one under way.
    pub fn carry_out(&mut self, action: BulkAction, model: &mut Model) {
        match action {
            BulkAction::Mark { mark, on, calls } => {
                self.start(model, move |at| marks::mark(at, mark, on, &calls));
            }
            BulkAction::WriteBack(before) => {
                self.start(model, move |at| marks::write_back(at, &before));
            }
            BulkAction::CopyNumbers(calls) => {
                self.start(model, move |at| numbers::copy(at, &calls));
            }
            BulkAction::AskExport => {
                model.bulk.asking = Some(Folder::default());
                folders::look(None, &self.events);
            }
            BulkAction::LookInto(path) => folders::look(Some(path), &self.events),
            BulkAction::CloseExport => model.bulk.asking = None,
            BulkAction::Export(mut wanted) => {
                let masking = &self.events.masking;
                if let (true, Exported::Question(question, ..)) =
                    (masking.is_on(), &mut wanted.calls)
                {
                    *question = masking.meant(question);
                }
                self.start(model, move |at| export::export(at, &wanted));
            }
            BulkAction::Stop => {
                if let Some(under_way) = &self.under_way {
                    under_way.stop.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    fn start(
        &mut self,
        model: &mut Model,
        work: impl FnOnce(&mut Worker) -> Outcome + Send + 'static,
    ) {
        if self.is_busy() {
            let text = BUSY.to_owned();
            self.events.leave(Event::Notice { text, failed: true });
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        let data_dir = self.data_dir.clone();
        let (events, told) = (self.events.clone(), self.events.clone());
        let stops = Arc::clone(&stop);
        let mask = self.events.masking.mask();
        let thread = thread::Builder::new()
            .name("bulk".to_owned())
            .spawn(behind(move || run(&data_dir, &events, stops, mask, work)));
        match thread {
            Ok(thread) => {
                model.bulk.begin();
                self.under_way = Some(UnderWay { stop, thread });
            }
            Err(error) => {
                let text = format!("That cannot be begun: {error}");
                told.leave(Event::Notice { text, failed: true });
            }
        }
    }

    /// True while a work is under way: another one cannot begin.
    pub fn is_busy(&self) -> bool {
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|under_way| !under_way.thread.is_finished())
    }

    /// The work under way told that it ended: the next one can begin, also while its thread still goes home.
    pub fn ended(&mut self) {
        self.under_way = None;
    }
}

impl Drop for Bulk {
    /// What is under way is stopped between two groups, so that nothing half is left.
    fn drop(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.stop.store(true, Ordering::Relaxed);
            let started = Instant::now();
            // A worker that waits to tell something waits for nobody any more once this window is gone.
            while !under_way.thread.is_finished() && started.elapsed() < Duration::from_secs(1) {
                thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

fn run(
    data_dir: &Path,
    events: &Events,
    stop: Arc<AtomicBool>,
    mask: Option<Mask>,
    work: impl FnOnce(&mut Worker) -> Outcome,
) {
    let done = Store::open(data_dir).and_then(|store| {
        let mut worker = Worker {
            store,
            events: events.clone(),
            stop,
            mask,
            told_at: None,
        };
        work(&mut worker)
    });
    let told = match done {
        Ok(None) => None,
        Ok(Some(text)) => Some((text, false)),
        Err(error) => Some((error.to_string(), true)),
    };
    if let Some((text, failed)) = told {
        events.send(Event::Notice { text, failed });
    }
    events.send(Event::Bulk(BulkTold::Ended));
}

/// What a work is done with.
struct Worker {
    store: Store,
    events: Events,
    stop: Arc<AtomicBool>,
    /// Where names were masked when it began: they are masked to its end.
    mask: Option<Mask>,
    told_at: Option<Instant>,
}

impl Worker {
    /// Tells how far it is, now and then; false when it is to stop.
    fn goes_on(&mut self, words: &'static str, done: usize, total: usize) -> bool {
        if self.stop.load(Ordering::Relaxed) {
            return false;
        }
        if self.told_at.is_none_or(|at| at.elapsed() >= TOLD) {
            self.told_at = Some(Instant::now());
            let work = Work { words, done, total };
            self.events.send(Event::Bulk(BulkTold::Progress(work)));
        }
        true
    }
}

/// `1 call`, `2 calls`.
fn calls(count: usize) -> String {
    match count {
        1 => "1 call".to_owned(),
        count => format!("{} calls", crate::ui::words::count(count)),
    }
}
