//! Why a request is turned away at the gate.

use thiserror::Error;

/// Why a request is turned away. What is answered to each is said in [`crate::receiver::answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("not HTTP, or HTTP that can be read in two ways")]
    Malformed,
    #[error("another version of HTTP")]
    Version,
    #[error("another method than GET, HEAD and POST")]
    OtherMethod,
    #[error("a method that HTTP does not know")]
    UnknownMethod,
    #[error("a target that is too long")]
    LongTarget,
    #[error("a head that is too large")]
    LargeHead,
    #[error("a delivery without a length")]
    NoLength,
    #[error("a body that is too large")]
    LargeBody { most: usize },
    #[error("another transfer coding than chunked")]
    Coding,
    #[error("an expectation other than 100-continue")]
    Expectation,
    #[error("a request that did not arrive in time")]
    Late,
    #[error("a body that did not arrive whole")]
    CutShort,
    #[error("more connections or bytes at once than can be held")]
    Busy,
    #[error("the receiver is about to end, or does not answer")]
    Unavailable,
}
