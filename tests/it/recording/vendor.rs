//! The vendor's server, as good and as bad as servers are.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::book::named;

/// What is asked.
pub struct Ask {
    /// The request's head, as it came.
    pub head: String,
    /// How many requests came before it.
    pub number: usize,
}

impl Ask {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// Where the range that is wanted begins.
    pub fn from(&self) -> Option<usize> {
        let range = self.header("range")?.strip_prefix("bytes=")?;
        range.strip_suffix('-')?.parse().ok()
    }
}

/// A server that answers as it is told; it ends with the test.
pub struct Vendor {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Vendor {
    /// Answers every request with `answer`, each on a thread of its own.
    pub fn start(answer: impl Fn(&Ask, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let (asked, answer) = (Arc::clone(&heads), Arc::new(answer));
        drop(named(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                drop(named(move || serve(stream, &asked, &*answer)));
            }
        }));
        Self { port, heads }
    }

    /// Answers with these bytes, to ranges too.
    pub fn good(bytes: Vec<u8>) -> Self {
        Self::start(move |ask, stream| send(stream, ask, &bytes, bytes.len()))
    }

    /// Answers with a status, headers and a body.
    pub fn saying(status: &'static str, headers: &'static str, body: &'static str) -> Self {
        Self::start(move |_, stream| {
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
            );
        })
    }

    /// A link whose secret can be looked for.
    pub fn url(&self) -> String {
        format!("http://localhost:{}/r/s3cr3t.mp3?key=s3cr3t", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    asked: &Mutex<Vec<String>>,
    answer: &(dyn Fn(&Ask, &mut TcpStream) + Send + Sync),
) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let mut heads = asked.lock().unwrap();
    heads.push(head.clone());
    let number = heads.len() - 1;
    drop(heads);
    answer(&Ask { head, number }, &mut stream);
}

/// Answers a request for all or for a range, and breaks off before byte `until` of the file.
pub fn send(stream: &mut TcpStream, ask: &Ask, bytes: &[u8], until: usize) {
    let whole = bytes.len();
    let from = ask.from().unwrap_or(0).min(whole);
    let status = match ask.from() {
        Some(from) => format!(
            "206 Partial Content\r\nContent-Range: bytes {from}-{}/{whole}",
            whole - 1
        ),
        None => "200 OK".to_owned(),
    };
    let length = whole - from;
    // A client that hangs up early is its own affair.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nETag: \"one\"\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(&bytes[from..until.clamp(from, whole)]);
}
