//! `callbook deliveries`: the deliveries, newest first.

use super::{CliError, List, print};
use crate::call::{Delivery, document};
use crate::config::Config;
use crate::store::Store;

/// Lists the deliveries.
pub fn run(config: &Config, list: &List) -> Result<(), CliError> {
    let deliveries = Store::open(&config.data_dir)?.newest_deliveries(list.limit)?;
    if list.json {
        return print::json_lines(deliveries.iter().map(document::delivery));
    }
    let headings = [
        "ID",
        "RECEIVED",
        "FROM",
        "BYTES",
        "SIGNATURE",
        "STATE",
        "WHAT",
    ];
    let rows: Vec<_> = deliveries.iter().map(row).collect();
    print::table(headings, &rows)
}

fn row(delivery: &Delivery) -> [String; 7] {
    let from = match (&delivery.remote, &delivery.path) {
        (Some(remote), _) => print::plain(remote),
        (None, Some(path)) => print::cut(path, 32),
        (None, None) => delivery.source.word().to_owned(),
    };
    let mut what = delivery.actions.join(", ");
    if !delivery.calls.is_empty() {
        let calls: Vec<String> = delivery.calls.iter().map(ToString::to_string).collect();
        what = format!("{what} → call {}", calls.join(", "));
    }
    if let Some(reason) = &delivery.reason {
        what = format!("{what} ({reason})");
    }
    [
        delivery.id.to_string(),
        print::local(delivery.received_at, None),
        from,
        delivery.bytes.to_string(),
        delivery.signature.word().to_owned(),
        delivery.state.word().replace('_', " "),
        print::cut(&what, 120),
    ]
}
