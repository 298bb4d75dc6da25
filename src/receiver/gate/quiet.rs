//! A Unix stream that does not wake the other side, nor is woken by it, for nothing.
//!
//! Linux wakes whoever sleeps in a read on a Unix stream also when the other side has taken what was sent before (there is room
//! to write then: `unix_write_space` in `net/unix/af_unix.c`). Between a request and its answer that is up to two switches of
//! threads. So this waits with `poll`, which is woken by what it asks for alone; and what has come is looked at and stays in
//! the socket until the next request is sent, which wakes the other side anyway.

use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::{RecvFlags, recv};

/// The stream, and how long a read or write of it may take.
pub struct Quiet {
    stream: UnixStream,
    patience: Duration,
    /// Bytes that were looked at and are still in the socket.
    seen: usize,
}

/// Room for what is taken out and thrown away.
const ROOM: usize = 1 << 10;

impl Quiet {
    pub fn connect(path: &Path, patience: Duration) -> io::Result<Self> {
        let stream = UnixStream::connect(path)?;
        stream.set_write_timeout(Some(patience))?;
        Ok(Self {
            stream,
            patience,
            seen: 0,
        })
    }

    pub fn set_patience(&mut self, patience: Duration) -> io::Result<()> {
        self.patience = patience;
        self.stream.set_write_timeout(Some(patience))
    }

    /// Takes out of the socket what was looked at.
    fn take_seen(&mut self) -> io::Result<()> {
        let mut room = [0; ROOM];
        while self.seen > 0 {
            let most = self.seen.min(ROOM);
            match self.stream.read(&mut room[..most]) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(taken) => self.seen -= taken,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until there is something to read, or nothing will come any more.
    fn wait(&self) -> io::Result<()> {
        let deadline = Instant::now() + self.patience;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = Timespec::try_from(left).map_err(io::Error::other)?;
            let mut awaited = [PollFd::new(&self.stream, PollFlags::IN)];
            match poll(&mut awaited, Some(&timeout)) {
                Ok(0) => return Err(ErrorKind::TimedOut.into()),
                Ok(_) => return Ok(()),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Read for Quiet {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        self.take_seen()?;
        self.wait()?;
        let (_, seen) = recv(&self.stream, space, RecvFlags::PEEK)?;
        self.seen = seen;
        Ok(seen)
    }
}

impl Write for Quiet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, parts: &[IoSlice]) -> io::Result<usize> {
        let sent = self.stream.write_vectored(parts)?;
        // Not before: that would wake the other side once more.
        self.take_seen()?;
        Ok(sent)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::thread;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn what_is_read_comes_in_order_and_once_whatever_is_sent_between() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let listener = UnixListener::bind(&path).unwrap();
        let mut quiet = Quiet::connect(&path, PATIENCE).unwrap();
        let (mut other, _) = listener.accept().unwrap();

        let mut space = [0; 3 * ROOM];
        for round in 0..3 {
            let long = [round; 2 * ROOM + 7];
            other.write_all(b"ab").unwrap();
            assert_eq!(quiet.read(&mut space).unwrap(), 2);
            assert_eq!(&space[..2], b"ab");
            other.write_all(&long).unwrap();
            quiet.read_exact(&mut space[..long.len()]).unwrap();
            assert_eq!(space[..long.len()], long);
            quiet.write_all(&[round]).unwrap();
            other.read_exact(&mut space[..1]).unwrap();
            assert_eq!(space[0], round);
        }
        drop(other);
        assert_eq!(
            quiet.read(&mut space).unwrap(),
            0,
            "the other side has gone"
        );
    }

    #[test]
    fn nothing_that_comes_in_time_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let listener = UnixListener::bind(&path).unwrap();
        let mut quiet = Quiet::connect(&path, Duration::from_millis(20)).unwrap();
        let (mut other, _) = listener.accept().unwrap();
        let error = quiet.read(&mut [0; 8]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);

        quiet.set_patience(PATIENCE).unwrap();
        thread::scope(|scope| {
            let late = scope.spawn(|| other.write_all(b"late"));
            let mut space = [0; 8];
            assert_eq!(quiet.read(&mut space).unwrap(), 4);
            late.join().unwrap().unwrap();
        });
    }
}
