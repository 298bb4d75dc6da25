//! What the sender's analysis makes of the mood, said to be the sender's.

use egui::Ui;

use super::evidence::{EvidenceState, evidence_ui};
use crate::call::Sentiment;
use crate::call::analysis::Claim;
use crate::ui::bidi::wrapped_ui;
use crate::ui::icons::Icon;
use crate::ui::model::OpenCall;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::{Tone, card_ui, pair_with_ui};
use crate::ui::words;

/// One line: a label, a word and how it sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mood {
    pub label: &'static str,
    pub word: String,
    pub tone: Tone,
    /// As lines that may have led to it are asked for.
    pub claim: Option<Claim>,
}

/// The short answers, in the order of weight.
pub fn moods(sentiment: &Sentiment) -> Vec<Mood> {
    let flag = |label, said: Option<bool>, (yes, no), claim| {
        said.map(|said| Mood {
            label,
            word: if said { "Yes" } else { "No" }.to_owned(),
            tone: if said { yes } else { no },
            claim: Some(claim),
        })
    };
    let word = |label, said: Option<&str>, claim| {
        said.map(|said| Mood {
            label,
            word: words::sentence(said),
            tone: tone(said),
            claim: Some(claim),
        })
    };
    [
        word("Overall", sentiment.overall.text(), Claim::Overall),
        word(
            "Of the business",
            sentiment.view_of_business.text(),
            Claim::ViewOfBusiness,
        ),
        flag(
            "Satisfied",
            sentiment.satisfied.copied(),
            (Tone::Positive, Tone::Negative),
            Claim::Satisfied,
        ),
        flag(
            "Frustrated",
            sentiment.frustrated.copied(),
            (Tone::Negative, Tone::Neutral),
            Claim::Frustrated,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// True when nothing stands in the card: nothing was sent, or that there is nothing.
fn says_nothing(sentiment: &Sentiment) -> bool {
    let texts = [
        &sentiment.view_of_business_reason,
        &sentiment.concern_class,
        &sentiment.summary,
    ];
    moods(sentiment).is_empty() && texts.iter().all(|said| said.text().is_none())
}

/// The card of the mood; absent when the analysis says nothing.
pub fn sentiment_ui(ui: &mut Ui, open: &OpenCall, evidence: &mut EvidenceState) {
    let sentiment = &open.call.facts.sentiment;
    let own = open.entered.overrules.sentiment;
    let is_silent = says_nothing(sentiment);
    if is_silent && own.is_none() {
        return;
    }
    let heading = if is_silent {
        "Sentiment"
    } else {
        "Sentiment, says the vendor"
    };
    card_ui(ui, heading, |ui| {
        if let Some(ruled) = own {
            let word = ruled.value.word();
            let mood = Mood {
                label: "You say",
                word: words::sentence(word),
                tone: tone(word),
                claim: None,
            };
            mood_ui(ui, &mood);
        }
        for mood in moods(sentiment) {
            mood_ui(ui, &mood);
            if mood.label == "Of the business" {
                reason_ui(ui, sentiment);
            }
            if let Some(claim) = &mood.claim {
                evidence_ui(ui, open, claim, mood.label, evidence);
            }
        }
        if !sentiment.view_of_business.is_said() {
            reason_ui(ui, sentiment);
        }
        if let Some(concern) = sentiment.concern_class.text() {
            pair_with_ui(ui, "Concern", |ui| {
                wrapped_ui(ui, text::body(words::sentence(concern)));
            });
        }
        if let Some(summary) = sentiment.summary.text() {
            ui.add_space(4.0);
            wrapped_ui(ui, text::body(summary));
        }
    });
}

fn mood_ui(ui: &mut Ui, mood: &Mood) {
    let tokens = ui.tokens();
    let color = match mood.tone {
        Tone::Neutral => tokens.text,
        tone => tone.color(tokens),
    };
    let icon = match mood.tone {
        Tone::Positive => Some(Icon::Mood),
        Tone::Negative => Some(Icon::MoodSad),
        _ => None,
    };
    pair_with_ui(ui, mood.label, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if let Some(icon) = icon {
                icon.show(ui, 14.0, color);
            }
            wrapped_ui(ui, text::body(&mood.word).color(color));
        });
    });
}

fn reason_ui(ui: &mut Ui, sentiment: &Sentiment) {
    if let Some(reason) = sentiment.view_of_business_reason.text() {
        wrapped_ui(ui, text::caption(format!("“{reason}”")));
        ui.add_space(4.0);
    }
}

fn tone(word: &str) -> Tone {
    match word.to_lowercase().as_str() {
        "positive" => Tone::Positive,
        "negative" => Tone::Negative,
        _ => Tone::Neutral,
    }
}
