//! The makers of conversations that the tests use.

#[path = "../../tests/it/transcript/conversation.rs"]
pub mod conversation;
#[path = "../../tests/it/transcript/crosstalk.rs"]
pub mod crosstalk;
