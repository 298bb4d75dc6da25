//! The delivery inspector: what a delivery changed, what is remarkable in it, how its signature came out.

mod changes;
mod curl;
#[cfg(unix)]
mod elsewhere;
mod listed;
mod narrow;
mod pictures;
mod purpose;
mod requests;
mod resend;
mod screen;
mod told;
