//! Writes calls into a file: a table or JSON lines, read from the book group by group.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde_json::{Map, Value, json};

use super::{Outcome, Worker, calls, csv};
use crate::call::listing::Asked;
use crate::call::question::Column;
use crate::call::{CallId, CallRow, Known, Mask, Masked as _, exported};
use crate::receiver::projector::load_call;
use crate::store::StoreError;
use crate::ui::model::{Export, ExportFormat, Exported};
use crate::ui::words;

/// Calls that are read at a time.
const GROUP: usize = 500;
/// How many files of one name there may be.
const MOST: usize = 1000;

/// Writes them. Until all of it is written it stands under another name, and a file that is there already stays.
pub(super) fn export(at: &mut Worker, wanted: &Export) -> Outcome {
    let ids: Vec<CallId> = match &wanted.calls {
        Exported::Chosen(choice) => choice.iter().collect(),
        Exported::Question(question, sort) => at.store.find_calls(&Asked {
            question: question.clone(),
            sort: *sort,
            now: Zoned::now(),
        })?,
    };
    let part = wanted.folder.join(format!("{}.part", wanted.name));
    let fault = |source: io::Error| StoreError::File {
        path: part.display().to_string(),
        source,
    };
    let file = create(&part).map_err(fault)?;
    let written = write(at, wanted, &ids, file).and_then(|is_whole| {
        let path = is_whole.then(|| finish(&part, &wanted.folder, &wanted.name));
        path.transpose().map_err(fault)
    });
    match written {
        Ok(Some(path)) => Ok(format!(
            "{} exported as {}",
            calls(ids.len()),
            path.display()
        )),
        Ok(None) => {
            fs::remove_file(&part).map_err(fault)?;
            Ok("Stopped: nothing was exported".to_owned())
        }
        Err(error) => {
            // The first fault is the one to tell.
            if let Err(left) = fs::remove_file(&part) {
                log::warn!("{} is left: {left}", part.display());
            }
            Err(error)
        }
    }
}

/// True when it was not stopped.
fn write(at: &mut Worker, wanted: &Export, ids: &[CallId], file: File) -> Result<bool, StoreError> {
    let fault = |source: io::Error| StoreError::File {
        path: wanted.name.clone(),
        source,
    };
    let mut out = BufWriter::new(file);
    if wanted.format == ExportFormat::Table {
        // Without the mark some spreadsheets take UTF-8 for something else.
        out.write_all("\u{feff}".as_bytes()).map_err(fault)?;
        out.write_all(heading(wanted).as_bytes()).map_err(fault)?;
    }
    let mut done = 0;
    for group in ids.chunks(GROUP) {
        if !at.goes_on("Exporting", done, ids.len()) {
            return Ok(false);
        }
        for row in at.store.call_rows(group)? {
            let link = if wanted.with_links && at.mask.is_none() {
                recording(at, row.id)?
            } else {
                None
            };
            let written = line(&as_shown(row, at.mask), wanted, link);
            out.write_all(written.as_bytes()).map_err(fault)?;
        }
        done += group.len();
    }
    let file = out
        .into_inner()
        .map_err(|error| fault(error.into_error()))?;
    file.sync_all().map_err(fault)?;
    Ok(true)
}

/// A call as it may leave the program: what the screen hides is hidden here.
pub(super) fn as_shown(mut row: CallRow, mask: Option<Mask>) -> CallRow {
    if let Some(mask) = mask {
        row.mask(&Known::of_row(mask, &row));
    }
    row
}

fn heading(wanted: &Export) -> String {
    let names = wanted.columns.iter().map(|column| words::column(*column));
    let link = wanted.with_links.then_some("Recording");
    csv::line(names.chain(link))
}

fn line(row: &CallRow, wanted: &Export, link: Option<String>) -> String {
    match wanted.format {
        ExportFormat::Table => {
            let cells = wanted.columns.iter().map(|column| cell(row, *column));
            let link = wanted.with_links.then(|| link.unwrap_or_default());
            let cells: Vec<String> = cells.chain(link).collect();
            csv::line(cells.iter().map(String::as_str))
        }
        ExportFormat::Lines => {
            let mut object = Map::new();
            object.insert("id".to_owned(), json!(row.id.to_string()));
            for column in &wanted.columns {
                object.insert(column.word().to_owned(), exported::value(row, *column));
            }
            if wanted.with_links {
                object.insert("recording".to_owned(), json!(link));
            }
            format!("{}\n", Value::Object(object))
        }
    }
}

/// Numbers as a person reads them: no spreadsheet takes them for amounts then.
fn cell(row: &CallRow, column: Column) -> String {
    let text = exported::text(row, column);
    match column {
        Column::Number | Column::Tracking => words::phone(&text),
        Column::Dialled if row.group_name.is_none() => words::phone(&text),
        _ => text,
    }
}

fn recording(at: &Worker, id: CallId) -> Result<Option<String>, StoreError> {
    let call = load_call(&at.store, id)?;
    Ok(call.and_then(|call| call.facts.recording_url.text().map(str::to_owned)))
}

/// A new file that only its owner can read: calls are personal.
fn create(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Gives the file its name, or that name with a number where there is such a file already.
fn finish(part: &Path, folder: &Path, name: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let path = folder.join(words::numbered(name, number));
        // The name is taken first, so that nobody else's file is replaced.
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => {
                fs::rename(part, &path)?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
