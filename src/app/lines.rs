//! Where in the list of calls the lines of what nobody heard stand, and how the list grows at its top.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::event::Listed;
use crate::call::listing::Count;
use crate::call::{CallId, Gap};
use crate::store::{Store, StoreError};
use crate::ui::model::Gaps;

/// The gaps in listening at their places among all calls, newest first.
pub(super) fn gaps(store: &Store, ids: &[CallId]) -> Result<Gaps, StoreError> {
    let mut below: HashMap<CallId, Vec<Gap>> = HashMap::new();
    let mut placed = Vec::new();
    for gap in store.gaps(Timestamp::now())? {
        match store.call_below(&gap)? {
            Some(call) => below.entry(call).or_default().push(gap),
            None => placed.push((ids.len(), gap)),
        }
    }
    for (index, id) in ids.iter().enumerate() {
        if below.is_empty() {
            break;
        }
        let gaps = below.remove(id).unwrap_or_default();
        placed.extend(gaps.into_iter().map(|gap| (index, gap)));
    }
    Ok(Gaps::new(placed))
}

/// The list with another first page; none when that is the same, or shares too little with the old one.
pub(super) fn spliced(listed: &Listed, first: &[CallId]) -> Option<Listed> {
    let old = &listed.ids;
    if old.starts_with(first) {
        return None;
    }
    let last = first.last()?;
    let searched = &old[..old.len().min(2 * first.len())];
    let end = searched.iter().position(|id| id == last)? + 1;
    let ids: Vec<CallId> = first.iter().chain(&old[end..]).copied().collect();
    let moved = |row: usize| match old.get(row) {
        Some(id) if row < end => first.iter().position(|new| new == id).unwrap_or(row),
        _ => row - end + first.len(),
    };
    let gaps = listed.gaps.rows.iter().map(|&row| moved(row));
    let placed = gaps.zip(listed.gaps.gaps.iter().copied()).collect();
    Some(Listed {
        number: listed.number,
        count: match listed.count {
            Count::Exactly(_) => Count::Exactly(ids.len() as u64),
            other => other,
        },
        ids: Arc::new(ids),
        gaps: Gaps::new(placed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(ids: &[i64], gaps: &[usize]) -> Listed {
        let gap = |&row: &usize| {
            let from = Timestamp::UNIX_EPOCH;
            (row, Gap { from, until: None })
        };
        Listed {
            ids: Arc::new(calls(ids)),
            gaps: Gaps::new(gaps.iter().map(gap).collect()),
            ..Listed::default()
        }
    }

    fn calls(ids: &[i64]) -> Vec<CallId> {
        ids.iter().copied().map(CallId).collect()
    }

    #[test]
    fn new_calls_push_the_others_and_their_lines_down() {
        let old = listed(&[5, 4, 3, 2, 1], &[1, 4, 5]);
        let new = spliced(&old, &calls(&[7, 6, 5, 4])).unwrap();
        assert_eq!(*new.ids, calls(&[7, 6, 5, 4, 3, 2, 1]));
        assert_eq!(*new.gaps.rows, [3, 6, 7]);
    }

    #[test]
    fn a_call_that_went_or_came_late_is_seen() {
        let old = listed(&[5, 4, 3, 2, 1], &[]);
        let new = spliced(&old, &calls(&[5, 3, 2])).unwrap();
        assert_eq!(*new.ids, calls(&[5, 3, 2, 1]));
    }

    #[test]
    fn the_same_page_is_no_news_and_another_is_no_page_of_this_list() {
        let old = listed(&[5, 4, 3, 2, 1], &[]);
        assert!(spliced(&old, &calls(&[5, 4, 3])).is_none());
        assert!(spliced(&old, &calls(&[9, 8, 7])).is_none());
        assert!(spliced(&old, &[]).is_none());
    }
}
