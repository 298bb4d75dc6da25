//! A delivery as a command line of curl that sends the same bytes again, without secrets.

use std::fmt::Write as _;

use crate::call::delivery::WholeDelivery;
use crate::call::header::is_secret_header;

/// Headers that curl writes itself.
const OF_CURL: [&str; 6] = [
    "host",
    "content-length",
    "connection",
    "transfer-encoding",
    "expect",
    "te",
];
/// Stands for a secret.
const MASK: &str = "MASKED";
/// One argument may have 128 kB on Linux.
const LONGEST_ARGUMENT: usize = 100_000;
/// More than anybody pastes into a terminal.
const LONGEST_PASTE: usize = 1 << 20;

/// The command for a shell that knows `$'…'` (bash, zsh, ksh); `base` is the receiver's URL.
pub(super) fn command(whole: &WholeDelivery, base: &str) -> String {
    let path = whole
        .delivery
        .path
        .as_deref()
        .filter(|path| path.starts_with('/'));
    let path = path.unwrap_or("/");
    let mut notes = String::new();
    if path.contains('…') {
        notes += "# Put your secret path in the place of … first.\n";
    }
    let mut command = format!("curl -X POST {}", quoted(&format!("{base}{path}")));
    for (name, value) in &whole.headers {
        let lower = name.to_ascii_lowercase();
        if OF_CURL.contains(&lower.as_str()) || !name.bytes().all(is_token) || name.is_empty() {
            continue;
        }
        let header = match value.as_str() {
            _ if is_secret_header(&lower) => format!("{name}: {MASK}"),
            // How curl is told of a header without a value.
            "" => format!("{name};"),
            value => format!("{name}: {value}"),
        };
        let _ = write!(command, " \\\n  -H {}", quoted(&header));
    }
    match text(&whole.body) {
        Err(why) => {
            let _ = writeln!(
                notes,
                "# The body is {why}: save it as body.bin beside this first."
            );
            command += " \\\n  --data-binary @body.bin";
        }
        // A first @ would name a file, and so long an argument is refused.
        Ok(text) if text.starts_with('@') || text.len() > LONGEST_ARGUMENT => {
            command = format!("printf %s {} | {command}", quoted(text));
            command += " \\\n  --data-binary @-";
        }
        Ok(text) => {
            let _ = write!(command, " \\\n  --data-binary {}", quoted(text));
        }
    }
    notes + &command + "\n"
}

/// A body that a shell can carry: text without a zero byte, not too long to paste; else why not.
fn text(body: &[u8]) -> Result<&str, &'static str> {
    if body.len() > LONGEST_PASTE {
        return Err("too long to paste");
    }
    let text = str::from_utf8(body).ok();
    text.filter(|text| !text.contains('\0')).ok_or("not text")
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// One word of a shell. With control characters in it, which a terminal would heed, as `$'…'`.
fn quoted(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut quoted = String::with_capacity(text.len() + 16);
    quoted.push_str("$'");
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str(r"\\"),
            '\'' => quoted.push_str(r"\'"),
            '\n' => quoted.push_str(r"\n"),
            '\r' => quoted.push_str(r"\r"),
            '\t' => quoted.push_str(r"\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Three octal digits: never taken together with a digit that follows.
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}
