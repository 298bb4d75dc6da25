//! The private address that `tiny_http` stands at, and connections to it.

use std::cmp::Ordering;
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use httparse::{EMPTY_HEADER, Header, Response, Status};
use tiny_http::Server;

use super::canonical;
use super::connection::KEPT_BYTES;
#[cfg(unix)]
use super::quiet::Quiet;
use crate::receiver::ReceiverError;

/// Where the server behind is reached.
#[derive(Clone)]
pub struct Address {
    at: At,
    /// Held while a connection is opened: one by one, whoever opens it.
    opening: Arc<Mutex<()>>,
}

#[derive(Clone)]
enum At {
    /// A socket in a folder that only the owner can enter.
    #[cfg(unix)]
    Socket(PathBuf),
    /// A loopback port, with the secret of this run that requests must bring.
    Loopback { addr: SocketAddr, key: String },
}

/// What the server behind answered.
pub struct Answered<'a> {
    pub status: u16,
    pub headers: &'a [Header<'a>],
    pub body: &'a [u8],
}

/// How long an answer from behind may take: longer than any wait for the database.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the answer to a probe may take.
const PROBE_PATIENCE: Duration = Duration::from_secs(1);

/// Room for an answer at first.
const ROOM: usize = 1 << 10;

const MOST_HEADERS: usize = 16;

/// More than any answer of ours.
const LONGEST_ANSWER: usize = 64 << 10;

/// Starts the server at a private address, a socket in the data folder where that can be.
pub fn serve(data_dir: &Path) -> Result<(Server, Address), ReceiverError> {
    #[cfg(unix)]
    match serve_at_socket(data_dir) {
        Ok(served) => return Ok(served),
        // Such as a path that is too long for a socket, or a file system without them.
        Err(error) => log::info!("no socket in the data folder, so a loopback port: {error}"),
    }
    let fault = |error: &dyn std::fmt::Display| ReceiverError::Serve(error.to_string());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| fault(&error))?;
    let addr = listener.local_addr().map_err(|error| fault(&error))?;
    let key = key().map_err(|error| fault(&error))?;
    let server = Server::from_listener(listener, None).map_err(|error| fault(&error))?;
    Ok((server, Address::of(At::Loopback { addr, key })))
}

#[cfg(unix)]
fn serve_at_socket(
    data_dir: &Path,
) -> Result<(Server, Address), Box<dyn std::error::Error + Send + Sync>> {
    use std::fs::{DirBuilder, Permissions, remove_file, set_permissions};
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

    let folder = folder(data_dir);
    match DirBuilder::new().mode(0o700).create(&folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => set_permissions(&folder, Permissions::from_mode(0o700))?,
    }
    let socket = folder.join(SOCKET);
    // Left by one that crashed: whoever has the lock of the data folder is the only one.
    match remove_file(&socket) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let server = Server::http_unix(&socket)?;
    Ok((server, Address::of(At::Socket(socket))))
}

/// Only the owner can enter it.
#[cfg(unix)]
fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("gate")
}

/// The name of the socket in it.
#[cfg(unix)]
const SOCKET: &str = "http";

/// Asks the server that another process has at its socket; gives the body of its answer.
#[cfg(unix)]
pub fn ask(data_dir: &Path, target: &str) -> io::Result<Vec<u8>> {
    let mut stream = Quiet::connect(&folder(data_dir).join(SOCKET), PROBE_PATIENCE)?;
    stream.write_all(&canonical::question(target))?;
    let mut bytes = Vec::new();
    let mut room = [0; 16 << 10];
    loop {
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let mut response = Response::new(&mut headers);
        if let Some(head) = head_of(&mut response, &bytes)? {
            let end = end_of(&response, head)?;
            if response.code != Some(200) {
                return Err(ErrorKind::Unsupported.into());
            }
            if bytes.len() >= end {
                return Ok(bytes.drain(head..end).collect());
            }
        }
        match stream.read(&mut room)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&room[..read]),
        }
    }
}

fn key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

impl Address {
    fn of(at: At) -> Self {
        let opening = Arc::default();
        Self { at, opening }
    }

    /// The secret that requests must bring.
    pub fn key(&self) -> Option<&str> {
        match &self.at {
            #[cfg(unix)]
            At::Socket(_) => None,
            At::Loopback { key, .. } => Some(key),
        }
    }

