//! Inter in three weights out of one variable file, with egui's fonts behind it.

use std::sync::{Arc, LazyLock};

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

/// Names of the families beside the proportional one.
pub(super) const MEDIUM: &str = "medium";
pub(super) const SEMIBOLD: &str = "semibold";

/// The weight of the file by itself.
const REGULAR: f32 = 400.0;

/// Inter without what it does to signs between digits and capitals, which sets a colon higher: to look for that took a
/// seventh of the time of a new page.
static INTER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut font = ttf_inter::REGULAR.to_vec();
    if hide_feature(&mut font, *b"calt").is_none() {
        log::warn!("the letters are laid out more slowly than they could be");
    }
    font
});

/// Gives the substitutions of this name in a font another name, by which nobody asks for them; none where there are none.
/// (<https://learn.microsoft.com/typography/opentype/spec/chapter2#feature-list-table>)
fn hide_feature(font: &mut [u8], name: [u8; 4]) -> Option<()> {
    let number = |font: &[u8], at: usize| {
        let bytes = font.get(at..at + 2)?.try_into().ok()?;
        Some(usize::from(u16::from_be_bytes(bytes)))
    };
    let tables = number(font, 4)?;
    let table = (0..tables)
        .map(|at| 12 + 16 * at)
        .find(|at| font.get(*at..at + 4) == Some(b"GSUB"))?;
    let table = number(font, table + 8)? << 16 | number(font, table + 10)?;
    let features = table + number(font, table + 6)?;
    let mut hidden = None;
    for at in 0..number(font, features)? {
        let feature = features + 2 + 6 * at;
        let tag = font.get_mut(feature..feature + 4)?;
        if tag == name {
            // The order of the names stays.
            tag[3] = tag[3].wrapping_add(1);
            hidden = Some(());
        }
    }
    hidden
}

/// All without hinting: it pulls the height of letters to whole pixels, and 13.5 looks narrow then.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for font in fonts.font_data.values_mut() {
        Arc::make_mut(font).tweak.hinting = Some(false);
    }
    let behind = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (family, weight) in [
        (FontFamily::Proportional, REGULAR),
        (FontFamily::Name(MEDIUM.into()), 500.0),
        (FontFamily::Name(SEMIBOLD.into()), 600.0),
    ] {
        let name = format!("Inter {weight}");
        let mut tweak = FontTweak {
            hinting: Some(false),
            ..FontTweak::default()
        };
        // What the file is by itself is laid out more quickly when it is not asked for.
        if weight > REGULAR {
            tweak.coords.push(b"wght", weight);
        }
        let inter = FontData::from_static(&INTER).tweak(tweak);
        fonts.font_data.insert(name.clone(), Arc::new(inter));
        let order = std::iter::once(name).chain(behind.clone()).collect();
        fonts.families.insert(family, order);
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_hidden_by_its_name_and_nothing_else_is_changed() {
        let font = ttf_inter::REGULAR;
        let mut hidden = font.to_vec();
        assert!(hide_feature(&mut hidden, *b"calt").is_some());
        let changed: Vec<usize> = (0..font.len())
            .filter(|at| font[*at] != hidden[*at])
            .collect();
        assert!(!changed.is_empty());
        for at in changed {
            assert_eq!(
                (&font[at - 3..=at], &hidden[at - 3..=at]),
                (&b"calt"[..], &b"calu"[..])
            );
        }
        assert_eq!(
            hide_feature(&mut hidden, *b"calt"),
            None,
            "there is none any more"
        );
        assert_eq!(*INTER, hidden);
    }

    #[test]
    fn what_is_no_font_has_no_features() {
        for length in (0..600).chain([5_000, 50_000]) {
            let mut cut = ttf_inter::REGULAR[..length].to_vec();
            hide_feature(&mut cut, *b"calt");
        }
        let mut wrong = vec![0xff; 4_000];
        assert_eq!(hide_feature(&mut wrong, *b"calt"), None);
    }
}
