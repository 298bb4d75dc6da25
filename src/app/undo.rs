//! Undo and redo of what a person changes, for this run.
//!
//! A change is the action that makes it and the one that takes it back, both as values. To make another action one
//! that can be undone, say in [`change_of`] what takes it back.

mod settings;

use std::collections::VecDeque;
use std::sync::Arc;

use eframe::egui::Context;
use jiff::Timestamp;

use super::bulk::BUSY;
use super::closing::Closing;
use super::commands::Commands;
use super::event::Brought;
use crate::call::name::key;
use crate::call::{CallId, Entry, Note};
use crate::ui::Action;
use crate::ui::call_list::who;
use crate::ui::model::{BulkAction, Marked, Model, Opened, Undoable};
use settings::setting_change;

/// How many changes can be undone.
const MOST: usize = 100;

/// Something that a person changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// What it is, as in “star of Ted Robertson”.
    what: String,
    /// What was done, in words.
    told: String,
    back: Action,
    again: Action,
}

impl Change {
    /// What an action changes, and what takes that back.
    fn of(action: &Action, what: String, told: String, back: Action) -> Self {
        Self {
            what,
            told,
            back,
            again: action.clone(),
        }
    }
}

/// What was changed, and what of it was undone.
#[derive(Default)]
pub(super) struct Changes {
    done: VecDeque<Change>,
    undone: Vec<Change>,
}

impl Changes {
    /// A change is made: what was undone before cannot be done again.
    fn push(&mut self, change: Change) {
        self.undone.clear();
        self.done.push_back(change);
        if self.done.len() > MOST {
            self.done.pop_front();
        }
    }

    /// Takes the last change back: what is to be done for that, and what it was.
    fn undo(&mut self) -> Option<(Action, String)> {
        let change = self.done.pop_back()?;
        let told = format!("Undone: {}", change.what);
        let back = change.back.clone();
        self.undone.push(change);
        Some((back, told))
    }

    /// Makes the change again that was taken back last.
    fn redo(&mut self) -> Option<(Action, String)> {
        let change = self.undone.pop()?;
        let again = (change.again.clone(), change.told.clone());
        self.done.push_back(change);
        Some(again)
    }

    /// True when what a step back or forth does next is a work on many calls.
    fn next_is_bulk(&self, step: &Action) -> bool {
        let next = match step {
            Action::Redo => self.undone.last().map(|change| &change.again),
            _ => self.done.back().map(|change| &change.back),
        };
        matches!(next, Some(Action::Bulk(_)))
    }

    pub fn words(&self) -> Undoable {
        let what = |change: &Change| change.what.clone();
        Undoable {
            undo: self.done.back().map(what),
            redo: self.undone.last().map(what),
        }
    }
}

impl Commands {
    /// Does what the person wants, or has it done; what that changes can be undone.
    pub fn carry_out(
        &mut self,
        action: Action,
        model: &mut Model,
        closing: Option<&Closing>,
        ctx: &Context,
    ) {
        match action {
            // What has to wait for the end of another work can still be undone after it.
            Action::Undo | Action::Redo
                if self.bulk.is_busy() && self.changes.next_is_bulk(&action) =>
            {
                model.notices.tell_failure(BUSY.to_owned());
            }
            Action::Undo => {
                if let Some((back, told)) = self.changes.undo() {
                    self.step(back, model, closing, ctx);
                    model.notices.tell(told);
                }
            }
            Action::Redo => {
                if let Some((again, told)) = self.changes.redo() {
                    self.step(again, model, closing, ctx);
                    model.notices.tell_change(told);
                }
            }
            Action::AddNote { call, text, at_ms } => {
                let note = Note::new(text, at_ms, Timestamp::now());
                let kept = Action::Enter(call, Entry::KeepNote(note));
                self.carry_out(kept, model, closing, ctx);
            }
            action => {
                self.changes(&action, model);
                self.act(action, model, closing, ctx);
            }
        }
        model.undoable = self.changes.words();
    }

    /// A step back or forth. Files of subtitles are as in the book here, also while they stand masked on the screen.
    fn step(
        &mut self,
        action: Action,
        model: &mut Model,
        closing: Option<&Closing>,
        ctx: &Context,
    ) {
        match action {
            Action::KeepSubtitles(call, file) => self.keep_subtitles(call, file),
            action => self.act(action, model, closing, ctx),
        }
    }

