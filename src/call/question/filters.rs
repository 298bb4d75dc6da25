//! The filters of the language: one table that parser, printer, completion and help share.

use super::{End, Field, Has, Is, Place, Side, Span};

/// A filter: what is written before the colon, and what it asks.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What is written before the colon; the words alone for [`Kind::Text`] anywhere.
    pub name: &'static str,
    pub kind: Kind,
    /// A question with it, as it is typed.
    pub example: &'static str,
    /// Which calls it finds, in a sentence without its end.
    pub words: &'static str,
}

/// What follows the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text(Place),
    Number(End),
    Field(Field),
    Is,
    Has,
    Lasts(Span),
    When(Side),
}

/// A word that can follow `is:`, `has:` or `stage:`.
#[derive(Clone, Copy, Debug)]
pub struct Choice<T> {
    pub value: T,
    pub name: &'static str,
    /// Which calls it finds, in a sentence without its end.
    pub words: &'static str,
}

/// All filters with a name, in the order in which the help shows them.
pub const FILTERS: [Entry; 26] = [
    entry(
        "said",
        Kind::Text(Place::Said),
        "said:\"call you back\"",
        "somebody said these words",
    ),
    entry(
        "agent-said",
        Kind::Text(Place::AgentSaid),
        "agent-said:warranty",
        "the agent said these words; what each channel heard of the other counts as said by both; \
         where you swapped the speakers (X), as you have them",
    ),
    entry(
        "caller-said",
        Kind::Text(Place::CallerSaid),
        "caller-said:refund",
        "the caller said these words; what each channel heard of the other counts as said by both; \
         where you swapped the speakers (X), as you have them",
    ),
    entry(
        "from",
        Kind::Number(End::From),
        "from:9055802283",
        "the caller's number has these digits in a row, however it is written",
    ),
    entry(
        "to",
        Kind::Number(End::To),
        "to:8332795145",
        "the number that was dialled has these digits in a row, however it is written",
    ),
    entry(
        "number",
        Kind::Number(End::Either),
        "number:580-2283",
        "the caller's number or the one that was dialled has these digits in a row; \
         a whole number typed alone means the same",
    ),
    entry(
        "group",
        Kind::Field(Field::Group),
        "group:\"Google Ads\"",
        "the number that was dialled belongs to the group of this name; what stands after its last dash is enough",
    ),
    entry(
        "source",
        Kind::Field(Field::Source),
        "source:google",
        "the call came from there: the UTM source, else the rule of attribution, else the name of the ad",
    ),
    entry(
        "campaign",
        Kind::Field(Field::Campaign),
        "campaign:spring",
        "the UTM campaign has this name",
    ),
    entry(
        "state",
        Kind::Field(Field::State),
        "state:MI",
        "the caller is from this state or province",
    ),
    entry(
        "city",
        Kind::Field(Field::City),
        "city:Detroit",
        "the caller is from this city",
    ),
    entry(
        "is",
        Kind::Is,
        "is:lead -is:voicemail",
        "the call is of this kind",
    ),
    entry(
        "has",
        Kind::Has,
        "has:recording",
        "this is there for the call",
    ),
    entry(
        "sentiment",
        Kind::Field(Field::Sentiment),
        "sentiment:negative",
        "the mood was this: what you overruled it to be, else what the sender's analysis says",
    ),
    entry(
        "vendor-sentiment",
        Kind::Field(Field::VendorSentiment),
        "vendor-sentiment:neutral",
        "the sender's analysis says that the mood was this, whatever you overruled it to be",
    ),
    entry(
        "keyword",
        Kind::Field(Field::Keyword),
        "keyword:windows",
        "this keyword of the sender's lists was heard",
    ),
    entry(
        "list",
        Kind::Field(Field::List),
        "list:\"Window types\"",
        "a word of this keyword list was heard: a list of the sender's, or one of your own",
    ),
    entry(
        "disposition",
        Kind::Field(Field::Disposition),
        "disposition:appointment",
        "this disposition is set: what you overruled it to be, else what the sender's analysis says",
    ),
    entry(
        "vendor-disposition",
        Kind::Field(Field::VendorDisposition),
        "vendor-disposition:lead",
        "the sender's analysis sets this disposition, whatever you overruled it to be",
    ),
    entry(
        "talk",
        Kind::Lasts(Span::Talk),
        "talk:>60",
        "they talked so long, in seconds or as in 1m30s; calls of which it is not known are left out",
    ),
    entry(
        "wait",
        Kind::Lasts(Span::Wait),
        "wait:>20",
        "the caller waited so long for the answer; calls of which it is not known are left out",
    ),
    entry(
        "before",
        Kind::When(Side::Before),
        "before:2026-10-01",
        "the call started before the first moment of this time",
    ),
    entry(
        "after",
        Kind::When(Side::After),
        "after:\"last monday\"",
        "the call started at the first moment of this time or later",
    ),
    entry(
        "during",
        Kind::When(Side::During),
        "during:\"last 30 days\"",
        "the call started within this time; weeks begin as the settings have it, the last days end today",
    ),
    entry(
        "stage",
        Kind::Field(Field::Stage),
        "stage:complete",
        "the call is so far",
    ),
    entry(
        "tracking",
        Kind::Field(Field::TrackingNumber),
        "tracking:8332795145",
        "exactly this number was dialled",
    ),
];

