//! How the caller came: from the referrer over the pages of the visit to the call.

use std::ops::Range;

use jiff::Timestamp;

use crate::call::{Call, PageTrack, Seconds};
use crate::ui::words;

/// One station on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is known of the time since the station before, such as `3 min`; none where it is not.
    pub after: Option<String>,
    pub kind: StepKind,
    /// What is shown of it: host and path of a page.
    pub text: String,
    /// More about it, in fewer words.
    pub note: Option<String>,
    /// Whole, where it is an address.
    pub url: Option<String>,
}

/// What a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Referrer,
    Landing,
    Page,
    Call,
    /// Seen after the call.
    Later,
}

impl StepKind {
    /// In words, for those who do not see where it stands.
    pub fn word(self) -> &'static str {
        match self {
            Self::Referrer => "Came from",
            Self::Landing => "Landing page",
            Self::Page => "Page",
            Self::Call => "Call",
            Self::Later => "Page after the call",
        }
    }
}

/// The stations in order; none when nothing but the call is known.
pub fn steps(call: &Call) -> Vec<Step> {
    let facts = &call.facts;
    let attribution = &facts.attribution;
    let called_at = facts.started_at.at();
    let mut pages: Vec<&PageTrack> = attribution
        .page_tracks
        .get()
        .into_iter()
        .flatten()
        .collect();
    pages.sort_by_key(|page| page.at);
    let (later, mut before): (Vec<_>, Vec<_>) = pages
        .into_iter()
        .partition(|page| page.at.is_some() && called_at.is_some() && page.at > called_at);

    let mut way = Way::default();
    if let Some(url) = attribution.referrer_url.text() {
        way.page(StepKind::Referrer, url, None, campaign(call));
    }
    if let Some(url) = attribution.landing_page_url.text() {
        let at = before
            .iter()
            .position(|page| page.page_url == url)
            .map(|at| before.remove(at));
        way.page(
            StepKind::Landing,
            url,
            at.and_then(|page| page.at),
            click(call),
        );
    }
    for page in before {
        way.page(StepKind::Page, &page.page_url, page.at, None);
    }
    if way.steps.is_empty() && later.is_empty() {
        return Vec::new();
    }
    way.push(StepKind::Call, "Called".to_owned(), called_at, None, None);
    for page in later {
        way.page(StepKind::Later, &page.page_url, page.at, None);
    }
    way.steps
}

/// So many pages of one visit are shown at once, and so many of them after the last that is left out.
const MOST: usize = 12;
const LAST: usize = 6;

/// Which steps of a long way are left out until they are asked for: pages in its middle, never the referrer, where the
/// visit began and the call.
pub fn folded(steps: &[Step]) -> Range<usize> {
    let called = steps.iter().position(|step| step.kind == StepKind::Call);
    // The longer of the ways before the call and after it.
    let (start, end) = match called {
        Some(call) if call >= steps.len() - call => (0, call),
        Some(call) => (call + 1, steps.len()),
        None => (0, steps.len()),
    };
    if end - start <= MOST {
        return 0..0;
    }
    start + MOST - LAST..end - LAST
}

/// Host and path of an address, without what tracks.
pub fn short(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let short = rest[..end].trim_end_matches('/');
    if short.is_empty() { url } else { short }
}

#[derive(Default)]
struct Way {
    steps: Vec<Step>,
    called_at: Option<Timestamp>,
    last_at: Option<Timestamp>,
}

impl Way {
    fn page(&mut self, kind: StepKind, url: &str, at: Option<Timestamp>, note: Option<String>) {
        self.push(kind, short(url).to_owned(), at, note, Some(url.to_owned()));
    }

    fn push(
        &mut self,
        kind: StepKind,
        text: String,
        at: Option<Timestamp>,
        note: Option<String>,
        url: Option<String>,
    ) {
        if kind == StepKind::Call {
            self.called_at = at;
        }
        let after = match kind {
            StepKind::Later => {
                between(self.called_at, at).map(|long| format!("{long} after the call"))
            }
            _ => between(self.last_at, at),
        };
        self.steps.push(Step {
            after,
            kind,
            text,
            note,
            url,
        });
        self.last_at = at;
    }
}

fn between(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<String> {
    let secs = to?.duration_since(from?).as_secs_f64();
    (secs >= 0.0).then(|| words::spoken_duration(Seconds(secs)))
}

/// UTM source and medium, as `google / search`.
fn campaign(call: &Call) -> Option<String> {
    let attribution = &call.facts.attribution;
    let parts: Vec<&str> = [attribution.utm_source.text(), attribution.utm_medium.text()]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(" / "))
}

fn click(call: &Call) -> Option<String> {
    let id = call.facts.attribution.gclid.text()?;
    let start: String = id.chars().take(7).collect();
    Some(if start.len() < id.len() {
        format!("gclid {start}…")
    } else {
        format!("gclid {start}")
    })
}
