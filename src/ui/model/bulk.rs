//! Work on many calls at once: what is wanted, and how far it is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::call::listing::Calendar;
use crate::call::question::{Column, Question, Sort};
use crate::call::{Choice, Mark, MarksBefore};

/// What is wanted of many calls.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkAction {
    /// Marks them, or takes the mark off.
    Mark {
        mark: Mark,
        on: bool,
        calls: Choice,
    },
    /// Marks calls as they were before.
    WriteBack(Arc<MarksBefore>),
    /// Copies the numbers of their callers.
    CopyNumbers(Choice),
    /// Asks how to export calls.
    AskExport,
    /// Looks what is in another folder.
    LookInto(PathBuf),
    Export(Export),
    /// Exports nothing after all.
    CloseExport,
    /// Stops what is under way.
    Stop,
}

/// What the worker tells of it.
#[derive(Clone, Debug)]
pub enum BulkTold {
    Progress(Work),
    Marked(Marked),
    /// A text is to be copied.
    Copy(String),
    /// What is in the folder that was to be looked into.
    Folder(Folder),
    Ended,
}

/// Calls were marked.
#[derive(Clone, Debug)]
pub struct Marked {
    /// What it is, as in “stars of 12 calls”.
    pub what: String,
    /// What was done, in words; none where that failed in between, which is told as a failure.
    pub told: Option<String>,
    /// What undoes it.
    pub before: Arc<MarksBefore>,
    /// What does it again.
    pub again: Arc<MarksBefore>,
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
    /// The folder that is shown while it is asked how to export; one without a path until it was looked into.
    pub asking: Option<Folder>,
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
            asking: None,
        };
    }

    /// Takes over the folder that was looked into, unless the question was given up meanwhile.
    pub fn looked_into(&mut self, folder: Folder) {
        self.asking = self.asking.take().map(|_| folder);
    }
}

/// Calls that are to be written into a file, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    pub calls: Exported,
    /// In the order of the table.
    pub columns: Vec<Column>,
    pub format: ExportFormat,
    /// With the link to each recording: whoever has it can listen.
    pub with_links: bool,
    pub folder: PathBuf,
    /// Of the file; where there is one of this name the new one gets a number.
    pub name: String,
}

/// Which calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Exported {
    Chosen(Choice),
    /// All of a question, with how its days and weeks are reckoned.
    Question(Question, Sort, Calendar),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// For a spreadsheet.
    #[default]
    Table,
    /// One JSON object a line.
    Lines,
}

impl ExportFormat {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Table => "csv",
            Self::Lines => "jsonl",
        }
    }
}

/// A folder, as far as it concerns who puts a file there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// Folders in it, in the order of the alphabet.
    pub folders: Vec<String>,
    /// Names of files in it.
    pub files: Vec<String>,
    /// Where else a person keeps files: names and paths.
    pub places: Vec<(String, PathBuf)>,
    /// Why it cannot be used, in words.
    pub fault: Option<String>,
}
