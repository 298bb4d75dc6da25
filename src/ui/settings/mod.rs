//! The settings: every one explained in a sentence, found by its words, and heeded at once.
//!
//! To add a setting, write a [`Row`] into the table of its section in `rows/`.

mod number;
mod row;
mod rows;
mod side;

use std::collections::HashMap;

use egui::{Frame, Margin, Role, ScrollArea, Ui, WidgetInfo};

use self::row::{hidden_ui, row_ui};
use super::Actions;
use super::model::Model;
use super::theme::text;
use super::widgets;

pub use row::{Row, Scale, SettingsPanel, Value};
pub use side::{search_id, side_ui};

/// Width of the settings where there is room, points.
const WIDTH: f32 = 720.0;

/// The parts of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    Receiver,
    Secrets,
    Appearance,
    Times,
    Playback,
    Privacy,
    Limits,
    Storage,
}

impl Section {
    pub const ALL: [Self; 8] = [
        Self::Receiver,
        Self::Secrets,
        Self::Appearance,
        Self::Times,
        Self::Playback,
        Self::Privacy,
        Self::Limits,
        Self::Storage,
    ];

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Receiver => "Receiver",
            Self::Secrets => "Signing secrets",
            Self::Appearance => "Appearance",
            Self::Times => "Times",
            Self::Playback => "Recordings and playing",
            Self::Privacy => "Privacy",
            Self::Limits => "Limits",
            Self::Storage => "Storage",
        }
    }

    fn rows(self) -> &'static [Row] {
        match self {
            Self::Receiver => rows::receiver::ROWS,
            Self::Secrets => rows::secrets::ROWS,
            Self::Appearance => rows::appearance::ROWS,
            Self::Times => rows::times::ROWS,
            Self::Playback => rows::playback::ROWS,
            Self::Privacy => rows::privacy::ROWS,
            Self::Limits => rows::limits::ROWS,
            Self::Storage => rows::storage::ROWS,
        }
    }
}

/// The title of the setting with this key.
pub fn title_of(key: &str) -> &'static str {
    let mut rows = Section::ALL.into_iter().flat_map(Section::rows);
    let row = rows.find(|row| row.key == key);
    row.map_or("", |row| row.title)
}

/// What the screen remembers between frames.
#[derive(Default)]
pub struct SettingsState {
    section: Section,
    /// What is searched.
    typed: String,
    /// The address that is being typed.
    listen: Option<String>,
    /// The secret that is being typed.
    secret: String,
    /// Hosts that are being typed.
    hosts: Option<String>,
    /// Limits that are being typed, by their names.
    numbers: HashMap<&'static str, String>,
    /// What goes with the next press.
    going: Option<String>,
    /// How much is above the view, points.
    scrolled: f32,
    /// How much is to be above it when it is drawn next.
    scrolls_back: Option<f32>,
}

impl SettingsState {
    /// The section that is shown, and how much of it is above the view, points.
    pub fn place(&self) -> (Section, f32) {
        (self.section, self.scrolls_back.unwrap_or(self.scrolled))
    }

    /// Shows a section, with so much of it above the view.
    pub fn go_to(&mut self, section: Section, scrolled: f32) {
        self.section = section;
        self.scrolls_back = Some(scrolled);
    }

    /// A limit as it is being typed, else as it is shown.
    fn typed_number(&self, name: &'static str, shown: &str) -> String {
        let typed = self.numbers.get(name);
        typed.map_or_else(|| shown.to_owned(), Clone::clone)
    }

    /// A limit is being typed so, or not any more.
    fn type_number(&mut self, name: &'static str, typed: Option<String>) {
        match typed {
            Some(typed) => self.numbers.insert(name, typed),
            None => self.numbers.remove(name),
        };
    }

    /// The rows that are shown: those of a section, else those in which all that is searched stands.
    fn shown(&self) -> Vec<(Section, Vec<&'static Row>)> {
        let typed = self.typed.trim().to_lowercase();
        let sections = Section::ALL.into_iter();
        let sections = sections.filter(|section| !typed.is_empty() || *section == self.section);
        let found = sections.map(|section| {
            let rows = section.rows().iter();
            let rows = rows.filter(|row| row.is_found(section.words(), &typed));
            (section, rows.collect::<Vec<_>>())
        });
        found.filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

/// Draws the settings of the section that is chosen, or those that are searched.
pub fn settings_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut SettingsState) {
    let shown = state.shown();
    if shown.is_empty() {
        widgets::empty_ui(ui, "No setting is like that", "Search for another word.");
        return;
    }
    let mut panel = SettingsPanel {
        model,
        actions,
        state,
    };
    let mut area = ScrollArea::vertical().auto_shrink(false);
    if let Some(scrolled) = panel.state.scrolls_back.take() {
        area = area.vertical_scroll_offset(scrolled);
    }
    let page = widgets::scroll_ui(ui, area, |ui| {
        Frame::new()
            .inner_margin(Margin::symmetric(24, 18))
            .show(ui, |ui| {
                ui.set_max_width(WIDTH.min(ui.available_width()));
                for (section, rows) in shown {
                    let title = ui.label(text::title(section.words()));
                    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, section.words()));
                    ui.add_space(8.0);
                    widgets::card_body_ui(ui, |ui| {
                        for (at, row) in rows.into_iter().enumerate() {
                            if at > 0 {
                                ui.add_space(20.0);
                            }
                            row_ui(ui, row, &mut panel);
                        }
                    });
                    ui.add_space(16.0);
                }
            });
    });
    panel.state.scrolled = page.state.clamped_offset().y;
}
