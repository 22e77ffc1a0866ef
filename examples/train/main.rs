//! Measures and labels the training pages with the library's own code, for `fit.py` to learn from. See the README beside.
//!
//! ```text
//! cargo run --release --example train              # writes target/train
//! cargo run --release --example train -- --ceiling # what perfect judgement of the segments would reach
//! ```

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used)]

mod corpus;
mod label;
mod titles;
mod weak;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use gleaner::Limits;
use gleaner::stages::{decode, dom, features, metadata, resolve, segment};
use serde_json::json;

use corpus::Sample;

/// Sets whose pages come with their true text.
const LABELLED: [&str; 3] = ["wcxb", "news", "chinese"];

/// The set whose pages come with snippets of it.
const WEAK: &str = "trafilatura";

/// Rows of a test page that the trainer's predictions are kept of.
const CHECKED: usize = 3;

#[derive(Parser)]
#[command(
    about = "Writes what the segment scorer learns from: one row of numbers a segment, its label and weight"
)]
struct Options {
    /// Folder with the corpora.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// Folder to write.
    #[arg(long, default_value = "target/train")]
    out: PathBuf,
    /// Pages of our own, some of whose rows are kept with the trainer's predictions to hold the library against.
    #[arg(long, default_value = "tests/pages")]
    rows_of: PathBuf,
    /// Weight of a page's bare copy beside the page itself.
    #[arg(long, default_value_t = 0.15)]
    bare_weight: f32,
    /// Weight of a few lines of it.
    #[arg(long, default_value_t = 0.1)]
    excerpt_weight: f32,
    /// Weight of a page of which only snippets are known.
    #[arg(long, default_value_t = 0.3)]
    weak_weight: f32,
    /// Measure how well keeping exactly the labelled segments would do; writes nothing.
    #[arg(long)]
    ceiling: bool,
    /// Write what the choice of titles is learned from instead, as `titles.jsonl`.
    #[arg(long)]
    titles: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.ceiling {
        return LABELLED.into_iter().try_for_each(|set| ceiling(&options.corpus, set));
    }
    if options.titles {
        fs::create_dir_all(&options.out)?;
        return titles::write(&options.corpus, &options.out.join("titles.jsonl"));
    }
    let mut dump = Dump::create(&options.out)?;
    for set in LABELLED {
        let copies = |page: Sample| {
            let (bare, excerpt) = (page.bare(), page.excerpt());
            [
                rows(&page, "page", 1.0),
                rows(&bare, "bare", options.bare_weight),
                rows(&excerpt, "excerpt", options.excerpt_weight),
            ]
        };
        let write = |copies: [Rows; 3]| copies.iter().try_for_each(|rows| dump.write(set, rows));
        corpus::each(&options.corpus, set, copies, write)?;
        eprintln!("{set}: {} rows so far", dump.rows);
    }
    let weak = |page: Sample| rows(&page, "page", options.weak_weight);
    corpus::each(&options.corpus, WEAK, weak, |rows| dump.write(WEAK, &rows))?;
    eprintln!("{WEAK}: {} rows so far", dump.rows);
    dump.finish()?;
    check_rows(&options)
}

/// What a copy of a page contributes.
struct Rows {
    id: String,
    kind: String,
    fold: u64,
    copy: &'static str,
    values: Vec<f32>,
    labels: Vec<u8>,
    weights: Vec<f32>,
}

/// A segment matters by its words, though less than in proportion; every page matters the same.
fn rows(sample: &Sample, copy: &'static str, copy_weight: f32) -> Rows {
    let mut weights: Vec<f32> = (sample.words.iter().zip(&sample.labels))
        .map(|(words, label)| if label.is_some() { (words.len() as f32).sqrt() } else { 0.0 })
        .collect();
    let total: f32 = weights.iter().sum();
    for weight in &mut weights {
        *weight *= copy_weight * 100.0 / total.max(1.0);
    }
    Rows {
        id: sample.id.clone(),
        kind: sample.kind.clone(),
        fold: sample.fold,
        copy,
        values: sample.features.rows().flatten().copied().collect(),
        labels: sample.labels.iter().map(|label| u8::from(*label == Some(true))).collect(),
        weights,
    }
}

/// The folder that `fit.py` reads.
struct Dump {
    columns: usize,
    rows: usize,
    values: BufWriter<File>,
    labels: BufWriter<File>,
    weights: BufWriter<File>,
    pages: BufWriter<File>,
}

impl Dump {
    fn create(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let names = features::names();
        fs::write(folder.join("names.txt"), names.join("\n") + "\n")?;
        let open = |name: &str| -> Result<_> { Ok(BufWriter::new(File::create(folder.join(name))?)) };
        Ok(Dump {
            columns: names.len(),
            rows: 0,
            values: open("rows.f32")?,
            labels: open("labels.u8")?,
            weights: open("weights.f32")?,
            pages: open("pages.jsonl")?,
        })
    }

    fn write(&mut self, set: &str, rows: &Rows) -> Result<()> {
        let count = rows.labels.len();
        assert_eq!(rows.values.len(), count * self.columns, "{}: a row of another length", rows.id);
        write_f32(&mut self.values, &rows.values)?;
        write_f32(&mut self.weights, &rows.weights)?;
        self.labels.write_all(&rows.labels)?;
        let page = json!({
            "id": rows.id, "set": set, "kind": rows.kind, "fold": rows.fold, "copy": rows.copy,
            "first": self.rows, "rows": count,
        });
        writeln!(self.pages, "{page}")?;
        self.rows += count;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        for mut file in [self.values, self.labels, self.weights, self.pages] {
            file.flush()?;
        }
        Ok(())
    }
}

fn write_f32(out: &mut impl Write, values: &[f32]) -> Result<()> {
    values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes())).context("cannot write")
}

/// Writes some rows of our own pages as `check.f32`.
fn check_rows(options: &Options) -> Result<()> {
    let folder = &options.rows_of;
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut pages: Vec<PathBuf> =
        entries.map(|e| Ok(e?.path().join("source.html"))).collect::<Result<_>>()?;
    pages.sort();
    let mut out = BufWriter::new(File::create(options.out.join("check.f32"))?);
    for page in pages {
        let bytes = fs::read(&page).with_context(|| format!("cannot read {}", page.display()))?;
        let document = dom::parse(&decode::decode(&bytes, None).text, &Limits::new());
        let document = dom::composed(document, &Limits::new());
        let (resolver, _) = resolve::Resolver::new(&document, None);
        let metadata = metadata::declared(&document, &resolver, None);
        let segments = segment::segments(&document);
        let features = features::features(&document, &segments, &metadata);
        let step = (segments.len() / CHECKED).max(1);
        for row in features.rows().skip(step / 2).step_by(step).take(CHECKED) {
            write_f32(&mut out, row)?;
        }
    }
    Ok(out.flush()?)
}

fn ceiling(corpus: &Path, set: &'static str) -> Result<()> {
    let judge = |page: Sample| {
        let labelled = page.words.iter().zip(&page.labels).filter(|(_, label)| **label == Some(true));
        label::score(labelled.flat_map(|(words, _)| words.iter().copied()), &page.truth)
    };
    let mut scores = Vec::new();
    corpus::each(corpus, set, judge, |score| {
        scores.push(score);
        Ok(())
    })?;
    let mean = |pick: fn(&(f64, f64, f64)) -> f64| scores.iter().map(pick).sum::<f64>() / scores.len() as f64;
    println!("{set:8} f1 {:.4} p {:.4} r {:.4}", mean(|s| s.2), mean(|s| s.0), mean(|s| s.1));
    Ok(())
}
