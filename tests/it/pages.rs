//! Whole pages: every folder under `tests/pages/` is one page and what a reader would want of it.
//!
//! - `source.html`: the page, as bytes
//! - `expected.txt` or `expected.md`: the article's text or Markdown
//! - `expected.json`: metadata; only the keys listed are compared, `null` means there must be none
//! - `args.json`: `url` and `content_type` as the caller knows them; may be missing
//! - `known-gaps.txt`: the lines that still differ, `-` expected, `+` extracted; missing where none do
//!
//! Expectations are the ideal, and the difference must be exactly the known one: a gap that closes has to leave the
//! file, and a new one is seen. `GLEANER_UPDATE=gaps cargo test` rewrites the gaps, `GLEANER_UPDATE=1 cargo test` the
//! expectations; read the diff before believing it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use gleaner::{Article, Extractor, Page, Sourced};
use serde_json::{Map, Value, json};

use crate::renderings::{assert_html_gives_the_tree_back, assert_renderings_agree};

macro_rules! pages {
    ($($test:ident $folder:literal,)*) => {
        const TESTED: &[&str] = &[$($folder,)*];

        $(#[test]
        fn $test() {
            check($folder);
        })*
    };
}

pages! {
    app_shell_has_no_article "app-shell",
    chinese_page_in_an_undeclared_encoding "chinese-undeclared",
    docs_with_code_and_tables "docs-reference",
    essay_with_figures "essay-figures",
    forum_inside_noscript "forum-noscript",
    founding_page "founding",
    founding_page_as_bare_paragraphs "founding-bare",
    founding_page_as_bare_paragraphs_without_a_title "founding-bare-untitled",
    founding_page_without_a_date "founding-undated",
    german_news_behind_a_paywall "german-paywall",
    japanese_page_with_line_breaks "japanese-breaks",
    product_with_specification "product-page",
    question_with_answers "qa-answers",
    recipe_with_comments "recipe-comments",
    story_split_over_containers "split-containers",
}

/// Pages on which nothing less than the ideal will do.
const WITHOUT_GAPS: [&str; 4] = ["founding", "founding-bare", "founding-bare-untitled", "founding-undated"];

/// The page with one of everything, which has a test of its own.
const EVERYTHING: &str = "one-of-everything";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

#[test]
fn every_page_folder_is_tested() {
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            TESTED.contains(&name.as_str()) || name == EVERYTHING,
            "tests/pages/{name} is not in the list of tests/it/pages.rs"
        );
    }
}

/// The sources of all test pages, for the tests that want many real-looking pages.
pub(crate) fn sources() -> Vec<(String, Vec<u8>)> {
    TESTED
        .iter()
        .map(|name| ((*name).to_owned(), fs::read(root().join(name).join("source.html")).unwrap()))
        .collect()
}

/// The page with one of everything: its three renderings, each pleasant to read.
#[test]
fn renders_one_of_everything() {
    let folder = root().join(EVERYTHING);
    let source = fs::read(folder.join("source.html")).unwrap();
    let page = Page::bytes(&source).url("https://harbour.example.org/tide-clock");
    let article = Extractor::new().extract(page).unwrap();
    for (name, got) in [
        ("expected.md", article.to_markdown()),
        ("expected.html", article.to_html()),
        ("expected.txt", article.to_text()),
    ] {
        let path = folder.join(name);
        if std::env::var("GLEANER_UPDATE").is_ok_and(|update| update == "everything") {
            fs::write(&path, &got).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), got, "{name}");
    }
    assert_renderings_agree(&article);
    assert_html_gives_the_tree_back(&article);
}

