//! The whole table of quality: extracts the development pages, measures the result, and fails if a figure is below its
//! floor.
//!
//! ```text
//! cargo run --release --example evaluate               # compare with quality/floors.json
//! cargo run --release --example evaluate -- --raise    # raise the floors to what is reached now; never lowers one
//! cargo run --release --example evaluate -- --worst 20 # and name the pages that come out worst
//! ```
//!
//! Sections of the table:
//!
//! - `unseen site`: each page extracted with the scorer that saw no page of its fold; folds are by site
//! - `unseen source`: with the scorer that saw no page of its set
//! - `focus`: `wcxb` on unseen sites, by what the caller asks for
//! - `shipped`: with the scorer that ships, which has seen the pages of the first four sets; guards against regressions
//!
//! Without the pages, which are not part of the repository, there is nothing to check.

#![allow(clippy::indexing_slicing, reason = "a fold is below FOLDS once it is read")]

mod metrics;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use flate2::read::MultiGzDecoder;
use gleaner::stages::extract_with;
use gleaner::stages::features;
use gleaner::stages::score::Scorer;
use gleaner::{Extractor, Focus, Metadata, Page, Sourced};
use rayon::prelude::*;
use serde_json::Value;

use metrics::{Prediction, Truth, Words};

/// Sets the scorer learns from.
const LEARNT: [&str; 4] = ["wcxb", "news", "chinese", "trafilatura"];

/// Sets that only tell metadata.
const METADATA: [&str; 2] = ["htmldate", "meta"];

const FOLDS: usize = 5;

/// Room left below a figure when its floor is raised: one page in 300, so that a change that trades a page here for two
/// elsewhere is not stopped.
const SLACK: f64 = 0.003;

/// The columns of the table.
const METRICS: [&str; 12] =
    ["f1", "p", "r", "with", "wout", "title", "auth", "date", "date+", "desc", "image", "crashes"];

/// Those that depend on the scorer.
const TEXT_METRICS: [&str; 6] = ["f1", "p", "r", "with", "wout", "crashes"];

/// Figures of a row of the table, by metric.
type Figures = BTreeMap<String, f64>;

/// Floors by section, row and metric.
type Floors = BTreeMap<String, BTreeMap<String, Figures>>;

/// Measure extraction on the development pages and compare with the floors.
#[derive(Parser)]
struct Options {
    /// Folder with the sets: `<set>/gt.jsonl` and `<set>/html/<id>.html.gz`.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// Folder with the scorers that have not seen some of the pages.
    #[arg(long, default_value = "quality/models")]
    models: PathBuf,
    /// The floors.
    #[arg(long, default_value = "quality/floors.json")]
    floors: PathBuf,
    /// Raise each floor to just below what is reached now, unless it is higher already.
    #[arg(long)]
    raise: bool,
    /// Name this many pages with the lowest F1 on unseen sites.
    #[arg(long, default_value_t = 0)]
    worst: usize,
    /// Name what is wrong in this field with the scorer that ships: title, auth, date, desc or image.
    #[arg(long)]
    misses: Option<String>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if !options.corpus.is_dir() {
        println!("no pages in {}: nothing to check", options.corpus.display());
        return Ok(ExitCode::SUCCESS);
    }
    let mut floors: Floors = match fs::read(&options.floors) {
        Ok(json) => serde_json::from_slice(&json).context("the floors are not JSON")?,
        Err(_) => BTreeMap::new(),
    };
    // A crash is counted, and need not print a backtrace for each page.
    panic::set_hook(Box::new(|_| {}));

