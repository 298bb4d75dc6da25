//! A body set out as JSON, line by line, with what there is to remark beside the lines.

use std::collections::HashMap;
use std::fmt::Display;
use std::mem;

use serde_json::Value;

use super::lines::Lines;
use crate::call::{Remark, RemarkKind};

/// The lines of a value.
pub(super) fn lines(value: &Value, remarks: &[Remark]) -> Lines {
    let mut of_path: HashMap<&str, Vec<&Remark>> = HashMap::new();
    for remark in remarks {
        of_path.entry(&remark.path).or_default().push(remark);
    }
    let mut setting = Setting {
        remarks: of_path,
        path: String::new(),
        lines: Lines::default(),
    };
    setting.value(At::default(), &"", value, "");
    setting.lines
}

/// Where a value stands.
#[derive(Clone, Copy, Default)]
struct At {
    depth: usize,
    /// The notification that it is part of.
    place: Option<usize>,
    in_notifications: bool,
}

struct Setting<'a> {
    /// By the names that lead to their field.
    remarks: HashMap<&'a str, Vec<&'a Remark>>,
    /// Names from the notification on, or from the envelope on outside of one.
    path: String,
    lines: Lines,
}

impl Setting<'_> {
    /// `before` and `after` stand on the first and on the last line of the value.
    fn value(&mut self, at: At, before: &dyn Display, value: &Value, after: &str) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.line(at, &format_args!("{before}{{"), true);
                let mut left = members.len();
                for (name, value) in members {
                    left -= 1;
                    let comma = if left > 0 { "," } else { "" };
                    self.member(at, name, value, comma);
                }
                self.line(at, &format_args!("}}{after}"), false);
            }
            Value::Array(items) if !items.is_empty() => {
                self.line(at, &format_args!("{before}["), true);
                for (place, item) in items.iter().enumerate() {
                    let comma = if place + 1 < items.len() { "," } else { "" };
                    self.value(at.item(place), &"", item, comma);
                }
                self.line(at, &format_args!("]{after}"), false);
            }
            plain => self.line(at, &format_args!("{before}{plain}{after}"), true),
        }
    }

    fn member(&mut self, at: At, name: &str, value: &Value, comma: &str) {
        let is_list = at.place.is_none() && name.eq_ignore_ascii_case("notifications");
        let is_inner = at.place.is_none() && name.eq_ignore_ascii_case("requestbody");
        let inside = At {
            depth: at.depth + 1,
            place: at.place.or(is_list.then_some(0)),
            in_notifications: is_list,
        };
        let key = format!("{}: ", Value::from(name));
        if is_list || is_inner {
            let outside = mem::take(&mut self.path);
            self.value(inside, &key, value, comma);
            self.path = outside;
            return;
        }
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.value(inside, &key, value, comma);
        self.path.truncate(length);
    }

    fn line(&mut self, at: At, text: &dyn Display, is_first: bool) {
        let remark = if is_first { self.remark(at) } else { None };
        self.lines.push(remark, |to| {
            // Writing to a string never fails.
            let _ = write!(to, "{:1$}{text}", "", 2 * at.depth);
        });
    }

    /// What is remarked on a field of a notification, or on one of the envelope, which all of them carry.
    fn remark(&self, at: At) -> Option<RemarkKind> {
        let here = |remark: &&&Remark| at.place.is_none_or(|place| remark.place == place);
        let remarks = self.remarks.get(self.path.as_str())?;
        remarks.iter().find(here).map(|one| one.kind.clone())
    }
}

impl At {
    fn item(self, place: usize) -> Self {
        let place = if self.in_notifications {
            Some(place)
        } else {
            self.place
        };
        Self {
            depth: self.depth + 1,
            place,
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
        let set = lines(&value, &[]);
        let set: Vec<&str> = (0..set.len()).map(|at| set.line(at)).collect();
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
        let marked: Vec<&str> = (0..set.len())
            .filter(|&at| set.remark(at).is_some())
            .map(|at| set.line(at).trim())
            .collect();
        assert_eq!(marked, ["\"x\": 2,", "\"y\": 3", "\"x\": 4"]);
    }
}