fn check(name: &str) {
    let folder = root().join(name);
    let source = fs::read(folder.join("source.html")).unwrap();
    let args = read_json(&folder.join("args.json")).unwrap_or_default();
    let argument = |key: &str| args.get(key).and_then(Value::as_str);
    let mut page = Page::bytes(&source);
    if let Some(url) = argument("url") {
        page = page.url(url);
    }
    if let Some(content_type) = argument("content_type") {
        page = page.content_type(content_type);
    }
    let article = Extractor::new().extract(page).unwrap();

    let markdown = folder.join("expected.md");
    let (path, got) = if markdown.exists() {
        (markdown, article.to_markdown())
    } else {
        (folder.join("expected.txt"), article.to_text())
    };
    let expected_metadata = read_json(&folder.join("expected.json")).unwrap_or_default();
    let got_metadata = metadata(&article, &expected_metadata);
    let update = std::env::var("GLEANER_UPDATE").unwrap_or_default();
    if update == "1" {
        fs::write(path, with_line_end(&got)).unwrap();
        let json = serde_json::to_string_pretty(&got_metadata).unwrap();
        fs::write(folder.join("expected.json"), with_line_end(&json)).unwrap();
        return;
    }

    let mut report = String::new();
    for (key, expected) in &expected_metadata {
        let got = got_metadata.get(key).unwrap_or(&Value::Null);
        if got != expected {
            writeln!(report, "{key}:\n  - {expected}\n  + {got}").unwrap();
        }
    }
    report.push_str(&difference(&fs::read_to_string(path).unwrap(), &got));
    let gaps = folder.join("known-gaps.txt");
    if WITHOUT_GAPS.contains(&name) {
        assert!(!gaps.exists(), "{name} must have no gaps");
        assert!(report.is_empty(), "{name} (- expected, + extracted):\n{report}");
        return;
    }
    if update == "gaps" {
        if !report.is_empty() {
            fs::write(gaps, report).unwrap();
        } else if gaps.exists() {
            fs::remove_file(gaps).unwrap();
        }
        return;
    }
    let known = fs::read_to_string(gaps).unwrap_or_default();
    assert!(
        report == known,
        "{name}: not what known-gaps.txt says\nnow (- expected, + extracted):\n{report}\nknown:\n{known}"
    );
}

fn with_line_end(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{}\n", text.trim_end_matches('\n')) }
}

fn read_json(path: &Path) -> Option<Map<String, Value>> {
    let json = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// The metadata as plain JSON, with the keys the expectation asks for.
fn metadata(article: &Article, expected: &Map<String, Value>) -> Map<String, Value> {
    let metadata = &article.metadata;
    let text = |field: &Option<Sourced<String>>| json!(field.as_ref().map(|f| f.value.as_str()));
    let with_urls = expected
        .get("authors")
        .and_then(Value::as_array)
        .is_some_and(|authors| authors.iter().any(|author| author.get("url").is_some()));
    let authors = metadata.authors.iter().map(|author| {
        let mut person = json!({ "name": author.value.name });
        if with_urls {
            person["url"] = json!(author.value.url);
        }
        person
    });
    let all = json!({
        "title": text(&metadata.title),
        "authors": authors.collect::<Vec<_>>(),
        "published": metadata.published.as_ref().map(|d| d.value.to_string()),
        "modified": metadata.modified.as_ref().map(|d| d.value.to_string()),
        "site": text(&metadata.site),
        "language": text(&metadata.language),
        "description": text(&metadata.description),
        "canonical_url": text(&metadata.canonical_url),
        "image": metadata.image.as_ref().map(|i| i.value.url.as_str()),
        "section": text(&metadata.section),
        "tags": metadata.tags.iter().map(|tag| tag.value.as_str()).collect::<Vec<_>>(),
    });
    let Value::Object(mut all) = all else { unreachable!("built as an object") };
    for key in expected.keys() {
        assert!(all.contains_key(key), "expected.json has an unknown key {key:?}");
    }
    all.retain(|key, _| expected.contains_key(key));
    all
}

/// The lines that differ, by longest common subsequence; empty if the texts agree but for line ends at the very end.
fn difference(expected: &str, got: &str) -> String {
    let (expected, got) = (expected.trim_end_matches('\n'), got.trim_end_matches('\n'));
    if expected == got {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), got.split('\n').collect());
    // common[i][j]: lines in common of old[i..] and new[j..].
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            writeln!(out, "- {}", old[i]).unwrap();
            i += 1;
        } else {
            writeln!(out, "+ {}", new[j]).unwrap();
            j += 1;
        }
    }
    out
}

#[test]
fn the_difference_shows_only_lines_that_differ() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\nc"), "- b\n+ x\n");
    assert_eq!(difference("a\n\n", "a"), "");
}
