//! A limit of the receiver: a number that is typed in its unit, with what it may be, and the way back to the usual.

use std::cmp::Ordering;

use egui::{Key, Label, Role, TextEdit, Ui, WidgetInfo};

use super::row::{Row, SettingsPanel};
use super::rows::checkbox_ui;
use crate::ui::icons::Icon;
use crate::ui::model::Limit;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, widgets, words};

/// Width of the field, points.
const FIELD: f32 = 96.0;

/// In what a limit is typed and told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Connections,
    Secs,
    /// 1024 bytes.
    Kilobytes,
    /// 1024 times 1024 bytes, as memory has them.
    Megabytes,
    /// A million bytes, as disks have them.
    DiskMegabytes,
}

impl Unit {
    /// How many of the limit's own are one.
    fn size(self) -> u64 {
        match self {
            Self::Connections | Self::Secs => 1,
            Self::Kilobytes => 1 << 10,
            Self::Megabytes => 1 << 20,
            Self::DiskMegabytes => 1_000_000,
        }
    }

    /// As it stands after a number.
    fn words(self) -> &'static str {
        match self {
            Self::Connections => "",
            Self::Secs => "s",
            Self::Kilobytes => "kB",
            Self::Megabytes | Self::DiskMegabytes => "MB",
        }
    }

    /// The number of a limit as it stands in the field: `16`, `1.5` where it is not whole.
    fn typed(self, number: u64) -> String {
        let size = self.size();
        if number.is_multiple_of(size) {
            return (number / size).to_string();
        }
        #[expect(clippy::cast_precision_loss, reason = "some digits are shown")]
        let exact = number as f64 / size as f64;
        let told = format!("{exact:.3}");
        told.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The same in words: `1,024 kB`.
    fn told(self, number: u64) -> String {
        let typed = self.typed(number);
        let whole = typed.parse().map(words::count).unwrap_or(typed);
        let unit = self.words();
        if unit.is_empty() {
            whole
        } else {
            format!("{whole} {unit}")
        }
    }

    /// The least and the most that can be typed.
    fn ends(self, limit: &Limit) -> [u64; 2] {
        let size = self.size();
        let (least, most) = limit.range.clone().into_inner();
        [least.div_ceil(size), most / size]
    }

    /// The number that is typed, where it is one that the limit may be.
    fn read(self, typed: &str, limit: &Limit) -> Option<u64> {
        let [least, most] = self.ends(limit);
        let typed = typed.to_lowercase();
        let typed = typed.trim();
        let bare = typed
            .strip_suffix(&self.words().to_lowercase())
            .unwrap_or(typed);
        let digits = bare.trim_end().replace(',', "");
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u64 = digits.parse().ok().filter(|_| is_plain)?;
        let is_within = (least..=most).contains(&number);
        is_within.then(|| number * self.size())
    }
}

/// Draws a number and has it typed. It is taken over when the field is left, or with Enter; Esc takes back what was typed.
pub(super) fn number_ui(ui: &mut Ui, row: &Row, unit: Unit, panel: &mut SettingsPanel<'_>) {
    let Some(limit) = panel.model.limit(row.key) else {
        return;
    };
    let shown = unit.typed(limit.now);
    let mut typed = panel.state.typed_number(limit.name, &shown);
    let [least, most] = unit.ends(limit);
    let most = unit.told(most * unit.size());
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut typed)
            .desired_width(FIELD)
            .char_limit(20)
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        let is_enabled = ui.is_enabled();
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, is_enabled, row.title));
        if !unit.words().is_empty() {
            ui.label(text::body(unit.words()));
        }
        if field.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                typed.clone_from(&shown);
            } else if let Some(number) = unit.read(&typed, limit) {
                if typed != shown {
                    set(panel, limit, number);
                }
                typed.clone_from(&shown);
            }
        }
        let label = format!("Back to the usual {}", unit.told(limit.usual));
        if usual_ui(ui, limit, &label, panel) {
            typed.clone_from(&shown);
        }
    });
    let is_wrong = typed != shown && unit.read(&typed, limit).is_none();
    if is_wrong {
        let words = format!("Type a whole number from {least} to {most}.");
        ui.horizontal_wrapped(|ui| {
            let color = ui.tokens().sentiment_negative;
            Icon::Warning.show(ui, 14.0, color);
            let fault = ui.label(text::body(&words).color(color));
            fault.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &words));
        });
    } else if ui.is_enabled() {
        ui.label(text::caption(format!("From {least} to {most}.")));
    }
    held_ui(ui, limit, unit);
    let is_same = typed == shown;
    panel
        .state
        .type_number(limit.name, (!is_same).then_some(typed));
}

