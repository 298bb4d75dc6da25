//! What was read out of recordings: of the call in the player, of the open one, and of the last before them.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::call::CallId;
use crate::call::sound::Heard;

/// So many are remembered.
const MOST: usize = 6;

/// Newest first, one for each call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sounds(VecDeque<Arc<Heard>>);

impl Sounds {
    /// What is known of the sound of a call.
    pub fn of(&self, call: CallId) -> Option<&Arc<Heard>> {
        self.0.iter().find(|heard| heard.call == call)
    }

    /// Takes what is newly known.
    pub fn take(&mut self, heard: Arc<Heard>) {
        self.0.retain(|known| known.call != heard.call);
        self.0.push_front(heard);
        self.0.truncate(MOST);
    }
}
