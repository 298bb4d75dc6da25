//! A connection that knows which thread uses it.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};

use rusqlite::Connection;

thread_local! {
    static USES: Cell<u64> = const { Cell::new(0) };
}

/// How often this thread has used a book: a test makes sure that the window's thread never does.
pub fn uses_by_this_thread() -> u64 {
    USES.get()
}

pub(super) struct Db(Connection);

impl Db {
    pub(super) fn new(connection: Connection) -> Self {
        note();
        Self(connection)
    }
}

impl Deref for Db {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        note();
        &self.0
    }
}

impl DerefMut for Db {
    fn deref_mut(&mut self) -> &mut Connection {
        note();
        &mut self.0
    }
}

fn note() {
    USES.set(USES.get().wrapping_add(1));
}
