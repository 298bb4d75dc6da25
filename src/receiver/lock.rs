//! One receiver for each data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::ReceiverError;

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
                let url = read_url(&mut file);
                return Err(ReceiverError::AlreadyReceiving { url });
            }
            Err(TryLockError::Error(source)) => return Err(fault(source)),
        }
        file.set_len(0).map_err(fault)?;
        Ok(Self { file })
    }

    /// Leaves word where the receiver can be reached.
    pub fn announce(&mut self, url: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        writeln!(self.file, "{url}")?;
        self.file.flush()
    }
}

/// None where it is not announced yet, or where the system does not let a locked file be read.
fn read_url(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.take(1000).read_to_string(&mut text).ok()?;
    let url = text.trim();
    url.starts_with("http://").then(|| url.to_owned())
}
