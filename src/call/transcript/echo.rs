//! Which words are echoes: the line of one channel heard again on the other.
//!
//! Two people also say the same words: they answer "okay" with "okay", and a number is read back. How likely that is
//! depends on the words; how likely an echo is shows in the rest of the transcript, where no one says the same long
//! sentence twice. Words are an echo when that is the likelier of the two.

use std::collections::HashSet;

use super::Speaker;
use super::matching::{self, Island};
use super::words::{Kind, Word};

/// Matching words among all words that an island spans, on the side where it spans more.
const DENSE: f32 = 0.55;
/// From this many words on a match says something about the whole transcript.
const TELLING: usize = 4;
/// How much worse it is to lose a line than to show its echo.
const A_LINE_LOST: f32 = 6.0;
/// How much likelier somebody takes up words of the other where they are but a part of what one of the two said.
const TAKEN_UP: f32 = 5.0;
/// Fewer words in turns of so many tell nothing of the others.
const ENOUGH: usize = 16;
/// Where fewer lines than this are heard twice, they were said twice: an order is repeated, an address.
const LEAST_RATE: f32 = 0.1;
/// The same where a single match is all there is, and where turns of a few words count too.
const LEAST_RATE_OF_ONE: f32 = 0.3;
const LEAST_RATE_OF_SHORT: f32 = 0.4;
/// From this many words on that are not read back, what is said with them is no mere number.
const A_SENTENCE: usize = 4;
/// How likely what is read back stands with so many of the same words beside it: nobody says "my number is" of the
/// number of another.
const READ_BACK_WITH: [f32; A_SENTENCE] = [0.5, 0.3, 0.05, 0.02];
/// How much likelier it is read back where the words beside it differ: "it's" before it, and "so that's".
const FRAMED_OTHERWISE: f32 = 8.0;
/// From this share on a turn is filled by what matches.
const WHOLE: f32 = 0.999;
/// From this many words on a match needs not to fill a turn.
const LONG: usize = 8;

/// The words of a transcript on one channel.
pub(super) struct Channel {
    pub speaker: Speaker,
    pub words: Vec<Word>,
    /// For each word, whether it stands in an echo: as the line or as the echo of it.
    pub shared: Vec<bool>,
}

/// What two channels share.
pub(super) struct Echoes {
    pub channels: [Channel; 2],
    pub islands: Vec<Island>,
    /// Words of each turn.
    counts: Vec<usize>,
}

impl Echoes {
    /// Finds them. `turns` is the number of turns of the transcript.
    pub fn find(agent: Vec<Word>, caller: Vec<Word>, turns: usize) -> Self {
        let mut counts = vec![0; turns];
        for word in agent.iter().chain(&caller) {
            counts[word.turn] += 1;
        }
        let channel = |speaker, words: Vec<Word>| Channel {
            speaker,
            shared: vec![false; words.len()],
            words,
        };
        let mut echoes = Self {
            channels: [
                channel(Speaker::Agent, agent),
                channel(Speaker::Caller, caller),
            ],
            islands: Vec::new(),
            counts,
        };
        echoes.accept();
        echoes
    }

    fn accept(&mut self) {
        let order = ordinals(&self.counts);
        let [agent, caller] = &self.channels;
        let mut found: Vec<Island> = matching::islands(&agent.words, &caller.words, &order)
            .into_iter()
            .filter(is_dense)
            .collect();
        // Long ones first: what is left of a turn is judged with what is known of it.
        found.sort_by_key(|island| std::cmp::Reverse(island.len()));
        let rate = self.rate(&found);
        let twice = self.said_alike(&found);
        let mut shared = vec![0; self.counts.len()];
        for island in found {
            let is_twin = twice.contains(&self.keys(&island));
            if self.is_echo(&island, rate, is_twin, &shared) {
                for &(agent, caller) in &island {
                    for (channel, word) in self.channels.iter_mut().zip([agent, caller]) {
                        channel.shared[word] = true;
                        shared[channel.words[word].turn] += 1;
                    }
                }
                self.islands.push(island);
            }
        }
        self.islands.sort_by_key(|island| island[0]);
        self.fill();
    }

