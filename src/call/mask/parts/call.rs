//! A call, whole.

use serde_json::Value;

use super::super::{Digits, Known};
use super::{Masked, said};
use crate::call::facts::{Attribution, Caller, Group, Sentiment};
use crate::call::{Call, Facts, Free, KeywordHit, PageTrack, Said};

impl Masked for Call {
    fn mask(&mut self, known: &Known) {
        let Self {
            id: _,
            vendor_id: _,
            dialects: _,
            stage: _,
            facts,
            answered: _,
            wait_secs: _,
            transcript,
            events: _,
            warnings,
        } = self;
        facts.mask(known);
        transcript.mask(known);
        for warning in warnings {
            *warning = known.text(warning, Digits::All);
        }
    }
}

impl Masked for Facts {
    fn mask(&mut self, known: &Known) {
        let mask = known.mask();
        let Self {
            organization_id: _,
            tracking_number,
            caller_number,
            termination_number,
            caller,
            group,
            started_at: _,
            answered_at: _,
            ended_at: _,
            time_zone: _,
            answer_status,
            ring_count: _,
            talk_secs: _,
            recording_url,
            redacted: _,
            do_not_call: _,
            transcript,
            summary,
            sentiment,
            dispositions,
            lead_outcome,
            lead_value,
            topics,
            keywords,
            attribution,
            custom,
            extra,
        } = self;
        for number in [tracking_number, caller_number, termination_number] {
            said(number, |number| mask.number(number));
        }
        caller.mask(known);
        group.mask(known);
        said(answer_status, |text| known.text(text, Digits::OfNumbers));
        said(recording_url, |link| mask.secret_link(link));
        for text in [transcript, summary] {
            said(text, |text| known.text(text, Digits::All));
        }
        sentiment.mask(known);
        for free in [
            dispositions,
            lead_outcome,
            lead_value,
            topics,
            custom,
            extra,
        ] {
            free.mask(known);
        }
        if let Said::Value(hits) = keywords {
            hits.mask(known);
        }
        attribution.mask(known);
    }
}

impl Masked for Caller {
    fn mask(&mut self, known: &Known) {
        let mask = known.mask();
        let Self {
            name,
            street,
            city,
            state,
            zip,
            country: _,
            latitude,
            longitude,
        } = self;
        said(name, |name| mask.person(name));
        said(street, |street| mask.street(street));
        said(city, |city| mask.city(city));
        said(state, |state| mask.state(state));
        said(zip, |zip| mask.zip(zip));
        if let Said::Value(degrees) = latitude {
            *degrees = mask.degrees(*degrees, true);
        }
        if let Said::Value(degrees) = longitude {
            *degrees = mask.degrees(*degrees, false);
        }
    }
}

impl Masked for Group {
    fn mask(&mut self, known: &Known) {
        let Self {
            id: _,
            name,
            owner_id: _,
            owner_name,
        } = self;
        for name in [name, owner_name] {
            said(name, |name| known.mask().business(name));
        }
    }
}

impl Masked for Sentiment {
    fn mask(&mut self, known: &Known) {
        let Self {
            overall,
            satisfied: _,
            frustrated: _,
            view_of_business,
            view_of_business_reason,
            concern_class,
            summary,
        } = self;
        for text in [
            overall,
            view_of_business,
            view_of_business_reason,
            concern_class,
            summary,
        ] {
            said(text, |text| known.text(text, Digits::All));
        }
    }
}

impl Masked for Attribution {
    fn mask(&mut self, known: &Known) {
        let mask = known.mask();
        let Self {
            session_id,
            session_identifier,
            rule,
            utm_source,
            utm_medium,
            utm_campaign,
            utm_term,
            utm_content,
            gclid,
            landing_page_url,
            referrer_url,
            ip_address,
            user_agent: _,
            multisession: _,
            page_tracks,
            page_variables,
            google_analytics,
            session_tag,
        } = self;
        for secret in [session_id, session_identifier, gclid] {
            said(secret, |secret| mask.scrambled(secret));
        }
        for text in [
            rule,
            utm_source,
            utm_medium,
            utm_campaign,
            utm_term,
            utm_content,
        ] {
            said(text, |text| known.text(text, Digits::OfNumbers));
        }
        for link in [landing_page_url, referrer_url] {
            said(link, |link| mask.link(link, known));
        }
        said(ip_address, |address| mask.address_of_net(address));
        if let Said::Value(pages) = page_tracks {
            pages.mask(known);
        }
        for value in [page_variables, google_analytics, session_tag] {
            if let Said::Value(value) = value {
                value.mask(known);
            }
        }
    }
}

impl Masked for PageTrack {
    fn mask(&mut self, known: &Known) {
        let Self { page_url, at: _ } = self;
        *page_url = known.mask().link(page_url, known);
    }
}

impl Masked for KeywordHit {
    /// A keyword is the business's own word, unless it is somebody's name.
    fn mask(&mut self, known: &Known) {
        let Self {
            list,
            keyword,
            speaker: _,
            at_secs: _,
        } = self;
        for text in [Some(keyword), list.as_mut()].into_iter().flatten() {
            *text = known.masked_words(text);
        }
    }
}

impl Masked for Free {
    fn mask(&mut self, known: &Known) {
        known.map(&mut self.0);
    }
}

impl Masked for Value {
    fn mask(&mut self, known: &Known) {
        known.value_at(&[], self);
    }
}
