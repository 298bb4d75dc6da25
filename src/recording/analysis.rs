//! An outline and a text → what is in the sound, in one go.

use std::time::Duration;

use super::activity::{Activity, Span, silences};
use super::align::{Lanes, align, propose_lanes};
use super::voice::voice;
use crate::call::outline::{Bin, Lane, Peaks};
use crate::call::sound::{Analysis, KnownBy, Mark, MarkKind, Pause, PauseKind, Sides};
use crate::call::transcript::{Anchor, Line, LineTime, candidates};
use crate::call::{KeywordHit, Note, Speaker};

/// Two lanes whose loudness differs by less than this share of itself are one and the same.
const SAME: f64 = 0.06;
/// Two lanes are the same although one is louder by up to this factor.
const LOUDER: f64 = 8.0;
/// From this confidence on a proposal counts.
const SURE: f64 = 0.55;
/// Shorter silences are part of talking, seconds.
const SILENCE: f64 = 1.5;
/// Both channels hear a word within this time, seconds.
const SAME_WORD: f64 = 0.75;
/// Tones belong to the same ringing over this much quiet, seconds.
const BETWEEN_RINGS: f64 = 6.5;

/// What a person and the sender say of the recording.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub lines: &'a [Line],
    pub hits: &'a [KeywordHit],
    /// When the lines are said, where a person brought in subtitles.
    pub times: Option<&'a [LineTime]>,
    pub notes: &'a [Note],
    /// A person's word on whether the agent is on the right.
    pub agent_right: Option<bool>,
    /// Whether the agent mostly is on the right.
    pub usually_right: bool,
}

/// Reads out of a whole recording what there is.
pub fn analyze(outline: &Peaks, said: &Said<'_>) -> Analysis {
    let length_secs = outline.length_secs();
    let anchors = candidates(said.lines, said.hits, length_secs);
    let bins: Vec<&[Bin]> = outline.lanes.iter().map(Lane::bins).collect();
    let activity = match bins[..] {
        [left, right] => vec![
            Activity::of(left, Some(right)),
            Activity::of(right, Some(left)),
        ],
        _ => bins.iter().map(|bins| Activity::of(bins, None)).collect(),
    };
    let (activity, sides) = match (one_lane(&bins), &activity[..]) {
        (None, [left, right]) => {
            let sides = whose(said, &anchors, left, right);
            (activity, sides)
        }
        (lane, _) => {
            let lane = lane.unwrap_or_default();
            let alone = bins.get(lane).copied().unwrap_or_default();
            let alone = Activity::of(alone, None);
            (vec![alone; bins.len()], Sides::Mono { lane })
        }
    };
    let lanes = match (sides, &activity[..]) {
        (Sides::Stereo { agent, .. }, [_, _]) => Lanes::Stereo {
            agent: &activity[agent],
            caller: &activity[1 - agent],
        },
        (_, [alone, ..]) => Lanes::Mono(alone),
        (_, []) => Lanes::Mono(&Activity::default()),
    };
    let times = match said.times {
        Some(times) => times.to_vec(),
        None => align(said.lines, &anchors, lanes).map_or_else(Vec::new, |found| found.times),
    };
    let voice = match lanes {
        Lanes::Stereo { agent, caller } => Some(voice(agent, caller)),
        Lanes::Mono(_) => None,
    };
    Analysis {
        sides,
        pauses: pauses(&activity.iter().collect::<Vec<_>>()),
        times,
        voice,
        speech: activity.into_iter().map(|lane| lane.speech).collect(),
    }
}

/// The lane that holds everything: of one, of two that are the same, or of two of which the other is silent.
fn one_lane(bins: &[&[Bin]]) -> Option<usize> {
    let [left, right] = bins[..] else {
        return Some(0);
    };
    let sum = |bins: &[Bin]| bins.iter().map(|bin| f64::from(bin.rms())).sum::<f64>();
    let (one, other) = (sum(left), sum(right));
    let is_silent = |lane: &[Bin]| lane.iter().all(|bin| bin.min >= -1 && bin.max <= 1);
    if is_silent(right) {
        return Some(0);
    }
    if is_silent(left) {
        return Some(1);
    }
    let ratio = one / other.max(f64::MIN_POSITIVE);
    let differs = |(left, right): (&Bin, &Bin)| {
        (f64::from(left.rms()) - ratio * f64::from(right.rms())).abs()
    };
    let difference: f64 = left.iter().zip(right).map(differs).sum();
    let is_same = difference < SAME * one && (1.0 / LOUDER..LOUDER).contains(&ratio);
    let louder = usize::from(ratio < 1.0);
    is_same.then_some(louder)
}

