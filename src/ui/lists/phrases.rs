//! The words and phrases of a list, and a field for another one.

use egui::text::LayoutJob;
use egui::{Align, Button, FontSelection, Layout, Margin, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::ListsPanel;
use crate::call::question::{Place, Text, words};
use crate::call::{KeywordList, Phrase};
use crate::ui::bidi;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// By whom a phrase can be said, in words.
const SPEAKERS: [(Place, &str); 3] = [
    (Place::Said, "Anyone"),
    (Place::AgentSaid, "Agent"),
    (Place::CallerSaid, "Caller"),
];

/// A phrase while it is entered.
pub(super) struct Entry {
    typed: String,
    /// Longer words count as well.
    is_open: bool,
    place: Place,
}

impl Default for Entry {
    fn default() -> Self {
        Self {
            typed: String::new(),
            is_open: true,
            place: Place::Said,
        }
    }
}

impl Entry {
    /// What was entered; none where there is no word in it.
    fn phrase(&self) -> Option<Phrase> {
        let typed = self.typed.trim();
        let text = if self.is_open {
            Text::Beginning(typed.to_owned())
        } else {
            Text::Phrase(typed.to_owned())
        };
        let place = self.place;
        words::any(typed).then_some(Phrase { text, place })
    }
}

pub(super) fn phrases_ui(
    ui: &mut Ui,
    list: &KeywordList,
    actions: &mut Actions,
    panel: &mut ListsPanel,
) {
    let is_only_read = panel.is_only_read;
    widgets::card_ui(ui, "Words and phrases", |ui| {
        for (place, phrase) in list.phrases.iter().enumerate() {
            if phrase_ui(ui, phrase, is_only_read) {
                let mut changed = list.clone();
                changed.phrases.remove(place);
                actions.push(Action::KeepList(changed));
            }
        }
        if list.phrases.is_empty() {
            ui.label(text::subdued("None yet: without words nothing is found."));
        }
        if is_only_read {
            return;
        }
        ui.add_space(8.0);
        if let Some(phrase) = entry_ui(ui, &mut panel.entry)
            && !list.phrases.contains(&phrase)
        {
            let mut changed = list.clone();
            changed.phrases.push(phrase);
            actions.push(Action::KeepList(changed));
        }
    });
}

/// A phrase in words; true when it is to go.
fn phrase_ui(ui: &mut Ui, phrase: &Phrase, is_only_read: bool) -> bool {
    let (words, kind) = match &phrase.text {
        Text::Beginning(words) => (words, "and longer words"),
        Text::Phrase(words) => (words, "exactly"),
    };
    let by = match phrase.place {
        Place::Anywhere | Place::Said => String::new(),
        Place::AgentSaid => ", said by the agent".to_owned(),
        Place::CallerSaid => ", said by the caller".to_owned(),
    };
    let mut is_dropped = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !is_only_read {
                let link = widgets::link_ui(ui, "Remove");
                let told = format!("Remove {words}");
                link.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
                is_dropped = link.clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let style = ui.style().clone();
                let mut job = LayoutJob::default();
                for text in [text::strong(words), text::subdued(format!("  {kind}{by}"))] {
                    text.append_to(&mut job, &style, FontSelection::Default, Align::Center);
                }
                bidi::wrapped_ui(ui, job);
            });
        });
    });
    is_dropped
}

/// The field of another phrase; gives it once it is entered.
fn entry_ui(ui: &mut Ui, entry: &mut Entry) -> Option<Phrase> {
    let mut is_wanted = false;
    let mut field = None;
    let size = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let is_ready = words::any(&entry.typed);
        let button = ui.add_enabled_ui(is_ready, |ui| widgets::button_ui(ui, None, "Add"));
        is_wanted = button.inner.clicked();
        let typed = TextEdit::singleline(&mut entry.typed)
            .hint_text(text::subdued("Add a word or a phrase"))
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(10, 5))
            .background_color(ui.tokens().raised);
        let typed = ui.add(typed);
        typed.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Add a word or a phrase"));
        is_wanted |= typed.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        field = Some(typed);
    });
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(text::subdued("Said by"));
        ui.spacing_mut().item_spacing.x = 2.0;
        for (place, word) in SPEAKERS {
            let is_chosen = entry.place == place;
            let button = ui.add(Button::selectable(is_chosen, text::body(word)));
            let told = format!("Said by: {word}");
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &told));
            if button.clicked() {
                entry.place = place;
            }
        }
        ui.add_space(10.0);
        widgets::checkbox_ui(ui, &mut entry.is_open, "Longer words too");
    });
    let entered = entry.phrase().filter(|_| is_wanted);
    if entered.is_some() {
        entry.typed.clear();
        if let Some(field) = field {
            field.request_focus();
        }
    }
    entered
}
