//! Gets recordings for the player, on a thread and a connection of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use jiff::Zoned;

use super::Events;
use super::analyst::{Analyst, Ask};
use super::event::Event;
use super::player::{Choices, set_usually_right};
use crate::call::listing::Asked;
use crate::call::question::{Question, Sort};
use crate::call::sound::Parts;
use crate::call::{CallId, Facts, WeekStart};
use crate::config::Recordings;
use crate::receiver::projector::load_call;
use crate::recording::failure::Failure;
use crate::recording::fetch::{Link, Rules};
use crate::recording::growing::Growing;
use crate::recording::library::{Library, Settings};
use crate::store::{Store, StoreError};
use crate::ui::call_list::who;
use crate::ui::player::HeardCall;

/// The folder of recordings in the data folder.
pub(super) const FOLDER: &str = "recordings";
const QUESTIONS: usize = 64;
/// So many of the newest calls have their recordings fetched ahead, where that is wanted.
const AHEAD: usize = 20;

/// What the player wants of the book and the recordings.
pub(super) enum Wish {
    /// The recording of the first of these calls that has one. The number comes back with the answer.
    Load {
        number: u64,
        calls: Vec<CallId>,
        /// What is kept of it is thrown away first.
        again: bool,
    },
    /// The book changed: the recordings of its newest calls before anyone plays them, where that is wanted.
    Changed,
    Keep(CallId, bool),
    /// The parts of this call's recording that were heard, and unless that is known, what can be read out of it,
    /// where it is there already.
    Look(CallId, bool),
    /// What is said of this call may have changed.
    LookAgain(CallId),
    /// What was read out of this call's recording is to be told again.
    TellAgain(CallId),
    /// Where a recording was left, and the parts of it that were heard.
    Left(CallId, Duration, Parts),
    /// Works by these settings from now on.
    Settings(Recordings),
    /// What was chosen for the player before.
    Choices,
    /// What is chosen now.
    Choose(Choices),
    /// A person's word: the agent is on the right of this call's recording, or on the left.
    AgentRight(CallId, bool),
}

/// What comes of [`Wish::Load`].
pub(super) struct Loaded {
    pub call: HeardCall,
    pub recording: Result<Arc<Growing>, Failure>,
    pub before: Before,
}

/// What became of a recording before.
pub(super) struct Before {
    /// Where it was left.
    pub at: Duration,
    /// The parts that were heard.
    pub parts: Parts,
    /// True when it is kept for good.
    pub is_kept: bool,
}

/// Starts the thread; it ends when nobody can ask any more.
pub(super) fn start(
    data_dir: &Path,
    settings: Recordings,
    events: Events,
) -> std::io::Result<SyncSender<Wish>> {
    let (ask, wishes) = sync_channel(QUESTIONS);
    let worker = Worker {
        data_dir: data_dir.to_owned(),
        settings,
        analyst: Analyst::start(data_dir, events.clone())?,
        events,
        library: None,
        looked: HashMap::new(),
    };
    thread::Builder::new()
        .name("recordings".to_owned())
        .spawn(move || worker.run(&wishes))?;
    Ok(ask)
}

struct Worker {
    data_dir: PathBuf,
    settings: Recordings,
    analyst: Analyst,
    events: Events,
    /// Opened with the first wish.
    library: Option<Library>,
    /// The newest calls whose links were looked at, and their revisions then.
    looked: HashMap<CallId, i64>,
}

impl Worker {
    fn run(mut self, wishes: &Receiver<Wish>) {
        let mut store = None;
        let wait = self.events.frames.waiting();
        while let Ok(wish) = wishes.recv() {
            wait();
            if store.is_none() {
                store = Store::open(&self.data_dir)
                    .inspect_err(|error| self.notice(error.to_string()))
                    .ok();
            }
            let Some(open) = &store else { continue };
            if let Err(error) = self.grant(open, wish) {
                self.notice(error.to_string());
                store = None;
            }
        }
    }

    fn grant(&mut self, store: &Store, wish: Wish) -> Result<(), StoreError> {
        match wish {
            Wish::Load {
                number,
                calls,
                again,
            } => {
                let loaded = self.load(store, &calls, again)?;
                self.events.send(Event::Recording(number, loaded));
            }
            Wish::Changed => self.fetch_ahead(store)?,
            Wish::Keep(call, on) => {
                let kept = match link_of(store, call)? {
                    Some(link) => link.and_then(|link| self.library()?.keep(&link, on)),
                    None => Err(Failure::NoLink),
                };
                if let Err(failure) = kept {
                    self.notice(failure.to_string());
                }
            }
            Wish::Left(call, at, parts) => {
                store.set_heard(call, at)?;
                store.set_heard_parts(call, &parts)?;
            }
            Wish::Choices => {
                let choices = Choices::read(store)?;
                self.events.send(Event::Choices(choices));
            }
            Wish::Choose(choices) => choices.write(store)?,
            Wish::Settings(settings) => {
                self.settings = settings;
                if let Some(library) = self.library.take() {
                    // Where that fails, the next wish tells why.
                    self.library = library.reopen(self.library_settings()).ok();
                }
                self.looked.clear();
                self.fetch_ahead(store)?;
            }
            Wish::AgentRight(call, on) => {
                store.set_agent_right(call, on)?;
                set_usually_right(store, on)?;
                self.analyst.ask(Ask::Again(call));
            }
            Wish::Look(call, is_known) => {
                let link = link_of(store, call)?.and_then(Result::ok);
                let before = self.before(store, call, link.as_ref())?;
                self.events.send(Event::HeardBefore(call, before));
                if let Some(link) = link.filter(|_| !is_known) {
                    self.look(call, &link);
                }
            }
            Wish::LookAgain(call) => self.analyst.ask(Ask::Again(call)),
            Wish::TellAgain(call) => self.analyst.ask(Ask::Tell(call)),
        }
        Ok(())
    }

