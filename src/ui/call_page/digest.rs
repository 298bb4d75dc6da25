//! What of a call is worked out once and kept while it is open.

use std::sync::Arc;

use super::clock::Clock;
use super::journey::{self, Step};
use super::keywords::{self, List};
use super::lines::{Line, lines};
use super::transcript::Transcript;
use crate::call::sound::Heard;
use crate::ui::model::OpenCall;

/// The parts of an open call that are too much to work out anew in each frame.
pub struct Digest {
    /// What it was made of.
    pub open: Arc<OpenCall>,
    /// What was read out of its recording.
    pub seen: Option<Arc<Heard>>,
    pub clock: Clock,
    pub transcript: Transcript,
    pub keywords: Vec<List>,
    pub steps: Vec<Step>,
    pub lead_outcome: Vec<Line>,
    pub lead_value: Vec<Line>,
    pub topics: Vec<Line>,
    pub custom: Vec<Line>,
    pub extra: Vec<Line>,
}

impl Digest {
    /// Works it out.
    pub fn new(open: Arc<OpenCall>, seen: Option<Arc<Heard>>) -> Self {
        let (call, facts) = (&open.call, &open.call.facts);
        // What was laid over the sound may be an earlier text than what is shown now.
        let fits = |heard: &&Heard| heard.conversation.lines == open.conversation.lines;
        let clock = Clock::new(&open, seen.as_deref().filter(fits));
        Self {
            transcript: Transcript::new(&open, keywords::spoken(call)),
            keywords: keywords::lists(call, clock.end_secs),
            steps: journey::steps(call),
            lead_outcome: lines(&facts.lead_outcome.0),
            lead_value: lines(&facts.lead_value.0),
            topics: lines(&facts.topics.0),
            custom: lines(&facts.custom.0),
            extra: lines(&facts.extra.0),
            open,
            seen,
            clock,
        }
    }
}
