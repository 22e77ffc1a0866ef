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
use gleaner::{Article, Block, Dated, Extractor, Inline, Metadata, Origin, Page, Source, Sourced, Trace};
use serde_json::{Value, json};

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
        let content = vec![Inline::Text(title.value.clone())];
        article.blocks.insert(0, Block::Heading { level: 1, content });
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

fn metadata(article: &Article) -> Value {
    let Metadata {
        title,
        published,
        modified,
        site,
        language,
        description,
        canonical_url,
        image,
        section,
        ..
    } = &article.metadata;
    let authors: Vec<Value> = (article.metadata.authors.iter())
        .map(|a| json!({ "name": a.value.name, "url": a.value.url, "source": source(&a.source) }))
        .collect();
    json!({
        "title": sourced(title.as_ref()),
        "authors": authors,
        "published": dated(published.as_ref()),
        "modified": dated(modified.as_ref()),
        "site": sourced(site.as_ref()),
        "language": sourced(language.as_ref()),
        "description": sourced(description.as_ref()),
        "canonical_url": sourced(canonical_url.as_ref()),
        "image": sourced(image.as_ref()),
        "section": sourced(section.as_ref()),
        "tags": article.metadata.tags.iter().map(|t| sourced(Some(t))).collect::<Vec<_>>(),
        "kinds": article.kinds.iter().map(|(kind, p)| (kind.name().to_owned(), json!(p))).collect::<serde_json::Map<_, _>>(),
        "origins": article.origins.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "encoding": article.encoding.as_ref().map(|e| json!({
            "name": e.name,
            "source": format!("{:?}", e.source),
        })),
        "warnings": article.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn sourced(field: Option<&Sourced<String>>) -> Value {
    field.map_or(Value::Null, |f| json!({ "value": f.value, "source": source(&f.source) }))
}

fn dated(field: Option<&Dated>) -> Value {
    field.map_or(
        Value::Null,
        |d| json!({ "value": d.value.to_string(), "raw": d.raw, "source": source(&d.source) }),
    )
}

fn source(source: &Source) -> String {
    match source {
        Source::JsonLd(path) => format!("json-ld {path}"),
        Source::Meta(name) => format!("meta {name}"),
        Source::Microdata(property) => format!("microdata {property}"),
        Source::Link(rel) => format!("link {rel}"),
        Source::Element(name) => format!("element {name}"),
        Source::Text => "text".to_owned(),
        Source::Url => "url".to_owned(),
        other => format!("{other:?}"),
    }
}
