//! All that a person entered about a call and that changes what is found: never derived, kept apart.

use super::{Note, NoteId, Overrule, Overrules};

/// See the head of the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    pub overrules: Overrules,
    /// Those about a moment in the order of the recording, then the others, oldest first.
    pub notes: Vec<Note>,
    /// True when the labels of the transcript were found swapped.
    pub swapped: bool,
}

/// One thing that is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The labels of the transcript are swapped, or not.
    Swap(bool),
    Overrule(Overrule),
    /// Keeps a note in the place of the one of its id, if there is one.
    KeepNote(Note),
    DropNote(NoteId),
}

impl Entered {
    /// The note of an id.
    pub fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }

    /// What brings back what is now, once this entry is made; none where it changes nothing.
    pub fn undoing(&self, entry: &Entry) -> Option<Entry> {
        let kept = |id| self.note(id).cloned().map(Entry::KeepNote);
        let before = match entry {
            Entry::Swap(_) => Some(Entry::Swap(self.swapped)),
            Entry::Overrule(overrule) => Some(Entry::Overrule(self.overrules.as_now(overrule))),
            Entry::KeepNote(note) => Some(kept(note.id).unwrap_or(Entry::DropNote(note.id))),
            Entry::DropNote(id) => kept(*id),
        };
        before.filter(|before| before != entry)
    }
}
