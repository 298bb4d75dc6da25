//! What stands behind the gate, as whoever looks after the receiver sees it.

use std::net::SocketAddr;
use std::sync::Arc;

use super::Shared;

/// The server behind the gate, and who stands before it.
pub struct Behind(Arc<Shared>);

impl Behind {
    pub(super) fn of(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    /// True while there are so many that one more from this address has to wait or is turned away.
    pub fn is_crowded(&self, remote: SocketAddr) -> bool {
        self.0.crowd.room(remote).is_err()
    }

    /// True when the server behind answers the gate.
    pub fn is_answered(&self) -> bool {
        self.0.questions.is_answered()
    }
}
