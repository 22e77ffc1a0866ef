//! How time and memory grow with the size of hostile pages: each shape at four sizes, each twice the one before.
//!
//! ```text
//! cargo run --release --example growth
//! ```
//!
//! Prints a line a shape: CPU time of extraction, three renderings and dropping for 5 MB, the slope of time over size on
//! logarithmic scales (1 is linear, 2 the square), peak memory at the largest size. What is over a bound is measured again on
//! larger pages; fails if anything still is.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use gleaner::{Extractor, Limits};
use peak_alloc::PeakAlloc;

#[path = "../tests/it/cpu.rs"]
mod cpu;
#[path = "../tests/it/shapes.rs"]
mod shapes;

use shapes::Shape;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Log-log slope of time over size.
const MAX_SLOPE: f64 = 1.15;

/// How much larger the pages of a shape over a bound are made, and how much oftener they are run, before it is believed:
/// small pages fit into caches, which looks steep where they end, and what grows faster than the page then shows the more.
const AGAIN: usize = 4;

/// CPU time for 5 MB below which the slope is noise.
const MIN_SECONDS: f64 = 0.05;

/// CPU time for 5 MB.
const MAX_SECONDS: f64 = 1.0;

/// Peak memory: so much whatever the page, and so many times the page.
const MEMORY_BASE: usize = 16_000_000;
const MEMORY_FACTOR: usize = 20;

#[derive(Parser)]
#[command(about = "Measures how time and memory grow with hostile pages")]
struct Options {
    /// Only shapes whose name contains this.
    #[arg(default_value = "")]
    name: String,
    /// Bytes of the largest page.
    #[arg(long, default_value_t = 5_000_000)]
    bytes: usize,
    /// Runs at each size; the fastest counts.
    #[arg(long, default_value_t = 2)]
    runs: usize,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let mut over = 0;
    println!("{:34} {:>7} {:>6} {:>9}", "shape", "s/5 MB", "slope", "MB/bound");
    for shape in shapes::shapes().iter().filter(|s| s.name.contains(&options.name)) {
        let mut growth = Growth::of(shape, options.bytes, options.runs);
        if growth.is_over() {
            growth = Growth::of(shape, AGAIN * options.bytes, AGAIN * options.runs);
        }
        let Growth { seconds, slope, memory } = growth;
        over += usize::from(growth.is_over());
        let (peak, bound) = (memory.0 / 1_000_000, memory.1 / 1_000_000);
        let mark = if growth.is_over() { "OVER" } else { "" };
        println!("{:34} {seconds:7.3} {slope:6.2} {peak:5}/{bound:<3} {mark}", shape.name);
    }
    println!("{over} over a bound");
    if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a shape costs.
struct Growth {
    /// CPU time for 5 MB.
    seconds: f64,
    slope: f64,
    /// Peak bytes at the largest size, and what they may be.
    memory: (usize, usize),
}

impl Growth {
    fn of(shape: &Shape, bytes: usize, runs: usize) -> Growth {
        let mut points = Vec::new();
        let mut memory = (0, 1);
        for part in [8, 4, 2, 1] {
            let page = shape.page(bytes / part);
            let (took, peak) = cost(&page, runs);
            points.push((page.len() as f64, took.as_secs_f64()));
            memory = (peak, MEMORY_BASE + MEMORY_FACTOR * page.len());
        }
        let seconds = points.last().map_or(0.0, |(bytes, seconds)| seconds * 5e6 / bytes);
        Growth { seconds, slope: slope(&points), memory }
    }

    fn is_over(&self) -> bool {
        let steep = self.slope > MAX_SLOPE && self.seconds > MIN_SECONDS;
        self.seconds > MAX_SECONDS || steep || self.memory.0 > self.memory.1
    }
}

/// The least CPU time and the peak memory of everything that is done with a page; the page itself counts.
fn cost(page: &str, runs: usize) -> (Duration, usize) {
    let limits = Limits::new().max_bytes(page.len());
    let mut best = Duration::MAX;
    MEMORY.reset_peak_usage();
    for _ in 0..runs {
        let before = cpu::time();
        let Ok(article) = Extractor::new().limits(limits).extract(page) else { continue };
        let written = [article.to_text(), article.to_markdown(), article.to_html()];
        drop(article);
        best = best.min(cpu::time().saturating_sub(before));
        drop(written);
    }
    (best, MEMORY.peak_usage())
}

/// Of the line through the points by least squares, on logarithmic scales.
fn slope(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.max(1e-6).ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / logs.len() as f64;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    logs.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>()
        / logs.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>()
}
