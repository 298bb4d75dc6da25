//! Reads rows and whole calls, and writes what the person enters, on a thread and a connection of its own.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::event::{Answer, Event};
use super::finder::Finder;
use super::in_view::{InView, Viewed};
use super::opening::open_call;
use super::{Events, whereabouts};
use crate::call::{
    CallId, DeliveryId, DeliveryState, Entry, InShort, Known, Look, Source, SubtitleFile, View,
};
use crate::priority::behind;
use crate::receiver::entering::enter;
use crate::receiver::inspect::{self, Inspector};
use crate::receiver::projector::load_call;
use crate::receiver::secrets::Secrets;
use crate::store::{Store, StoreError};
use crate::ui::deliveries::Laid;
use crate::ui::model::{Choice, OnClose, OpenCall, OpenDelivery, ThemeChoice};

/// How many questions may wait.
const QUESTIONS: usize = 64;
/// Rows of the head of the list of deliveries that are sent before they are asked for.
const HEAD: usize = 40;
/// Rows of deliveries that are sent again when the book changes: those that were sent last.
const DELIVERIES: usize = 200;
/// Rows whose snippets are remembered as told.
const SNIPPETS: usize = 5_000;
/// How long they stand at least while the book changes.
const DELIVERIES_REST: Duration = Duration::from_millis(500);

/// What the window wants to know or to have written.
pub(super) enum Question {
    /// The book changed: send again what is shown.
    Refresh,
    /// Other rows came into view.
    InView,
    DeliveryRows(Vec<DeliveryId>),
    /// A call whole; the number comes back with the answer.
    OpenCall(u64, CallId),
    OpenDelivery(u64, DeliveryId),
    Star(CallId, bool),
    Review(CallId, bool),
    Enter(CallId, Entry),
    Subtitles(CallId, Option<Arc<SubtitleFile>>),
    KeepView(View),
    RenameView(String, String),
    DropView(String),
    Look(Look),
    Theme(ThemeChoice),
    OnClose(OnClose),
    Choice(Choice),
    /// A limit of the receiver by its name; none forgets what was chosen.
    Limit(&'static str, Option<u64>),
    /// Masking was switched: what was told is told again, and this call's row.
    Again(Option<CallId>),
    /// Whether names are masked, for the next time.
    Masked(bool),
    /// Where the person is, as it is kept.
    Whereabouts(String),
    /// Tell when everything that was asked before is done.
    Finish(SyncSender<()>),
}

/// What the reader works with.
pub(super) struct Reading {
    pub data_dir: PathBuf,
    pub secrets_from_env: Vec<String>,
    pub finder: Finder,
    pub in_view: InView,
    pub events: Events,
}

/// Starts the thread; it ends when nobody can ask any more.
pub(super) fn start(reading: Reading) -> std::io::Result<SyncSender<Question>> {
    let (ask, questions) = sync_channel(QUESTIONS);
    let mut reader = Reader {
        with: reading,
        viewed: Viewed::default(),
        told: (0, HashSet::new()),
        deliveries: VecDeque::new(),
        deliveries_rest: Instant::now(),
        are_deliveries_stale: false,
        open_call: None,
        unread: None,
    };
    thread::Builder::new()
        .name("reader".to_owned())
        .spawn(behind(move || reader.run(&questions)))?;
    Ok(ask)
}

struct Reader {
    with: Reading,
    /// The rows in view as the window has them.
    viewed: Viewed,
    /// The number of the question, and the rows in which its words were shown.
    told: (u64, HashSet<CallId>),
    /// The deliveries that were sent last, to be sent again when they change.
    deliveries: VecDeque<DeliveryId>,
    /// Until then they are not read again.
    deliveries_rest: Instant,
    are_deliveries_stale: bool,
    open_call: Option<(u64, CallId, i64)>,
    /// The open delivery while it is not read into calls yet.
    unread: Option<(u64, DeliveryId)>,
}

impl Reader {
    fn run(&mut self, questions: &Receiver<Question>) {
        let mut store = None;
        let wait = self.with.events.frames.waiting();
        while let Some(question) = self.next(questions) {
            wait();
            if store.is_none() {
                store = self.open();
            }
            let Some(open) = &store else { continue };
            if let Err(error) = self.answer(open, question) {
                log::error!("{error}");
                self.notice(error.to_string());
                store = None;
            }
        }
    }

