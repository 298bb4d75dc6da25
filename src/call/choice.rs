//! Some calls of a list, as ranges of it: a million of them are one range, and no copy.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::CallId;

/// How far a call that is not where it was is looked for.
const NEAR: usize = 1_024;

/// Calls that were chosen of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    ids: Arc<Vec<CallId>>,
    /// Ascending, apart from each other, none empty.
    ranges: Vec<Range<usize>>,
}

impl Choice {
    /// All calls of a list.
    pub fn all(ids: &Arc<Vec<CallId>>) -> Self {
        let mut all = Self {
            ids: Arc::clone(ids),
            ranges: Vec::new(),
        };
        all.set(0..ids.len(), true);
        all
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// How many calls.
    pub fn len(&self) -> usize {
        self.ranges.iter().map(ExactSizeIterator::len).sum()
    }

    /// True when the call at this place of the list is chosen.
    pub fn has(&self, index: usize) -> bool {
        let at = self.ranges.partition_point(|range| range.end <= index);
        self.ranges
            .get(at)
            .is_some_and(|range| range.start <= index)
    }

    /// The calls, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = CallId> + '_ {
        let ranges = self.ranges.iter().cloned();
        ranges.flat_map(|range| self.ids.get(range).unwrap_or_default().iter().copied())
    }

    /// Chooses none of them.
    pub fn clear(&mut self) {
        self.ranges.clear();
    }

    /// Chooses a range of the list, or gives it up.
    pub fn set(&mut self, range: Range<usize>, on: bool) {
        let range = range.start..range.end.min(self.ids.len());
        if range.is_empty() {
            return;
        }
        let mut rest = Vec::with_capacity(self.ranges.len() + 2);
        let mut whole = range.clone();
        for known in self.ranges.drain(..) {
            if on && known.end >= range.start && known.start <= range.end {
                whole = whole.start.min(known.start)..whole.end.max(known.end);
                continue;
            }
            let parts = [
                known.start..known.end.min(range.start),
                known.start.max(range.end)..known.end,
            ];
            rest.extend(parts.into_iter().filter(|part| !part.is_empty()));
        }
        if on {
            let at = rest.partition_point(|known| known.end < whole.start);
            rest.insert(at, whole);
        }
        self.ranges = rest;
    }

    /// Chooses the same calls of the list as it is now. What came is not chosen, what went is not either.
    pub fn follow(&mut self, now: &Arc<Vec<CallId>>) {
        if Arc::ptr_eq(&self.ids, now) {
            return;
        }
        let before = std::mem::replace(&mut self.ids, Arc::clone(now));
        let chosen = std::mem::take(&mut self.ranges);
        if chosen.is_empty() {
            return;
        }
        let mut walk = Walk {
            before: &before,
            chosen: &chosen,
            gone: HashSet::new(),
            come: Vec::new(),
        };
        for range in walk.kept(now) {
            self.set(range, true);
        }
        if walk.gone.is_empty() {
            return;
        }
        // What went at one place may have come at another.
        for index in walk.come.into_iter().flatten() {
            if walk.gone.contains(&now[index]) {
                self.set(index..index + 1, true);
            }
        }
    }
}

/// Two lists, the same in most places, walked through side by side.
struct Walk<'a> {
    before: &'a [CallId],
    chosen: &'a [Range<usize>],
    /// Chosen calls that are not where they were.
    gone: HashSet<CallId>,
    /// Places of calls that were not there.
    come: Vec<Range<usize>>,
}

impl Walk<'_> {
    /// The places at which the chosen calls are now, as far as their order stayed.
    fn kept(&mut self, now: &[CallId]) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        let (mut was, mut is) = (0, 0);
        while was < self.before.len() && is < now.len() {
            let same = same_start(&self.before[was..], &now[is..]);
            for range in self.chosen_in(was..was + same) {
                kept.push(range.start - was + is..range.end - was + is);
            }
            was += same;
            is += same;
            let (Some(old), Some(new)) = (self.before.get(was), now.get(is)) else {
                break;
            };
            let came = place_of(*old, &now[is..]);
            let went = place_of(*new, &self.before[was..]);
            let (went, came) = match (went, came) {
                (Some(went), Some(came)) if went <= came => (went, 0),
                (_, Some(came)) => (0, came),
                (Some(went), None) => (went, 0),
                (None, None) => (1, 1),
            };
            self.go(was..was + went);
            self.come.push(is..is + came);
            was += went;
            is += came;
        }
        self.go(was..self.before.len());
        self.come.push(is..now.len());
        kept
    }

    fn go(&mut self, range: Range<usize>) {
        for range in self.chosen_in(range) {
            self.gone.extend(&self.before[range]);
        }
    }

    fn chosen_in(&self, within: Range<usize>) -> Vec<Range<usize>> {
        let from = self
            .chosen
            .partition_point(|range| range.end <= within.start);
        self.chosen[from..]
            .iter()
            .take_while(|range| range.start < within.end)
            .map(|range| range.start.max(within.start)..range.end.min(within.end))
            .filter(|range| !range.is_empty())
            .collect()
    }
}

