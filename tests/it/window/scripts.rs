//! Pictures of names and of what is said in scripts that go from right to left, have no spaces, or are long.

use std::fs;
use std::sync::Arc;

use callbook::call::transcript::{conversation, split};
use callbook::call::{CallId, CallRow, Said};
use callbook::ui::model::{CallList, Choice, Model, Opened, ThemeChoice};
use callbook::ui::theme;
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontFamily, Key, Modifiers};
use egui_kittest::{Harness, SnapshotResults};

use super::sizes::{MIDDLE, SMALL, picture, press};
use super::{Window, book, calls};
use crate::drawing::can_draw;

/// Where some systems have what Inter lacks: Hebrew and Arabic, Chinese and Japanese.
const FONTS: [(&str, &str); 2] = [
    (
        "right to left",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    ),
    (
        "ideographs",
        "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    ),
];

/// The program's fonts, and behind them those that the program would find on such a system.
fn install(ctx: &Context) {
    theme::install(ctx);
    for (name, path) in FONTS {
        let families = [FontFamily::Proportional, FontFamily::Monospace]
            .into_iter()
            .chain(["medium", "semibold"].map(|name| FontFamily::Name(name.into())))
            .map(|family| InsertFontFamily {
                family,
                priority: FontPriority::Lowest,
            });
        let Ok(font) = fs::read(path) else { continue };
        let data = FontData::from_owned(font);
        ctx.add_font(FontInsert::new(name, data, families.collect()));
    }
}

const NAMES: [&str; 6] = [
    "שרה כהן",
    "株式会社ウィンドウズアンドドアーズ東京本店営業部",
    "محمد علي",
    "李小龍",
    "Dr. Marguerite-Élisabeth Vandenberghe-Castellanos y Fernández de la Santísima Trinidad",
    "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu",
];

/// A book of people with such names, the one at a place open.
fn foreign(at: usize) -> Model {
    let rows: Vec<CallRow> = (1..)
        .zip(NAMES)
        .map(|(id, name)| CallRow {
            group_name: Some("דלתות וחלונות · 窓とドア · ЭЛЕКТРОМОНТАЖ и сыновья".to_owned()),
            lead: Some(true),
            lead_reason: Some("Appointment with somebody - Confirming".to_owned()),
            starred: true,
            ..book::call(id, name, book::NOW)
        })
        .collect();
    let mut open = book::open_call();
    let facts = &mut open.call.facts;
    facts.caller.name = Said::Value(NAMES[at].to_owned());
    facts.caller.city =
        Said::Value("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".to_owned());
    facts.group.name = Said::Value("דלתות וחלונות · 窓とドア · ЭЛЕКТРОМОНТАЖ и сыновья".to_owned());
    open.row = rows[at].clone();
    Model {
        calls: CallList {
            ids: Some(Arc::new(rows.iter().map(|row| row.id).collect())),
            selected: Some(CallId(i64::try_from(at).unwrap() + 1)),
            rows: rows
                .into_iter()
                .map(|row| (row.id, Arc::new(row)))
                .collect(),
            ..CallList::default()
        },
        open_call: Opened::Ready(Arc::new(open)),
        ..calls()
    }
}

const HEBREW: [&str; 2] = [
    "Agent: שלום, הגעתם לחברת Acme Windows, מדברת שרה, במה אפשר לעזור? Caller: שלום, מדבר משה כהן מרחוב הרצל 12 בתל \
     אביב. אני מתקשר בקשר לחלונות ולדלת הזזה, קיבלתי הצעת מחיר (מספר 4471) לפני 3 שבועות ואני רוצה לקבוע פגישה. \
     Agent: בוודאי. האם יום רביעי בשעה 10:30 מתאים לך? Caller: כן, תודה רבה!",
    "משה כהן ביקש לקבוע פגישה בעניין הצעת מחיר 4471 של Acme Windows. נקבעה פגישה ליום רביעי בשעה 10:30.",
];
const ARABIC: [&str; 2] = [
    "Agent: مرحبا، معك شركة Acme Windows، كيف أستطيع أن أساعدك؟ Caller: مرحبا، اسمي محمد علي وأتصل بخصوص النوافذ \
     والأبواب في الشقة رقم 25، وصلني عرض السعر (رقم 4471) قبل 3 أسابيع وأريد أن أحدد موعدا. Agent: بكل سرور، هل \
     يناسبك يوم الأربعاء الساعة 10:30؟ Caller: نعم، شكرا جزيلا!",
    "طلب محمد علي تحديد موعد بشأن عرض السعر 4471 من Acme Windows، وتم الاتفاق على يوم الأربعاء الساعة 10:30.",
];

/// A call in which this was said, and its summary.
fn spoken([said, summary]: [&str; 2]) -> Model {
    let at = if said == HEBREW[0] { 0 } else { 2 };
    let mut model = foreign(at);
    if let Opened::Ready(open) = &mut model.open_call {
        let open = Arc::make_mut(open);
        open.call.facts.transcript = Said::Value(said.to_owned());
        open.call.facts.summary = Said::Value(summary.to_owned());
        open.call.facts.keywords = Said::Nothing;
        open.call.transcript = split(said);
        open.conversation = conversation(&open.call, false);
    }
    model
}

fn window(model: Model, size: [f32; 2]) -> Harness<'static, Window> {
    let mut window = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_context_setup(install)
        .allow_missing_glyphs()
        .wgpu()
        .build_eframe(|_| Window::new(model));
    window.run_steps(6);
    window
}

#[test]
fn what_is_said_from_right_to_left() {
    if !can_draw() || lacks_fonts() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (said, size, theme, name) in [
        (
            HEBREW,
            [800.0, 1300.0],
            ThemeChoice::Light,
            "scripts-hebrew-said",
        ),
        (
            ARABIC,
            [1100.0, 1300.0],
            ThemeChoice::Dark,
            "scripts-arabic-said",
        ),
    ] {
        let model = Model {
            theme,
            ..spoken(said)
        };
        let mut window = window(model, size);
        press(&mut window, Modifiers::NONE, Key::Enter);
        picture(&mut results, name, window);
    }
}

/// True where they are not all there: names would be pictured as boxes.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn lacks_fonts() -> bool {
    let lacks_one = FONTS.iter().any(|(_, path)| !fs::exists(path).unwrap());
    if lacks_one {
        println!(
            "skipped: no fonts for these scripts (Debian: fonts-dejavu-core, fonts-droid-fallback)"
        );
    }
    lacks_one
}

#[test]
fn names_of_every_length_and_script() {
    if !can_draw() || lacks_fonts() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (at, percent, size, theme, name) in [
        (0, 100, MIDDLE, ThemeChoice::Dark, "scripts-hebrew"),
        (1, 100, SMALL, ThemeChoice::Light, "scripts-japanese-800"),
        (4, 100, SMALL, ThemeChoice::Dark, "scripts-long-800"),
        (5, 200, SMALL, ThemeChoice::Light, "scripts-endless-large"),
    ] {
        let mut model = Model {
            theme,
            ..foreign(at)
        };
        model.take_choice(Choice::TextPercent(percent));
        let mut window = window(model, size);
        if percent == 200 {
            results.add(window.try_snapshot(format!("{name}-list")));
            press(&mut window, Modifiers::NONE, Key::Enter);
        }
        picture(&mut results, name, window);
    }
}
