//! The public port.
//!
//! Today the server takes connections from it directly. Whatever is to stand between the network and the server
//! takes the listener from here and hands the server one of its own.

use std::io;
use std::net::{SocketAddr, TcpListener};

use super::ReceiverError;

/// The port, open.
pub struct Listening {
    pub listener: TcpListener,
    pub local_addr: SocketAddr,
}

/// Opens the port. `addr` is `HOST:PORT`; port 0 picks a free one.
pub fn listen(addr: &str) -> Result<Listening, ReceiverError> {
    let opened = TcpListener::bind(addr).and_then(|listener| {
        let local_addr = listener.local_addr()?;
        Ok(Listening {
            listener,
            local_addr,
        })
    });
    opened.map_err(|source| {
        let addr = addr.to_owned();
        if source.kind() == io::ErrorKind::AddrInUse {
            ReceiverError::PortInUse { addr }
        } else {
            ReceiverError::Listen { addr, source }
        }
    })
}

/// The URL of an address, such as `http://127.0.0.1:8787`.
pub fn url(addr: SocketAddr) -> String {
    format!("http://{addr}")
}
