//! A book in a folder of its own, the real program over it, and plain HTTP to talk to its receiver.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Longer than anything here takes, on a machine that is busy with other things too.
pub const PATIENCE: Duration = Duration::from_mins(1);

pub struct Book {
    dir: TempDir,
    secret: Option<String>,
}

impl Book {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { dir, secret: None }
    }

    /// The same with `CALLBOOK_SECRET` set for every process.
    pub fn with_env_secret(secret: &str) -> Self {
        let secret = Some(secret.to_owned());
        Self {
            secret,
            ..Self::new()
        }
    }

    pub fn dir(&self) -> PathBuf {
        self.dir.path().join("book")
    }

    /// A file beside the book.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The program, about to run on this book and no other.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callbook"));
        command.args(arguments);
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"CALLBOOK_") {
                command.env_remove(name);
            }
        }
        command.env("CALLBOOK_DATA_DIR", self.dir());
        // The key store of the person who runs the tests is not touched.
        command.env("CALLBOOK_KEY_STORE", "file");
        if let Some(secret) = &self.secret {
            command.env("CALLBOOK_SECRET", secret);
        }
        command
    }

    pub fn run<const N: usize>(&self, arguments: [&str; N]) -> Done {
        Done::of(
            self.command(arguments)
                .stdin(Stdio::null())
                .output()
                .unwrap(),
        )
    }

    pub fn run_with_input<const N: usize>(&self, arguments: [&str; N], input: &[u8]) -> Done {
        Done::with_input(self.command(arguments), input)
    }

    /// The receiver alone, on a free port.
    pub fn listen(&self) -> Listening {
        self.listen_with(&[])
    }

    pub fn listen_with(&self, further: &[(&str, &str)]) -> Listening {
        let mut command = self.command(["listen", "--listen", "127.0.0.1:0"]);
        command.envs(further.iter().copied());
        Listening::start(command)
    }

    /// `callbook deliveries --json`, newest first.
    pub fn deliveries(&self) -> Vec<Value> {
        self.run(["deliveries", "--json"]).json_lines()
    }

    /// `callbook calls --json`, newest first.
    pub fn calls(&self) -> Vec<Value> {
        self.run(["calls", "--json"]).json_lines()
    }

    /// Waits until the deliveries look so.
    pub fn deliveries_when(&self, fits: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        wait_for(|| Some(self.deliveries()).filter(|deliveries| fits(deliveries)))
    }
}

/// How a process ended.
#[derive(Debug)]
pub struct Done {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Done {
    /// Runs a program that reads this.
    pub fn with_input(mut command: Command, input: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that refuses before it reads closes its end.
        let _ = stdin.write_all(input);
        drop(stdin);
        Self::of(child.wait_with_output().unwrap())
    }

    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Checks that it failed with one line on standard error, and gives that line.
    #[track_caller]
    pub fn failed(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        assert!(self.stderr.starts_with("callbook: "), "{self:?}");
        self.stderr
    }

    /// The same for a command that logs: its last line says why it failed.
    #[track_caller]
    pub fn failed_last(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        let last = self.stderr.lines().last().unwrap_or_default().to_owned();
        assert!(last.starts_with("callbook: "), "{self:?}");
        last
    }

    #[track_caller]
    pub fn json_lines(self) -> Vec<Value> {
        let done = self.ok();
        let parse = |line| serde_json::from_str(line).unwrap();
        done.stdout.lines().map(parse).collect()
    }
}

/// A receiver that runs.
pub struct Listening {
    child: Child,
    pub addr: String,
    stdout: BufReader<std::process::ChildStdout>,
}

impl Listening {
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let url = line.trim_end().strip_prefix("listening on http://");
        let addr = url.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self {
            child,
            addr,
            stdout,
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.post_signed(path, body, None)
    }

    pub fn post_signed(&self, path: &str, body: &[u8], signature: Option<&str>) -> Answer {
        self.exchange(&post_head(path, body, signature), body)
    }

    pub fn get(&self, target: &str) -> Answer {
        self.exchange(&format!("GET {target} HTTP/1.1\r\nHost: callbook\r\n"), b"")
    }

    /// Sends a head, whose end is added, and a body on a connection of its own.
    pub fn exchange(&self, head: &str, body: &[u8]) -> Answer {
        exchange(&self.addr, head, body).unwrap()
    }

    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let id = self.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Kills it as a crash would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it with SIGTERM, and checks that it ended well.
    #[cfg(unix)]
    pub fn end(self) {
        self.signal("-TERM");
        self.end_by_itself();
    }

    /// Where there are no signals.
    #[cfg(not(unix))]
    pub fn end(self) {
        self.kill();
    }

    /// Checks that it ends well and soon and writes nothing further.
    #[cfg(unix)]
    pub fn end_by_itself(mut self) {
        let started = Instant::now();
        let status = self.child.wait().unwrap();
        assert_eq!(status.code(), Some(0));
        assert!(started.elapsed() < Duration::from_secs(3));
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn post_head(path: &str, body: &[u8], signature: Option<&str>) -> String {
    let signature = signature.map_or_else(String::new, |it| format!("ms-signature: {it}\r\n"));
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: callbook\r\nContent-Type: application/json\r\n{signature}Content-Length: {length}\r\n"
    )
}

/// Posts from anywhere.
pub fn post(addr: &str, body: &[u8]) -> Answer {
    try_post(addr, body).unwrap()
}

pub fn try_post(addr: &str, body: &[u8]) -> io::Result<Answer> {
    exchange(addr, &post_head("/", body, None), body)
}

pub fn exchange(addr: &str, head: &str, body: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
    stream.write_all(body)?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Answer::parse(&text).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// What a receiver answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    fn parse(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        Some(Self {
            status: head.split(' ').nth(1)?.parse().ok()?,
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let headers = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "));
        headers
            .into_iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Asks again and again until there is an answer.
#[track_caller]
pub fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Runs something on a thread of its own.
pub fn named<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let builder = thread::Builder::new().name("sender".to_owned());
    builder.spawn(run).unwrap()
}

/// The documentation page of the sender with its samples.
pub fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/call-webhooks.txt")
}

/// A delivery of the sender's second dialect about a call of this id; ids that follow each other start a second apart.
pub fn processed(vendor_id: i64) -> Vec<u8> {
    let (minute, second) = (vendor_id / 60 % 60, vendor_id % 60);
    let text = format!(
        r#"{{"Id": "{vendor_id:032}", "Attempt": 1,
  "Properties": {{"CollectionType": "CallDetailsV5", "UTC": "2026-03-02T15:04:05.123", "Organization": "5440", "RequestId": "{vendor_id}"}},
  "Notifications": [{{"Action": "CallDetailsV5.CallProcessed", "id": {vendor_id}, "status": "complete",
    "time_zone_name": "Eastern", "start_time": "2026-03-02T10:{minute:02}:{second:02}.000",
    "start_time_utc": "2026-03-02T15:{minute:02}:{second:02}.000",
    "call_duration": 61, "tracking_number": "4165550100", "caller_number": "4165550199"}}]}}"#
    );
    text.into_bytes()
}

/// What is in a folder, by name.
pub fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
