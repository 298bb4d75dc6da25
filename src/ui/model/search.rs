//! What is asked of the book, and what came of it so far.

use std::collections::HashMap;

use crate::call::listing::{Count, Facets, Histogram, Snippet};
use crate::call::question::{Question, Sort};
use crate::call::{CallId, View};

/// The question of the list of calls.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As it stands in the field.
    pub typed: String,
    /// What was understood of it.
    pub question: Question,
    pub sort: Sort,
    /// The number of the question; what answers another one is old.
    pub number: u64,
    /// How many calls there are.
    pub count: Count,
    pub facets: Numbered<Facets>,
    /// When calls started, whatever time is asked for.
    pub histogram: Numbered<Histogram>,
    /// Where in the rows the words were found.
    pub snippets: HashMap<CallId, Snippet>,
    /// Questions under names, each with how many calls it finds.
    pub views: Vec<(View, Count)>,
}

impl Search {
    /// Takes over a view before it is counted.
    pub fn keep_view(&mut self, view: View) {
        match self
            .views
            .iter_mut()
            .find(|(known, _)| known.name == view.name)
        {
            Some((known, _)) => *known = view,
            None => self.views.push((view, Count::Unknown)),
        }
    }

    /// Calls a view otherwise.
    pub fn rename_view(&mut self, from: &str, to: &str) {
        for (view, _) in &mut self.views {
            if view.name == from {
                to.clone_into(&mut view.name);
            }
        }
    }

    /// Takes a view away.
    pub fn drop_view(&mut self, name: &str) {
        self.views.retain(|(view, _)| view.name != name);
    }
}

/// An answer and the question that it answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbered<T> {
    /// None before the first answer.
    pub number: Option<u64>,
    pub answer: T,
}

impl<T> Numbered<T> {
    /// True while this answers an older question than that of `number`.
    pub fn is_old(&self, number: u64) -> bool {
        self.number != Some(number)
    }
}
