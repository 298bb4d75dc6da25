//! The limits of a receiver one by one, as numbers: so they are chosen, and so they are kept.

use std::time::Duration;

use super::Settings;

/// One limit. Its number is of bytes, seconds or connections, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Connections,
    ConnectionsPerAddress,
    /// 1 where connections from this machine are exempt from the limit for one address, else 0.
    LoopbackExempt,
    HeadBytes,
    BodyBytes,
    MemoryBytes,
    HeadSecs,
    BodySecs,
    IdleSecs,
    AnswerSecs,
    FreeBytes,
    CheckEverySecs,
}

impl Limit {
    pub const ALL: [Self; 12] = [
        Self::Connections,
        Self::ConnectionsPerAddress,
        Self::LoopbackExempt,
        Self::HeadBytes,
        Self::BodyBytes,
        Self::MemoryBytes,
        Self::HeadSecs,
        Self::BodySecs,
        Self::IdleSecs,
        Self::AnswerSecs,
        Self::FreeBytes,
        Self::CheckEverySecs,
    ];

    /// Its name in the settings file, and in the book where it was chosen in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connections => "limits.connections",
            Self::ConnectionsPerAddress => "limits.connections_per_address",
            Self::LoopbackExempt => "limits.loopback_exempt",
            Self::HeadBytes => "limits.head_bytes",
            Self::BodyBytes => "max_body_bytes",
            Self::MemoryBytes => "limits.memory_bytes",
            Self::HeadSecs => "limits.head_secs",
            Self::BodySecs => "limits.body_secs",
            Self::IdleSecs => "limits.idle_secs",
            Self::AnswerSecs => "limits.answer_secs",
            Self::FreeBytes => "min_free_bytes",
            Self::CheckEverySecs => "check_every_secs",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
    }
}

impl Settings {
    /// The number of a limit.
    pub fn limit(&self, limit: Limit) -> u64 {
        let limits = &self.limits;
        match limit {
            Limit::Connections => limits.connections as u64,
            Limit::ConnectionsPerAddress => limits.connections_per_address as u64,
            Limit::LoopbackExempt => u64::from(limits.loopback_exempt),
            Limit::HeadBytes => limits.head_bytes as u64,
            Limit::BodyBytes => limits.body_bytes as u64,
            Limit::MemoryBytes => limits.memory_bytes as u64,
            Limit::HeadSecs => limits.head_time.as_secs(),
            Limit::BodySecs => limits.body_time.as_secs(),
            Limit::IdleSecs => limits.idle_time.as_secs(),
            Limit::AnswerSecs => limits.answer_time.as_secs(),
            Limit::FreeBytes => self.min_free_bytes,
            Limit::CheckEverySecs => self.check_every.as_secs(),
        }
    }

    /// Has a limit be this number.
    pub fn set_limit(&mut self, limit: Limit, number: u64) {
        let limits = &mut self.limits;
        let count = usize::try_from(number).unwrap_or(usize::MAX);
        let secs = Duration::from_secs(number);
        match limit {
            Limit::Connections => limits.connections = count,
            Limit::ConnectionsPerAddress => limits.connections_per_address = count,
            Limit::LoopbackExempt => limits.loopback_exempt = number > 0,
            Limit::HeadBytes => limits.head_bytes = count,
            Limit::BodyBytes => limits.body_bytes = count,
            Limit::MemoryBytes => limits.memory_bytes = count,
            Limit::HeadSecs => limits.head_time = secs,
            Limit::BodySecs => limits.body_time = secs,
            Limit::IdleSecs => limits.idle_time = secs,
            Limit::AnswerSecs => limits.answer_time = secs,
            Limit::FreeBytes => self.min_free_bytes = number,
            Limit::CheckEverySecs => self.check_every = secs,
        }
    }

    /// How much of a limit can be kept here: not more connections than the system lets this process have, not less memory
    /// than the largest body takes.
    pub fn feasible_limit(&self, limit: Limit) -> u64 {
        let mut feasible = self.clone();
        feasible.limits = feasible.limits.feasible();
        feasible.limit(limit)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::receiver::gate::limits::Limits;

    #[test]
    fn each_limit_has_its_own_name_and_number() {
        let mut settings = Settings {
            listen: String::new(),
            data_dir: PathBuf::new(),
            min_free_bytes: 0,
            check_every: Duration::ZERO,
            limits: Limits::default(),
            in_background: false,
            secrets_from_env: Vec::new(),
        };
        for (number, limit) in (1_000..).zip(Limit::ALL) {
            assert_eq!(Limit::named(limit.name()), Some(limit));
            settings.set_limit(limit, number);
        }
        for (number, limit) in (1_000..).zip(Limit::ALL) {
            let number = if limit == Limit::LoopbackExempt {
                1
            } else {
                number
            };
            assert_eq!(settings.limit(limit), number, "{limit:?}");
        }
        assert_eq!(Limit::named("limits.patience"), None);
        settings.set_limit(Limit::BodyBytes, 70_000);
        assert_eq!(settings.feasible_limit(Limit::MemoryBytes), 70_000);
    }
}
