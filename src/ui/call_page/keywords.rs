//! The keywords that the sender listens for: who said them, and when. Each time inside the recording plays.

use std::collections::BTreeSet;

use egui::{Label, Ui};

use super::clock::{BEFORE_SECS, inside};
use super::quiet::{quiet_button_ui, quiet_play_ui};
use super::transcript::moment;
use crate::call::{Call, CallId, KeywordHit, Seconds, Speaker};
use crate::ui::bidi;
use crate::ui::player::PlayerAction;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::card_ui;
use crate::ui::{Action, Actions, words};

/// More times of one speaker than these are shown only when they are asked for.
const MOST: usize = 12;

/// Beside a keyword of which neither speaker nor time was sent.
const NO_TIME: &str = "no time was sent";

/// One keyword of one list with all its hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    pub word: String,
    /// Who said it, and when.
    pub heard: Vec<By>,
    /// The same in words.
    told: String,
}

/// When somebody said it.
#[derive(Clone, Debug, PartialEq)]
pub struct By {
    pub speaker: Speaker,
    pub times: Vec<Time>,
}

/// A time as it was sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    pub at: Seconds,
    /// True where it lies in the recording, as far as is known: others play nothing.
    pub is_inside: bool,
}

impl Keyword {
    fn new(word: &str, heard: Vec<By>) -> Self {
        Self {
            word: word.to_owned(),
            told: in_words(&heard),
            heard,
        }
    }
}

/// Who said it and when, such as `agent 0:13 · caller 0:23, 1:05 (after the call’s end)`.
fn in_words(heard: &[By]) -> String {
    let of = |by: &By| {
        if by.times.is_empty() {
            return NO_TIME.to_owned();
        }
        let times: Vec<String> = by.times.iter().map(|time| time.in_words()).collect();
        format!("{} {}", name(by.speaker), times.join(", "))
    };
    heard.iter().map(of).collect::<Vec<_>>().join(" · ")
}

impl Time {
    fn in_words(self) -> String {
        let at = words::duration(self.at);
        if self.is_inside || self.at.0 <= 0.0 {
            at
        } else {
            format!("{at} (after the call’s end)")
        }
    }
}

/// The keywords of one list of the sender's.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub name: Option<String>,
    pub keywords: Vec<Keyword>,
}

/// The lists of a call that ends there, in the order in which they were sent.
pub fn lists(call: &Call, end_secs: Option<f64>) -> Vec<List> {
    let keyword =
        |(word, hits): (&str, Vec<&KeywordHit>)| Keyword::new(word, heard(&hits, end_secs));
    grouped(hits(call), |hit| hit.list.as_deref())
        .into_iter()
        .map(|(name, hits)| List {
            name: name.map(str::to_owned),
            keywords: grouped(hits, |hit| hit.keyword.as_str())
                .into_iter()
                .map(keyword)
                .collect(),
        })
        .collect()
}

/// The keywords to be marked in the transcript, each once.
pub fn spoken(call: &Call) -> Vec<String> {
    grouped(hits(call), |hit| hit.keyword.to_lowercase())
        .into_iter()
        .map(|(word, _)| word)
        .collect()
}

fn hits(call: &Call) -> impl Iterator<Item = &KeywordHit> {
    call.facts.keywords.get().into_iter().flatten()
}

/// The hits by key, keys in the order in which they first occur.
fn grouped<'a, K: PartialEq>(
    hits: impl IntoIterator<Item = &'a KeywordHit>,
    key: impl Fn(&'a KeywordHit) -> K,
) -> Vec<(K, Vec<&'a KeywordHit>)> {
    let mut groups: Vec<(K, Vec<&KeywordHit>)> = Vec::new();
    for hit in hits {
        let key = key(hit);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((key, vec![hit])),
        }
    }
    groups
}

/// Who said it and when. Times stay as sent.
fn heard(hits: &[&KeywordHit], end_secs: Option<f64>) -> Vec<By> {
    let of = |speaker: Speaker| {
        let said: Vec<&&KeywordHit> = hits.iter().filter(|hit| hit.speaker == speaker).collect();
        let time = |hit: &&&KeywordHit| {
            Some(Time {
                at: hit.at_secs?,
                is_inside: inside(hit, end_secs).is_some(),
            })
        };
        let times = said.iter().filter_map(time).collect();
        (!said.is_empty()).then_some(By { speaker, times })
    };
    [Speaker::Agent, Speaker::Caller, Speaker::Unknown]
        .into_iter()
        .filter_map(of)
        .collect()
}

