//! The domain: what a call is.
//!
//! A call is a [`fold`](fold::fold) of the [`CallEvent`]s that were sent about it; [`join`] says which events
//! belong to one call. Everything here is plain data and pure functions: no dialect of the sender, no SQL,
//! no threads, no screen.

pub mod analysis;
pub mod answer;
pub mod changes;
pub mod choice;
pub mod delivery;
pub mod document;
pub mod entered;
pub mod event;
pub mod exported;
pub mod facts;
pub mod fold;
pub mod free;
pub mod gap;
pub mod header;
pub mod history;
pub mod id;
pub mod join;
pub mod keyword_list;
pub mod listing;
pub mod look;
pub mod mark;
pub mod mask;
pub mod name;
pub mod note;
pub mod outline;
pub mod overrule;
pub mod proof;
pub mod purpose;
pub mod question;
pub mod remark;
pub mod request;
pub mod row;
pub mod said;
pub mod searchable;
pub mod sound;
pub mod subtitles;
pub mod transcript;
pub mod verdict;
pub mod view;
pub mod waiting;
pub mod week;

pub use analysis::Analysis;
pub use changes::{CallChanges, Change, InShort};
pub use choice::Choice;
pub use delivery::{Delivery, DeliveryState, Signature, Source};
pub use entered::{Entered, Entry};
pub use event::{CallEvent, Dialect, EventKind};
pub use facts::{
    Attribution, Caller, Facts, Grade, Group, KeywordHit, Moment, PageTrack, Seconds, Sentiment,
};
pub use fold::{Call, EventRef, Stage};
pub use free::Free;
pub use gap::Gap;
pub use history::History;
pub use id::{CallId, DeliveryId};
pub use keyword_list::{KeywordList, Phrase};
pub use look::{Density, Look};
pub use mark::{Mark, MarksBefore};
pub use mask::{Known, Mask, Masked};
pub use note::{Note, NoteId};
pub use overrule::{Mood, Overrule, Overrules};
pub use proof::Proof;
pub use purpose::{OnPurpose, Purpose};
pub use remark::{Remark, RemarkKind};
pub use request::{EntryCounts, EntryFilter, EntryId, EntryTotals, Request, RequestId};
pub use row::CallRow;
pub use said::Said;
pub use searchable::Searchable;
pub use subtitles::{BroughtIn, SubtitleFile};
pub use transcript::{Speaker, Utterance};
pub use view::View;
pub use waiting::Waiting;
pub use week::WeekStart;
