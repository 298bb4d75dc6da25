//! The sheet on which the sender's analysis is overruled: lead, sentiment, dispositions. Each press counts at once.

use egui::{
    Button, Frame, Id, Label, Modal, Response, Role, ScrollArea, TextWrapMode, Ui, WidgetInfo, vec2,
};

use crate::call::{Entry, Mood, Overrule, verdict};
use crate::ui::model::OpenCall;
use crate::ui::theme::text;
use crate::ui::{Action, Actions, shell, widgets, words};

/// The dispositions that the sender knows, in its order; the lead has a row of its own.
const KNOWN: [&str; 11] = [
    "voicemail",
    "current_customer",
    "new_customer",
    "employment_inquiry",
    "conversation",
    "opportunity",
    "appointment",
    "abandon",
    "no_agent",
    "no_caller",
    "telemarketer",
];
const LABELS: f32 = 150.0;
/// Height of a choice, which its label stands beside, points.
const CHOICE: f32 = 32.0;
const WIDTH: f32 = 560.0;
/// Below this width the choices stand under their label, points.
const BESIDE: f32 = 480.0;
/// What is left around it in a small window, its own margin included, and what its words and button take, points.
const AROUND: f32 = 64.0;
const ENDS: f32 = 156.0;
/// What they take where the words scroll too.
const SHORT_ENDS: f32 = 92.0;
const TALLEST: f32 = 420.0;

/// The sheet, over everything; clears `shown` when it is closed.
pub fn overrule_sheet_ui(ui: &Ui, open: &OpenCall, actions: &mut Actions, shown: &mut bool) {
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let modal = Modal::new(Id::unique("overrule")).frame(frame);
    let modal = modal.show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
        ui.set_max_width(WIDTH.min(room.x));
        ui.spacing_mut().interact_size.y = 24.0;
        ui.label(text::title("Overrule the analysis"));
        ui.add_space(4.0);
        let is_short = shell::is_short(ui);
        if !is_short {
            explained_ui(ui);
        }
        let ends = if is_short { SHORT_ENDS } else { ENDS };
        let tallest = (room.y - ends).clamp(80.0, TALLEST);
        let area = ScrollArea::vertical()
            .max_height(tallest)
            .min_scrolled_height(tallest);
        widgets::scroll_ui(ui, area, |ui| {
            if is_short {
                explained_ui(ui);
            }
            for row in rows(open) {
                row_ui(ui, open, &row, actions);
            }
        });
        ui.add_space(16.0);
        widgets::primary_button_ui(ui, None, "Done").clicked()
    });
    if modal.inner || modal.should_close() {
        *shown = false;
    }
}

fn explained_ui(ui: &mut Ui) {
    let words = "Your word counts in lists, filters and exports. The vendor’s stays beside it and is searched by \
                 vendor-lead, vendor-sentiment or vendor-disposition.";
    ui.add(Label::new(text::subdued(words)).wrap());
    ui.add_space(12.0);
}

/// What can be said about one thing.
struct Row {
    label: String,
    /// The sender's word.
    vendors: String,
    /// A word each, and what it says; without a value the sender's word holds.
    choices: Vec<(&'static str, Overrule)>,
}

fn rows(open: &OpenCall) -> Vec<Row> {
    let facts = &open.call.facts;
    let yes_no = |said: Option<bool>| match said {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => "not said".to_owned(),
    };
    let flags = |of: &dyn Fn(Option<bool>) -> Overrule| {
        vec![
            ("", of(None)),
            ("Yes", of(Some(true))),
            ("No", of(Some(false))),
        ]
    };
    let moods = Mood::ALL.into_iter().map(|mood| {
        let word = match mood {
            Mood::Positive => "Positive",
            Mood::Neutral => "Neutral",
            Mood::Negative => "Negative",
        };
        (word, Overrule::Sentiment(Some(mood)))
    });
    let mut rows = vec![
        Row {
            label: "Lead".to_owned(),
            vendors: yes_no(verdict::lead(facts)),
            choices: flags(&Overrule::Lead),
        },
        Row {
            label: "Sentiment".to_owned(),
            vendors: facts
                .sentiment
                .overall
                .text()
                .unwrap_or("not said")
                .to_owned(),
            choices: std::iter::once(("", Overrule::Sentiment(None)))
                .chain(moods)
                .collect(),
        },
    ];
    for name in names(open) {
        let said = facts.dispositions.get(&name);
        rows.push(Row {
            label: words::label(&name),
            vendors: yes_no(verdict::flag(said)),
            choices: flags(&|value| Overrule::Disposition(name.clone(), value)),
        });
    }
    rows
}

/// The dispositions: the known ones, those that were sent, and those that the person has spoken of.
fn names(open: &OpenCall) -> Vec<String> {
    let mut names: Vec<String> = KNOWN.iter().map(|name| (*name).to_owned()).collect();
    let sent = &open.call.facts.dispositions.0;
    let flags = sent
        .iter()
        .filter(|(_, value)| verdict::flag(Some(value)).is_some());
    let further = flags
        .map(|(name, _)| name)
        .chain(open.entered.overrules.dispositions.keys());
    for name in further {
        if name != "lead" && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn row_ui(ui: &mut Ui, open: &OpenCall, row: &Row, actions: &mut Actions) {
    if ui.available_width() < BESIDE {
        ui.add(Label::new(text::body(&row.label)).truncate());
        ui.horizontal_wrapped(|ui| choices_ui(ui, open, row, actions));
        ui.add_space(4.0);
        return;
    }
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(LABELS, CHOICE), egui::Sense::hover());
        let mut label = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(rect)
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        label.add(Label::new(text::body(&row.label)).truncate());
        choices_ui(ui, open, row, actions);
    });
}

fn choices_ui(ui: &mut Ui, open: &OpenCall, row: &Row, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.x = 6.0;
    let overrules = &open.entered.overrules;
    for (word, overrule) in &row.choices {
        let is_chosen = overrules.as_now(overrule) == overrule.clone().plain();
        let shown = if word.is_empty() {
            format!("Vendor: {}", row.vendors)
        } else {
            (*word).to_owned()
        };
        if choice_ui(ui, &row.label, &shown, is_chosen).clicked() && !is_chosen {
            let entry = Entry::Overrule(overrule.clone());
            actions.push(Action::Enter(open.row.id, entry));
        }
    }
}

fn choice_ui(ui: &mut Ui, of: &str, word: &str, is_chosen: bool) -> Response {
    let response =
        ui.add(Button::selectable(is_chosen, text::body(word)).wrap_mode(TextWrapMode::Extend));
    let name = format!("{of}: {word}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &name));
    response
}
