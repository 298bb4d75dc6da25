//! The heading of the transcript: how exact its times are, and what can be done with it.

use egui::{Sides, Ui};

use super::super::clock::{Clock, Source};
use super::super::quiet::{quiet_button_ui, quiet_icon_button_ui};
use super::{HEADING, Mode, TranscriptState, save, swap};
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::OpenCall;
use crate::ui::theme::text;
use crate::ui::widgets::heading_ui;
use crate::ui::{Action, Actions, words};

/// From this width on all buttons, with their longest words, stand beside the heading, points.
const BROAD: f32 = 640.0;
/// Letters of the name of a file of subtitles that are shown.
const LONGEST_NAME: usize = 20;

/// What can be done, in the order of reading.
#[derive(Clone, Copy)]
enum Tool {
    Echoes,
    Swap,
    AsSent,
    Find,
    Save,
}

const TOOLS: [Tool; 5] = [
    Tool::Echoes,
    Tool::Swap,
    Tool::AsSent,
    Tool::Find,
    Tool::Save,
];

/// The heading, and what can be done: beside it, or below it where there is little room.
pub fn heading_row_ui(
    ui: &mut Ui,
    open: &OpenCall,
    clock: &Clock,
    state: &mut TranscriptState,
    actions: &mut Actions,
) {
    let is_broad = ui.available_width() >= BROAD;
    Sides::new().height(HEADING).show(
        ui,
        |ui| heading_ui(ui, "Transcript"),
        |ui| {
            space(ui);
            if state.mode != Mode::AsSent {
                source_ui(ui, open, clock, actions);
            }
            if is_broad {
                // From the right.
                for tool in TOOLS.into_iter().rev() {
                    tool_ui(ui, tool, open, clock, state, actions);
                }
            }
        },
    );
    if !is_broad {
        ui.horizontal_wrapped(|ui| {
            space(ui);
            for tool in TOOLS {
                tool_ui(ui, tool, open, clock, state, actions);
            }
        });
    }
}

fn space(ui: &mut Ui) {
    ui.spacing_mut().interact_size.y = HEADING;
    ui.spacing_mut().item_spacing.x = 14.0;
}

fn tool_ui(
    ui: &mut Ui,
    tool: Tool,
    open: &OpenCall,
    clock: &Clock,
    state: &mut TranscriptState,
    actions: &mut Actions,
) {
    let is_as_sent = state.mode == Mode::AsSent;
    match tool {
        Tool::Echoes | Tool::Swap if is_as_sent => {}
        Tool::Echoes => echoes_ui(ui, open.conversation.echoes, state),
        Tool::Swap => swap_ui(ui, open, actions),
        Tool::AsSent => as_sent_ui(ui, open, state),
        Tool::Find => {
            let name = Command::FindNext.name_with_key("Find in the transcript", ui.ctx());
            if quiet_button_ui(ui, "Find", &name).clicked() {
                state.find.open();
            }
        }
        Tool::Save => {
            if save::save_ui(ui, open, clock, actions) {
                state.bring.open();
            }
        }
    }
}

fn swap_ui(ui: &mut Ui, open: &OpenCall, actions: &mut Actions) {
    let (caption, name) = if open.conversation.swapped {
        ("Speakers swapped · Undo", "Undo the swap of speakers")
    } else {
        ("Swap speakers", "Swap the speakers")
    };
    let name = Command::SwapSpeakers.name_with_key(name, ui.ctx());
    if quiet_icon_button_ui(ui, Icon::Swap, caption, &name).clicked() {
        actions.push(swap(open));
    }
}

/// The way to the text as it was sent, and back.
fn as_sent_ui(ui: &mut Ui, open: &OpenCall, state: &mut TranscriptState) {
    let (caption, name, other) = if state.mode == Mode::AsSent {
        let name = "Show the transcript by speaker";
        ("By speaker", name, Mode::Conversation)
    } else {
        ("As sent", "Show the transcript as sent", Mode::AsSent)
    };
    let has_sent = open.call.facts.transcript.text().is_some();
    if has_sent && quiet_button_ui(ui, caption, name).clicked() {
        state.switch(other);
    }
}

fn echoes_ui(ui: &mut Ui, count: usize, state: &mut TranscriptState) {
    if count == 0 {
        return;
    }
    let echoes = match count {
        1 => "1 echo".to_owned(),
        _ => format!("{} echoes", words::count(count)),
    };
    let (caption, name, other) = if state.mode == Mode::Everything {
        let caption = format!("{echoes} shown · Hide");
        (caption, format!("Hide {echoes}"), Mode::Conversation)
    } else {
        let caption = format!("{echoes} hidden · Show");
        (caption, format!("Show {echoes}"), Mode::Everything)
    };
    let button = quiet_button_ui(ui, &caption, &name).on_hover_text(
        "Each channel hears the other, so that most lines are sent twice. Each is shown once.",
    );
    if button.clicked() {
        state.switch(other);
    }
}

/// How exact the times of the lines are, and why.
fn source_ui(ui: &mut Ui, open: &OpenCall, clock: &Clock, actions: &mut Actions) {
    let (note, why) = match &clock.source {
        Source::None => return,
        Source::Text => (
            "times estimated",
            "From the length of the text, and exact at lines with a keyword that the sender heard.",
        ),
        Source::Sound => (
            "times estimated",
            "From where somebody speaks in the recording, and exact at lines with a keyword that the sender heard.",
        ),
        Source::Subtitles(name) => {
            if quiet_button_ui(ui, "Take off", &format!("Take {name} off the call")).clicked() {
                actions.push(Action::KeepSubtitles(open.call.id, None));
            }
            let hint =
                format!("These lines and their times are from {name}, which you brought in.");
            ui.label(text::caption(format!("from {}", short(name))))
                .on_hover_text(text::body(hint));
            return;
        }
    };
    ui.label(text::caption(note)).on_hover_text(text::body(why));
}

/// The name of a file where there is little room for it.
fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let head: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", head.trim_end())
}
