//! The dialog that exports calls: which, as what, and into which file.

use std::path::{Path, PathBuf};

use egui::{
    Button, Frame, Id, Key, Label, Margin, Modal, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use super::{Chosen, columns};
use crate::call::listing::Count;
use crate::ui::icons::Icon;
use crate::ui::model::{BulkAction, Export, ExportFormat, Exported, Folder, Model};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

const WIDTH: f32 = 480.0;
/// What is left around it in a small window, its own margin included, and what its title and buttons take, points.
const AROUND: f32 = 64.0;
const ENDS: f32 = 86.0;
/// Height of the list of folders, points.
const FOLDERS: f32 = 108.0;
/// Characters that some system does not take in the name of a file.
const NOT_IN_NAMES: &str = "/\\:*?\"<>|";

/// What is entered in the dialog.
#[derive(Default)]
pub struct ExportPanel {
    /// True once it was filled in for this time.
    is_begun: bool,
    takes_all: bool,
    format: ExportFormat,
    with_links: bool,
    name: String,
    /// The folder as typed, and the one that was shown when that began.
    typed: (String, PathBuf),
}

impl ExportPanel {
    fn begin(&mut self, model: &Model, chosen: &Chosen) {
        if self.is_begun {
            return;
        }
        self.is_begun = true;
        self.takes_all = chosen.is_empty();
        self.with_links = false;
        let day = model.now.strftime("%Y-%m-%d");
        self.name = format!("calls {day}.{}", self.format.ending());
    }

    fn set_format(&mut self, format: ExportFormat) {
        let ending = format!(".{}", self.format.ending());
        if let Some(stem) = self.name.strip_suffix(&ending) {
            self.name = format!("{stem}.{}", format.ending());
        }
        self.format = format;
    }

    fn file(&self) -> String {
        let plain = |c: char| {
            if c.is_control() || NOT_IN_NAMES.contains(c) {
                '-'
            } else {
                c
            }
        };
        self.name.trim().chars().map(plain).take(120).collect()
    }

    fn wanted(&self, model: &Model, chosen: &Chosen, folder: &Path) -> Export {
        let search = &model.search;
        Export {
            calls: if self.takes_all {
                Exported::Question(search.question.clone(), search.sort, model.calendar())
            } else {
                Exported::Chosen(chosen.choice().clone())
            },
            columns: columns::shown(model).to_vec(),
            format: self.format,
            with_links: self.with_links,
            folder: folder.to_owned(),
            name: self.file(),
        }
    }
}

/// Draws it while it is asked how to export.
pub fn export_ui(
    ui: &Ui,
    model: &Model,
    actions: &mut Actions,
    chosen: &Chosen,
    panel: &mut ExportPanel,
) {
    let Some(folder) = &model.bulk.asking else {
        panel.is_begun = false;
        return;
    };
    panel.begin(model, chosen);
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let dialog = Modal::new(Id::unique("export")).frame(frame);
    let shown = dialog.show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
        ui.set_width(WIDTH.min(room.x));
        ui.spacing_mut().interact_size.y = 22.0;
        let title = ui.label(text::title("Export calls"));
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Export calls"));
        ui.add_space(8.0);
        let enters = widgets::scrolled_ui(ui, room.y - ENDS, |ui| {
            choices_ui(ui, model, chosen, folder, actions, panel)
        });
        ui.add_space(16.0);
        buttons_ui(ui, model, chosen, folder, actions, panel, enters)
    });
    if shown.inner || shown.should_close() {
        actions.push(Action::Bulk(BulkAction::CloseExport));
    }
}

/// What is written, how and where; true when it is to be written.
fn choices_ui(
    ui: &mut Ui,
    model: &Model,
    chosen: &Chosen,
    folder: &Folder,
    actions: &mut Actions,
    panel: &mut ExportPanel,
) -> bool {
    // What is told in it at times makes no other fields of those below.
    ui.scope(|ui| {
        what_ui(ui, model, chosen, panel);
        how_ui(ui, model, panel);
    });
    ui.add_space(8.0);
    folder_ui(ui, folder, actions, panel);
    name_ui(ui, folder, panel)
}

fn what_ui(ui: &mut Ui, model: &Model, chosen: &Chosen, panel: &mut ExportPanel) {
    if !chosen.is_empty() {
        let count = words::count(chosen.choice().len());
        let words = format!("The chosen calls: {count}");
        if widgets::radio_ui(ui, !panel.takes_all, words).clicked() {
            panel.takes_all = false;
        }
    }
    let which = if model.search.question.is_empty() {
        "All calls"
    } else {
        "All calls of this question"
    };
    let words = match model.search.count {
        Count::Exactly(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            format!("{which}: {}", words::count(count))
        }
        _ => which.to_owned(),
    };
    if widgets::radio_ui(ui, panel.takes_all, words).clicked() {
        panel.takes_all = true;
    }
    ui.add_space(8.0);
}

