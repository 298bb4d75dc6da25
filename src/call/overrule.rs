//! What a person says of a call against the sender's analysis. Both words are kept; the person's counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::name::key;
use super::{Facts, verdict};

/// The mood of a call as a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mood {
    Positive,
    Neutral,
    Negative,
}

impl Mood {
    /// All moods.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Neutral, Self::Negative];

    /// The word for it, which is the sender's as well.
    pub fn word(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }

    /// The mood of such a word, letters of either case.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut moods = Self::ALL.into_iter();
        moods.find(|mood| mood.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// One word of the person; without a value the sender's word holds again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overrule {
    Lead(Option<bool>),
    Sentiment(Option<Mood>),
    /// By the name of the disposition.
    Disposition(String, Option<bool>),
}

/// A word and when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruled<T> {
    pub value: T,
    pub at: Timestamp,
}

/// All that a person overruled of a call. Where there is nothing, the sender's word holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrules {
    pub lead: Option<Ruled<bool>>,
    pub sentiment: Option<Ruled<Mood>>,
    /// By name, small letters. The disposition `lead` is [`Overrules::lead`].
    pub dispositions: BTreeMap<String, Ruled<bool>>,
}

/// The disposition that says what [`Overrule::Lead`] does.
const LEAD: &str = "lead";
const VOICEMAIL: &str = "voicemail";

impl Overrule {
    /// The same, a disposition that has another name under that.
    #[must_use]
    pub fn plain(self) -> Self {
        match self {
            Self::Disposition(name, value) if key(&name) == LEAD => Self::Lead(value),
            Self::Disposition(name, value) => Self::Disposition(key(&name), value),
            other => other,
        }
    }
}

impl Overrules {
    /// True when the sender's word holds in everything.
    pub fn is_empty(&self) -> bool {
        self.lead.is_none() && self.sentiment.is_none() && self.dispositions.is_empty()
    }

    /// Takes over a word of the person.
    pub fn rule(&mut self, overrule: Overrule, at: Timestamp) {
        match overrule.plain() {
            Overrule::Lead(value) => self.lead = value.map(|value| Ruled { value, at }),
            Overrule::Sentiment(value) => self.sentiment = value.map(|value| Ruled { value, at }),
            Overrule::Disposition(name, None) => {
                self.dispositions.remove(&name);
            }
            Overrule::Disposition(name, Some(value)) => {
                self.dispositions.insert(name, Ruled { value, at });
            }
        }
    }

    /// What says again what is said now about the same.
    #[must_use]
    pub fn as_now(&self, overrule: &Overrule) -> Overrule {
        match overrule.clone().plain() {
            Overrule::Lead(_) => Overrule::Lead(self.lead.map(|ruled| ruled.value)),
            Overrule::Sentiment(_) => Overrule::Sentiment(self.sentiment.map(|ruled| ruled.value)),
            Overrule::Disposition(name, _) => {
                let value = self.disposition(&name);
                Overrule::Disposition(name, value)
            }
        }
    }

    /// What the person says of a disposition.
    pub fn disposition(&self, name: &str) -> Option<bool> {
        let name = key(name);
        if name == LEAD {
            return self.lead.map(|ruled| ruled.value);
        }
        self.dispositions.get(&name).map(|ruled| ruled.value)
    }

    /// Whether the call is a lead: the person's word, else [`verdict::lead`].
    pub fn is_lead(&self, facts: &Facts) -> Option<bool> {
        let own = self.lead.map(|ruled| ruled.value);
        own.or_else(|| verdict::lead(facts))
    }

    /// Whether the caller spoke to a voicemail: the person's word, else [`verdict::voicemail`].
    pub fn is_voicemail(&self, facts: &Facts) -> Option<bool> {
        self.disposition(VOICEMAIL)
            .or_else(|| verdict::voicemail(facts))
    }

    /// The mood: the person's word, else the sender's as sent.
    pub fn mood<'a>(&self, facts: &'a Facts) -> Option<&'a str> {
        match self.sentiment {
            Some(ruled) => Some(ruled.value.word()),
            None => facts.sentiment.overall.text(),
        }
    }

    /// The dispositions that are set: as the person says, else as the sender does.
    pub fn set_dispositions(&self, facts: &Facts) -> BTreeSet<String> {
        let vendors = verdict::set_dispositions(facts);
        let vendors = vendors.filter(|name| self.disposition(name).is_none());
        let mut set: BTreeSet<String> = vendors.map(str::to_owned).collect();
        let own = self.dispositions.iter().filter(|(_, ruled)| ruled.value);
        set.extend(own.map(|(name, _)| name.clone()));
        if self.disposition(LEAD) == Some(true) {
            set.insert(LEAD.to_owned());
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts(dispositions: serde_json::Value) -> Facts {
        let mut facts = Facts::default();
        let serde_json::Value::Object(map) = dispositions else {
            panic!("an object")
        };
        facts.dispositions.0 = map;
        facts
    }

    #[test]
    fn the_persons_word_counts_and_the_senders_holds_again_without_it() {
        let facts = facts(json!({ "lead": true, "voicemail": "true", "appointment": false }));
        let at = Timestamp::UNIX_EPOCH;
        let mut own = Overrules::default();
        assert_eq!(own.is_lead(&facts), Some(true));
        own.rule(Overrule::Disposition("Lead".to_owned(), Some(false)), at);
        own.rule(
            Overrule::Disposition("appointment".to_owned(), Some(true)),
            at,
        );
        own.rule(
            Overrule::Disposition("VoiceMail".to_owned(), Some(false)),
            at,
        );
        assert_eq!(own.is_lead(&facts), Some(false));
        assert_eq!(own.is_voicemail(&facts), Some(false));
        let set: Vec<String> = own.set_dispositions(&facts).into_iter().collect();
        assert_eq!(set, ["appointment"]);
        let before = own.as_now(&Overrule::Lead(None));
        assert_eq!(before, Overrule::Lead(Some(false)));
        own.rule(Overrule::Lead(None), at);
        assert_eq!(own.is_lead(&facts), Some(true));
        own.rule(before, at);
        assert_eq!(own.is_lead(&facts), Some(false));
    }
}
