//! How time and memory grow with the size of hostile pages: each shape at four sizes, each twice the one before.
//!
//! ```text
//! cargo run --release --example growth
//! ```
//!
//! Prints a line a shape: CPU time of extraction, three renderings and dropping for 5 MB, the slope of time over size on
//! logarithmic scales (1 is linear, 2 the square), peak memory at the largest size. Fails if any is over its bound.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use gleaner::Extractor;
use peak_alloc::PeakAlloc;

#[path = "../tests/it/cpu.rs"]
mod cpu;
#[path = "../tests/it/shapes.rs"]
mod shapes;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Log-log slope of time over size.
const MAX_SLOPE: f64 = 1.15;

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
        let mut points = Vec::new();
        let mut memory = (0, 1);
        for part in [8, 4, 2, 1] {
            let page = shape.page(options.bytes / part);
            let (took, peak) = cost(&page, options.runs);
            points.push((page.len() as f64, took.as_secs_f64()));
            memory = (peak, MEMORY_BASE + MEMORY_FACTOR * page.len());
        }
        let seconds = points.last().map_or(0.0, |(bytes, seconds)| seconds * 5e6 / bytes);
        let slope = slope(&points);
        let steep = slope > MAX_SLOPE && seconds > MIN_SECONDS;
        let bad = seconds > MAX_SECONDS || steep || memory.0 > memory.1;
        over += usize::from(bad);
        let (peak, bound) = (memory.0 / 1_000_000, memory.1 / 1_000_000);
        let mark = if bad { "OVER" } else { "" };
        println!("{:34} {seconds:7.3} {slope:6.2} {peak:5}/{bound:<3} {mark}", shape.name);
    }
    println!("{over} over a bound");
    if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The least CPU time and the peak memory of everything that is done with a page; the page itself counts.
fn cost(page: &str, runs: usize) -> (Duration, usize) {
    let mut best = Duration::MAX;
    MEMORY.reset_peak_usage();
    for _ in 0..runs {
        let before = cpu::time();
        let Ok(article) = Extractor::new().extract(page) else { continue };
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