    /// Keeps subtitles that were read, remembers how that is taken back, and tells it.
    pub fn brought_in(&mut self, call: CallId, brought: Brought, model: &mut Model) {
        let name = self.words(brought.file.name.clone());
        let told = format!("{name} holds now");
        model.notices.tell_change(told.clone());
        self.keep_subtitles(call, Some(Arc::clone(&brought.file)));
        self.changes.push(Change {
            what: format!("subtitles {name}"),
            told,
            back: Action::KeepSubtitles(call, brought.before),
            again: Action::KeepSubtitles(call, Some(brought.file)),
        });
        model.undoable = self.changes.words();
    }

    /// Remembers how marks of many calls are taken back, and tells what was done.
    pub fn marked(&mut self, marked: Marked, model: &mut Model) {
        if let Some(told) = &marked.told {
            model.notices.tell_change(told.clone());
        }
        let write = |marks| Action::Bulk(BulkAction::WriteBack(marks));
        self.changes.push(Change {
            told: marked.told.unwrap_or_else(|| marked.what.clone()),
            what: marked.what,
            back: write(marked.before),
            again: write(marked.again),
        });
        model.undoable = self.changes.words();
    }

    /// Remembers how what an action is about to change is taken back, and tells it.
    pub fn changes(&mut self, action: &Action, model: &mut Model) {
        let is_kept = !(model.is_masked && stands_masked(action));
        let Some(change) = is_kept.then(|| change_of(action, model)).flatten() else {
            return;
        };
        // A choice is seen where it is made.
        let is_seen = matches!(
            action,
            Action::Choose(_)
                | Action::SetTheme(_)
                | Action::SetLimit(..)
                | Action::SetLook(_)
                | Action::Player(_)
        );
        if !is_seen {
            model.notices.tell_change(change.told.clone());
        }
        self.changes.push(change);
        model.undoable = self.changes.words();
    }
}

/// True for a change of what stands masked on the screen while names are masked: that is not written from there.
fn stands_masked(action: &Action) -> bool {
    matches!(
        action,
        Action::Enter(_, Entry::KeepNote(_) | Entry::DropNote(_)) | Action::KeepSubtitles(..)
    )
}

/// The change that an action makes; none where it changes nothing that is kept.
fn change_of(action: &Action, model: &Model) -> Option<Change> {
    let of = |what, told, back| Some(Change::of(action, what, told, back));
    match action {
        Action::Star(id, on) => {
            let row = model.row(*id).filter(|row| row.starred != *on)?;
            let (what, told) = if *on {
                ("star of", "Starred")
            } else {
                ("removal of the star of", "Removed the star of")
            };
            let who = who(row);
            let back = Action::Star(*id, !on);
            of(format!("{what} {who}"), format!("{told} {who}"), back)
        }
        Action::Review(id, on) => {
            let row = model.row(*id).filter(|row| row.reviewed != *on)?;
            let who = who(row);
            let what = format!("“reviewed” of {who}");
            let told = if *on { "reviewed" } else { "not reviewed" };
            let told = format!("Marked as {told}: {who}");
            of(what, told, Action::Review(*id, !on))
        }
        Action::Enter(id, entry) => {
            let open = match &model.open_call {
                Opened::Ready(open) if open.row.id == *id => open,
                _ => return None,
            };
            let back = Action::Enter(*id, open.entered.undoing(entry)?);
            let who = who(&open.row);
            let what = match entry {
                Entry::Swap(_) => "swap of the speakers of",
                Entry::Overrule(_) => "overruling of the analysis of",
                Entry::KeepNote(_) => "note about",
                Entry::DropNote(_) => "deletion of a note about",
            };
            let told = match entry {
                Entry::Swap(true) => "Swapped the speakers of",
                Entry::Swap(false) => "The speakers are as sent:",
                Entry::Overrule(_) => "Overruled the analysis of",
                Entry::KeepNote(_) => "Kept the note about",
                Entry::DropNote(_) => "Deleted the note about",
            };
            of(format!("{what} {who}"), format!("{told} {who}"), back)
        }
        Action::KeepSubtitles(id, file) => {
            let open = match &model.open_call {
                Opened::Ready(open) if open.row.id == *id => open,
                _ => return None,
            };
            let before = open.subtitles.as_ref().map(|kept| Arc::clone(&kept.file));
            let (what, told) = match file {
                Some(file) => (
                    format!("subtitles {}", file.name),
                    format!("{} holds now", file.name),
                ),
                None => (
                    "removal of the subtitles".into(),
                    "Took the subtitles off".into(),
                ),
            };
            of(what, told, Action::KeepSubtitles(*id, before))
        }
        action => setting_change(action, model)
            .or_else(|| view_change(action, model))
            .or_else(|| list_change(action, model)),
    }
}

