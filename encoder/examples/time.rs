//! Prints how long sentences take, how long loading takes, and the resident memory:
//! `cargo run --release -p vouch-encoder --example time [LEVEL]` with LEVEL portable, baseline, avx2
//! or avx512.

use std::borrow::Cow;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{Write, stdout};
use std::time::{Duration, Instant};
use vouch_encoder::{Encoder, Level};

/// One each of 6, 13 and 19 word pieces.
const SENTENCES: [(usize, &str); 3] = [
    (6, "where is my order"),
    (13, "how many days do I have to send something back?"),
    (19, "can I still change the delivery address after I have already paid for my order online?"),
];
const RUNS: usize = 400;
/// So long that a burst of other work on the machine hits some rounds only.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    let start = Instant::now();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../weights/minilm-l6-v2-int8.vouch");
    let mut encoder = Encoder::from_bytes(Cow::Owned(fs::read(path)?))?;
    writeln!(out, "load {:.1} ms", milliseconds(start.elapsed()))?;
    if let Some(name) = std::env::args().nth(1) {
        let level =
            Level::ALL.into_iter().find(|level| format!("{level:?}").to_lowercase() == name);
        encoder = encoder.with_level(level.ok_or("no such level")?).ok_or("not on this machine")?;
    }
    writeln!(out, "level {:?}", encoder.level())?;
    for (pieces, sentence) in SENTENCES {
        let rounds = (0..ROUNDS).map(|_| measure(&encoder, sentence));
        let [half, most] = rounds.min().unwrap_or_default();
        let (half, most) = (milliseconds(half), milliseconds(most));
        writeln!(out, "{pieces:>2} word pieces: p50 {half:.2} ms, p95 {most:.2} ms")?;
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"))
    {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The median and the time that 95 of 100 stay below.
fn measure(encoder: &Encoder, sentence: &str) -> [Duration; 2] {
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(encoder.embed(black_box(sentence)));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    [times[RUNS / 2], times[RUNS * 95 / 100]]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
