//! Inter in three weights out of one variable file, with egui's fonts behind it.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

/// Names of the families beside the proportional one.
pub(super) const MEDIUM: &str = "medium";
pub(super) const SEMIBOLD: &str = "semibold";

/// The weight of the file by itself.
const REGULAR: f32 = 400.0;

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
        let inter = FontData::from_static(ttf_inter::REGULAR).tweak(tweak);
        fonts.font_data.insert(name.clone(), Arc::new(inter));
        let order = std::iter::once(name).chain(behind.clone()).collect();
        fonts.families.insert(family, order);
    }
    fonts
}
