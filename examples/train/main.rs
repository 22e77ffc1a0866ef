//! Makes `src/score/model.bin`, and says how good it is on pages it has not seen.
//!
//! Inputs: the pages and true texts of `wcxb` (WCXB development split, CC-BY-4.0), `news` (Fundus parser fixtures, MIT) and
//! `chinese` (Chinese Web Content Extraction Dataset, MIT) under `--corpus`. The same inputs, options and seed give the
//! same bytes.
//!
//! ```text
//! cargo run --release --example train -- --cross-validate          # figures only
//! cargo run --release --example train -- --out src/score/model.bin # the model that ships
//! ```

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::cast_possible_wrap)]
#![allow(clippy::similar_names, clippy::many_single_char_names)]

mod boost;
mod corpus;
mod label;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use gleaner::Focus;
use gleaner::stages::features;
use gleaner::stages::score::{self, Model};
use gleaner::stages::select;

const SETS: [&str; 3] = ["wcxb", "news", "chinese"];
const FOLDS: u64 = 5;

#[derive(Parser)]
#[command(about = "Trains the segment scorer and measures it on folds it has not seen")]
struct Options {
    /// Folder with the corpora.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// Where to write the model, trained on all folds.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Train on four folds, judge the fifth, five times.
    #[arg(long)]
    cross_validate: bool,
    /// Only these folds (with --cross-validate).
    #[arg(long, value_delimiter = ',')]
    folds: Vec<u64>,
    /// Print what each column earned.
    #[arg(long)]
    importance: bool,
    /// Print the pages with the lowest F1.
    #[arg(long, default_value_t = 0)]
    worst: usize,
    /// How well keeping exactly the labelled segments would do, instead of a model.
    #[arg(long)]
    ceiling: bool,
    #[arg(long, default_value_t = 150)]
    trees: usize,
    #[arg(long, default_value_t = 16)]
    leaves: usize,
    #[arg(long, default_value_t = 6)]
    depth: usize,
    #[arg(long, default_value_t = 0.12)]
    rate: f32,
    /// Least weight of a leaf; a page weighs 100.
    #[arg(long, default_value_t = 15.0)]
    min_weight: f32,
    /// Weight of a page's bare copy beside the page itself.
    #[arg(long, default_value_t = 0.5)]
    bare_weight: f32,
    /// Weight of a few lines of it.
    #[arg(long, default_value_t = 0.15)]
    excerpt_weight: f32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What a page contributes to training.
struct Rows {
    fold: u64,
    columns: usize,
    values: Vec<f32>,
    labels: Vec<bool>,
    weights: Vec<f32>,
}

fn rows(sample: &corpus::Sample, page_weight: f32) -> Rows {
    // A segment matters by its words, though less than in proportion; every page matters the same.
    let mut weights: Vec<f32> = sample.words.iter().map(|w| (w.len() as f32).sqrt()).collect();
    let total: f32 = weights.iter().sum();
    for weight in &mut weights {
        *weight *= page_weight * 100.0 / total.max(1.0);
    }
    Rows {
        fold: sample.fold,
        columns: sample.features.columns(),
        values: sample.features.rows().flatten().copied().collect(),
        labels: sample.labels.clone(),
        weights,
    }
}

fn train(pages: &[&Rows], options: &Options) -> (Model, Vec<f64>) {
    let columns = pages.iter().map(|p| p.columns).max().unwrap_or(0);
    let mut table: Vec<&[f32]> = Vec::new();
    let (mut labels, mut weights) = (Vec::new(), Vec::new());
    for page in pages.iter().filter(|p| p.columns == columns) {
        table.extend(page.values.chunks_exact(columns));
        labels.extend_from_slice(&page.labels);
        weights.extend_from_slice(&page.weights);
    }
    let params = boost::Params {
        trees: options.trees,
        leaves: options.leaves,
        depth: options.depth,
        rate: options.rate,
        min_weight: options.min_weight,
        l2: 5.0,
        row_share: 0.5,
        column_share: 0.5,
        seed: options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
    };
    boost::train(&boost::Binned::new(columns, &table), &labels, &weights, params)
}

struct Judged {
    set: &'static str,
    kind: String,
    id: String,
    scores: (f64, f64, f64),
}

fn judge(sample: &corpus::Sample, model: Option<&Model>) -> Judged {
    let keeps: Vec<bool> = match model {
        None => sample.labels.clone(),
        Some(model) => {
            let scores = score::scores_by(model, &sample.features);
            let selection = select::choose(
                &sample.document,
                &sample.segments,
                &scores,
                &sample.metadata,
                Focus::Balanced,
            );
            (0..sample.segments.len()).map(|i| selection.keeps_segment(i)).collect()
        }
    };
    let words = sample.words.iter().zip(&keeps).filter(|(_, k)| **k).flat_map(|(w, _)| w.iter().copied());
    Judged {
        set: sample.set,
        kind: sample.kind.clone(),
        id: sample.id.clone(),
        scores: label::score(words, &sample.truth),
    }
}

fn report(judged: &mut [Judged], worst: usize) {
    let mut groups: BTreeMap<String, Vec<(f64, f64, f64)>> = BTreeMap::new();
    for page in judged.iter() {
        groups.entry(page.set.to_owned()).or_default().push(page.scores);
        if page.set == "wcxb" {
            groups.entry(format!("{} {}", page.set, page.kind)).or_default().push(page.scores);
        }
    }
    println!("{:24} {:>5} {:>7} {:>7} {:>7}", "", "n", "f1", "p", "r");
    for (name, scores) in groups {
        let n = scores.len() as f64;
        let mean = |pick: fn(&(f64, f64, f64)) -> f64| scores.iter().map(pick).sum::<f64>() / n;
        println!("{name:24} {n:5} {:7.4} {:7.4} {:7.4}", mean(|s| s.2), mean(|s| s.0), mean(|s| s.1));
    }
    judged.sort_by(|a, b| a.scores.2.total_cmp(&b.scores.2).then_with(|| a.id.cmp(&b.id)));
    for page in judged.iter().take(worst) {
        let (p, r, f1) = page.scores;
        println!("   {:10} {:40} {:14} f1 {f1:.3} p {p:.3} r {r:.3}", page.set, page.id, page.kind);
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.ceiling {
        let mut judged = Vec::new();
        for set in SETS {
            judged.extend(corpus::load(&options.corpus, set, |s| judge(&s, None))?);
        }
        report(&mut judged, options.worst);
        return Ok(());
    }
    let mut pages = Vec::new();
    for set in SETS {
        let copies = corpus::load(&options.corpus, set, |s| {
            let (bare, excerpt) = (s.bare(), s.excerpt());
            [rows(&s, 1.0), rows(&bare, options.bare_weight), rows(&excerpt, options.excerpt_weight)]
        })?;
        pages.extend(copies.into_iter().flatten());
    }
    let segments: usize = pages.iter().map(|p| p.labels.len()).sum();
    eprintln!("{} pages, {segments} segments", pages.len());
    if options.cross_validate {
        let mut judged = Vec::new();
        for fold in (0..FOLDS).filter(|f| options.folds.is_empty() || options.folds.contains(f)) {
            let seen: Vec<&Rows> = pages.iter().filter(|p| p.fold != fold).collect();
            let (model, _) = train(&seen, &options);
            for set in SETS {
                let all = corpus::load(&options.corpus, set, |s| {
                    (s.fold == fold).then(|| judge(&s, Some(&model)))
                })?;
                judged.extend(all.into_iter().flatten());
            }
            eprintln!("fold {fold} done");
        }
        report(&mut judged, options.worst);
    }
    if options.out.is_some() || options.importance {
        let (model, importance) = train(&pages.iter().collect::<Vec<_>>(), &options);
        if options.importance {
            let total: f64 = importance.iter().sum();
            let mut ranked: Vec<(f64, String)> =
                importance.iter().map(|i| i / total).zip(features::names()).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (gain, name) in ranked {
                println!("{:7.3} %  {name}", 100.0 * gain);
            }
        }
        if let Some(out) = &options.out {
            let bytes = model.to_bytes();
            std::fs::write(out, &bytes)?;
            eprintln!("{} bytes to {}", bytes.len(), out.display());
        }
    }
    Ok(())
}
