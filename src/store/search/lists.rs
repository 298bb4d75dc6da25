//! The person's own keyword lists: what the index is asked for them, and how often they were heard.

use std::cmp::Reverse;

use super::codes::Numbers;
use super::column::{Column, code_at, number_at};
use super::text::ask_text;
use super::view::View;
use crate::call::KeywordList;
use crate::call::name::key;
use crate::call::question::Field;
use crate::store::{Store, StoreError};

/// What asks the index for any phrase of a list; none for a list without phrases.
fn words_of(list: &KeywordList) -> Option<String> {
    let phrases = list.phrases.iter();
    let asked: Vec<String> = phrases
        .filter_map(|phrase| ask_text(&phrase.text, phrase.place))
        .collect();
    (!asked.is_empty()).then(|| format!("({})", asked.join(" OR ")))
}

impl Store {
    /// What asks the index for the person's own list of this name, if there is one with phrases.
    pub(super) fn list_words(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.keyword_list(name)?.as_ref().and_then(words_of))
    }
}

/// The person's own lists while they are counted.
pub(super) struct OwnLists(Vec<OwnList>);

struct OwnList {
    name: String,
    /// The calls that say a phrase of it, ascending.
    keys: Vec<i64>,
    /// The sender's list of the same name.
    same: (Column, Numbers),
    calls: u64,
}

impl OwnLists {
    /// All lists, with the calls of a range of keys in which they were heard.
    pub(super) fn of(store: &Store, keys: (i64, i64)) -> Result<Self, StoreError> {
        let mut lists = Vec::new();
        for list in store.keyword_lists()? {
            store.go_on()?;
            if let Some(words) = words_of(&list) {
                lists.push(OwnList {
                    keys: store.keys_with(&words, keys)?,
                    same: store.numbers_of(Field::List, &list.name)?,
                    name: list.name,
                    calls: 0,
                });
            }
        }
        Ok(Self(lists))
    }

    /// Counts the calls of a block that are wanted.
    pub(super) fn count(&mut self, view: &mut View<'_>, mask: &[bool]) -> Result<(), StoreError> {
        if self.0.is_empty() || !mask.contains(&true) {
            return Ok(());
        }
        let keys = view.column(Column::Key)?.to_vec();
        let (first, last) = (view.place.first_key, view.place.last_key);
        for list in &mut self.0 {
            let from = list.keys.partition_point(|key| *key < first);
            let until = list.keys.partition_point(|key| *key <= last);
            let heard = &list.keys[from..until];
            let (column, numbers) = &list.same;
            let codes = view.column(*column)?;
            let is_heard = |at: &usize| {
                numbers.has(code_at(codes, *at))
                    || heard.binary_search(&number_at(&keys, *at)).is_ok()
            };
            let wanted = (0..mask.len()).filter(|at| mask[*at]);
            list.calls += wanted.filter(is_heard).count() as u64;
        }
        Ok(())
    }

    /// Adds what was counted to the sender's lists, most first; a list that both have is one.
    pub(super) fn add_to(&self, values: &mut Vec<(String, u64)>) {
        for list in self.0.iter().filter(|list| list.calls > 0) {
            values.retain(|(name, _)| key(name) != key(&list.name));
            values.push((list.name.clone(), list.calls));
        }
        values.sort_by_cached_key(|(name, calls)| (Reverse(*calls), key(name)));
    }
}
