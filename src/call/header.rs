//! Headers of a request, as far as their names tell what they hold.

use std::net::IpAddr;

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

/// Whom the nearest tunnel or proxy says that it passed a request on for: what it adds comes last.
pub fn forwarded_for(headers: &[(String, String)]) -> Option<IpAddr> {
    let named = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("x-forwarded-for");
    let (_, value) = headers.iter().rfind(named)?;
    value.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{forwarded_for, is_secret_header};

    #[test]
    fn whom_the_nearest_proxy_names_is_told_from_what_a_client_claims() {
        let found = |values: &[&str]| {
            let headers: Vec<_> = values
                .iter()
                .map(|value| ("X-Forwarded-For".to_owned(), (*value).to_owned()))
                .collect();
            forwarded_for(&headers).map(|ip| ip.to_string())
        };
        assert_eq!(found(&["10.0.0.1, 203.0.113.7"]).unwrap(), "203.0.113.7");
        assert_eq!(found(&["10.0.0.1", "2001:db8::7"]).unwrap(), "2001:db8::7");
        assert_eq!(found(&["203.0.113.7, unknown"]), None);
        assert_eq!(found(&[]), None);
    }

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
