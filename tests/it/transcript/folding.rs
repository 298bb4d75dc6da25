//! How many echoes are folded, and how many true lines with them.

#![expect(clippy::print_stdout, reason = "figures of a measure")]

use std::fmt;
use std::ops::AddAssign;

use callbook::call::transcript::{Repaired, repair, split};
use proptest::prelude::*;

use super::conversation::{Dice, Truth, conversation};
use super::crosstalk::{Hearing, Turn, heard, sent};
use super::written::{talks, unseen};

const NAMES: [&str; 3] = [
    "ABC Windows And Doors",
    "Peak Dental - Google Ads",
    "Lakeside Plumbing",
];

const EVERYTHING_TWICE: Hearing = Hearing {
    echoed: 96,
    wrong: 4,
    cut: 25,
    echo_first: 35,
    overlapping: 5,
};

/// What became of the lines of some calls.
#[derive(Clone, Copy, Default)]
pub struct Score {
    echoed: usize,
    folded: usize,
    lines: usize,
    lost: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.echoed += other.echoed;
        self.folded += other.folded;
        self.lines += other.lines;
        self.lost += other.lost;
    }
}

impl Score {
    #[expect(clippy::cast_precision_loss, reason = "numbers of lines")]
    fn percent(part: usize, whole: usize) -> f64 {
        100.0 * part as f64 / whole.max(1) as f64
    }

    fn folded(self) -> f64 {
        Self::percent(self.folded, self.echoed)
    }

