//! Names that a person gives: to keyword lists, to views.

use thiserror::Error;

/// So many characters fit beside the list.
const LONGEST: usize = 60;

/// Why something cannot be called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    #[error("a name needs a letter or a digit")]
    Empty,
    #[error("a name has {LONGEST} characters at most")]
    Long,
    #[error("there is one of this name already")]
    Taken,
}

/// A name as it is kept: on one line, without space around it.
pub fn checked(typed: &str) -> Result<String, NameError> {
    let plain: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.contains(char::is_alphanumeric) {
        return Err(NameError::Empty);
    }
    if name.chars().count() > LONGEST {
        return Err(NameError::Long);
    }
    Ok(name)
}

/// What two names have in common that are the same but for the case of their letters.
pub fn key(name: &str) -> String {
    name.trim().to_lowercase()
}
