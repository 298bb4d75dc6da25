//! The words that two channels have in common, in the same order and near each other.
//!
//! An alignment of the two streams of words by dynamic programming, within a band: what is heard on both channels
//! stands in both streams at almost the same place. Words next to each other that match count for more than the same
//! words far apart.

use std::ops::Range;

use super::words::{Kind, Word};

/// How many turns with words an echo may be away.
const TURNS_APART: usize = 8;
/// Pairs of words that are looked at, in all: what keeps a transcript of any size within a second.
const MOST_PAIRS: usize = 16_000_000;
/// Words of the other channel that are looked at for each word, fewest and most.
const BAND: (usize, usize) = (48, 1200);
/// For a pair that follows a pair.
const IN_A_ROW: f32 = 0.5;
/// Off for each turn between the two.
const PER_TURN: f32 = 0.03;
/// Words that may stand unmatched, on either side, within an island.
const SKIPPED: usize = 4;

/// Matching words that belong together: indexes into both streams, ascending.
pub(super) type Island = Vec<(usize, usize)>;

/// The islands of two streams. `order` numbers the turns that have words.
pub(super) fn islands(left: &[Word], right: &[Word], order: &[usize]) -> Vec<Island> {
    let mut islands: Vec<Island> = Vec::new();
    for pair in Table::filled(left, right, order).pairs() {
        match islands.last_mut() {
            Some(island) if goes_on(island[island.len() - 1], pair, left, right) => {
                island.push(pair);
            }
            _ => islands.push(vec![pair]),
        }
    }
    islands
}

/// True where a pair is near the one before, unless a turn begins between them on both channels.
fn goes_on(one: (usize, usize), next: (usize, usize), left: &[Word], right: &[Word]) -> bool {
    let same_left = left[one.0].turn == left[next.0].turn;
    let same_right = right[one.1].turn == right[next.1].turn;
    let is_near = next.0 - one.0 <= SKIPPED + 1 && next.1 - one.1 <= SKIPPED + 1;
    is_near && (same_left || same_right)
}

/// How the best way to a cell goes: its words are a pair, and that pair follows another; else which word is skipped.
const IS_PAIR: u8 = 1;
const AFTER_PAIR: u8 = 2;
const SKIP_LEFT: u8 = 4;

/// The best score up to two words: with the two as a pair, and however.
#[derive(Clone, Copy)]
struct Cell {
    paired: f32,
    any: f32,
}

impl Cell {
    /// The score without a pair.
    fn unpaired(any: f32) -> Self {
        Self {
            paired: f32::NEG_INFINITY,
            any,
        }
    }
}

/// The best ways, row by row; the row of a word holds the words of the other stream in its band.
struct Table {
    bands: Vec<Range<usize>>,
    /// Where each row starts in `ways`.
    starts: Vec<usize>,
    ways: Vec<u8>,
}

impl Table {
    fn filled(left: &[Word], right: &[Word], order: &[usize]) -> Self {
        let bands = bands(left, right, order);
        let mut starts = Vec::with_capacity(left.len());
        let mut ways = Vec::new();
        let mut above = Row::default();
        for (word, band) in left.iter().zip(&bands) {
            starts.push(ways.len());
            let mut row = Row {
                start: band.start,
                border: above.at_border(band.start),
                cells: Vec::with_capacity(band.len()),
            };
            for column in band.clone() {
                let (diagonal, over) = (above.before(column), above.before(column + 1));
                let before = row.before(column);
                let other = &right[column];
                let score = (word.key == other.key).then(|| score(word, other, order));
                let (cell, way) = step(score, diagonal, over, before);
                row.cells.push(cell);
                ways.push(way);
            }
            above = row;
        }
        Self {
            bands,
            starts,
            ways,
        }
    }

    /// The pairs of the best way, in order.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut row = self.bands.len();
        let mut column = self.bands.last().map_or(0, |band| band.end);
        let mut must_pair = false;
        while row > 0 && column > 0 {
            let band = &self.bands[row - 1];
            column = column.min(band.end);
            if column <= band.start {
                row -= 1;
                continue;
            }
            let way = self.ways[self.starts[row - 1] + column - 1 - band.start];
            if must_pair || way & IS_PAIR != 0 {
                pairs.push((row - 1, column - 1));
                must_pair = way & AFTER_PAIR != 0;
                row -= 1;
                column -= 1;
            } else if way & SKIP_LEFT != 0 {
                row -= 1;
            } else {
                column -= 1;
            }
        }
        pairs.reverse();
        pairs
    }
}

/// The cells of one word.
#[derive(Default)]
struct Row {
    start: usize,
    /// The best score without any word of the band.
    border: f32,
    cells: Vec<Cell>,
}

impl Row {
    /// The cell of the word before `column`; beyond the band there is nothing but what was reached within it.
    fn before(&self, column: usize) -> Cell {
        if column <= self.start {
            return Cell::unpaired(self.border);
        }
        let cell = self.cells.get(column - 1 - self.start);
        let last = || Cell::unpaired(self.cells.last().map_or(self.border, |last| last.any));
        cell.copied().unwrap_or_else(last)
    }

    /// The best score before `start` for a row below.
    fn at_border(&self, start: usize) -> f32 {
        self.before(start).any
    }
}

fn step(score: Option<f32>, diagonal: Cell, over: Cell, before: Cell) -> (Cell, u8) {
    let skipped = over.any.max(before.any);
    let skip = if over.any >= before.any { SKIP_LEFT } else { 0 };
    let Some(score) = score else {
        return (Cell::unpaired(skipped), skip);
    };
    let in_a_row = diagonal.paired + IN_A_ROW;
    let after = if in_a_row > diagonal.any {
        AFTER_PAIR
    } else {
        0
    };
    let paired = score + in_a_row.max(diagonal.any);
    let is_pair = if paired > skipped { IS_PAIR } else { 0 };
    let cell = Cell {
        paired,
        any: paired.max(skipped),
    };
    (cell, skip | after | is_pair)
}

fn score(left: &Word, right: &Word, order: &[usize]) -> f32 {
    let apart = order[left.turn].abs_diff(order[right.turn]);
    #[expect(clippy::cast_precision_loss, reason = "a few turns")]
    let apart = apart as f32;
    weight(left.kind) - PER_TURN * apart
}

fn weight(kind: Kind) -> f32 {
    match kind {
        Kind::Content | Kind::ReadBack => 1.0,
        Kind::Reply => 0.8,
        Kind::Function => 0.6,
    }
}

/// For each word on the left the words on the right that may be its echo.
fn bands(left: &[Word], right: &[Word], order: &[usize]) -> Vec<Range<usize>> {
    let share = MOST_PAIRS / left.len().max(1);
    let widest = share.clamp(BAND.0, BAND.1);
    let (mut from, mut until) = (0, 0);
    left.iter()
        .map(|word| {
            let turn = order[word.turn];
            while from < right.len() && order[right[from].turn] + TURNS_APART < turn {
                from += 1;
            }
            while until < right.len() && order[right[until].turn] <= turn + TURNS_APART {
                until += 1;
            }
            narrowed(from..until.max(from), word, right, widest)
        })
        .collect()
}

/// At most `widest` of the band, around the place of the word in the transcript.
fn narrowed(band: Range<usize>, word: &Word, right: &[Word], widest: usize) -> Range<usize> {
    if band.len() <= widest {
        return band;
    }
    let here = right[band.clone()].partition_point(|other| other.turn < word.turn) + band.start;
    let start = here.saturating_sub(widest / 2).max(band.start);
    start..(start + widest).min(band.end)
}
