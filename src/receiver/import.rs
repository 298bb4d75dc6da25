//! Deliveries from files, folders and standard input.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

use super::projector::Projector;
use crate::call::{DeliveryId, DeliveryState, Signature, Source};
use crate::store::{NewDelivery, Store, StoreError};
use crate::webhook::samples::{Sample, samples};

/// What one transaction takes at most, in deliveries and in bytes of bodies.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 32 << 20;

/// Why something cannot be imported.
#[derive(Debug, Error)]
pub enum ImportError {
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{name}: {reason}")]
    NothingToImport { name: String, reason: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where deliveries are read from.
enum Input {
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file found in a folder that was named.
    Found(PathBuf),
}

/// Imports files and folders and reads what was in them into calls. Gives what came of it, and the first file
/// that held nothing to import, which does not keep the others out.
pub fn import(
    data_dir: &Path,
    paths: &[PathBuf],
) -> Result<(Summary, Option<ImportError>), ImportError> {
    let mut inputs = Vec::new();
    for path in paths {
        expand(path, &mut inputs)?;
    }
    let mut batches = Batches {
        store: Store::open(data_dir)?,
        waiting: Vec::new(),
        bytes: 0,
        ids: Vec::new(),
    };
    let mut fault = None;
    for input in &inputs {
        match read(input) {
            Ok(samples) => batches.take(input, samples)?,
            Err(error) => match input {
                Input::Found(_) => log::warn!("skipped: {error}"),
                Input::Stdin | Input::Named(_) => {
                    fault.get_or_insert(error);
                }
            },
        }
    }
    batches.write()?;
    let mut projector = Projector::default();
    while projector.project_pending(&mut batches.store)? > 0 {}
    Ok((batches.summary()?, fault))
}

/// The files that a path stands for: itself, or those of a folder in the order of their names.
fn expand(path: &Path, inputs: &mut Vec<Input>) -> Result<(), ImportError> {
    if path.as_os_str() == "-" {
        inputs.push(Input::Stdin);
    } else if metadata(path)?.is_dir() {
        walk(path, inputs)?;
    } else {
        inputs.push(Input::Named(path.to_owned()));
    }
    Ok(())
}

/// A link to a folder is not followed: it may lead back.
fn walk(folder: &Path, inputs: &mut Vec<Input>) -> Result<(), ImportError> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = entries.map_err(|source| unreadable(folder, source))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry
            .file_type()
            .map_err(|source| unreadable(&path, source))?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            log::warn!("skipped: {} is hidden", path.display());
        } else if kind.is_dir() {
            walk(&path, inputs)?;
        } else if metadata(&path)?.is_file() {
            inputs.push(Input::Found(path));
        }
    }
    Ok(())
}

fn metadata(path: &Path) -> Result<fs::Metadata, ImportError> {
    fs::metadata(path).map_err(|source| unreadable(path, source))
}

fn unreadable(path: &Path, source: io::Error) -> ImportError {
    let path = path.to_owned();
    ImportError::Read { path, source }
}

fn read(input: &Input) -> Result<Vec<Sample>, ImportError> {
    let bytes = match input {
        Input::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(ImportError::Input)?
        }
        Input::Named(path) | Input::Found(path) => {
            fs::read(path).map_err(|source| unreadable(path, source))?
        }
    };
    samples(&bytes).map_err(|error| ImportError::NothingToImport {
        name: name(input).unwrap_or_else(|| "standard input".to_owned()),
        reason: error.to_string(),
    })
}

/// The file as given; none for standard input.
fn name(input: &Input) -> Option<String> {
    match input {
        Input::Stdin => None,
        Input::Named(path) | Input::Found(path) => Some(path.display().to_string()),
    }
}

struct Batches {
    store: Store,
    waiting: Vec<NewDelivery>,
    bytes: usize,
    /// What is stored.
    ids: Vec<DeliveryId>,
}

impl Batches {
    fn take(&mut self, input: &Input, samples: Vec<Sample>) -> Result<(), ImportError> {
        for sample in samples {
            self.bytes += sample.body.len();
            self.waiting.push(NewDelivery {
                received_at: Timestamp::now(),
                source: Source::Import,
                remote: None,
                path: name(input),
                headers: sample.headers,
                body: sample.body,
                signature: Signature::Unchecked,
                status: None,
            });
            if self.waiting.len() >= BATCH || self.bytes >= BATCH_BYTES {
                self.write()?;
            }
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), ImportError> {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        for result in self.store.insert_deliveries(&waiting)? {
            self.ids.push(result?);
        }
        Ok(())
    }
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many deliveries were found.
    pub total: usize,
    /// By place in the line and word.
    counts: BTreeMap<(u8, &'static str), usize>,
}

impl Batches {
    fn summary(&self) -> Result<Summary, ImportError> {
        let mut summary = Summary {
            total: self.ids.len(),
            ..Summary::default()
        };
        for delivery in self.store.delivery_rows(&self.ids)? {
            let word = match delivery.state {
                DeliveryState::Projected => (0, "new"),
                DeliveryState::Repeat => (1, "repeat"),
                DeliveryState::NotUnderstood => (2, "not understood"),
                DeliveryState::Pending | DeliveryState::Quarantined => (3, delivery.state.word()),
            };
            *summary.counts.entry(word).or_default() += 1;
        }
        Ok(summary)
    }
}

impl fmt::Display for Summary {
    /// One line, such as `7 deliveries: 5 new, 1 repeat, 1 not understood`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total {
            1 => f.write_str("1 delivery")?,
            total => write!(f, "{total} deliveries")?,
        }
        let mut before = ": ";
        for ((_, word), count) in &self.counts {
            let plural = if *word == "repeat" && *count > 1 {
                "s"
            } else {
                ""
            };
            write!(f, "{before}{count} {word}{plural}")?;
            before = ", ";
        }
        Ok(())
    }
}
