//! Links, e-mail addresses and network addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::{Known, Mask};

/// Sites that are everybody's: that somebody came from there tells nothing.
const PUBLIC: [&str; 20] = [
    "google",
    "bing",
    "yahoo",
    "duckduckgo",
    "facebook",
    "instagram",
    "youtube",
    "linkedin",
    "twitter",
    "x",
    "yelp",
    "apple",
    "baidu",
    "ecosia",
    "nextdoor",
    "reddit",
    "pinterest",
    "tiktok",
    "localhost",
    "example",
];
/// Parts of hosts that are no names.
const PLAIN: [&str; 16] = [
    "www", "com", "net", "org", "co", "uk", "ca", "us", "io", "de", "fr", "eu", "info", "biz",
    "dev", "gov",
];

impl Mask {
    /// Another address of the same form: the site, what is asked of it, and digits in its path. Words of the path
    /// stay unless they are known to name somebody.
    pub fn link(self, link: &str, known: &Known) -> String {
        let (scheme, rest) = match link.split_once("://") {
            Some((scheme, rest)) => (format!("{scheme}://"), rest),
            None => (String::new(), link),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, rest) = rest.split_at(end);
        let (path, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        let path = self.digits(&known.masked_words(path));
        format!(
            "{scheme}{}{path}{}",
            self.host(host),
            self.query(query, known)
        )
    }

    /// A link that is a secret: all that follows the site.
    pub fn secret_link(self, link: &str) -> String {
        let start = link.find("://").map_or(0, |at| at + 3);
        let end = link[start..].find('/').map_or(link.len(), |at| start + at);
        format!(
            "{}{}{}",
            &link[..start],
            self.host(&link[start..end]),
            self.scrambled(&link[end..])
        )
    }

    /// A host, with its port.
    pub fn host(self, host: &str) -> String {
        if is_address(host) {
            return self.address_of_net(host);
        }
        let (user, host) = host
            .rsplit_once('@')
            .map_or(("", host), |(user, host)| (user, host));
        let (host, port) = host.split_at(host.find(':').unwrap_or(host.len()));
        let labels: Vec<&str> = host.split('.').collect();
        let is_public = labels
            .iter()
            .any(|label| PUBLIC.contains(&label.to_lowercase().as_str()));
        let masked: Vec<String> = labels
            .iter()
            .map(|label| {
                let lower = label.to_lowercase();
                let stays = is_public || PLAIN.contains(&lower.as_str());
                if stays {
                    (*label).to_owned()
                } else {
                    self.business_word(label).to_lowercase()
                }
            })
            .collect();
        let user = if user.is_empty() {
            String::new()
        } else {
            self.scrambled(user) + "@"
        };
        format!("{user}{}{port}", masked.join("."))
    }

    fn query(self, query: &str, known: &Known) -> String {
        let mut masked = String::with_capacity(query.len());
        for pair in query.split_inclusive(['&', '?', '#', ';']) {
            let body = pair.trim_end_matches(['&', '?', '#', ';']);
            let end = &pair[body.len()..];
            if let Some((name, value)) = body.split_once('=') {
                masked += name;
                masked += "=";
                masked += &if name.starts_with("utm_") {
                    self.digits(&known.masked_words(value))
                } else {
                    self.scrambled(value)
                };
            } else {
                masked += &self.scrambled(body);
            }
            masked += end;
        }
        masked
    }

    /// An e-mail address of an invented person.
    pub fn email(self, address: &str) -> String {
        let (user, host) = address.rsplit_once('@').unwrap_or((address, "example.com"));
        let user = self.person_word(&format!("{user}@")).to_lowercase();
        let host = self.host(host);
        format!("{user}@{host}")
    }

    /// A network address, with its port where it has one. Those of this computer and of none stay.
    pub fn address_of_net(self, address: &str) -> String {
        if let Ok(with_port) = address.parse::<SocketAddr>() {
            let ip = self.ip(with_port.ip());
            return SocketAddr::new(ip, with_port.port()).to_string();
        }
        let bare = address.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(ip) => self.ip(ip).to_string(),
            Err(_) => self.scrambled(address),
        }
    }

    /// An address that is set aside for examples.
    fn ip(self, ip: IpAddr) -> IpAddr {
        if ip.is_loopback() || ip.is_unspecified() {
            return ip;
        }
        let [a, b, c, ..] = self.hash("ip", &ip.to_string());
        match ip {
            IpAddr::V4(real) => {
                let [.., last] = real.octets();
                let other = if c == last { c.wrapping_add(1) } else { c };
                let net = if real.octets()[0] == 203 {
                    [198, 51, 100]
                } else {
                    [203, 0, 113]
                };
                IpAddr::V4(Ipv4Addr::new(net[0], net[1], net[2], other))
            }
            IpAddr::V6(_) => {
                let tail = u16::from_le_bytes([a, b]);
                IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, u16::from(c), tail))
            }
        }
    }
}

/// True for a network address, with or without a port.
pub(super) fn is_address(text: &str) -> bool {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok() || text.parse::<SocketAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_their_form_and_lose_whom_they_name() {
        let mask = Mask::new(5);
        let mut known = Known::new(mask);
        known.business("Peak Dental");
        let masked = mask.link(
            "https://www.peakdental.com/p/peak-offer/12?gclid=jdue47&utm_campaign=spring",
            &known,
        );
        assert!(
            masked.starts_with("https://www.") && masked.ends_with("&utm_campaign=spring"),
            "{masked}"
        );
        for real in ["peak", "jdue47", "12"] {
            assert!(!masked.contains(real), "{masked}");
        }
        assert_eq!(
            mask.link("https://www.google.com/", &known),
            "https://www.google.com/"
        );
        let secret = mask.secret_link("https://api.vendor.com/file/58836a43.mp3");
        assert!(
            !secret.contains("58836a43") && !secret.contains("vendor"),
            "{secret}"
        );
    }

    #[test]
    fn addresses_of_the_net_become_those_for_examples() {
        let mask = Mask::new(5);
        assert!(mask.address_of_net("24.5.6.7").starts_with("203.0.113."));
        assert!(mask.address_of_net("24.5.6.7:8080").ends_with(":8080"));
        assert!(
            mask.address_of_net("2a00:1450::1")
                .starts_with("2001:db8::")
        );
        assert_eq!(mask.address_of_net("127.0.0.1:8787"), "127.0.0.1:8787");
        assert_eq!(
            mask.email("ted@robertson.ca"),
            mask.email("ted@robertson.ca")
        );
        let masked = mask.email("ted@robertson.ca");
        assert!(
            !masked.contains("ted@") && !masked.contains("robertson"),
            "{masked}"
        );
    }
}
