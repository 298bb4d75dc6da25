//! What only one side of a call to a business says, in English.

/// Why a line is taken for one side's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It greets with the name of the business.
    BusinessName,
    /// It greets as one who answers, offers or looks up.
    AgentPhrase,
    /// It asks or tells as one who calls.
    CallerPhrase,
}

/// A hint of who says a line: above 0 the agent, below the caller; in natural log-odds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub odds: f32,
    pub reason: Reason,
}

/// Phrases in plain words, as compared, and how much each says.
const AGENT: [(&str, f32); 36] = [
    ("thank you for calling", 3.5),
    ("thanks for calling", 3.5),
    ("thank you for choosing", 2.5),
    ("call may be recorded", 3.5),
    ("call is recorded", 3.0),
    ("quality purposes", 2.5),
    ("quality and training", 2.5),
    ("training and quality", 2.5),
    ("how can i help", 3.0),
    ("how may i help", 3.0),
    ("can i help you", 2.5),
    ("how can i assist", 3.0),
    ("how may i direct your call", 3.5),
    ("may i ask who", 2.5),
    ("can i get your name", 2.5),
    ("can i have your name", 2.5),
    ("whats your address", 2.0),
    ("what is your address", 2.0),
    ("your phone number", 1.5),
    ("your date of birth", 2.0),
    ("is there anything else", 2.5),
    ("let me check", 1.5),
    ("let me just", 1.2),
    ("let me look", 1.5),
    ("let me see if", 1.0),
    ("let me transfer", 2.5),
    ("let me give him a call", 1.5),
    ("ill get back to you", 2.0),
    ("get back to you", 1.2),
    ("we can schedule", 2.0),
    ("we have an opening", 2.0),
    ("we can get you in", 2.0),
    ("one moment please", 1.5),
    ("please hold", 1.5),
    ("press 1", 2.0),
    ("im sorry about that", 1.0),
];

const CALLER: [(&str, f32); 26] = [
    ("i was wondering", 2.5),
    ("im calling about", 3.0),
    ("im calling to", 2.0),
    ("im calling because", 3.0),
    ("i was calling", 2.5),
    ("calling about", 1.5),
    ("calling to see", 2.0),
    ("this is * calling", 2.5),
    ("i need to", 1.0),
    ("i need a", 1.0),
    ("id like to", 1.5),
    ("i would like to", 1.5),
    ("im looking for", 1.5),
    ("im looking to", 1.5),
    ("do you guys", 2.0),
    ("do you have any", 1.0),
    ("are you open", 2.0),
    ("how much do you", 2.0),
    ("how much would", 1.5),
    ("my number is", 1.5),
    ("my name is", 1.0),
    ("my address is", 2.0),
    ("my appointment", 1.5),
    ("my house", 1.2),
    ("can someone come", 2.0),
    ("come by today", 1.0),
];

/// One is not the business when one says its name like this.
const ABOUT: [&str; 6] = [
    "is this",
    "calling for",
    "looking for",
    "trying to reach",
    "have i reached",
    "do i have",
];

/// Longer lines hold a name by chance.
const GREETING_WORDS: usize = 24;
const NAME: f32 = 3.0;

/// The strongest hint in a line. `is_early` is true among the first lines, where one greets.
pub(super) fn cue(text: &str, names: &[String], is_early: bool) -> Option<Cue> {
    let words = plain(text);
    let mut found: Vec<Cue> = Vec::new();
    let is_greeting = is_early
        && words.split(' ').count() <= GREETING_WORDS + 2
        && !ABOUT.iter().any(|phrase| has(&words, phrase));
    if is_greeting && names.iter().any(|name| has(&words, name)) {
        let (odds, reason) = (NAME, Reason::BusinessName);
        found.push(Cue { odds, reason });
    }
    let of = |phrases: &[(&str, f32)], sign: f32, reason| {
        let heard = phrases.iter().filter(|(phrase, _)| has(&words, phrase));
        let odds = heard.map(|(_, odds)| sign * odds);
        odds.map(|odds| Cue { odds, reason }).collect::<Vec<_>>()
    };
    found.extend(of(&AGENT, 1.0, Reason::AgentPhrase));
    found.extend(of(&CALLER, -1.0, Reason::CallerPhrase));
    let sum: f32 = found.iter().map(|cue| cue.odds).sum();
    let strongest = found
        .into_iter()
        .filter(|cue| cue.odds * sum > 0.0)
        .max_by(|one, other| one.odds.abs().total_cmp(&other.odds.abs()))?;
    Some(Cue {
        odds: sum.clamp(-5.0, 5.0),
        ..strongest
    })
}

/// The names under which a business may greet, from those that the sender gives; each without what follows a dash.
pub(super) fn names<'a>(sent: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in sent {
        let head = name.split(" - ").next().unwrap_or(name);
        let name = plain(head).trim().to_owned();
        let is_name = name.chars().filter(|c| c.is_alphanumeric()).count() >= 3;
        if is_name && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Words in small letters with one space around each.
fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    for word in text.split(|c: char| c.is_whitespace() || c == '-') {
        let before = plain.len();
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        plain.extend(letters.flat_map(char::to_lowercase));
        if plain.len() > before {
            plain.push(' ');
        }
    }
    plain
}

/// True where the words stand in the text in a row; `*` is any one or two words.
fn has(text: &str, phrase: &str) -> bool {
    let Some((head, tail)) = phrase.split_once(" * ") else {
        return text.contains(&format!(" {phrase} "));
    };
    let head = format!(" {head} ");
    text.match_indices(&head).any(|(at, found)| {
        let rest: Vec<&str> = text[at + found.len()..].split(' ').take(3).collect();
        rest.iter().skip(1).any(|word| *word == tail)
    })
}
