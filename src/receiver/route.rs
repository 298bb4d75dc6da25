//! What a request asks for, decided from its method and target alone.

/// What to do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// Answer exactly this value: the sender's handshake.
    Echo(&'a str),
    /// An `echo` that is no handshake of the sender.
    BadEcho,
    /// Say that the receiver runs.
    Health,
    /// Say what this address is for.
    Greeting,
    /// Store the body as a delivery.
    Store,
    /// Another method than GET, HEAD and POST.
    OtherMethod,
}

/// Decides by method and target (path and query).
///
/// The handshake is `GET <url>?echo=<value>` and replaces the whole query of the registered URL, so it is taken
/// on any path; a delivery is a POST to any path, because a secret in the URL can only stand in the path.
pub fn route<'a>(method: &str, target: &'a str) -> Route<'a> {
    match method {
        "POST" => Route::Store,
        "GET" | "HEAD" => read(target),
        _ => Route::OtherMethod,
    }
}

fn read(target: &str) -> Route<'_> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match query.split('&').find_map(echo) {
        Some(value) if is_echo(value) => Route::Echo(value),
        Some(_) => Route::BadEcho,
        None if path == "/health" => Route::Health,
        None => Route::Greeting,
    }
}

fn echo(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    (name == "echo").then_some(value)
}

/// 1 to 64 letters, digits and hyphens: nothing that a browser could take for a page.
fn is_echo(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
