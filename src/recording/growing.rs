//! A file that one thread writes while others read it: readers wait for bytes that are still to come.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::failure::Failure;

/// How soon a waiting reader notices that it should stop waiting.
const LOOK: Duration = Duration::from_millis(10);

/// How much of a recording is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub have_bytes: u64,
    /// Where the server says how much there is.
    pub whole_bytes: Option<u64>,
    /// How the fetching ended, once it has.
    pub end: Option<Result<(), Failure>>,
}

/// A recording on disk, whole or on its way.
pub struct Growing {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    path: PathBuf,
    progress: Progress,
}

impl Growing {
    /// A file that is still empty.
    pub(super) fn new(path: PathBuf) -> Self {
        Self::of(path, 0, None)
    }

    /// A file that is all there.
    pub fn whole(path: PathBuf, bytes: u64) -> Self {
        Self::of(path, bytes, Some(Ok(())))
    }

    fn of(path: PathBuf, have_bytes: u64, end: Option<Result<(), Failure>>) -> Self {
        let progress = Progress {
            have_bytes,
            whole_bytes: end.is_some().then_some(have_bytes),
            end,
        };
        Self {
            state: Mutex::new(State { path, progress }),
            changed: Condvar::new(),
        }
    }

    /// What is there of it now, as if that were all.
    pub(super) fn so_far(&self) -> Self {
        let state = self.lock();
        Self::whole(state.path.clone(), state.progress.have_bytes)
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.lock().progress.clone()
    }

    /// Where it is now; a whole file has another name than one on its way.
    pub fn path(&self) -> PathBuf {
        self.lock().path.clone()
    }

    /// Waits until it is whole or has failed, or until the time is over.
    pub fn wait(&self, most: Duration) -> Option<Result<(), Failure>> {
        let is_on_its_way = |state: &mut State| state.progress.end.is_none();
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), most, is_on_its_way);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.progress.end.clone()
    }

    /// Reads it from the start. Setting `interrupt` ends a wait for bytes with an error, as long as it is set.
    pub fn reader(self: &Arc<Self>, interrupt: Arc<AtomicBool>) -> io::Result<GrowingReader> {
        let state = self.lock();
        // Not between a move and the news of it.
        let file = File::open(&state.path)?;
        drop(state);
        Ok(GrowingReader {
            file,
            growing: Arc::clone(self),
            interrupt,
            at: 0,
            place: Arc::default(),
        })
    }

    /// The server said how much there will be.
    pub(super) fn expect(&self, whole_bytes: Option<u64>) {
        self.lock().progress.whole_bytes = whole_bytes;
        self.changed.notify_all();
    }

    /// This many bytes can be read.
    pub(super) fn grow_to(&self, bytes: u64) {
        let mut state = self.lock();
        state.progress.have_bytes = state.progress.have_bytes.max(bytes);
        drop(state);
        self.changed.notify_all();
    }

    /// Moves the file. Whoever opens it meanwhile waits.
    pub(super) fn move_by(
        &self,
        rename: impl FnOnce(&Path) -> io::Result<PathBuf>,
    ) -> io::Result<()> {
        let mut state = self.lock();
        state.path = rename(&state.path)?;
        Ok(())
    }

    /// Nothing more comes.
    pub(super) fn end(&self, end: Result<(), Failure>) {
        let mut state = self.lock();
        if end.is_ok() {
            state.progress.whole_bytes = Some(state.progress.have_bytes);
        }
        state.progress.end = Some(end);
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a growing file; at its present end it waits.
pub struct GrowingReader {
    growing: Arc<Growing>,
    file: File,
    interrupt: Arc<AtomicBool>,
    at: u64,
    place: Arc<AtomicU64>,
}

impl GrowingReader {
    /// How many bytes were read, kept up to date whoever has the reader.
    pub(super) fn place(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.place)
    }

    /// How many bytes can be read at the place; waits for the first, unless there will be none.
    fn wait(&self) -> io::Result<u64> {
        let mut state = self.growing.lock();
        loop {
            let there = state.progress.have_bytes.saturating_sub(self.at);
            if there > 0 || state.progress.end.is_some() {
                return Ok(there);
            }
            if self.interrupt.load(Ordering::Acquire) {
                return Err(io::Error::other("something else is wanted"));
            }
            let waited = self.growing.changed.wait_timeout(state, LOOK);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Read for GrowingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let there = usize::try_from(self.wait()?).unwrap_or(usize::MAX);
        let most = buffer.len().min(there);
        let read = self.file.read(&mut buffer[..most])?;
        self.at += read as u64;
        self.place.store(self.at, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for GrowingReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => {
                let whole = self.growing.progress().whole_bytes;
                whole.and_then(|whole| whole.checked_add_signed(by))
            }
        };
        let to = to.ok_or(io::ErrorKind::InvalidInput)?;
        self.at = self.file.seek(SeekFrom::Start(to))?;
        Ok(self.at)
    }
}
