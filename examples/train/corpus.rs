//! The training sets: pages with their true text or snippets of it, as segments, features and labels.

use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use gleaner::stages::features::{self, Features};
use gleaner::stages::segment::{self, Segments};
use gleaner::stages::{decode, dom, metadata, resolve};
use gleaner::{Limits, Metadata};
use rayon::prelude::*;
use serde_json::Value;

use crate::{label, weak};

/// One page, measured and labelled.
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) fold: u64,
    pub(crate) segments: Segments,
    pub(crate) metadata: Metadata,
    pub(crate) features: Features,
    /// The page's true text as word hashes.
    pub(crate) truth: Vec<u64>,
    /// Per segment, its words.
    pub(crate) words: Vec<Vec<u64>>,
    /// Per segment, whether it is content, where the truth tells.
    pub(crate) labels: Vec<Option<bool>>,
}

struct Row {
    id: String,
    kind: String,
    fold: u64,
    url: Option<String>,
    truth: Truth,
}

enum Truth {
    Text(String),
    /// What must, and what must not be part of the text.
    Snippets(Vec<String>, Vec<String>),
}

impl Truth {
    fn of(value: &Value) -> Option<Truth> {
        let list = |key: &str| -> Option<Vec<String>> {
            Some(value.get(key)?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        match value.get("text").and_then(Value::as_str) {
            Some(text) => Some(Truth::Text(text.to_owned())),
            None => Some(Truth::Snippets(list("with")?, list("without")?)),
        }
    }
}

/// Pages measured at a time: bounds the memory they take.
const BATCH: usize = 64;

/// Reads `<corpus>/<set>/gt.jsonl`, builds a sample from each page that has a true text or snippets of it, and hands
/// what `measure` makes of it to `finish`, in the order of the file.
pub(crate) fn each<T: Send>(
    corpus: &Path,
    set: &str,
    measure: impl Fn(Sample) -> T + Sync,
    mut finish: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let folder = corpus.join(set);
    let manifest = folder.join("gt.jsonl");
    let file = File::open(&manifest).with_context(|| format!("cannot open {}", manifest.display()))?;
    let mut rows = Vec::new();
    for line in BufReader::new(file).lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(id), Some(truth)) = (text("id"), Truth::of(&value)) else { continue };
        rows.push(Row {
            kind: text("page_type").unwrap_or_default(),
            fold: value.get("fold").and_then(Value::as_u64).with_context(|| format!("{id} has no fold"))?,
            url: text("url"),
            truth,
            id,
        });
    }
    for batch in rows.chunks(BATCH) {
        let samples: Vec<T> = batch
            .par_iter()
            .map(|row| {
                let path = folder.join("html").join(format!("{}.html.gz", row.id));
                let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
                let mut bytes = Vec::new();
                MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
                Ok(measure(sample(row, &bytes)))
            })
            .collect::<Result<_>>()?;
        samples.into_iter().try_for_each(&mut finish)?;
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Bare,
    Excerpt,
}

/// Segments of an excerpt, at most.
const EXCERPT: usize = 8;

impl Sample {
    /// The same page with nothing but its lines: every segment a bare `<p>`, no class, no container, no link.
    ///
    /// Pages like that exist (feeds, mail, old and machine-made pages), and without them a model leans on class names
    /// and containers alone. Every other one loses its `<title>` as well.
    pub(crate) fn bare(&self) -> Sample {
        self.lines(Lines::Bare, 0..self.segments.len())
    }

    /// A few lines of the page as a page of its own, links kept: half of them from the content, as short notes and
    /// callers' tests look, half from anywhere, as empty shells look.
    pub(crate) fn excerpt(&self) -> Sample {
        let dice = self.id.bytes().fold(7usize, |h, b| h.wrapping_mul(31).wrapping_add(b.into()));
        let anywhere = dice / 3 % 2 == 0;
        let starts: Vec<usize> =
            (0..self.labels.len()).filter(|&i| anywhere || self.labels[i] == Some(true)).collect();
        let from = if starts.is_empty() { 0 } else { starts[dice % starts.len()] };
        let to = (from + 1 + dice / 7 % EXCERPT).min(self.segments.len());
        self.lines(Lines::Excerpt, from..to)
    }

    fn lines(&self, kind: Lines, range: Range<usize>) -> Sample {
        let mut html = String::from("<!doctype html>");
        let titled = self.id.bytes().fold(0u8, u8::wrapping_add).is_multiple_of(2);
        if let Some(title) = self.metadata.title.as_ref().filter(|_| titled) {
            let _ = writeln!(html, "<title>{}</title>", escape(&title.value));
        }
        for i in range.clone() {
            let segment = &self.segments.list()[i];
            let text = escape(self.segments.text(i));
            let _ = if kind == Lines::Excerpt && 2 * segment.link_chars > segment.chars {
                writeln!(html, "<div><a href='/'>{text}</a></div>")
            } else {
                writeln!(html, "<p>{text}</p>")
            };
        }
        let document = dom::parse(&html, &Limits::new());
        let (resolver, _) = resolve::Resolver::new(&document, None);
        let declared = metadata::declared(&document, &resolver, None);
        let segments = segment::segments(&document);
        let features = features::features(&document, &segments, &declared);
        let labels = self.labels[range.clone()].to_vec();
        let words = self.words[range].to_vec();
        let kept = words.iter().zip(&labels).filter(|(_, label)| **label == Some(true));
        let truth = if kind == Lines::Bare {
            self.truth.clone()
        } else {
            kept.flat_map(|(w, _)| w.clone()).collect()
        };
        Sample {
            id: self.id.clone(),
            kind: self.kind.clone(),
            fold: self.fold,
            segments,
            metadata: declared.metadata,
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

fn sample(row: &Row, bytes: &[u8]) -> Sample {
    let decoded = decode::decode(bytes, None);
    let document = dom::composed(dom::parse(&decoded.text, &Limits::new()), &Limits::new());
    let (resolver, _) = resolve::Resolver::new(&document, row.url.as_deref());
    let declared = metadata::declared(&document, &resolver, None);
    let segments = segment::segments(&document);
    let features = features::features(&document, &segments, &declared);
    let words: Vec<Vec<u64>> = (0..segments.len()).map(|i| label::words(segments.text(i))).collect();
    let (truth, labels) = match &row.truth {
        Truth::Text(text) => {
            let truth = label::words(text);
            let labels = label::labels(&words, &truth).into_iter().map(Some).collect();
            (truth, labels)
        }
        Truth::Snippets(with, without) => (Vec::new(), weak::labels(&words, with, without)),
    };
    Sample {
        id: row.id.clone(),
        kind: row.kind.clone(),
        fold: row.fold,
        segments,
        metadata: declared.metadata,
        features,
        truth,
        words,
        labels,
    }
}
