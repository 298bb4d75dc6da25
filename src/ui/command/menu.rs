//! The menu in the top bar: every command by section.

use egui::{Atom, Button, IdSalt, Popup, Ui, vec2};

use super::Command;
use super::spec::{At, Now, Section};
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::text;
use crate::ui::{Actions, ViewState, widgets};

const ICON: f32 = 16.0;
/// Of the menu, and of what opens beside it, points.
const MENU: f32 = 200.0;
const WIDTH: f32 = 320.0;
/// What the edges of the window keep, points.
const BESIDE: f32 = 24.0;

/// The button that opens it; does what is chosen.
pub fn menu_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    let button = widgets::icon_button_ui(ui, Icon::Menu, "Menu");
    let now = Now { model, view };
    let chosen = Popup::menu(&button).show(|ui| {
        ui.set_width(MENU);
        widgets::menu_scrolled_ui(ui, |ui| sections_ui(ui, &now))
    });
    if let Some(command) = chosen.and_then(|shown| shown.inner) {
        view.palette.used(command);
        command.run(&mut At {
            ui,
            model,
            actions,
            view,
        });
    }
}

/// The sections, each of which opens beside; the command that was pressed.
fn sections_ui(ui: &mut Ui, now: &Now<'_>) -> Option<Command> {
    let mut chosen = command_ui(ui, Command::Palette, now);
    for section in Section::ALL {
        let opened = ui.menu_button(text::body(section.words()), |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - BESIDE));
            widgets::menu_scrolled_ui(ui, |ui| {
                let commands = Command::ALL.iter();
                let here = commands.filter(|command| command.spec().section == section);
                here.filter_map(|&command| command_ui(ui, command, now))
                    .last()
            })
        });
        chosen = chosen.or(opened.inner.flatten());
    }
    chosen
}

/// One command; itself where it was pressed.
fn command_ui(ui: &mut Ui, command: Command, now: &Now<'_>) -> Option<Command> {
    let spec = command.spec();
    let why_not = command.why_not(now);
    let icon = match spec.icon {
        Some(icon) => Atom::from(icon.image(ICON)),
        None => Atom::custom(IdSalt::new("no icon"), vec2(ICON, ICON)),
    };
    let button = Button::new((icon, text::body(command.words(now))))
        .image_tint_follows_text_color(true)
        .shortcut_text(text::caption(command.keys(ui.ctx())));
    let response = ui.add_enabled(why_not.is_none(), button);
    let response = response
        .on_hover_text(text::body(spec.tooltip))
        .on_disabled_hover_text(text::body(why_not.unwrap_or_default()));
    response.clicked().then_some(command)
}
