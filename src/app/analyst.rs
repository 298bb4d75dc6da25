//! Reads out of recordings what there is to see, on a thread and a connection of its own: the outline while it comes,
//! and once it is whole who speaks when, pauses, when each line is said, and the share of voice.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use super::Events;
use super::event::Event;
use super::player::usually_right;
use super::said::said;
use crate::call::outline::Peaks;
use crate::call::sound::Heard;
use crate::call::transcript::Repaired;
use crate::call::{BroughtIn, CallId, KeywordHit, Known, Mask, Note};
use crate::priority::behind;
use crate::receiver::projector::load_call;
use crate::recording::analysis::{Said, analyze, marks};
use crate::recording::growing::Growing;
use crate::recording::peaks::{self, SoFar};
use crate::store::{Store, StoreError};
use crate::ui::model::Sounds;

const QUESTIONS: usize = 64;
/// Recordings that wait to be read; of more, those asked for first are not.
const MOST: usize = 4;

/// What is wanted.
pub(super) enum Ask {
    /// This call's recording, whole or on its way.
    Read(CallId, Arc<Growing>),
    /// What is said of this call may have changed.
    Again(CallId),
    /// What is known of this call is to be told again.
    Tell(CallId),
}

/// The thread; it ends when this is dropped and its last recording is read.
#[derive(Clone)]
pub(super) struct Analyst {
    asks: SyncSender<Ask>,
    interrupt: Arc<AtomicBool>,
}

impl Analyst {
    pub fn start(data_dir: &Path, events: Events) -> std::io::Result<Self> {
        let (asks, asked) = sync_channel(QUESTIONS);
        let interrupt = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            data_dir: data_dir.to_owned(),
            events,
            interrupt: Arc::clone(&interrupt),
            waiting: VecDeque::new(),
            known: Sounds::default(),
        };
        thread::Builder::new()
            .name("analyst".to_owned())
            .spawn(behind(move || worker.run(&asked)))?;
        Ok(Self { asks, interrupt })
    }

    /// Asks without ever waiting; what is being read is put off.
    pub fn ask(&self, ask: Ask) {
        if self.asks.try_send(ask).is_ok() {
            self.interrupt.store(true, Ordering::Release);
        } else {
            log::warn!("recordings are being read: a wish was dropped");
        }
    }
}

struct Worker {
    data_dir: PathBuf,
    events: Events,
    /// Set by whoever asks.
    interrupt: Arc<AtomicBool>,
    /// Those asked for last first.
    waiting: VecDeque<(CallId, Arc<Growing>)>,
    known: Sounds,
}

/// What is said in a call, as the book has it.
struct Text {
    revision: i64,
    conversation: Arc<Repaired>,
    subtitles: Option<BroughtIn>,
    hits: Vec<KeywordHit>,
    notes: Vec<Note>,
    agent_right: Option<bool>,
    usually_right: bool,
    /// Whom the call is about, while names are masked.
    known: Option<Known>,
}

impl Text {
    fn said(&self) -> Said<'_> {
        Said {
            lines: &self.conversation.lines,
            hits: &self.hits,
            times: self.subtitles.as_ref().map(|brought| &brought.times[..]),
            notes: &self.notes,
            agent_right: self.agent_right,
            usually_right: self.usually_right,
        }
    }
}

impl Worker {
    fn run(mut self, asked: &Receiver<Ask>) {
        let mut store = None;
        loop {
            self.interrupt.store(false, Ordering::Release);
            let ask = if self.waiting.is_empty() {
                asked.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                asked.try_recv()
            };
            if store.is_none() {
                store = Store::open(&self.data_dir)
                    .inspect_err(|error| log::warn!("recordings are not read: {error}"))
                    .ok();
            }
            let Some(open) = &store else {
                self.waiting.clear();
                if matches!(ask, Err(TryRecvError::Disconnected)) {
                    return;
                }
                continue;
            };
            let done = match ask {
                Ok(Ask::Read(call, recording)) => {
                    self.waiting.retain(|(other, _)| *other != call);
                    self.waiting.push_front((call, recording));
                    self.waiting.truncate(MOST);
                    Ok(())
                }
                Ok(Ask::Again(call)) => self.again(open, call),
                Ok(Ask::Tell(call)) => self.tell_again(open, call),
                Err(TryRecvError::Empty) => self.read(open),
                Err(TryRecvError::Disconnected) => return,
            };
            if let Err(error) = done {
                log::warn!("a recording is not read: {error}");
                self.waiting.pop_front();
                store = None;
            }
        }
    }

