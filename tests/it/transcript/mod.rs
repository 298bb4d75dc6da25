//! The repair of transcripts, measured on conversations whose truth is known.

mod conversation;
mod crosstalk;
mod folding;
mod samples;
mod speakers;
