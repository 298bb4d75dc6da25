//! What the screen shows: plain data, filled by `app::logic`, read by the widgets.

mod bulk;
mod choices;
mod deliveries;
mod house;
mod notices;
mod resend;
mod search;
mod sounds;
mod times;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::player::PlayerView;
use crate::call::delivery::WholeDelivery;
use crate::call::listing::{Calendar, KeywordLists};
use crate::call::transcript::{LineTime, Repaired};
use crate::call::{
    Analysis, BroughtIn, Call, CallChanges, CallId, CallRow, DeliveryId, Entered, Gap, History,
    InShort, Look, OnPurpose, Proof,
};

use super::deliveries::Laid;

pub use bulk::{Bulk, BulkAction, BulkTold, Export, ExportFormat, Exported, Folder, Marked, Work};
pub use choices::{Choice, Choices, Kept, TEXT_PERCENT};
pub use deliveries::{DeliveryList, Entries, OpenRequest, Paused};
pub use house::{Hidden, House, Housekeeping, KeptSecret, Limit};
pub use notices::{Notice, Notices, Undoable};
pub use resend::{Judged, ResendState, Resending};

pub use search::{Numbered, Search};
pub use sounds::Sounds;
pub use times::{Clock, Times, Zone};

/// Everything that the window shows.
#[derive(Default)]
pub struct Model {
    /// The time of this frame.
    pub now: Timestamp,
    pub screen: Screen,
    /// True while names, numbers and addresses are shown as invented ones.
    pub is_masked: bool,
    pub receiver: ReceiverStatus,
    /// What deliveries are answered on purpose, while that lasts.
    pub on_purpose: Option<OnPurpose>,
    /// When that was over last.
    pub purpose_ended_at: Option<Timestamp>,
    /// What to beware of where other computers can reach the receiver directly, in words.
    pub exposure: Option<String>,
    /// When the newest delivery was received.
    pub last_heard_at: Option<Timestamp>,
    /// True when at least one signing secret is set.
    pub secured: bool,
    /// The secret path that follows the receiver's address, such as `/c/5e…`, while one is set.
    pub secret_path: Option<String>,
    /// A fault that goes on, in words with a way out: the disk is full, the book cannot be read…
    pub trouble: Option<String>,
    pub search: Search,
    pub calls: CallList,
    /// How the list of calls looks.
    pub look: Look,
    /// Work on many calls.
    pub bulk: Bulk,
    pub open_call: Opened<OpenCall>,
    pub deliveries: DeliveryList,
    pub open_delivery: Opened<OpenDelivery>,
    /// The player at the foot of the window.
    pub player: PlayerView,
    /// What was read out of recordings.
    pub sounds: Sounds,
    /// None until they were counted for the first time.
    pub keyword_lists: Option<Arc<KeywordLists>>,
    /// The request that is chosen, where it is no delivery.
    pub open_request: Option<OpenRequest>,
    /// While a delivery is about to be sent again.
    pub resending: Option<Resending>,
    /// Progress of reading all deliveries again, while that goes on.
    pub reprocess: Option<Progress>,
    pub theme: ThemeChoice,
    pub on_close: OnClose,
    /// True while the person is asked whether to go on receiving without the window.
    pub is_closing: bool,
    /// What has just been done or has just failed, to be told in passing.
    pub notices: Notices,
    /// What undo and redo would do.
    pub undoable: Undoable,
    /// What was chosen for the window.
    pub choices: Choices,
    /// Which of them are made by flag, environment or settings file, by their keys, and by what.
    pub given: Vec<(&'static str, &'static str)>,
    /// The limits of the receiver.
    pub limits: Vec<Limit>,
    /// What was found on the disk last; none until it was looked.
    pub house: Option<House>,
    /// How moments are told, as chosen.
    pub times: Times,
}

impl Model {
    /// What makes the choice of this key, where it is not the window.
    pub fn given_by(&self, key: &str) -> Option<&'static str> {
        let found = self.given.iter().find(|(known, _)| *known == key);
        found.map(|(_, by)| *by)
    }

    /// The row of a call as the window has it; none where it has not come yet.
    pub fn row(&self, id: CallId) -> Option<&CallRow> {
        let open = match &self.open_call {
            Opened::Ready(open) if open.row.id == id => Some(&open.row),
            _ => None,
        };
        open.or_else(|| self.calls.rows.get(&id).map(AsRef::as_ref))
    }

    /// The limit of this name.
    pub fn limit(&self, name: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.name == name)
    }

    /// How days and weeks are reckoned.
    pub fn calendar(&self) -> Calendar {
        Calendar {
            zone: self.times.of_days(),
            week: self.choices.week,
        }
    }

    /// Takes over a choice.
    pub fn take_choice(&mut self, choice: Choice) {
        self.choices.take(choice);
        self.times.zone = self.choices.zone;
        self.times.clock = self.choices.clock;
    }

    /// Notes that answers are no longer given on purpose, where they were and `is_over` says so.
    pub fn end_purpose(&mut self, is_over: impl Fn(&OnPurpose) -> bool) {
        if self.on_purpose.take_if(|on| is_over(on)).is_some() {
            self.purpose_ended_at = Some(self.now);
        }
    }
}

