//! The list of calls at its size: a million rows and more, worked by pointer, keys and accessibility tree.

mod asked;
mod pictures;
mod program;
mod scale;
