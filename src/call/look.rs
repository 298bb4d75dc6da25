//! How the list of calls looks, as the person chose it.

use super::question::Column;

/// How high its rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Comfortable => Self::Compact,
            Self::Compact => Self::Comfortable,
        }
    }
}

/// A column and how wide it is, points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide {
    pub column: Column,
    pub width: u16,
}

/// All of its look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub density: Density,
    /// True for a table of columns, false for rows of two lines.
    pub is_table: bool,
    /// The columns of the table, in their order; at least one.
    pub columns: Vec<Column>,
    /// Columns that are as wide as the person wants them.
    pub widths: Vec<Wide>,
}

/// The columns of the table until others are chosen.
pub const USUAL: [Column; 8] = [
    Column::Caller,
    Column::Started,
    Column::Talk,
    Column::Outcome,
    Column::Lead,
    Column::Sentiment,
    Column::Dialled,
    Column::Source,
];

/// Widths that a column can have, points.
pub const NARROWEST: u16 = 44;
pub const WIDEST: u16 = 600;

impl Default for Look {
    fn default() -> Self {
        Self {
            density: Density::default(),
            is_table: false,
            columns: USUAL.to_vec(),
            widths: Vec::new(),
        }
    }
}

impl Look {
    /// How wide a column is, points.
    pub fn width(&self, column: Column) -> u16 {
        let known = self.widths.iter().find(|wide| wide.column == column);
        known.map_or(usual_width(column), |wide| wide.width)
    }

    /// Lets a column be so wide, within what is readable.
    pub fn set_width(&mut self, column: Column, width: u16) {
        self.widths.retain(|wide| wide.column != column);
        let width = width.clamp(NARROWEST, WIDEST);
        if width != usual_width(column) {
            self.widths.push(Wide { column, width });
        }
    }
}

/// The columns with one more at its usual place, or without it; the last one stays.
pub fn toggled(columns: &[Column], column: Column) -> Vec<Column> {
    let mut columns = columns.to_vec();
    match columns.iter().position(|other| *other == column) {
        Some(at) if columns.len() > 1 => {
            columns.remove(at);
        }
        Some(_) => {}
        None => columns.push(column),
    }
    columns
}

/// The columns with one of them so many places further on, or back where that is negative.
pub fn moved(columns: &[Column], column: Column, by: isize) -> Vec<Column> {
    let mut columns = columns.to_vec();
    if let Some(at) = columns.iter().position(|other| *other == column) {
        let to = at.saturating_add_signed(by).min(columns.len() - 1);
        let moved = columns.remove(at);
        columns.insert(to, moved);
    }
    columns
}

const fn usual_width(column: Column) -> u16 {
    match column {
        Column::Caller => 190,
        Column::Dialled | Column::Group | Column::Campaign => 170,
        Column::Started | Column::Source | Column::Place => 130,
        Column::Number | Column::Tracking => 124,
        Column::Outcome => 104,
        Column::Sentiment | Column::Stage | Column::Reviewed => 92,
        Column::Talk | Column::Wait | Column::Lead | Column::Starred => 72,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_go_and_move_but_never_all_go() {
        let one = [Column::Caller];
        assert_eq!(toggled(&one, Column::Caller), one);
        let two = toggled(&one, Column::Talk);
        assert_eq!(two, [Column::Caller, Column::Talk]);
        assert_eq!(
            moved(&two, Column::Talk, -5),
            [Column::Talk, Column::Caller]
        );
        assert_eq!(
            moved(&two, Column::Caller, 9),
            [Column::Talk, Column::Caller]
        );
        assert_eq!(moved(&two, Column::Stage, 1), two);
    }

    #[test]
    fn a_width_is_kept_within_what_can_be_read() {
        let mut look = Look::default();
        look.set_width(Column::Talk, 5);
        assert_eq!(look.width(Column::Talk), NARROWEST);
        look.set_width(Column::Talk, usual_width(Column::Talk));
        assert!(look.widths.is_empty());
    }
}
