//! What there is to know of a command.

use egui::Ui;

use super::keys::{Ground, Press, Scope};
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::{Actions, ViewState};

/// What a command is told from: the window as it is.
pub struct Now<'a> {
    pub model: &'a Model,
    pub view: &'a ViewState,
}

/// What a command works on.
pub struct At<'a> {
    pub ui: &'a Ui,
    pub model: &'a Model,
    pub actions: &'a mut Actions,
    pub view: &'a mut ViewState,
}

/// The parts of menu and sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Going,
    Several,
    Search,
    Call,
    Player,
    Deliveries,
    Program,
}

impl Section {
    pub const ALL: [Self; 7] = [
        Self::Going,
        Self::Several,
        Self::Search,
        Self::Call,
        Self::Player,
        Self::Deliveries,
        Self::Program,
    ];

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Going => "Go",
            Self::Several => "Several calls",
            Self::Search => "Search",
            Self::Call => "Call",
            Self::Player => "Player",
            Self::Deliveries => "Deliveries",
            Self::Program => "Callbook",
        }
    }
}

/// One command: made by [`Spec::new`], the rest by the methods.
#[derive(Debug)]
pub struct Spec {
    pub section: Section,
    /// What it does, as in a menu.
    pub text: &'static str,
    /// The same in a sentence.
    pub tooltip: &'static str,
    pub icon: Option<Icon>,
    pub keys: &'static [Press],
    pub ground: Ground,
    pub scope: Scope,
    /// True when a key that is held down does it again and again.
    pub repeats: bool,
    pub(super) when: Option<fn(&Now<'_>) -> Option<&'static str>>,
    pub(super) told: Option<fn(&Now<'_>) -> Option<String>>,
    pub(super) run: fn(&mut At<'_>),
}

impl Spec {
    /// A command without a key that can always be done.
    pub const fn new(
        section: Section,
        text: &'static str,
        tooltip: &'static str,
        run: fn(&mut At<'_>),
    ) -> Self {
        Self {
            section,
            text,
            tooltip,
            icon: None,
            keys: &[],
            ground: Ground::Any,
            scope: Scope::Everywhere,
            repeats: false,
            when: None,
            told: None,
            run,
        }
    }

    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub const fn keys(mut self, keys: &'static [Press]) -> Self {
        self.keys = keys;
        self
    }

    /// The keys are its own only while the focus is there.
    #[must_use]
    pub const fn ground(mut self, ground: Ground) -> Self {
        self.ground = ground;
        self
    }

    /// Can be done on one screen only.
    #[must_use]
    pub const fn on(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// A key that is held down does it again and again.
    #[must_use]
    pub const fn repeating(mut self) -> Self {
        self.repeats = true;
        self
    }

    /// Says why it cannot be done, where it cannot.
    #[must_use]
    pub const fn when(mut self, when: fn(&Now<'_>) -> Option<&'static str>) -> Self {
        self.when = Some(when);
        self
    }

    /// Says what it would do now, where that is more than its text.
    #[must_use]
    pub const fn told(mut self, told: fn(&Now<'_>) -> Option<String>) -> Self {
        self.told = Some(told);
        self
    }
}
