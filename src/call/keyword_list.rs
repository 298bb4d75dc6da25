//! Keyword lists of the person's own: words and phrases that are looked for in all that was ever said.
//!
//! A phrase is written as in a question: `warrant` is a word that begins so, `"extended warranty"` stands exactly so,
//! `agent-said:"call you back"` counts where the agent said it. Words without a speaker count whoever said them.

use std::fmt;
use std::ops::Range;

use super::question::words::{self, Sought};
use super::question::{Filter, Mistake, Place, Term, Text, numbers, parse};
use super::{Speaker, Utterance};

/// A list of the person's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeywordList {
    pub name: String,
    pub phrases: Vec<Phrase>,
}

/// What is listened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub text: Text,
    /// Never [`Place::Anywhere`]: what was not said is not heard.
    pub place: Place,
}

impl Phrase {
    /// A phrase as it is typed.
    ///
    /// # Errors
    /// Where the text is no phrase, or more than one.
    pub fn parse(typed: &str) -> Result<Self, Mistake> {
        let question = parse(typed)?;
        match &question.terms[..] {
            [
                Term {
                    is_excluded: false,
                    filter: Filter::Text { text, place },
                },
            ] => Ok(Self::said(text.clone(), *place)),
            // Digits are said as well.
            [
                Term {
                    is_excluded: false,
                    filter: Filter::Number { .. },
                },
            ] if numbers::length(typed.trim()) == Some(typed.trim().len()) => Ok(Self::said(
                Text::Phrase(typed.trim().to_owned()),
                Place::Said,
            )),
            _ => Err(Mistake {
                at: 0..typed.len(),
                what: "this is not one word or phrase".to_owned(),
                remedy: "put several words in quotes, or add them one by one".to_owned(),
            }),
        }
    }

    fn said(text: Text, place: Place) -> Self {
        let place = match place {
            Place::Anywhere => Place::Said,
            said => said,
        };
        Self { text, place }
    }

    /// The same as a filter of a question.
    pub fn filter(&self) -> Filter {
        Filter::Text {
            text: self.text.clone(),
            place: self.place,
        }
    }

    fn is_by(&self, speaker: Speaker) -> bool {
        match self.place {
            Place::Anywhere | Place::Said => true,
            Place::AgentSaid => speaker == Speaker::Agent,
            Place::CallerSaid => speaker == Speaker::Caller,
        }
    }
}

impl fmt::Display for Phrase {
    /// As it is typed; `said:` is left out where the words need no quotes with a star.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filter = self.filter();
        let term = Term {
            is_excluded: false,
            filter,
        };
        let typed = term.to_string();
        let short = typed.strip_prefix("said:").unwrap_or(&typed);
        let is_same = Self::parse(short).as_ref() == Ok(self);
        f.write_str(if is_same { short } else { &typed })
    }
}

/// A place in a transcript at which a phrase was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Which of the phrases.
    pub phrase: usize,
    /// Which of the turns.
    pub turn: usize,
    /// Where in it, in bytes.
    pub at: Range<usize>,
}

impl KeywordList {
    /// Where its phrases were heard, turn by turn. A phrase that goes on from one turn into the next of the same
    /// speaker counts for the call but has no place here.
    pub fn heard(&self, transcript: &[Utterance]) -> Vec<Heard> {
        let mut heard = Vec::new();
        let sought: Vec<Option<Sought>> = self
            .phrases
            .iter()
            .map(|phrase| Sought::of(&phrase.text))
            .collect();
        for (turn, utterance) in transcript.iter().enumerate() {
            let said: Vec<_> = words::words(&utterance.text).collect();
            for (phrase, sought) in sought.iter().enumerate() {
                let (true, Some(sought)) = (self.phrases[phrase].is_by(utterance.speaker), sought)
                else {
                    continue;
                };
                let found = sought.find(&said).into_iter();
                heard.extend(found.map(|at| Heard { phrase, turn, at }));
            }
        }
        heard
    }
}
