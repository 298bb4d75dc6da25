//! How the list of calls looks, as the person chose it.

/// How high its rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

impl Density {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Comfortable => Self::Compact,
            Self::Compact => Self::Comfortable,
        }
    }
}

/// All of its look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub density: Density,
}
