//! The repair of transcripts, measured on conversations whose truth is known.

pub mod conversation;
pub mod crosstalk;
mod folding;
mod samples;
mod speakers;
mod unseen;
mod written;
