//! The public port. What takes connections from it is the gate.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Protocol, Socket, Type};

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

/// Connections that the system holds until they are taken. With the usual 128, a client has to try again after a
/// second while thousands of others knock.
pub const BACKLOG: i32 = 1024;

fn open(addr: &str) -> io::Result<Listening> {
    let mut fault = io::Error::from(ErrorKind::AddrNotAvailable);
    for addr in addr.to_socket_addrs()? {
        match bind(addr) {
            Ok(listener) => return listening(listener),
            Err(error) => fault = error,
        }
    }
    Err(fault)
}

fn bind(addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, Some(Protocol::TCP))?;
    // Elsewhere than on Unix this would let two programs have the same port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&addr.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn listening(listener: TcpListener) -> io::Result<Listening> {
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
