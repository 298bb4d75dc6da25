//! What others may see.

use crate::ui::Action;
use crate::ui::settings::{Row, Value};

pub const ROWS: &[Row] = &[Row::new(
    "Masking",
    "Shows invented names, numbers and addresses everywhere, in exports and in what is copied too, for showing the program to others.",
    Value::Check(
        "Mask names and numbers",
        |model| model.is_masked,
        |on, _| Action::Mask(on),
    ),
)
.also("privacy hide anonymous personal data gdpr demo screenshot")];
