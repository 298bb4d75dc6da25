//! One receiver for each data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::ReceiverError;

/// The second line of a receiver that gives way when asked.
const BACKGROUND: &str = "background";

/// The lock of a data folder; free again when dropped or when the process ends, however it ends.
///
/// The file `receiver.lock` holds the URL of the receiver that has it, for the words of the next one.
pub struct ReceiverLock {
    file: File,
}

impl ReceiverLock {
    /// Takes the lock of this data folder, which must exist.
    pub fn take(data_dir: &Path) -> Result<Self, ReceiverError> {
        let path = data_dir.join("receiver.lock");
        let fault = |source| ReceiverError::Lock {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(already_receiving(&mut file));
            }
            Err(TryLockError::Error(source)) => return Err(fault(source)),
        }
        file.set_len(0).map_err(fault)?;
        Ok(Self { file })
    }

    /// Leaves word where the receiver can be reached, and whether it gives way when asked.
    pub fn announce(&mut self, url: &str, in_background: bool) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        writeln!(self.file, "{url}")?;
        if in_background {
            writeln!(self.file, "{BACKGROUND}")?;
        }
        self.file.flush()
    }
}

impl Drop for ReceiverLock {
    /// A process that is being started at this moment holds a copy of the file until it runs: closing is not enough.
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            log::warn!("the lock of the data folder is not free yet: {error}");
        }
    }
}

/// The URL of the receiver that has the lock of this data folder, which must exist; none where there is none, or
/// where it is not known.
pub fn running_url(data_dir: &Path) -> Result<Option<String>, ReceiverError> {
    match ReceiverLock::take(data_dir) {
        Ok(_free_again) => Ok(None),
        Err(ReceiverError::AlreadyReceiving { url, .. }) => Ok(url),
        Err(error) => Err(error),
    }
}

/// The URL is not known where it is not announced yet, or where the system does not let a locked file be read.
fn already_receiving(file: &mut File) -> ReceiverError {
    let mut text = String::new();
    if let Err(error) = file.take(1000).read_to_string(&mut text) {
        log::debug!("the other receiver's address cannot be read: {error}");
    }
    let mut lines = text.lines();
    let url = lines.next().filter(|url| url.starts_with("http://"));
    ReceiverError::AlreadyReceiving {
        url: url.map(str::to_owned),
        in_background: lines.next() == Some(BACKGROUND),
    }
}
