//! The keywords that the sender listens for: who said them, and when.

use egui::text::LayoutJob;
use egui::{Label, Ui};

use crate::call::transcript::length_secs;
use crate::call::{Call, KeywordHit, Speaker};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::card_ui;
use crate::ui::words;

/// One keyword of one list with all its hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    pub word: String,
    /// Who said it and when, such as `agent 0:13 · caller 0:23, 1:05 after the call’s end`.
    pub heard: String,
}

/// The keywords of one list of the sender's.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub name: Option<String>,
    pub keywords: Vec<Keyword>,
}

/// The lists of a call, in the order in which they were sent.
pub fn lists(call: &Call) -> Vec<List> {
    let end = length_secs(call);
    let keyword = |(word, hits): (&str, Vec<&KeywordHit>)| Keyword {
        word: word.to_owned(),
        heard: heard(&hits, end),
    };
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

/// Who said it and when. Times stay as sent; those that cannot be true are marked.
fn heard(hits: &[&KeywordHit], end: Option<f64>) -> String {
    let of = |speaker: Speaker| {
        let times: Vec<String> = hits
            .iter()
            .filter(|hit| hit.speaker == speaker)
            .filter_map(|hit| hit.at_secs)
            .map(|at| match end {
                Some(end) if at.0 > end => {
                    format!("{} (after the call’s end)", words::duration(at))
                }
                _ => words::duration(at),
            })
            .collect();
        let said = hits.iter().any(|hit| hit.speaker == speaker);
        said.then(|| {
            format!("{} {}", name(speaker), times.join(", "))
                .trim_end()
                .to_owned()
        })
    };
    [Speaker::Agent, Speaker::Caller, Speaker::Unknown]
        .into_iter()
        .filter_map(of)
        .collect::<Vec<_>>()
        .join(" · ")
}

fn name(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Agent => "agent",
        Speaker::Caller => "caller",
        Speaker::Unknown => "someone",
    }
}

/// The card of the keywords; absent when none were heard.
pub fn keywords_ui(ui: &mut Ui, lists: &[List]) {
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
            list_ui(ui, list);
        }
    });
}

/// Short ones in two columns where there is room for them.
fn list_ui(ui: &mut Ui, list: &List) {
    let wide = ui.available_width() > 420.0;
    let is_short =
        |keyword: &Keyword| keyword.word.chars().count() + keyword.heard.chars().count() < 36;
    let mut rest = list.keywords.as_slice();
    while let [first, others @ ..] = rest {
        match others {
            [second, others @ ..] if wide && is_short(first) && is_short(second) => {
                ui.columns(2, |cells| {
                    keyword_ui(&mut cells[0], first);
                    keyword_ui(&mut cells[1], second);
                });
                rest = others;
            }
            _ => {
                keyword_ui(ui, first);
                rest = others;
            }
        }
    }
}

fn keyword_ui(ui: &mut Ui, keyword: &Keyword) {
    let tokens = ui.tokens();
    let mut job = LayoutJob::default();
    let style = ui.style().clone();
    let mut add = |text: egui::RichText| {
        text.append_to(
            &mut job,
            &style,
            egui::FontSelection::Default,
            egui::Align::Center,
        );
    };
    add(text::body(&keyword.word).color(tokens.text_strong));
    add(text::subdued(format!("  {}", keyword.heard)));
    ui.add(Label::new(job).wrap().selectable(true));
}
