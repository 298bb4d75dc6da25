//! The dialog that brings in subtitles.

use std::path::PathBuf;

use egui::{Frame, Id, Key, Label, Modal, Role, TextEdit, Ui, WidgetInfo};

use crate::ui::model::OpenCall;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

const WIDTH: f32 = 440.0;
const WORDS: &str = "A file in SRT or WebVTT. Its lines are shown in place of the transcript, and its times hold exactly. \
                     You can take it off again.";
const DROP: &str = "Or drop the file on the window while the call is open.";

/// What is entered.
#[derive(Default)]
pub struct BringPanel {
    /// The path as it is typed, while the dialog is open.
    typed: Option<String>,
    /// The field is to have the focus.
    wants_focus: bool,
}

impl BringPanel {
    pub fn open(&mut self) {
        self.typed = Some(String::new());
        self.wants_focus = true;
    }

    pub fn is_open(&self) -> bool {
        self.typed.is_some()
    }

    /// Draws the dialog over everything, where it is open.
    pub fn show_ui(&mut self, ui: &Ui, open: &OpenCall, actions: &mut Actions) {
        let Some(typed) = &mut self.typed else {
            return;
        };
        let mut is_over = false;
        let frame = Frame::popup(ui.style()).inner_margin(24);
        let modal = Modal::new(Id::unique("bring in subtitles")).frame(frame);
        let modal = modal.show(ui.ctx(), |ui| {
            ui.set_max_width(WIDTH.min(ui.ctx().content_rect().width() - 96.0));
            ui.label(text::title("Bring in subtitles"));
            ui.add_space(8.0);
            ui.add(Label::new(text::body(WORDS)).wrap());
            ui.add_space(12.0);
            let field = TextEdit::singleline(typed)
                .hint_text(text::subdued("Path of the file"))
                .desired_width(f32::INFINITY)
                .background_color(ui.tokens().raised);
            let field = ui.add(field);
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Path of the file"));
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
            }
            let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(4.0);
            ui.label(text::caption(DROP));
            ui.add_space(12.0);
            let path = path(typed);
            ui.horizontal(|ui| {
                let bring = ui.add_enabled_ui(path.is_some(), |ui| {
                    widgets::primary_button_ui(ui, None, "Bring in")
                });
                if let Some(path) = path.filter(|_| enter || bring.inner.clicked()) {
                    actions.push(Action::ReadSubtitles(open.call.id, vec![path]));
                    is_over = true;
                }
                is_over |= widgets::button_ui(ui, None, "Cancel").clicked();
            });
        });
        if is_over || modal.should_close() {
            self.typed = None;
        }
    }
}

/// The path as file managers copy it, too: in quotes, or as an address.
fn path(typed: &str) -> Option<PathBuf> {
    let bare = typed.trim();
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let bare = bare.trim_matches(['"', '\'']);
    (!bare.is_empty()).then(|| PathBuf::from(bare))
}
