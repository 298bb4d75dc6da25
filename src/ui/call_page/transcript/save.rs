//! The transcript to be passed on: copied, or saved as a file.

use egui::{Popup, Ui};

use crate::call::transcript::written;
use crate::ui::call_page::clock::Clock;
use crate::ui::call_page::headline;
use crate::ui::call_page::quiet::quiet_button_ui;
use crate::ui::model::OpenCall;
use crate::ui::{Action, Actions, words};

/// The button with its menu; true when subtitles are to be brought in.
pub fn save_ui(ui: &mut Ui, open: &OpenCall, clock: &Clock, actions: &mut Actions) -> bool {
    let mut brings_in = false;
    let button = quiet_button_ui(ui, "Save…", "Copy or save the transcript");
    Popup::menu(&button).show(|ui| {
        if ui.button("Copy as text").clicked() {
            let text = written::plain(&open.conversation.lines);
            actions.push(Action::CopyText(text));
        }
        for format in FORMATS {
            if format.has_times && clock.times().is_empty() {
                continue;
            }
            let (caption, ending) = if format.has_times && !clock.is_exact() {
                (
                    format!("{}, times estimated", format.caption),
                    format!(" (times estimated){}", format.ending),
                )
            } else {
                (format.caption.to_owned(), format.ending.to_owned())
            };
            if ui.button(caption).clicked() {
                actions.push(Action::SaveText {
                    name: format!("{}{ending}", name(open)),
                    text: (format.write)(open, clock),
                });
            }
        }
        ui.separator();
        brings_in = ui.button("Bring in subtitles…").clicked();
    });
    brings_in
}

struct Format {
    caption: &'static str,
    ending: &'static str,
    /// True where it says when lines are said.
    has_times: bool,
    write: fn(&OpenCall, &Clock) -> String,
}

const FORMATS: [Format; 4] = [
    Format {
        caption: "Save as text",
        ending: ".txt",
        has_times: false,
        write: |open, _| written::plain(&open.conversation.lines),
    },
    Format {
        caption: "Save as Markdown",
        ending: ".md",
        has_times: false,
        write: |open, _| written::markdown(&name(open), &open.conversation.lines),
    },
    Format {
        caption: "Save as SRT subtitles",
        ending: ".srt",
        has_times: true,
        write: |open, clock| written::srt(&open.conversation.lines, clock.times()),
    },
    Format {
        caption: "Save as WebVTT subtitles",
        ending: ".vtt",
        has_times: true,
        write: |open, clock| written::vtt(&open.conversation.lines, clock.times()),
    },
];

/// Who called and when, as the name of a file.
fn name(open: &OpenCall) -> String {
    let zone = words::zone(open.call.facts.time_zone.text());
    let started_at = open.call.facts.started_at.at();
    let date = started_at.map(|at| format!(" {}", at.to_zoned(zone).date()));
    format!("{}{}", headline::title(open), date.unwrap_or_default())
}
