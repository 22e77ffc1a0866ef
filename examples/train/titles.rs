//! Writes what the choice of titles is learned from, for `fit_titles.py`: a page a line, with its true title and every
//! wording it may be called by.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use gleaner::Limits;
use gleaner::stages::{decode, dom, metadata, resolve};
use rayon::prelude::*;
use serde_json::{Value, json};

/// Sets whose pages come with their title.
const SETS: [&str; 4] = ["wcxb", "news", "trafilatura", "meta"];

/// Writes the names of the columns, then the pages.
pub(crate) fn write(corpus: &Path, out: &Path) -> Result<()> {
    let mut out = BufWriter::new(File::create(out)?);
    writeln!(out, "{}", json!(metadata::title_columns()))?;
    for set in SETS {
        let folder = corpus.join(set);
        let manifest = fs::read_to_string(folder.join("gt.jsonl"))?;
        let truths: Vec<Value> = manifest.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let titled = |row: &&Value| row["title"].as_str().is_some_and(|t| !t.is_empty());
        let titled: Vec<&Value> = truths.iter().filter(titled).collect();
        let lines: Vec<String> =
            titled.par_iter().map(|row| page(&folder, set, row)).collect::<Result<_>>()?;
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(out.flush()?)
}

fn page(folder: &Path, set: &str, row: &Value) -> Result<String> {
    let id = row["id"].as_str().context("a row without id")?;
    let mut bytes = Vec::new();
    let file = File::open(folder.join("html").join(format!("{id}.html.gz")))?;
    MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    let document = dom::parse(&decode::decode(&bytes, None).text, &Limits::new());
    let document = dom::composed(document, &Limits::new());
    let (resolver, _) = resolve::Resolver::new(&document, row["url"].as_str());
    let rows = metadata::title_rows(&document, &resolver);
    let ours = metadata::declared(&document, &resolver, None).metadata.title.map(|t| t.value);
    let line = json!({ "id": id, "set": set, "fold": row["fold"], "kind": row["page_type"], "url": row["url"],
        "title": row["title"], "ours": ours, "options": rows });
    Ok(line.to_string())
}
