//! The delivery inspector: what a delivery changed, what is remarkable in it, how its signature came out.

mod changes;
mod curl;
mod narrow;
mod pictures;
mod purpose;
mod screen;
mod told;
