//! Calls in which much is said, with keyword hits all over them.

use std::fmt::Write as _;
use std::path::Path;

use callbook::call::{Signature, Source};
use callbook::receiver::projector::Projector;
use callbook::store::{NewDelivery, Store};
use fastrand::Rng;
use serde_json::{Value, json};

const HITS: usize = 300;
/// Words that are found again and again.
const WORDS: [&str; 6] = ["patio", "door", "warranty", "price", "window", "service"];
/// What stands between them.
const OTHERS: &str = "you the and it that in for we have me so on yeah okay this can do your what with just if like \
    know not but all get there up would time will how no go about here day see when from who need want back name \
    today because look well work help thanks please tomorrow morning phone address email appointment roof repair \
    kitchen insurance car payment cancel order delivery late wrong broken leak water heater months week monday";

/// Puts calls into a book.
pub fn fill(dir: &Path, calls: &[Value]) {
    let mut store = Store::open(dir).unwrap();
    for call in calls {
        let new = NewDelivery {
            received_at: "2026-09-30T18:00:00Z".parse().unwrap(),
            source: Source::Http,
            remote: None,
            path: None,
            headers: Vec::new(),
            body: call.to_string().into_bytes(),
            signature: Signature::Unchecked,
            status: Some(200),
        };
        for stored in store.insert_deliveries(&[new]).unwrap() {
            stored.unwrap();
        }
    }
    let mut projector = Projector::default();
    while projector.project_pending(&mut store).unwrap() > 0 {}
}

/// An hour's call of so many turns, with its recording at a link where there is one.
pub fn call(id: usize, start: &str, turns: usize, link: Option<&str>) -> Value {
    let mut rng = Rng::with_seed(7);
    let others: Vec<&str> = OTHERS.split_whitespace().collect();
    let mut said = String::new();
    for turn in 0..turns {
        let speaker = if turn % 2 == 0 { "Agent" } else { "Caller" };
        let words: Vec<&str> = (0..rng.usize(6..20))
            .map(|_| others[rng.usize(..others.len())])
            .collect();
        let word = WORDS[rng.usize(..WORDS.len())];
        write!(said, "{speaker}: {} {word}. ", words.join(" ")).unwrap();
    }
    let hits: Vec<Value> = WORDS
        .iter()
        .map(|word| {
            let times: Vec<String> = (0..HITS / WORDS.len())
                .map(|at| format!("00:{:02}:{:02},00", at, word.len()))
                .collect();
            json!({ "keyword": word, "agent": "", "caller": times[0], "agent_list": [], "caller_list": times })
        })
        .collect();
    json!({
        "Id": "057f409d-6185-4898-bd1d-76a09c83ef02", "Attempt": 1,
        "Properties": { "CollectionType": "CallDetailsV5", "UTC": "2026-09-30T18:00:00.000",
            "Organization": "5440", "RequestId": format!("request {id}") },
        "Notifications": [{
            "Action": "CallDetailsV5.CallProcessed", "id": id, "organization_id": 5440,
            "tracking_number": "8332795145", "caller_number": format!("905580228{id}"),
            "start_time_utc": format!("{start}.000"), "time_zone_name": "Eastern",
            "answer_status": "answered", "call_duration": 3_600, "voice_link": link,
            "conversation_analytics": { "transcript": said, "call_summary": "About windows." },
            "keyword_list": [{ "transcript_keyword_id": 1, "name": "Windows", "keywords_list": hits }],
        }],
    })
}