/// The main screens, in the order of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Calls,
    Deliveries,
    Settings,
}

/// What the person wants the window to look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    /// The one that a press leads to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// What happens to the receiving when the window is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnClose {
    /// The person is asked.
    #[default]
    Ask,
    /// It goes on without the window.
    Background,
    Stop,
}

/// Whether this window receives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReceiverStatus {
    #[default]
    Starting,
    /// This program takes deliveries at this URL, such as `http://127.0.0.1:8787`.
    Listening { url: String },
    /// Another Callbook receives for this book; this window only shows. Its URL, where it left it.
    Elsewhere { url: Option<String> },
    /// A process without a window receives for this book, and gives way when asked. Its URL, where it left it.
    Background { url: Option<String> },
    /// The port is taken by another program.
    PortInUse { addr: String },
    /// Receiving is off for another reason, in words.
    Failed { reason: String },
}

impl ReceiverStatus {
    /// Where this book's receiver is reached, by this window's or by another process; none where there is none or
    /// it is not known.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Listening { url }
            | Self::Elsewhere { url: Some(url) }
            | Self::Background { url: Some(url) } => Some(url),
            _ => None,
        }
    }
}

/// The list of calls: the ids that were found, in their order, and the rows loaded so far.
#[derive(Default)]
pub struct CallList {
    /// None until the first answer of the database.
    pub ids: Option<Arc<Vec<CallId>>>,
    /// The number of the question that they answer.
    pub number: u64,
    /// Rows that were asked for; others come when [`super::Action::ViewRows`] is answered.
    pub rows: HashMap<CallId, Arc<CallRow>>,
    pub selected: Option<CallId>,
    /// Where calls may be missing.
    pub gaps: Gaps,
}

/// Times in which nobody listened, each above the row that is right below it in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// The index of that row for each gap, ascending; one past the last row where the gap is below all.
    pub rows: Arc<Vec<usize>>,
    pub gaps: Arc<Vec<Gap>>,
}

impl Gaps {
    /// Puts gaps in the places of a list.
    pub fn new(mut placed: Vec<(usize, Gap)>) -> Self {
        placed.sort_by_key(|&(row, gap)| (row, std::cmp::Reverse(gap.from)));
        let (rows, gaps) = placed.into_iter().unzip();
        Self {
            rows: Arc::new(rows),
            gaps: Arc::new(gaps),
        }
    }

    /// Those right above a row, newest first.
    pub fn above(&self, row: usize) -> &[Gap] {
        let start = self.rows.partition_point(|&other| other < row);
        let end = self.rows.partition_point(|&other| other <= row);
        self.gaps.get(start..end).unwrap_or_default()
    }
}

/// Something that was asked for and comes later.
#[derive(Clone, Debug, Default)]
pub enum Opened<T> {
    #[default]
    Nothing,
    Loading,
    Ready(Arc<T>),
    /// In words with a way out.
    Failed(String),
}

/// The selected call, whole.
#[derive(Clone, Debug)]
pub struct OpenCall {
    pub row: CallRow,
    pub call: Call,
    /// Its transcript, repaired; the lines of its subtitles where there are some.
    pub conversation: Repaired,
    /// When its lines are said, as far as the text tells; none where that is not known.
    pub estimated: Vec<LineTime>,
    /// What a person brought in in place of the transcript.
    pub subtitles: Option<BroughtIn>,
    /// The deliveries it came from and their repeats, oldest first.
    pub deliveries: Vec<WholeDelivery>,
    /// What the person entered about it.
    pub entered: Entered,
    /// The other calls from the same number; none for a call without a number.
    pub same_person: Option<SamePerson>,
    /// What of the person's own keyword lists was heard in it.
    pub own_lists: Vec<OwnList>,
    /// What there is to say of the sender's analysis.
    pub analysis: Analysis,
    /// What each of the deliveries changed in it, where that is known.
    pub changed: HashMap<DeliveryId, InShort>,
}

/// A keyword list of the person's own, as far as it was heard in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    pub name: String,
    /// Each phrase that was heard, with the lines of the conversation: a line once for each time.
    pub heard: Vec<(String, Vec<usize>)>,
}

/// What the book knows of a caller beside the call that is shown.
#[derive(Clone, Debug, Default)]
pub struct SamePerson {
    pub history: History,
    /// The last few of the other calls, newest first.
    pub others: Vec<CallRow>,
}

/// The selected delivery, whole.
#[derive(Clone, Debug)]
pub struct OpenDelivery {
    pub whole: WholeDelivery,
    /// Its body, set out, with what there is to remark on its fields.
    pub laid: Laid,
    /// The calls it went to, as the list shows them.
    pub calls: Vec<CallRow>,
    /// What it changed in them.
    pub changed: Vec<CallChanges>,
    /// How its signature came out; none where there is nothing to compare.
    pub proof: Option<Proof>,
}

/// How far a long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}
