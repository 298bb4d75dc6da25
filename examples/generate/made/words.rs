//! Forty thousand words, used as people use them: the n-th of them n times less often than the first.

use fastrand::Rng;

const WORDS: usize = 40_000;

/// What is said most, most first.
const COMMON: &str = "you the i to and a it that of is in for we have me so on yeah okay this be can do your are \
    what with just if like my know not was but they at all get one he there up out or call thank number right good \
    would time will let how no go about here day see when from see who need want come back name today now them \
    because some look well really work help thanks sure please tomorrow morning afternoon phone address email \
    calling speak service price quote estimate appointment schedule window windows door doors patio warranty roof \
    repair install kitchen cabinet insurance dental cleaning tooth crown braces car oil brake tire engine recall \
    payment invoice refund manager cancel order delivery late wrong broken leak water heater furnace air filter \
    extended months week monday tuesday wednesday thursday friday saturday office hours open close street avenue \
    credit card deposit balance account customer new old house home garage screen glass frame size measure color \
    white brown black sliding storm entry replace replacement financing discount sale special coupon online \
    website google ad radio neighbor friend husband wife voicemail message leave tone beep hello hi bye";

const ONSETS: [&str; 20] = [
    "b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "l", "m", "n", "p", "pr", "r", "s", "st",
    "t", "v",
];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "oo"];
const CODAS: [&str; 10] = ["", "n", "r", "l", "s", "t", "m", "nd", "rt", "ck"];

/// A vocabulary and how often each word of it is said.
pub struct Words {
    words: Vec<String>,
    /// Up to and with each word.
    weights: Vec<f64>,
}

impl Words {
    pub fn new(rng: &mut Rng) -> Self {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        while words.len() < WORDS {
            let syllables = rng.usize(2..=4);
            words.push((0..syllables).map(|_| syllable(rng)).collect());
        }
        let mut sum = 0.0;
        let mut weight = |rank: u32| {
            sum += 1.0 / (f64::from(rank) + 2.7);
            sum
        };
        let weights = (0..).map(&mut weight).take(words.len()).collect();
        Self { words, weights }
    }

    pub fn one(&self, rng: &mut Rng) -> &str {
        let at = rng.f64() * self.weights.last().copied().unwrap_or_default();
        let place = self.weights.partition_point(|weight| *weight < at);
        &self.words[place.min(self.words.len() - 1)]
    }

    /// A sentence of so many words.
    pub fn sentence(&self, rng: &mut Rng, length: usize) -> String {
        let mut sentence = String::new();
        for at in 0..length {
            let word = self.one(rng);
            if at == 0 {
                sentence.push_str(&capital(word));
            } else {
                sentence.push(' ');
                sentence.push_str(word);
            }
        }
        sentence.push('.');
        sentence
    }
}

pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

pub fn syllable(rng: &mut Rng) -> String {
    let pick = |rng: &mut Rng, list: &[&'static str]| list[rng.usize(..list.len())];
    [pick(rng, &ONSETS), pick(rng, &VOWELS), pick(rng, &CODAS)].concat()
}
