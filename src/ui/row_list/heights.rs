//! How high the rows of a list lie: rows of equal height, some with quiet lines above them.
//!
//! A place in a list is a row and a remainder, since a distance from the top of ten million rows is more than an
//! `f32` can tell to the point. Where such a distance is needed it is an `f64`.

use std::sync::Arc;

/// The heights in a list, points.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    row: f32,
    line: f32,
    /// The index of the row below each line, ascending.
    lines: Arc<Vec<usize>>,
}

/// Where a view begins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The row whose block is cut by the upper edge of the view: the lines above the row, then the row.
    pub row: usize,
    /// How much of that block is above the edge, points.
    pub into: f32,
}

impl Heights {
    /// Rows alone.
    pub fn even(row: f32) -> Self {
        Self {
            row,
            ..Self::default()
        }
    }

    /// Rows with a line of height `line` above each of those `lines` names, ascending; a row that is named
    /// twice has two, and one past the last row has its line below all.
    pub fn with_lines(row: f32, line: f32, lines: Arc<Vec<usize>>) -> Self {
        Self { row, line, lines }
    }

    /// Height of a row.
    pub fn row(&self) -> f32 {
        self.row
    }

    /// Height of the lines right above a row.
    pub(super) fn lines_above(&self, index: usize) -> f32 {
        let start = self.lines.partition_point(|&below| below < index);
        let end = self.lines.partition_point(|&below| below <= index);
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let count = (end - start) as f32;
        count * self.line
    }

    /// Where the block of a row begins, points below the top of the list.
    pub(super) fn start(&self, index: usize) -> f64 {
        let above = self.lines.partition_point(|&below| below < index);
        points(index, self.row) + points(above, self.line)
    }

    /// The height of a whole list.
    pub(super) fn total(&self, count: usize) -> f64 {
        points(count, self.row) + points(self.lines.len(), self.line)
    }

    /// How far below the top of the list a place lies, points.
    pub(super) fn depth(&self, place: Place) -> f64 {
        self.start(place.row) + f64::from(place.into)
    }

    /// The place so far below the top of a list of `count` rows, at most so far that a view of height `view`
    /// ends with the list.
    pub(super) fn place(&self, depth: f64, view: f32, count: usize) -> Place {
        let deepest = (self.total(count) - f64::from(view)).max(0.0);
        let depth = depth.clamp(0.0, deepest);
        let row = self.row_at(depth, count);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "less than the height of a few rows"
        )]
        let into = (depth - self.start(row)) as f32;
        Place { row, into }
    }

    /// The row whose block holds a depth.
    fn row_at(&self, depth: f64, count: usize) -> usize {
        let (mut low, mut high) = (0, count.saturating_sub(1));
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.start(middle) <= depth {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    pub(super) fn is_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines) || self.lines == other.lines
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact to nine thousand billions"
)]
fn points(count: usize, each: f32) -> f64 {
    count as f64 * f64::from(each)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_push_their_rows_and_all_below_down() {
        let heights = Heights::with_lines(60.0, 20.0, Arc::new(vec![0, 2, 2, 5]));
        let starts: Vec<f64> = (0..5).map(|index| heights.start(index)).collect();
        assert_eq!(starts, [0.0, 80.0, 140.0, 240.0, 300.0]);
        assert!((heights.total(5) - 380.0).abs() < 1e-9);
        assert!((heights.lines_above(2) - 40.0).abs() < 1e-6);
    }

    #[test]
    fn the_far_end_of_ten_million_rows_is_placed_to_the_point() {
        let heights = Heights::even(60.0);
        let count = 10_000_000;
        let end = heights.place(f64::MAX, 700.0, count);
        assert_eq!(
            end,
            Place {
                row: 9_999_988,
                into: 20.0
            }
        );
        let up = heights.place(heights.depth(end) - 1.0, 700.0, count);
        assert_eq!(
            up,
            Place {
                row: 9_999_988,
                into: 19.0
            }
        );
        let up = heights.place(heights.depth(up) - 19.25, 700.0, count);
        assert_eq!(
            up,
            Place {
                row: 9_999_987,
                into: 59.75
            }
        );
    }

    #[test]
    fn a_list_shorter_than_its_view_begins_at_its_top() {
        let heights = Heights::even(60.0);
        assert_eq!(heights.place(90.0, 700.0, 3), Place::default());
        assert_eq!(heights.place(90.0, 700.0, 0), Place::default());
    }

    proptest! {
        #[test]
        fn a_place_and_its_depth_are_one(
            count in 1_usize..10_000_000,
            share in 0.0..=1.0_f64,
            mut lines in prop::collection::vec(0_usize..10_000_000, 0..20),
        ) {
            lines.retain(|&below| below <= count);
            lines.sort_unstable();
            let heights = Heights::with_lines(60.0, 28.0, Arc::new(lines));
            let depth = (share * (heights.total(count) - 700.0)).max(0.0);
            let place = heights.place(depth, 700.0, count);
            prop_assert!(place.row < count);
            prop_assert!(place.into >= 0.0);
            prop_assert!((heights.depth(place) - depth).abs() < 1e-3);
            let is_last = place.row + 1 == count;
            let next = heights.start(place.row + 1);
            prop_assert!(is_last || depth < next, "{place:?} holds {depth}, not beyond {next}");
        }
    }
}
