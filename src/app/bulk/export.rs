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
        Exported::Question(question, sort, calendar) => at.store.find_calls(&Asked {
            question: question.clone(),
            sort: *sort,
            now: Zoned::now().with_time_zone(calendar.zone.clone()),
            week: calendar.week,
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
        Ok(Some(path)) => Ok(Some(format!(
            "{} exported as {}",
            calls(ids.len()),
            path.display()
        ))),
        Ok(None) => {
            fs::remove_file(&part).map_err(fault)?;
            Ok(Some("Stopped: nothing was exported".to_owned()))
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::sync_channel;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::app::Events;
    use crate::app::frames::Frames;
    use crate::app::masking::Masking;
    use crate::call::WeekStart;
    use crate::call::listing::Calendar;
    use crate::call::question::{Question, Sort};
    use crate::call::{Signature, Source};
    use crate::receiver::projector::Projector;
    use crate::store::{NewDelivery, Store};

    /// A book of so many calls.
    fn book(dir: &Path, count: usize) -> Store {
        let body = |id: usize| {
            json!({
                "Id": "057f409d-6185-4898-bd1d-76a09c83ef02", "Attempt": 1,
                "Properties": { "CollectionType": "CallDetailsV5", "UTC": "2026-09-30T18:00:00.000",
                    "Organization": "5440", "RequestId": format!("request {id}") },
                "Notifications": [{
                    "Action": "CallDetailsV5.CallProcessed", "id": id, "organization_id": 5440,
                    "tracking_number": "8332795145", "caller_number": "9055802283",
                    "start_time_utc": "2026-09-30T15:00:00.000", "call_duration": id,
                }],
            })
        };
        let delivery = |id| NewDelivery {
            received_at: "2026-09-30T18:00:00Z".parse().unwrap(),
            source: Source::Http,
            remote: None,
            path: None,
            headers: Vec::new(),
            body: body(id).to_string().into_bytes(),
            signature: Signature::Unchecked,
            status: Some(200),
        };
        let mut store = Store::open(dir).unwrap();
        let deliveries: Vec<NewDelivery> = (1..=count).map(delivery).collect();
        store.insert_deliveries(&deliveries).unwrap();
        let mut projector = Projector::default();
        while projector.project_pending(&mut store).unwrap() > 0 {}
        assert_eq!(store.call_ids().unwrap().len(), count);
        store
    }

    #[test]
    fn what_is_stopped_midway_leaves_no_file_and_says_so() {
        let (dir, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let store = book(dir.path(), GROUP + 1);
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, _told) = sync_channel(8);
        let part = folder.path().join("calls.csv.part");
        // It is stopped when it tells for the first time how far it is: the file stands then, the first group comes.
        let stops = Arc::clone(&stop);
        let wake = move || stops.store(part.exists(), Ordering::Relaxed);
        let events = Events {
            sender,
            wake: Arc::new(wake),
            masking: Arc::new(Masking::new(0, false)),
            frames: Frames::of_this_machine(),
        };
        let mut worker = Worker {
            store,
            events,
            stop: Arc::clone(&stop),
            mask: None,
            told_at: None,
        };
        let calendar = Calendar {
            zone: TimeZone::UTC,
            week: WeekStart::default(),
        };
        let wanted = Export {
            calls: Exported::Question(Question::default(), Sort::default(), calendar),
            columns: vec![Column::Started],
            format: ExportFormat::Table,
            with_links: false,
            folder: folder.path().to_owned(),
            name: "calls.csv".to_owned(),
        };
        let told = export(&mut worker, &wanted).unwrap().unwrap();
        assert_eq!(told, "Stopped: nothing was exported");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        stop.store(false, Ordering::Relaxed);
        worker.told_at = Some(std::time::Instant::now());
        let told = export(&mut worker, &wanted).unwrap().unwrap();
        assert!(told.starts_with("501 calls exported as "), "{told}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
