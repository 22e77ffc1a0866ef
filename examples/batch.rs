//! Extracts many pages in parallel: files, folders and JSON lines in, one JSON object a page out, in input order.
//!
//! ```sh
//! cargo run --release --example batch -- pages/ more.jsonl.gz > articles.jsonl
//! ```
//!
//! A page that cannot be read or extracted gives `{"id", "error"}` and never ends the run. Memory is bounded: a chunk of
//! pages is held at a time, whatever the size of the input.

mod shared;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, IsTerminal, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Parser;
use flate2::read::MultiGzDecoder;
use gleaner::{Article, Extractor, Page, Sourced};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use shared::{has_extension, json_line, read_page};

/// Pages extracted between two writes.
const CHUNK_PAGES: usize = 256;
/// Bytes of JSON lines held between two writes.
const CHUNK_BYTES: usize = 64 << 20;
/// Longest JSON line read: a page of the largest size, most of it escaped.
const MAX_LINE_BYTES: u64 = 64 << 20;

/// Extract many pages in parallel, one JSON object a line.
#[derive(Parser)]
struct Arguments {
    /// Folders (searched for the files below), `.html`, `.htm`, `.html.gz`, `.jsonl` and `.jsonl.gz` files.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// JSON lines with `id` and `url`: tells the URL of each page.
    #[arg(long)]
    manifest: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let urls = match &arguments.manifest {
        Some(path) => manifest(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => HashMap::new(),
    };
    let mut inputs = Vec::new();
    for path in arguments.paths {
        collect(path, &mut inputs);
    }
    // A panic is reported as the error of its page.
    panic::set_hook(Box::new(|_| {}));

    let bar = progress(inputs.len() as u64);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut pages = inputs.into_iter().flat_map(Pages::of);
    loop {
        let chunk = next_chunk(&mut pages);
        if chunk.is_empty() {
            break;
        }
        let lines: Vec<String> = chunk
            .into_par_iter()
            .map(|job| {
                let line = json_line(&extract(job, &urls));
                bar.inc(1);
                line
            })
            .collect();
        for line in lines {
            match writeln!(out, "{line}") {
                Err(e) if e.kind() == ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
    }
    bar.finish_and_clear();
    match out.flush() {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        flushed => Ok(flushed?),
    }
}

fn progress(files: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}");
    ProgressBar::new(files).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// URL by id. Lines that are not objects with both are left out.
fn manifest(path: &Path) -> io::Result<HashMap<String, String>> {
    let mut urls = HashMap::new();
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        let Ok(value) = serde_json::from_slice::<Value>(&line?) else { continue };
        if let (Some(id), Some(url)) = (text_of(&value, "id"), text_of(&value, "url")) {
            urls.insert(id, url);
        }
    }
    Ok(urls)
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The files below `path` that hold pages, sorted by name; `path` itself if it is not a folder.
fn collect(path: PathBuf, inputs: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        inputs.push(path);
        return;
    }
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            inputs.push(folder);
            continue;
        };
        let mut files = Vec::new();
        let mut inner = Vec::new();
        for entry in entries.flatten() {
            let path = entry.path();
            // Links to folders are not followed: they can form a ring.
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                inner.push(path);
            } else if path.is_file() && is_page(&path) {
                files.push(path);
            }
        }
        files.sort();
        inputs.append(&mut files);
        inner.sort();
        folders.extend(inner.into_iter().rev());
    }
}

fn is_page(path: &Path) -> bool {
    let unpacked = if has_extension(path, "gz") { path.with_extension("") } else { path.to_owned() };
    has_extension(&unpacked, "html") || has_extension(&unpacked, "htm") || is_json_lines(path)
}

fn is_json_lines(path: &Path) -> bool {
    let unpacked = if has_extension(path, "gz") { path.with_extension("") } else { path.to_owned() };
    has_extension(&unpacked, "jsonl")
}

