//! Answers about many calls: how many, of what kind, when.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::question::{Field, Is, Question, Sort};
use super::{KeywordList, WeekStart};

/// A question with everything it takes to answer it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub question: Question,
    pub sort: Sort,
    /// Now, in the zone in which days are reckoned.
    pub now: Zoned,
    /// The day with which weeks begin.
    pub week: WeekStart,
}

/// How days and weeks are reckoned.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// The zone of days.
    pub zone: TimeZone,
    /// The day with which weeks begin.
    pub week: WeekStart,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Count {
    #[default]
    Unknown,
    /// At least so many: counting stopped there.
    AtLeast(u64),
    Exactly(u64),
}

/// How many calls each filter beside the list would leave, most first.
///
/// The values of one field are counted without the terms of that field, so that another value can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub fields: Vec<(Field, Vec<(String, u64)>)>,
    pub kinds: Vec<(Is, u64)>,
    /// The values that other fields have in the book, whatever is asked, in the order of the alphabet.
    pub others: Vec<(Field, Vec<String>)>,
}

/// How many calls started in each of some spans of time that follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// The start of each bin, and the end of the last one after all.
    pub edges: Vec<Timestamp>,
    pub counts: Vec<u64>,
}

/// Where in a call words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// A piece of text of one line.
    pub text: String,
    /// What was found in it, byte ranges, ascending.
    pub marks: Vec<std::ops::Range<usize>>,
}

/// The keyword lists there are, with what they found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeywordLists {
    /// The person's own, in the order of the alphabet.
    pub own: Vec<HeardList>,
    /// The sender's lists that were heard, with their calls, most first.
    pub senders: Vec<(String, u64)>,
}

/// A keyword list of the person's own and the calls of each month in which it was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardList {
    pub list: KeywordList,
    /// From the first to the last of them, by the first day of the month.
    pub months: Vec<(Date, u64)>,
}

impl HeardList {
    /// In how many calls it was heard.
    pub fn calls(&self) -> u64 {
        self.months.iter().map(|(_, calls)| calls).sum()
    }
}
