//! Recordings by their links: from the cache where they are, else fetched on a thread of their own.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use super::cache::Cache;
use super::decode::Sound;
use super::failure::Failure;
use super::fetch::{Fetcher, LONGEST, Link, Rules};
use super::growing::Growing;

/// Where recordings are kept and what may be fetched.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Made where it is missing; its owner's alone.
    pub folder: PathBuf,
    /// Recordings are thrown away, those used longest ago first, beyond this many bytes.
    pub budget_bytes: u64,
    pub rules: Rules,
}

/// All recordings of a book.
#[derive(Clone)]
pub struct Library(Arc<Inner>);

/// Recordings by their names, as long as somebody has them.
type Coming = HashMap<String, Weak<Growing>>;

struct Inner {
    cache: Cache,
    fetcher: Fetcher,
    /// Those on their way, so that none is fetched twice at once.
    coming: Arc<Mutex<Coming>>,
    /// Those that were fetched ahead, or tried.
    ahead: Mutex<HashSet<String>>,
}

impl Library {
    /// Opens the cache. Nothing is fetched yet.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        Self::with(settings, Arc::default())
    }

    /// The same by other settings. What is on its way still comes by those before.
    pub fn reopen(&self, settings: Settings) -> Result<Self, Failure> {
        Self::with(settings, Arc::clone(&self.0.coming))
    }

    fn with(settings: Settings, coming: Arc<Mutex<Coming>>) -> Result<Self, Failure> {
        let cache = Cache::open(settings.folder, settings.budget_bytes)?;
        Ok(Self(Arc::new(Inner {
            cache,
            fetcher: Fetcher::new(settings.rules)?,
            coming,
            ahead: Mutex::default(),
        })))
    }

    /// The recording, whole or on its way; it can be read at once. `told` is called on another thread when the
    /// fetching has ended.
    pub fn recording(
        &self,
        link: &Link,
        told: impl FnOnce() + Send + 'static,
    ) -> Result<Arc<Growing>, Failure> {
        let name = link.name();
        let mut coming = self.0.coming.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = coming.get(&name).and_then(Weak::upgrade);
        if let Some(growing) = begun.filter(|growing| growing.progress().end.is_none()) {
            return Ok(growing);
        }
        if let Some((path, bytes)) = self.0.cache.find(&name)? {
            return Ok(Arc::new(Growing::whole(path, bytes)));
        }
        let (part, file) = self.0.cache.begin(&name)?;
        let growing = Arc::new(Growing::new(part.clone()));
        let fetch = Fetch {
            inner: Arc::clone(&self.0),
            link: link.clone(),
            growing: Arc::clone(&growing),
            part,
            file,
        };
        thread::Builder::new()
            .name("fetch recording".to_owned())
            .spawn(move || {
                fetch.run();
                told();
            })
            .map_err(|error| Failure::Client(error.kind().to_string()))?;
        coming.retain(|_, growing| growing.strong_count() > 0);
        coming.insert(name, Arc::downgrade(&growing));
        Ok(growing)
    }

    /// The recording where it is kept or on its way; nothing is fetched for it.
    pub fn found(&self, link: &Link) -> Result<Option<Arc<Growing>>, Failure> {
        let name = link.name();
        let coming = self.0.coming.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = coming.get(&name).and_then(Weak::upgrade);
        if let Some(growing) = begun.filter(|growing| growing.progress().end.is_none()) {
            return Ok(Some(growing));
        }
        let kept = self.0.cache.find(&name)?;
        Ok(kept.map(|(path, bytes)| Arc::new(Growing::whole(path, bytes))))
    }

    /// Fetches recordings before anyone plays them, one after the other on a thread of its own, and says of whom one
    /// begins to come; those that cannot be had are told when they are played.
    pub fn fetch_ahead<T: Send + 'static>(
        &self,
        wanted: Vec<(T, Link)>,
        begun: impl Fn(T) + Send + 'static,
    ) {
        let mut ahead = self.0.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<(T, Link)> = wanted
            .into_iter()
            .filter(|(_, link)| ahead.insert(link.name()))
            .collect();
        drop(ahead);
        if new.is_empty() {
            return;
        }
        let library = self.clone();
        let fetch = move || {
            for (whose, link) in new {
                if let Ok(growing) = library.recording(&link, || {}) {
                    begun(whose);
                    growing.wait(LONGEST);
                }
            }
        };
        let thread = thread::Builder::new().name("fetch ahead".to_owned());
        if let Err(error) = thread.spawn(fetch) {
            log::warn!("recordings are not fetched ahead: {error}");
        }
    }

    /// Throws what is kept of a recording away, so that it is fetched again.
    pub fn forget(&self, link: &Link) -> Result<(), Failure> {
        Ok(self.0.cache.forget(&link.name())?)
    }

    /// Keeps a recording for good, or not any more.
    pub fn keep(&self, link: &Link, on: bool) -> Result<(), Failure> {
        Ok(self.0.cache.keep(&link.name(), on)?)
    }

    /// True when a recording is kept for good.
    pub fn is_kept(&self, link: &Link) -> bool {
        self.0.cache.is_kept(&link.name())
    }
}

struct Fetch {
    inner: Arc<Inner>,
    link: Link,
    growing: Arc<Growing>,
    part: PathBuf,
    file: File,
}

impl Fetch {
    fn run(mut self) {
        let fetched = self.inner.fetcher.fetch(
            &self.link,
            &mut self.file,
            version_of(&self.part),
            &self.growing,
        );
        let kept = fetched.and_then(|()| self.keep());
        // Whoever is told may fetch again at once: the file is let go before.
        let Self { growing, file, .. } = self;
        drop(file);
        if let Err(failure) = &kept {
            log::info!("a recording cannot be had: {failure}");
        }
        growing.end(kept);
    }

    /// What is kept is whole and can be decoded.
    fn keep(&self) -> Result<(), Failure> {
        if !is_decodable(&self.part) {
            // Another time all of it is fetched again.
            forget_version(&self.part)?;
            return Err(Failure::Damaged);
        }
        let (cache, name) = (&self.inner.cache, self.link.name());
        self.file.sync_all()?;
        self.growing
            .move_by(|part| cache.finish(&name, part, &self.file))?;
        forget_version(&self.part)?;
        Ok(cache.tidy(&name)?)
    }
}

/// Where it is kept which version a part is of.
fn version_of(part: &Path) -> PathBuf {
    part.with_extension("version")
}

fn forget_version(part: &Path) -> io::Result<()> {
    match fs::remove_file(version_of(part)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn is_decodable(path: &Path) -> bool {
    let Ok(bytes) = fs::metadata(path).map(|data| data.len()) else {
        return false;
    };
    let whole = Arc::new(Growing::whole(path.to_owned(), bytes));
    let reader = whole.reader(Arc::new(AtomicBool::new(false)));
    reader.is_ok_and(|reader| Sound::open(reader).is_ok())
}