/// File name without `.gz`, and then without the extension that says what it holds: `a.htm.html.gz` is page `a.htm`.
fn stem(path: &Path) -> String {
    let unpacked = if has_extension(path, "gz") { path.with_extension("") } else { path.to_owned() };
    let says_format = ["html", "htm", "jsonl"].iter().any(|extension| has_extension(&unpacked, extension));
    let named = if says_format { unpacked.with_extension("") } else { unpacked };
    named.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// One page to extract.
enum Job {
    File(PathBuf),
    Inline { id: String, url: Option<String>, html: String },
    Failed { id: String, error: String },
}

/// The pages of one input: the file itself, or one for each of its lines.
enum Pages {
    One(Option<Job>),
    Lines { reader: Box<dyn BufRead>, name: String, line: usize, done: bool },
}

impl Pages {
    fn of(path: PathBuf) -> Pages {
        if !is_json_lines(&path) {
            return Pages::One(Some(Job::File(path)));
        }
        let name = stem(&path);
        match File::open(&path) {
            Err(e) => Pages::One(Some(Job::Failed { id: name, error: e.to_string() })),
            Ok(file) if has_extension(&path, "gz") => {
                let reader = Box::new(BufReader::new(MultiGzDecoder::new(file)));
                Pages::Lines { reader, name, line: 0, done: false }
            }
            Ok(file) => Pages::Lines { reader: Box::new(BufReader::new(file)), name, line: 0, done: false },
        }
    }
}

impl Iterator for Pages {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        match self {
            Pages::One(job) => job.take(),
            Pages::Lines { done: true, .. } => None,
            Pages::Lines { reader, name, line, done } => loop {
                *line += 1;
                let at = format!("{name}:{line}");
                return match bounded_line(reader.as_mut()) {
                    Ok(Some(bytes)) if bytes.trim_ascii().is_empty() => continue,
                    Ok(Some(bytes)) => Some(parse_line(&bytes, at)),
                    Ok(None) => {
                        *done = true;
                        None
                    }
                    Err(e) => {
                        // A line too long has been skipped; after anything else the rest cannot be read.
                        *done = e.kind() != ErrorKind::FileTooLarge;
                        Some(Job::Failed { id: at, error: e.to_string() })
                    }
                };
            },
        }
    }
}

/// The next line; `None` at the end. A line longer than [`MAX_LINE_BYTES`] is skipped and told.
fn bounded_line(reader: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut bounded = Read::take(&mut *reader, MAX_LINE_BYTES);
    bounded.read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() as u64 == MAX_LINE_BYTES && !line.ends_with(b"\n") {
        reader.skip_until(b'\n')?;
        let message = format!("the line has more than {MAX_LINE_BYTES} bytes");
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(Some(line))
}

fn parse_line(bytes: &[u8], at: String) -> Job {
    let mut value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(e) => return Job::Failed { id: at, error: format!("not JSON: {e}") },
    };
    let id = text_of(&value, "id").unwrap_or(at);
    let url = text_of(&value, "url");
    match value.get_mut("html").map(Value::take) {
        Some(Value::String(html)) => Job::Inline { id, url, html },
        _ => Job::Failed { id, error: "no \"html\"".to_owned() },
    }
}

fn next_chunk(pages: &mut impl Iterator<Item = Job>) -> Vec<Job> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < CHUNK_PAGES && bytes < CHUNK_BYTES {
        let Some(job) = pages.next() else { break };
        if let Job::Inline { html, .. } = &job {
            bytes += html.len();
        }
        chunk.push(job);
    }
    chunk
}

fn extract(job: Job, urls: &HashMap<String, String>) -> Value {
    match job {
        Job::Failed { id, error } => failure(&id, &error),
        Job::Inline { id, url, html } => {
            let url = urls.get(&id).cloned().or(url);
            outcome(&id, url.as_deref(), Page::html(&html))
        }
        Job::File(path) => {
            let id = stem(&path);
            match read_page(&path) {
                Ok(bytes) => outcome(&id, urls.get(&id).map(String::as_str), Page::bytes(&bytes)),
                Err(error) => failure(&id, &error),
            }
        }
    }
}

fn outcome<'a>(id: &str, url: Option<&'a str>, mut page: Page<'a>) -> Value {
    if let Some(url) = url {
        page = page.url(url);
    }
    let extracted = panic::catch_unwind(AssertUnwindSafe(|| Extractor::new().extract(page).map(|a| row(&a))));
    match extracted {
        Ok(Ok(mut row)) => {
            row.insert("id".to_owned(), id.into());
            row.insert("url".to_owned(), url.into());
            Value::Object(row)
        }
        Ok(Err(error)) => failure(id, &error.to_string()),
        Err(panic) => failure(id, &format!("panicked: {}", panic_message(panic.as_ref()))),
    }
}

fn failure(id: &str, error: &str) -> Value {
    json!({ "id": id, "error": error })
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

fn row(article: &Article) -> Map<String, Value> {
    let text = |field: &Option<Sourced<String>>| field.as_ref().map(|f| f.value.clone());
    let metadata = &article.metadata;
    let fields = [
        ("title", json!(text(&metadata.title))),
        ("authors", metadata.authors.iter().map(|a| a.value.name.as_str()).collect()),
        ("date", json!(metadata.date().and_then(|d| d.value.day()).map(|d| d.to_string()))),
        ("published", json!(metadata.published.as_ref().map(|d| d.value.to_string()))),
        ("modified", json!(metadata.modified.as_ref().map(|d| d.value.to_string()))),
        ("site", json!(text(&metadata.site))),
        ("language", json!(text(&metadata.language))),
        ("description", json!(text(&metadata.description))),
        ("image", json!(metadata.image.as_ref().map(|i| &i.value.url))),
        ("text", article.to_text().into()),
        ("markdown", article.to_markdown().into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
