//! The call that is open.

use egui::Key;

use super::search::{no_number, selected_number};
use super::{NO_CALL, no_call, no_note, open_call, row_at_hand};
use crate::call::{Entry, Mark};
use crate::ui::Action;
use crate::ui::call_list::choosing;
use crate::ui::command::{Now, Press, Scope, Section, Spec};
use crate::ui::icons::Icon;

pub const STAR: Spec = Spec::new(
    Section::Call,
    "Star or unstar the call",
    "Calls with a star are found by is:starred. Where several calls are chosen, all of them.",
    |at| {
        if choosing::count(at.view) > 0 {
            let action = choosing::marking(Mark::Starred, at.model, at.view);
            at.actions.push(action);
        } else if let Some(row) = row_at_hand(at.model) {
            at.actions.push(Action::Star(row.id, !row.starred));
        }
    },
)
.icon(Icon::Star)
.keys(&[Press::key(Key::S)])
.on(Scope::Calls)
.when(nothing_to_mark)
.told(|now| {
    if choosing::count(now.view) > 0 {
        let are_starred = choosing::are_marked(Mark::Starred, now.model, now.view);
        let words = if are_starred {
            "Remove the stars of the chosen calls"
        } else {
            "Star the chosen calls"
        };
        return Some(words.to_owned());
    }
    let is_starred = row_at_hand(now.model)?.starred;
    let words = if is_starred {
        "Remove the star"
    } else {
        "Star the call"
    };
    Some(words.to_owned())
});

pub const REVIEW: Spec = Spec::new(
    Section::Call,
    "Mark the call as reviewed or not",
    "Says that you have heard or read it; is:reviewed finds it. Where several calls are chosen, all of them.",
    |at| {
        if choosing::count(at.view) > 0 {
            let action = choosing::marking(Mark::Reviewed, at.model, at.view);
            at.actions.push(action);
        } else if let Some(row) = row_at_hand(at.model) {
            at.actions.push(Action::Review(row.id, !row.reviewed));
        }
    },
)
.icon(Icon::Check)
.keys(&[Press::key(Key::V)])
.on(Scope::Calls)
.when(nothing_to_mark)
.told(|now| {
    if choosing::count(now.view) > 0 {
        let are_reviewed = choosing::are_marked(Mark::Reviewed, now.model, now.view);
        let words = if are_reviewed {
            "Mark the chosen calls as not reviewed"
        } else {
            "Mark the chosen calls as reviewed"
        };
        return Some(words.to_owned());
    }
    let is_reviewed = row_at_hand(now.model)?.reviewed;
    let words = if is_reviewed {
        "Mark as not reviewed"
    } else {
        "Mark as reviewed"
    };
    Some(words.to_owned())
});

pub const SWAP_SPEAKERS: Spec = Spec::new(
    Section::Call,
    "Swap the speakers of the transcript",
    "Says that agent and caller are labelled the wrong way round.",
    |at| {
        if let Some(open) = open_call(at.model) {
            let swap = Entry::Swap(!open.conversation.swapped);
            let action = Action::Enter(open.row.id, swap);
            at.actions.push(action);
        }
    },
)
.icon(Icon::Swap)
.keys(&[Press::key(Key::X)])
.on(Scope::Calls)
.when(no_transcript);

pub const OVERRULE: Spec = Spec::new(
    Section::Call,
    "Overrule the analysis…",
    "Says what is a lead, which mood it was, and which dispositions hold. The vendor’s word is kept.",
    |at| at.view.call_page.overrule(),
)
.icon(Icon::Check)
.keys(&[Press::key(Key::O)])
.on(Scope::Calls)
.when(no_call);

pub const NOTE: Spec = Spec::new(
    Section::Call,
    "Write a note",
    "Begins a note about the call. The player pauses, and the note is about the moment where it stands.",
    |at| {
        if let Some(open) = open_call(at.model) {
            at.view.call_page.begin_note(at.model, open, at.actions);
        }
    },
)
.icon(Icon::Plus)
.keys(&[Press::key(Key::C)])
.on(Scope::Calls)
.when(no_note);

pub const FIND_NEXT: Spec = Spec::new(
    Section::Call,
    "Next place of what is searched",
    "Goes to the next place in the transcript, and on to the next call after the last.",
    |at| at.view.call_page.step_find(1),
)
.icon(Icon::ArrowDown)
.keys(&[Press::key(Key::F3)])
.on(Scope::Calls)
.when(no_call)
.repeating();

pub const FIND_PREVIOUS: Spec = Spec::new(
    Section::Call,
    "Previous place of what is searched",
    "Goes to the place before in the transcript, and back to the call before the first.",
    |at| at.view.call_page.step_find(-1),
)
.icon(Icon::ArrowUp)
.keys(&[Press::shift(Key::F3)])
.on(Scope::Calls)
.when(no_call)
.repeating();

pub const COPY_NUMBER: Spec = Spec::new(
    Section::Call,
    "Copy the caller’s number",
    "Copies the number from which the selected call came.",
    |at| {
        if let Some(number) = selected_number(at.model) {
            at.actions.push(Action::CopyText(number.to_owned()));
        }
    },
)
.icon(Icon::Copy)
.on(Scope::Calls)
.when(no_number);

pub const FOLLOW: Spec = Spec::new(
    Section::Call,
    "Follow what is played",
    "Scrolls the transcript along with the recording again.",
    |at| at.view.call_page.follow(),
)
.icon(Icon::ArrowDown)
.on(Scope::Calls)
.when(|now| {
    let is_followed = !now.view.call_page.is_left_behind();
    is_followed.then_some("The transcript follows, or nothing of this call is played")
});

pub const BRING_SUBTITLES: Spec = Spec::new(
    Section::Call,
    "Bring in subtitles…",
    "Shows the lines and times of a file in SRT or WebVTT in place of the transcript.",
    |at| at.view.call_page.ask_for_subtitles(),
)
.icon(Icon::Import)
.on(Scope::Calls)
.when(no_call);

pub const DROP_SUBTITLES: Spec = Spec::new(
    Section::Call,
    "Take the subtitles off",
    "Shows the sender’s transcript again.",
    |at| {
        if let Some(open) = open_call(at.model) {
            at.actions.push(Action::KeepSubtitles(open.row.id, None));
        }
    },
)
.on(Scope::Calls)
.when(|now| match open_call(now.model) {
    None => no_call(now),
    Some(open) if open.subtitles.is_none() => Some("The call has no subtitles of yours"),
    Some(_) => None,
});

fn nothing_to_mark(now: &Now<'_>) -> Option<&'static str> {
    let is_there = choosing::count(now.view) > 0 || row_at_hand(now.model).is_some();
    (!is_there).then_some(NO_CALL)
}

fn no_transcript(now: &Now<'_>) -> Option<&'static str> {
    match open_call(now.model) {
        None => no_call(now),
        Some(open) if open.conversation.lines.is_empty() => Some("The call has no transcript"),
        Some(_) => None,
    }
}
