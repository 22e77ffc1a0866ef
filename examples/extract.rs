//! Extracts the article of one page.
//!
//! ```sh
//! cargo run --release --example extract -- tests/pages/founding/source.html
//! curl -s https://example.org/story | cargo run --release --example extract -- --url https://example.org/story -
//! ```

mod shared;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use gleaner::{
    Article, Author, Block, Extractor, Inline, LeadImage, Metadata, Origin, Page, Publisher, Source, Sourced,
    Timestamp, Trace,
};
use serde_json::{Map, Value, json};

use shared::{json_line, read_page, steers_terminal};

/// Extract the article of one HTML page.
#[derive(Parser)]
struct Arguments {
    /// The page: an HTML file, gzipped if its name ends in `.gz`, or `-` for standard input.
    file: PathBuf,
    /// How to print the article.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The page's URL, against which links are resolved.
    #[arg(long)]
    url: Option<String>,
    /// The HTTP Content-Type the page came with, e.g. `text/html; charset=gb18030`.
    #[arg(long)]
    content_type: Option<String>,
    /// Print only the metadata, as JSON, without looking for the article: faster.
    #[arg(long)]
    metadata: bool,
    /// Tell on standard error, for each piece of the page, its score and whether it was kept.
    #[arg(long)]
    trace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Paragraphs, separated by empty lines.
    Text,
    /// Markdown under the title.
    Markdown,
    /// HTML.
    Html,
    /// All three, and the metadata; a page that cannot be extracted is `{"error"}`, with exit status 0.
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let printed = match (extract(&arguments), arguments.format) {
        (Ok(output), _) => print(&output),
        (Err(error), Format::Json) => print(&json_line(&json!({ "error": error }))),
        (Err(error), _) => {
            eprintln!("{}", printable(&error));
            return ExitCode::FAILURE;
        }
    };
    match printed {
        // The reader has seen enough, e.g. `| head`.
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn extract(arguments: &Arguments) -> Result<String, String> {
    let bytes = read_page(&arguments.file)?;
    let mut page = Page::bytes(&bytes);
    if let Some(url) = &arguments.url {
        page = page.url(url);
    }
    if let Some(content_type) = &arguments.content_type {
        page = page.content_type(content_type);
    }
    let extractor = Extractor::new();
    if arguments.metadata {
        let metadata = extractor.metadata(page).map_err(|e| e.to_string())?;
        return Ok(json_line(&fields(&metadata).into()));
    }
    let article = if arguments.trace {
        let (article, trace) = extractor.extract_traced(page).map_err(|e| e.to_string())?;
        // A closed standard error is no reason to stop.
        let _ = io::stderr().write_all(listing(&trace).as_bytes());
        article
    } else {
        extractor.extract(page).map_err(|e| e.to_string())?
    };
    Ok(match arguments.format {
        Format::Text => article.to_text(),
        Format::Markdown => titled(article),
        Format::Html => article.to_html(),
        Format::Json => json_line(&json!({
            "text": article.to_text(),
            "markdown": article.to_markdown(),
            "html": article.to_html(),
            "metadata": metadata(&article),
        })),
    })
}

/// The article under its title.
fn titled(mut article: Article) -> String {
    if let Some(title) = &article.metadata.title {
        let title = vec![Inline::Text(title.value.clone())];
        // Where the page's head calls it otherwise, the headline is text already.
        article.blocks.retain(|block| !matches!(block, Block::Heading { content, .. } if *content == title));
        article.blocks.insert(0, Block::Heading { level: 1, id: None, content: title });
    }
    article.to_markdown()
}

fn print(output: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let shown = if out.is_terminal() { printable(output) } else { Cow::Borrowed(output) };
    out.write_all(shown.as_bytes())?;
    if !shown.ends_with('\n') && !shown.is_empty() {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Text a terminal shows instead of obeying.
fn printable(text: &str) -> Cow<'_, str> {
    let hostile = |c: char| steers_terminal(c) && !matches!(c, '\n' | '\t');
    if text.contains(hostile) { text.replace(hostile, "\u{fffd}").into() } else { text.into() }
}

/// One line a segment: score, fate, path, text.
fn listing(trace: &Trace) -> String {
    let mut lines = String::new();
    for segment in &trace.segments {
        let fate = if segment.kept { "kept" } else { "    " };
        let reason = segment.reason.map(|r| format!(" ({r})")).unwrap_or_default();
        let causes: Vec<String> =
            segment.causes.iter().map(|c| format!("{}={:.2} {:+.1}", c.feature, c.value, c.weight)).collect();
        let origin = match segment.origin {
            Origin::Visible => String::new(),
            origin => format!("[{origin}] "),
        };
        let _ = writeln!(
            lines,
            "{:.2} {fate}{reason} {origin}{} | {}\n          {}",
            segment.score,
            printable(&segment.path).replace('\n', " "),
            printable(&segment.text).replace('\n', " "),
            causes.join(", "),
        );
    }
    lines
}

/// The metadata, and what else is known about the page.
fn metadata(article: &Article) -> Value {
    let mut all = fields(&article.metadata);
    let kinds = article.kinds.iter().map(|(kind, p)| (kind.name().to_owned(), json!(p)));
    all.insert("kinds".to_owned(), kinds.collect::<Map<_, _>>().into());
    all.insert("origins".to_owned(), article.origins.iter().map(ToString::to_string).collect());
    let encoding = article.encoding.as_ref();
    let encoding = encoding.map(|e| json!({ "name": e.name, "source": format!("{:?}", e.source) }));
    all.insert("encoding".to_owned(), json!(encoding));
    all.insert("warnings".to_owned(), article.warnings.iter().map(ToString::to_string).collect());
    all.insert("words".to_owned(), json!(article.word_count()));
    all.insert("reading_seconds".to_owned(), json!(article.reading_time().as_secs()));
    all.into()
}

fn fields(m: &Metadata) -> Map<String, Value> {
    let text = |field: &Option<Sourced<String>>| field.as_ref().map(|f| sourced(f, json!(f.value)));
    let texts =
        |field: &[Sourced<String>]| field.iter().map(|f| sourced(f, json!(f.value))).collect::<Vec<_>>();
    let date =
        |field: &Option<Sourced<Timestamp>>| field.as_ref().map(|f| sourced(f, json!(f.value.to_string())));
    let author = |a: &Sourced<Author>| {
        let kind = format!("{:?}", a.value.kind).to_lowercase();
        sourced(a, json!({ "name": a.value.name, "url": a.value.url, "image": a.value.image, "kind": kind }))
    };
    let publisher = |p: &Sourced<Publisher>| {
        sourced(p, json!({ "name": p.value.name, "url": p.value.url, "logo": p.value.logo }))
    };
    let image = |i: &Sourced<LeadImage>| {
        let LeadImage { url, width, height, alt, .. } = &i.value;
        sourced(i, json!({ "url": url, "width": width, "height": height, "alt": alt }))
    };
    let all = json!({
        "title": text(&m.title),
        "alternative_titles": texts(&m.alternative_titles),
        "subtitle": text(&m.subtitle),
        "authors": m.authors.iter().map(author).collect::<Vec<_>>(),
        "published": date(&m.published),
        "modified": date(&m.modified),
        "site": text(&m.site),
        "publisher": m.publisher.as_ref().map(publisher),
        "language": text(&m.language),
        "description": text(&m.description),
        "canonical_url": text(&m.canonical_url),
        "amp_url": text(&m.amp_url),
        "next_url": text(&m.next_url),
        "previous_url": text(&m.previous_url),
        "image": m.image.as_ref().map(image),
        "favicon": text(&m.favicon),
        "section": text(&m.section),
        "categories": texts(&m.categories),
        "tags": texts(&m.tags),
        "licence": text(&m.licence),
        "accessible_for_free": m.accessible_for_free.as_ref().map(|f| sourced(f, json!(f.value))),
        "comment_count": m.comment_count.as_ref().map(|f| sourced(f, json!(f.value))),
    });
    match all {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A value with where it comes from.
fn sourced<T>(from: &Sourced<T>, value: Value) -> Value {
    let place =
        [("raw", json!(from.raw)), ("source", json!(source(&from.source))), ("node", json!(from.node))];
    std::iter::once(("value", value)).chain(place).map(|(key, value)| (key.to_owned(), value)).collect()
}

fn source(source: &Source) -> String {
    match source {
        Source::JsonLd(path) => format!("json-ld {path}"),
        Source::Meta(name) => format!("meta {name}"),
        Source::Microdata(property) => format!("microdata {property}"),
        Source::Rdfa(property) => format!("rdfa {property}"),
        Source::Script(property) => format!("script {property}"),
        Source::Comment => "comment".to_owned(),
        Source::Link(rel) => format!("link {rel}"),
        Source::Element(name) => format!("element {name}"),
        Source::Text => "text".to_owned(),
        Source::Url => "url".to_owned(),
        other => format!("{other:?}"),
    }
}
