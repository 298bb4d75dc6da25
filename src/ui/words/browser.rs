//! Browser and system in words, from the line that a browser sends about itself.

/// `Chrome 120 on Windows`; none where nothing in it is known. Frozen numbers are not told: Windows 11 says that it is
/// Windows 10, and new Macs say that they are old.
///
/// ```
/// let line = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
/// assert_eq!(callbook::ui::words::browser(line).as_deref(), Some("Chrome 120 on Windows"));
/// ```
pub fn browser(line: &str) -> Option<String> {
    match (program(line), system(line)) {
        (Some(program), Some(system)) => Some(format!("{program} on {system}")),
        (program, system) => program.or(system.map(str::to_owned)),
    }
}

/// What stands before the version, most particular first: nearly all call themselves Chrome and Safari as well.
const PROGRAMS: [(&str, &str); 18] = [
    ("EdgiOS/", "Edge"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("FBAV/", "Facebook’s app"),
    ("Instagram ", "Instagram’s app"),
    ("GSA/", "Google’s app"),
    ("CriOS/", "Chrome"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("MSIE ", "Internet Explorer"),
    ("Trident/7", "Internet Explorer 11"),
];

fn program(line: &str) -> Option<String> {
    let found = PROGRAMS.iter().find_map(|(mark, name)| {
        let rest = &line[line.find(mark)? + mark.len()..];
        Some((*name, rest))
    });
    let (name, rest) = match found {
        Some(found) => found,
        // Safari tells its version elsewhere.
        None if line.contains("Safari/") => {
            let version = line.split_once("Version/").map_or("", |(_, rest)| rest);
            ("Safari", version)
        }
        None => return None,
    };
    let version: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(
        if version.is_empty() || name.ends_with(|c: char| c.is_ascii_digit()) {
            name.to_owned()
        } else {
            format!("{name} {version}")
        },
    )
}

fn system(line: &str) -> Option<&'static str> {
    const SYSTEMS: [(&str, &str); 9] = [
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows Phone", "Windows Phone"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "a Mac"),
        ("Macintosh", "a Mac"),
        ("Linux", "Linux"),
    ];
    let known = SYSTEMS.iter().find(|(mark, _)| line.contains(mark));
    known.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_browsers_are_told_apart() {
        for (line, words) in [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 \
                 Mobile/15E148 Safari/604.1",
                "Safari 17 on an iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 \
                 Safari/537.36 Edg/119.0.2151.97",
                "Edge 119 on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 \
                 Chrome/115.0.0.0 Mobile Safari/537.36",
                "Samsung Internet 23 on Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:121.0) Gecko/20100101 Firefox/121.0",
                "Firefox 121 on a Mac",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 \
                 Safari/604.1",
                "Chrome 120 on an iPad",
            ),
            (
                "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
                "Internet Explorer 11 on Windows",
            ),
        ] {
            assert_eq!(browser(line).as_deref(), Some(words));
        }
        assert_eq!(browser("curl/8.1"), None);
        assert_eq!(browser(""), None);
    }
}
