//! What hands do with keyboard and mouse.

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, vec2};

/// Turns the wheel somewhere.
pub fn wheel(at: Pos2, down: f32, modifiers: Modifiers) -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        modifiers,
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    };
    vec![Event::PointerMoved(at), wheel]
}

/// Presses a key and lets it go.
pub fn pressed(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![event(true), event(false)]
}

/// Presses the button of the mouse, or lets it go.
pub fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}
