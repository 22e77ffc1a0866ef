//! The quality gate: extracts the development pages, measures the result, and fails if a figure is below its floor.
//!
//! ```text
//! cargo run --release --example gate             # compare with quality/floors.json
//! cargo run --release --example gate -- --raise  # raise the floors to what is reached now; never lowers one
//! ```
//!
//! The model has seen the pages of `wcxb`, `news` and `chinese`, so the floors on them guard against regressions and say
//! nothing about unseen sites; that is what `cargo run --release --example train -- --cross-validate` measures. The other
//! sets were not trained on. Without the pages, which are not part of the repository, there is nothing to check.

mod metrics;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use flate2::read::MultiGzDecoder;
use gleaner::{Extractor, Page, Timestamp};
use rayon::prelude::*;
use serde_json::Value;

use metrics::{Prediction, Truth, Words};

const SETS: [&str; 6] = ["wcxb", "news", "chinese", "trafilatura", "htmldate", "meta"];

/// Room left below a figure when its floor is raised: one page in 300, so that a change that trades a page here for two
/// elsewhere is not stopped.
const SLACK: f64 = 0.003;

/// Figures of a set, by metric.
type Figures = BTreeMap<String, f64>;

/// Measure extraction on the development pages and compare with the floors.
#[derive(Parser)]
struct Options {
    /// Folder with the sets: `<set>/gt.jsonl` and `<set>/html/<id>.html.gz`.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// The floors.
    #[arg(long, default_value = "quality/floors.json")]
    floors: PathBuf,
    /// Only these sets.
    #[arg(long, value_delimiter = ',')]
    sets: Vec<String>,
    /// Raise each floor to just below what is reached now, unless it is higher already.
    #[arg(long)]
    raise: bool,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if !options.corpus.is_dir() {
        println!("no pages in {}: nothing to check", options.corpus.display());
        return Ok(ExitCode::SUCCESS);
    }
    let mut floors: BTreeMap<String, Figures> = match fs::read(&options.floors) {
        Ok(json) => serde_json::from_slice(&json).context("the floors are not JSON")?,
        Err(_) => BTreeMap::new(),
    };
    // A crash is counted, and need not print a backtrace for each page.
    panic::set_hook(Box::new(|_| {}));

    let mut failed = false;
    println!("{:12} {:8} {:>8} {:>8}", "set", "metric", "reached", "floor");
    for set in SETS.into_iter().filter(|set| options.sets.is_empty() || options.sets.iter().any(|s| s == set))
    {
        let reached = measure(&options.corpus.join(set), set)?;
        let floors = floors.entry(set.to_owned()).or_default();
        for (metric, &value) in &reached {
            let floor = floors.get(metric).copied();
            let holds = floor.is_none_or(|floor| !is_worse(metric, value, floor));
            let floor_text = floor.map_or_else(|| "-".to_owned(), |floor| format!("{floor:.4}"));
            println!(
                "{set:12} {metric:8} {value:8.4} {floor_text:>8}{}",
                if holds { "" } else { "  FAILED" }
            );
            failed |= !holds;
        }
        for metric in floors.keys().filter(|metric| !reached.contains_key(*metric)) {
            println!("{set:12} {metric:8} was not measured  FAILED");
            failed = true;
        }
        if options.raise {
            raise(floors, &reached);
        }
    }
    if options.raise {
        let json = serde_json::to_string_pretty(&floors)? + "\n";
        fs::write(&options.floors, json)
            .with_context(|| format!("cannot write {}", options.floors.display()))?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether less of a metric is better: its "floor" is a ceiling.
fn is_ceiling(metric: &str) -> bool {
    matches!(metric, "wout" | "crashes")
}

fn is_worse(metric: &str, value: f64, floor: f64) -> bool {
    if is_ceiling(metric) { value > floor } else { value < floor }
}

/// Moves each floor towards better, to within [`SLACK`] of what was reached.
fn raise(floors: &mut Figures, reached: &Figures) {
    for (metric, &value) in reached {
        let within = match metric.as_str() {
            "crashes" => value,
            "wout" => ((value + SLACK) * 1e4).ceil() / 1e4,
            _ => ((value - SLACK) * 1e4).floor() / 1e4,
        };
        if floors.get(metric).is_none_or(|&floor| is_worse(metric, floor, within)) {
            floors.insert(metric.clone(), within);
        }
    }
}

fn measure(folder: &Path, set: &str) -> Result<Figures> {
    let words = if set == "chinese" { Words::SingleCjk } else { Words::Spaced };
    let manifest = folder.join("gt.jsonl");
    let lines =
        fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let pages: Vec<(metrics::Page, bool)> = lines
        .par_lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let row: Value = serde_json::from_str(line)?;
            let truth = Truth::of(&row);
            let id = row.get("id").and_then(Value::as_str).context("a row without id")?;
            let bytes = read(&folder.join("html").join(format!("{id}.html.gz")))?;
            let url = row.get("url").and_then(Value::as_str);
            let prediction = predict(&bytes, url);
            let crashed = prediction.is_none();
            Ok((metrics::page(&truth, &prediction.unwrap_or_default(), words), crashed))
        })
        .collect::<Result<_>>()?;
    let crashes = pages.iter().filter(|(_, crashed)| *crashed).count();
    let pages: Vec<metrics::Page> = pages.into_iter().map(|(page, _)| page).collect();
    let mut figures = metrics::summary(&pages);
    figures.insert("crashes".to_owned(), crashes as f64);
    Ok(figures)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is extracted; `None` if it panicked or was refused.
fn predict(bytes: &[u8], url: Option<&str>) -> Option<Prediction> {
    let mut page = Page::bytes(bytes);
    if let Some(url) = url {
        page = page.url(url);
    }
    let article = panic::catch_unwind(AssertUnwindSafe(|| Extractor::new().extract(page).ok())).ok()??;
    let metadata = &article.metadata;
    Some(Prediction {
        text: article.to_text(),
        title: metadata.title.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
        authors: metadata.authors.iter().map(|a| a.value.name.clone()).collect(),
        day: metadata.published.as_ref().and_then(|d| Timestamp::day(&d.value)).map(|d| d.to_string()),
    })
}
