//! What a delivery changed in a call: the fold of the events that came before it against the fold with them and it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fold::fold;
use super::{Call, CallEvent, CallId, DeliveryId, Stage, document};

/// What of the call's document is no fact of the call.
const NO_FACTS: [&str; 4] = ["id", "dialects", "events", "warnings"];

/// One field that a delivery changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Names of the objects around the field and its own, as the call's document has them: `lead_outcome`, `lead`.
    pub path: Vec<String>,
    /// Null where nothing was known.
    pub before: Value,
    /// Null where the delivery said that there is no value.
    pub after: Value,
}

/// What a delivery changed in one call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallChanges {
    pub call: CallId,
    /// In the order of the call's document.
    pub changes: Vec<Change>,
}

impl Change {
    /// True when nothing was known of the field before.
    pub fn is_new(&self) -> bool {
        self.before.is_null()
    }
}

/// What a delivery changed, by all events of the call in any order: those of earlier deliveries are what was known
/// before, those of later ones do not count.
pub fn of_delivery(delivery: DeliveryId, events: &[(DeliveryId, CallEvent)]) -> Vec<Change> {
    let known = |until: &dyn Fn(DeliveryId) -> bool| {
        let events: Vec<_> = events
            .iter()
            .filter(|(id, _)| until(*id))
            .cloned()
            .collect();
        fold(CallId(0), &events)
    };
    let before = known(&|id| id < delivery);
    let after = known(&|id| id <= delivery);
    between(before.as_ref(), after.as_ref())
}

/// The fields that differ between two states of a call; none is a call that nothing is known of.
pub fn between(before: Option<&Call>, after: Option<&Call>) -> Vec<Change> {
    let mut before: BTreeMap<_, _> = before.map_or_else(Vec::new, fields).into_iter().collect();
    let mut changes = Vec::new();
    for (path, after) in after.map_or_else(Vec::new, fields) {
        let before = before.remove(&path).unwrap_or_default();
        if before != after {
            changes.push(Change {
                path,
                before,
                after,
            });
        }
    }
    changes.extend(before.into_iter().map(|(path, before)| Change {
        path,
        before,
        after: Value::Null,
    }));
    changes
}

type Field = (Vec<String>, Value);

/// What is known of a call, field by field. Lists are taken whole, as the fold takes them.
fn fields(call: &Call) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Value::Object(document) = document::call(call) {
        for (name, value) in document {
            if !NO_FACTS.contains(&name.as_str()) {
                flatten(vec![name], value, &mut fields);
            }
        }
    }
    fields
}

fn flatten(path: Vec<String>, value: Value, fields: &mut Vec<Field>) {
    match value {
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        Value::Object(members) => {
            for (name, value) in members {
                let mut path = path.clone();
                path.push(name);
                flatten(path, value, fields);
            }
        }
        value => fields.push((path, value)),
    }
}

/// What a delivery changed, as short as a line of the list tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InShort {
    /// The stage that it brought a call to.
    pub stage: Option<Stage>,
    /// Fields of which nothing was known before.
    pub new: usize,
    /// Fields of which something else was known before.
    pub changed: usize,
    /// The only change, where there is but one.
    pub only: Option<Change>,
}

impl InShort {
    /// What was changed in all calls together.
    pub fn of(changed: &[CallChanges]) -> Self {
        let all = || changed.iter().flat_map(|one| &one.changes);
        let new = all().filter(|change| change.is_new()).count();
        let stage = all().find(|change| change.path == ["stage"]);
        Self {
            stage: stage.and_then(|change| Stage::from_word(change.after.as_str()?)),
            new,
            changed: all().count() - new,
            only: all().next().filter(|_| all().count() == 1).cloned(),
        }
    }
}
