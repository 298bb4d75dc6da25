//! The list of calls at its size: a million rows and more, worked by pointer, keys and accessibility tree.

mod asked;
pub mod bulk;
mod chosen;
mod pictures;
mod program;
mod scale;
mod table;
