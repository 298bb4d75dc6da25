//! What a text of the analysis says of the mood in so many words. A text that says both, or says it only perhaps, says
//! nothing here: a false alarm is worse than a silence.

use crate::call::question::words::words;

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The mood, the interaction, the experience: positive or negative.
    Mood(bool),
    Satisfied(bool),
    Frustrated(bool),
}

/// A word that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub says: Says,
    /// The words that say it, as sent.
    pub quote: String,
}

const SATISFIED: [&str; 5] = ["satisfied", "satisfaction", "pleased", "happy", "delighted"];
const UNSATISFIED: [&str; 7] = [
    "dissatisfied",
    "dissatisfaction",
    "unsatisfied",
    "unhappy",
    "displeased",
    "disappointed",
    "disappointment",
];
const FRUSTRATED: [&str; 6] = [
    "frustrated",
    "frustration",
    "annoyed",
    "annoyance",
    "angry",
    "irritated",
];
/// Positive or negative only beside one of these: a test can be positive, too.
const OF_MOOD: [&str; 10] = [
    "interaction",
    "experience",
    "sentiment",
    "tone",
    "mood",
    "conversation",
    "impression",
    "attitude",
    "exchange",
    "feedback",
];
const NEGATORS: [&str; 11] = [
    "not", "no", "never", "without", "hardly", "neither", "nor", "t", "lack", "lacked", "cannot",
];
/// After one of these it is a wish, a condition or a question.
const PERHAPS: [&str; 22] = [
    "if",
    "until",
    "unless",
    "whether",
    "would",
    "could",
    "should",
    "may",
    "might",
    "ensure",
    "guarantee",
    "hope",
    "hopes",
    "hoping",
    "want",
    "wants",
    "wanted",
    "ask",
    "asked",
    "perhaps",
    "potentially",
    "policy",
];
/// The feelings of others than the caller.
const OTHERS: [&str; 10] = [
    "agent",
    "representative",
    "staff",
    "employee",
    "receptionist",
    "technician",
    "husband",
    "wife",
    "neighbor",
    "neighbour",
];
/// Before one of these it is said of nobody in the call: satisfied customers, a satisfaction guarantee.
const OF_NOBODY: [&str; 10] = [
    "customer",
    "customers",
    "client",
    "clients",
    "guarantee",
    "guaranteed",
    "policy",
    "rating",
    "score",
    "survey",
];
/// Where something else begins within a sentence.
const CLAUSES: [&str; 5] = ["and", "but", "yet", "although", "though"];
/// So many words before one can turn it round.
const NEGATES: usize = 3;
const DOUBTS: usize = 6;

/// What a text says, each only once.
pub(super) fn told(text: &str) -> Vec<Told> {
    let mut all = Vec::new();
    for sentence in text.split_inclusive(['.', '!', '?', ';', '\n']) {
        of_sentence(sentence, &mut all);
    }
    let says_both = |of: Says| all.iter().any(|other: &Told| other.says == of.opposite());
    let mut told: Vec<Told> = Vec::new();
    for one in &all {
        if !says_both(one.says) && told.iter().all(|known| known.says != one.says) {
            told.push(one.clone());
        }
    }
    told
}

impl Says {
    fn opposite(self) -> Self {
        match self {
            Self::Mood(yes) => Self::Mood(!yes),
            Self::Satisfied(yes) => Self::Satisfied(!yes),
            Self::Frustrated(yes) => Self::Frustrated(!yes),
        }
    }
}

fn of_sentence(sentence: &str, all: &mut Vec<Told>) {
    let said: Vec<_> = words(sentence).collect();
    let word = |at: usize| said.get(at).map_or("", |(_, word)| word.as_str());
    for at in 0..said.len() {
        let (says, last) = match word(at) {
            one if SATISFIED.contains(&one) => (Says::Satisfied(true), at),
            one if UNSATISFIED.contains(&one) => (Says::Satisfied(false), at),
            one if FRUSTRATED.contains(&one) => (Says::Frustrated(true), at),
            "positive" if OF_MOOD.contains(&word(at + 1)) => (Says::Mood(true), at + 1),
            "negative" if OF_MOOD.contains(&word(at + 1)) => (Says::Mood(false), at + 1),
            _ => continue,
        };
        // What stands before an "and" is said of something else.
        let clause = said[..at]
            .iter()
            .rposition(|(_, one)| CLAUSES.contains(&one.as_str()));
        let clause = clause.map_or(0, |place| place + 1);
        let before = |count: usize| said[at.saturating_sub(count).max(clause)..at].iter();
        let among = |count: usize, list: &[&str]| {
            before(count).any(|(_, one)| list.contains(&one.as_str()))
        };
        if among(DOUBTS, &PERHAPS) || among(NEGATES, &OTHERS) || OF_NOBODY.contains(&word(at + 1)) {
            continue;
        }
        let says = match (says, among(NEGATES, &NEGATORS)) {
            (says, false) => says,
            (Says::Satisfied(true), true) => Says::Satisfied(false),
            (Says::Frustrated(true), true) => Says::Frustrated(false),
            // What is not negative is not yet positive.
            (_, true) => continue,
        };
        let first = at
            - before(NEGATES)
                .rev()
                .take_while(|(_, one)| NEGATORS.contains(&one.as_str()))
                .count();
        let quote = &sentence[said[first].0.start..said[last].0.end];
        all.push(Told {
            says,
            quote: quote.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Vec<Says> {
        told(text).into_iter().map(|told| told.says).collect()
    }

    #[test]
    fn plain_words_are_understood() {
        assert_eq!(
            says("This indicates a positive interaction."),
            [Says::Mood(true)]
        );
        assert_eq!(
            says("The caller was satisfied with the answer."),
            [Says::Satisfied(true)]
        );
        assert_eq!(
            says("The caller was not satisfied."),
            [Says::Satisfied(false)]
        );
        assert_eq!(
            says("The caller wasn't happy with it."),
            [Says::Satisfied(false)]
        );
        assert_eq!(
            says("She showed no frustration."),
            [Says::Frustrated(false)]
        );
        assert_eq!(
            told("A very Negative experience!")[0].quote,
            "Negative experience"
        );
    }

    #[test]
    fn doubts_wishes_and_other_people_say_nothing() {
        for text in [
            "They have many satisfied customers.",
            "The agent was frustrated by the system.",
            "He asked whether she would be happy with Tuesday.",
            "They offer a satisfaction guarantee if she is unhappy.",
            "The COVID test was positive.",
            "Not a negative experience.",
            "He was frustrated at first. In the end he showed no frustration.",
            "",
        ] {
            assert_eq!(says(text), [], "{text}");
        }
    }
}
