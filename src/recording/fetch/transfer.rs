//! One recording on its way into a file, over as many answers as it takes.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use reqwest::blocking::Response;
use reqwest::header::{ACCEPT_ENCODING, IF_RANGE, RANGE};

use super::answer::{self, Answer};
use super::version::{Kept, Version};
use super::{Fetcher, Link};
use crate::recording::failure::Failure;
use crate::recording::growing::Growing;
use crate::recording::kind::{HEAD_BYTES, Kind};

/// How often a link may be passed on.
const REDIRECTS: usize = 5;
const BUFFER_BYTES: usize = 32 * 1024;

pub(super) struct Transfer<'a> {
    fetcher: &'a Fetcher,
    file: &'a mut File,
    growing: &'a Growing,
    /// The version of the recording that the bytes so far are of.
    version: Version,
    kept: Kept,
}

impl<'a> Transfer<'a> {
    /// Goes on with what is in the file, where its version is known.
    pub fn new(
        fetcher: &'a Fetcher,
        file: &'a mut File,
        version: PathBuf,
        growing: &'a Growing,
    ) -> io::Result<Self> {
        let kept = Kept::at(version);
        let have = file.metadata()?.len();
        let known = kept.read().filter(|_| have > 0);
        if let Some(version) = &known {
            growing.expect(version.whole_bytes);
            growing.grow_to(have);
        } else {
            kept.forget();
            file.set_len(0)?;
        }
        Ok(Self {
            fetcher,
            file,
            growing,
            version: known.unwrap_or_default(),
            kept,
        })
    }

    /// Asks for what is not there yet and takes it in, until it is whole or cut.
    pub fn run(&mut self, link: &Link) -> Result<(), Failure> {
        let mut link = link.clone();
        let mut have = self.growing.progress().have_bytes;
        for _ in 0..=REDIRECTS {
            link.check(&self.fetcher.rules)?;
            let private_hosts = &self.fetcher.rules.private_hosts;
            self.fetcher.checked.check(link.url(), private_hosts)?;
            let response = self.ask(&link, have)?;
            match answer::read(response, &link, have)? {
                Answer::Bytes {
                    response,
                    from,
                    whole,
                } => {
                    let other = self.version.whole_bytes.filter(|_| from > 0);
                    if other.is_some() && whole != other {
                        have = 0;
                        continue;
                    }
                    return self.take(response, from, whole);
                }
                Answer::Elsewhere(other) => link = other,
                Answer::Complete => return Ok(()),
                Answer::StartAgain if have > 0 => have = 0,
                Answer::StartAgain => break,
            }
        }
        Err(Failure::Redirects)
    }

    fn ask(&self, link: &Link, have: u64) -> Result<Response, Failure> {
        let mut request = self
            .fetcher
            .client
            .get(link.url().clone())
            .header(ACCEPT_ENCODING, "identity");
        if have > 0 {
            request = request.header(RANGE, format!("bytes={have}-"));
            if let Some(validator) = &self.version.validator {
                request = request.header(IF_RANGE, validator.clone());
            }
        }
        request.send().map_err(|error| {
            if !error.is_timeout() || error.is_connect() {
                Failure::Offline
            } else if have > 0 {
                Failure::Stalled
            } else {
                Failure::Silent
            }
        })
    }

    /// Writes the bytes of an answer. Those that are there already are written again: they are the same, or those
    /// of a newer version.
    fn take(
        &mut self,
        mut response: Response,
        from: u64,
        whole: Option<u64>,
    ) -> Result<(), Failure> {
        let most = self.fetcher.rules.max_bytes;
        if whole.is_some_and(|whole| whole > most) {
            return Err(Failure::TooLarge(most));
        }
        self.version = Version {
            validator: answer::validator(response.headers()),
            whole_bytes: whole,
        };
        self.growing.expect(whole);
        // Until all that was there is written over, the file is of no version.
        let is_new = from == 0 && self.file.metadata()?.len() == 0;
        if from == 0 {
            self.kept.forget();
        }
        self.file.seek(SeekFrom::Start(from))?;
        let mut at = from;
        if from == 0 {
            at = self.take_head(&mut response)?;
        }
        if is_new {
            self.kept.write(&self.version);
        }
        let mut buffer = vec![0; BUFFER_BYTES];
        loop {
            let read = read(&mut response, &mut buffer);
            let read = read.map_err(|error| cut(&error, at, whole))?;
            if read == 0 {
                break;
            }
            self.write(&buffer[..read], &mut at)?;
        }
        match whole {
            Some(whole_bytes) if at < whole_bytes => Err(Failure::Truncated {
                have_bytes: at,
                whole_bytes,
            }),
            _ => Ok(self.file.set_len(at)?),
        }
    }

    /// Looks at the first bytes before any is given on.
    fn take_head(&mut self, response: &mut Response) -> Result<u64, Failure> {
        let mut head = [0; HEAD_BYTES];
        let mut filled = 0;
        while filled < HEAD_BYTES {
            match read(response, &mut head[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                // Without its head nothing can be said of it.
                Err(error) => return Err(cut(&error, 0, None)),
            }
        }
        let head = &head[..filled];
        match Kind::of(head) {
            _ if head.is_empty() => Err(Failure::Empty),
            Kind::Mp3 | Kind::Wav => {
                let mut at = 0;
                self.write(head, &mut at)?;
                Ok(at)
            }
            Kind::Html => Err(Failure::WebPage),
            Kind::Text => Err(Failure::Message),
            Kind::OtherSound(name) => Err(Failure::OtherSound(name)),
            Kind::Unknown => Err(Failure::UnknownKind),
        }
    }

    fn write(&mut self, bytes: &[u8], at: &mut u64) -> Result<(), Failure> {
        let most = self.fetcher.rules.max_bytes;
        if *at + bytes.len() as u64 > most {
            return Err(Failure::TooLarge(most));
        }
        self.file.write_all(bytes)?;
        *at += bytes.len() as u64;
        self.growing.grow_to(*at);
        Ok(())
    }
}

fn read(response: &mut Response, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match response.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// The body broke off.
fn cut(error: &io::Error, have_bytes: u64, whole: Option<u64>) -> Failure {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    let is_late = inner.is_some_and(reqwest::Error::is_timeout);
    match whole {
        _ if have_bytes == 0 => Failure::Silent,
        _ if is_late || error.kind() == io::ErrorKind::TimedOut => Failure::Stalled,
        Some(whole_bytes) => Failure::Truncated {
            have_bytes,
            whole_bytes,
        },
        None => Failure::Stalled,
    }
}
