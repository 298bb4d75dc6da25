//! Notices when the book changed, by whichever process, and how the receiver is.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle, Thread};
use std::time::Duration;

use super::asker::Numbered;
use super::event::{Event, Snapshot};
use super::finder::Finder;
use super::host::SharedHealth;
use super::newest::Newest;
use super::reader::Question;
use super::recordings::Wish;
use super::{Events, Wake};
use crate::receiver::desk::Desk;
use crate::receiver::secret_path::PathFile;
use crate::receiver::secrets::Secrets;
use crate::receiver::vault::Place;
use crate::store::{Store, StoreError};
use crate::ui::model::Progress;

/// What another process writes is noticed within this time.
const LOOK: Duration = Duration::from_millis(300);
/// A burst of changes becomes one look.
const REST: Duration = Duration::from_millis(50);

/// Notices requests of which nothing is stored.
pub(super) struct Requested {
    desk: Arc<Desk>,
    finder: Finder,
    seen: u64,
}

impl Requested {
    /// Those that are noted at this desk; changes are told to the finder.
    pub fn of(desk: &Arc<Desk>, finder: &Finder) -> Self {
        Self {
            desk: Arc::clone(desk),
            finder: finder.clone(),
            seen: 0,
        }
    }

    fn look(&mut self) {
        let noted = self.desk.requests.noted();
        if noted != self.seen {
            self.seen = noted;
            self.finder.look();
        }
    }
}

/// Whom changes of the book are told to.
pub(super) struct Hearers {
    /// As [`Question::Refresh`].
    pub reader: SyncSender<Question>,
    /// Those that ask and count.
    pub askers: [Newest<Numbered>; 2],
    /// As [`Wish::Changed`].
    pub recordings: SyncSender<Wish>,
}

/// The thread that watches.
pub(super) struct Watcher {
    stopping: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Watcher {
    /// Starts to watch.
    pub fn start(
        data_dir: PathBuf,
        secrets_from_env: Vec<String>,
        health: SharedHealth,
        hearers: Hearers,
        requested: Requested,
        events: Events,
    ) -> std::io::Result<Self> {
        let stopping = Arc::new(AtomicBool::new(false));
        let watching = Watching {
            path: PathFile::of(&data_dir, Place::default()),
            data_dir,
            secrets_from_env,
            health,
            hearers,
            requested,
            events,
            stopping: Arc::clone(&stopping),
            told: Snapshot::default(),
        };
        let thread = thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || watching.run())?;
        Ok(Self { stopping, thread })
    }

    /// A closure that makes the watcher look at once. It never blocks.
    pub fn poke(&self) -> Wake {
        let thread: Thread = self.thread.thread().clone();
        Arc::new(move || thread.unpark())
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Release);
        self.thread.thread().unpark();
    }
}

struct Watching {
    path: PathFile,
    data_dir: PathBuf,
    secrets_from_env: Vec<String>,
    health: SharedHealth,
    hearers: Hearers,
    requested: Requested,
    events: Events,
    stopping: Arc<AtomicBool>,
    told: Snapshot,
}

impl Watching {
    fn run(mut self) {
        let mut store = None;
        let mut seen = None;
        while !self.stopping.load(Ordering::Acquire) {
            let version = self.version(&mut store);
            if let Ok(version) = version
                && seen != Some(version)
                // A reader that is behind has a refresh before it anyway; then it is tried again.
                && self.hearers.reader.try_send(Question::Refresh).is_ok()
            {
                self.hearers.askers.iter().for_each(Newest::refresh);
                // One that is busy has a change before it anyway.
                let _ = self.hearers.recordings.try_send(Wish::Changed);
                seen = Some(version);
            }
            self.requested.look();
            self.tell(version.err().map(|error| error.to_string()));
            thread::sleep(REST);
            thread::park_timeout(LOOK);
        }
    }

    fn version(&self, store: &mut Option<Store>) -> Result<i64, StoreError> {
        let open = match store.take() {
            Some(open) => open,
            None => Store::open(&self.data_dir)?,
        };
        let version = open.data_version()?;
        *store = Some(open);
        Ok(version)
    }

    fn tell(&mut self, book: Option<String>) {
        let health = self
            .health
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let secrets = Secrets::open(&self.data_dir, &self.secrets_from_env);
        let snapshot = Snapshot {
            last_heard_at: health.as_ref().and_then(|health| health.last_heard_at()),
            trouble: book.or_else(|| health.as_ref().and_then(|health| health.trouble())),
            reprocess: health
                .and_then(|health| health.reprocess())
                .map(|progress| Progress {
                    done: progress.done,
                    total: progress.total,
                }),
            secret_path: self.path.get().ok().flatten().map(|path| path.expose()),
            secured: secrets.is_ok_and(|secrets| secrets.any()),
        };
        if snapshot != self.told {
            self.told = snapshot.clone();
            self.events.send(Event::Health(snapshot));
        }
    }
}
