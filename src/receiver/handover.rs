//! Handing the receiving over: from a window that closes to a process in the background, and back.
//!
//! One receiver at a time holds the lock of the data folder. A background process ends, as it does when the system
//! asks it to, when it finds the file `receiver.handover`: what is under way is answered, then the lock is free.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The way to ask a background process to end.
pub struct Handover {
    path: PathBuf,
}

impl Handover {
    /// That of this data folder.
    pub fn of(data_dir: &Path) -> Self {
        let path = data_dir.join("receiver.handover");
        Self { path }
    }

    /// Asks.
    pub fn ask(&self) -> io::Result<()> {
        fs::write(&self.path, "")
    }

    /// True when someone has asked.
    pub fn is_asked(&self) -> bool {
        self.path.exists()
    }

    /// Takes the question away: it was meant for whoever received before, or has been heeded.
    pub fn clear(&self) {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                log::warn!("cannot remove {}: {error}", self.path.display());
            }
            _ => {}
        }
    }
}

/// Starts the program as a receiver of its own that outlives this process, at `addr` (`HOST:PORT`).
pub fn receive_in_background(program: &Path, data_dir: &Path, addr: &str) -> io::Result<()> {
    let mut command = Command::new(program);
    command
        .arg("--data-dir")
        .arg(data_dir)
        .args(["--listen", addr, "listen", "--background"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(windows)]
    {
        /// `DETACHED_PROCESS` and `CREATE_NEW_PROCESS_GROUP` of the Windows API.
        const DETACHED: u32 = 0x0000_0008 | 0x0000_0200;
        std::os::windows::process::CommandExt::creation_flags(&mut command, DETACHED);
    }
    // It leads a session of its own once it runs, and is waited for by the system, since this process ends.
    command.spawn().map(drop)
}
