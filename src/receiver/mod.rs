//! HTTP in: what arrives is stored before it is answered, then read into calls.
//!
//! A request goes through these rooms, in this order:
//!
//! | file | does |
//! | --- | --- |
//! | [`listen`] | opens the public port |
//! | [`gate`] | faces the network: whole requests with one meaning get through, under limits |
//! | `server` | takes requests off `tiny_http`, has the signature checked |
//! | [`route`] | decides what a request asks for; pure |
//! | [`secrets`] | the signing secrets of the book, today's |
//! | `writer` | one thread that commits deliveries in groups; the answers go out after the commit |
//! | [`answer`] | what is answered, and the one place that turns an error into a status |
//! | `follow` | has stored deliveries read into calls, and quarantined ones admitted |
//! | [`admission`] | admits what was quarantined once a secret vouches for it |
//! | [`projector`], `settle` | read deliveries into calls |
//! | [`health`] | what goes well and what does not, for the status line |
//! | [`lock`] | one receiver for each data folder |
//!
//! Nothing is acknowledged before it is committed: a crash between the answer and the projection loses nothing.

pub mod admission;
pub mod answer;
mod error;
mod follow;
pub mod gate;
pub mod health;
pub mod import;
pub mod listen;
pub mod lock;
pub mod projector;
mod readings;
pub mod route;
mod running;
pub mod secrets;
mod server;
mod settle;
mod writer;

pub use error::ReceiverError;
pub use health::Health;
pub use running::{Receiver, Settings};