/// How many calls two lists have in common at their start.
fn same_start(one: &[CallId], other: &[CallId]) -> usize {
    let mut same = 0;
    for (one, other) in one.chunks(NEAR).zip(other.chunks(NEAR)) {
        if one != other {
            let pairs = one.iter().zip(other);
            return same + pairs.take_while(|(one, other)| one == other).count();
        }
        same += one.len();
    }
    same
}

fn place_of(id: CallId, ids: &[CallId]) -> Option<usize> {
    ids[..ids.len().min(NEAR)]
        .iter()
        .position(|other| *other == id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(ids: &[i64]) -> Arc<Vec<CallId>> {
        Arc::new(ids.iter().copied().map(CallId).collect())
    }

    fn chosen(choice: &Choice) -> Vec<i64> {
        choice.iter().map(|id| id.0).collect()
    }

    #[test]
    fn ranges_join_and_part() {
        let mut choice = Choice::default();
        choice.follow(&list(&[9, 8, 7, 6, 5, 4, 3, 2, 1]));
        choice.set(1..3, true);
        choice.set(5..6, true);
        assert_eq!(choice.ranges, [1..3, 5..6]);
        choice.set(3..5, true);
        assert_eq!(choice.ranges.as_slice(), std::slice::from_ref(&(1..6)));
        choice.set(2..4, false);
        assert_eq!(chosen(&choice), [8, 5, 4]);
        assert!(choice.has(1) && !choice.has(2) && choice.has(5) && !choice.has(6));
        choice.set(7..99, true);
        assert_eq!(choice.len(), 5);
        choice.set(0..99, false);
        assert!(choice.is_empty());
    }

    #[test]
    fn what_comes_above_is_not_chosen_and_what_moves_stays_chosen() {
        let mut choice = Choice::all(&list(&[3, 2, 1]));
        choice.follow(&list(&[5, 4, 3, 2, 1]));
        assert_eq!(chosen(&choice), [3, 2, 1]);
        choice.follow(&list(&[1, 5, 4, 3, 2]));
        assert_eq!(chosen(&choice), [1, 3, 2]);
        choice.follow(&list(&[5, 4, 2]));
        assert_eq!(chosen(&choice), [2]);
    }

    #[test]
    fn a_million_stay_chosen_when_calls_come_and_go() {
        let before: Vec<i64> = (0..1_000_000).rev().collect();
        let mut choice = Choice::all(&list(&before));
        let mut now = before.clone();
        now.remove(400_000);
        now.splice(0..0, [1_000_002, 1_000_001]);
        choice.follow(&list(&now));
        assert_eq!(choice.len(), 999_999);
        assert_eq!(
            choice.ranges.as_slice(),
            std::slice::from_ref(&(2..1_000_001))
        );
    }

    proptest! {
        #[test]
        fn the_same_calls_are_chosen_of_any_other_list(
            before in Just((0..60).collect::<Vec<i64>>()).prop_shuffle(),
            now in Just((0..80).collect::<Vec<i64>>()).prop_shuffle(),
            kept in 0_usize..80,
            ranges in prop::collection::vec((0_usize..60, 0_usize..9, any::<bool>()), 0..8),
        ) {
            let mut choice = Choice::default();
            choice.follow(&list(&before));
            let mut wanted = HashSet::new();
            for (start, len, on) in ranges {
                choice.set(start..start + len, on);
                for id in before.iter().skip(start).take(len) {
                    if on { wanted.insert(*id); } else { wanted.remove(id); }
                }
            }
            prop_assert_eq!(chosen(&choice).into_iter().collect::<HashSet<_>>(), wanted.clone());
            let now = &now[..kept];
            choice.follow(&list(now));
            let wanted: Vec<i64> = now.iter().copied().filter(|id| wanted.contains(id)).collect();
            prop_assert_eq!(chosen(&choice), wanted);
        }
    }
}
