//! The style of egui's own widgets, made of the tokens.

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, Visuals, vec2};

use super::{Look, RADIUS_BUTTON, RADIUS_CARD, Tokens, text};

pub(super) fn of(theme: Theme, look: Look, tokens: &Tokens) -> Style {
    let mut style = Style {
        visuals: visuals(theme, tokens),
        animation_time: 0.12,
        ..Style::default()
    };
    if look.has_reduced_motion {
        style.animation_time = 0.0;
        style.scroll_animation = ScrollAnimation::none();
        style.visuals.text_cursor.blink = false;
    }
    if look.has_high_contrast {
        // The step of ground between a button and what it lies on is too small a sign here.
        let edge = Stroke::new(1.0, tokens.hairline);
        style.visuals.widgets.inactive.bg_stroke = edge;
        style.visuals.widgets.hovered.bg_stroke = edge;
        style.visuals.widgets.open.bg_stroke = edge;
    }
    style.text_styles = [
        (TextStyle::Body, text::body_font()),
        (TextStyle::Button, text::body_font()),
        (TextStyle::Small, text::caption_font()),
        (TextStyle::Heading, text::title_font()),
        (TextStyle::Monospace, text::mono_font()),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(12.0, 6.0);
    spacing.interact_size.y = 30.0;
    spacing.icon_spacing = 8.0;
    spacing.window_margin = Margin::same(24);
    spacing.menu_margin = Margin::same(8);
    spacing.tooltip_width = 420.0;
    spacing.scroll = ScrollStyle {
        floating_width: 4.0,
        bar_width: 8.0,
        bar_outer_margin: 2.0,
        ..ScrollStyle::floating()
    };
    style
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let popup_shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: tokens.shadow,
    };
    Visuals {
        widgets: widgets(tokens),
        selection: Selection {
            bg_fill: tokens.selected,
            stroke: Stroke::new(1.0, tokens.accent),
        },
        weak_text_color: Some(tokens.text_subdued),
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.raised,
        extreme_bg_color: tokens.raised,
        text_edit_bg_color: Some(tokens.raised),
        code_bg_color: tokens.hover,
        warn_fg_color: tokens.warning,
        error_fg_color: tokens.sentiment_negative,
        window_corner_radius: CornerRadius::same(RADIUS_CARD),
        window_shadow: popup_shadow,
        window_fill: tokens.surface,
        window_stroke: Stroke::new(1.0, tokens.hairline),
        menu_corner_radius: CornerRadius::same(RADIUS_CARD),
        panel_fill: tokens.surface,
        popup_shadow,
        ..match theme {
            Theme::Dark => Visuals::dark(),
            Theme::Light => Visuals::light(),
        }
    }
}

fn widgets(tokens: &Tokens) -> Widgets {
    let of = |fill: Color32, text: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(RADIUS_BUTTON),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let focus = Stroke::new(1.0, tokens.accent);
    Widgets {
        noninteractive: of(
            tokens.surface,
            tokens.text,
            Stroke::new(1.0, tokens.hairline),
        ),
        inactive: of(tokens.raised, tokens.text, Stroke::NONE),
        hovered: of(tokens.hover, tokens.text_strong, Stroke::NONE),
        active: of(tokens.hover, tokens.text_strong, focus),
        open: of(tokens.hover, tokens.text_strong, Stroke::NONE),
    }
}