fn how_ui(ui: &mut Ui, model: &Model, panel: &mut ExportPanel) {
    for (format, words) in [
        (ExportFormat::Table, "A table for a spreadsheet (CSV)"),
        (ExportFormat::Lines, "One JSON object a line"),
    ] {
        if widgets::radio_ui(ui, panel.format == format, words).clicked() {
            panel.set_format(format);
        }
    }
    let names: Vec<&str> = columns::shown(model)
        .iter()
        .map(|it| words::column(*it))
        .collect();
    let told = format!("Columns as in the table: {}", names.join(", "));
    ui.add(Label::new(text::caption(told)).wrap());
    ui.add_space(8.0);
    widgets::checkbox_ui(
        ui,
        &mut panel.with_links,
        "With the links to the recordings",
    );
    if panel.with_links {
        let warning = "Whoever gets the file can listen by these links.";
        ui.label(text::caption(warning).color(ui.tokens().warning));
    }
}

fn folder_ui(ui: &mut Ui, folder: &Folder, actions: &mut Actions, panel: &mut ExportPanel) {
    let mut look = |path: PathBuf| actions.push(Action::Bulk(BulkAction::LookInto(path)));
    ui.horizontal(|ui| {
        for (name, path) in &folder.places {
            let is_here = *path == folder.path;
            let button = ui.add(Button::selectable(is_here, text::body(name)));
            if button.clicked() {
                look(path.clone());
            }
        }
    });
    ui.horizontal(|ui| {
        let parent = folder.path.parent();
        ui.add_enabled_ui(parent.is_some(), |ui| {
            let up = widgets::icon_button_ui(ui, Icon::ArrowUp, "To the folder above");
            if let Some(parent) = parent.filter(|_| up.clicked()) {
                look(parent.to_owned());
            }
        });
        let (typed, shown) = &mut panel.typed;
        if *shown != folder.path {
            *typed = folder.path.display().to_string();
            shown.clone_from(&folder.path);
        }
        let field = TextEdit::singleline(typed)
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(10, 6))
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Folder"));
        if field.lost_focus() && Path::new(typed.as_str()) != folder.path {
            look(PathBuf::from(typed.trim()));
        }
    });
    if let Some(fault) = &folder.fault {
        let fault = text::body(fault).color(ui.tokens().sentiment_negative);
        ui.add(Label::new(fault).wrap());
        return;
    }
    let ground = Frame::new()
        .fill(ui.tokens().raised)
        .inner_margin(Margin::symmetric(10, 4));
    ground.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let list = ScrollArea::vertical()
            .max_height(FOLDERS)
            .auto_shrink(false);
        list.show_rows(ui, 24.0, folder.folders.len(), |ui, rows| {
            for name in folder.folders.get(rows).unwrap_or_default() {
                let button = Button::new(text::body(name)).frame(false).truncate();
                let row = ui.add(button);
                row.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("Folder {name}"))
                });
                if row.clicked() {
                    look(folder.path.join(name));
                }
            }
        });
    });
}

/// The field of the name; true when it was entered.
fn name_ui(ui: &mut Ui, folder: &Folder, panel: &mut ExportPanel) -> bool {
    ui.add_space(8.0);
    let field = TextEdit::singleline(&mut panel.name)
        .hint_text(text::subdued("Name of the file"))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the file"));
    let file = panel.file();
    let is_taken = |name: &str| folder.files.iter().any(|taken| taken == name);
    if is_taken(&file) {
        let free = (2..).map(|number| words::numbered(&file, number));
        let free = free
            .take(1_000)
            .find(|name| !is_taken(name))
            .unwrap_or_default();
        let told = format!("There is such a file already, which stays: this one becomes {free}");
        ui.add(Label::new(text::caption(told)).wrap());
    }
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// True when the dialog is to be closed.
fn buttons_ui(
    ui: &mut Ui,
    model: &Model,
    chosen: &Chosen,
    folder: &Folder,
    actions: &mut Actions,
    panel: &ExportPanel,
    enters: bool,
) -> bool {
    let is_named = !panel.file().trim_matches('.').is_empty();
    let is_usable = folder.fault.is_none() && folder.path.parent().is_some();
    let can_go = is_named && is_usable && model.bulk.work.is_none();
    let buttons = ui.horizontal(|ui| {
        let go = ui.add_enabled_ui(can_go, |ui| {
            widgets::primary_button_ui(ui, None, "Export").clicked()
        });
        if go.inner || (enters && can_go) {
            let wanted = panel.wanted(model, chosen, &folder.path);
            actions.push(Action::Bulk(BulkAction::Export(wanted)));
        }
        widgets::button_ui(ui, None, "Cancel").clicked()
    });
    buttons.inner
}
