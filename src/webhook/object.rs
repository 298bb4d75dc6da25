//! A JSON object whose keys are looked up without regard to their spelling.
//!
//! What was asked for is marked; [`Object::leave`] keeps the rest as fields that no one has seen before.

use serde_json::{Map, Value};

use super::names::squash;
use super::notes::Notes;
use super::scalar;
use super::tolerant::is_absent;
use crate::call::Said;

/// An object being read.
pub struct Object<'a> {
    /// Names as sent of the objects around it.
    path: Vec<&'a str>,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    name: &'a str,
    squashed: String,
    value: &'a Value,
    used: bool,
}

/// A field that was asked for and is there.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub name: &'a str,
    pub value: &'a Value,
}

impl<'a> Object<'a> {
    /// Begins reading an object that stands at this path.
    pub fn new(path: Vec<&'a str>, map: &'a Map<String, Value>) -> Self {
        let fields = map.iter().map(|(name, value)| Field {
            name,
            squashed: squash(name),
            value,
            used: false,
        });
        Self {
            path,
            fields: fields.collect(),
        }
    }

    /// The first of these names (squashed) that has a value; all of them count as seen.
    pub fn take(&mut self, names: &[&str]) -> Option<Found<'a>> {
        let mut found = None;
        for name in names {
            for field in self
                .fields
                .iter_mut()
                .filter(|field| field.squashed == *name)
            {
                field.used = true;
                if found.is_none() && !is_absent(field.value) {
                    found = Some(Found {
                        name: field.name,
                        value: field.value,
                    });
                }
            }
        }
        found
    }

    /// True when one of these names (squashed) is there at all.
    pub fn has(&self, names: &[&str]) -> bool {
        self.fields
            .iter()
            .any(|field| names.contains(&field.squashed.as_str()))
    }

    /// The dotted path of a field, as warnings name it.
    pub fn path_of(&self, name: &str) -> String {
        let names: Vec<&str> = self.path.iter().chain([&name]).copied().collect();
        names.join(".")
    }

    /// The path below a field.
    pub fn path_below(&self, name: &'a str) -> Vec<&'a str> {
        self.path.iter().copied().chain([name]).collect()
    }

    /// A field that is an object.
    pub fn object(&mut self, notes: &mut Notes, names: &[&str]) -> Option<Object<'a>> {
        let found = self.take(names)?;
        if let Value::Object(map) = found.value {
            return Some(Object::new(self.path_below(found.name), map));
        }
        if !scalar::is_not_applicable(found.value) {
            notes.misshapen(&self.path_of(found.name), "an object", found.value);
        }
        None
    }

    /// A field as text; numbers and booleans are written out. Its content is never part of a warning.
    pub fn text(&mut self, notes: &mut Notes, names: &[&str]) -> Said<String> {
        let Some(found) = self.take(names) else {
            return Said::Nothing;
        };
        self.said(found, scalar::text).unwrap_or_else(|| {
            notes.misshapen(&self.path_of(found.name), "text", found.value);
            Said::Nothing
        })
    }

    /// A field as an identifier: text, also where it is sent as a number.
    pub fn id(&mut self, notes: &mut Notes, names: &[&str]) -> Said<String> {
        let Some(found) = self.take(names) else {
            return Said::Nothing;
        };
        self.said(found, scalar::id).unwrap_or_else(|| {
            notes.misshapen(&self.path_of(found.name), "an identifier", found.value);
            Said::Nothing
        })
    }

    /// A field that a reader of scalars understands; where it does not, a warning says what was expected.
    pub fn read<T>(
        &mut self,
        notes: &mut Notes,
        names: &[&str],
        expected: &str,
        reader: impl Fn(&Value) -> Option<T>,
    ) -> Said<T> {
        let Some(found) = self.take(names) else {
            return Said::Nothing;
        };
        self.said(found, reader).unwrap_or_else(|| {
            notes.unreadable(&self.path_of(found.name), expected, found.value);
            Said::Nothing
        })
    }

    #[expect(clippy::unused_self, reason = "reads as one sentence with the others")]
    fn said<T>(&self, found: Found<'a>, reader: impl Fn(&Value) -> Option<T>) -> Option<Said<T>> {
        if scalar::is_not_applicable(found.value) {
            return Some(Said::Cleared);
        }
        reader(found.value).map(Said::Value)
    }

    /// Ends reading: what nobody asked for is kept.
    pub fn leave(self, notes: &mut Notes) {
        for field in self.fields.iter().filter(|field| !field.used) {
            notes.unseen(&self.path, field.name, field.value);
        }
    }
}
