//! What the sender makes of a conversation: both channels, each hearing the other, in turns and fragments.

use callbook::call::Speaker;

use super::conversation::{Dice, Truth};

/// How the sender heard a call.
#[derive(Clone, Copy, Debug)]
pub struct Hearing {
    /// Of a hundred lines, how many the other channel has too.
    pub echoed: usize,
    /// Of a hundred words, how many are heard wrongly on a channel.
    pub wrong: usize,
    /// Of a hundred copies of a line, how many stand in fragments.
    pub cut: usize,
    /// Of a hundred pairs, in how many the echo stands first.
    pub echo_first: usize,
    /// Of a hundred lines, how many begin while the one before still goes on.
    pub overlapping: usize,
}

/// One turn as sent.
#[derive(Clone, Debug)]
pub struct Turn {
    pub label: Speaker,
    pub text: String,
    /// Which line it is a copy of; none for tones.
    pub line: Option<usize>,
    pub is_echo: bool,
}

/// The turns that a conversation becomes.
pub fn heard(dice: &mut Dice, truth: &[Truth], hearing: &Hearing) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (index, line) in truth.iter().enumerate() {
        let mut own = copy(dice, index, line, false, hearing);
        let mut pair = if dice.percent(hearing.echoed) {
            let echo = copy(dice, index, line, true, hearing);
            if dice.percent(hearing.echo_first) {
                interleaved(dice, echo, own)
            } else {
                interleaved(dice, own, echo)
            }
        } else {
            std::mem::take(&mut own)
        };
        if dice.percent(hearing.overlapping) {
            // The last turn of the line before ends after the first of this; a channel alone stays in order.
            let is_other =
                |last: &mut Turn| pair.first().is_some_and(|turn| turn.label != last.label);
            if let Some(last) = turns.pop_if(is_other) {
                pair.insert(1, last);
            }
        }
        turns.extend(pair);
        if dice.percent(4) {
            let text = if dice.percent(70) { "[tone]" } else { "." };
            let label = if dice.percent(50) {
                Speaker::Agent
            } else {
                Speaker::Caller
            };
            turns.push(Turn {
                label,
                text: text.to_owned(),
                line: None,
                is_echo: false,
            });
        }
    }
    turns
}

/// The string that is sent.
pub fn sent(turns: &[Turn]) -> String {
    let of = |turn: &Turn| {
        let label = match turn.label {
            Speaker::Agent => "Agent",
            _ => "Caller",
        };
        format!("{label}: {} ", turn.text)
    };
    turns.iter().map(of).collect()
}

fn copy(
    dice: &mut Dice,
    line: usize,
    truth: &Truth,
    is_echo: bool,
    hearing: &Hearing,
) -> Vec<Turn> {
    let label = if is_echo {
        truth.speaker.other()
    } else {
        truth.speaker
    };
    let words: Vec<String> = truth
        .text
        .split(' ')
        .filter_map(|word| misheard(dice, word, hearing.wrong))
        .collect();
    let words = if words.is_empty() {
        truth.text.split(' ').map(str::to_owned).collect()
    } else {
        words
    };
    let mut pieces = Vec::new();
    let mut rest = words.as_slice();
    while dice.percent(hearing.cut) && rest.len() > 3 {
        let (piece, left) = rest.split_at(1 + dice.below(rest.len() - 2));
        pieces.push(piece.join(" "));
        rest = left;
    }
    pieces.push(rest.join(" "));
    let turn = |text| Turn {
        label,
        text,
        line: Some(line),
        is_echo,
    };
    pieces.into_iter().map(turn).collect()
}

fn misheard(dice: &mut Dice, word: &str, wrong: usize) -> Option<String> {
    const OTHERS: [&str; 10] = [
        "John", "for", "then", "uh", "the", "would", "it", "store", "four", "and",
    ];
    let is_number = word.contains(|c: char| c.is_ascii_digit());
    if is_number || !dice.percent(wrong) {
        let bare = word.trim_end_matches(['.', ',']);
        // Punctuation is a matter of taste.
        return Some(if dice.percent(4) {
            bare.to_lowercase()
        } else {
            word.to_owned()
        });
    }
    match dice.below(3) {
        0 => None,
        1 => Some(dice.pick(&OTHERS).to_owned()),
        _ => Some(format!("{word} {}", dice.pick(&OTHERS))),
    }
}

/// One copy, and the fragments of the other among its own.
fn interleaved(dice: &mut Dice, first: Vec<Turn>, second: Vec<Turn>) -> Vec<Turn> {
    if first.len() < 2 || dice.percent(40) {
        return first.into_iter().chain(second).collect();
    }
    let mut turns = Vec::new();
    let mut second = second.into_iter();
    for turn in first {
        turns.push(turn);
        turns.extend(second.next());
    }
    turns.extend(second);
    turns
}
