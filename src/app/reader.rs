//! Answers questions to the book, on a thread and a connection of its own.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::Timestamp;

use super::Events;
use super::event::{Answer, Event};
use super::finder::Finder;
use crate::call::transcript::conversation;
use crate::call::{CallId, DeliveryId, DeliveryState, Gap, InShort, Source};
use crate::receiver::inspect::{self, Inspector};
use crate::receiver::projector::load_call;
use crate::receiver::secrets::Secrets;
use crate::store::{Store, StoreError};
use crate::ui::deliveries::Laid;
use crate::ui::model::{Gaps, OnClose, OpenCall, OpenDelivery, ThemeChoice};

/// How many questions may wait.
const QUESTIONS: usize = 64;
/// Rows of the head of a list that are sent before they are asked for.
const HEAD: usize = 40;

/// What the window wants to know or to have written.
pub(super) enum Question {
    /// The book changed: send again what is shown.
    Refresh,
    CallRows(Vec<CallId>),
    DeliveryRows(Vec<DeliveryId>),
    /// A call whole; the number comes back with the answer.
    OpenCall(u64, CallId),
    OpenDelivery(u64, DeliveryId),
    Star(CallId, bool),
    Review(CallId, bool),
    Swap(CallId, bool),
    Theme(ThemeChoice),
    OnClose(OnClose),
    /// Tell when everything that was asked before is done.
    Finish(SyncSender<()>),
}

/// Starts the thread; it ends when nobody can ask any more.
pub(super) fn start(
    data_dir: &Path,
    secrets_from_env: Vec<String>,
    finder: Finder,
    events: Events,
) -> std::io::Result<SyncSender<Question>> {
    let (ask, questions) = sync_channel(QUESTIONS);
    let data_dir = data_dir.to_owned();
    thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || {
            let mut reader = Reader::new(data_dir, secrets_from_env, finder, events);
            reader.run(&questions);
        })?;
    Ok(ask)
}

struct Reader {
    data_dir: PathBuf,
    secrets_from_env: Vec<String>,
    finder: Finder,
    events: Events,
    /// Rows that the window has, to be sent again when they change.
    calls: HashSet<CallId>,
    deliveries: HashSet<DeliveryId>,
    open_call: Option<(u64, CallId, i64)>,
    /// The open delivery while it is not read into calls yet.
    unread: Option<(u64, DeliveryId)>,
}

impl Reader {
    fn new(
        data_dir: PathBuf,
        secrets_from_env: Vec<String>,
        finder: Finder,
        events: Events,
    ) -> Self {
        Self {
            data_dir,
            secrets_from_env,
            finder,
            events,
            calls: HashSet::new(),
            deliveries: HashSet::new(),
            open_call: None,
            unread: None,
        }
    }

