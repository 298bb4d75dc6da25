//! Asks the receiver's own port whether it still answers.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// By its `User-Agent` such a request is known from those of others.
pub const USER_AGENT: &str = "callbook-self-check";

/// What it asks for.
pub const PATH: &str = "/health";

/// No answer's first line is longer.
const FIRST_LINE_BYTES: usize = 512;

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The server behind the gate answered.
    Server,
    /// The gate turned it away: for want of room, or because the server behind does not answer.
    Gate,
    /// No answer, or not one of ours.
    Nothing,
}

/// Asks the receiver at this address, and waits no longer than that.
pub fn look(addr: SocketAddr, patience: Duration) -> Heard {
    match ask(reachable(addr), patience) {
        Ok(line) if line.contains(" 200 ") => Heard::Server,
        Ok(line) if line.contains(" 503 ") => Heard::Gate,
        Ok(_) => Heard::Nothing,
        Err(error) => {
            log::debug!("no answer from {addr}: {error}");
            Heard::Nothing
        }
    }
}

/// The first line of the answer.
fn ask(addr: SocketAddr, patience: Duration) -> io::Result<String> {
    let deadline = Instant::now() + patience;
    let mut stream = TcpStream::connect_timeout(&addr, patience)?;
    stream.set_write_timeout(Some(patience))?;
    let request = format!(
        "GET {PATH} HTTP/1.1\r\nHost: {addr}\r\nUser-Agent: {USER_AGENT}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    let mut heard = Vec::new();
    while !heard.contains(&b'\n') && heard.len() < FIRST_LINE_BYTES {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let mut part = [0; FIRST_LINE_BYTES];
        let read = stream.read(&mut part)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        heard.extend(part.iter().take(read));
    }
    let line = heard.split(|byte| *byte == b'\n').next();
    Ok(String::from_utf8_lossy(line.unwrap_or_default()).into_owned())
}

/// Where all addresses are listened at, one that leads there.
pub fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}
