//! What each stage costs, and the whole extraction next to html5ever building and dropping an `RcDom`.
//!
//! Each stage is timed on results of the stages before it that were made beforehand. Read the figures as shares of
//! `rcdom` on the same page: that is the work any extractor on html5ever does before it begins.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gleaner::stages::score::Scorer;
use gleaner::stages::{clean, decode, dom, features, metadata, resolve, segment, select};
use gleaner::{Article, Extractor, Focus, Limits};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::RcDom;

mod pages;

const LIMITS: Limits = Limits::new();

fn rcdom(html: &str) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(html)
}

fn stages(criterion: &mut Criterion) {
    for page in pages::all() {
        let html = page.html.as_str();
        let mut group = criterion.benchmark_group(format!("stages/{}", page.name));
        group.throughput(Throughput::Bytes(html.len() as u64));
        group.bench_function("rcdom", |b| b.iter(|| drop(rcdom(black_box(html)))));
        group.bench_function("decode", |b| {
            b.iter(|| decode::decode(black_box(html.as_bytes()), None).text.len());
        });
        group.bench_function("parse", |b| b.iter(|| dom::parse(black_box(html), &LIMITS)));

        let doc = dom::parse(html, &LIMITS);
        let (resolver, _) = resolve::Resolver::new(&doc, None);
        group.bench_function("metadata", |b| b.iter(|| metadata::declared(black_box(&doc), &resolver, None)));
        let declared = metadata::declared(&doc, &resolver, None);
        group.bench_function("segment", |b| b.iter(|| segment::segments(black_box(&doc))));
        let segments = segment::segments(&doc);
        group.bench_function("features", |b| {
            b.iter(|| features::features(black_box(&doc), &segments, &declared));
        });
        let measured = features::features(&doc, &segments, &declared);
        group.bench_function("score", |b| b.iter(|| Scorer::bundled().scores(black_box(&measured))));
        let scores = Scorer::bundled().scores(&measured);
        let choose =
            || select::choose(black_box(&doc), &segments, &scores, &declared.metadata, Focus::Balanced);
        group.bench_function("select", |b| b.iter(choose));
        let selection = choose();
        group.bench_function("add_visible", |b| {
            b.iter_batched(
                || declared.clone(),
                |mut declared| {
                    metadata::add_visible(&mut declared, &doc, &segments, &selection, &resolver, None);
                    declared
                },
                BatchSize::SmallInput,
            );
        });
        group.bench_function("clean", |b| b.iter(|| clean::content(black_box(&doc), &selection, &resolver)));
        group.finish();
    }
}

fn renderers(criterion: &mut Criterion) {
    for page in pages::all() {
        let article = extracted(&page.html);
        let mut group = criterion.benchmark_group(format!("render/{}", page.name));
        group.bench_function("text", |b| b.iter(|| black_box(&article).to_text()));
        group.bench_function("markdown", |b| b.iter(|| black_box(&article).to_markdown()));
        group.bench_function("html", |b| b.iter(|| black_box(&article).to_html()));
        group.finish();
    }
}

/// Extraction and its text next to the parse alone: the ratio is what the library adds.
fn whole(criterion: &mut Criterion) {
    for page in pages::all() {
        let html = page.html.as_str();
        let mut group = criterion.benchmark_group(format!("whole/{}", page.name));
        group.throughput(Throughput::Bytes(html.len() as u64));
        group.bench_function("rcdom", |b| b.iter(|| drop(rcdom(black_box(html)))));
        group.bench_function("extract", |b| b.iter(|| extracted(black_box(html)).to_text()));
        group.bench_function("metadata", |b| b.iter(|| gleaner::metadata(black_box(html)).is_ok()));
        group.finish();
    }
}

fn extracted(html: &str) -> Article {
    Extractor::new().extract(html).unwrap_or_default()
}

criterion_group!(benches, stages, renderers, whole);
criterion_main!(benches);
