//! Who called: flat in the fourth version's results, an object of its own elsewhere.

use super::custom;
use super::notes::Notes;
use super::object::Object;
use super::scalar;
use crate::call::{Caller, Facts, Said};

/// Reads both places; the object of its own comes first.
pub fn read(object: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    if let Some(mut details) = object.object(notes, &["callerdetails"]) {
        let number = details.id(notes, &["phonenumber"]);
        if !facts.caller_number.is_said() {
            facts.caller_number = number;
        }
        facts.caller = Caller {
            name: details.text(notes, &["name"]),
            street: details.text(notes, &["address", "street"]),
            city: details.text(notes, &["city"]),
            state: details.text(notes, &["state"]),
            zip: details.text(notes, &["zip", "zipcode"]),
            country: details.text(notes, &["country"]),
            latitude: degrees(&mut details, notes, "latitude", 90.0),
            longitude: degrees(&mut details, notes, "longitude", 180.0),
        };
        custom::keep(&mut details, &custom::OF_CALLER, &mut facts.custom);
        details.leave(notes);
    }
    let flat = Caller {
        name: object.text(notes, &["callername"]),
        street: object.text(notes, &["callerstreet"]),
        city: object.text(notes, &["callercity"]),
        state: object.text(notes, &["callerstate"]),
        zip: object.text(notes, &["callerzip"]),
        country: object.text(notes, &["callercountry"]),
        latitude: degrees(object, notes, "latitude", 90.0),
        longitude: degrees(object, notes, "longitude", 180.0),
    };
    let caller = &mut facts.caller;
    fill(&mut caller.name, flat.name);
    fill(&mut caller.street, flat.street);
    fill(&mut caller.city, flat.city);
    fill(&mut caller.state, flat.state);
    fill(&mut caller.zip, flat.zip);
    fill(&mut caller.country, flat.country);
    fill(&mut caller.latitude, flat.latitude);
    fill(&mut caller.longitude, flat.longitude);
}

/// Takes the second word on a field where the first place said nothing.
pub fn fill<T>(first: &mut Said<T>, second: Said<T>) {
    if !first.is_said() {
        *first = second;
    }
}

fn degrees(object: &mut Object, notes: &mut Notes, name: &str, limit: f64) -> Said<f64> {
    let expected = format!("degrees within ±{limit}");
    object.read(notes, &[name], &expected, |value| {
        scalar::number(value).filter(|degrees| degrees.abs() <= limit)
    })
}
