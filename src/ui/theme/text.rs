//! Text by role: size, line height, weight and colour.

use egui::{FontFamily, FontId, RichText};

use super::fonts;

/// Points.
const BODY_SIZE: f32 = 13.5;
/// Points.
const CAPTION_SIZE: f32 = 11.5;

/// The name of a screen or of what is open.
pub fn title(text: impl Into<String>) -> RichText {
    role(text, title_font(), 26.0).strong()
}

/// The name of the program and of a list.
pub fn name(text: impl Into<String>) -> RichText {
    role(text, name_font(), 22.0).strong()
}

/// Ordinary text.
pub fn body(text: impl Into<String>) -> RichText {
    role(text, body_font(), 20.0)
}

/// Ordinary text of less weight, such as labels.
pub fn subdued(text: impl Into<String>) -> RichText {
    body(text).weak()
}

/// Ordinary text that leads, such as a name in a list.
pub fn strong(text: impl Into<String>) -> RichText {
    role(text, strong_font(), 20.0).strong()
}

/// Small text beside or under something.
pub fn caption(text: impl Into<String>) -> RichText {
    role(text, caption_font(), 16.0).weak()
}

/// The heading of a card.
pub fn heading(text: impl Into<String>) -> RichText {
    role(text, heading_font(), 16.0).weak()
}

/// What was said in a call.
pub fn transcript(text: impl Into<String>) -> RichText {
    role(text, transcript_font(), 23.0)
}

/// Text whose characters stand under each other, such as JSON.
pub fn mono(text: impl Into<String>) -> RichText {
    role(text, mono_font(), 19.0)
}

pub fn title_font() -> FontId {
    FontId::new(20.0, semibold())
}

fn name_font() -> FontId {
    FontId::new(15.0, semibold())
}

/// Under the icons of the rail.
pub fn rail_font() -> FontId {
    FontId::proportional(10.5)
}

pub fn body_font() -> FontId {
    FontId::proportional(BODY_SIZE)
}

pub fn strong_font() -> FontId {
    FontId::new(BODY_SIZE, semibold())
}

pub fn medium_font() -> FontId {
    FontId::new(BODY_SIZE, FontFamily::Name(fonts::MEDIUM.into()))
}

/// The second line of a row.
pub fn small_font() -> FontId {
    FontId::proportional(12.5)
}

pub fn caption_font() -> FontId {
    FontId::proportional(CAPTION_SIZE)
}

pub(super) fn heading_font() -> FontId {
    FontId::new(CAPTION_SIZE, semibold())
}

pub fn transcript_font() -> FontId {
    FontId::proportional(15.0)
}

pub fn mono_font() -> FontId {
    FontId::monospace(12.0)
}

fn semibold() -> FontFamily {
    FontFamily::Name(fonts::SEMIBOLD.into())
}

fn role(text: impl Into<String>, font: FontId, line_height: f32) -> RichText {
    RichText::new(text)
        .font(font)
        .line_height(Some(line_height))
}
