//! Headers of a request, as far as their names tell what they hold.

/// Parts of names of headers whose values are secrets, in small letters.
const SECRET: [&str; 10] = [
    "authorization",
    "authentication",
    "cookie",
    "credential",
    "jwt",
    "key",
    "passw",
    "secret",
    "session",
    "token",
];

/// True for a header whose value lets in whoever knows it, such as `Authorization`, `X-Api-Key` or what a tunnel adds.
/// A signature holds for one body and gives nothing away.
pub fn is_secret_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::is_secret_header;

    #[test]
    fn what_lets_somebody_in_is_told_from_what_does_not() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "set-cookie",
            "X-Api-Key",
            "apikey",
            "X-Auth-Token",
            "Cf-Access-Client-Secret",
            "Cf-Access-Jwt-Assertion",
            "X-Amz-Security-Token",
        ] {
            assert!(is_secret_header(name), "{name}");
        }
        for name in [
            "ms-signature",
            "Host",
            "X-Request-Id",
            "User-Agent",
            "Accept",
        ] {
            assert!(!is_secret_header(name), "{name}");
        }
    }
}
