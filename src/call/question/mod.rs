//! Questions to the book: which calls are wanted, in which order.
//!
//! A question is a list of terms that must all hold. It can be typed, read and copied: [`Question`] prints in the
//! language in which it is parsed: [`parse()`], [`parse_typing`] while it is being typed, [`completions`], and
//! [`filters`] with every filter in words. What a term means is said here once, and the database is held to it.

use jiff::Timestamp;
use jiff::civil::Date;

mod complete;
mod edit;
pub mod filters;
mod lasts;
mod lex;
mod matches;
mod mistake;
pub mod numbers;
mod parse;
mod print;
pub mod sort;
mod when;
pub mod words;

pub use complete::{Completion, completions};
pub use edit::{added, removed, replaced, toggled};
pub use filters::Kind;
pub use matches::{Known, Meant, value_key};
pub use mistake::Mistake;
pub use parse::{Reading, parse, parse_typing};

/// Which calls are wanted: those for which every term holds; all without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// True for `-term`: calls for which it does not hold.
    pub is_excluded: bool,
    pub filter: Filter,
}

/// What a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Words somewhere in the call, or said by somebody.
    Text {
        text: Text,
        place: Place,
    },
    /// `from:`, `to:`: digits somewhere in a number, however the number is written.
    Number {
        end: End,
        /// As [`number_key`](super::join::number_key) gives them.
        digits: String,
    },
    /// `group:`, `source:`…: a field that has this value, letters of either case. The value is not empty.
    Field {
        field: Field,
        value: String,
    },
    Is(Is),
    Has(Has),
    /// `talk:>60`, `wait:<=20`: seconds.
    Lasts {
        span: Span,
        compare: Compare,
        secs: f64,
    },
    /// `before:`, `after:`, `during:`: when the call started.
    When {
        side: Side,
        when: When,
    },
}

/// Words that are looked for, at least one. Letters of either case and with or without accents are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A word as typed without quotes: words that begin with it. Of several, as in `don't`, the last may go on.
    Beginning(String),
    /// Words in quotes: exactly these, one after the other.
    Phrase(String),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Names, numbers, transcript, summary, notes, keywords, places, sources, URLs.
    Anywhere,
    /// `said:`: the transcript.
    Said,
    /// `agent-said:`
    AgentSaid,
    /// `caller-said:`
    CallerSaid,
}

/// The end of a call that a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// `from:`: the caller's number.
    From,
    /// `to:`: the tracking number.
    To,
    /// `number:`, or a whole number without a filter: one of the two.
    Either,
}

/// A field with few values, each of which can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Group,
    Source,
    Campaign,
    State,
    City,
    /// The person's word, else the sender's.
    Sentiment,
    /// The sender's word, whatever the person says.
    VendorSentiment,
    /// A keyword of the vendor's lists that was heard.
    Keyword,
    /// A keyword list: the vendor's, or one of the person's own.
    List,
    /// As the person says, else as the sender does.
    Disposition,
    /// As the sender says, whatever the person does.
    VendorDisposition,
    /// The tracking number, digits; counted beside the list.
    TrackingNumber,
    /// `ringing`, `ended`, `complete`.
    Stage,
}

/// What a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Is {
    /// What the person overruled it to be, else the disposition, else the lead outcome, else v4's voice trends.
    Lead,
    /// A lead by the sender's word, whatever the person says.
    VendorLead,
    /// The person's word stands against the sender's analysis in something.
    Overruled,
    Voicemail,
    /// Ended with no answer time, no talk and a known status.
    Missed,
    Answered,
    /// Every event came signed with one of our secrets.
    Verified,
    /// Not every event came signed.
    Unverified,
    Starred,
    Reviewed,
    /// The caller is on the do-not-call list.
    DoNotCall,
    /// Not the first call from its number.
    Repeat,
}

/// What a call has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Has {
    Recording,
    Transcript,
    Summary,
    Keywords,
    Name,
    Notes,
}

/// A length of time within a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    Talk,
    Wait,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    Over,
    AtLeast,
    Under,
    AtMost,
    Exactly,
}

/// On which side of a time the start lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Before the first moment of it.
    Before,
    /// From the first moment of it on.
    After,
    During,
}

/// A time as a person says it; it is reckoned in the zone of the settings when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    Day(Date),
    /// `2026-10-01..2026-10-15`: these days and all between. The first is not after the second.
    Days(Date, Date),
    /// `2026-10`
    Month {
        year: i16,
        month: i8,
    },
    Year(i16),
    Today,
    Yesterday,
    ThisWeek,
    LastWeek,
    ThisMonth,
    LastMonth,
    ThisYear,
    LastYear,
    /// `last monday`: the newest one before today.
    Last(jiff::civil::Weekday),
    /// `last 30 days`: today and the days before it.
    LastDays(u16),
    /// Two moments, as the histogram selects them; the second is not included, nor before the first.
    Between(Timestamp, Timestamp),
}

/// The order of the calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    pub column: Column,
    pub is_descending: bool,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Self {
            column: Column::Started,
            is_descending: true,
        }
    }
}

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    Started,
    /// Name, else number.
    Caller,
    Number,
    Place,
    /// The group, else the tracking number.
    Dialled,
    Source,
    Wait,
    Talk,
    Sentiment,
    Lead,
    Stage,
    /// Answered, voicemail or missed.
    Outcome,
    Group,
    /// The number that was dialled.
    Tracking,
    Campaign,
    Starred,
    Reviewed,
}
