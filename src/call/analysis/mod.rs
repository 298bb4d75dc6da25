//! The sender's analysis, looked at: what in it does not fit together, and which lines may have led to what it says.
//!
//! Nothing here is sure. A contradiction is shown with both words, a line as one that *may have* led to a claim.

mod contradictions;
mod evidence;
mod told;

use super::Call;
use super::transcript::Line;

pub use contradictions::{Contradiction, contradictions};
pub use evidence::{Claim, evidence};

/// What there is to say of the analysis of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    pub contradictions: Vec<Contradiction>,
    /// For each claim for which there are any: lines that may have led to it, in the order of the conversation.
    pub evidence: Vec<(Claim, Vec<usize>)>,
}

impl Analysis {
    /// Looks at the analysis of a call whose conversation has these lines.
    pub fn of(call: &Call, lines: &[Line]) -> Self {
        Self {
            contradictions: contradictions(&call.facts),
            evidence: evidence(&call.facts, lines),
        }
    }

    /// The lines that may have led to a claim.
    pub fn lines_of(&self, claim: &Claim) -> &[usize] {
        let found = self.evidence.iter().find(|(other, _)| other == claim);
        found.map_or(&[], |(_, lines)| lines)
    }
}
