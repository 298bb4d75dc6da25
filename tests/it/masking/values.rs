//! Who stands in the deliveries: what must not be seen, gathered from the JSON itself.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::made::{envelope, time};

/// The vendor's samples.
pub fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    assert!(files.len() >= 6);
    files
}

/// Keys whose values tell who somebody is, in the vendor's spelling.
const PERSONAL: [&str; 34] = [
    "CallerName",
    "CallerStreet",
    "CallerCity",
    "CallerZip",
    "CallerAddress",
    "CallerNumber",
    "CalledNumber",
    "TerminationNumber",
    "OrgGroupName",
    "AdvertiserName",
    "AdDefinitionName",
    "Latitude",
    "Longitude",
    "Name",
    "Address",
    "City",
    "Zip",
    "PhoneNumber",
    "group_name",
    "group_owner_name",
    "billing_group_name",
    "tracking_number",
    "caller_number",
    "termination_number",
    "address",
    "city",
    "zip_code",
    "latitude",
    "longitude",
    "session_identifier",
    "session_id",
    "gclid",
    "ip_address",
    "agent_name",
];

/// Everything in a body that must not be seen, numbers also as people write them.
pub fn personal(body: &str) -> Vec<String> {
    let mut json = body.to_owned();
    json_strip_comments::strip(&mut json).unwrap();
    let mut found = Vec::new();
    gather(&serde_json::from_str(&json).unwrap(), "", &mut found);
    let phones: Vec<String> = found.iter().filter_map(|value| phone(value)).collect();
    found.extend(phones);
    found
}

fn gather(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                if name == "caller_details" || name == "CallerDetails" {
                    found.extend(value["name"].as_str().map(str::to_owned));
                }
                gather(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, key, found)),
        Value::String(text) if PERSONAL.contains(&key) && text.trim().chars().count() > 2 => {
            found.push(text.trim().to_owned());
        }
        Value::Number(number) if PERSONAL.contains(&key) => found.push(number.to_string()),
        _ => {}
    }
}

fn phone(value: &str) -> Option<String> {
    let is_one = value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then(|| format!("({}) {}-{}", &value[..3], &value[3..6], &value[6..]))
}

/// A call that says who called wherever something can be said.
pub fn talkative(id: i64, name: &str, number: &str) -> Vec<u8> {
    let spoken = format!(
        "Hello, this is {name}. Call me at {number}, unit 4711. My colleague is Mr. Wozniakowski."
    );
    let call = json!({
        "Action": "CallDetailsV5.CallProcessed", "id": id, "tracking_number": "6475559931",
        "caller_number": number, "termination_number": "6475550007", "organization_id": 5440,
        "group_id": 99, "group_name": "Zwiebel & Söhne", "group_owner_name": "Zwiebel Holding",
        "start_time_utc": time(id * 60_000), "answer_time_utc": time(id * 60_000 + 4_000), "call_duration": 20,
        "time_zone_name": "Eastern", "answer_status": "answered",
        "caller_details": { "name": name, "address": "77 Quillfeather Road", "city": "Moosonee", "state": "ON",
            "zip_code": "P0L 1Y0", "latitude": 51.2794, "longitude": -80.6463 },
        "conversation_analytics": {
            "transcript": format!("Agent: Zwiebel & Söhne, Agata speaking. Caller: {spoken} Agent: Thank you, {name}."),
            "call_summary": format!("{name} asked to be called back at {number} by tomorrow."),
            "lead_outcome": { "lead": "true", "lead_reason": format!("{name} wants a quote") },
            "sentiment_suite": { "sentiment": "positive", "sentiment_summary": format!("{name} was content.") },
        },
        "attribution_details": { "gclid": "Cj0KCQiAq8G", "session_id": "2386840777", "utm_source": "google",
            "ip_address": "24.57.11.203", "landing_page_url": "https://zwiebelsoehne.test/quote?gclid=Cj0KCQiAq8G",
            "page_variables": "{\"business_number\":6475550007,\"listing_name\":\"Zwiebel & Söhne\"}" },
        "agent_name": "Agata Przybylska", "customer_email": "someone.private@zwiebelsoehne.test",
        "note": format!("Ask for {name}."), "callback": 6_475_559_931_i64,
    });
    envelope("CallDetailsV5", id * 60_000 + 30_000, 1, &[call])
}

/// What of a talkative call must not be seen, besides name and number.
pub const OF_TALKATIVE: [&str; 25] = [
    "6475559931",
    "(647) 555-9931",
    "6475550007",
    "(647) 555-0007",
    "Zwiebel",
    "zwiebel",
    "Söhne",
    "soehne",
    "Quillfeather",
    "Moosonee",
    "P0L 1Y0",
    "51.2794",
    "80.6463",
    "4711",
    "Wozniakowski",
    "Cj0KCQiAq8G",
    "2386840777",
    "24.57.11.203",
    "Agata",
    "Przybylska",
    "someone.private",
    "Holding",
    "Moosonee, ON",
    "77 Quill",
    "1Y0",
];
