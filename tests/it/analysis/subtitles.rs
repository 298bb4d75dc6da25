//! Subtitle files, tidy and not.

use callbook::call::transcript::{LineTime, repair, split, written};
use callbook::call::{Speaker, SubtitleFile};
use callbook::recording::subtitles::{Cue, SubtitleError, brought_in, conversation, load, read};
use jiff::Timestamp;
use proptest::prelude::*;

fn cue(start_secs: f64, end_secs: f64, speaker: Option<&str>, text: &str) -> Cue {
    Cue {
        start_secs,
        end_secs,
        speaker: speaker.map(str::to_owned),
        text: text.to_owned(),
    }
}

#[test]
fn an_srt_file_is_read() {
    let text = "1\n00:00:01,000 --> 00:00:02,500\nAgent: Hello,\nPeak Dental.\n\n2\n01:02:03,040 --> 01:02:04,000\nHi <i>there</i>.\n";
    let wanted = [
        cue(1.0, 2.5, Some("Agent"), "Hello, Peak Dental."),
        cue(3723.04, 3724.0, None, "Hi there."),
    ];
    assert_eq!(read(text).unwrap(), wanted);
    // As Windows writes it, without numbers, with full stops, without empty lines, not in order.
    let untidy = "\u{feff}01:02:03.04 --> 1:02:04\r\nHi <b>there</b>.\r\n7\r\n00:01,0 --> 0:2.5\r\nAgent: Hello,\r\nPeak Dental.";
    assert_eq!(read(untidy).unwrap(), wanted);
}

#[test]
fn a_webvtt_file_is_read() {
    let text = "WEBVTT - a call\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\n00:00:09.000 --> not a time\n\n\
                first\n00:01.000 --> 00:02.500 align:start\n<v.loud Agent>Doors &amp; windows</v>\n\n00:03.000 --> 00:04.000\n\
                <v Joel Smith>1 &lt; 2\n\n00:05.000 --> 00:06.000\n\n";
    assert_eq!(
        read(text).unwrap(),
        [
            cue(1.0, 2.5, Some("Agent"), "Doors & windows"),
            cue(3.0, 4.0, Some("Joel Smith"), "1 < 2"),
        ]
    );
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    assert_eq!(read(""), Err(SubtitleError::Empty));
    assert_eq!(
        read("Just some text.\n\nNothing else."),
        Err(SubtitleError::Empty)
    );
    let error = read("1\n00:00:01,000 --> soon\nHello").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: “soon” is no time such as 00:00:01,000"
    );
    let error = read("1\n00:00:05,000 --> 00:00:04,000\nHello").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: the subtitle ends before it begins"
    );
}

#[test]
fn what_is_brought_in_holds_exactly() {
    let cues =
        read("00:01,000 --> 00:02,000\nAgent: Hello.\n\n00:02,500 --> 00:03,000\nCaller?: Hi.\n")
            .unwrap();
    let (lines, times) = conversation(&cues);
    let speakers: Vec<Speaker> = lines.iter().map(|line| line.speaker).collect();
    assert_eq!(speakers, [Speaker::Agent, Speaker::Caller]);
    assert_eq!(lines[1].text, "Hi.");
    assert!(times.iter().all(|time| time.is_exact));
    assert!((times[1].start_secs - 2.5).abs() < 1e-9);
}

/// The names in a file are right as it has them; a swap made later turns them, one made before does not.
#[test]
fn a_swap_after_it_was_brought_in_turns_the_speakers_of_a_file() {
    let speakers = |came_swapped, swapped| {
        let file = SubtitleFile {
            name: "said.srt".to_owned(),
            text: "00:01 --> 00:02\nAgent: Hello.\n\n00:03 --> 00:04\nCaller: Hi.".to_owned(),
            brought_at: Timestamp::UNIX_EPOCH,
            came_swapped,
        };
        let (said, _) = brought_in(file, swapped).unwrap();
        said.lines
            .iter()
            .map(|line| line.speaker)
            .collect::<Vec<_>>()
    };
    let as_it_is = [Speaker::Agent, Speaker::Caller];
    let turned = [Speaker::Caller, Speaker::Agent];
    assert_eq!(speakers(false, false), as_it_is);
    assert_eq!(speakers(true, true), as_it_is);
    assert_eq!(speakers(false, true), turned);
    assert_eq!(speakers(true, false), turned);
}

