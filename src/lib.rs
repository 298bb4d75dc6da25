//! Callbook: a desktop call book that receives call webhooks, keeps them and makes sense of them.
//!
//! # The way of the data
//!
//! In: bytes → gate → signature → raw delivery committed → 2xx → projector (decode, fold into the call) →
//! event → model → screen. The deliveries are the queue: a crash between the answer and the projection loses nothing,
//! and a new decoder can read all history again.
//!
//! Out: widget → action → command → worker with a database connection of its own → event → model.
//!
//! # The rooms
//!
//! | room | holds | knows |
//! | --- | --- | --- |
//! | [`call`] | the domain: what a call is | nobody |
//! | [`webhook`] | the wire: bytes in, call events out | `call` |
//! | [`store`] | the database | `call` |
//! | [`receiver`] | HTTP in: the gate, the routes, the writer, the projector from deliveries to calls | `call`, `webhook`, `store`, `priority` |
//! | [`recording`] | sound: fetch, cache, decode, play, and what can be read out of it | `call` |
//! | [`ui`] | the screen: a model in, actions out | `call` |
//! | [`app`] | the running program: joins the screen, the receiver and the workers | all |
//! | [`cli`] | one file per subcommand | all |
//! | [`config`] | settings from file, environment and flags | nobody |
//! | [`priority`] | who comes first where processors are short | nobody |

pub mod app;
pub mod call;
pub mod cli;
pub mod config;
pub mod priority;
pub mod receiver;
pub mod recording;
pub mod store;
pub mod ui;
pub mod webhook;
