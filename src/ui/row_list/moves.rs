//! Where a key leads in a list.

/// A step of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
}

/// What a step does with the rows that are chosen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Gives them up for the row it leads to.
    One,
    /// Chooses all rows up to the one it leads to.
    Range,
    /// Leaves them as they are, and opens nothing.
    Walk,
}

impl Move {
    /// The row to go to from row `at` of `count`, with `page` rows to a view. Without a selection, every step
    /// but the last row leads to the first.
    pub(super) fn target(self, at: Option<usize>, count: usize, page: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, at) {
            (Self::End, _) => last,
            (Self::Home, _) | (_, None) => 0,
            (Self::Up, Some(at)) => at.saturating_sub(1),
            (Self::Down, Some(at)) => (at + 1).min(last),
            (Self::PageUp, Some(at)) => at.saturating_sub(page),
            (Self::PageDown, Some(at)) => (at + page).min(last),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_list() {
        assert_eq!(Move::Up.target(Some(0), 3, 2), Some(0));
        assert_eq!(Move::Down.target(Some(2), 3, 2), Some(2));
        assert_eq!(Move::PageDown.target(Some(1), 30, 9), Some(10));
        assert_eq!(Move::PageUp.target(Some(4), 30, 9), Some(0));
        assert_eq!(Move::End.target(None, 30, 9), Some(29));
        assert_eq!(Move::Down.target(None, 30, 9), Some(0));
        assert_eq!(Move::Home.target(None, 0, 9), None);
    }
}
