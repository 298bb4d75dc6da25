//! How much the receiver takes, for how long it waits, and how it looks after itself.

use crate::ui::settings::number::Unit;
use crate::ui::settings::{Row, Value};

pub const ROWS: &[Row] = &[
    Row::new(
        "Connections",
        "So many are held at once; more wait to be taken up.",
        Value::Number(Unit::Connections),
    )
    .of("limits.connections")
    .also("clients parallel simultaneous maximum"),
    Row::new(
        "Connections from one address",
        "So many are held for one sender, so that one alone cannot take them all.",
        Value::Number(Unit::Connections),
    )
    .of("limits.connections_per_address")
    .also("ip client flood rate maximum"),
    Row::new(
        "This computer",
        "Whatever comes through a tunnel or a proxy on this computer has its address: it can be left out of the limit for one address.",
        Value::Switch("Leave this computer out"),
    )
    .of("limits.loopback_exempt")
    .also("localhost loopback tunnel ngrok cloudflared exempt"),
    Row::new(
        "Largest delivery",
        "Larger bodies are refused. A long call with its transcript has some 100 kB.",
        Value::Number(Unit::Megabytes),
    )
    .of("max_body_bytes")
    .also("body size bytes payload request maximum 413"),
    Row::new(
        "Largest head",
        "A request whose first line and headers are longer is refused. Those of a delivery have some 500 bytes.",
        Value::Number(Unit::Kilobytes),
    )
    .of("limits.head_bytes")
    .also("header size bytes maximum 431"),
    Row::new(
        "Memory for deliveries",
        "So much of what is on its way is held at once; what comes beyond it is asked to come again.",
        Value::Number(Unit::Megabytes),
    )
    .of("limits.memory_bytes")
    .also("ram bytes maximum"),
    Row::new(
        "Patience with a head",
        "A sender that takes longer for the first line and the headers of its request is let go.",
        Value::Number(Unit::Secs),
    )
    .of("limits.head_secs")
    .also("timeout header seconds slow"),
    Row::new(
        "Patience with a sender",
        "A sender that takes longer for the body of its request is let go.",
        Value::Number(Unit::Secs),
    )
    .of("limits.body_secs")
    .also("timeout body seconds slow"),
    Row::new(
        "Patience with an answer",
        "A sender that takes longer to take its answer is let go.",
        Value::Number(Unit::Secs),
    )
    .of("limits.answer_secs")
    .also("timeout response seconds slow"),
    Row::new(
        "Patience between two requests",
        "A connection on which nothing comes for so long is closed; the sender opens another.",
        Value::Number(Unit::Secs),
    )
    .of("limits.idle_secs")
    .also("timeout keep-alive idle seconds"),
    Row::new(
        "Room kept free on the disk",
        "With less room deliveries are refused, so that the sender tries again later.",
        Value::Number(Unit::DiskMegabytes),
    )
    .of("min_free_bytes")
    .also("space storage full minimum"),
    Row::new(
        "Self check",
        "So often the receiver asks its own address whether it still answers, and says so where it does not.",
        Value::Number(Unit::Secs),
    )
    .of("check_every_secs")
    .also("health watchdog interval seconds"),
];
