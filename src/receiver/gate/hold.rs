//! An answer that is held back on purpose: the server says so in a header, the gate does it, so that no private
//! connection waits.

use std::time::Duration;

use super::private::Answered;
use crate::call::Purpose;

/// The header, which no client gets to see: milliseconds, or `silence`.
pub const NAME: &str = "hold";

/// No answer at all.
const SILENCE: &str = "silence";

/// How an answer is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Delay(Duration),
    Silence,
}

/// What the header says for a purpose, where the answer is to be held back.
pub fn of(purpose: Purpose) -> Option<String> {
    match purpose {
        Purpose::Delay(delay) => Some(delay.as_millis().to_string()),
        Purpose::Silence => Some(SILENCE.to_owned()),
        Purpose::Error | Purpose::TooMany => None,
    }
}

/// How an answer of the server behind is to be held back.
pub fn of_answer(answered: &Answered) -> Option<Hold> {
    let mut headers = answered.headers.iter();
    let header = headers.find(|header| header.name.eq_ignore_ascii_case(NAME))?;
    read(header.value)
}

fn read(value: &[u8]) -> Option<Hold> {
    let value = str::from_utf8(value).ok()?;
    if value == SILENCE {
        return Some(Hold::Silence);
    }
    Some(Hold::Delay(Duration::from_millis(value.parse().ok()?)))
}
