//! What was said, and what the person wrote about it.

use std::sync::Arc;

use super::super::{Digits, Known};
use super::Masked;
use crate::call::sound::{Heard, Mark};
use crate::call::transcript::{Line, Repaired};
use crate::call::{BroughtIn, Entered, Note, SubtitleFile, Utterance};

impl Masked for Utterance {
    fn mask(&mut self, known: &Known) {
        let Self { speaker: _, text } = self;
        *text = known.text(text, Digits::All);
    }
}

impl Masked for Repaired {
    fn mask(&mut self, known: &Known) {
        let Self {
            lines,
            echoes: _,
            swapped: _,
            swap: _,
        } = self;
        lines.mask(known);
    }
}

impl Masked for Line {
    fn mask(&mut self, known: &Known) {
        let Self {
            speaker: _,
            text,
            turns: _,
            echoes: _,
            is_quiet: _,
            confidence: _,
            on_both: _,
        } = self;
        *text = known.text(text, Digits::All);
    }
}

impl Masked for Heard {
    fn mask(&mut self, known: &Known) {
        let Self {
            call: _,
            revision: _,
            outline: _,
            sketch: _,
            length_secs: _,
            conversation,
            analysis: _,
            is_whole: _,
            marks,
        } = self;
        Arc::make_mut(conversation).mask(known);
        marks.mask(known);
    }
}

impl Masked for Mark {
    fn mask(&mut self, known: &Known) {
        let Self {
            at_secs: _,
            kind: _,
            speaker: _,
            text,
        } = self;
        *text = known.text(text, Digits::All);
    }
}

impl Masked for Entered {
    fn mask(&mut self, known: &Known) {
        let Self {
            overrules: _,
            notes,
            swapped: _,
        } = self;
        notes.mask(known);
    }
}

impl Masked for Note {
    fn mask(&mut self, known: &Known) {
        let Self {
            id: _,
            text,
            at_ms: _,
            created_at: _,
            changed_at: _,
        } = self;
        *text = known.text(text, Digits::All);
    }
}

impl Masked for BroughtIn {
    fn mask(&mut self, known: &Known) {
        let Self { file, times: _ } = self;
        let SubtitleFile {
            name,
            text,
            brought_at: _,
            came_swapped: _,
        } = Arc::make_mut(file);
        for value in [name, text] {
            *value = known.text(value, Digits::All);
        }
    }
}
