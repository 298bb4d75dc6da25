//! Who calls whom: groups with their numbers and adverts, callers, and the hours at which people call.

use fastrand::Rng;

use super::words::{Words, capital, syllable};

const GROUPS: usize = 40;
const SOURCES: [&str; 7] = [
    "google",
    "bing",
    "facebook",
    "yelp",
    "direct",
    "newsletter",
    "radio",
];
const CAMPAIGNS: [&str; 8] = [
    "spring",
    "summer",
    "fall",
    "winter",
    "brand",
    "clearance",
    "retarget",
    "local",
];
const TRADES: [&str; 8] = [
    "Windows and Doors",
    "Dental",
    "Auto Service",
    "Roofing",
    "Plumbing",
    "Kitchens",
    "Heating and Air",
    "Lawn Care",
];
const LISTS: [(&str, [&str; 6]); 6] = [
    (
        "Window types",
        ["windows", "doors", "patio", "sliding", "storm", "entry"],
    ),
    (
        "Money",
        [
            "price",
            "discount",
            "financing",
            "deposit",
            "refund",
            "coupon",
        ],
    ),
    (
        "Trouble",
        ["broken", "leak", "wrong", "late", "cancel", "manager"],
    ),
    (
        "Booking",
        [
            "appointment",
            "schedule",
            "tomorrow",
            "estimate",
            "measure",
            "quote",
        ],
    ),
    (
        "Care",
        [
            "warranty", "extended", "repair", "replace", "recall", "service",
        ],
    ),
    (
        "Adverts",
        ["google", "radio", "website", "neighbor", "coupon", "online"],
    ),
];
const STATES: [&str; 50] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
    "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY",
    "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV",
    "WI", "WY",
];
const FIRST_NAMES: [&str; 24] = [
    "Ann", "Ben", "Carla", "David", "Elena", "Frank", "Grace", "Henry", "Iris", "José", "Karen",
    "Luis", "Maria", "Nora", "Omar", "Paula", "Quinn", "Renée", "Sam", "Tara", "Umar", "Vera",
    "Walter", "Zoë",
];
const ZONES: [(&str, i64); 4] = [
    ("Eastern", -5),
    ("Central", -6),
    ("Mountain", -7),
    ("Pacific", -8),
];

/// A business's adverts of one kind.
pub struct Group {
    pub id: u64,
    pub name: String,
    pub owner: String,
    pub source: &'static str,
    pub numbers: Vec<String>,
    pub campaigns: Vec<&'static str>,
    pub list: (&'static str, [&'static str; 6]),
    /// Name as sent, and hours from UTC in winter.
    pub zone: (&'static str, i64),
    pub is_v4: bool,
    /// True where every event of a call is sent, not only its end.
    pub sends_all: bool,
}

/// Somebody who calls.
pub struct Caller {
    /// Ten digits; empty where the number is withheld.
    pub number: String,
    pub name: String,
    pub street: String,
    pub city: String,
    pub state: &'static str,
    pub zip: String,
}

pub struct World {
    pub words: Words,
    pub groups: Vec<Group>,
    cities: Vec<(String, &'static str)>,
    callers: u64,
    seed: u64,
}

impl World {
    pub fn new(seed: u64, calls: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let words = Words::new(&mut rng);
        let cities = (0..2_000)
            .map(|_| (place(&mut rng), STATES[rng.usize(..STATES.len())]))
            .collect();
        let groups = (0..GROUPS).map(|at| group(&mut rng, at)).collect();
        Self {
            words,
            groups,
            cities,
            callers: (calls / 2).max(10),
            seed,
        }
    }

    /// A group; some have many more calls than others.
    pub fn group(&self, rng: &mut Rng) -> &Group {
        &self.groups[skewed(rng, self.groups.len() as u64, 1.8)]
    }

    /// A caller; some call again and again.
    pub fn caller(&self, rng: &mut Rng) -> Caller {
        let which = skewed(rng, self.callers, 1.3) as u64;
        let mut rng = Rng::with_seed(self.seed ^ which.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (city, state) = &self.cities[skewed(&mut rng, self.cities.len() as u64, 2.0)];
        let number = format!(
            "{}{:07}",
            201 + rng.u32(..780),
            rng.u32(2_000_000..9_999_999)
        );
        let last = capital(&[syllable(&mut rng), syllable(&mut rng)].concat());
        let first = FIRST_NAMES[rng.usize(..FIRST_NAMES.len())];
        Caller {
            number: if rng.u32(..100) == 0 {
                String::new()
            } else {
                number
            },
            name: if rng.u32(..100) < 80 {
                format!("{first} {last}")
            } else {
                String::new()
            },
            street: format!(
                "{} {} Drive",
                rng.u32(1..9_999),
                capital(&syllable(&mut rng))
            ),
            city: city.clone(),
            state,
            zip: format!("{:05}", rng.u32(1_000..99_999)),
        }
    }
}

/// A number below `count`, low ones more often.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "below the count"
)]
fn skewed(rng: &mut Rng, count: u64, skew: f64) -> usize {
    ((rng.f64().powf(skew) * count as f64) as usize).min(count as usize - 1)
}

fn place(rng: &mut Rng) -> String {
    let ends = ["ville", "ton", "field", " Falls", " Heights", "burg"];
    let end = ends[rng.usize(..ends.len())];
    capital(&[syllable(rng), syllable(rng), end.to_owned()].concat())
}

fn group(rng: &mut Rng, at: usize) -> Group {
    let source = SOURCES[skewed(rng, SOURCES.len() as u64, 1.6)];
    let owner = format!(
        "{} {}",
        capital(&[syllable(rng), syllable(rng)].concat()),
        TRADES[rng.usize(..TRADES.len())]
    );
    let numbers = (0..rng.usize(3..=12))
        .map(|_| {
            format!(
                "8{}{:07}",
                [33, 44, 55, 66][rng.usize(..4)],
                rng.u32(2_000_000..9_999_999)
            )
        })
        .collect();
    let campaigns = (0..3)
        .map(|_| CAMPAIGNS[rng.usize(..CAMPAIGNS.len())])
        .collect();
    Group {
        id: 15_000_000 + at as u64,
        name: format!("{owner} - {}", capital(source)),
        owner,
        source,
        numbers,
        campaigns,
        list: LISTS[rng.usize(..LISTS.len())],
        zone: ZONES[skewed(rng, ZONES.len() as u64, 1.5)],
        is_v4: rng.u32(..10) < 3,
        sends_all: rng.u32(..10) < 2,
    }
}

/// How many calls there are in each hour of a day, by weekday from Monday and month.
pub fn weight(hour: i8, weekday: i8, month: i8) -> f64 {
    const HOURS: [f64; 24] = [
        0.1, 0.05, 0.05, 0.05, 0.1, 0.2, 0.5, 1.5, 4.0, 7.0, 8.5, 8.0, 6.5, 7.0, 7.5, 7.0, 6.0,
        4.5, 3.0, 2.0, 1.5, 1.0, 0.5, 0.2,
    ];
    const MONTHS: [f64; 12] = [0.7, 0.8, 1.0, 1.3, 1.4, 1.3, 1.1, 1.0, 1.1, 1.0, 0.8, 0.6];
    let of = |list: &[f64], at: i8| {
        usize::try_from(at)
            .ok()
            .and_then(|at| list.get(at))
            .copied()
    };
    let day = match weekday {
        5 => 0.5,
        6 => 0.2,
        _ => 1.0,
    };
    day * of(&HOURS, hour).unwrap_or(1.0) * of(&MONTHS, month - 1).unwrap_or(1.0)
}
