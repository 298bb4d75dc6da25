//! Lines of the conversation that may have led to a claim of the analysis: those with words that such claims hang on,
//! and those that the analysis repeats in its reason.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::call::question::words;
use crate::call::transcript::Line;
use crate::call::{Facts, Speaker, verdict};

/// Something that the analysis says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    Overall,
    ViewOfBusiness,
    Satisfied,
    Frustrated,
    LeadReason,
    /// By its name.
    Disposition(String),
}

/// What lines are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sign {
    Good,
    Bad,
    Lead,
    Appointment,
    Voicemail,
    NewCustomer,
    CurrentCustomer,
    Employment,
    Telemarketer,
}

/// So many lines at most stand beside a claim.
const MOST: usize = 3;
/// What a sign weighs against one word of the reason.
const SIGN: usize = 2;
/// Fewer words of the reason are chance.
const SHARED: usize = 2;

const SIGNS: [(Sign, &[&str]); 9] = [
    (
        Sign::Good,
        &[
            "thank you so much",
            "thanks so much",
            "appreciate",
            "perfect",
            "wonderful",
            "awesome",
            "excellent",
            "great",
            "fantastic",
            "very helpful",
            "that s great",
            "love it",
            "happy with",
            "beautiful",
            "thank you very much",
        ],
    ),
    (
        Sign::Bad,
        &[
            "didn t come",
            "never called",
            "never came",
            "never showed",
            "no one called",
            "nobody called",
            "still waiting",
            "been waiting",
            "not happy",
            "unhappy",
            "upset",
            "frustrated",
            "frustrating",
            "ridiculous",
            "unacceptable",
            "disappointed",
            "complaint",
            "complain",
            "refund",
            "terrible",
            "horrible",
            "worst",
            "not working",
            "doesn t work",
            "broken",
            "wrong",
            "sorry about that",
            "i apologize",
            "should have been",
            "problem with",
            "rude",
            "hung up on me",
        ],
    ),
    (
        Sign::Lead,
        &[
            "quote",
            "estimate",
            "how much",
            "price",
            "pricing",
            "interested in",
            "looking for",
            "looking to",
            "i need a",
            "i d like to",
            "i want to",
            "do you do",
            "do you offer",
            "do you have",
            "can you come",
        ],
    ),
    (
        Sign::Appointment,
        &[
            "appointment",
            "schedule",
            "scheduled",
            "book",
            "booked",
            "what time",
            "come by",
            "come out",
            "o clock",
            "see you on",
            "reschedule",
            "availability",
        ],
    ),
    (
        Sign::Voicemail,
        &[
            "leave a message",
            "leave your name",
            "after the tone",
            "after the beep",
            "at the tone",
            "voicemail",
            "voice mail",
            "mailbox",
            "not available",
            "unavailable",
            "unable to take your call",
            "call you back as soon",
        ],
    ),
    (
        Sign::NewCustomer,
        &[
            "first time",
            "new patient",
            "new customer",
            "new client",
            "never been",
            "heard about you",
            "found you",
            "referred",
        ],
    ),
    (
        Sign::CurrentCustomer,
        &[
            "last time",
            "my appointment",
            "my order",
            "my account",
            "existing customer",
            "current customer",
            "been a customer",
            "you guys came",
            "you came out",
            "my invoice",
            "my bill",
            "you installed",
            "follow up",
        ],
    ),
    (
        Sign::Employment,
        &[
            "hiring",
            "job",
            "position",
            "resume",
            "application",
            "apply",
            "interview",
            "employment",
        ],
    ),
    (
        Sign::Telemarketer,
        &[
            "business owner",
            "google listing",
            "marketing",
            "seo",
            "survey",
            "lower your rates",
            "credit card processing",
            "merchant",
            "promotion",
            "website for",
            "decision maker",
            "solar",
        ],
    ),
];

/// A sign, and the words that follow its first one.
type Phrase = (Sign, Vec<&'static str>);

/// The signs by their first word, each with the words that follow it.
static BY_WORD: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_word: HashMap<_, Vec<_>> = HashMap::new();
    for (sign, phrases) in SIGNS {
        for phrase in phrases {
            let mut words = phrase.split(' ');
            if let Some(first) = words.next() {
                by_word
                    .entry(first)
                    .or_default()
                    .push((sign, words.collect()));
            }
        }
    }
    by_word
});

/// A claim, the lines it hangs on, whose lines count, and the reason that the analysis gives.
struct Asked {
    claim: Claim,
    sign: Option<Sign>,
    /// Only what the caller says speaks of the caller's mood.
    by: Option<Speaker>,
    reason: HashSet<String>,
}