    /// How likely a line is heard on the other channel too, from what nobody says twice.
    fn rate(&self, found: &[Island]) -> f32 {
        let none = vec![0; self.counts.len()];
        let fills = |island: &&Island, least: f32, most: f32| {
            let [agent, caller] = self.cover(island, &none);
            agent.min(caller) >= least && agent.max(caller) >= most
        };
        let telling =
            |island: &&Island| island.len() >= TELLING && self.share(island, Kind::ReadBack) < 0.4;
        let long: Vec<&Island> = found
            .iter()
            .filter(telling)
            .filter(|island| fills(island, 0.0, 0.6))
            .collect();
        // What is read back stands among other words; what is heard again is the whole turn.
        let certain = long
            .iter()
            .filter(|island| island.len() > TELLING && fills(island, 0.8, 0.8));
        let least = match certain.count() {
            0 => f32::INFINITY,
            1 => LEAST_RATE_OF_ONE,
            _ => LEAST_RATE,
        };
        let of_long = match self.echoed(&long, TELLING) {
            (_, ..ENOUGH) => self.echoed(&long, 0).0,
            (rate, _) => rate,
        };
        let whole: Vec<&Island> = found
            .iter()
            .filter(|island| fills(island, 0.9, 0.9))
            .collect();
        let of_all = match self.echoed(&whole, 0) {
            // A greeting that is answered by a greeting.
            (_, ..ENOUGH) => 0.0,
            (rate, _) => rate,
        };
        [(of_long, least), (of_all, LEAST_RATE_OF_SHORT)]
            .into_iter()
            .filter(|(rate, least)| rate >= least)
            .map(|(rate, _)| rate)
            .fold(0.0, f32::max)
    }

    /// The share of echoed lines where these islands are all echoes, from the turns of at least so many words; and how
    /// many words there are in them. Who says little at a time is heard twice as well.
    fn echoed(&self, islands: &[&Island], least: usize) -> (f32, usize) {
        let counts = |word: &&Word| word.kind != Kind::ReadBack && self.counts[word.turn] >= least;
        let [agent, caller] = &self.channels;
        let all = agent.words.iter().chain(&caller.words).filter(counts);
        let all = all.count();
        let pairs = islands.iter().flat_map(|island| island.iter());
        let twice = pairs.flat_map(|pair| [&agent.words[pair.0], &caller.words[pair.1]]);
        let twice = ratio(twice.filter(counts).count(), all).min(1.0);
        // A share e of echoed lines makes 2e of 1 + e words match.
        (twice / (2.0 - twice), all)
    }

    /// The words of an island, which are the same on both channels.
    fn keys(&self, island: &Island) -> Vec<u32> {
        let words = &self.channels[0].words;
        island.iter().map(|pair| words[pair.0].key).collect()
    }

    /// What each channel has twice: it is heard again and read back.
    fn said_alike(&self, found: &[Island]) -> HashSet<Vec<u32>> {
        let mut once = HashSet::new();
        let keys = found.iter().map(|island| self.keys(island));
        keys.filter(|keys| !once.insert(keys.clone())).collect()
    }

    fn is_echo(&self, island: &Island, rate: f32, is_twin: bool, shared: &[usize]) -> bool {
        let length = island.len();
        let [agent, caller] = self.cover(island, shared);
        let (least, most) = (agent.min(caller), agent.max(caller));
        let replies = self.share(island, Kind::Reply) + self.share(island, Kind::Function);
        let fills = match length {
            0..=3 if replies > 0.99 => least >= 0.6,
            1 => least >= 0.6,
            2..TELLING => most >= 0.75,
            TELLING..LONG => most >= 0.6,
            _ => true,
        };
        // Both lines were said, and neither was heard on the other channel.
        let said_twice = self.chance_of_repeating(island, is_twin, least) * (1.0 - rate).powi(2);
        fills && rate > A_LINE_LOST * said_twice
    }

