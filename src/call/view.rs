//! Views: questions that are asked again and again, under names.

use super::question::{Column, Sort};

/// A question with its order and columns under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub name: String,
    /// The question as typed.
    pub question: String,
    pub sort: Sort,
    /// In the order in which they are shown; none: those that the list has anyway.
    pub columns: Vec<Column>,
}

/// Names and questions of the views that are there from the start.
const BUILT_IN: [(&str, &str); 5] = [
    ("All", ""),
    ("Today", "during:today"),
    ("Missed", "is:missed"),
    ("Leads", "is:lead"),
    ("Unhappy", "sentiment:negative"),
];

/// The views that are there from the start. They cannot be changed.
pub fn built_in() -> Vec<View> {
    let view = |(name, question): (&str, &str)| View {
        name: name.to_owned(),
        question: question.to_owned(),
        sort: Sort::default(),
        columns: Vec::new(),
    };
    BUILT_IN.into_iter().map(view).collect()
}

/// True when a view of this name is there from the start.
pub fn is_built_in(name: &str) -> bool {
    BUILT_IN
        .iter()
        .any(|(known, _)| known.eq_ignore_ascii_case(name.trim()))
}
