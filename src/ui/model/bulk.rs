//! Work on many calls at once: what is wanted, and how far it is.

use std::sync::Arc;

use crate::call::{Choice, Mark, MarksBefore};

/// What is wanted of many calls.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkAction {
    /// Marks them, or takes the mark off.
    Mark { mark: Mark, on: bool, calls: Choice },
    /// Marks calls as they were before.
    WriteBack(Arc<MarksBefore>),
    /// Copies the numbers of their callers.
    CopyNumbers(Choice),
    /// Stops what is under way.
    Stop,
}

/// What the worker tells of it.
#[derive(Clone, Debug)]
pub enum BulkTold {
    Progress(Work),
    /// Calls were marked; this undoes it.
    Marked(Arc<MarksBefore>),
    /// A text is to be copied.
    Copy(String),
    Ended,
}

/// A work under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// What is done, such as “Starring”.
    pub words: &'static str,
    pub done: usize,
    pub total: usize,
}

/// The work on many calls, as the screen shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bulk {
    pub work: Option<Work>,
    /// What undoes the last one.
    pub undoes: Option<Arc<MarksBefore>>,
}

impl Bulk {
    /// A work begins.
    pub fn begin(&mut self) {
        *self = Self {
            work: Some(Work {
                words: "Beginning",
                done: 0,
                total: 0,
            }),
            undoes: None,
        };
    }

    /// Takes over what was told; a text that is to be copied comes back.
    pub fn told(&mut self, told: BulkTold) -> Option<String> {
        match told {
            BulkTold::Progress(work) => self.work = Some(work),
            BulkTold::Marked(before) => self.undoes = Some(before),
            BulkTold::Copy(text) => return Some(text),
            BulkTold::Ended => self.work = None,
        }
        None
    }
}