/// The claims of an analysis with lines that may have led to them, those without lines left out.
pub fn evidence(facts: &Facts, lines: &[Line]) -> Vec<(Claim, Vec<usize>)> {
    let asked = asked(facts);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut scored: Vec<Vec<(usize, usize)>> = vec![Vec::new(); asked.len()];
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_quiet) {
        let said = words::list(&line.text);
        let signs = signs(&said);
        let content: HashSet<&String> = said.iter().filter(|word| is_content(word)).collect();
        for (one, scores) in asked.iter().zip(&mut scored) {
            let score = one.score(line.speaker, &signs, &content);
            if score > 0 {
                scores.push((score, at));
            }
        }
    }
    let best = |mut scores: Vec<(usize, usize)>| {
        scores.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        scores.truncate(MOST);
        let mut lines: Vec<usize> = scores.into_iter().map(|(_, at)| at).collect();
        lines.sort_unstable();
        lines
    };
    let found = asked.into_iter().zip(scored);
    found
        .map(|(one, scores)| (one.claim, best(scores)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

impl Asked {
    fn score(&self, by: Speaker, signs: &HashSet<Sign>, content: &HashSet<&String>) -> usize {
        if self
            .by
            .is_some_and(|wanted| by != wanted && by != Speaker::Unknown)
        {
            return 0;
        }
        let sign = self.sign.is_some_and(|sign| signs.contains(&sign));
        let shared = content
            .iter()
            .filter(|word| self.reason.contains(word.as_str()));
        let shared = Some(shared.count()).filter(|count| *count >= SHARED);
        if sign {
            SIGN + shared.unwrap_or(0)
        } else {
            shared.unwrap_or(0)
        }
    }
}

fn asked(facts: &Facts) -> Vec<Asked> {
    let mood = &facts.sentiment;
    let mut asked = Vec::new();
    let mut ask = |claim, sign, by, reasons: &[Option<&str>]| {
        let reasons = reasons.iter().flatten();
        asked.push(Asked {
            claim,
            sign,
            by,
            reason: reasons
                .flat_map(|text| words::list(text))
                .filter(|word| is_content(word))
                .collect(),
        });
    };
    let sound = |word: &str| match word.to_lowercase().as_str() {
        "positive" => Some(Sign::Good),
        "negative" => Some(Sign::Bad),
        _ => None,
    };
    let caller = Some(Speaker::Caller);
    let summary = mood.summary.text();
    if let Some(sign) = mood.overall.text().and_then(sound) {
        ask(Claim::Overall, Some(sign), caller, &[summary]);
    }
    if let Some(view) = mood.view_of_business.text() {
        let reason = mood.view_of_business_reason.text();
        ask(Claim::ViewOfBusiness, sound(view), None, &[reason]);
    }
    if let Some(yes) = mood.satisfied.copied() {
        let sign = if yes { Sign::Good } else { Sign::Bad };
        ask(Claim::Satisfied, Some(sign), caller, &[]);
    }
    if mood.frustrated.copied() == Some(true) {
        ask(Claim::Frustrated, Some(Sign::Bad), caller, &[]);
    }
    if let Some(reason) = verdict::lead_reason(facts) {
        ask(
            Claim::LeadReason,
            sign_of_reason(reason),
            None,
            &[Some(reason)],
        );
    }
    for name in verdict::set_dispositions(facts) {
        let sign = match name {
            "lead" | "opportunity" => Sign::Lead,
            "appointment" => Sign::Appointment,
            "voicemail" => Sign::Voicemail,
            "new_customer" => Sign::NewCustomer,
            "current_customer" => Sign::CurrentCustomer,
            "employment_inquiry" => Sign::Employment,
            "telemarketer" => Sign::Telemarketer,
            _ => continue,
        };
        ask(Claim::Disposition(name.to_owned()), Some(sign), None, &[]);
    }
    asked
}

fn sign_of_reason(reason: &str) -> Option<Sign> {
    let words = words::list(reason);
    let has = |wanted: &str| words.iter().any(|word| word.starts_with(wanted));
    if has("appoint") || has("schedul") {
        Some(Sign::Appointment)
    } else if has("quote") || has("estimat") || has("pric") {
        Some(Sign::Lead)
    } else if has("employ") || has("job") {
        Some(Sign::Employment)
    } else if has("market") || has("solicit") {
        Some(Sign::Telemarketer)
    } else {
        None
    }
}

fn signs(said: &[String]) -> HashSet<Sign> {
    let mut signs = HashSet::new();
    for at in 0..said.len() {
        let Some(known) = BY_WORD.get(said[at].as_str()) else {
            continue;
        };
        for (sign, rest) in known {
            let follows = said.get(at + 1..at + 1 + rest.len());
            if follows.is_some_and(|next| next.iter().zip(rest).all(|(one, other)| one == other)) {
                signs.insert(*sign);
            }
        }
    }
    signs
}

/// Words so frequent that sharing them means nothing, of four letters and more.
const FREQUENT: [&str; 44] = [
    "about", "after", "again", "also", "because", "been", "being", "call", "called", "caller",
    "calling", "could", "does", "doing", "down", "from", "going", "good", "have", "having", "here",
    "into", "just", "know", "like", "more", "okay", "only", "other", "right", "some", "that",
    "their", "them", "then", "there", "they", "this", "want", "well", "were", "what", "with",
    "your",
];

fn is_content(word: &str) -> bool {
    word.chars().count() >= 4 && !FREQUENT.contains(&word)
}
