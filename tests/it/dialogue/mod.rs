//! Calls of two voices made with espeak-ng: who says what when is known to the millisecond.

pub mod files;
mod long;
mod script;
mod speech;

use callbook::call::transcript::{Line, Repaired, repair, split};
use callbook::call::{KeywordHit, Seconds, Speaker};

use crate::transcript::conversation::Dice;
use crate::transcript::crosstalk::{Hearing, Turn, heard, sent};

pub use long::{Form, recorded};
pub use script::{Kind, script};
pub use speech::has_voices;

/// One thing that is said, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    pub speaker: Speaker,
    pub text: String,
    pub start_secs: f64,
    pub end_secs: f64,
}

/// A call that was spoken.
pub struct Dialogue {
    pub spoken: Vec<Spoken>,
    pub rate: u32,
    /// Agent left, caller right.
    pub frames: Vec<[f32; 2]>,
}

/// What the sender makes of a dialogue.
pub struct Sent {
    pub repaired: Repaired,
    /// When each line really begins; none for lines of nothing said.
    pub starts: Vec<Option<f64>>,
}

impl Dialogue {
    pub fn length_secs(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "frames of a recording")]
        let frames = self.frames.len() as f64;
        frames / f64::from(self.rate)
    }

    /// The transcript as it would be sent and repaired.
    pub fn sent(&self, dice: &mut Dice) -> Sent {
        let hearing = Hearing {
            echoed: 96,
            wrong: 4,
            cut: 25,
            echo_first: 35,
            overlapping: 5,
        };
        let truth: Vec<_> = self
            .spoken
            .iter()
            .map(|one| crate::transcript::conversation::Truth {
                speaker: one.speaker,
                text: one.text.clone(),
            })
            .collect();
        let turns = heard(dice, &truth, &hearing);
        let repaired = repair(&split(&sent(&turns)), ["Peak Dental"], false);
        let starts = repaired
            .lines
            .iter()
            .map(|line| self.start(line, &turns))
            .collect();
        Sent { repaired, starts }
    }

    fn start(&self, line: &Line, turns: &[Turn]) -> Option<f64> {
        let turns = line.turns.iter().map(|turn| &turns[*turn]);
        let said = turns.min_by_key(|turn| turn.is_echo)?.line?;
        Some(self.spoken[said].start_secs)
    }

    /// So many keyword hits, spread over the call, with the time at which the word is really said.
    pub fn hits(&self, count: usize) -> Vec<KeywordHit> {
        let wordy: Vec<&Spoken> = self
            .spoken
            .iter()
            .filter(|one| one.text.split(' ').count() > 6)
            .collect();
        (0..count)
            .filter_map(|at| {
                let one = wordy.get((2 * at + 1) * wordy.len() / (2 * count))?;
                let (before, word) = keyword(&one.text)?;
                let length = one.end_secs - one.start_secs;
                Some(KeywordHit {
                    list: None,
                    keyword: word.to_owned(),
                    speaker: one.speaker,
                    at_secs: Some(Seconds(one.start_secs + before * length)),
                })
            })
            .collect()
    }
}

/// The longest word of a text, and the share of the text before it.
fn keyword(text: &str) -> Option<(f64, &str)> {
    let word = text
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().all(char::is_alphabetic))
        .max_by_key(|word| word.len())?;
    #[expect(clippy::cast_precision_loss, reason = "letters of a line")]
    let before = text.find(word)? as f64 / text.len() as f64;
    Some((before, word))
}