fn view_change(action: &Action, model: &Model) -> Option<Change> {
    let known = |name: &str| {
        let mut views = model.search.views.iter().map(|(view, _)| view);
        views.find(|view| key(&view.name) == key(name)).cloned()
    };
    let (verb, told, name, back) = match action {
        Action::KeepView(view) => {
            let back = match known(&view.name) {
                Some(before) => Action::KeepView(before),
                None => Action::DropView(view.name.clone()),
            };
            ("keeping", "Kept", &view.name, back)
        }
        Action::RenameView(from, to) => {
            let back = Action::RenameView(to.clone(), from.clone());
            ("renaming", "Renamed", to, back)
        }
        Action::DropView(name) => {
            let back = Action::KeepView(known(name)?);
            ("deletion", "Deleted", name, back)
        }
        _ => return None,
    };
    Some(Change::of(
        action,
        format!("{verb} of the view {name}"),
        format!("{told} the view {name}"),
        back,
    ))
}

fn list_change(action: &Action, model: &Model) -> Option<Change> {
    let known = |name: &str| {
        let mut lists = model.keyword_lists.iter().flat_map(|lists| &lists.own);
        let found = lists.find(|heard| key(&heard.list.name) == key(name));
        found.map(|heard| heard.list.clone())
    };
    let (verb, told, name, back) = match action {
        Action::KeepList(list) => {
            let before = known(&list.name);
            let words = match &before {
                Some(_) => ("change", "Changed"),
                None => ("making", "Made"),
            };
            let back = match before {
                Some(before) => Action::KeepList(before),
                None => Action::DropList(list.name.clone()),
            };
            (words.0, words.1, &list.name, back)
        }
        Action::RenameList(from, to) => {
            let back = Action::RenameList(to.clone(), from.clone());
            ("renaming", "Renamed", to, back)
        }
        Action::DropList(name) => {
            let back = Action::KeepList(known(name)?);
            ("deletion", "Deleted", name, back)
        }
        _ => return None,
    };
    Some(Change::of(
        action,
        format!("{verb} of the keyword list {name}"),
        format!("{told} the keyword list {name}"),
        back,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(id: i64) -> Change {
        Change {
            what: format!("star of {id}"),
            told: format!("Starred {id}"),
            back: Action::Star(CallId(id), false),
            again: Action::Star(CallId(id), true),
        }
    }

    #[test]
    fn changes_go_back_and_forth_in_their_order() {
        let mut changes = Changes::default();
        changes.push(change(1));
        changes.push(change(2));
        let action = |step: Option<(Action, String)>| step.map(|(action, _)| action);
        assert_eq!(action(changes.undo()), Some(change(2).back));
        assert_eq!(action(changes.undo()), Some(change(1).back));
        assert_eq!(changes.undo(), None);
        assert_eq!(action(changes.redo()), Some(change(1).again));
        assert_eq!(changes.words().redo.as_deref(), Some("star of 2"));
        changes.push(change(3));
        assert_eq!(changes.redo(), None, "another change ends what was undone");
        assert_eq!(changes.words().undo.as_deref(), Some("star of 3"));
    }

    #[test]
    fn only_so_many_can_be_undone() {
        let mut changes = Changes::default();
        for id in 0..=100 {
            changes.push(change(id));
        }
        let undone = std::iter::from_fn(|| changes.undo()).count();
        assert_eq!(undone, MOST);
    }
}
