//! Cost of extraction against html5ever building and dropping an `RcDom`, on the same pages, interleaved.
//!
//! ```text
//! cargo run --release --example cost -- ../shared/corpus/news/html
//! ```

use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use gleaner::stages::score::Scorer;
use gleaner::stages::{clean, decode, dom, features, metadata, resolve, segment, select};
use gleaner::{Extractor, Focus, Limits, Page};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;

#[derive(Parser)]
#[command(about = "Times extraction, stage by stage, against html5ever building an RcDom")]
struct Options {
    /// Folders of `.html.gz` pages.
    paths: Vec<PathBuf>,
    /// Pages per folder.
    #[arg(long, default_value_t = 200)]
    pages: usize,
    /// Rounds over all pages; the fastest of each page counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

const STAGES: [&str; 13] = [
    "rcdom", "whole", "declared", "decode", "parse", "metadata", "segment", "features", "score", "select",
    "visible", "clean", "drop",
];

fn time<T>(slot: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = work();
    *slot = (*slot).min(start.elapsed());
    out
}

fn measure(bytes: &[u8], best: &mut [Duration; STAGES.len()]) {
    let [
        rcdom,
        whole,
        declared,
        decoding,
        parse,
        meta,
        cut,
        measuring,
        scoring,
        choosing,
        looking,
        cleaning,
        dropping,
    ] = best;
    time(rcdom, || {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        drop(dom.from_utf8().one(bytes));
    });
    drop(time(whole, || Extractor::new().extract(Page::bytes(bytes))));
    drop(time(declared, || Extractor::new().metadata(Page::bytes(bytes))));
    let decoded = time(decoding, || decode::decode(bytes, None));
    let document = time(parse, || dom::parse(&decoded.text, &Limits::new()));
    let (resolver, _) = resolve::Resolver::new(&document, None);
    let mut facts = time(meta, || metadata::declared(&document, &resolver, None));
    let segments = time(cut, || segment::segments(&document));
    let rows = time(measuring, || features::features(&document, &segments, &facts));
    let scores = time(scoring, || Scorer::bundled().scores(&rows));
    let selection =
        time(choosing, || select::choose(&document, &segments, &scores, &facts.metadata, Focus::Balanced));
    time(looking, || {
        metadata::add_visible(&mut facts, &document, &segments, &selection, &resolver, None);
    });
    time(cleaning, || drop(clean::content(&document, &selection, &resolver)));
    time(dropping, || drop((document, segments, rows, selection)));
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut pages = Vec::new();
    for path in &options.paths {
        let mut files: Vec<PathBuf> = std::fs::read_dir(path)?.filter_map(|e| Some(e.ok()?.path())).collect();
        files.sort();
        for file in files.iter().take(options.pages) {
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(file)?).read_to_end(&mut bytes)?;
            pages.push(bytes);
        }
    }
    let mut best = vec![[Duration::MAX; STAGES.len()]; pages.len()];
    for _ in 0..options.rounds {
        for (page, best) in pages.iter().zip(&mut best) {
            measure(page, best);
        }
    }
    let total = |stage: usize| best.iter().filter_map(|b| b.get(stage)).sum::<Duration>().as_secs_f64();
    let size = pages.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    println!("{} pages, {size:.1} MB", pages.len());
    for (stage, name) in STAGES.iter().enumerate() {
        let seconds = total(stage);
        println!(
            "{name:10} {:8.1} ms {:7.1} MB/s {:6.3} of rcdom",
            seconds * 1e3,
            size / seconds,
            seconds / total(0)
        );
    }
    Ok(())
}
