//! What came out, and whether the bars are met.

use std::fs::OpenOptions;
use std::io::Write;
use std::time::{Duration, Instant};

/// One measurement: requests a second and two percentiles of the time to the answer, in milliseconds.
#[derive(Clone, Copy, Default)]
pub struct Figure {
    rate: f64,
    p50: f64,
    p99: f64,
}

impl Figure {
    /// Of the times to the answers within a span.
    pub fn of(mut times: Vec<f64>, span: Duration) -> Self {
        times.sort_by(f64::total_cmp);
        let percentile = |percent: usize| {
            let place = times.len() * percent / 100;
            times.get(place).copied().unwrap_or(f64::NAN)
        };
        Self {
            rate: rate(times.len(), span),
            p50: percentile(50),
            p99: percentile(99),
        }
    }
}

/// The measurements of all rounds, by what is measured and by connections.
pub struct Table<const K: usize, const C: usize> {
    names: [&'static str; K],
    connections: [usize; C],
    rounds: [[Vec<Figure>; C]; K],
}

impl<const K: usize, const C: usize> Table<K, C> {
    pub fn new(names: [&'static str; K], connections: [usize; C]) -> Self {
        Self {
            names,
            connections,
            rounds: std::array::from_fn(|_| std::array::from_fn(|_| Vec::new())),
        }
    }

    pub fn add(&mut self, which: usize, at: usize, figure: Figure) {
        self.rounds[which][at].push(figure);
    }

    /// Prints the medians, their ratios and the bars.
    pub fn print(&self) {
        let heads = self
            .connections
            .map(|connections| format!("{connections:>22}"));
        println!("{:>5}{}", "", heads.concat());
        for (which, name) in self.names.iter().enumerate() {
            let cells = self.rounds[which].each_ref().map(|rounds| {
                let one = median(rounds);
                format!(
                    "{:>22}",
                    format!("{:.0} ({:.2}/{:.1})", one.rate, one.p50, one.p99)
                )
            });
            println!("{name:>5}{}", cells.concat());
        }
        for connections in self.connections {
            self.bar("gate", "bare", connections, 0.6);
        }
        let most = self.connections[C - 1];
        self.bar("c", "b", most, 3.0);
        self.bar("c", "a", most, 0.4);
        let p99 = self.median("c", most).p99;
        println!(
            "c p99 at {most}: {p99:.1} ms, at most 60: {}",
            said(p99 <= 60.0)
        );
    }

    /// Says whether one is so many times as fast as another.
    fn bar(&self, one: &str, other: &str, connections: usize, least: f64) {
        let ratio = self.median(one, connections).rate / self.median(other, connections).rate;
        let met = said(ratio >= least);
        println!("{one}/{other} at {connections}: {ratio:.2}, at least {least}: {met}");
    }

    fn median(&self, name: &str, connections: usize) -> Figure {
        let which = self.names.iter().position(|known| *known == name).unwrap();
        let at = self
            .connections
            .iter()
            .position(|known| *known == connections);
        median(&self.rounds[which][at.unwrap()])
    }
}

fn said(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

fn median(rounds: &[Figure]) -> Figure {
    let middle = |of: fn(&Figure) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Figure {
        rate: middle(|one| one.rate),
        p50: middle(|one| one.p50),
        p99: middle(|one| one.p99),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn rate(count: usize, span: Duration) -> f64 {
    count as f64 / span.as_secs_f64()
}

/// How often a small write can be made durable in a second.
pub fn fdatasync_rate() -> f64 {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("synced");
    let mut options = OpenOptions::new();
    let mut file = options.create(true).append(true).open(path).unwrap();
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < Duration::from_secs(1) {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    rate(count, started.elapsed())
}
