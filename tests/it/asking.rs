//! Questions to the book against a plain scan of it.

mod bodies;
mod digests;
mod known;
mod ordered;
mod plain;
mod properties;
mod upkeep;