    /// Reads the recording that was asked for last.
    fn read(&mut self, store: &Store) -> Result<(), StoreError> {
        let Some((call, recording)) = self.waiting.front().cloned() else {
            return Ok(());
        };
        let Some(text) = text(store, call, self.events.masking.mask())? else {
            self.waiting.pop_front();
            return Ok(());
        };
        let events = &self.events;
        let outline = peaks::read(&recording, &self.interrupt, |so_far| {
            let heard = coming(call, &text, so_far);
            events.send(Event::Heard(Arc::new(heard), text.known.clone()));
        });
        let was_put_off = outline.is_none() && self.interrupt.load(Ordering::Acquire);
        if was_put_off {
            return Ok(());
        }
        self.waiting.pop_front();
        if let Some(outline) = outline {
            let is_whole = recording.wait(Duration::ZERO) == Some(Ok(()));
            self.tell(heard(call, &text, Arc::new(outline), is_whole), text.known);
        }
        Ok(())
    }

    /// Lays what is said now over a recording that was read before.
    fn again(&mut self, store: &Store, call: CallId) -> Result<(), StoreError> {
        let Some(known) = self.known.of(call).cloned() else {
            return Ok(());
        };
        if let Some(text) = text(store, call, self.events.masking.mask())?
            .filter(|text| text.revision != known.revision)
        {
            let outline = Arc::clone(&known.outline);
            self.tell(heard(call, &text, outline, known.is_whole), text.known);
        }
        Ok(())
    }

    fn tell(&mut self, heard: Heard, about: Option<Known>) {
        let heard = Arc::new(heard);
        self.known.take(Arc::clone(&heard));
        self.events.send(Event::Heard(heard, about));
    }

    fn tell_again(&mut self, store: &Store, call: CallId) -> Result<(), StoreError> {
        if let Some(known) = self.known.of(call).cloned()
            && let Some(text) = text(store, call, self.events.masking.mask())?
        {
            self.events.send(Event::Heard(known, text.known));
        }
        Ok(())
    }
}

/// While a recording is still read.
fn coming(call: CallId, text: &Text, so_far: SoFar<'_>) -> Heard {
    let promised = so_far.promised.map(|length| length.as_secs_f64());
    let sketched = so_far.sketch.map(|sketch| sketch.whole_secs);
    let length_secs = promised.or(sketched).unwrap_or_default();
    let length_secs = length_secs.max(so_far.outline.length_secs());
    Heard {
        call,
        revision: text.revision,
        outline: Arc::new(so_far.outline.clone()),
        sketch: so_far.sketch.cloned(),
        length_secs,
        conversation: Arc::clone(&text.conversation),
        analysis: None,
        is_whole: false,
        marks: marks(&text.said(), &[], length_secs),
    }
}

/// Of a recording that was read.
fn heard(call: CallId, text: &Text, outline: Arc<Peaks>, is_whole: bool) -> Heard {
    let said = text.said();
    let mut analysis = analyze(&outline, &said);
    if !is_whole {
        // Some of what is said lies in what is missing.
        if text.subtitles.is_none() {
            analysis.times.clear();
        }
        analysis.voice = None;
    }
    let length_secs = outline.length_secs();
    Heard {
        call,
        revision: text.revision,
        length_secs,
        conversation: Arc::clone(&text.conversation),
        marks: marks(&said, &analysis.times, length_secs),
        analysis: Some(analysis),
        is_whole,
        outline,
        sketch: None,
    }
}

/// None where the call is not in the book any more.
fn text(store: &Store, call: CallId, mask: Option<Mask>) -> Result<Option<Text>, StoreError> {
    let row = store.call_rows(&[call])?.pop();
    let (Some(row), Some(whole)) = (row, load_call(store, call)?) else {
        return Ok(None);
    };
    let hits = whole.facts.keywords.get().into_iter().flatten();
    let (conversation, subtitles) = said(store, &whole)?;
    Ok(Some(Text {
        revision: row.revision,
        known: mask.map(|mask| Known::of_call(mask, &whole)),
        hits: hits.cloned().collect(),
        notes: store.notes(call)?,
        agent_right: store.agent_right(call)?,
        usually_right: usually_right(store)?,
        conversation: Arc::new(conversation),
        subtitles,
    }))
}
