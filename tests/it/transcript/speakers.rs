//! Labels that are swapped, and who says what both channels heard.

#![expect(clippy::print_stdout, reason = "figures of a measure")]

use callbook::call::Speaker;
use callbook::call::transcript::repair::SURE;
use callbook::call::transcript::{Reason, repair, split};

use super::conversation::{Dice, conversation};
use super::crosstalk::{Hearing, heard, sent};

const RIGHT: &str = "Agent: Thank you for calling Peak Dental, how can I help you? Caller: Hi, I'm calling about my appointment. \
                     Agent: Sure. Caller: It was on Tuesday.";

fn turned(text: &str) -> String {
    text.replace("Agent:", "\u{1}")
        .replace("Caller:", "Agent:")
        .replace('\u{1}', "Caller:")
}

#[test]
fn swapped_labels_are_noticed_with_the_reason() {
    let turns = split(&turned(RIGHT));
    let repaired = repair(&turns, ["Peak Dental - Google Ads"], false);
    let swap = repaired.swap.unwrap();
    assert!(swap.confidence > 0.9, "{swap:?}");
    assert_eq!(
        repaired.lines[swap.line].text,
        "Thank you for calling Peak Dental, how can I help you?"
    );

    let again = repair(&turns, ["Peak Dental - Google Ads"], true);
    assert_eq!(
        again.lines,
        repair(&split(RIGHT), ["Peak Dental"], false).lines
    );
    assert!(again.swap.is_none());
}

#[test]
fn the_name_of_the_business_is_enough() {
    let turns = split("Caller: ABC Windows and Doors. Agent: Hello. Caller: Yes.");
    let swap = repair(&turns, ["ABC Windows And Doors"], false)
        .swap
        .unwrap();
    assert_eq!((swap.reason, swap.line), (Reason::BusinessName, 0));
    for harmless in [
        "Caller: Is this ABC Windows and Doors? Agent: Yes.",
        "Agent: Hello. Caller: Hello. Agent: Yes. Caller: Well. Agent: Go on. Caller: I bought it at ABC Windows and Doors.",
        "Agent: ABC Windows and Doors. Caller: Hello.",
        "Caller: Hello. Agent: Hello.",
        "",
    ] {
        let repaired = repair(&split(harmless), ["ABC Windows And Doors"], false);
        assert_eq!(repaired.swap, None, "{harmless}");
    }
}

#[test]
fn labels_of_made_calls_are_judged_rightly() {
    let hearing = Hearing {
        echoed: 30,
        wrong: 4,
        cut: 25,
        echo_first: 35,
        overlapping: 5,
    };
    let (mut noticed, mut wrongly) = (0, 0);
    for seed in 0..100 {
        let mut dice = Dice(seed);
        let truth = conversation(&mut dice, 24);
        let text = sent(&heard(&mut dice, &truth, &hearing));
        let is_noticed = |text: &str| repair(&split(text), ["Peak Dental"], false).swap.is_some();
        noticed += usize::from(is_noticed(&turned(&text)));
        wrongly += usize::from(is_noticed(&text));
    }
    println!(
        "swapped labels noticed in {noticed} of 100 calls, seen in {wrongly} of 100 that were right"
    );
    assert!(noticed >= 80 && wrongly <= 2);
}

#[test]
fn who_says_what_both_heard_is_mostly_found() {
    let hearing = Hearing {
        echoed: 96,
        wrong: 4,
        cut: 25,
        echo_first: 35,
        overlapping: 5,
    };
    let (mut right, mut sure, mut sure_right, mut all) = (0, 0, 0, 0);
    for seed in 0..100 {
        let mut dice = Dice(seed);
        let truth = conversation(&mut dice, 24);
        let turns = heard(&mut dice, &truth, &hearing);
        let repaired = repair(&split(&sent(&turns)), ["Peak Dental"], false);
        for line in repaired.lines.iter().filter(|line| line.on_both) {
            let Some(index) = turns[line.turns[0]].line else {
                continue;
            };
            let is_right = usize::from(truth[index].speaker == line.speaker);
            all += 1;
            right += is_right;
            if line.confidence >= SURE {
                sure += 1;
                sure_right += is_right;
            }
        }
    }
    println!(
        "of {all} lines heard on both channels {right} have the right speaker; of {sure} sure ones {sure_right}"
    );
    assert!(right * 100 >= all * 68);
    assert!(sure_right * 100 >= sure * 85);
    assert!(
        repair(&[], [], false)
            .lines
            .iter()
            .all(|line| line.speaker != Speaker::Unknown)
    );
}
