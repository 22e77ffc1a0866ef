//! Pages cut off in the middle, as broken connections leave them: nothing breaks, and nothing before the cut is lost.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use gleaner::stages::dom::Document;
use gleaner::stages::{decode, dom, segment};
use gleaner::{Extractor, Limits, Page};

use crate::checks::letters;
use crate::compare::rcdom;
use crate::{pages, shared};

/// Cuts of each page.
const CUTS: usize = 50;

/// Of the lines of whole articles, how many may be missing from the articles of pages cut behind them. Part of a page is
/// another page, which is judged anew.
const MAX_LOST: f64 = 0.05;

fn page_letters(doc: &Document) -> String {
    let segments = segment::segments(doc);
    let texts: Vec<&str> = (0..segments.len()).map(|i| segments.text(i)).collect();
    letters(&texts.join(" "))
}

/// Lines of the whole article, and of those how many are lost, over all cuts of a page that leave them on it.
fn cut(name: &str, bytes: &[u8]) -> (usize, usize) {
    let whole = Extractor::new().extract(Page::bytes(bytes)).unwrap();
    let charset = whole.encoding.as_ref().map(|e| e.name.clone()).unwrap_or_default();
    let lines: Vec<String> = whole.to_text().lines().map(letters).filter(|line| line.len() > 40).collect();
    let (mut there, mut lost) = (0, 0);
    for number in 1..=CUTS {
        let part = &bytes[..bytes.len() * number / (CUTS + 1)];
        let html = decode::decode(part, Some(&charset)).text;
        let on_page = page_letters(&dom::parse(&html, &Limits::new()));
        let oracle = page_letters(&dom::from_rcdom(&rcdom(&html), &Limits::new()));
        assert!(on_page == oracle, "{name} cut at {} loses text", part.len());

        let article = Extractor::new().extract(Page::bytes(part).content_type(&charset)).unwrap();
        let kept = letters(&article.to_text());
        for line in lines.iter().filter(|line| on_page.contains(line.as_str())) {
            there += 1;
            lost += usize::from(!kept.contains(line.as_str()));
        }
    }
    (there, lost)
}

#[test]
fn test_pages_cut_anywhere_keep_their_text() {
    for (name, source) in pages::sources().iter().step_by(4) {
        cut(name, source);
    }
}

/// Takes minutes: `cargo test --release --test it truncated -- --ignored --nocapture`.
#[test]
#[ignore = "ten thousand extractions"]
fn two_hundred_real_pages_cut_anywhere_keep_their_articles() {
    let Some(corpus) = shared::folder("corpus") else { return };
    let mut files: Vec<PathBuf> = ["wcxb", "news", "chinese", "trafilatura"]
        .iter()
        .flat_map(|set| fs::read_dir(corpus.join(set).join("html")).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut there, mut lost) = (0, 0);
    for file in files.iter().step_by(files.len() / 200).take(200) {
        let mut bytes = Vec::new();
        GzDecoder::new(File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
        let (of_page, lost_of_page) = cut(&file.to_string_lossy(), &bytes);
        there += of_page;
        lost += lost_of_page;
    }
    let share = lost as f64 / there as f64;
    println!("{lost} of {there} lines lost, {share:.4}");
    assert!(share <= MAX_LOST, "{share}");
}
