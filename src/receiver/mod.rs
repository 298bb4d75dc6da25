//! HTTP in, and from deliveries to calls.

pub mod projector;
mod settle;
