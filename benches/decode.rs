//! How fast deliveries are read, and how fast a call is folded from them.

use std::hint::black_box;

use callbook::call::fold::fold;
use callbook::call::{CallEvent, CallId, DeliveryId};
use callbook::webhook::decode;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const PREPROCESSED: &[u8] = include_bytes!("../tests/fixtures/v5-preprocessed.json");
const PROCESSED: &str = include_str!("../tests/fixtures/v5-processed.json");
const LABEL: &str = "\"transcript\": \"";

/// The vendor's largest sample without its comments, as it comes over the wire.
fn plain() -> String {
    let line = |line: &str| {
        line.split("//")
            .next()
            .is_some_and(|code| !code.trim().is_empty())
    };
    let lines = PROCESSED
        .lines()
        .filter(|text| text.contains("://") || line(text));
    lines
        .map(|text| text.split(" // ").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\r\n")
}

/// The same with a transcript of a long call.
fn long(bytes: usize) -> String {
    let plain = plain();
    let said = "Agent: Good morning, how can I help? Caller: I was wondering about the doors. ";
    let more = said.repeat(bytes.saturating_sub(plain.len()) / said.len() + 1);
    plain.replacen(LABEL, &format!("{LABEL}{more}"), 1)
}

fn decoding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    for (name, body) in [("6 kB", plain()), ("200 kB", long(200_000))] {
        assert!(decode(body.as_bytes(), None).reason.is_none());
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &body, |bencher, body| {
            bencher.iter(|| decode(black_box(body.as_bytes()), Some("application/json")));
        });
    }
    let commented = PROCESSED.as_bytes();
    group.throughput(Throughput::Bytes(commented.len() as u64));
    group.bench_function("with comments", |bencher| {
        bencher.iter(|| decode(black_box(commented), Some("application/json")));
    });
    group.finish();
}

fn folding(criterion: &mut Criterion) {
    let bodies = [PREPROCESSED, PROCESSED.as_bytes()];
    let one = bodies.iter().flat_map(|body| decode(body, None).events);
    let one: Vec<CallEvent> = one.map(|(_, event)| event).collect();
    let mut group = criterion.benchmark_group("fold");
    for times in [1_u8, 50] {
        let events: Vec<(DeliveryId, CallEvent)> = (0..times)
            .flat_map(|again| {
                one.iter().map(move |event| {
                    let mut event = event.clone();
                    event.digest[0] = again;
                    (DeliveryId(again.into()), event)
                })
            })
            .collect();
        group.throughput(Throughput::Elements(events.len() as u64));
        group.bench_with_input(
            BenchmarkId::new("events", events.len()),
            &events,
            |bencher, events| {
                bencher.iter(|| fold(CallId(1), black_box(events)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, decoding, folding);
criterion_main!(benches);