    /// The first of these calls whose recording can be fetched, else the first that says why not; none where no call
    /// has a recording.
    fn load(
        &mut self,
        store: &Store,
        calls: &[CallId],
        again: bool,
    ) -> Result<Option<Loaded>, StoreError> {
        let mut found = None;
        for &id in calls {
            let Some(link) = link_of(store, id)? else {
                continue;
            };
            let is_link = link.is_ok();
            if is_link || found.is_none() {
                found = Some((id, link));
            }
            if is_link {
                break;
            }
        }
        let Some((id, link)) = found else {
            return Ok(None);
        };
        let mut row = store.call_rows(&[id])?.pop();
        if self.events.masking.is_on()
            && let Some(row) = &mut row
        {
            self.events.masking.row(row);
        }
        let who = row.as_ref().map(who).unwrap_or_default();
        let before = self.before(store, id, link.as_ref().ok())?;
        let recording = link.and_then(|link| self.recording(&link, again));
        if let Ok(recording) = &recording {
            self.analyst.ask(Ask::Read(id, Arc::clone(recording)));
        }
        Ok(Some(Loaded {
            call: HeardCall { id, who },
            recording,
            before,
        }))
    }

    fn before(
        &mut self,
        store: &Store,
        call: CallId,
        link: Option<&Link>,
    ) -> Result<Before, StoreError> {
        let is_kept = link.is_some_and(|link| self.library().is_ok_and(|all| all.is_kept(link)));
        Ok(Before {
            at: store.heard(call)?.unwrap_or_default(),
            parts: store.heard_parts(call)?,
            is_kept,
        })
    }

    fn recording(&mut self, link: &Link, again: bool) -> Result<Arc<Growing>, Failure> {
        let wake = Arc::clone(&self.events.wake);
        let library = self.library()?;
        if again {
            library.forget(link)?;
        }
        library.recording(link, move || wake())
    }

    /// Has what is there already read; nothing is fetched for it.
    fn look(&mut self, call: CallId, link: &Link) {
        let found = self.library().and_then(|library| library.found(link));
        match found {
            Ok(Some(recording)) => self.analyst.ask(Ask::Read(call, recording)),
            Ok(None) => {}
            Err(failure) => log::warn!("recordings cannot be looked through: {failure}"),
        }
    }

    /// One after the other, so that nothing is held up for them. The link of a call mostly comes some minutes after it.
    fn fetch_ahead(&mut self, store: &Store) -> Result<(), StoreError> {
        if !self.settings.fetches_new() {
            return Ok(());
        }
        let newest = Asked {
            question: Question::default(),
            sort: Sort::default(),
            now: Zoned::now(),
            week: WeekStart::default(),
        };
        let rows = store.call_rows(&store.first_calls(&newest, AHEAD)?)?;
        let before = std::mem::take(&mut self.looked);
        let mut wanted = Vec::new();
        for row in rows {
            if before.get(&row.id) != Some(&row.revision) {
                let link = link_of(store, row.id)?.and_then(Result::ok);
                wanted.extend(link.map(|link| (row.id, link)));
            }
            self.looked.insert(row.id, row.revision);
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let library = match self.library() {
            Ok(library) => library.clone(),
            Err(failure) => {
                log::warn!("recordings are not fetched ahead: {failure}");
                return Ok(());
            }
        };
        let events = self.events.clone();
        library.fetch_ahead(wanted, move |call| events.send(Event::Comes(call)));
        Ok(())
    }

    fn library(&mut self) -> Result<&Library, Failure> {
        if self.library.is_none() {
            self.library = Some(Library::open(self.library_settings())?);
        }
        self.library
            .as_ref()
            .ok_or_else(|| Failure::Client("it is not open".to_owned()))
    }

    fn library_settings(&self) -> Settings {
        let settings = &self.settings;
        Settings {
            folder: self.data_dir.join(FOLDER),
            budget_bytes: settings.cache_bytes(),
            rules: Rules {
                allow_http: settings.allows_http(),
                private_hosts: settings.private_hosts.clone(),
                max_bytes: settings.max_bytes(),
                stall: settings.stall(),
            },
        }
    }

    fn notice(&self, text: String) {
        self.events.send(Event::Notice { text, failed: true });
    }
}

/// None where the vendor sent no link.
fn link_of(store: &Store, id: CallId) -> Result<Option<Result<Link, Failure>>, StoreError> {
    Ok(load_call(store, id)?.and_then(|call| link_in(&call.facts)))
}

/// The link to a call's recording, or why what was sent is none; none where nothing was sent.
pub(super) fn link_in(facts: &Facts) -> Option<Result<Link, Failure>> {
    match (facts.recording_url.text(), facts.link_as_sent()) {
        (Some(link), _) => Some(Link::parse(link)),
        (None, Some(sent)) => {
            let why = Link::parse(sent).err();
            Some(Err(why.unwrap_or(Failure::BadLink)))
        }
        (None, None) => None,
    }
}
