//! A body set out as JSON, line by line, with what there is to remark beside the lines.

use serde_json::Value;

use crate::call::{Remark, RemarkKind};

/// One line as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub remark: Option<RemarkKind>,
}

/// The lines of a value.
pub(super) fn lines(value: &Value, remarks: &[Remark]) -> Vec<Line> {
    let mut setting = Setting {
        remarks,
        lines: Vec::new(),
    };
    let at = At::default();
    setting.value(&at, "", value, "");
    setting.lines
}

/// Where a value stands.
#[derive(Clone, Default)]
struct At {
    depth: usize,
    /// The notification that it is part of.
    place: Option<usize>,
    /// Names from the notification on, or from the envelope on outside of one.
    path: Vec<String>,
    in_notifications: bool,
}

struct Setting<'a> {
    remarks: &'a [Remark],
    lines: Vec<Line>,
}

impl Setting<'_> {
    /// `before` and `after` stand on the first and on the last line of the value.
    fn value(&mut self, at: &At, before: &str, value: &Value, after: &str) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.line(at, &format!("{before}{{"), true);
                let mut left = members.len();
                for (name, value) in members {
                    left -= 1;
                    let comma = if left > 0 { "," } else { "" };
                    let key = format!("{}: ", Value::from(name.as_str()));
                    self.value(&at.member(name), &key, value, comma);
                }
                self.line(at, &format!("}}{after}"), false);
            }
            Value::Array(items) if !items.is_empty() => {
                self.line(at, &format!("{before}["), true);
                for (place, item) in items.iter().enumerate() {
                    let comma = if place + 1 < items.len() { "," } else { "" };
                    self.value(&at.item(place), "", item, comma);
                }
                self.line(at, &format!("]{after}"), false);
            }
            plain => self.line(at, &format!("{before}{plain}{after}"), true),
        }
    }

    fn line(&mut self, at: &At, text: &str, is_first: bool) {
        let remark = if is_first { self.remark(at) } else { None };
        let text = format!("{}{text}", "  ".repeat(at.depth));
        self.lines.push(Line { text, remark });
    }

    /// What is remarked on a field of a notification, or on one of the envelope, which all of them carry.
    fn remark(&self, at: &At) -> Option<RemarkKind> {
        if self.remarks.is_empty() || at.path.is_empty() {
            return None;
        }
        let path = at.path.join(".");
        let here = |remark: &&Remark| {
            remark.path == path && at.place.is_none_or(|place| remark.place == place)
        };
        self.remarks.iter().find(here).map(|one| one.kind.clone())
    }
}

impl At {
    fn member(&self, name: &str) -> Self {
        let squashed = name.to_lowercase();
        let is_list = self.place.is_none() && squashed == "notifications";
        let is_inner = self.place.is_none() && squashed == "requestbody";
        let mut path = self.path.clone();
        if is_list || is_inner {
            path.clear();
        } else {
            path.push(name.to_owned());
        }
        Self {
            depth: self.depth + 1,
            place: self.place.or(is_list.then_some(0)),
            path,
            in_notifications: is_list,
        }
    }

    fn item(&self, place: usize) -> Self {
        let place = if self.in_notifications {
            Some(place)
        } else {
            self.place
        };
        Self {
            depth: self.depth + 1,
            place,
            path: self.path.clone(),
            in_notifications: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_line_stands_as_serde_would_set_it() {
        let value = json!({"a": 1, "b": [], "c": {"d": [1, {"e": "x\"y"}], "f": {}}, "g": null});
        let set: Vec<String> = lines(&value, &[])
            .into_iter()
            .map(|line| line.text)
            .collect();
        let expected = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(set.join("\n"), expected);
    }

    #[test]
    fn remarks_stand_beside_their_field_and_no_other() {
        let value = json!({"Notifications": [{"x": 1}, {"x": 2, "list": [{"y": 3}]}], "x": 4});
        let remark = |place, path: &str| Remark {
            place,
            path: path.to_owned(),
            kind: RemarkKind::Unseen,
        };
        let set = lines(&value, &[remark(1, "x"), remark(1, "list.y")]);
        let marked: Vec<&str> = set
            .iter()
            .filter(|line| line.remark.is_some())
            .map(|line| line.text.trim())
            .collect();
        assert_eq!(marked, ["\"x\": 2,", "\"y\": 3", "\"x\": 4"]);
    }
}
