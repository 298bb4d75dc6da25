//! The public port.
//!
//! Today the server takes connections from it directly, and the server trusts its clients: it sets no time limits
//! and takes any declared length at its word. That does for a sender behind a tunnel or proxy on this machine, not
//! for the open network. Whatever is to stand between the two takes the listener from here and hands the server
//! one of its own.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use super::ReceiverError;

/// The port, open.
pub struct Listening {
    pub listener: TcpListener,
    pub local_addr: SocketAddr,
}

/// How long a port may take to come free: a receiver that has just ended gives it back a moment later.
const PATIENCE: Duration = Duration::from_millis(400);

/// Opens the port. `addr` is `HOST:PORT`; port 0 picks a free one.
pub fn listen(addr: &str) -> Result<Listening, ReceiverError> {
    let started = Instant::now();
    loop {
        match open(addr) {
            Ok(listening) => return Ok(listening),
            Err(source) if source.kind() != ErrorKind::AddrInUse => {
                let addr = addr.to_owned();
                return Err(ReceiverError::Listen { addr, source });
            }
            Err(_) if started.elapsed() >= PATIENCE => {
                let addr = addr.to_owned();
                return Err(ReceiverError::PortInUse { addr });
            }
            Err(_) => thread::sleep(PATIENCE / 10),
        }
    }
}

fn open(addr: &str) -> io::Result<Listening> {
    let listener = TcpListener::bind(addr)?;
    let local_addr = listener.local_addr()?;
    Ok(Listening {
        listener,
        local_addr,
    })
}

/// The URL of an address, such as `http://127.0.0.1:8787`.
pub fn url(addr: SocketAddr) -> String {
    format!("http://{addr}")
}