    /// The next question; none when nobody asks any more.
    fn next(&self, questions: &Receiver<Question>) -> Option<Question> {
        if !self.are_deliveries_stale {
            return questions.recv().ok();
        }
        let rest = self
            .deliveries_rest
            .saturating_duration_since(Instant::now());
        match questions.recv_timeout(rest) {
            Ok(question) => Some(question),
            Err(RecvTimeoutError::Timeout) => Some(Question::Refresh),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn open(&self) -> Option<Store> {
        let Reading {
            data_dir, events, ..
        } = &self.with;
        let store = events.frames.open_book(data_dir);
        let store = store
            .inspect_err(|error| self.notice(error.to_string()))
            .ok()?;
        if let Ok(theme) = store.theme() {
            events.send(Event::Theme(theme_of(theme)));
        }
        if let Ok(look) = store.look() {
            events.send(Event::Look(look));
        }
        if let Ok(choice) = store.on_close() {
            events.send(Event::OnClose(on_close_of(choice)));
        }
        if let Ok(kept) = store.choices() {
            let read = |(key, value): (String, String)| Choice::read(&key, &value);
            let choices = kept.into_iter().filter_map(read).collect();
            events.send(Event::Chosen(choices));
        }
        Some(store)
    }

    fn notice(&self, text: String) {
        self.with.events.send(Event::Notice { text, failed: true });
    }

    fn answer(&mut self, store: &Store, question: Question) -> Result<(), StoreError> {
        match question {
            Question::Refresh => self.refresh(store),
            Question::InView => self.in_view(store),
            Question::DeliveryRows(ids) => self.delivery_rows(store, &ids),
            Question::OpenCall(number, id) => {
                self.open_call = None;
                self.open_call_of(store, number, id);
                Ok(())
            }
            Question::OpenDelivery(number, id) => {
                self.open_delivery_of(store, number, id);
                Ok(())
            }
            Question::Star(id, on) => {
                store.set_starred(id, on.then(Timestamp::now))?;
                self.refresh(store)
            }
            Question::Review(id, on) => {
                store.set_reviewed(id, on.then(Timestamp::now))?;
                self.refresh(store)
            }
            Question::Enter(id, entry) => {
                enter(store, id, &entry, Timestamp::now())?;
                self.refresh(store)
            }
            Question::Subtitles(id, file) => {
                store.set_subtitles(id, file.as_deref())?;
                self.refresh(store)
            }
            Question::KeepView(view) => store.keep_view(&view),
            Question::RenameView(from, to) => store.rename_view(&from, &to).map(drop),
            Question::DropView(name) => store.drop_view(&name).map(drop),
            Question::Look(look) => store.set_look(&look),
            Question::Theme(theme) => store.set_theme(theme as i64),
            Question::OnClose(choice) => store.set_on_close(choice as i64),
            Question::Choice(choice) => store.set_choice(choice.key(), Some(&choice.written())),
            Question::Limit(name, number) => {
                let written = number.map(|number| number.to_string());
                store.set_choice(name, written.as_deref())
            }
            Question::Again(heard) => self.tell_again(store, heard),
            Question::Masked(on) => store.set_masked(on),
            Question::Whereabouts(text) => {
                whereabouts::keep(store, &text);
                Ok(())
            }
            Question::Finish(done) => {
                // Whoever asked may have given up.
                let _ = done.try_send(());
                Ok(())
            }
        }
    }

    /// Sends what changed of what the window shows.
    fn refresh(&mut self, store: &Store) -> Result<(), StoreError> {
        self.viewed_rows(store)?;
        self.are_deliveries_stale = true;
        if self.deliveries_rest <= Instant::now() {
            self.are_deliveries_stale = false;
            self.refresh_deliveries(store)?;
            self.deliveries_rest = Instant::now() + DELIVERIES_REST;
        }
        self.with
            .events
            .send(Event::LastHeard(store.last_heard_at()?));

        if let Some((number, id)) = self.unread {
            self.open_delivery_of(store, number, id);
        }
        if let Some((number, id, _)) = self.open_call {
            self.open_call_of(store, number, id);
        }
        Ok(())
    }

    fn tell_again(&mut self, store: &Store, heard: Option<CallId>) -> Result<(), StoreError> {
        for (_, revision) in &mut self.viewed.rows {
            *revision = None;
        }
        self.told = (0, HashSet::new());
        if let Some(row) = heard.map(|id| store.call_rows(&[id])).transpose()? {
            self.with.events.send(Event::CallRows(row));
        }
        self.in_view(store)?;
        self.refresh_deliveries(store)
    }

    fn refresh_deliveries(&mut self, store: &Store) -> Result<(), StoreError> {
        let head = store.newest_deliveries(Some(HEAD))?;
        let mut wanted: Vec<DeliveryId> = self.deliveries.iter().copied().collect();
        let new = head.iter().map(|delivery| delivery.id);
        wanted.extend(new.filter(|id| !self.deliveries.contains(id)));
        self.delivery_rows(store, &wanted)?;
        self.with.finder.look();
        Ok(())
    }

    fn in_view(&mut self, store: &Store) -> Result<(), StoreError> {
        if let Some(viewed) = self.with.in_view.take() {
            self.viewed = viewed;
        }
        self.viewed_rows(store)?;
        self.snippets(store)
    }

    /// Sends where in the rows in view the words of the question stand.
    fn snippets(&mut self, store: &Store) -> Result<(), StoreError> {
        let Some((number, question)) = &self.viewed.sought else {
            return Ok(());
        };
        if self.told.0 != *number || self.told.1.len() > SNIPPETS {
            self.told = (*number, HashSet::new());
        }
        let ids = self.viewed.rows.iter().map(|(id, _)| *id);
        let ids: Vec<CallId> = ids.filter(|id| self.told.1.insert(*id)).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mask = self.with.events.masking.mask();
        let mut snippets = Vec::new();
        for (id, snippet) in store.snippets(question, &ids)? {
            let call = match mask {
                Some(_) => load_call(store, id)?,
                None => None,
            };
            let known = mask
                .zip(call)
                .map(|(mask, call)| Known::of_call(mask, &call));
            snippets.push((id, snippet, known));
        }
        self.with.events.send(Event::Snippets(*number, snippets));
        Ok(())
    }

    /// Sends the rows in view that the window does not have as they are.
    fn viewed_rows(&mut self, store: &Store) -> Result<(), StoreError> {
        let ids: Vec<CallId> = self.viewed.rows.iter().map(|(id, _)| *id).collect();
        let mut rows = store.call_rows(&ids)?;
        let known: HashMap<CallId, Option<i64>> = self.viewed.rows.iter().copied().collect();
        rows.retain(|row| known.get(&row.id) != Some(&Some(row.revision)));
        if rows.is_empty() {
            return Ok(());
        }
        for (id, revision) in &mut self.viewed.rows {
            if let Some(row) = rows.iter().find(|row| row.id == *id) {
                *revision = Some(row.revision);
            }
        }
        self.with.events.send(Event::CallRows(rows));
        Ok(())
    }

    /// Sends a delivery whole, and remembers it where that will change soon.
    fn open_delivery_of(&mut self, store: &Store, number: u64, id: DeliveryId) {
        let answer = self.open_delivery(store, id);
        let is_unread = matches!(&answer, Ok(Some(open)) if open.whole.delivery.state == DeliveryState::Pending);
        self.unread = is_unread.then_some((number, id));
        let answer = answer.map_err(|error| error.to_string());
        self.with.events.send(Event::OpenDelivery(number, answer));
    }

    fn delivery_rows(&mut self, store: &Store, ids: &[DeliveryId]) -> Result<(), StoreError> {
        let rows = store.delivery_rows(ids)?;
        let ids = rows.iter().map(|row| row.id);
        self.deliveries
            .retain(|id| !ids.clone().any(|new| new == *id));
        self.deliveries.extend(ids);
        let too_many = self.deliveries.len().saturating_sub(DELIVERIES);
        self.deliveries.drain(..too_many);
        let mut inspector = Inspector::new(store);
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            store.do_meanwhile();
            let changed = inspector.changes_in_short(&row)?;
            let short = changed.filter(|_| row.state == DeliveryState::Projected);
            told.push((row, short.map(|changed| InShort::of(&changed))));
        }
        let mut calls = Vec::new();
        if self.with.events.masking.is_on() {
            let ids: Vec<CallId> = told.iter().flat_map(|(row, _)| row.calls.clone()).collect();
            calls = store.call_rows(&ids)?;
        }
        self.with.events.send(Event::DeliveryRows(told, calls));
        Ok(())
    }

    /// Sends a call whole, unless the window has it as it is.
    fn open_call_of(&mut self, store: &Store, number: u64, id: CallId) {
        let shown = self.open_call.map(|(_, _, revision)| revision);
        let answer: Answer<OpenCall> = match open_call(store, id) {
            Ok(Some(open)) if shown == Some(open.row.revision) => return,
            Ok(Some(open)) => {
                self.open_call = Some((number, open.row.id, open.row.revision));
                Ok(Some(Box::new(open)))
            }
            Ok(None) => Ok(None),
            Err(error) => Err(error.to_string()),
        };
        self.with.events.send(Event::OpenCall(number, answer));
    }

    fn open_delivery(
        &self,
        store: &Store,
        id: DeliveryId,
    ) -> Result<Option<Box<OpenDelivery>>, StoreError> {
        let Some(whole) = store.whole_delivery(id)? else {
            return Ok(None);
        };
        let is_http = whole.delivery.source == Source::Http;
        let today = Secrets::open(&self.with.data_dir, &self.with.secrets_from_env);
        let today = today.and_then(|secrets| secrets.today()).ok();
        let remarks = inspect::remarks(&whole);
        Ok(Some(Box::new(OpenDelivery {
            laid: Laid::of(&whole.body, &remarks),
            calls: store.call_rows(&whole.delivery.calls)?,
            changed: inspect::changes(store, &whole.delivery)?,
            proof: today
                .filter(|_| is_http)
                .map(|today| inspect::proof(&today, &whole)),
            whole,
        })))
    }
}

fn on_close_of(stored: Option<i64>) -> OnClose {
    [OnClose::Background, OnClose::Stop]
        .into_iter()
        .find(|choice| stored == Some(*choice as i64))
        .unwrap_or_default()
}

fn theme_of(stored: Option<i64>) -> ThemeChoice {
    [ThemeChoice::Light, ThemeChoice::Dark]
        .into_iter()
        .find(|choice| stored == Some(*choice as i64))
        .unwrap_or_default()
}