#[test]
fn a_conversation_is_written_in_four_ways() {
    let text = "Agent: Peak Dental. Agent: [tone] Caller: Is 3 > 2 & *free*?";
    let lines = repair(&split(text), [], false).lines;
    let times = [(0.0, 1.5, true), (1.5, 1.5, false), (2.0, 3661.0, false)].map(
        |(start_secs, end_secs, is_exact)| LineTime {
            start_secs,
            end_secs,
            is_exact,
        },
    );
    assert_eq!(
        written::plain(&lines),
        "Agent: Peak Dental.\nCaller: Is 3 > 2 & *free*?\n"
    );
    assert_eq!(
        written::markdown("Ted 2025-02-26", &lines),
        "# Ted 2025-02-26\n\n**Agent:** Peak Dental.\n\n**Caller:** Is 3 \\> 2 & \\*free\\*?\n"
    );
    assert_eq!(
        written::srt(&lines, &times),
        "1\n00:00:00,000 --> 00:00:01,500\nAgent: Peak Dental.\n\n2\n00:00:02,000 --> 01:01:01,000\nCaller (time estimated): \
         Is 3 > 2 & *free*?\n\n"
    );
    assert_eq!(
        written::vtt(&lines, &times),
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nAgent: Peak Dental.\n\n00:00:02.000 --> 01:01:01.000\nCaller (time estimated): \
         Is 3 &gt; 2 &amp; *free*?\n"
    );
}

proptest! {
    /// What is written is read again, whatever was said.
    #[test]
    fn what_is_written_is_read(words in proptest::collection::vec("[a-zA-Zäß漢&<>' ]{1,30}[a-z]", 1..20), is_vtt: bool) {
        let said: String = words.iter().fold(String::new(), |said, words| said + "Agent: " + words + ". ");
        let lines = repair(&split(&said), [], false).lines;
        let times: Vec<LineTime> = (0_u16..).zip(&lines).map(|(at, _)| LineTime {
            start_secs: f64::from(at) * 2.0,
            end_secs: f64::from(at) * 2.0 + 1.0,
            is_exact: true,
        }).collect();
        let file = if is_vtt { written::vtt(&lines, &times) } else { written::srt(&lines, &times) };
        let cues = read(&file).unwrap();
        prop_assert_eq!(cues.len(), lines.iter().filter(|line| !line.is_quiet).count());
        if is_vtt {
            for (cue, line) in cues.iter().zip(&lines) {
                let spaced = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert_eq!(&cue.text, &spaced);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(WEBVTT\n)?([0-9:,. \n<>/vA-]|-->|NOTE|\\PC){0,120}") {
        if let Ok(cues) = read(&text) {
            prop_assert!(!cues.is_empty());
            prop_assert!(cues.iter().all(|cue| cue.end_secs >= cue.start_secs));
        }
    }

    /// A file of any bytes is brought in or refused, and what is brought in shows as many lines as it has subtitles.
    #[test]
    fn any_file_is_brought_in_or_refused(
        head in "(\u{feff})?(WEBVTT\n\n)?(00:01[.,]5 --> 00:0[1-9]\n)?",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        came_swapped: bool,
        swapped: bool,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("any.srt");
        std::fs::write(&path, [head.as_bytes(), &bytes[..]].concat()).unwrap();
        if let Ok((name, text)) = load(&path) {
            let count = read(&text).unwrap().len();
            let brought_at = Timestamp::UNIX_EPOCH;
            let file = SubtitleFile { name, text, brought_at, came_swapped };
            let (said, brought) = brought_in(file, swapped).unwrap();
            prop_assert_eq!((said.lines.len(), brought.times.len()), (count, count));
            prop_assert_eq!(said.swapped, swapped);
        }
    }
}