    fn run(&mut self, questions: &Receiver<Question>) {
        let mut store = None;
        while let Ok(question) = questions.recv() {
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

    fn open(&self) -> Option<Store> {
        match Store::open(&self.data_dir) {
            Ok(store) => {
                if let Ok(theme) = store.theme() {
                    self.events.send(Event::Theme(theme_of(theme)));
                }
                if let Ok(choice) = store.on_close() {
                    self.events.send(Event::OnClose(on_close_of(choice)));
                }
                Some(store)
            }
            Err(error) => {
                self.notice(error.to_string());
                None
            }
        }
    }

    fn notice(&self, text: String) {
        self.events.send(Event::Notice { text, failed: true });
    }

    fn answer(&mut self, store: &Store, question: Question) -> Result<(), StoreError> {
        match question {
            Question::Refresh => self.refresh(store),
            Question::CallRows(ids) => self.call_rows(store, &ids),
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
            Question::Swap(id, on) => {
                store.set_swapped(id, on.then(Timestamp::now))?;
                self.refresh(store)
            }
            Question::Theme(theme) => store.set_theme(theme as i64),
            Question::OnClose(choice) => store.set_on_close(choice as i64),
            Question::Finish(done) => {
                // Whoever asked may have given up.
                let _ = done.try_send(());
                Ok(())
            }
        }
    }

    /// Sends the lists and what of them the window has, new rows before the list that names them.
    fn refresh(&mut self, store: &Store) -> Result<(), StoreError> {
        let ids = store.call_ids()?;
        let known: HashSet<CallId> = ids.iter().copied().collect();
        self.calls.retain(|id| known.contains(id));
        let mut wanted: Vec<CallId> = self.calls.iter().copied().collect();
        wanted.extend(ids.iter().take(HEAD).filter(|id| !self.calls.contains(*id)));
        self.call_rows(store, &wanted)?;
        let gaps = gaps(store, &ids)?;
        self.events.send(Event::CallIds(Arc::new(ids), gaps));

        let ids = store.delivery_ids()?;
        let mut wanted: Vec<DeliveryId> = self.deliveries.iter().copied().collect();
        wanted.extend(
            ids.iter()
                .take(HEAD)
                .filter(|id| !self.deliveries.contains(*id)),
        );
        self.delivery_rows(store, &wanted)?;
        self.finder.look();
        self.events.send(Event::LastHeard(store.last_heard_at()?));

        if let Some((number, id)) = self.unread {
            self.open_delivery_of(store, number, id);
        }
        if let Some((number, id, _)) = self.open_call {
            self.open_call_of(store, number, id);
        }
        Ok(())
    }

    /// Sends a delivery whole, and remembers it where that will change soon.
    fn open_delivery_of(&mut self, store: &Store, number: u64, id: DeliveryId) {
        let answer = self.open_delivery(store, id);
        let is_unread = matches!(&answer, Ok(Some(open)) if open.whole.delivery.state == DeliveryState::Pending);
        self.unread = is_unread.then_some((number, id));
        let answer = answer.map_err(|error| error.to_string());
        self.events.send(Event::OpenDelivery(number, answer));
    }

    fn call_rows(&mut self, store: &Store, ids: &[CallId]) -> Result<(), StoreError> {
        let rows = store.call_rows(ids)?;
        self.calls.extend(rows.iter().map(|row| row.id));
        self.events.send(Event::CallRows(rows));
        Ok(())
    }

    fn delivery_rows(&mut self, store: &Store, ids: &[DeliveryId]) -> Result<(), StoreError> {
        let rows = store.delivery_rows(ids)?;
        self.deliveries.extend(rows.iter().map(|row| row.id));
        let mut inspector = Inspector::new(store);
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let changed = inspector.changes_in_short(&row)?;
            let short = changed.filter(|_| row.state == DeliveryState::Projected);
            told.push((row, short.map(|changed| InShort::of(&changed))));
        }
        let rows = told;
        self.events.send(Event::DeliveryRows(rows));
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
        self.events.send(Event::OpenCall(number, answer));
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
        let today = Secrets::open(&self.data_dir, &self.secrets_from_env);
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

fn open_call(store: &Store, id: CallId) -> Result<Option<OpenCall>, StoreError> {
    let Some(id) = store.find_call(id)? else {
        return Ok(None);
    };
    let row = store.call_rows(&[id])?.pop();
    let (Some(row), Some(call)) = (row, load_call(store, id)?) else {
        return Ok(None);
    };
    let calls_from_number = match &row.caller_number {
        Some(number) => store.calls_from(number)?,
        None => 1,
    };
    let swapped = store.is_swapped(id)?;
    Ok(Some(OpenCall {
        row,
        conversation: conversation(&call, swapped),
        call,
        deliveries: store.deliveries_of_call(id)?,
        calls_from_number,
    }))
}

/// The gaps in listening at their places among all calls.
fn gaps(store: &Store, ids: &[CallId]) -> Result<Gaps, StoreError> {
    let mut below: HashMap<CallId, Vec<Gap>> = HashMap::new();
    let mut placed = Vec::new();
    for gap in store.gaps(Timestamp::now())? {
        match store.call_below(&gap)? {
            Some(call) => below.entry(call).or_default().push(gap),
            None => placed.push((ids.len(), gap)),
        }
    }
    if !below.is_empty() {
        for (index, id) in ids.iter().enumerate() {
            let gaps = below.remove(id).unwrap_or_default();
            placed.extend(gaps.into_iter().map(|gap| (index, gap)));
        }
    }
    Ok(Gaps::new(placed))
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