/// What a call can be.
pub const KINDS: [Choice<Is>; 12] = [
    choice(
        Is::Lead,
        "lead",
        "a lead: what you overruled it to be, else the disposition, else the lead outcome, else the voice trends",
    ),
    choice(
        Is::Voicemail,
        "voicemail",
        "the caller spoke to a voicemail: what you overruled it to be, else the disposition, else the flag, else the voice trends",
    ),
    choice(
        Is::Missed,
        "missed",
        "ended with no answer time, no talk and a status that is known and says so",
    ),
    choice(
        Is::Answered,
        "answered",
        "the status says so, or there is an answer time",
    ),
    choice(
        Is::Verified,
        "verified",
        "everything sent about it was signed with one of your secrets",
    ),
    choice(
        Is::Unverified,
        "unverified",
        "something sent about it was not signed with one of your secrets",
    ),
    choice(Is::Starred, "starred", "you gave it a star"),
    choice(Is::Reviewed, "reviewed", "you marked it as reviewed"),
    choice(
        Is::DoNotCall,
        "do-not-call",
        "the caller is on a do-not-call list",
    ),
    choice(
        Is::Repeat,
        "repeat",
        "not the first call from its number; calls without a number are no repeats",
    ),
    choice(
        Is::VendorLead,
        "vendor-lead",
        "a lead by the sender's word alone: the disposition, else the lead outcome, else the voice trends",
    ),
    choice(
        Is::Overruled,
        "overruled",
        "you overruled something of the sender's analysis",
    ),
];

/// What can be there for a call.
pub const PARTS: [Choice<Has>; 6] = [
    choice(
        Has::Recording,
        "recording",
        "the sender gave a link to a recording",
    ),
    choice(
        Has::Transcript,
        "transcript",
        "the sender wrote down what was said",
    ),
    choice(Has::Summary, "summary", "the sender's analysis sums it up"),
    choice(
        Has::Keywords,
        "keywords",
        "a keyword of the sender's lists was heard",
    ),
    choice(Has::Name, "name", "the caller's name is known"),
    choice(Has::Notes, "notes", "you wrote something down about it"),
];

/// How far a call can be.
pub const STAGES: [Choice<()>; 3] = [
    choice((), "ringing", "only its start was sent"),
    choice((), "ended", "it ended, the analysis is still to come"),
    choice((), "complete", "the analysis was sent"),
];

/// How times are written, for completion and help.
pub const TIMES: [(&str, &str); 12] = [
    ("today", "since midnight"),
    ("yesterday", "the day before today"),
    ("last 7 days", "today and the 6 days before it"),
    ("last 30 days", "today and the 29 days before it"),
    (
        "this week",
        "since the first day of the week, as the settings have it",
    ),
    ("last week", "the seven days before this week"),
    ("this month", "since the first of the month"),
    ("last month", "the month before this one"),
    ("this year", "since the first of January"),
    ("last year", "the year before this one"),
    ("last monday", "the newest Monday before today"),
    (
        "2026-10",
        "a month; 2026-10-01 is a day, 2026 a year, 2026-10-01..2026-10-15 these days and all between",
    ),
];

const fn entry(
    name: &'static str,
    kind: Kind,
    example: &'static str,
    words: &'static str,
) -> Entry {
    Entry {
        name,
        kind,
        example,
        words,
    }
}

const fn choice<T>(value: T, name: &'static str, words: &'static str) -> Choice<T> {
    Choice { value, name, words }
}

/// The filter of this name, letters of either case.
pub fn named(name: &str) -> Option<&'static Entry> {
    FILTERS
        .iter()
        .find(|entry| entry.name.eq_ignore_ascii_case(name))
}

/// What is written before the colon; none for words anywhere.
pub fn name_of(kind: Kind) -> Option<&'static str> {
    let entry = FILTERS.iter().find(|entry| entry.kind == kind);
    entry.map(|entry| entry.name)
}

impl Is {
    /// The word after `is:`.
    pub fn word(self) -> &'static str {
        word_of(&KINDS, self)
    }
}

impl Has {
    /// The word after `has:`.
    pub fn word(self) -> &'static str {
        word_of(&PARTS, self)
    }
}

impl Field {
    /// The name of the filter of this field.
    pub fn word(self) -> &'static str {
        name_of(Kind::Field(self)).unwrap_or_default()
    }
}

fn word_of<T: PartialEq + Copy>(choices: &[Choice<T>], value: T) -> &'static str {
    let found = choices.iter().find(|choice| choice.value == value);
    found.map_or("", |choice| choice.name)
}

/// The choice of this name, letters of either case.
pub fn chosen<T: Copy>(choices: &[Choice<T>], name: &str) -> Option<T> {
    let found = choices
        .iter()
        .find(|choice| choice.name.eq_ignore_ascii_case(name));
    found.map(|choice| choice.value)
}
