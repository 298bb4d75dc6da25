//! Raw bytes on a connection to a receiver that listens: what it says it took is in the book.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use callbook::call::DeliveryId;
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::{Receiver, Settings};
use callbook::store::Store;
use tempfile::TempDir;

use super::chunks::plainly;

/// A receiver over a book of its own.
pub struct Scene {
    receiver: Receiver,
    store: Store,
    // Freed last.
    _dir: TempDir,
}

impl Scene {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let settings = Settings {
            listen: "127.0.0.1:0".to_owned(),
            data_dir: dir.path().to_owned(),
            min_free_bytes: 0,
            check_every: Duration::from_mins(10),
            limits: Limits {
                body_bytes: 64 << 10,
                ..Limits::default()
            },
            in_background: false,
            secrets_from_env: Vec::new(),
        };
        let receiver = Receiver::start(&settings, Arc::new(|| ())).unwrap();
        let store = Store::open(dir.path()).unwrap();
        Self {
            receiver,
            store,
            _dir: dir,
        }
    }

    /// No input makes the receiver answer 2xx to a delivery whose bytes are not in the book, byte for byte.
    pub fn holds(&self, data: &[u8]) {
        let newest = || {
            self.store
                .newest_delivery_id()
                .unwrap()
                .map_or(0, |id| id.0)
        };
        let before = newest();
        let (answers, whole) = self.exchange(data);
        let stored: Vec<Vec<u8>> = (before + 1..=newest())
            .map(|id| {
                self.store
                    .whole_delivery(DeliveryId(id))
                    .unwrap()
                    .unwrap()
                    .body
            })
            .collect();
        let acknowledged = acknowledged(data, &answers);
        let mut rest = stored.iter();
        for body in &acknowledged {
            assert!(
                rest.any(|one| one == body),
                "{body:?} was acknowledged, {stored:?} is stored"
            );
        }
        let said = String::from_utf8_lossy(&answers);
        assert!(
            !whole || stored.len() == acknowledged.len(),
            "{} are stored: {said:?}",
            stored.len()
        );
    }

    /// Sends all, ends, and reads all; false where the connection was broken off.
    fn exchange(&self, data: &[u8]) -> (Vec<u8>, bool) {
        let mut stream = TcpStream::connect(self.receiver.local_addr()).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        // One that was refused already may have been closed.
        let _ = stream.write_all(data);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answers = Vec::new();
        match stream.read_to_end(&mut answers) {
            Ok(_) => (answers, true),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => (answers, false),
            Err(error) => panic!("{error} after {answers:?}"),
        }
    }
}

/// The bodies of the deliveries in these bytes that these answers say were stored, in their order.
fn acknowledged(mut data: &[u8], mut answers: &[u8]) -> Vec<Vec<u8>> {
    let mut bodies = Vec::new();
    while !answers.is_empty() {
        let head = head_of(answers).expect("an answer with a head");
        let status = &answers[9..12];
        if status == b"100" {
            answers = &answers[head..];
            continue;
        }
        if !status.starts_with(b"2") {
            // About something that cannot be read it is the last; nothing else is answered so and ends.
            if header(&answers[..head], "connection") == Some(b"close") {
                return bodies;
            }
            let Some(request) = Request::first_of(data) else {
                return bodies;
            };
            data = request.rest;
            answers = behind(answers, head, request.method);
            continue;
        }
        let request =
            Request::first_of(data).expect("what was answered with 2xx is a whole request");
        if request.method == b"POST" {
            bodies.push(request.body);
        }
        data = request.rest;
        answers = behind(answers, head, request.method);
    }
    bodies
}

/// What follows an answer to a request of this method.
fn behind<'a>(answers: &'a [u8], head: usize, method: &[u8]) -> &'a [u8] {
    let length = if method == b"HEAD" {
        0
    } else {
        header(&answers[..head], "content-length").map_or(0, number)
    };
    answers.get(head + length..).unwrap_or_default()
}

struct Request<'a> {
    method: &'a [u8],
    body: Vec<u8>,
    rest: &'a [u8],
}

impl<'a> Request<'a> {
    /// Read by the plainest of readers; none where it is not there whole.
    fn first_of(mut data: &'a [u8]) -> Option<Self> {
        while let Some(rest) = data.strip_prefix(b"\r\n") {
            data = rest;
        }
        let (head, rest) = data.split_at(head_of(data)?);
        let method = head.split(|byte| *byte == b' ').next()?;
        if header(head, "transfer-encoding").is_some() {
            let length = chunked_length(rest)?;
            return Some(Self {
                method,
                body: plainly(&rest[..length]),
                rest: &rest[length..],
            });
        }
        let (body, rest) =
            rest.split_at_checked(header(head, "content-length").map_or(0, number))?;
        Some(Self {
            method,
            body: body.to_vec(),
            rest,
        })
    }
}

/// The length of a head with its end.
fn head_of(data: &[u8]) -> Option<usize> {
    data.windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| at + 4)
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a [u8]> {
    head.split(|byte| *byte == b'\n').skip(1).find_map(|line| {
        let (found, value) = line.split_at(line.iter().position(|byte| *byte == b':')?);
        found
            .eq_ignore_ascii_case(name.as_bytes())
            .then(|| value[1..].trim_ascii())
    })
}

fn number(value: &[u8]) -> usize {
    str::from_utf8(value)
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(usize::MAX / 4)
}

/// How long a body in chunks is, what follows the last chunk included.
fn chunked_length(data: &[u8]) -> Option<usize> {
    let line = |from: usize| {
        let end = data
            .get(from..)?
            .windows(2)
            .position(|two| two == b"\r\n")?;
        Some(from + end + 2)
    };
    let mut at = 0;
    loop {
        let end = line(at)?;
        let digits = data[at..end]
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        let size = usize::from_str_radix(str::from_utf8(&data[at..at + digits]).ok()?, 16).ok()?;
        if size == 0 {
            at = end;
            while !data.get(at..)?.starts_with(b"\r\n") {
                at = line(at)?;
            }
            return Some(at + 2);
        }
        at = end.checked_add(size)?.checked_add(2)?;
    }
}
