//! What of the turns is shown once echoes are folded.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::echo::{Channel, Echoes};
use super::words::Word;
use super::{Speaker, Utterance};

/// Words at the edge of an echo from which on they are a line of their own.
const OWN_WORDS: usize = 3;
const SENTENCE_ENDS: [char; 3] = ['.', '?', '!'];

/// A turn that is shown, or what of it is no echo.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub turn: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    pub speaker: Speaker,
    /// False where there is nothing but tones and marks.
    pub has_words: bool,
    pub both: Option<Both>,
    /// True where the other channel heard a sentence end here.
    pub ends_on_other: bool,
}

/// That a part was heard on both channels.
#[derive(Clone, Debug)]
pub(super) struct Both {
    /// On which it was heard first.
    pub first: Speaker,
    /// The turns that are hidden behind it.
    pub echoes: Vec<usize>,
    /// Words of the other channel as a share of those that are shown.
    pub other_share: f32,
}

/// The parts in the order of the transcript.
pub(super) fn parts(turns: &[Utterance], echoes: &Echoes) -> Vec<Part> {
    let spans = [
        turn_spans(&echoes.channels[0]),
        turn_spans(&echoes.channels[1]),
    ];
    let mut groups = Groups::of(turns.len(), echoes);
    let mut members: HashMap<usize, [Vec<usize>; 2]> = HashMap::new();
    for (side, channel) in echoes.channels.iter().enumerate() {
        let mut turns: Vec<usize> = shared_turns(channel).collect();
        turns.dedup();
        for turn in turns {
            members.entry(groups.root(turn)).or_default()[side].push(turn);
        }
    }
    let ended = ended(turns, echoes, &spans);
    let mut of_turn: HashMap<usize, Vec<Part>> = HashMap::new();
    for sides in members.values() {
        fold(turns, echoes, &spans, sides, &mut of_turn);
    }
    let all = turns.iter().enumerate().flat_map(|(index, turn)| {
        let whole = || {
            let has_words = spans.iter().any(|spans| spans.contains_key(&index))
                || (turn.speaker == Speaker::Unknown && !turn.text.is_empty());
            vec![whole(turns, index, has_words, None)]
        };
        of_turn.remove(&index).unwrap_or_else(whole)
    });
    let closed = all.map(|part| Part {
        ends_on_other: ended.contains(&part.turn) && part.both.is_some(),
        ..part
    });
    closed.collect()
}

/// The turns whose last word ends a sentence on the other channel.
fn ended(
    turns: &[Utterance],
    echoes: &Echoes,
    spans: &[HashMap<usize, Range<usize>>; 2],
) -> HashSet<usize> {
    let ends = |word: &Word| turns[word.turn].text[..word.range.end].ends_with(SENTENCE_ENDS);
    let heard = echoes.ends_heard(ends);
    let mut found = HashSet::new();
    for ((channel, words), spans) in echoes.channels.iter().zip(heard).zip(spans) {
        let turns = words.into_iter().filter_map(|word| {
            let turn = channel.words[word].turn;
            (spans[&turn].end == word + 1).then_some(turn)
        });
        found.extend(turns);
    }
    found
}

fn shared_turns(channel: &Channel) -> impl Iterator<Item = usize> + '_ {
    let words = channel.words.iter().zip(&channel.shared);
    words
        .filter(|(_, shared)| **shared)
        .map(|(word, _)| word.turn)
}

/// Where the words of each turn stand in the channel.
fn turn_spans(channel: &Channel) -> HashMap<usize, Range<usize>> {
    let mut spans: HashMap<usize, Range<usize>> = HashMap::new();
    for (at, word) in channel.words.iter().enumerate() {
        spans.entry(word.turn).or_insert(at..at).end = at + 1;
    }
    spans
}

fn whole(turns: &[Utterance], turn: usize, has_words: bool, both: Option<Both>) -> Part {
    Part {
        turn,
        range: 0..turns[turn].text.len(),
        speaker: turns[turn].speaker,
        has_words,
        both,
        ends_on_other: false,
    }
}

/// Shows the fuller side of a group, and of the other what is no echo.
fn fold(
    turns: &[Utterance],
    echoes: &Echoes,
    spans: &[HashMap<usize, Range<usize>>; 2],
    sides: &[Vec<usize>; 2],
    of_turn: &mut HashMap<usize, Vec<Part>>,
) {
    let counts = [0, 1].map(|side| {
        let words = sides[side].iter().map(|turn| spans[side][turn].len());
        words.sum::<usize>()
    });
    let kept = usize::from(
        counts[1] > counts[0] || (counts[1] == counts[0] && sides[1].first() < sides[0].first()),
    );
    let other = 1 - kept;
    let first = usize::from(sides[1].first() < sides[0].first());
    let mut hidden = Vec::new();
    for turn in &sides[other] {
        let span = spans[other][turn].clone();
        let own = own_runs(&echoes.channels[other], span, &turns[*turn].text);
        if own.is_empty() {
            hidden.push(*turn);
        }
        let own = own.into_iter().map(|range| Part {
            range,
            ..whole(turns, *turn, true, None)
        });
        of_turn.insert(*turn, own.collect());
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of words")]
    let other_share = counts[other] as f32 / counts[kept].max(1) as f32;
    for turn in &sides[kept] {
        let both = Both {
            first: echoes.channels[first].speaker,
            echoes: std::mem::take(&mut hidden),
            other_share,
        };
        of_turn.insert(*turn, vec![whole(turns, *turn, true, Some(both))]);
    }
}

/// Where a turn that is an echo has words of its own: whole sentences, or several words in a row.
fn own_runs(channel: &Channel, span: Range<usize>, text: &str) -> Vec<Range<usize>> {
    let words = &channel.words[span.clone()];
    let shared = &channel.shared[span];
    let mut runs = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let same = shared[from..]
            .iter()
            .take_while(|one| **one == shared[from]);
        let until = from + same.count();
        if !shared[from] && is_own(words, from..until, text) {
            runs.push(words[from].range.start..words[until - 1].range.end);
        }
        from = until;
    }
    runs
}

fn is_own(words: &[Word], run: Range<usize>, text: &str) -> bool {
    if run.len() >= OWN_WORDS {
        return true;
    }
    let ends = |word: &Word| text[..word.range.end].ends_with(SENTENCE_ENDS);
    let starts_sentence = run.start == 0 || ends(&words[run.start - 1]);
    starts_sentence && ends(&words[run.end - 1]) && run.len() < words.len()
}

/// Turns that share an echo.
struct Groups(Vec<usize>);

impl Groups {
    fn of(turns: usize, echoes: &Echoes) -> Self {
        let mut groups = Self((0..turns).collect());
        let [agent, caller] = &echoes.channels;
        for island in &echoes.islands {
            let first = groups.root(agent.words[island[0].0].turn);
            for &(left, right) in island {
                for turn in [agent.words[left].turn, caller.words[right].turn] {
                    let root = groups.root(turn);
                    groups.0[root] = first;
                }
            }
        }
        groups
    }

    fn root(&mut self, turn: usize) -> usize {
        let mut at = turn;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }
}