fn whose(said: &Said<'_>, anchors: &[Anchor], left: &Activity, right: &Activity) -> Sides {
    let proposal = || {
        propose_lanes(said.lines, anchors, left, right)
            .filter(|proposal| proposal.confidence >= SURE)
    };
    let (is_right, known_by) = if let Some(is_right) = said.agent_right {
        (is_right, KnownBy::Person)
    } else if let Some(proposal) = proposal() {
        (proposal.agent_right, KnownBy::Transcript)
    } else {
        (said.usually_right, KnownBy::Usual)
    };
    Sides::Stereo {
        agent: usize::from(is_right),
        known_by,
    }
}

/// Ringing and silence, each whole, in order.
fn pauses(lanes: &[&Activity]) -> Vec<Pause> {
    let speech = |from: f64, until: f64| {
        lanes
            .iter()
            .flat_map(|lane| &lane.speech)
            .any(|span| span.start_secs < until && span.end_secs > from)
    };
    let mut tones: Vec<Span> = lanes.iter().flat_map(|lane| lane.tones.clone()).collect();
    tones.retain(|tone| !speech(tone.start_secs, tone.end_secs));
    tones.sort_by(|one, other| one.start_secs.total_cmp(&other.start_secs));
    let mut rings: Vec<Span> = Vec::new();
    for tone in tones {
        match rings.last_mut() {
            Some(ring)
                if tone.start_secs - ring.end_secs <= BETWEEN_RINGS
                    && !speech(ring.end_secs, tone.start_secs) =>
            {
                ring.end_secs = ring.end_secs.max(tone.end_secs);
            }
            _ => rings.push(tone),
        }
    }
    let ringing = rings.iter().map(|span| (*span, PauseKind::Ringing));
    let quiet = silences(lanes, SILENCE);
    let between = |span: &Span| {
        let is_within =
            |ring: &Span| ring.start_secs <= span.start_secs && span.end_secs <= ring.end_secs;
        !rings.iter().any(is_within)
    };
    let quiet = quiet.into_iter().filter(between);
    let quiet = quiet.map(|span| (span, PauseKind::Silence));
    let mut all: Vec<Pause> = ringing
        .chain(quiet)
        .map(|(span, kind)| Pause { span, kind })
        .collect();
    all.sort_by(|one, other| one.span.start_secs.total_cmp(&other.span.start_secs));
    all
}

/// What is marked on the waveform of a recording that lasts so many seconds, in order: keywords as the sender heard
/// them, each once though both channels have it, notes about a moment, and where somebody else begins to speak.
pub fn marks(said: &Said<'_>, times: &[LineTime], length_secs: f64) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for hit in said.hits {
        let Some(at_secs) = hit.at_secs.map(|at| at.0) else {
            continue;
        };
        // A time of zero is what stands where none is known; those after the end are of no moment of the recording.
        let is_inside = at_secs > 0.0 && at_secs <= length_secs;
        let text = format!("“{}”", hit.keyword);
        let is_known = |mark: &&mut Mark| {
            mark.text.eq_ignore_ascii_case(&text) && (mark.at_secs - at_secs).abs() < SAME_WORD
        };
        if let Some(known) = marks.iter_mut().find(is_known) {
            if known.speaker != hit.speaker {
                known.speaker = Speaker::Unknown;
            }
        } else if is_inside {
            marks.push(Mark {
                at_secs,
                kind: MarkKind::Keyword,
                speaker: hit.speaker,
                text,
            });
        }
    }
    for note in said.notes {
        let millis = note.at_ms.and_then(|millis| u64::try_from(millis).ok());
        let Some(at) = millis.map(Duration::from_millis) else {
            continue;
        };
        if at.as_secs_f64() <= length_secs {
            marks.push(Mark {
                at_secs: at.as_secs_f64(),
                kind: MarkKind::Note,
                speaker: Speaker::Unknown,
                text: note.text.clone(),
            });
        }
    }
    let mut speaking = None;
    for (line, time) in said.lines.iter().zip(times) {
        if line.is_quiet || speaking.replace(line.speaker) == Some(line.speaker) {
            continue;
        }
        marks.push(Mark {
            at_secs: time.start_secs,
            kind: MarkKind::Turn,
            speaker: line.speaker,
            text: line.text.clone(),
        });
    }
    marks.sort_by(|one, other| one.at_secs.total_cmp(&other.at_secs));
    marks
}
