//! A body set out for the screen. For a large one that takes a while, so it is done before the window gets it.

use serde_json::Value;

use super::lines::{LONGEST_LINE, Lines};
use super::pretty;
use crate::call::Remark;

/// A body in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// As JSON; none for a body that is none.
    pub pretty: Option<Lines>,
    /// As received.
    pub raw: Lines,
    /// Why it is no JSON, and on which line of `raw` that shows, from 0.
    pub fault: Option<(String, usize)>,
}

impl Laid {
    /// Sets a body out, with the remarks on its fields. Not for the interface thread.
    pub fn of(body: &[u8], remarks: &[Remark]) -> Self {
        let text = String::from_utf8_lossy(body);
        let (raw, starts) = as_received(&text);
        let (mut pretty, mut fault) = (None, None);
        match parsed(&text) {
            Ok(value) => pretty = Some(pretty::lines(&value, remarks)),
            Err(_) if body.is_empty() => {}
            Err(error) => {
                let at = starts.get(error.line().saturating_sub(1)).copied();
                let at = at.map_or(0, |at| at + error.column() / LONGEST_LINE);
                fault = Some((error.to_string(), at.min(raw.len().saturating_sub(1))));
            }
        }
        Self { pretty, raw, fault }
    }
}

/// The JSON of a text; its comments, which the sender's samples have, are left out.
fn parsed(raw: &str) -> serde_json::Result<Value> {
    let mut json = raw.to_owned();
    if json_strip_comments::strip(&mut json).is_err() {
        json.replace_range(.., raw);
    }
    serde_json::from_str(&json)
}

/// The lines of a text, tabs as two spaces; and where each line of the text begins among them.
fn as_received(text: &str) -> (Lines, Vec<usize>) {
    let (mut lines, mut starts) = (Lines::default(), Vec::new());
    for line in text.lines() {
        starts.push(lines.len());
        lines.push(None, |to| {
            for (place, part) in line.split('\t').enumerate() {
                // Writing to a string never fails.
                let _ = to.write_str(if place > 0 { "  " } else { "" });
                let _ = to.write_str(part);
            }
        });
    }
    (lines, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_set_out_in_the_order_sent_and_without_comments() {
        let laid = Laid::of(b"{\"b\":1, // the first\n\"a\":[]}", &[]);
        let set = laid.pretty.unwrap();
        let lines: Vec<&str> = (0..set.len()).map(|at| set.line(at)).collect();
        assert_eq!(lines, ["{", "  \"b\": 1,", "  \"a\": []", "}"]);
        assert_eq!(laid.raw.len(), 2);
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        let long = "x".repeat(LONGEST_LINE + 10);
        let laid = Laid::of(format!("{{\"{long}\":\t1,\n  oops\n}}").as_bytes(), &[]);
        assert_eq!(laid.pretty, None);
        let (_, at) = laid.fault.unwrap();
        assert_eq!(laid.raw.line(at), "  oops");
        assert!(laid.raw.line(1).ends_with("\":  1,"));
        assert_eq!(Laid::of(b"", &[]).fault, None);
    }
}