    fn lost(self) -> f64 {
        Self::percent(self.lost, self.lines)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (folded, lost) = (self.folded(), self.lost());
        write!(
            out,
            "{folded:.1} % of {} echoes folded, {lost:.2} % of {} true lines lost",
            self.echoed, self.lines
        )
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Compares what is shown of each line with what was said.
fn score(truth: &[Truth], turns: &[Turn], repaired: &Repaired) -> Score {
    let mut copies = vec![[0, 0]; truth.len()];
    for turn in turns {
        if let Some(line) = turn.line {
            copies[line][usize::from(turn.is_echo)] += words(&turn.text);
        }
    }
    // The words shown of a line are shared out to its turns by their length.
    let mut shown = vec![0.0; truth.len()];
    for line in &repaired.lines {
        let all: usize = line
            .turns
            .iter()
            .map(|turn| words(&turns[*turn].text))
            .sum();
        for turn in &line.turns {
            if let Some(index) = turns[*turn].line {
                let part = share(words(&turns[*turn].text), all);
                shown[index] += part * share(words(&line.text), 1);
            }
        }
    }
    let mut score = Score::default();
    for (shown, [own, echo]) in shown.into_iter().zip(copies) {
        let once = share(own.max(echo), 1);
        score.lines += 1;
        score.lost += usize::from(shown < 0.5 * once);
        if echo > 0 {
            score.echoed += 1;
            score.folded += usize::from(shown < 1.35 * once + 0.3);
        }
    }
    score
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn call(seed: u64, lines: usize, hearing: &Hearing) -> Score {
    let mut dice = Dice(seed);
    let truth = conversation(&mut dice, lines);
    of_talk(&mut dice, &truth, hearing)
}

fn of_talk(dice: &mut Dice, truth: &[Truth], hearing: &Hearing) -> Score {
    let turns = heard(dice, truth, hearing);
    let as_sent = split(&sent(&turns));
    assert_eq!(as_sent.len(), turns.len());
    score(truth, &turns, &repair(&as_sent, NAMES, false))
}

fn calls(name: &str, lines: usize, hearing: &Hearing) -> Score {
    let mut sum = Score::default();
    for seed in 0..120 {
        sum += call(seed, lines, hearing);
    }
    println!("{name:<34} {sum}");
    sum
}

#[test]
fn echoes_are_folded_and_true_lines_stay() {
    let twice = EVERYTHING_TWICE;
    let kinds = [
        ("everything twice", 24, twice),
        ("short calls", 8, twice),
        ("long calls", 150, twice),
        (
            "heard well",
            24,
            Hearing {
                wrong: 1,
                cut: 8,
                ..twice
            },
        ),
        ("heard badly", 24, Hearing { wrong: 10, ..twice }),
        ("in many fragments", 24, Hearing { cut: 60, ..twice }),
        (
            "overlapping",
            24,
            Hearing {
                overlapping: 25,
                ..twice
            },
        ),
        (
            "most lines twice",
            24,
            Hearing {
                echoed: 75,
                ..twice
            },
        ),
        (
            "half of the lines twice",
            24,
            Hearing {
                echoed: 50,
                ..twice
            },
        ),
        (
            "the agent first, as in the sample",
            24,
            Hearing {
                echo_first: 0,
                ..twice
            },
        ),
    ];
    let mut all = Score::default();
    for (name, lines, hearing) in kinds {
        let of_kind = calls(name, lines, &hearing);
        assert!(of_kind.lost() <= 1.0, "{name}: {of_kind}");
        all += of_kind;
    }
    println!("{:<34} {all}", "all");
    assert!(all.folded() >= 90.0, "{all}");
    assert!(all.lost() <= 1.0, "{all}");
}

/// The ways in which written conversations are heard.
fn ways() -> [(&'static str, Hearing); 6] {
    let twice = EVERYTHING_TWICE;
    [
        ("everything twice", twice),
        ("heard badly", Hearing { wrong: 10, ..twice }),
        ("in many fragments", Hearing { cut: 60, ..twice }),
        (
            "talking over each other",
            Hearing {
                overlapping: 40,
                cut: 45,
                ..twice
            },
        ),
        (
            "half of the lines twice",
            Hearing {
                echoed: 50,
                ..twice
            },
        ),
        ("no echoes", Hearing { echoed: 0, ..twice }),
    ]
}

/// Conversations in other words and shapes than the made ones; of each kind no more true lines than this are lost, percent.
fn written_are_folded(whose: &str, talks: &[Vec<Truth>], most_lost: f64) {
    let mut all = Score::default();
    for (name, hearing) in ways() {
        let mut of_kind = Score::default();
        for seed in 0..20 {
            for (nth, truth) in talks.iter().enumerate() {
                let mut dice = Dice(seed * 100 + nth as u64);
                of_kind += of_talk(&mut dice, truth, &hearing);
            }
        }
        println!("{whose}, {name:<26} {of_kind}");
        assert!(of_kind.lost() <= most_lost, "{whose}, {name}: {of_kind}");
        all += of_kind;
    }
    println!("all that is {whose:<22} {all}");
    assert!(all.folded() >= 90.0, "{whose}: {all}");
    assert!(all.lost() <= 1.0, "{whose}: {all}");
}

#[test]
fn written_conversations_are_folded_as_well() {
    written_are_folded("written", &talks(), 1.0);
}

/// Nothing was fitted to these. They repeat each other a lot: where half of the lines are heard twice, nobody can tell
/// what was said twice.
#[test]
fn so_are_conversations_that_nothing_was_fitted_to() {
    written_are_folded("unseen", &unseen(), 2.0);
}

#[test]
fn nothing_is_folded_where_channels_do_not_hear_each_other() {
    let alone = Hearing {
        echoed: 0,
        ..EVERYTHING_TWICE
    };
    let all = calls("no echoes", 24, &alone);
    assert!(all.lost() <= 1.0, "{all}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was heard, every turn as sent is in one line or hidden behind one, and no word is made up.
    #[test]
    fn every_turn_has_its_place(
        seed: u64, lines in 0_usize..60, echoed in 0_usize..=100, wrong in 0_usize..=100, cut in 0_usize..95,
        overlapping in 0_usize..=100, swapped: bool,
    ) {
        let hearing = Hearing { echoed, wrong, cut, overlapping, echo_first: 50 };
        let mut dice = Dice(seed);
        let truth = conversation(&mut dice, lines);
        let turns = split(&sent(&heard(&mut dice, &truth, &hearing)));
        let repaired = repair(&turns, NAMES, swapped);
        let mut known = vec![false; turns.len()];
        for line in &repaired.lines {
            for turn in line.turns.iter().chain(&line.echoes) {
                known[*turn] = true;
            }
        }
        prop_assert!(known.iter().all(|known| *known));
        prop_assert_eq!(repaired.echoes, repaired.lines.iter().map(|line| line.echoes.len()).sum::<usize>());
    }

    #[test]
    fn any_text_is_repaired(text in "((Agent|Caller):|okay|yeah|[a-z ]{0,12}|[.,?! ]|\\[tone\\]|5|[äß漢🙂]| ){0,80}") {
        let turns = split(&text);
        let repaired = repair(&turns, NAMES, false);
        let shown: usize = repaired.lines.iter().map(|line| line.turns.len()).sum();
        prop_assert!(shown + repaired.echoes >= turns.len());
    }
}
