//! The transcript to be passed on: copied, or saved as a file.

use egui::{Popup, Ui};

use crate::call::transcript::{LineTime, anchors, estimate, length_secs, written};
use crate::ui::call_page::headline;
use crate::ui::call_page::quiet::quiet_button_ui;
use crate::ui::model::OpenCall;
use crate::ui::{Action, Actions, words};

/// The button with its menu.
pub fn save_ui(ui: &mut Ui, open: &OpenCall, actions: &mut Actions) {
    let button = quiet_button_ui(ui, "Save…", "Copy or save the transcript");
    Popup::menu(&button).show(|ui| {
        if ui.button("Copy as text").clicked() {
            let text = written::plain(&open.conversation.lines);
            actions.push(Action::CopyText(text));
        }
        for format in FORMATS {
            if ui.button(format.caption).clicked() {
                actions.push(Action::SaveText {
                    name: format!("{}{}", name(open), format.ending),
                    text: (format.write)(open),
                });
            }
        }
    });
}

struct Format {
    caption: &'static str,
    ending: &'static str,
    write: fn(&OpenCall) -> String,
}

const FORMATS: [Format; 4] = [
    Format {
        caption: "Save as text",
        ending: ".txt",
        write: |open| written::plain(&open.conversation.lines),
    },
    Format {
        caption: "Save as Markdown",
        ending: ".md",
        write: |open| written::markdown(&name(open), &open.conversation.lines),
    },
    Format {
        caption: "Save as SRT subtitles, times estimated",
        ending: " (times estimated).srt",
        write: |open| written::srt(&open.conversation.lines, &times(open)),
    },
    Format {
        caption: "Save as WebVTT subtitles, times estimated",
        ending: " (times estimated).vtt",
        write: |open| written::vtt(&open.conversation.lines, &times(open)),
    },
];

/// Who called and when, as the name of a file.
fn name(open: &OpenCall) -> String {
    let zone = words::zone(open.call.facts.time_zone.text());
    let started_at = open.call.facts.started_at.at();
    let date = started_at.map(|at| format!(" {}", at.to_zoned(zone).date()));
    format!("{}{}", headline::title(open), date.unwrap_or_default())
}

/// Times from keywords and the length of the text: from the answer to the end of the call.
fn times(open: &OpenCall) -> Vec<LineTime> {
    let (call, lines) = (&open.call, &open.conversation.lines);
    let from = call.wait_secs.map_or(0.0, |wait| wait.0);
    let talked = call.facts.talk_secs.copied().map(|talk| from + talk.0);
    let until = length_secs(call).or(talked).unwrap_or(0.0).max(from);
    let hits = call.facts.keywords.get().map_or(&[][..], Vec::as_slice);
    let anchors = anchors(lines, hits, until);
    estimate(lines, &anchors, (from, until))
}
