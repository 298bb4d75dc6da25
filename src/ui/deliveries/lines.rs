//! Many lines of text in one piece, of which a view takes a few at a time.

use std::fmt::Write;

use crate::call::RemarkKind;

/// Longer lines are continued on the next, characters.
pub const LONGEST_LINE: usize = 400;

/// Lines, some with a remark beside them. Cheap to drop, however many they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// All lines, one right after the other.
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
    /// The lines that have a remark, ascending.
    remarks: Vec<(usize, RemarkKind)>,
}

impl Lines {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// A line by its number, from 0; empty beyond the last.
    pub fn line(&self, at: usize) -> &str {
        let end = self.starts.get(at + 1).copied();
        let end = end.unwrap_or(self.text.len());
        let start = self.starts.get(at).copied().unwrap_or(end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What there is to remark on a line.
    pub fn remark(&self, at: usize) -> Option<&RemarkKind> {
        let found = self.remarks.binary_search_by_key(&at, |(line, _)| *line);
        found.ok().map(|found| &self.remarks[found].1)
    }

    /// Appends a line that `write` writes.
    pub(super) fn push(&mut self, remark: Option<RemarkKind>, write: impl FnOnce(&mut dyn Write)) {
        let start = self.text.len();
        self.remarks
            .extend(remark.map(|remark| (self.starts.len(), remark)));
        self.starts.push(start);
        write(&mut self.text);
        let written = self.text[start..].char_indices().map(|(at, _)| start + at);
        self.starts.extend(written.step_by(LONGEST_LINE).skip(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_continued_between_characters() {
        let mut lines = Lines::default();
        lines.push(None, |to| {
            to.write_str(&"é".repeat(LONGEST_LINE + 1)).unwrap();
        });
        lines.push(Some(RemarkKind::Unseen), |to| to.write_str("b").unwrap());
        lines.push(None, |_| ());
        assert_eq!(lines.len(), 4);
        assert_eq!(
            (lines.line(1), lines.line(2), lines.line(3)),
            ("é", "b", "")
        );
        assert_eq!(lines.remark(2), Some(&RemarkKind::Unseen));
        assert_eq!((lines.remark(1), lines.line(9)), (None, ""));
    }
}
