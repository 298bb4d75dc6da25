//! Makes a realistic book: `cargo run --release --example generate -- --calls 1000000 --seed 7 --data-dir DIR`.

#![expect(clippy::print_stdout, reason = "progress is printed")]

mod made;

use std::path::PathBuf;
use std::time::Instant;

use callbook::store::Store;
use clap::Parser;

/// Makes a realistic book, the same for the same seed.
#[derive(Parser)]
struct Arguments {
    /// How many calls.
    #[arg(long, default_value_t = 10_000)]
    calls: u64,
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where the book is made; a book that is there grows.
    #[arg(long)]
    data_dir: PathBuf,
    /// Writes the bodies of the deliveries as files instead, to train a dictionary with.
    #[arg(long)]
    bodies: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Arguments {
        calls,
        seed,
        data_dir,
        bodies,
    } = Arguments::parse();
    if bodies {
        std::fs::create_dir_all(&data_dir)?;
        for (at, delivery) in made::Arrivals::new(calls, seed).enumerate() {
            std::fs::write(data_dir.join(format!("{at:06}.json")), delivery.body)?;
        }
        return Ok(());
    }
    let started = Instant::now();
    let mut told = 0;
    let total = made::fill(&data_dir, calls, seed, &mut |done| {
        let secs = started.elapsed().as_secs();
        if secs >= told + 5 {
            told = secs;
            println!("{done} deliveries in {secs} s");
        }
    })?;
    println!("{total} deliveries in {} s", started.elapsed().as_secs());
    // As the receiver does when nothing comes.
    let (store, merging) = (Store::open(&data_dir)?, Instant::now());
    while store.merge_words()? {}
    println!(
        "full-text index merged in {} s",
        merging.elapsed().as_secs()
    );
    let digesting = Instant::now();
    while store.digest_blocks()? {}
    println!("digests made in {} s", digesting.elapsed().as_secs());
    Ok(())
}
