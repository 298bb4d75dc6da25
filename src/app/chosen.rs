//! Choices of the window: kept, and heeded where others work by them. What a flag, the environment or the settings
//! file says beats them.

use super::commands::Commands;
use super::limits;
use super::reader::Question;
use crate::call::WeekStart;
use crate::config::{Config, DEFAULT_LISTEN, Number, Recordings, Within};
use crate::receiver::Free;
use crate::receiver::vault::Place;
use crate::ui::model::{Choice, Housekeeping, Model};

const MEGABYTE: u64 = 1 << 20;
const FILE: &str = "the settings file";

/// What flags, environment and settings file say, which beats what is chosen in the window.
#[derive(Clone)]
pub struct Said {
    pub(super) recordings: Recordings,
    /// The limits that can be chosen.
    pub(super) free: Free,
    /// The day with which weeks begin until one is chosen.
    pub(super) week: WeekStart,
    /// What cannot be chosen: keys of choices and limits, each with what says it.
    pub(super) given: Vec<(&'static str, &'static str)>,
}

impl Said {
    pub fn of(config: &Config) -> Self {
        let mut said = Self::from(config.recordings.clone());
        let given = &mut said.given;
        given.extend(config.listen_given_by.map(|by| (listen_key(), by)));
        let numbers = config.numbers.iter();
        let numbers = numbers.filter(|number| number.said.is_some());
        given.extend(numbers.map(|number| (number.name, FILE)));
        said.free = limits::free(&config.numbers);
        said.week = WeekStart::of_territory(&config.territory);
        said
    }
}

/// Nothing else is said than this.
impl From<Recordings> for Said {
    fn from(recordings: Recordings) -> Self {
        Self {
            free: limits::free(&Number::unsaid()),
            week: WeekStart::default(),
            given: given(&recordings),
            recordings,
        }
    }
}

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

    fn heed(&mut self, model: &mut Model) {
        self.reckon(model);
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
    let secs = |secs: u64| i64::try_from(secs).unwrap_or(i64::MAX);
    if is_free(Choice::ResumeBackSecs(0)) {
        chosen.resume_back_secs = Within::try_from(secs(choices.resume_back_secs)).ok();
    }
    if is_free(Choice::StallSecs(0)) {
        chosen.stall_secs = Within::try_from(secs(choices.stall_secs)).ok();
    }
    if is_free(Choice::PrivateHosts(String::new())) {
        let hosts = choices.private_hosts.split(',').map(str::trim);
        let hosts = hosts.filter(|host| !host.is_empty());
        chosen.private_hosts = hosts.map(str::to_owned).collect();
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
        Choice::StallSecs(said.stall().as_secs()),
        Choice::PrivateHosts(said.private_hosts.join(", ")),
    ]
}

/// Which choices for recordings the settings file makes: their keys, each with what makes it.
fn given(said: &Recordings) -> Vec<(&'static str, &'static str)> {
    let all = [
        (Choice::FetchesNew(true), said.fetch_new.is_some()),
        (Choice::AllowsHttp(true), said.allow_http.is_some()),
        (Choice::ResumeBackSecs(0), said.resume_back_secs.is_some()),
        (Choice::RecordingMegabytes(0), said.max_bytes.is_some()),
        (Choice::CacheMegabytes(0), said.cache_bytes.is_some()),
        (Choice::StallSecs(0), said.stall_secs.is_some()),
        (
            Choice::PrivateHosts(String::new()),
            !said.private_hosts.is_empty(),
        ),
    ];
    let given = all.into_iter().filter(|(_, is_said)| *is_said);
    given.map(|(choice, _)| (choice.key(), FILE)).collect()
}

/// The key of the address.
pub(super) fn listen_key() -> &'static str {
    Choice::Listen(String::new()).key()
}
