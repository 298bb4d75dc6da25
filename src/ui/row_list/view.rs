//! Which rows are in view, which of them are still to come, and where rows have gone.

use std::hash::Hash;
use std::ops::Range;

use super::{AHEAD, PATIENCE, RowList};

impl<Id: Copy + Eq + Hash> RowList<Id> {
    /// The ids in and near the view that `is_missing`, when they are not asked for already; `now` in seconds
    /// of the window's clock.
    pub fn wanted(&mut self, now: f64, is_missing: impl Fn(Id) -> bool) -> Option<Vec<Id>> {
        let missing: Vec<Id> = self
            .near()
            .into_iter()
            .filter(|&id| is_missing(id))
            .collect();
        if missing.is_empty() {
            self.asked.0.clear();
            return None;
        }
        self.asks(now, missing, true)
    }

    /// All ids in and near the view when they are others than before, or one of them `is_missing` for long.
    pub fn watched(&mut self, now: f64, is_missing: impl Fn(Id) -> bool) -> Option<Vec<Id>> {
        let near = self.near();
        let is_incomplete = near.iter().any(|&id| is_missing(id));
        self.asks(now, near, is_incomplete)
    }

    fn asks(&mut self, now: f64, ids: Vec<Id>, may_repeat: bool) -> Option<Vec<Id>> {
        let (asked, asked_at) = &self.asked;
        let is_late = may_repeat && now - asked_at >= PATIENCE;
        if ids == *asked && !is_late {
            return None;
        }
        self.asked = (ids.clone(), now);
        Some(ids)
    }

    fn near(&self) -> Vec<Id> {
        let end = (self.first + self.drawn.len() + AHEAD).min(self.ids.len());
        let start = self.first.saturating_sub(AHEAD).min(end);
        self.ids[start..end].to_vec()
    }
}

/// How far from where a row was it is looked for at first.
const NEAR: usize = 4_096;

/// Where `id` is, looked for around `at` first.
pub fn index_near<Id: Copy + Eq>(ids: &[Id], id: Id, at: usize) -> Option<usize> {
    near(ids, id, at).or_else(|| ids.iter().position(|&other| other == id))
}

fn near<Id: Copy + Eq>(ids: &[Id], id: Id, at: usize) -> Option<usize> {
    let start = at.saturating_sub(NEAR).min(ids.len());
    let end = at.saturating_add(NEAR).min(ids.len());
    let found = ids[start..end].iter().position(|&other| other == id)?;
    Some(start + found)
}

/// The first of the rows in `shown` that `now` has too: where it was, and where it is.
pub(super) fn first_kept<Id: Copy + Eq>(
    before: &[Id],
    shown: Range<usize>,
    now: &[Id],
) -> Option<(usize, usize)> {
    let first = shown.start;
    let close = shown
        .clone()
        .find_map(|at| near(now, before[at], at).map(|is| (at, is)));
    // Somewhere else altogether: worth a look through all for one row, not for each.
    close.or_else(|| {
        let anchor = *before.get(first)?;
        let is_at = now.iter().position(|&id| id == anchor)?;
        Some((first, is_at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_near_and_far() {
        let ids: Vec<usize> = (0..1_000_000).collect();
        assert_eq!(index_near(&ids, 500_010, 500_000), Some(500_010));
        assert_eq!(index_near(&ids, 999_999, 3), Some(999_999));
        assert_eq!(index_near(&ids, 1_000_000, 3), None);
        assert_eq!(index_near(&[] as &[usize], 1, 9), None);
    }

    #[test]
    fn a_row_that_is_gone_hands_over_to_the_next() {
        let before = [1, 2, 3, 4, 5];
        assert_eq!(first_kept(&before, 1..4, &[9, 1, 3, 4]), Some((2, 2)));
        assert_eq!(first_kept(&before, 1..4, &[9, 1, 2, 4]), Some((1, 2)));
        assert_eq!(first_kept(&before, 1..4, &[7, 8]), None);
        assert_eq!(first_kept(&[] as &[i32], 0..0, &[7]), None);
    }
}
