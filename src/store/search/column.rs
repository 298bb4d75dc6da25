//! The columns of the calls: values of one width, one after the other in the order of the keys.

use crate::call::question::{Column as SortColumn, Field, Has, Is};

/// A column. Its number is part of the format of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    /// `calls.time_key`
    Key,
    /// `calls.id`
    Id,
    /// See [`flag`].
    Flags,
    Group,
    Source,
    Campaign,
    State,
    City,
    Sentiment,
    Stage,
    TrackingNumber,
    Keywords,
    Lists,
    Dispositions,
    Talk,
    Wait,
    /// The first letters of name, else number.
    Caller,
    /// The first digits of the caller's number.
    Number,
    Place,
    Dialled,
    /// What the sender says, whatever the person does.
    VendorSentiment,
    VendorDispositions,
}

/// How many columns there are.
pub(super) const COLUMNS: usize = 22;

impl Column {
    pub(super) const ALL: [Self; COLUMNS] = [
        Self::Key,
        Self::Id,
        Self::Flags,
        Self::Group,
        Self::Source,
        Self::Campaign,
        Self::State,
        Self::City,
        Self::Sentiment,
        Self::Stage,
        Self::TrackingNumber,
        Self::Keywords,
        Self::Lists,
        Self::Dispositions,
        Self::Talk,
        Self::Wait,
        Self::Caller,
        Self::Number,
        Self::Place,
        Self::Dialled,
        Self::VendorSentiment,
        Self::VendorDispositions,
    ];

    /// Bytes of a value.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Key | Self::Id | Self::Talk | Self::Wait => 8,
            Self::Caller | Self::Number => PREFIX,
            _ => 4,
        }
    }

    /// The column of a field; true where calls can have several values of it at once.
    pub(super) const fn of(field: Field) -> (Self, bool) {
        match field {
            Field::Group => (Self::Group, false),
            Field::Source => (Self::Source, false),
            Field::Campaign => (Self::Campaign, false),
            Field::State => (Self::State, false),
            Field::City => (Self::City, false),
            Field::Sentiment => (Self::Sentiment, false),
            Field::VendorSentiment => (Self::VendorSentiment, false),
            Field::Keyword => (Self::Keywords, true),
            Field::List => (Self::Lists, true),
            Field::Disposition => (Self::Dispositions, true),
            Field::VendorDisposition => (Self::VendorDispositions, true),
            Field::TrackingNumber => (Self::TrackingNumber, false),
            Field::Stage => (Self::Stage, false),
        }
    }

    /// The column that a list is sorted by.
    pub(super) const fn sorting(column: SortColumn) -> Self {
        match column {
            SortColumn::Started => Self::Key,
            SortColumn::Caller => Self::Caller,
            SortColumn::Number => Self::Number,
            SortColumn::Place => Self::Place,
            SortColumn::Dialled => Self::Dialled,
            SortColumn::Source => Self::Source,
            SortColumn::Wait => Self::Wait,
            SortColumn::Talk => Self::Talk,
            SortColumn::Sentiment => Self::Sentiment,
            SortColumn::Lead | SortColumn::Outcome | SortColumn::Starred | SortColumn::Reviewed => {
                Self::Flags
            }
            SortColumn::Stage => Self::Stage,
            SortColumn::Group => Self::Group,
            SortColumn::Tracking => Self::TrackingNumber,
            SortColumn::Campaign => Self::Campaign,
        }
    }
}

/// How many bytes of a text are kept to sort by.
const PREFIX: usize = 16;

/// The beginning of a text, folded, as a number that sorts as the text does; 0 without a text.
pub(super) fn prefix(folded: &str) -> u128 {
    let mut bytes = [0; PREFIX];
    for (to, from) in bytes.iter_mut().zip(folded.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(bytes)
}

/// Bits of [`Column::Flags`]; they are part of the format of the book.
pub(super) mod flag {
    use super::{Has, Is};

    pub(in super::super) const VERIFIED: u32 = 1 << 5;
    pub(in super::super) const STARRED: u32 = 1 << 6;
    pub(in super::super) const REVIEWED: u32 = 1 << 7;
    pub(in super::super) const REPEAT: u32 = 1 << 8;
    /// Known to be no lead.
    pub(in super::super) const NO_LEAD: u32 = 1 << 16;
    /// It is known when the call started.
    pub(in super::super) const STARTED: u32 = 1 << 17;

    /// The bit of a kind, and whether it is the other way round.
    pub(in super::super) const fn of(kind: Is) -> (u32, bool) {
        match kind {
            Is::Lead => (1, false),
            Is::Overruled => (1 << 18, false),
            Is::VendorLead => (1 << 19, false),
            Is::Voicemail => (1 << 1, false),
            Is::Missed => (1 << 2, false),
            Is::Answered => (1 << 3, false),
            Is::DoNotCall => (1 << 4, false),
            Is::Verified => (VERIFIED, false),
            Is::Unverified => (VERIFIED, true),
            Is::Starred => (STARRED, false),
            Is::Reviewed => (REVIEWED, false),
            Is::Repeat => (REPEAT, false),
        }
    }

    pub(in super::super) const fn of_part(part: Has) -> u32 {
        match part {
            Has::Recording => 1 << 9,
            Has::Transcript => 1 << 10,
            Has::Summary => 1 << 11,
            Has::Keywords => 1 << 12,
            Has::Name => 1 << 13,
            Has::Notes => 1 << 14,
        }
    }
}

/// A value of four bytes.
pub(super) fn code_at(bytes: &[u8], at: usize) -> u32 {
    let value = bytes.get(4 * at..4 * at + 4);
    value.map_or(0, |value| {
        u32::from_le_bytes(value.try_into().unwrap_or_default())
    })
}

/// A value of eight bytes.
pub(super) fn number_at(bytes: &[u8], at: usize) -> i64 {
    let value = bytes.get(8 * at..8 * at + 8);
    value.map_or(0, |value| {
        i64::from_le_bytes(value.try_into().unwrap_or_default())
    })
}

/// Seconds; not a number where they are not known.
pub(super) fn secs_at(bytes: &[u8], at: usize) -> f64 {
    f64::from_bits(number_at(bytes, at).cast_unsigned())
}

/// A value of sixteen bytes.
pub(super) fn prefix_at(bytes: &[u8], at: usize) -> u128 {
    let value = bytes.get(PREFIX * at..PREFIX * (at + 1));
    value.map_or(0, |value| {
        u128::from_le_bytes(value.try_into().unwrap_or_default())
    })
}