    let mut table = Table::new();
    let unseen = measure_all(&options, &mut table)?;
    name_worst(unseen, options.worst);
    let failures = table.failures(&floors);
    for failure in &failures {
        println!("FAILED {failure}");
    }
    if options.raise {
        table.raise(&mut floors);
        let json = serde_json::to_string_pretty(&floors)? + "\n";
        fs::write(&options.floors, json)
            .with_context(|| format!("cannot write {}", options.floors.display()))?;
    }
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Fills and prints the table; returns the pages as extracted on unseen sites.
fn measure_all(options: &Options, table: &mut Table) -> Result<Vec<Judged>> {
    let scorer = |name: &str| read_scorer(&options.models.join(format!("{name}.bin")));
    let folds: Vec<Scorer> = (0..FOLDS).map(|k| scorer(&format!("fold-{k}"))).collect::<Result<_>>()?;
    let load = |set: &&'static str| Set::load(&options.corpus, set);
    let learnt: Vec<Set> = LEARNT.iter().map(load).collect::<Result<_>>()?;

    table.section("unseen site");
    let mut unseen = Vec::new();
    for set in &learnt {
        let judged = set.judge(Focus::Balanced, |case| &folds[case.fold])?;
        table.row(set.name, &judged, &TEXT_METRICS);
        for kind in kinds(&judged) {
            let of_kind = judged.iter().filter(|page| page.kind == kind);
            table.row(&format!("{} {kind}", set.name), of_kind, &TEXT_METRICS);
        }
        unseen.extend(judged);
    }
    table.section("unseen source");
    for set in &learnt {
        let scorer = scorer(&format!("without-{}", set.name))?;
        table.row(set.name, &set.judge(Focus::Balanced, |_| &scorer)?, &TEXT_METRICS);
    }
    table.section("focus");
    for (name, focus) in
        [("precision", Focus::Precision), ("balanced", Focus::Balanced), ("recall", Focus::Recall)]
    {
        for set in learnt.iter().filter(|set| set.name == "wcxb") {
            table.row(name, &set.judge(focus, |case| &folds[case.fold])?, &["f1", "p", "r"]);
        }
    }
    table.section("shipped");
    let metadata: Vec<Set> = METADATA.iter().map(load).collect::<Result<_>>()?;
    for set in learnt.iter().chain(&metadata) {
        let judged = set.judge(Focus::Balanced, |_| Scorer::bundled())?;
        table.row(set.name, &judged, &METRICS);
        if let Some(metric) = &options.misses {
            name_misses(&judged, metric);
        }
    }
    Ok(unseen)
}

/// The types of pages, where a set has more than one.
fn kinds(judged: &[Judged]) -> Vec<String> {
    let mut kinds: Vec<String> = judged.iter().map(|page| page.kind.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() > 1 { kinds } else { Vec::new() }
}

fn name_worst(mut judged: Vec<Judged>, count: usize) {
    let f1 = |page: &Judged| page.figures.text.map_or(f64::INFINITY, |text| text.f1);
    judged.sort_by(|a, b| f1(a).total_cmp(&f1(b)).then_with(|| a.id.cmp(&b.id)));
    for page in judged.iter().take(count) {
        if let Some(text) = page.figures.text {
            let (f1, p, r) = (text.f1, text.precision, text.recall);
            println!("{:8} {:40} {:14} f1 {f1:.3} p {p:.3} r {r:.3}", page.set, page.id, page.kind);
        }
    }
}

fn name_misses(judged: &[Judged], metric: &str) {
    for page in judged {
        for miss in page.misses.iter().filter(|miss| miss.starts_with(metric)) {
            println!("  {:8} {:40} {miss}", page.set, page.id);
        }
    }
}

fn read_scorer(path: &Path) -> Result<Scorer> {
    let bytes = fs::read(path)
        .with_context(|| format!("no scorer in {}; examples/train makes them", path.display()))?;
    let scorer = Scorer::from_bytes(&bytes).with_context(|| format!("{} is no scorer", path.display()))?;
    ensure!(
        scorer.columns() == features::names().len(),
        "{} was made for other features; train anew",
        path.display()
    );
    Ok(scorer)
}

/// What was measured, printed as it comes.
struct Table {
    rows: Vec<(String, String, Figures)>,
    section: String,
}

impl Table {
    fn new() -> Self {
        Table { rows: Vec::new(), section: String::new() }
    }

    fn section(&mut self, name: &str) {
        name.clone_into(&mut self.section);
        let metrics = METRICS.map(|metric| format!(" {metric:>7}")).concat();
        println!("{}{name:22} {:>5}{metrics}", if self.rows.is_empty() { "" } else { "\n" }, "n");
    }

    fn row<'a>(&mut self, name: &str, judged: impl IntoIterator<Item = &'a Judged>, metrics: &[&str]) {
        let pages: Vec<&Judged> = judged.into_iter().collect();
        let mut figures = metrics::summary(pages.iter().map(|page| &page.figures));
        figures.insert("crashes".to_owned(), pages.iter().filter(|page| page.crashed).count() as f64);
        figures.retain(|metric, _| metrics.contains(&metric.as_str()));
        let cell = |metric: &str| match figures.get(metric) {
            Some(crashes) if metric == "crashes" => format!(" {crashes:7}"),
            Some(value) => format!(" {value:7.4}"),
            None => format!(" {:>7}", "-"),
        };
        println!("{name:22} {:5}{}", pages.len(), METRICS.map(cell).concat());
        self.rows.push((self.section.clone(), name.to_owned(), figures));
    }

    /// What is worse than its floor, or has one and was not measured.
    fn failures(&self, floors: &Floors) -> Vec<String> {
        let mut out = Vec::new();
        for (section, rows) in floors {
            for (row, floors) in rows {
                let reached = self.rows.iter().find(|(s, r, _)| s == section && r == row);
                for (metric, &floor) in floors {
                    let value = reached.and_then(|(_, _, figures)| figures.get(metric));
                    if value.is_none_or(|&value| is_worse(metric, value, floor)) {
                        let value = value.map_or_else(|| "not measured".to_owned(), |v| format!("{v:.4}"));
                        out.push(format!("{section}, {row}: {metric} {value}, floor {floor:.4}"));
                    }
                }
            }
        }
        out
    }

    /// Moves each floor towards better, to within [`SLACK`] of what was reached.
    fn raise(&self, floors: &mut Floors) {
        for (section, row, reached) in &self.rows {
            let floors = floors.entry(section.clone()).or_default().entry(row.clone()).or_default();
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
    }
}

/// Whether a figure is worse than another: of some metrics less is better, and their "floor" is a ceiling.
fn is_worse(metric: &str, value: f64, floor: f64) -> bool {
    if matches!(metric, "wout" | "crashes") { value > floor } else { value < floor }
}

/// The pages of a set and what they truly say.
struct Set {
    name: &'static str,
    pages: PathBuf,
    cases: Vec<Case>,
}

struct Case {
    id: String,
    url: Option<String>,
    kind: String,
    fold: usize,
    truth: Truth,
}

/// A page as it was extracted.
struct Judged {
    set: &'static str,
    id: String,
    kind: String,
    figures: metrics::Page,
    /// Wrong metadata in words.
    misses: Vec<String>,
    crashed: bool,
}

impl Set {
    fn load(corpus: &Path, name: &'static str) -> Result<Set> {
        let manifest = corpus.join(name).join("gt.jsonl");
        let lines =
            fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
        let case = |line: &str| {
            let row: Value = serde_json::from_str(line)?;
            let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
            let id = text("id").context("a row without id")?;
            let fold = row.get("fold").and_then(Value::as_u64).map(|fold| fold as usize);
            Ok(Case {
                fold: fold.filter(|&k| k < FOLDS).with_context(|| format!("{id} has no fold"))?,
                id,
                url: text("url"),
                kind: text("page_type").unwrap_or_default(),
                truth: Truth::of(&row),
            })
        };
        let cases = lines.lines().filter(|line| !line.trim().is_empty()).map(case).collect::<Result<_>>()?;
        Ok(Set { name, pages: corpus.join(name).join("html"), cases })
    }

    /// Extracts and judges each page with a scorer of its own.
    fn judge<'a>(
        &self,
        focus: Focus,
        scorer_for: impl Fn(&Case) -> &'a Scorer + Sync,
    ) -> Result<Vec<Judged>> {
        let words = if self.name == "chinese" { Words::SingleCjk } else { Words::Spaced };
        let extractor = Extractor::new().focus(focus);
        let judge = |case: &Case| {
            let bytes = read(&self.pages.join(format!("{}.html.gz", case.id)))?;
            let got = predict(scorer_for(case), &extractor, &bytes, case.url.as_deref());
            let crashed = got.is_none();
            let got = got.unwrap_or_default();
            let figures = metrics::page(&case.truth, &got, words);
            let misses = figures.misses(&case.truth, &got);
            Ok(Judged {
                set: self.name,
                id: case.id.clone(),
                kind: case.kind.clone(),
                crashed,
                figures,
                misses,
            })
        };
        self.cases.par_iter().map(judge).collect()
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is extracted; `None` if it panicked or was refused.
fn predict(scorer: &Scorer, extractor: &Extractor, bytes: &[u8], url: Option<&str>) -> Option<Prediction> {
    let mut page = Page::bytes(bytes);
    if let Some(url) = url {
        page = page.url(url);
    }
    let extract = AssertUnwindSafe(|| extract_with(scorer, extractor, &page).ok());
    let article = panic::catch_unwind(extract).ok()??;
    let metadata = &article.metadata;
    let text = |field: &Option<Sourced<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    Some(Prediction {
        text: article.to_text(),
        title: text(&metadata.title),
        authors: metadata.authors.iter().map(|a| a.value.name.clone()).collect(),
        day: metadata.date().and_then(|d| d.value.day()).map(|d| d.to_string()),
        description: text(&metadata.description),
        image: metadata.image.as_ref().map(|i| i.value.url.clone()).unwrap_or_default(),
        sources: sources(metadata),
    })
}

/// Where each value was found, by metric.
fn sources(metadata: &Metadata) -> BTreeMap<&'static str, String> {
    let found = [
        ("title", metadata.title.as_ref().map(|f| &f.source)),
        ("auth", metadata.authors.first().map(|f| &f.source)),
        ("date", metadata.date().map(|f| &f.source)),
        ("desc", metadata.description.as_ref().map(|f| &f.source)),
        ("image", metadata.image.as_ref().map(|f| &f.source)),
    ];
    found.into_iter().filter_map(|(metric, source)| Some((metric, format!("{:?}", source?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(reached: &[(&str, f64)]) -> Table {
        let figures = reached.iter().map(|&(metric, value)| (metric.to_owned(), value)).collect();
        Table { rows: vec![("shipped".to_owned(), "wcxb".to_owned(), figures)], section: String::new() }
    }

    #[test]
    fn floors_go_up_and_never_down() {
        let mut floors = Floors::new();
        table(&[("f1", 0.9), ("wout", 0.1)]).raise(&mut floors);
        assert!(table(&[("f1", 0.897), ("wout", 0.103)]).failures(&floors).is_empty());
        table(&[("f1", 0.8), ("wout", 0.2)]).raise(&mut floors);
        assert_eq!(table(&[("f1", 0.89), ("wout", 0.11)]).failures(&floors).len(), 2);
        assert_eq!(
            table(&[("f1", 0.9)]).failures(&floors),
            ["shipped, wcxb: wout not measured, floor 0.1030"]
        );
    }
}