/// Says where another number holds than the one that is chosen.
fn held_ui(ui: &mut Ui, limit: &Limit, unit: Unit) {
    let held = unit.told(limit.held);
    let words = match limit.held.cmp(&limit.now) {
        Ordering::Equal => return,
        Ordering::Less => format!("This computer has room for {held}."),
        Ordering::Greater => format!("{held} hold, since the largest delivery may take so much."),
    };
    ui.add(Label::new(text::caption(words)).wrap());
}

/// Draws a limit that is on or off.
pub(super) fn switch_ui(ui: &mut Ui, row: &Row, words: &str, panel: &mut SettingsPanel<'_>) {
    let Some(limit) = panel.model.limit(row.key) else {
        return;
    };
    let mut on = limit.now > 0;
    ui.horizontal_wrapped(|ui| {
        if checkbox_ui(ui, &mut on, words).changed() {
            set(panel, limit, u64::from(on));
        }
        usual_ui(ui, limit, "Back to the usual", panel);
    });
}

/// The way back; true when it was taken.
fn usual_ui(ui: &mut Ui, limit: &Limit, label: &str, panel: &mut SettingsPanel<'_>) -> bool {
    if limit.is_usual() {
        return false;
    }
    let is_taken = widgets::button_ui(ui, None, label).clicked();
    if is_taken {
        set(panel, limit, limit.usual);
    }
    is_taken
}

/// The usual number is not kept: it may be another one in another version.
fn set(panel: &mut SettingsPanel<'_>, limit: &Limit, number: u64) {
    let chosen = Some(number).filter(|number| *number != limit.usual);
    panel.actions.push(Action::SetLimit(limit.name, chosen));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(range: std::ops::RangeInclusive<u64>) -> Limit {
        Limit {
            name: "",
            now: 0,
            usual: 0,
            held: 0,
            range,
        }
    }

    #[test]
    fn a_number_is_read_in_its_unit_and_within_its_ends() {
        let body = limit(1..=512 << 20);
        for (typed, read) in [
            ("16", Some(16 << 20)),
            (" 16 MB ", Some(16 << 20)),
            ("512mb", Some(512 << 20)),
            ("1", Some(1 << 20)),
            ("513", None),
            ("0", None),
            ("1.5", None),
            ("-1", None),
            ("+1", None),
            ("", None),
            ("16 kB", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(Unit::Megabytes.read(typed, &body), read, "{typed}");
        }
        let count = limit(1..=4096);
        assert_eq!(Unit::Connections.read("4,096", &count), Some(4096));
        assert_eq!(Unit::Connections.read("4097", &count), None);
    }

    #[test]
    fn a_number_is_told_in_its_unit() {
        assert_eq!(Unit::Megabytes.told(16 << 20), "16 MB");
        assert_eq!(Unit::Kilobytes.told(1 << 20), "1,024 kB");
        assert_eq!(Unit::Connections.told(4096), "4,096");
        assert_eq!(Unit::Megabytes.told(1_500_000), "1.431 MB");
        assert_eq!(Unit::DiskMegabytes.told(200_000_000), "200 MB");
    }
}
