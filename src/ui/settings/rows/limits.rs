//! What only the settings file changes: told with its name there.

use egui::{Label, Ui};

use crate::ui::model::Amount;
use crate::ui::settings::{Row, SettingsPanel, hidden_ui};
use crate::ui::theme::text;
use crate::ui::words;

pub const ROWS: &[Row] = &[
    Row {
        title: "Connections",
        words: "So many are held at once; more wait to be taken up.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "limits.connections"),
    },
    Row {
        title: "Connections from one address",
        words: "So many are held for one sender, so that one alone cannot take them all.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "limits.connections_per_address"),
    },
    Row {
        title: "Largest delivery",
        words: "Larger bodies are refused. A long call with its transcript has some 100 kB.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "max_body_bytes"),
    },
    Row {
        title: "Memory for deliveries",
        words: "So much of what is on its way is held at once; what comes beyond it is asked to come again.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "limits.memory_bytes"),
    },
    Row {
        title: "Patience with a sender",
        words: "A sender that takes longer for the body of its request is let go.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "limits.body_secs"),
    },
    Row {
        title: "Room kept free on the disk",
        words: "With less room deliveries are refused, so that the sender tries again later.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "min_free_bytes"),
    },
    Row {
        title: "Self check",
        words: "So often the receiver asks its own address whether it still answers, and says so where it does not.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "check_every_secs"),
    },
    Row {
        title: "Patience with a recording",
        words: "A server that sends nothing of a recording for so long is given up.",
        key: "",
        value_ui: |ui, panel| fixed_ui(ui, panel, "recordings.stall_secs"),
    },
    Row {
        title: "Private hosts of recordings",
        words: "Recordings are fetched from public addresses alone, but for the hosts that are named here.",
        key: "",
        value_ui: |ui, panel| {
            if !hidden_ui(ui, panel.model) {
                fixed_ui(ui, panel, "recordings.private_hosts");
            }
        },
    },
];

fn fixed_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>, name: &str) {
    let found = panel.model.fixed.iter().find(|fixed| fixed.name == name);
    if let Some(fixed) = found {
        ui.add(Label::new(text::body(told(&fixed.amount))).wrap());
    }
    let place = match name.split_once('.') {
        Some((table, key)) => format!("Changed in config.toml: {key} under [{table}]"),
        None => format!("Changed in config.toml: {name}"),
    };
    ui.label(text::caption(place));
}

fn told(amount: &Amount) -> String {
    match amount {
        Amount::Bytes(bytes) => words::bytes(i64::try_from(*bytes).unwrap_or(i64::MAX)),
        Amount::Secs(secs) => format!("{secs} s"),
        Amount::Count(number) => words::count(*number),
        Amount::Words(words) => words.clone(),
    }
}
