//! Columns and orders by name, as the command line and saved views write them.

use std::fmt;

use super::{Column, Sort};

/// All columns in the order in which the list shows them unless it is told otherwise.
pub const COLUMNS: [(Column, &str); 17] = [
    (Column::Started, "started"),
    (Column::Caller, "caller"),
    (Column::Number, "number"),
    (Column::Place, "place"),
    (Column::Dialled, "dialled"),
    (Column::Source, "source"),
    (Column::Wait, "wait"),
    (Column::Talk, "talk"),
    (Column::Sentiment, "sentiment"),
    (Column::Lead, "lead"),
    (Column::Stage, "stage"),
    (Column::Outcome, "outcome"),
    (Column::Group, "group"),
    (Column::Tracking, "tracking"),
    (Column::Campaign, "campaign"),
    (Column::Starred, "starred"),
    (Column::Reviewed, "reviewed"),
];

impl Column {
    /// Its name.
    pub fn word(self) -> &'static str {
        let found = COLUMNS.iter().find(|(column, _)| *column == self);
        found.map_or("", |(_, word)| word)
    }

    /// The column of this name.
    pub fn from_word(word: &str) -> Option<Self> {
        let found = COLUMNS.iter().find(|(_, name)| *name == word);
        found.map(|(column, _)| *column)
    }

    /// True for times, lengths and flags, of which the greatest is wanted first.
    fn starts_descending(self) -> bool {
        matches!(
            self,
            Self::Started | Self::Wait | Self::Talk | Self::Lead | Self::Starred | Self::Reviewed
        )
    }
}

impl Sort {
    /// By a column as is usual for it; the other way round where the calls are in that order already.
    #[must_use]
    pub fn by(column: Column, now: Self) -> Self {
        let is_descending = if now.column == column {
            !now.is_descending
        } else {
            column.starts_descending()
        };
        Self {
            column,
            is_descending,
        }
    }

    /// `talk`, `talk:asc` or `talk:desc`; without a direction as is usual for the column.
    pub fn from_words(words: &str) -> Option<Self> {
        let (name, direction) = match words.split_once(':') {
            Some((name, direction)) => (name, Some(direction)),
            None => (words, None),
        };
        let column = Column::from_word(name)?;
        let is_descending = match direction {
            None => column.starts_descending(),
            Some("asc") => false,
            Some("desc") => true,
            Some(_) => return None,
        };
        Some(Self {
            column,
            is_descending,
        })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.is_descending { "desc" } else { "asc" };
        write!(f, "{}:{direction}", self.column.word())
    }
}
