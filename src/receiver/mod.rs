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
//! | [`secret_path`] | lets in what is below the secret path, where there is one |
//! | [`secrets`] | the signing secrets of the book, today's |
//! | [`vault`], `key_store`, `owner_file` | where secrets and secret path are kept: in the key store of the system, or a file |
//! | `writer` | one thread that commits deliveries in groups; the answers go out after the commit |
//! | [`answer`] | what is answered, and the one place that turns an error into a status |
//! | `follow` | has stored deliveries read into calls, and quarantined ones admitted |
//! | [`admission`] | admits what was quarantined once a secret vouches for it |
//! | [`projector`], `settle`, `growing` | read deliveries into calls |
//! | [`entering`] | writes down what a person enters about a call |
//! | `waiting` | a request that waits: sends the answer, and notes what came of it |
//! | [`desk`] | what is shared with whoever sits before the receiver: answers on purpose, and |
//! | [`requests`] | what was turned away or only asked, kept in memory |
//! | [`elsewhere`] | the same of a receiver in another process |
//! | `seen` | what of such a request is kept, without secrets |
//! | [`inspect`] | what there is to know of one delivery: what it changed, how its signature came out |
//! | [`resend`] | sends a stored delivery again, to ourselves or to another address |
//! | [`health`] | what goes well and what does not, for the status line |
//! | [`exposure`] | warns of an address that other computers can reach |
//! | `keeper` | looks after it while it runs: asks its own port, notes that it listens (`self_check`, `beat`, `clock`) |
//! | `kept` | starts it again when it has gone deaf |
//! | `limit`, `chosen` | its limits one by one, and as they were chosen in the window |
//! | `space` | a floor under the free space of the disk |
//! | `tidier` | moves the log of the book into the book, where no delivery waits for it |
//! | [`handover`] | hands the receiving over to a process in the background, and back |
//! | [`lock`] | one receiver for each data folder |
//!
//! Nothing is acknowledged before it is committed: a crash between the answer and the projection loses nothing.

pub mod admission;
pub mod answer;
mod beat;
mod chosen;
mod clock;
pub mod desk;
pub mod elsewhere;
pub mod entering;
mod error;
pub mod exposure;
mod follow;
pub mod gate;
mod growing;
pub mod handover;
pub mod health;
pub mod import;
pub mod inspect;
mod keeper;
mod kept;
mod key_store;
mod limit;
pub mod listen;
pub mod lock;
mod owner_file;
pub mod projector;
mod readings;
pub mod requests;
pub mod resend;
pub mod route;
mod running;
pub mod secret_path;
pub mod secrets;
mod seen;
pub mod self_check;
mod server;
mod settle;
mod space;
mod tidier;
pub mod vault;
mod waiting;
mod writer;

pub use chosen::{Chosen, Free};
pub use error::ReceiverError;
pub use health::Health;
pub use kept::{Kept, Look};
pub use limit::Limit;
pub use running::{Receiver, Settings};
