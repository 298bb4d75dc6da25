//! What workers tell the window.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::player::Choices;
use super::recordings::{Before, Loaded};
use crate::call::listing::{Count, Facets, Histogram, KeywordLists, Snippet};
use crate::call::sound::Heard;
use crate::call::{
    CallId, CallRow, Delivery, DeliveryId, EntryCounts, EntryTotals, InShort, Known, Look,
    SubtitleFile, View,
};
use crate::ui::model::{
    BulkTold, Choice, Entries, Gaps, House, OnClose, OpenCall, OpenDelivery, Progress,
    ReceiverStatus, ResendState, ThemeChoice,
};

/// A file of subtitles that was read, and the one that its call has.
pub(super) struct Brought {
    pub file: Arc<SubtitleFile>,
    pub before: Option<Arc<SubtitleFile>>,
}

/// Something that happened.
pub(super) enum Event {
    /// Answers the question of its number.
    Listed(Listed),
    CallRows(Vec<CallRow>),
    /// Answer the question of this number.
    Facets((u64, Facets)),
    Histogram((u64, Histogram)),
    /// Each with whom its call is about, where that has to be masked.
    Snippets(u64, Vec<(CallId, Snippet, Option<Known>)>),
    Views(Vec<(View, Count)>),
    /// Answers the question of this number.
    Found(u64, Found),
    /// Each with what it changed, where that is known; and the calls that they are about, where those have to be masked.
    DeliveryRows(Vec<(Delivery, Option<InShort>)>, Vec<CallRow>),
    /// Answers the question of this number.
    OpenCall(u64, Answer<OpenCall>),
    OpenDelivery(u64, Answer<OpenDelivery>),
    /// Answers the wish of this number: none where no call has a recording.
    Recording(u64, Option<Loaded>),
    /// What was read out of a recording so far, and whom its call is about, where that has to be masked.
    Heard(Arc<Heard>, Option<Known>),
    /// What was chosen for the player before.
    Choices(Choices),
    /// The recording of this call begins to come though nobody plays it.
    Comes(CallId),
    /// What became of a call's recording before.
    HeardBefore(CallId, Before),
    /// A file of subtitles for a call was read.
    Subtitles(CallId, Brought),
    KeywordLists(Arc<KeywordLists>),
    LastHeard(Option<Timestamp>),
    /// Of a work on many calls.
    Bulk(BulkTold),
    Look(Look),
    Theme(ThemeChoice),
    OnClose(OnClose),
    /// What was chosen for the window.
    Chosen(Vec<Choice>),
    House(House),
    Receiver(ReceiverStatus),
    /// What to beware of at the address of this window's receiver.
    Exposure(Option<String>),
    Health(Snapshot),
    /// What came of the sending of this number.
    Resent(u64, ResendState),
    Notice {
        text: String,
        failed: bool,
    },
}

impl Event {
    /// True for what is told again when masking is switched.
    pub fn comes_again(&self) -> bool {
        match self {
            Self::CallRows(_)
            | Self::Facets(_)
            | Self::Snippets(..)
            | Self::Views(_)
            | Self::Found(..)
            | Self::DeliveryRows(..)
            | Self::OpenCall(..)
            | Self::OpenDelivery(..)
            | Self::Heard(..) => true,
            Self::Listed(_)
            | Self::Histogram(_)
            | Self::Recording(..)
            | Self::Choices(_)
            | Self::Comes(_)
            | Self::HeardBefore(..)
            | Self::Subtitles(..)
            | Self::KeywordLists(_)
            | Self::Bulk(_)
            | Self::Look(_)
            | Self::Chosen(_)
            | Self::House(_)
            | Self::LastHeard(_)
            | Self::Theme(_)
            | Self::OnClose(_)
            | Self::Receiver(_)
            | Self::Exposure(_)
            | Self::Health(_)
            | Self::Resent(..)
            | Self::Notice { .. } => false,
        }
    }
}

/// The calls that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listed {
    pub number: u64,
    /// In their order; the first of them alone until all are found.
    pub ids: Arc<Vec<CallId>>,
    pub count: Count,
    /// Where calls may be missing.
    pub gaps: Gaps,
}

/// The deliveries and requests that were found.
pub(super) struct Found {
    pub entries: Entries,
    pub counts: EntryCounts,
    pub totals: EntryTotals,
    /// How long answers took.
    pub took: HashMap<DeliveryId, Duration>,
}

/// The answer to a question for one thing: none when it is not there any more, or why it cannot be had.
pub(super) type Answer<T> = Result<Option<Box<T>>, String>;

/// How the receiver and the book are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snapshot {
    pub last_heard_at: Option<Timestamp>,
    /// A fault that goes on, in words.
    pub trouble: Option<String>,
    pub reprocess: Option<Progress>,
    pub secured: bool,
    pub secret_path: Option<String>,
}
