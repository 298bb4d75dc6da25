//! What a receiver in another process turned away or was asked, for a window that shows the same book.
//!
//! It is asked at its private socket, which lies in a folder that only the owner can enter; nothing is written to the
//! disk. What is told has no secrets, like all that is kept of such requests. Where the private address is a port,
//! nobody but the gate has its secret, and there is no way to it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::requests::Requests;
use crate::call::{DeliveryId, Request, RequestId};

/// How many of each are told at once.
const PAGE: usize = 500;

/// Where they are asked for.
const PATH: &str = "/requests";

/// Up to where a window knows what was noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// The run of the program that counts so.
    run: i64,
    noted: u64,
    answered: u64,
}

/// What is told at once.
#[derive(Serialize, Deserialize)]
struct Page {
    until: Place,
    /// There was more than is told.
    goes_on: bool,
    requests: Vec<Told>,
    /// Deliveries and how long their answers took, in microseconds.
    took: Vec<(i64, u64)>,
}

/// One request, its times in microseconds.
#[derive(Serialize, Deserialize)]
struct Told {
    received_at: i64,
    remote: Option<String>,
    method: String,
    path: String,
    bytes: Option<i64>,
    status: Option<u16>,
    said: String,
    fault: Option<String>,
    took: u64,
    head: String,
}

/// The answer to a window that asks for this target; none where it asks for something else.
pub(super) fn told(requests: &Requests, target: &str) -> Option<String> {
    let query = target.strip_prefix(PATH)?.strip_prefix('?')?;
    let mut numbers = query.split('.').map(str::parse::<i64>);
    let mut number = || numbers.next()?.ok();
    let known = Place {
        run: number()?,
        noted: number()?.try_into().ok()?,
        answered: number()?.try_into().ok()?,
    };
    let run = requests.run();
    let known = if known.run == run {
        known
    } else {
        Place::default()
    };
    let noted = requests.since(known.noted, known.answered, PAGE);
    let page = Page {
        until: Place {
            run,
            noted: noted.until,
            answered: noted.answered_until,
        },
        goes_on: noted.goes_on,
        requests: noted.requests.into_iter().map(Told::of).collect(),
        took: noted
            .took
            .into_iter()
            .map(|(id, took)| (id.0, micros(took)))
            .collect(),
    };
    serde_json::to_string(&page).ok()
}

impl Told {
    fn of((request, head): (Arc<Request>, String)) -> Self {
        let request = Arc::unwrap_or_clone(request);
        Self {
            received_at: request.received_at.as_microsecond(),
            remote: request.remote,
            method: request.method,
            path: request.path,
            bytes: request.bytes,
            status: request.status,
            said: request.said,
            fault: request.fault,
            took: micros(request.took),
            head,
        }
    }

    fn note(self, to: &Requests) {
        let request = Request {
            id: RequestId(0),
            received_at: Timestamp::from_microsecond(self.received_at).unwrap_or_default(),
            remote: self.remote,
            method: self.method,
            path: self.path,
            bytes: self.bytes,
            status: self.status,
            said: self.said,
            fault: self.fault,
            took: Duration::from_micros(self.took),
        };
        to.note(request, self.head);
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// What another process keeps, as far as this one knows it.
#[derive(Default)]
pub struct Elsewhere {
    known: Place,
}

impl Elsewhere {
    /// Asks the process that receives for this data folder what is new, and notes it here.
    #[cfg(unix)]
    pub fn look(&mut self, data_dir: &std::path::Path, to: &Requests) -> std::io::Result<()> {
        loop {
            let Place {
                run,
                noted,
                answered,
            } = self.known;
            let target = format!("{PATH}?{run}.{noted}.{answered}");
            let told = super::gate::private::ask(data_dir, &target)?;
            let page: Page = serde_json::from_slice(&told)?;
            self.known = page.until;
            for request in page.requests {
                request.note(to);
            }
            for (id, took) in page.took {
                to.answered(DeliveryId(id), Duration::from_micros(took));
            }
            if !page.goes_on {
                return Ok(());
            }
        }
    }

    /// There is no way to it.
    #[cfg(not(unix))]
    pub fn look(&mut self, _data_dir: &std::path::Path, _to: &Requests) -> std::io::Result<()> {
        Ok(())
    }
}
