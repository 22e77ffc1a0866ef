//! The training sets: pages with their true text, as segments, features and labels.

use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use gleaner::stages::dom::Document;
use gleaner::stages::features::{self, Features};
use gleaner::stages::segment::{self, Segments};
use gleaner::stages::{decode, dom, metadata, resolve};
use gleaner::{Limits, Metadata};
use rayon::prelude::*;

use crate::label;

/// One page, measured and labelled.
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) set: &'static str,
    pub(crate) kind: String,
    pub(crate) fold: u64,
    pub(crate) document: Document,
    pub(crate) segments: Segments,
    pub(crate) metadata: Metadata,
    pub(crate) features: Features,
    /// The page's true text as word hashes.
    pub(crate) truth: Vec<u64>,
    /// Per segment, its words.
    pub(crate) words: Vec<Vec<u64>>,
    /// Per segment, whether it is content.
    pub(crate) labels: Vec<bool>,
}

// A `Document` is only ever read after it is built; its attribute strings are not `Send`, so pages are built and used
// on the thread that asks for them. Measured rows are what crosses threads.
struct Row {
    id: String,
    kind: String,
    fold: u64,
    url: Option<String>,
    text: String,
}

/// Reads `<corpus>/<set>/gt.jsonl` and builds a sample from each page that has a true text.
pub(crate) fn load<T: Send>(
    corpus: &Path,
    set: &'static str,
    finish: impl Fn(Sample) -> T + Sync,
) -> Result<Vec<T>> {
    let folder = corpus.join(set);
    let manifest = folder.join("gt.jsonl");
    let file = File::open(&manifest).with_context(|| format!("cannot open {}", manifest.display()))?;
    let mut rows = Vec::new();
    for line in BufReader::new(file).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let (Some(id), Some(truth)) = (text("id"), text("text")) else { continue };
        rows.push(Row {
            kind: text("page_type").unwrap_or_else(|| set.to_owned()),
            fold: value.get("fold").and_then(serde_json::Value::as_u64).unwrap_or(0),
            url: text("url"),
            text: truth,
            id,
        });
    }
    rows.into_par_iter()
        .map(|row| {
            let path = folder.join("html").join(format!("{}.html.gz", row.id));
            let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
            let mut bytes = Vec::new();
            GzDecoder::new(file).read_to_end(&mut bytes)?;
            Ok(finish(sample(set, row, &bytes)))
        })
        .collect()
}

/// Segments of an excerpt, at most.
const EXCERPT: usize = 8;

impl Sample {
    /// The same page with nothing but its lines: every segment a bare `<p>`, no class, no container, no link.
    ///
    /// Pages like that exist (feeds, mail, old and machine-made pages), and without them a model leans on class names
    /// and containers alone. Every other one loses its `<title>` as well.
    pub(crate) fn bare(&self) -> Sample {
        self.excerpt_of("bare", 0..self.segments.len())
    }

    /// A few lines of the page as a page of its own, links kept: half of them from the content, as short notes and
    /// callers' tests look, half from anywhere, as empty shells look.
    pub(crate) fn excerpt(&self) -> Sample {
        let dice = self.id.bytes().fold(7usize, |h, b| h.wrapping_mul(31).wrapping_add(b.into()));
        let anywhere = dice / 3 % 2 == 0;
        let starts: Vec<usize> = (0..self.labels.len()).filter(|&i| anywhere || self.labels[i]).collect();
        let from = if starts.is_empty() { 0 } else { starts[dice % starts.len()] };
        let to = (from + 1 + dice / 7 % EXCERPT).min(self.segments.len());
        self.excerpt_of("excerpt", from..to)
    }

    fn excerpt_of(&self, set: &'static str, range: Range<usize>) -> Sample {
        let mut html = String::from("<!doctype html>");
        let titled = self.id.bytes().fold(0u8, u8::wrapping_add).is_multiple_of(2);
        if let Some(title) = self.metadata.title.as_ref().filter(|_| titled) {
            let _ = writeln!(html, "<title>{}</title>", escape(&title.value));
        }
        for i in range.clone() {
            let segment = &self.segments.list()[i];
            let text = escape(self.segments.text(i));
            let _ = if set == "excerpt" && 2 * segment.link_chars > segment.chars {
                writeln!(html, "<div><a href='/'>{text}</a></div>")
            } else {
                writeln!(html, "<p>{text}</p>")
            };
        }
        let document = dom::parse(&html, &Limits::new());
        let (resolver, _) = resolve::Resolver::new(&document, None);
        let metadata = metadata::declared(&document, &resolver, None);
        let segments = segment::segments(&document);
        let features = features::features(&document, &segments, &metadata);
        let labels = self.labels[range.clone()].to_vec();
        let words = self.words[range].to_vec();
        let kept = words.iter().zip(&labels).filter(|(_, label)| **label);
        let truth =
            if set == "bare" { self.truth.clone() } else { kept.flat_map(|(w, _)| w.clone()).collect() };
        Sample {
            id: self.id.clone(),
            set,
            kind: self.kind.clone(),
            fold: self.fold,
            document,
            segments,
            metadata,
            features,
            truth,
            words,
            labels,
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn sample(set: &'static str, row: Row, bytes: &[u8]) -> Sample {
    let decoded = decode::decode(bytes, None);
    let document = dom::parse(&decoded.text, &Limits::new());
    let (resolver, _) = resolve::Resolver::new(&document, row.url.as_deref());
    let metadata = metadata::declared(&document, &resolver, None);
    let segments = segment::segments(&document);
    let features = features::features(&document, &segments, &metadata);
    let words: Vec<Vec<u64>> = (0..segments.len()).map(|i| label::words(segments.text(i))).collect();
    let truth = label::words(&row.text);
    let labels = label::labels(&words, &truth);
    Sample {
        id: row.id,
        set,
        kind: row.kind,
        fold: row.fold,
        document,
        segments,
        metadata,
        features,
        truth,
        words,
        labels,
    }
}
