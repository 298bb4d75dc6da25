//! What an event said about one field.

use serde::{Serialize, Serializer};

/// What is known of one field: nothing was said, it was said to have no value (`n/a`), or its value.
///
/// The difference between [`Said::Nothing`] and [`Said::Cleared`] matters when events are folded: null, an
/// empty string and an absent key never erase what an earlier event said, `n/a` is an answer and does.
/// Both serialise as null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// Null, empty or absent.
    #[default]
    Nothing,
    /// Said to have no value.
    Cleared,
    /// The value.
    Value(T),
}

impl<T> Said<T> {
    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Cleared => None,
        }
    }

    /// True when the event spoke of this field at all.
    pub fn is_said(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

impl<T: Clone> Said<T> {
    /// Takes over what a later word says, unless it says nothing.
    pub fn hear(&mut self, later: &Self) {
        if later.is_said() {
            self.clone_from(later);
        }
    }
}

impl<T: Copy> Said<T> {
    /// The value by copy, if there is one.
    pub fn copied(&self) -> Option<T> {
        self.get().copied()
    }
}

impl Said<String> {
    /// The text, if there is one.
    pub fn text(&self) -> Option<&str> {
        self.get().map(String::as_str)
    }
}

impl<T> From<Option<T>> for Said<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Value)
    }
}

impl<T: Serialize> Serialize for Said<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}
