//! The look: colours by role, fonts, and the style of egui's own widgets, for a dark and a light window, with
//! usual and with high contrast.

mod fonts;
mod letters;
mod style;
pub mod text;
mod tokens;

pub use letters::Letters;
pub use tokens::Tokens;

use std::sync::Arc;

use egui::{Context, Id, Theme, ThemePreference, Ui};

use super::icons::IconLoader;

/// Space between things of one group, points.
pub const GAP: f32 = 12.0;
/// Space within cards and panels, points.
pub const PADDING: i8 = 16;
/// Corner radius of cards.
pub const RADIUS_CARD: u8 = 8;
/// Corner radius of buttons and fields.
pub const RADIUS_BUTTON: u8 = 6;
/// Corner radius of chips.
pub const RADIUS_CHIP: u8 = 4;

/// What is chosen of the look besides dark and light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// True for the most contrast.
    pub has_high_contrast: bool,
    /// True where nothing moves by itself.
    pub has_reduced_motion: bool,
}

/// Gives the context fonts, both styles and the loader of icons. Call it once, before the first frame.
pub fn install(ctx: &Context) {
    egui_extras::install_image_loaders(ctx);
    ctx.add_texture_loader(Arc::new(IconLoader::default()));
    ctx.set_fonts(fonts::definitions());
    style_all(ctx, Look::default());
    // The size of text is a choice of this program, kept in the book.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// Has everything look so from the next pass on. True where that is another look than before.
pub fn apply(ctx: &Context, preference: ThemePreference, look: Look) -> bool {
    let theme = ctx.theme();
    ctx.set_theme(preference);
    let is_known = ctx.data(|data| data.get_temp(look_id())) == Some(look);
    if !is_known {
        style_all(ctx, look);
    }
    !is_known || ctx.theme() != theme
}

fn style_all(ctx: &Context, look: Look) {
    ctx.data_mut(|data| data.insert_temp(look_id(), look));
    for theme in [Theme::Dark, Theme::Light] {
        ctx.set_style_of(theme, style::of(theme, look, tokens_of(theme, look)));
    }
}

fn look_id() -> Id {
    Id::unique("look")
}

/// Reaches the colours of the theme that is shown.
pub trait Themed {
    fn tokens(&self) -> &'static Tokens;
}

impl Themed for Ui {
    fn tokens(&self) -> &'static Tokens {
        let look = self.data(|data| data.get_temp(look_id()));
        let theme = if self.visuals().dark_mode {
            Theme::Dark
        } else {
            Theme::Light
        };
        tokens_of(theme, look.unwrap_or_default())
    }
}

fn tokens_of(theme: Theme, look: Look) -> &'static Tokens {
    match (theme, look.has_high_contrast) {
        (Theme::Dark, false) => &tokens::DARK,
        (Theme::Light, false) => &tokens::LIGHT,
        (Theme::Dark, true) => &tokens::DARK_HIGH,
        (Theme::Light, true) => &tokens::LIGHT_HIGH,
    }
}
