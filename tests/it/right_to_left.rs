//! Hebrew and Arabic, among numbers and Latin letters: where words stand when they wrap, and what is copied.

use std::fs;

use callbook::ui::bidi;
use callbook::ui::theme::{self, text};
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, Event, FontData, FontFamily, Modifiers, OutputCommand, PointerButton, pos2};
use egui_kittest::Harness;

/// Has letters of both scripts, and joins those of Arabic.
const FONT: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

const TEXTS: [&str; 5] = [
    "שלום, מדבר משה כהן מרחוב הרצל 12 בתל אביב, אני מתקשר בקשר לחלונות של חברת Acme Windows וגם לדלת",
    "مرحبا، اسمي محمد علي وأتصل بخصوص النوافذ في الشقة رقم 25 من شركة Acme Windows في المدينة الكبيرة",
    "Ted said שלום עולם וגם להתראות to the two of them, 3 times (אולי ארבע) before he went home again",
    "שורה ראשונה של הטקסט\nand a second in Latin letters that is long enough to wrap\nשורה שלישית",
    "مرحبا (صباح الخير) 10:30",
];

/// Installs the program's fonts and behind them one for these scripts; false where there is none.
fn install(ctx: &Context) {
    theme::install(ctx);
    let Ok(font) = fs::read(FONT) else { return };
    let families = [
        FontFamily::Proportional,
        FontFamily::Name("semibold".into()),
    ];
    let families = families.map(|family| InsertFontFamily {
        family,
        priority: FontPriority::Lowest,
    });
    ctx.add_font(FontInsert::new(
        "both",
        FontData::from_owned(font),
        families.into(),
    ));
}

fn window(text: &'static str, width: f32) -> Harness<'static, Option<bidi::Laid>> {
    let mut harness = Harness::builder()
        .with_size([width + 16.0, 400.0])
        .with_pixels_per_point(1.0)
        .with_context_setup(install)
        .allow_missing_glyphs()
        .build_ui_state(
            move |ui, laid: &mut Option<bidi::Laid>| {
                ui.set_width(width);
                let mut job = egui::text::LayoutJob::default();
                job.append(text, 0.0, egui::TextFormat::default());
                job.wrap.max_width = width;
                *laid = Some(bidi::lay(ui, job));
                bidi::wrapped_ui(ui, text::body(text));
            },
            None,
        );
    harness.run();
    harness
}

/// Each row in the order in which it is read: what stands before in the text stands before in the row.
#[test]
fn rows_are_read_as_written() {
    for text in TEXTS {
        for width in [120.0, 200.0, 330.0] {
            let harness = window(text, width);
            let laid = harness.state().as_ref().unwrap();
            assert_eq!(laid.written(), text);
            let mut places = laid.places();
            let mut rows: Vec<Vec<(usize, f32)>> = Vec::new();
            for row in &laid.galley.rows {
                let glyphs = row.glyphs.iter().zip(&mut places);
                let row_x = row.pos.x;
                rows.push(
                    glyphs
                        .map(|(glyph, at)| (at, row_x + glyph.pos.x))
                        .collect(),
                );
                if row.ends_with_newline {
                    places.next();
                }
                assert!(
                    row.pos.x >= 0.0 && row.pos.x + row.size.x <= width + 1.0,
                    "{text}"
                );
            }
            assert!(places.next().is_none(), "a place for each glyph: {text}");
            // Rows follow each other as written.
            for pair in rows.windows(2) {
                let last = pair[0].iter().map(|(at, _)| at).max();
                let first = pair[1].iter().map(|(at, _)| at).min();
                assert!(last < first || first.is_none(), "{text} at {width}");
            }
            // Two letters of Hebrew that follow each other go to the left, of Latin to the right.
            for row in rows {
                let mut row = row;
                row.sort_unstable_by_key(|(at, _)| *at);
                for pair in row.windows(2) {
                    let (one, other) = (letter(text, pair[0].0), letter(text, pair[1].0));
                    let step = pair[1].1 - pair[0].1;
                    if goes_left(one) && goes_left(other) {
                        assert!(step <= 0.0, "{one}{other} in {text} at {width}");
                    } else if one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric() {
                        assert!(step >= 0.0, "{one}{other} in {text} at {width}");
                    }
                }
            }
        }
    }
}

fn letter(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap()
}

fn goes_left(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

#[test]
fn a_paragraph_that_is_read_from_the_right_stands_at_the_right() {
    let harness = window(TEXTS[3], 150.0);
    let galley = &harness.state().as_ref().unwrap().galley;
    let (first, last) = (&galley.rows[0], &galley.rows[galley.rows.len() - 1]);
    for row in [first, last] {
        let right = row.pos.x + row.size.x;
        assert!((right - 150.0).abs() <= 1.0, "{right}");
    }
    let is_latin =
        |row: &&egui::epaint::text::PlacedRow| row.glyphs.iter().all(|glyph| glyph.chr.is_ascii());
    let latin: Vec<_> = galley.rows.iter().filter(is_latin).collect();
    assert!(latin.len() > 1 && latin.iter().all(|row| row.pos.x.abs() < 0.1));
}

/// Selected from above its first letter to below its last, and copied.
#[test]
fn what_is_copied_is_as_it_was_written() {
    for text in TEXTS {
        for width in [120.0, 330.0] {
            let mut harness = window(text, width);
            let copied = copy(&mut harness, [pos2(9.0, 9.0), pos2(width + 40.0, 395.0)]);
            assert_eq!(copied.as_deref(), Some(text), "{width}");
        }
    }
}

/// A part of a row gives the letters that are seen selected, in the order in which they are read.
#[test]
fn a_part_that_is_copied_is_in_its_order() {
    let text = "אבג דהו זחט";
    let mut harness = window(text, 330.0);
    let galley = harness.state().as_ref().unwrap().galley.clone();
    assert_eq!(galley.rows.len(), 1);
    let copied = copy(&mut harness, [pos2(8.0, 18.0), pos2(330.0, 390.0)]);
    assert_eq!(copied.as_deref(), Some(text));
    // The word at the left is the last one.
    let row = &galley.rows[0].row;
    let end = row.glyphs[2].max_x() * 13.5 / 13.0;
    let copied = copy(&mut harness, [pos2(8.0, 18.0), pos2(8.0 + end, 18.0)]);
    assert_eq!(copied.as_deref(), Some("זחט"));
}

fn copy(
    harness: &mut Harness<'_, Option<bidi::Laid>>,
    [from, to]: [egui::Pos2; 2],
) -> Option<String> {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        Event::PointerMoved(from),
        button(from, true),
        Event::PointerMoved(to),
        button(to, false),
    ] {
        harness.event(event);
        harness.step();
    }
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}
