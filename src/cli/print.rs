//! Writes to standard output, for people and for scripts.

use std::io::{self, BufWriter, ErrorKind, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::CliError;

/// Lets `write` write to standard output. A reader that has seen enough, as in `callbook calls | head -1`, is
/// no error.
pub fn out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut to = BufWriter::new(io::stdout().lock());
    match write(&mut to).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(CliError::Output),
    }
}

/// Writes JSON documents, one a line.
pub fn json_lines(documents: impl Iterator<Item = serde_json::Value>) -> Result<(), CliError> {
    out(|to| {
        for document in documents {
            writeln!(to, "{document}")?;
        }
        Ok(())
    })
}

/// Writes rows in aligned columns under their headings, a line each.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> Result<(), CliError> {
    table_with(headings, rows, |_| Vec::new())
}

/// The same with lines of words before some rows, and after the last as if another row followed.
pub fn table_with<const N: usize>(
    headings: [&str; N],
    rows: &[[String; N]],
    before: impl Fn(usize) -> Vec<String>,
) -> Result<(), CliError> {
    let mut widths = headings.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    out(|to| {
        table_line(to, &widths, headings)?;
        for (index, row) in rows.iter().enumerate() {
            for line in before(index) {
                writeln!(to, "{line}")?;
            }
            table_line(to, &widths, row.each_ref().map(String::as_str))?;
        }
        for line in before(rows.len()) {
            writeln!(to, "{line}")?;
        }
        Ok(())
    })
}

fn table_line<const N: usize>(
    to: &mut dyn Write,
    widths: &[usize; N],
    cells: [&str; N],
) -> io::Result<()> {
    let mut line = String::new();
    for (cell, column) in cells.iter().zip(widths) {
        line.push_str(cell);
        let gap = column - width(cell) + 2;
        line.extend(std::iter::repeat_n(' ', gap));
    }
    writeln!(to, "{}", line.trim_end())
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// On one line and without characters that steer a terminal or turn the direction of what follows: this is what
/// strangers send.
pub fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || turns(c) { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The controls of Unicode's bidirectional algorithm.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same, cut to a number of characters with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    let text = plain(text);
    if width(&text) <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.trim_end().to_owned() + "…"
}

/// A time on the clock of the business, with the zone's abbreviation; UTC where the zone is not known.
pub fn local(at: Timestamp, time_zone: Option<&str>) -> String {
    let zone = time_zone.and_then(|name| TimeZone::get(name).ok());
    let zoned = at.to_zoned(zone.unwrap_or(TimeZone::UTC));
    zoned.strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

/// Seconds as minutes and seconds, such as `1:05`.
pub fn minutes(secs: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float that does not fit becomes the nearest integer that does"
    )]
    let secs = secs.round() as i64;
    format!("{}:{:02}", secs / 60, secs.rem_euclid(60))
}
