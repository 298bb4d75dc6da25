//! Reads the outline out of a recording, whole or on its way, and keeps it beside one that is whole.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::sketch::Sketcher;
use super::{Builder, Peaks};
use crate::call::outline::Sketch;
use crate::recording::decode::Sound;
use crate::recording::failure::Failure;
use crate::recording::growing::Growing;

/// How often what was read so far is told.
const TELL_EVERY: Duration = Duration::from_millis(150);
/// How soon it is noticed that something else is wanted where all was read.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// What was read is told earlier where bytes may have to be waited for: fewer than these are left, and it is so many
/// times as long as what was told.
const DRY_BYTES: u64 = 64 * 1024;
const MORE: f64 = 1.02;
/// After so many frames it is looked whether something is to be told or something else is wanted.
const BATCH_FRAMES: usize = 1600;
/// What the outline's file is called beside the recording's.
const EXTENSION: &str = "peaks";

/// What is known of an outline while it is read.
#[derive(Clone, Copy)]
pub struct SoFar<'a> {
    /// From the start on.
    pub outline: &'a Peaks,
    /// Of all that is there, where that is long.
    pub sketch: Option<&'a Arc<Sketch>>,
    /// How long the recording says it is.
    pub promised: Option<Duration>,
}

/// The outline of a recording: the one that is kept, else read from its sound, telling what there is so far. Waits for
/// bytes that are to come. None where `interrupt` broke it off, and where there is no sound.
pub fn read(
    recording: &Arc<Growing>,
    interrupt: &Arc<AtomicBool>,
    mut told: impl FnMut(SoFar<'_>),
) -> Option<Peaks> {
    if recording.progress().end == Some(Ok(()))
        && let Some(kept) = kept(&recording.path())
    {
        return Some(kept);
    }
    let reader = recording.reader(Arc::clone(interrupt)).ok()?;
    let place = reader.place();
    let mut sound = Sound::open(reader).ok()?;
    let channels = if sound.is_stereo() { 2 } else { 1 };
    let mut builder = Builder::new(sound.rate(), channels);
    let promised = sound.promised();
    let mut tell = |outline: &Peaks, sketch: Option<&Arc<Sketch>>| {
        told(SoFar {
            outline,
            sketch,
            promised,
        });
    };
    let mut sketcher = Sketcher::new(recording, interrupt);
    sketcher.look(0.0, |sketch| tell(builder.so_far(), Some(sketch)));
    let mut told_at = Instant::now();
    // What was there at once is shown at once.
    let mut wait = Duration::ZERO;
    let mut told_secs = 0.0;
    'all: loop {
        for _ in 0..BATCH_FRAMES {
            let Some(frame) = sound.next_frame() else {
                break 'all;
            };
            builder.push(&frame);
        }
        if interrupt.load(Ordering::Acquire) {
            return None;
        }
        let outline = builder.so_far();
        let is_due = told_at.elapsed() >= wait
            || outline.length_secs() > MORE * told_secs && is_dry(recording, &place);
        if is_due {
            sketcher.look(outline.length_secs(), |sketch| tell(outline, Some(sketch)));
            tell(outline, sketcher.last());
            (told_at, wait) = (Instant::now(), TELL_EVERY);
            told_secs = outline.length_secs();
        }
    }
    // The sound of a wave file can end before its bytes do.
    tell(builder.so_far(), sketcher.last());
    let end = ended(recording, interrupt)?;
    let outline = builder.finish();
    if end.is_ok()
        && let Err(error) = keep(&recording.path(), &outline)
    {
        log::warn!("an outline is not kept: {error}");
    }
    Some(outline)
}

/// How the fetching ended; waits for that. None where `interrupt` broke it off.
fn ended(recording: &Growing, interrupt: &AtomicBool) -> Option<Result<(), Failure>> {
    loop {
        if let Some(end) = recording.wait(LOOK_EVERY) {
            return Some(end);
        }
        if interrupt.load(Ordering::Acquire) {
            return None;
        }
    }
}

/// True where hardly anything is left to be read, so that the next bytes may have to be waited for.
fn is_dry(recording: &Growing, place: &AtomicU64) -> bool {
    let progress = recording.progress();
    let left = progress
        .have_bytes
        .saturating_sub(place.load(Ordering::Relaxed));
    progress.end.is_none() && left < DRY_BYTES
}

/// The outline that is kept beside a whole recording.
fn kept(recording: &Path) -> Option<Peaks> {
    let bytes = fs::read(recording.with_extension(EXTENSION)).ok()?;
    Peaks::from_bytes(&bytes).ok()
}

fn keep(recording: &Path, outline: &Peaks) -> io::Result<()> {
    let path = recording.with_extension(EXTENSION);
    let part = path.with_extension("peaks-part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&part)?.write_all(&outline.to_bytes())?;
    fs::rename(part, path)
}

/// Throws the outline away that is kept beside a recording, where there is one.
pub(in crate::recording) fn forget(recording: &Path) -> io::Result<()> {
    match fs::remove_file(recording.with_extension(EXTENSION)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
