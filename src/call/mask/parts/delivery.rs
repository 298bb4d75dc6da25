//! What was received, and what it changed.

use serde_json::{Map, Value};

use super::super::{Digits, Known, Mask};
use super::Masked;
use crate::call::delivery::WholeDelivery;
use crate::call::{CallChanges, Change, Delivery, InShort, Request};

impl Known {
    /// Who is named in a body.
    pub fn of_body(mask: Mask, body: &[u8]) -> Self {
        let mut known = Self::new(mask);
        known.learn_body(body);
        known
    }

    /// Takes note of who is named in a body; one that is no JSON names nobody.
    pub fn learn_body(&mut self, body: &[u8]) {
        let mut json = String::from_utf8_lossy(body).into_owned();
        // The sender's samples have comments.
        let _ = json_strip_comments::strip(&mut json);
        if let Ok(value) = serde_json::from_str(&json) {
            self.learn(&Map::from_iter([(String::new(), value)]));
        }
    }
}

impl Masked for WholeDelivery {
    fn mask(&mut self, known: &Known) {
        let Self {
            delivery,
            headers,
            body,
        } = self;
        delivery.mask(known);
        for (name, value) in headers {
            let mut held = Value::from(std::mem::take(value));
            known.value_at(std::slice::from_ref(name), &mut held);
            held.as_str().unwrap_or_default().clone_into(value);
        }
        *body = known.body(body);
    }
}

impl Masked for Delivery {
    fn mask(&mut self, known: &Known) {
        let Self {
            id: _,
            received_at: _,
            source: _,
            remote,
            path,
            bytes: _,
            signature: _,
            status: _,
            state: _,
            actions: _,
            calls: _,
            attempt: _,
            reason,
        } = self;
        super::put(remote, |remote| known.mask().address_of_net(remote));
        super::put(path, |path| known.text(path, Digits::OfNumbers));
        super::put(reason, |reason| known.text(reason, Digits::OfNumbers));
    }
}

impl Masked for Request {
    fn mask(&mut self, known: &Known) {
        let Self {
            id: _,
            received_at: _,
            remote,
            method: _,
            path,
            bytes: _,
            status: _,
            said,
            fault,
            took: _,
        } = self;
        super::put(remote, |remote| known.mask().address_of_net(remote));
        super::put(fault, |fault| known.text(fault, Digits::OfNumbers));
        for text in [path, said] {
            *text = known.text(text, Digits::OfNumbers);
        }
    }
}

impl Masked for CallChanges {
    fn mask(&mut self, known: &Known) {
        let Self { call: _, changes } = self;
        changes.mask(known);
    }
}

impl Masked for Change {
    fn mask(&mut self, known: &Known) {
        let Self {
            path,
            before,
            after,
        } = self;
        for value in [before, after] {
            known.value_at(path, value);
        }
    }
}

impl Masked for InShort {
    fn mask(&mut self, known: &Known) {
        let Self {
            stage: _,
            new: _,
            changed: _,
            only,
        } = self;
        if let Some(only) = only {
            only.mask(known);
        }
    }
}
