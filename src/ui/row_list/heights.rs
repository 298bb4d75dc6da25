//! How high the rows of a list lie: rows of equal height, some with quiet lines above them.

use std::ops::Range;
use std::sync::Arc;

/// The heights in a list, points.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    row: f32,
    line: f32,
    /// The index of the row below each line, ascending.
    lines: Arc<Vec<usize>>,
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

    /// Where a row begins, below its lines.
    pub(super) fn top(&self, index: usize) -> f32 {
        let above = self.lines.partition_point(|&below| below <= index);
        points(index, self.row) + points(above, self.line)
    }

    /// Where the lines above a row begin.
    fn top_of_lines(&self, index: usize) -> f32 {
        let above = self.lines.partition_point(|&below| below < index);
        points(index, self.row) + points(above, self.line)
    }

    /// The height of a whole list.
    pub(super) fn total(&self, count: usize) -> f32 {
        points(count, self.row) + points(self.lines.len(), self.line)
    }

    /// The rows that are, with their lines, at least partly in a view of `height` from `offset` on.
    pub(super) fn visible(&self, offset: f32, height: f32, count: usize) -> Range<usize> {
        let start = first(count, |index| self.top(index) + self.row > offset);
        let end = first(count, |index| self.top_of_lines(index) >= offset + height);
        start..end.max(start)
    }

    pub(super) fn is_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines) || self.lines == other.lines
    }
}

/// The first index below `count` for which something holds that holds for all after it; `count` if for none.
fn first(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let mut range = 0..count;
    while !range.is_empty() {
        let middle = range.start + range.len() / 2;
        if holds(middle) {
            range.end = middle;
        } else {
            range.start = middle + 1;
        }
    }
    range.start
}

#[expect(clippy::cast_precision_loss, reason = "exact to 16 million rows")]
fn points(count: usize, each: f32) -> f32 {
    count as f32 * each
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_push_their_rows_and_all_below_down() {
        let heights = Heights::with_lines(60.0, 20.0, Arc::new(vec![0, 2, 2, 5]));
        let tops: Vec<f32> = (0..5).map(|index| heights.top(index)).collect();
        assert_eq!(tops, [20.0, 80.0, 180.0, 240.0, 300.0]);
        assert!((heights.total(5) - 380.0).abs() < 0.01);
    }

    #[test]
    fn a_row_is_drawn_while_it_or_its_lines_are_in_view() {
        let heights = Heights::with_lines(60.0, 20.0, Arc::new(vec![2, 2]));
        assert_eq!(heights.visible(0.0, 110.0, 9), 0..2);
        assert_eq!(heights.visible(0.0, 121.0, 9), 0..3);
        assert_eq!(heights.visible(219.0, 1.0, 9), 2..3);
        assert_eq!(heights.visible(220.0, 60.0, 9), 3..4);
        assert_eq!(heights.visible(9000.0, 60.0, 9), 9..9);
        assert_eq!(Heights::even(60.0).visible(61.0, 60.0, 9), 1..3);
    }
}
