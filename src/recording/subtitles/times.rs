//! The line with the arrow.

use super::SubtitleError;

/// The two times of a line, seconds; `line` is its number, for errors. What stands behind the second is left out.
pub(super) fn span(text: &str, line: usize) -> Result<(f64, f64), SubtitleError> {
    let (start, end) = text.split_once("-->").unwrap_or((text, ""));
    let end = end.split_whitespace().next().unwrap_or_default();
    let time = |found: &str| {
        let found = found.trim();
        secs(found).ok_or_else(|| SubtitleError::Time {
            line,
            found: found.chars().take(40).collect(),
        })
    };
    let (start, end) = (time(start)?, time(end)?);
    if end < start {
        return Err(SubtitleError::Backwards { line });
    }
    Ok((start, end))
}

/// Hours and fractions may be missing; the fraction follows a comma or a full stop.
fn secs(text: &str) -> Option<f64> {
    let (whole, fraction) = match text.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, fraction.trim()),
        None => (text, ""),
    };
    let parts: Vec<&str> = whole.split(':').map(str::trim).collect();
    if !(2..=3).contains(&parts.len()) || fraction.len() > 9 {
        return None;
    }
    let mut secs = 0.0;
    for part in parts {
        if part.len() > 4 {
            return None;
        }
        secs = secs * 60.0 + f64::from(number(part)?);
    }
    if !fraction.is_empty() {
        let digits = i32::try_from(fraction.len()).ok()?;
        secs += f64::from(number(fraction)?) / 10_f64.powi(digits);
    }
    Some(secs)
}

fn number(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}
