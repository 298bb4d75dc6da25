//! The look: colours by role, fonts, and the style of egui's own widgets, for a dark and a light window.

mod fonts;
mod style;
pub mod text;
mod tokens;

pub use tokens::Tokens;

use egui::{Context, Theme, Ui};

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

/// Gives the context fonts, both styles and the loader of icons. Call it once, before the first frame.
pub fn install(ctx: &Context) {
    egui_extras::install_image_loaders(ctx);
    ctx.set_fonts(fonts::definitions());
    for theme in [Theme::Dark, Theme::Light] {
        ctx.set_style_of(theme, style::of(theme, tokens_of(theme)));
    }
}

/// Reaches the colours of the theme that is shown.
pub trait Themed {
    fn tokens(&self) -> &'static Tokens;
}

impl Themed for Ui {
    fn tokens(&self) -> &'static Tokens {
        tokens_of(self.ctx().theme())
    }
}

fn tokens_of(theme: Theme) -> &'static Tokens {
    match theme {
        Theme::Dark => &tokens::DARK,
        Theme::Light => &tokens::LIGHT,
    }
}