    /// How likely the other says the same by themselves. `least` is how much of the turns it fills, on the channel where
    /// that is less.
    fn chance_of_repeating(&self, island: &Island, is_twin: bool, least: f32) -> f32 {
        let words = &self.channels[0].words;
        let of = |kind| move |pair: &&(usize, usize)| words[pair.0].kind == kind;
        let read_back = island.iter().filter(of(Kind::ReadBack)).count();
        let others = island.len() - read_back;
        if read_back * 5 >= island.len() * 2 && others < A_SENTENCE {
            let chance = READ_BACK_WITH[others];
            return if least < WHOLE {
                (chance * FRAMED_OTHERWISE).min(1.0)
            } else if is_twin {
                chance * 0.2
            } else {
                chance
            };
        }
        let chance: f32 = match island.len() {
            0..=3 if self.share(island, Kind::Reply) > 0.99 => 0.3,
            0..=3 => 0.1,
            4..=6 => 0.02,
            _ => 0.001,
        };
        if least < 0.7 {
            (chance * TAKEN_UP).min(1.0)
        } else {
            chance
        }
    }

    /// The share of the words of an island that are of a kind.
    fn share(&self, island: &Island, kind: Kind) -> f32 {
        let words = &self.channels[0].words;
        let of_kind = island.iter().filter(|pair| words[pair.0].kind == kind);
        ratio(of_kind.count(), island.len())
    }

    /// How much of the turns that an island touches is shared with it, on each channel.
    fn cover(&self, island: &Island, shared: &[usize]) -> [f32; 2] {
        let cover = |channel: &Channel, words: &mut dyn Iterator<Item = usize>| {
            let mut turns: Vec<usize> = words.map(|word| channel.words[word].turn).collect();
            turns.dedup();
            let all: usize = turns.iter().map(|turn| self.counts[*turn]).sum();
            let known: usize = turns.iter().map(|turn| shared[*turn]).sum();
            ratio(known + island.len(), all)
        };
        let [agent, caller] = &self.channels;
        [
            cover(agent, &mut island.iter().map(|pair| pair.0)),
            cover(caller, &mut island.iter().map(|pair| pair.1)),
        ]
    }

    /// For each channel, the words that end a sentence as the other channel heard them; `ends` tells them.
    pub fn ends_heard(&self, ends: impl Fn(&Word) -> bool) -> [Vec<usize>; 2] {
        let [agent, caller] = &self.channels;
        let pairs = || self.islands.iter().flatten();
        [
            pairs()
                .filter(|pair| ends(&caller.words[pair.1]))
                .map(|pair| pair.0)
                .collect(),
            pairs()
                .filter(|pair| ends(&agent.words[pair.0]))
                .map(|pair| pair.1)
                .collect(),
        ]
    }

    /// Words between words of an echo are of it too: they were heard differently.
    fn fill(&mut self) {
        for island in &self.islands {
            let (first, last) = (island[0], island[island.len() - 1]);
            self.channels[0].shared[first.0..=last.0].fill(true);
            self.channels[1].shared[first.1..=last.1].fill(true);
        }
    }
}

/// Counts the turns that have words.
fn ordinals(counts: &[usize]) -> Vec<usize> {
    let mut next = 0;
    let number = |count: &usize| {
        next += usize::from(*count > 0);
        next
    };
    counts.iter().map(number).collect()
}

fn is_dense(island: &Island) -> bool {
    let (first, last) = (island[0], island[island.len() - 1]);
    let span = (last.0 - first.0).max(last.1 - first.1) + 1;
    ratio(island.len(), span) >= DENSE
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        return 0.0;
    }
    part as f32 / whole as f32
}
