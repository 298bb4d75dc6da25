//! `callbook import`: deliveries from files, folders and standard input.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use super::{CliError, print};
use crate::call::{DeliveryId, DeliveryState, Signature, Source};
use crate::config::Config;
use crate::receiver::projector::project_pending;
use crate::store::{NewDelivery, Store};
use crate::webhook::samples::{Sample, samples};

/// What one transaction takes at most, in deliveries and in bytes of bodies.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 32 << 20;

#[derive(Debug, Args)]
pub struct Import {
    /// Files, folders or '-' for standard input: one JSON document, JSON lines, or a page with samples
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Where deliveries are read from.
enum Input {
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file found in a folder that was named.
    Found(PathBuf),
}

/// Imports, and returns once everything is read into calls.
pub fn run(config: &Config, import: &Import) -> Result<(), CliError> {
    let mut inputs = Vec::new();
    for path in &import.paths {
        expand(path, &mut inputs)?;
    }
    let mut batches = Batches {
        store: Store::open(&config.data_dir)?,
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
    while project_pending(&mut batches.store)? > 0 {}
    if fault.is_none() || !batches.ids.is_empty() {
        summary(&batches)?;
    }
    fault.map_or(Ok(()), Err)
}

/// The files that a path stands for: itself, or those of a folder in the order of their names.
fn expand(path: &Path, inputs: &mut Vec<Input>) -> Result<(), CliError> {
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
fn walk(folder: &Path, inputs: &mut Vec<Input>) -> Result<(), CliError> {
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

fn metadata(path: &Path) -> Result<fs::Metadata, CliError> {
    fs::metadata(path).map_err(|source| unreadable(path, source))
}

fn unreadable(path: &Path, source: io::Error) -> CliError {
    let path = path.to_owned();
    CliError::Read { path, source }
}

fn read(input: &Input) -> Result<Vec<Sample>, CliError> {
    let bytes = match input {
        Input::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(CliError::Input)?
        }
        Input::Named(path) | Input::Found(path) => {
            fs::read(path).map_err(|source| unreadable(path, source))?
        }
    };
    samples(&bytes).map_err(|error| CliError::NothingToImport {
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
    fn take(&mut self, input: &Input, samples: Vec<Sample>) -> Result<(), CliError> {
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

    fn write(&mut self) -> Result<(), CliError> {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        for result in self.store.insert_deliveries(&waiting)? {
            self.ids.push(result?);
        }
        Ok(())
    }
}

/// One line that says what came of it, such as `7 deliveries: 5 new, 1 repeat, 1 not understood`.
fn summary(batches: &Batches) -> Result<(), CliError> {
    let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for delivery in batches.store.delivery_rows(&batches.ids)? {
        let (order, word) = match delivery.state {
            DeliveryState::Projected => (0, "new"),
            DeliveryState::Repeat => (1, "repeat"),
            DeliveryState::NotUnderstood => (2, "not understood"),
            DeliveryState::Pending | DeliveryState::Quarantined => (3, delivery.state.word()),
        };
        *counts.entry((order, word)).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|((_, word), count)| match (*word, count) {
            ("repeat", 2..) => format!("{count} repeats"),
            _ => format!("{count} {word}"),
        })
        .collect();
    let total = match batches.ids.len() {
        1 => "1 delivery".to_owned(),
        count => format!("{count} deliveries"),
    };
    let parts = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    print::out(|to| writeln!(to, "{total}{parts}"))
}
