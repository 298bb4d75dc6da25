//! Transcripts as the sender writes them.

use callbook::call::Speaker::{self, Agent, Caller};
use callbook::call::transcript::{Repaired, repair, split};

const V5: &str = "Agent: To serve you better, this call may be recorded for training and quality purposes. Agent: [tone] Agent: [tone] Agent: [tone] Caller: ABC Windows and Doors. Agent: ABC Windows and Doors. Caller: Hi there. This is Joel calling. I was wondering if Sean was gonna come by today. He was scheduled to come by to give me a quote, and he didn't come Agent: Hi there. This is Joel calling. I was wondering if John was Agent: He was scheduled to come by to give me a quote, and he didn't come. Caller: oh, I'm sorry about that. Let me Agent: Oh, I'm sorry for that. Let Agent: me just Caller: just Caller: look at the scheduling here. Agent: look at the scheduling here. Caller: Yeah. No. He should have been there. Let me give him a call, and I'll get back to you. Agent: Yeah. No. He should have been there. Let me give him a call, and I'll get back to you. Caller: Okay. Thank you. Alright. Bye. Agent: Okay. Thank you. Alright. Bye. ";
const V4: &str = "Caller: And put on Agent: Come Caller: our DO Agent: for Caller: NOT Agent: a moment Caller: CALL Agent:. Caller: LIST press 1 to speak with someone about possibly extending or reinstating your car's warranty again and press 1 to speak with a warranty specialist. ";

fn repaired(text: &str) -> Repaired {
    repair(&split(text), ["ABC Windows And Doors"], false)
}

/// Speaker and text of each line with words.
fn said(repaired: &Repaired) -> Vec<(Speaker, &str)> {
    let spoken = repaired.lines.iter().filter(|line| !line.is_quiet);
    spoken
        .map(|line| (line.speaker, line.text.as_str()))
        .collect()
}

fn texts(text: &str) -> Vec<String> {
    let repaired = repaired(text);
    said(&repaired)
        .into_iter()
        .map(|(_, text)| text.to_owned())
        .collect()
}

#[test]
fn the_sample_is_read_as_the_conversation_that_it_was() {
    let repaired = repaired(V5);
    assert_eq!(
        said(&repaired),
        [
            (
                Agent,
                "To serve you better, this call may be recorded for training and quality purposes."
            ),
            (Agent, "ABC Windows and Doors."),
            (
                Caller,
                "Hi there. This is Joel calling. I was wondering if Sean was gonna come by today. He was scheduled to \
                 come by to give me a quote, and he didn't come",
            ),
            (
                Agent,
                "oh, I'm sorry about that. Let me just look at the scheduling here."
            ),
            (
                Agent,
                "Yeah. No. He should have been there. Let me give him a call, and I'll get back to you.",
            ),
            (Caller, "Okay. Thank you. Alright. Bye."),
        ]
    );
    assert_eq!(repaired.echoes, 8);
    assert!(repaired.swap.is_none());
    let tones: Vec<&str> = repaired
        .lines
        .iter()
        .filter(|line| line.is_quiet)
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(tones, ["[tone] [tone] [tone]"]);
}

#[test]
fn fragments_that_stand_between_each_other_are_joined() {
    assert_eq!(
        said(&repaired(V4)),
        [
            (
                Caller,
                "And put on our DO NOT CALL LIST press 1 to speak with someone about possibly extending or \
                 reinstating your car's warranty again and press 1 to speak with a warranty specialist.",
            ),
            (Agent, "Come for a moment."),
        ]
    );
}

#[test]
fn a_number_that_is_read_back_stays() {
    let plain = "Agent: Can I get your phone number? Caller: Yes, it's 905-580-2283. Agent: 905-580-2283. Caller: Yes. \
                 Agent: Okay. Caller: Okay. Agent: He will call you before he comes by the house. Caller: Thank you.";
    assert_eq!(texts(plain).len(), 8);

    let echoed = "Agent: Can I get your phone number? Caller: can I get your phone number? Caller: Yes, it's 905-580-2283. \
                  Agent: yes it's nine oh five 580 2283 Agent: 905-580-2283. Caller: 905 5802283 Caller: Yes. Agent: yes \
                  Agent: He will call you before he comes by. Caller: He will call you before he comes by.";
    assert_eq!(
        texts(echoed),
        [
            "Can I get your phone number?",
            "Yes, it's 905-580-2283.",
            "905-580-2283.",
            "Yes.",
            "He will call you before he comes by.",
        ]
    );
}

#[test]
fn short_replies_stay() {
    let text = "Agent: We can come by on Tuesday. Caller: We can come by on Tuesday. Caller: Okay. Agent: Okay. Agent: Okay. \
                Caller: Okay. Agent: And you live on Marine Drive? Caller: and you live on Marine Drive Caller: Yeah. Agent: \
                Yeah. Agent: Thank you so much for your patience. Caller: thank you so much for your patience";
    assert_eq!(
        texts(text),
        [
            "We can come by on Tuesday.",
            "Okay.",
            "Okay.",
            "And you live on Marine Drive?",
            "Yeah.",
            "Thank you so much for your patience.",
        ]
    );
}

#[test]
fn a_greeting_that_is_answered_by_a_greeting_stays() {
    assert_eq!(texts("Agent: Hello. Caller: Hi."), ["Hello.", "Hi."]);
    assert_eq!(texts("Agent: Hello. Caller: Hello."), ["Hello.", "Hello."]);
}

#[test]
fn what_only_one_channel_heard_is_kept_beside_an_echo() {
    let text = "Agent: I will send somebody over there in the morning. Caller: send somebody over there in the morning. That \
                would be wonderful, thanks. Agent: That would be wonderful, thanks.";
    let texts = texts(text).join(" ");
    assert_eq!(texts.matches("in the morning").count(), 1, "{texts}");
    assert_eq!(texts.matches("wonderful").count(), 1, "{texts}");
}

#[test]
fn nothing_said_gives_no_lines() {
    for text in ["", "  \n "] {
        assert_eq!(repaired(text), Repaired::default());
    }
}

#[test]
fn words_before_the_first_label_stay_unknown() {
    let repaired = repaired("Hello. Agent: Peak Dental.");
    assert_eq!(
        said(&repaired),
        [(Speaker::Unknown, "Hello."), (Agent, "Peak Dental.")]
    );
}

#[test]
fn a_label_needs_no_space_before_it_where_a_sentence_ends() {
    let text = "Agent:Hello there.Caller:Hi!Agent:[tone]Caller: My agent: Bob.";
    let turns = split(text);
    let said: Vec<&str> = turns.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(said, ["Hello there.", "Hi!", "[tone]", "My agent: Bob."]);
    assert_eq!(turns[1].speaker, Caller);
}
