//! Weeks begin with the day that was chosen, on the command line as well as in the window.

use callbook::app::{App, Said};
use callbook::call::WeekStart;
use callbook::config::{Config, Given};
use callbook::receiver::Settings;
use callbook::store::Store;
use callbook::ui::model::Choice;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use serde_json::json;

use crate::book::Book;
use crate::made::envelope;
use crate::program::until;

const LAST_WEEK: &str = "during:\"last week\"";

/// The days of the three weeks before `today`, the newest first.
fn days(today: Date) -> impl Iterator<Item = Date> {
    (1..=21).map(move |back| today.checked_sub(back.days()).unwrap())
}

/// A book with a call at noon of each of these days.
fn book_of(today: Date) -> Book {
    let book = Book::new();
    let calls: Vec<_> = (1..)
        .zip(days(today))
        .map(|(id, day)| {
            json!({ "Action": "CallDetailsV5.CallProcessed", "id": id, "call_duration": 20,
                "tracking_number": "8332795145", "caller_number": "9055802283", "organization_id": 5440,
                "start_time_utc": format!("{day}T12:00:00.000"), "time_zone_name": "UTC" })
        })
        .collect();
    let body = envelope("CallDetailsV5", 300_000_000, 1, &calls);
    let file = book.file("calls.json", &String::from_utf8(body).unwrap());
    book.run(["import", file.to_str().unwrap()]).ok();
    book
}

/// The days on which the calls of last week started, the newest first, as the program tells them in this locale.
fn told(book: &Book, locale: &str) -> Vec<String> {
    let mut command = book.command(["calls", LAST_WEEK, "--json"]);
    command.env("TZ", "UTC").env("LC_ALL", locale);
    let output = command.output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let rows = lines.lines().map(|line| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["started_at"].as_str().unwrap()[..10].to_owned()
    });
    rows.collect()
}

fn last_week(today: Date, week: WeekStart) -> Vec<String> {
    let before = week.days_before(today);
    let is_of_it = |day: &Date| {
        let back = i64::from((today - *day).get_days());
        (before + 1..=before + 7).contains(&back)
    };
    days(today)
        .filter(is_of_it)
        .map(|day| day.to_string())
        .collect()
}

/// Asks on one day, however late it is.
fn on_one_day(ask: impl Fn(Date)) {
    let today = || Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date();
    let before = today();
    let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ask(before)));
    if today() != before {
        ask(today());
    } else if let Err(fault) = asked {
        std::panic::resume_unwind(fault);
    }
}

#[test]
fn the_command_line_begins_weeks_as_the_locale_and_then_as_chosen() {
    on_one_day(|today| {
        let book = book_of(today);
        for (locale, week) in [
            ("en_US.UTF-8", WeekStart::Sunday),
            ("de_DE.UTF-8", WeekStart::Monday),
            ("ar_EG", WeekStart::Saturday),
            ("C.UTF-8", WeekStart::Monday),
        ] {
            assert_eq!(told(&book, locale), last_week(today, week), "{locale}");
        }
        let store = Store::open(&book.dir()).unwrap();
        let choice = Choice::Week(WeekStart::Saturday);
        store
            .set_choice(choice.key(), Some(&choice.written()))
            .unwrap();
        let wanted = last_week(today, WeekStart::Saturday);
        assert_eq!(told(&book, "en_US.UTF-8"), wanted);
    });
}

/// The window on a book in a locale.
fn window(book: &Book, locale: &'static str) -> Harness<'static, App> {
    let given = Given {
        data_dir: Some(book.dir()),
        ..Given::default()
    };
    let env = |name: &str| (name == "LANG").then(|| locale.into());
    let said = Said::of(&Config::load(given, env).unwrap());
    let settings = Settings::usual(book.dir(), "127.0.0.1:0".to_owned());
    Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|creation| App::told(settings, said, &creation.egui_ctx).unwrap())
}

#[test]
fn the_window_begins_weeks_as_the_locale_until_another_day_is_chosen() {
    let today = Zoned::now().date();
    let book = book_of(today);
    let week = |window: &Harness<'_, App>| window.state().model().choices.week;
    let mut first = window(&book, "en_US.UTF-8");
    first.run_steps(3);
    assert_eq!(week(&first), WeekStart::Sunday);
    let number = first.state().model().search.number;
    first.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    first.run_steps(3);
    first.get_by_role_and_label(Role::Tab, "Times").click();
    first.run_steps(3);
    first
        .get_by_role_and_label(Role::RadioButton, "Saturday")
        .click();
    until(&mut first, |window| {
        // What was asked is asked anew.
        let model = window.state().model();
        let is_answered = model.search.number > number && model.calls.number == model.search.number;
        (is_answered && week(window) == WeekStart::Saturday).then_some(())
    });
    first.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    first.run_steps(3);
    assert_eq!(week(&first), WeekStart::Sunday);
    first.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    first.run_steps(3);
    drop(first);
    let again = window(&book, "en_US.UTF-8");
    assert_eq!(week(&again), WeekStart::Saturday);
}
