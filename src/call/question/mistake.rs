//! What is wrong with a question as it was typed, where, and what to do about it.

use std::ops::Range;

use thiserror::Error;

use super::filters::{Choice, FILTERS};

/// A mistake in a question. Its words name what is wrong, then what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{what}: {remedy}")]
pub struct Mistake {
    /// Where in the text, in bytes; on the borders of characters.
    pub at: Range<usize>,
    pub what: String,
    pub remedy: String,
}

impl Mistake {
    pub(super) fn new(
        at: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            at,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    pub(super) fn no_filter(at: Range<usize>, name: &str) -> Self {
        let what = format!("“{name}:” is no filter");
        let near = nearest(name, FILTERS.iter().map(|entry| entry.name));
        let remedy = near.map_or_else(
            || format!("to look for these words, put them in quotes: \"{name}: …\""),
            |near| format!("did you mean “{near}:”?"),
        );
        Self::new(at, what, remedy)
    }

    pub(super) fn no_choice<T>(
        at: Range<usize>,
        filter: &str,
        typed: &str,
        choices: &[Choice<T>],
    ) -> Self {
        let what = format!("“{typed}” cannot follow “{filter}:”");
        let names = || choices.iter().map(|choice| choice.name);
        let remedy = nearest(typed, names()).map_or_else(
            || {
                format!(
                    "one of these can: {}",
                    names().collect::<Vec<_>>().join(", ")
                )
            },
            |near| format!("did you mean “{filter}:{near}”?"),
        );
        Self::new(at, what, remedy)
    }
}

/// The name that was most likely meant: one that begins so, else the nearest with few slips.
fn nearest(typed: &str, names: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    const MOST_SLIPS: usize = 2;
    let typed = typed.to_ascii_lowercase();
    let begins = |name: &&str| typed.len() > 1 && name.starts_with(&typed);
    if let Some(name) = names.clone().find(begins) {
        return Some(name);
    }
    names
        .map(|name| (strsim::damerau_levenshtein(&typed, name), name))
        .filter(|(slips, name)| *slips <= MOST_SLIPS && *slips < name.len().min(typed.len()))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}
