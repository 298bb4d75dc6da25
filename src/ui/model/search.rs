//! What is asked of the book, and what came of it so far.

use std::collections::HashMap;

use crate::call::CallId;
use crate::call::listing::{Count, Facets, Histogram, Snippet};
use crate::call::question::Sort;

/// The question of the list of calls.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As it stands in the field.
    pub typed: String,
    pub sort: Sort,
    /// The number of the question; what answers another one is old.
    pub number: u64,
    /// How many calls there are.
    pub count: Count,
    pub counted: Counted,
    /// Where in the rows the words were found.
    pub snippets: HashMap<CallId, Snippet>,
}

/// What is counted beside and above the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// The number of the question that is answered; none before the first answer.
    pub number: Option<u64>,
    pub facets: Facets,
    pub histogram: Histogram,
}

impl Search {
    /// True while what is counted belongs to an older question.
    pub fn is_counting(&self) -> bool {
        self.counted.number != Some(self.number)
    }
}