fn name(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Agent => "agent",
        Speaker::Caller => "caller",
        Speaker::Unknown => "someone",
    }
}

/// Of which keywords all times are shown, by speaker.
#[derive(Default)]
pub struct Unfolded(BTreeSet<(String, Speaker)>);

/// The card of the keywords; absent when none were heard. `call` is the one whose recording plays them.
pub fn keywords_ui(
    ui: &mut Ui,
    lists: &[List],
    call: Option<CallId>,
    unfolded: &mut Unfolded,
    actions: &mut Actions,
) {
    if lists.iter().all(|list| list.keywords.is_empty()) {
        return;
    }
    card_ui(ui, "Keywords", |ui| {
        for (index, list) in lists.iter().enumerate() {
            if index > 0 {
                ui.add_space(4.0);
            }
            if let Some(name) = &list.name {
                ui.label(text::caption(name));
            }
            list_ui(ui, list, call, unfolded, actions);
        }
    });
}

impl Unfolded {
    /// How many times are shown.
    fn shown(&self, keyword: &Keyword, by: &By) -> usize {
        let is_whole =
            by.times.len() <= MOST || self.0.contains(&(keyword.word.clone(), by.speaker));
        if is_whole { by.times.len() } else { MOST }
    }
}

/// Short ones in two columns where there is room for them.
fn list_ui(
    ui: &mut Ui,
    list: &List,
    call: Option<CallId>,
    unfolded: &mut Unfolded,
    actions: &mut Actions,
) {
    let wide = ui.available_width() > 420.0;
    let is_short =
        |keyword: &Keyword| keyword.word.chars().count() + keyword.told.chars().count() < 36;
    let mut rest = list.keywords.as_slice();
    while let [first, others @ ..] = rest {
        match others {
            [second, others @ ..] if wide && is_short(first) && is_short(second) => {
                ui.columns(2, |cells| {
                    keyword_ui(&mut cells[0], first, call, unfolded, actions);
                    keyword_ui(&mut cells[1], second, call, unfolded, actions);
                });
                rest = others;
            }
            _ => {
                keyword_ui(ui, first, call, unfolded, actions);
                rest = others;
            }
        }
    }
}

fn keyword_ui(
    ui: &mut Ui,
    keyword: &Keyword,
    call: Option<CallId>,
    unfolded: &mut Unfolded,
    actions: &mut Actions,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let color = ui.tokens().text_strong;
        bidi::wrapped_ui(ui, text::body(&keyword.word).color(color));
        ui.add_space(3.0);
        let Some(call) = call else {
            ui.add(Label::new(text::subdued(&keyword.told)).wrap());
            return;
        };
        for (index, by) in keyword.heard.iter().enumerate() {
            if index > 0 {
                ui.label(text::subdued("·"));
            }
            let who = if by.times.is_empty() {
                NO_TIME
            } else {
                name(by.speaker)
            };
            ui.label(text::subdued(who));
            let shown = unfolded.shown(keyword, by);
            for (index, time) in by.times[..shown].iter().enumerate() {
                if index > 0 {
                    ui.label(text::subdued("and"));
                }
                time_ui(ui, &keyword.word, by.speaker, *time, call, actions);
            }
            let more = by.times.len() - shown;
            if more > 0 {
                let (word, speaker) = (&keyword.word, by.speaker);
                let told = format!("Show {more} more times of “{word}”, {}", name(speaker));
                if quiet_button_ui(ui, &format!("and {more} more"), &told).clicked() {
                    unfolded.0.insert((word.clone(), speaker));
                }
            }
        }
    });
}

/// Plays from a little before it; nothing where it lies outside.
fn time_ui(
    ui: &mut Ui,
    word: &str,
    speaker: Speaker,
    time: Time,
    call: CallId,
    actions: &mut Actions,
) {
    if !time.is_inside {
        ui.label(text::subdued(time.in_words()))
            .on_hover_text(text::body(
                "As it was sent: there is nothing to play at this time",
            ));
        return;
    }
    let at = words::duration(time.at);
    let name = format!("Play “{word}”, {} at {at}", name(speaker));
    let button = quiet_play_ui(ui, &at, &name);
    if button.on_hover_text("From 2 seconds before").clicked() {
        let from = moment(time.at.0 - BEFORE_SECS);
        actions.push(Action::Player(PlayerAction::PlayFrom(call, from)));
    }
}
