//! Words that many calls say, and beginnings of words.
//!
//! To walk through all calls that say such a word takes the full-text index long, above all where hardly any of them is wanted.
//! The digest of a block has a bit for each of its calls instead.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use rusqlite::{OptionalExtension as _, params};

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

/// All that a word is: itself, and each beginning of it, which is the beginning of words. True for those.
fn all_of(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| (&word[..end], true)).chain([(word, false)])
}

impl CommonWord {
    fn of((word, is_open): (&str, bool)) -> Self {
        Self {
            word: word.to_owned(),
            is_open,
        }
    }
}

/// The common words of a book.
pub(super) struct CommonWords {
    /// By which choice of words; 0 before the first.
    pub choice: i64,
    numbers: HashMap<CommonWord, u32>,
    /// The words that were asked for.
    known: HashMap<String, Known>,
}

/// A word of a text.
pub(super) struct Known {
    /// No other word that was asked for has it.
    pub id: u32,
    /// The numbers of all that it is.
    pub common: Vec<u32>,
}

impl CommonWords {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// A word of a text.
    pub(super) fn of(&mut self, word: &str) -> &Known {
        if !self.known.contains_key(word) {
            let all = all_of(word).map(CommonWord::of);
            let common = all.filter_map(|word| self.numbers.get(&word).copied());
            let known = Known {
                id: u32::try_from(self.known.len()).unwrap_or(u32::MAX),
                common: common.collect(),
            };
            self.known.insert(word.to_owned(), known);
        }
        &self.known[word]
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

    /// Which words are common by what some calls say, but for those that are known to be so, those of most calls first.
    pub(super) fn common_of_some(
        &self,
        known: &CommonWords,
    ) -> Result<Vec<CommonWord>, StoreError> {
        let sample = self.sample()?;
        // Counted by their hashes: there are too many of them to be kept as they are.
        let hashes = RandomState::new();
        let mut said_by: HashMap<u64, usize> = HashMap::new();
        for key in &sample {
            let words = self.words_of(*key)?;
            let all = words.iter().flat_map(|word| all_of(word));
            let said: HashSet<u64> = all.map(|word| hashes.hash_one(word)).collect();
            for hash in said {
                *said_by.entry(hash).or_default() += 1;
            }
        }
        said_by.retain(|_, calls| calls.saturating_mul(PART) >= sample.len());
        let mut found: HashMap<CommonWord, usize> = HashMap::new();
        for key in &sample {
            for word in self.words_of(*key)? {
                for word in all_of(&word) {
                    if let Some(calls) = said_by.get(&hashes.hash_one(word)) {
                        found.insert(CommonWord::of(word), *calls);
                    }
                }
            }
        }
        found.retain(|word, _| !known.numbers.contains_key(word));
        let mut found: Vec<(CommonWord, usize)> = found.into_iter().collect();
        found.sort_by(|(one, calls), (other, others)| others.cmp(calls).then(one.cmp(other)));
        found.truncate(MOST.saturating_sub(known.len()));
        Ok(found.into_iter().map(|(word, _)| word).collect())
    }

    /// Chooses further common words, when there are so many calls. Those that were chosen before stay so.
    pub(super) fn choose_common_words(
        &self,
        words: &[CommonWord],
        calls: i64,
    ) -> Result<(), StoreError> {
        let mut add = self.db.prepare_cached(
            "INSERT OR IGNORE INTO common_words (number, word, is_open)
             VALUES ((SELECT coalesce(max(number) + 1, 0) FROM common_words), ?1, ?2)",
        )?;
        for CommonWord { word, is_open } in words {
            add.execute(params![word, is_open])?;
        }
        let choice = self.meta(COMMON_CHOICE)?.unwrap_or_default();
        if !words.is_empty() || choice == 0 {
            self.set_meta(COMMON_CHOICE, choice + 1)?;
        }
        self.set_meta(COMMON_OF_CALLS, calls)
    }

    /// The different words of a call.
    fn words_of(&self, key: i64) -> Result<HashSet<String>, StoreError> {
        let kept = self.kept(key)?.unwrap_or_default();
        let texts = kept.texts.of(Place::Anywhere).into_iter();
        Ok(texts.flat_map(list).collect())
    }

    /// The keys of some calls of each block.
    fn sample(&self) -> Result<Vec<i64>, StoreError> {
        let places = self.places()?;
        let of_each = SAMPLE.div_ceil(places.len().max(1));
        let of_each = i64::try_from(of_each).unwrap_or(i64::MAX);
        let mut sample = Vec::new();
        for place in places {
            let sql = "SELECT time_key FROM texts WHERE time_key BETWEEN ?1 AND ?2 ORDER BY time_key LIMIT ?3";
            sample.extend(
                self.all(sql, [place.first_key, place.last_key, of_each], |row| {
                    Ok(row.get::<_, i64>(0)?)
                })?,
            );
        }
        Ok(sample)
    }
}
