//! Words that many calls say, and beginnings of words.
//!
//! To walk through all calls that say such a word takes the full-text index long, above all where hardly any of them is wanted.
//! The digest of a block has a bit for each of its calls instead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{OptionalExtension as _, params};

use super::text::Kept;
use crate::call::question::Place;
use crate::call::question::words::list;
use crate::store::meta::{COMMON_CHOICE, COMMON_OF_CALLS};
use crate::store::{Store, StoreError};

/// How many calls are looked at to see which words are common.
const SAMPLE: usize = if cfg!(debug_assertions) { 60 } else { 2_000 };
/// A word is common where one call of so many says it.
const PART: usize = 10;
/// So many words at most, those of most calls.
const MOST: usize = 1_500;
/// The numbers of words are smaller than this.
pub(super) const NUMBERS: u32 = 1 << 15;
/// Of so few calls words are found quickly anyway.
const FEW: i64 = if cfg!(debug_assertions) { 60 } else { 20_000 };
/// Words are chosen anew when there are so many times as many calls.
const GROWN: i64 = 2;

/// A word that many calls say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CommonWord {
    /// Folded.
    pub word: String,
    /// All words are meant that begin so.
    pub is_open: bool,
}

impl CommonWord {
    /// All that a word is: itself, and the beginning of words that each beginning of it is.
    fn all_of(word: &str) -> impl Iterator<Item = Self> + '_ {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let open = ends.map(|end| (&word[..end], true));
        open.chain([(word, false)]).map(|(word, is_open)| Self {
            word: word.to_owned(),
            is_open,
        })
    }
}

/// The common words of a book.
pub(super) struct CommonWords {
    /// By which choice of words; 0 before the first.
    pub choice: i64,
    numbers: HashMap<CommonWord, u32>,
    /// The numbers of all that a word is, for the words that were asked for.
    known: HashMap<String, Vec<u32>>,
}

impl CommonWords {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers of those that a word of a text is.
    pub(super) fn of(&mut self, word: &str) -> &[u32] {
        if !self.known.contains_key(word) {
            let numbers = CommonWord::all_of(word).filter_map(|word| self.numbers.get(&word));
            let numbers = numbers.copied().collect();
            self.known.insert(word.to_owned(), numbers);
        }
        self.known.get(word).map_or(&[], Vec::as_slice)
    }
}

impl Store {
    pub(super) fn common_words(&self) -> Result<CommonWords, StoreError> {
        let sql = "SELECT word, is_open, number FROM common_words";
        let words = self.all(sql, [], |row| {
            let word = CommonWord {
                word: row.get(0)?,
                is_open: row.get(1)?,
            };
            Ok((word, row.get(2)?))
        })?;
        Ok(CommonWords {
            choice: self.meta(COMMON_CHOICE)?.unwrap_or_default(),
            numbers: words.into_iter().collect(),
            known: HashMap::new(),
        })
    }

    /// The number of a common word; none of any other.
    pub(super) fn common_number(
        &self,
        word: &str,
        is_open: bool,
    ) -> Result<Option<u32>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT number FROM common_words WHERE word = ?1 AND is_open = ?2")?;
        let number = query.query_row(params![word, is_open], |row| row.get(0));
        Ok(number.optional()?)
    }

    /// True where there are many calls, and many more than when common words were chosen.
    pub(super) fn wants_common_words(&self, calls: i64) -> Result<bool, StoreError> {
        let chosen_of = self.meta(COMMON_OF_CALLS)?.unwrap_or_default();
        Ok(calls >= FEW && calls >= chosen_of.saturating_mul(GROWN))
    }

    /// Chooses common words by what some calls say. Those that were chosen before stay so.
    pub(super) fn choose_common_words(&self, calls: i64) -> Result<(), StoreError> {
        let known = self.common_words()?;
        let mut said_by: BTreeMap<CommonWord, usize> = BTreeMap::new();
        let mut looked_at = 0;
        for kept in self.sample()? {
            let words: BTreeSet<CommonWord> = kept
                .texts
                .of(Place::Anywhere)
                .into_iter()
                .flat_map(list)
                .flat_map(|word| CommonWord::all_of(&word).collect::<Vec<_>>())
                .collect();
            for word in words {
                *said_by.entry(word).or_default() += 1;
            }
            looked_at += 1;
        }
        said_by.retain(|word, calls| {
            calls.saturating_mul(PART) >= looked_at && !known.numbers.contains_key(word)
        });
        let mut chosen: Vec<(CommonWord, usize)> = said_by.into_iter().collect();
        chosen.sort_by_key(|(_, calls)| std::cmp::Reverse(*calls));
        chosen.truncate(MOST.saturating_sub(known.len()));
        let mut add = self.db.prepare_cached(
            "INSERT INTO common_words (number, word, is_open)
             VALUES ((SELECT coalesce(max(number) + 1, 0) FROM common_words), ?1, ?2)",
        )?;
        for (CommonWord { word, is_open }, _) in &chosen {
            add.execute(params![word, is_open])?;
        }
        if !chosen.is_empty() || known.choice == 0 {
            self.set_meta(COMMON_CHOICE, known.choice + 1)?;
        }
        self.set_meta(COMMON_OF_CALLS, calls)
    }

    /// What some calls of each block say.
    fn sample(&self) -> Result<Vec<Kept>, StoreError> {
        let places = self.places()?;
        let of_each = SAMPLE.div_ceil(places.len().max(1));
        let mut sample = Vec::new();
        for place in places {
            let sql = "SELECT time_key FROM texts WHERE time_key BETWEEN ?1 AND ?2 ORDER BY time_key LIMIT ?3";
            let of_each = i64::try_from(of_each).unwrap_or(i64::MAX);
            let keys = self.all(sql, [place.first_key, place.last_key, of_each], |row| {
                Ok(row.get(0)?)
            })?;
            for key in keys {
                sample.extend(self.kept(key)?);
            }
        }
        Ok(sample)
    }
}
