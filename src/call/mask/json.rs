//! Data of free shape: by its keys, and by what the values look like.

use serde_json::{Map, Value};

use super::keys::{Kind, kind, squash};
use super::{Digits, Known};

impl Known {
    /// Takes note of everybody who is named under a key that says so.
    pub fn learn(&mut self, map: &Map<String, Value>) {
        self.learn_in("", map);
    }

    fn learn_in(&mut self, around: &str, map: &Map<String, Value>) {
        for (key, value) in map {
            self.learn_value(around, &squash(key), value);
        }
    }

    fn learn_value(&mut self, around: &str, key: &str, value: &Value) {
        match value {
            Value::Object(map) => self.learn_in(key, map),
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.learn_value(around, key, item)),
            Value::String(text) => match kind(around, key) {
                Kind::Person if is_name(text) => self.person(text),
                Kind::Business if is_name(text) => self.business(text),
                Kind::Street => self.street(text),
                Kind::City => self.city(text),
                Kind::Spoken => self.listen(text),
                _ => {
                    if let Some(Value::Object(map)) = nested(text) {
                        self.learn_in(key, &map);
                    }
                }
            },
            _ => {}
        }
    }

    /// Masks an object in place.
    pub fn map(&self, map: &mut Map<String, Value>) {
        self.map_in("", map);
    }

    /// Masks an object that stands under a key.
    pub(super) fn map_in(&self, around: &str, map: &mut Map<String, Value>) {
        for (key, value) in map {
            self.value_in(around, &squash(key), value);
        }
    }

    /// Masks the value under the last of these keys, which lead to it from outside in.
    pub fn value_at(&self, path: &[String], value: &mut Value) {
        let key = |back: usize| {
            let at = path.len().checked_sub(back);
            at.and_then(|at| path.get(at))
                .map(|key| squash(key))
                .unwrap_or_default()
        };
        self.value_in(&key(2), &key(1), value);
    }

    fn value_in(&self, around: &str, key: &str, value: &mut Value) {
        match value {
            Value::Object(map) => self.map_in(key, map),
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.value_in(around, key, item)),
            Value::String(text) => *text = self.string(kind(around, key), text),
            Value::Number(number) => {
                if let Some(other) = self.literal(kind(around, key), &number.to_string())
                    && let Ok(other) = serde_json::from_str(&other)
                {
                    *value = other;
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Masks the text under a key of this kind.
    pub(super) fn string(&self, kind: Kind, text: &str) -> String {
        let mask = self.mask();
        if let Some(mut inner) = nested(text) {
            self.value_in("", "", &mut inner);
            return inner.to_string();
        }
        if text.trim().is_empty() {
            return text.to_owned();
        }
        match kind {
            Kind::Person if is_name(text) => mask.person(text),
            Kind::Business if is_name(text) => mask.business(text),
            Kind::Number => mask.number(text),
            Kind::Street => mask.street(text),
            Kind::City => mask.city(text),
            Kind::State => mask.state(text),
            Kind::Zip => mask.zip(text),
            Kind::Address => mask.address(text),
            Kind::Latitude | Kind::Longitude => match text.trim().parse::<f64>() {
                Ok(degrees) => mask.degrees(degrees, kind == Kind::Latitude).to_string(),
                Err(_) => mask.digits(text),
            },
            Kind::Email if text.contains('@') => mask.email(text),
            Kind::Person | Kind::Business | Kind::Email | Kind::Other => {
                self.text(text, Digits::OfNumbers)
            }
            Kind::NetAddress => {
                let parts = text.split(',').map(|part| {
                    let address = part.trim();
                    part.replace(address, &mask.address_of_net(address))
                });
                parts.collect::<Vec<_>>().join(",")
            }
            Kind::Link => mask.link(text, self),
            Kind::SecretLink => mask.secret_link(text),
            Kind::Secret => mask.scrambled(text),
            Kind::Spoken => self.text(text, Digits::All),
            Kind::Plain => self.masked_words(text),
        }
    }

    /// Masks a number that is written without quotes; none where it tells of nobody.
    pub(super) fn literal(&self, kind: Kind, number: &str) -> Option<String> {
        let mask = self.mask();
        match kind {
            Kind::Latitude | Kind::Longitude => {
                let degrees = number.parse::<f64>().ok()?;
                Some(mask.degrees(degrees, kind == Kind::Latitude).to_string())
            }
            Kind::Number | Kind::Zip | Kind::Secret | Kind::Person | Kind::Address => {
                Some(as_literal(&mask.number(number)))
            }
            Kind::Other if is_telephone(number) => Some(as_literal(&mask.number(number))),
            _ => None,
        }
    }
}

/// A number of JSON does not begin with a needless 0.
fn as_literal(digits: &str) -> String {
    match digits.strip_prefix('0') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("2{rest}"),
        _ => digits.to_owned(),
    }
}

/// True for what a number without quotes looks like that can be called.
fn is_telephone(number: &str) -> bool {
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    is_plain
        && match number.len() {
            10 => number.starts_with(|c: char| ('2'..='9').contains(&c)),
            11 => number.starts_with('1'),
            _ => false,
        }
}

/// True for a text that can be a name: times and codes stand under such keys as well.
fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_odd = |c: char| !c.is_ascii_digit() && !c.is_whitespace() && !":,.|-/".contains(c);
    if letters > 0 {
        digits <= letters
    } else {
        text.contains(is_odd)
    }
}

/// The JSON that a text is: some values hold more of it.
fn nested(text: &str) -> Option<Value> {
    let text = text.trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str(text).ok()
}
