//! What has just been done or has just failed, told in passing.

/// How many may wait to be read.
const MOST: usize = 20;

/// A word in passing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Which it is, counted from the start.
    pub number: u64,
    pub text: String,
    /// True when something did not work: it stays until it is put away.
    pub failed: bool,
    /// True when it is about the change that the next undo takes back.
    pub can_undo: bool,
}

/// Those that are to be read, oldest first: all failures, and what was done last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    all: Vec<Notice>,
    told: u64,
}

impl Notices {
    /// Tells what failed. The same again is told once.
    pub fn tell_failure(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.all.retain(|notice| notice.text != text);
        self.push(text, true, false);
    }

    /// Tells what was done, in place of what was done before.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.all.retain(|notice| notice.failed);
        self.push(text.into(), false, false);
    }

    /// The same of something that can be undone.
    pub fn tell_change(&mut self, text: impl Into<String>) {
        self.all.retain(|notice| notice.failed);
        self.push(text.into(), false, true);
    }

    /// Tells failures in other words and nothing else any more.
    pub fn retell_failures(&mut self, words: impl Fn(String) -> String) {
        self.all.retain(|notice| notice.failed);
        for notice in &mut self.all {
            notice.text = words(std::mem::take(&mut notice.text));
        }
    }

    /// Puts one away.
    pub fn dismiss(&mut self, number: u64) {
        self.all.retain(|notice| notice.number != number);
    }

    /// Those that are to be read, oldest first.
    pub fn all(&self) -> &[Notice] {
        &self.all
    }

    fn push(&mut self, text: String, failed: bool, can_undo: bool) {
        self.told += 1;
        self.all.push(Notice {
            number: self.told,
            text,
            failed,
            can_undo,
        });
        let too_many = self.all.len().saturating_sub(MOST);
        self.all.drain(..too_many);
    }
}

/// What undo and redo would do, as in “star of Ted Robertson”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undoable {
    pub undo: Option<String>,
    pub redo: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(notices: &Notices) -> Vec<&str> {
        notices.all().iter().map(|it| it.text.as_str()).collect()
    }

    #[test]
    fn what_was_done_last_and_every_failure_stand() {
        let mut notices = Notices::default();
        notices.tell_change("Starred Ted");
        notices.tell_failure("The book is busy");
        notices.tell("Saved as a.txt");
        notices.tell_failure("The book is busy");
        notices.tell_failure("No network");
        assert_eq!(
            texts(&notices),
            ["Saved as a.txt", "The book is busy", "No network"]
        );
        let number = notices.all()[1].number;
        notices.dismiss(number);
        assert_eq!(texts(&notices), ["Saved as a.txt", "No network"]);
    }
}
