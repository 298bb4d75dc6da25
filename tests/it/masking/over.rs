//! What lies over the screens of a masked window: palette, menu, sheets, dialogs, notices, the settings; and the
//! narrow window.

use callbook::app::App;
use callbook::ui::model::Opened;
use egui::{Event, Key, Modifiers, OutputCommand, Role, ViewportCommand, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window::{masked, seen, select_call, without};
use crate::book::Book;
use crate::program::until;

pub fn press(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

/// What is read out, copied, opened, and written above the window.
pub fn told(window: &Harness<'_, App>) -> String {
    let output = window.output();
    let commands = output.platform_output.commands.iter();
    let commands = commands.map(|command| match command {
        OutputCommand::CopyText(text) => text.clone(),
        OutputCommand::OpenUrl(open) => open.url.clone(),
        _ => String::new(),
    });
    let viewport = output.viewport_output.get(&ViewportId::ROOT);
    let titles = viewport.iter().flat_map(|viewport| {
        let title = viewport.builder.title.clone();
        let changed = viewport
            .commands
            .iter()
            .filter_map(|command| match command {
                ViewportCommand::Title(title) => Some(title.clone()),
                _ => None,
            });
        title.into_iter().chain(changed)
    });
    let all = commands.chain(titles).collect::<Vec<_>>().join("\n");
    format!("{}\n{all}", seen(window))
}

#[test]
fn nothing_over_a_masked_window_tells_who_called() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let ids = window.state().model().calls.ids.clone().unwrap();
    // The newest is one of those that say who called wherever something can be said.
    select_call(&mut window, ids[0]);
    let check = |window: &mut Harness<'_, App>, place: &str| {
        window.run_steps(3);
        without(&told(window), &real, place);
    };
    for typed in ["", "copy", "undo", "mask"] {
        press(&mut window, Modifiers::COMMAND, Key::K);
        window.event(Event::Text(typed.to_owned()));
        check(&mut window, "the palette");
        window.get_by_role_and_label(Role::SearchInput, "Find a command");
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    window.event(Event::Text("?".to_owned()));
    check(&mut window, "the keys");
    press(&mut window, Modifiers::NONE, Key::Escape);

    // A change of the call is told by name, in the notice and as what can be undone.
    press(&mut window, Modifiers::NONE, Key::S);
    until(&mut window, |window| {
        let open = &window.state().model().open_call;
        matches!(open, Opened::Ready(open) if open.row.starred).then_some(())
    });
    check(&mut window, "the notice of a star");
    for section in ["Callbook", "Call", "Search"] {
        window.get_by_role_and_label(Role::Button, "Menu").click();
        window.run_steps(4);
        let item = window
            .get_all_by_role(Role::Button)
            .rfind(|node| node.accesskit_node().label().as_deref() == Some(section));
        item.unwrap().click();
        check(&mut window, "the menu");
        press(&mut window, Modifiers::NONE, Key::Escape);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    press(&mut window, Modifiers::NONE, Key::O);
    check(&mut window, "the sheet on which the analysis is overruled");
    window
        .get_by_role_and_label(Role::RadioButton, "Lead: No")
        .click();
    check(&mut window, "the notice of an overrule");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::X);
    check(&mut window, "the notice of swapped speakers");
    press(&mut window, Modifiers::NONE, Key::E);
    check(&mut window, "the export");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::SHIFT, Key::L);
    until(&mut window, |window| {
        window.state().model().keyword_lists.as_ref().map(drop)
    });
    check(&mut window, "the keyword lists");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::F);
    until(&mut window, |window| {
        let search = &window.state().model().search;
        let facets = &search.facets;
        (!facets.is_old(search.number) && !facets.answer.fields.is_empty()).then_some(())
    });
    check(&mut window, "the filters");
    press(&mut window, Modifiers::NONE, Key::F);
    press(&mut window, Modifiers::COMMAND, Key::F);
    for typed in ["group:", "caller:", "source:"] {
        window.event(Event::Text(typed.to_owned()));
        check(&mut window, "what the search goes on with");
        press(&mut window, Modifiers::COMMAND, Key::A);
        press(&mut window, Modifiers::NONE, Key::Backspace);
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::K);
    check(&mut window, "the player");

    press(&mut window, Modifiers::COMMAND, Key::Comma);
    let sections: Vec<String> = window
        .get_all_by_role(Role::Tab)
        .filter_map(|tab| tab.accesskit_node().label())
        .collect();
    for section in sections {
        if ["Calls", "Deliveries", "Settings"].contains(&section.as_str()) {
            continue;
        }
        window.get_by_role_and_label(Role::Tab, &section).click();
        check(&mut window, &format!("the settings, {section}"));
    }
}

#[test]
fn a_delivery_that_is_sent_again_and_a_narrow_window_tell_nothing_either() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    until(&mut window, |window| {
        let deliveries = &window.state().model().deliveries;
        deliveries.ids().filter(|ids| !ids.is_empty()).map(drop)
    });
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    until(&mut window, |window| {
        matches!(window.state().model().open_delivery, Opened::Ready(_)).then_some(())
    });
    press(&mut window, Modifiers::NONE, Key::S);
    until(&mut window, |window| {
        window.state().model().resending.as_ref().map(drop)
    });
    window.run_steps(4);
    without(&told(&window), &real, "sending again");
    press(&mut window, Modifiers::NONE, Key::Escape);

    window.set_size(egui::vec2(400.0, 300.0));
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    window.run_steps(4);
    without(&told(&window), &real, "the narrow list");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    until(&mut window, |window| {
        matches!(window.state().model().open_call, Opened::Ready(_)).then_some(())
    });
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_steps(4);
    window.get_by_role_and_label(Role::Region, "Page");
    without(&told(&window), &real, "the narrow page");
}