    /// Opens a connection, and waits for the server to answer on it: without that it may never be served.
    pub fn open(&self) -> io::Result<Private> {
        let _one_by_one = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        let mut private = Private {
            stream: self.connect(PROBE_PATIENCE)?,
            bytes: Vec::new(),
        };
        let probe = canonical::probe(self.key());
        let status =
            private.exchange(&probe, &mut Vec::new(), false, |answered| answered.status)?;
        if status != 200 {
            return Err(invalid());
        }
        private.stream.set_patience(PATIENCE)?;
        Ok(private)
    }

    fn connect(&self, patience: Duration) -> io::Result<Box<dyn Stream>> {
        Ok(match &self.at {
            #[cfg(unix)]
            At::Socket(path) => Box::new(Quiet::connect(path, patience)?),
            At::Loopback { addr, .. } => {
                let mut stream = TcpStream::connect(addr)?;
                stream.set_nodelay(true)?;
                stream.set_patience(patience)?;
                Box::new(stream)
            }
        })
    }
}

trait Stream: Read + Write + Send {
    fn set_patience(&mut self, patience: Duration) -> io::Result<()>;
}

impl Stream for TcpStream {
    fn set_patience(&mut self, patience: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(patience))?;
        self.set_write_timeout(Some(patience))
    }
}

#[cfg(unix)]
impl Stream for Quiet {
    fn set_patience(&mut self, patience: Duration) -> io::Result<()> {
        Quiet::set_patience(self, patience)
    }
}

/// A connection to the server behind.
pub struct Private {
    stream: Box<dyn Stream>,
    bytes: Vec<u8>,
}

impl Private {
    /// Sends a request, waits for its answer and has it used. The body is empty afterwards. `without_body` says that HEAD is asked. After an error
    /// the connection is of no use any more.
    pub fn exchange<T>(
        &mut self,
        head: &[u8],
        body: &mut Vec<u8>,
        without_body: bool,
        answered: impl FnOnce(&Answered) -> T,
    ) -> io::Result<T> {
        self.send(head, body)?;
        // The server has it now: large ones are not held twice.
        body.clear();
        body.shrink_to(KEPT_BYTES);
        let mut end = 0;
        while !whole(&self.bytes[..end], without_body)? {
            if end > LONGEST_ANSWER {
                return Err(ErrorKind::InvalidData.into());
            }
            if end == self.bytes.len() {
                self.bytes.resize(end + ROOM, 0);
            }
            end += match self.stream.read(&mut self.bytes[end..])? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => read,
            };
        }
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let mut response = Response::new(&mut headers);
        let start = head_of(&mut response, &self.bytes[..end])?.ok_or_else(invalid)?;
        Ok(answered(&Answered {
            status: response.code.ok_or_else(invalid)?,
            headers: response.headers,
            body: &self.bytes[start..end],
        }))
    }
}

impl Private {
    /// Head and body in one call, so that the server behind wakes once, and without a copy of the body.
    fn send(&mut self, head: &[u8], body: &[u8]) -> io::Result<()> {
        let mut parts = [IoSlice::new(head), IoSlice::new(body)];
        let mut left = &mut parts[..];
        while left.iter().any(|part| !part.is_empty()) {
            match self.stream.write_vectored(left) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(sent) => IoSlice::advance_slices(&mut left, sent),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Whether an answer is there whole. More than one answer is an error: the two no longer understand each other.
fn whole(bytes: &[u8], without_body: bool) -> io::Result<bool> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut response = Response::new(&mut headers);
    let Some(head) = head_of(&mut response, bytes)? else {
        return Ok(false);
    };
    let end = if without_body {
        head
    } else {
        end_of(&response, head)?
    };
    match bytes.len().cmp(&end) {
        Ordering::Less => Ok(false),
        Ordering::Equal => Ok(true),
        Ordering::Greater => Err(invalid()),
    }
}

/// Where an answer ends whose head has this length.
fn end_of(response: &Response, head: usize) -> io::Result<usize> {
    let length = response
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"))
        .and_then(|header| str::from_utf8(header.value).ok()?.parse::<usize>().ok())
        .ok_or_else(invalid)?;
    Ok(head.saturating_add(length))
}

/// The length of the head at the start of these bytes.
fn head_of<'b>(response: &mut Response<'_, 'b>, bytes: &'b [u8]) -> io::Result<Option<usize>> {
    match response.parse(bytes) {
        Ok(Status::Complete(length)) => Ok(Some(length)),
        Ok(Status::Partial) => Ok(None),
        Err(_) => Err(invalid()),
    }
}

fn invalid() -> io::Error {
    ErrorKind::InvalidData.into()
}
