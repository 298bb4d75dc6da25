//! Recordings on disk, within a budget. File names are hashes, files are their owner's alone.
//!
//! `NAME-BYTES.sound` is whole, `NAME-BYTES.peaks` its outline, `NAME.part` is on its way
//! and `NAME.version` says what of, `NAME.keep` says that the recording stays for good. When a
//! recording was used last is the time at which its file was changed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::peaks;

/// What began to come and was not gone on with for so long is thrown away.
const PART_DAYS: u64 = 7;

/// The folder.
pub struct Cache {
    folder: PathBuf,
    budget_bytes: u64,
}

/// One file of the folder that is whole.
struct Whole {
    name: String,
    path: PathBuf,
    bytes: u64,
    used_at: SystemTime,
}

impl Cache {
    /// Makes the folder where it is missing.
    pub fn open(folder: PathBuf, budget_bytes: u64) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        Ok(Self {
            folder,
            budget_bytes,
        })
    }

    /// A recording that is there whole, with its length, and counts as used now. One whose length is not what it was
    /// is thrown away.
    pub fn find(&self, name: &str) -> io::Result<Option<(PathBuf, u64)>> {
        let found = self.wholes()?.into_iter().find(|whole| whole.name == name);
        let Some(whole) = found else {
            return Ok(None);
        };
        if fs::metadata(&whole.path)?.len() != whole.bytes || whole.bytes == 0 {
            throw_away(&whole.path)?;
            return Ok(None);
        }
        let file = OpenOptions::new().write(true).open(&whole.path)?;
        file.set_modified(SystemTime::now())?;
        Ok(Some((whole.path, whole.bytes)))
    }

    /// A file to fetch into, held against other processes; what came before is still in it.
    pub fn begin(&self, name: &str) -> io::Result<(PathBuf, File)> {
        let path = self.folder.join(format!("{name}.part"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        file.try_lock().map_err(|error| match error {
            fs::TryLockError::Error(error) => error,
            fs::TryLockError::WouldBlock => io::ErrorKind::ResourceBusy.into(),
        })?;
        Ok((path, file))
    }

    /// What was fetched is whole: it is kept under its own name.
    pub fn finish(&self, name: &str, part: &Path, file: &File) -> io::Result<PathBuf> {
        let bytes = file.metadata()?.len();
        let path = self.folder.join(format!("{name}-{bytes}.sound"));
        fs::rename(part, &path)?;
        Ok(path)
    }

    /// Throws a recording away, so that it is fetched again.
    pub fn forget(&self, name: &str) -> io::Result<()> {
        for whole in self.wholes()?.iter().filter(|whole| whole.name == name) {
            throw_away(&whole.path)?;
        }
        Ok(())
    }

    /// Throws away all that are not kept whatever the budget.
    pub fn clear(&self) -> io::Result<()> {
        for whole in self.wholes()? {
            if !self.is_kept(&whole.name) {
                throw_away(&whole.path)?;
            }
        }
        Ok(())
    }

    /// Keeps a recording whatever the budget, or not any more.
    pub fn keep(&self, name: &str, on: bool) -> io::Result<()> {
        let path = self.mark(name);
        if on {
            return File::create(path).map(drop);
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// True when a recording is kept whatever the budget.
    pub fn is_kept(&self, name: &str) -> bool {
        self.mark(name).exists()
    }

    /// Brings the folder into its budget: those that were used longest ago go first, `spared` and those that are kept
    /// never. What was begun long ago goes too.
    pub fn tidy(&self, spared: &str) -> io::Result<()> {
        let mut wholes = self.wholes()?;
        wholes.retain(|whole| !self.is_kept(&whole.name));
        wholes.sort_by_key(|whole| whole.used_at);
        let mut sum: u64 = wholes.iter().map(|whole| whole.bytes).sum();
        for whole in wholes.iter().filter(|whole| whole.name != spared) {
            if sum <= self.budget_bytes {
                break;
            }
            throw_away(&whole.path)?;
            sum -= whole.bytes;
        }
        self.drop_old_parts()
    }

    fn drop_old_parts(&self) -> io::Result<()> {
        let old = Duration::from_hours(24 * PART_DAYS);
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let is_part = path
                .extension()
                .is_some_and(|extension| extension == "part" || extension == "version");
            let age = fs::metadata(&path).and_then(|data| data.modified());
            let is_old = age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > old));
            if is_part && is_old {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn mark(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.keep"))
    }

    fn wholes(&self) -> io::Result<Vec<Whole>> {
        let mut wholes = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let file_name = entry.file_name();
            let parts = file_name
                .to_str()
                .and_then(|name| name.strip_suffix(".sound"))
                .and_then(|stem| stem.rsplit_once('-'));
            let Some((name, Ok(bytes))) = parts.map(|(name, bytes)| (name, bytes.parse())) else {
                continue;
            };
            let used_at = match entry.metadata() {
                // Thrown away meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                metadata => metadata?.modified()?,
            };
            wholes.push(Whole {
                name: name.to_owned(),
                path: entry.path(),
                bytes,
                used_at,
            });
        }
        Ok(wholes)
    }
}

/// Removes a recording, with the outline that was read out of it.
fn throw_away(path: &Path) -> io::Result<()> {
    peaks::forget(path)?;
    fs::remove_file(path)
}
