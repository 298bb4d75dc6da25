//! Choices of the window: kept, and heeded where others work by them. What a flag, the environment or the settings
//! file says beats them.

use super::commands::Commands;
use super::reader::Question;
use crate::config::{DEFAULT_LISTEN, Recordings, Within};
use crate::receiver::Settings;
use crate::receiver::vault::Place;
use crate::ui::model::{Amount, Choice, Fixed, Housekeeping, Model};

const MEGABYTE: u64 = 1 << 20;
const FILE: &str = "the settings file";

impl Commands {
    /// Takes over a choice, keeps it, and has it heeded.
    pub fn choose(&mut self, choice: Choice, model: &mut Model) {
        self.write(Question::Choice(choice.clone()));
        match &choice {
            Choice::Listen(addr) if addr.is_empty() => self.host.listen(DEFAULT_LISTEN.to_owned()),
            Choice::Listen(addr) => self.host.listen(addr.clone()),
            _ => {}
        }
        model.take_choice(choice);
        self.heed(model);
    }

    /// Takes over what was chosen before, where nothing beats it.
    pub fn chosen_before(&mut self, choices: Vec<Choice>, model: &mut Model) {
        for choice in choices {
            if model.given_by(choice.key()).is_none() {
                model.take_choice(choice);
            }
        }
        self.heed(model);
    }

    /// Keeps house.
    pub fn keep(&mut self, wish: Housekeeping) {
        if self.housekeeper.try_send(wish).is_err() {
            self.tell_not_saved();
        }
    }

    /// Secrets that are set go there from now on.
    pub fn keep_secrets_in(&mut self, place: Place) -> std::io::Result<()> {
        self.keeping.place = place;
        self.housekeeper = super::housekeeper::start(self.keeping.clone())?;
        Ok(())
    }

    fn heed(&mut self, model: &Model) {
        self.hear
            .set_settings(|settings| recordings(settings, model));
    }
}

/// The settings for recordings as chosen; what cannot be chosen, or is said elsewhere, stays.
fn recordings(said: &Recordings, model: &Model) -> Recordings {
    let choices = &model.choices;
    let is_free = |choice: Choice| model.given_by(choice.key()).is_none();
    let bytes = |megabytes: u64| {
        let bytes = megabytes.saturating_mul(MEGABYTE);
        i64::try_from(bytes).unwrap_or(i64::MAX)
    };
    let mut chosen = said.clone();
    if is_free(Choice::FetchesNew(true)) {
        chosen.fetch_new = Some(choices.fetches_new);
    }
    if is_free(Choice::AllowsHttp(true)) {
        chosen.allow_http = Some(choices.allows_http);
    }
    if is_free(Choice::RecordingMegabytes(0)) {
        chosen.max_bytes = Within::try_from(bytes(choices.recording_megabytes)).ok();
    }
    if is_free(Choice::CacheMegabytes(0)) {
        chosen.cache_bytes = Within::try_from(bytes(choices.cache_megabytes)).ok();
    }
    if is_free(Choice::ResumeBackSecs(0)) {
        let secs = i64::try_from(choices.resume_back_secs).unwrap_or(i64::MAX);
        chosen.resume_back_secs = Within::try_from(secs).ok();
    }
    chosen
}

/// What the settings say of recordings, as choices.
pub(super) fn of_recordings(said: &Recordings) -> Vec<Choice> {
    vec![
        Choice::FetchesNew(said.fetches_new()),
        Choice::AllowsHttp(said.allows_http()),
        Choice::ResumeBackSecs(said.resume_back().as_secs()),
        Choice::RecordingMegabytes(said.max_bytes() / MEGABYTE),
        Choice::CacheMegabytes(said.cache_bytes() / MEGABYTE),
    ]
}

/// Which choices for recordings the settings file makes: their keys, each with what makes it.
pub(super) fn given(said: &Recordings) -> Vec<(&'static str, &'static str)> {
    let all = [
        (Choice::FetchesNew(true), said.fetch_new.is_some()),
        (Choice::AllowsHttp(true), said.allow_http.is_some()),
        (Choice::ResumeBackSecs(0), said.resume_back_secs.is_some()),
        (Choice::RecordingMegabytes(0), said.max_bytes.is_some()),
        (Choice::CacheMegabytes(0), said.cache_bytes.is_some()),
    ];
    let given = all.into_iter().filter(|(_, is_said)| *is_said);
    given.map(|(choice, _)| (choice.key(), FILE)).collect()
}

/// The key of the address.
pub(super) fn listen_key() -> &'static str {
    Choice::Listen(String::new()).key()
}

/// What only the settings file changes.
pub(super) fn fixed(receiver: &Settings, recordings: &Recordings) -> Vec<Fixed> {
    let limits = &receiver.limits;
    let hosts = if recordings.private_hosts.is_empty() {
        "None".to_owned()
    } else {
        recordings.private_hosts.join(", ")
    };
    let bytes = |count: usize| Amount::Bytes(count as u64);
    [
        ("limits.connections", Amount::Count(limits.connections)),
        (
            "limits.connections_per_address",
            Amount::Count(limits.connections_per_address),
        ),
        ("max_body_bytes", bytes(limits.body_bytes)),
        ("limits.memory_bytes", bytes(limits.memory_bytes)),
        ("limits.body_secs", Amount::Secs(limits.body_time.as_secs())),
        ("min_free_bytes", Amount::Bytes(receiver.min_free_bytes)),
        (
            "check_every_secs",
            Amount::Secs(receiver.check_every.as_secs()),
        ),
        (
            "recordings.stall_secs",
            Amount::Secs(recordings.stall().as_secs()),
        ),
        ("recordings.private_hosts", Amount::Words(hosts)),
    ]
    .map(|(name, amount)| Fixed { name, amount })
    .into()
}
