//! `<pre>` -> code: line breaks exact, line numbers gone, the language by what highlighters leave in the markup.

use html5ever::local_name;

use crate::article::Block;
use crate::dom::{Document, Kind, NodeId, Tag};

/// How far above `<pre>` its highlighter's wrapper may be: two `<div>`s, and a table with line numbers between them.
const WRAPPER_LEVELS: usize = 8;

/// Preformatted text being collected.
pub(super) struct Code {
    pub(super) node: NodeId,
    language: Option<String>,
    text: String,
    /// A line has ended without a line feed: one is owed before whatever comes next.
    owed: bool,
    /// Line numbers left out so far that only their being in sequence gave away.
    numbered: usize,
}

impl Code {
    pub(super) fn new(doc: &Document, node: NodeId) -> Self {
        Code { node, language: language(doc, node), text: String::new(), owed: false, numbered: 0 }
    }

    /// An element within begins. Gives false if it is to be skipped.
    pub(super) fn enter(&mut self, doc: &Document, id: NodeId, tag: Tag) -> bool {
        if tag == Tag::Button || is_gutter(doc, id) || self.is_next_number(doc, id, tag) {
            return false;
        }
        if tag == Tag::Br {
            self.settle();
            self.text.push('\n');
        } else if is_line(doc, id, tag) {
            self.end_line();
            self.settle();
        }
        if tag == Tag::Code && self.language.is_none() {
            self.language = declared_language(doc, id);
        }
        true
    }

    /// An element within ends.
    pub(super) fn leave(&mut self, doc: &Document, id: NodeId, tag: Tag) {
        if tag != Tag::Br && is_line(doc, id, tag) {
            self.end_line();
        }
    }

    /// Whether an element holds the next line number and stands beside the block that holds the line.
    fn is_next_number(&mut self, doc: &Document, id: NodeId, tag: Tag) -> bool {
        let is_next = tag == Tag::Span
            && doc.next_sibling(id).is_some_and(|next| doc.tag(next) == Tag::Div)
            && doc
                .first_child(id)
                .filter(|&only| doc.next_sibling(only).is_none())
                .is_some_and(|only| doc.text(only).trim_ascii().parse() == Ok(self.numbered + 1));
        self.numbered += usize::from(is_next);
        is_next
    }

    fn end_line(&mut self) {
        self.owed |= !self.text.is_empty() && !self.text.ends_with('\n');
    }

    fn settle(&mut self) {
        if std::mem::take(&mut self.owed) {
            self.text.push('\n');
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // A line feed between two line wrappers is the one owed.
        if self.owed && text.starts_with('\n') {
            self.owed = false;
        }
        self.settle();
        self.text.extend(text.chars().filter_map(|c| match c {
            // Editors pad code with no-break spaces; no compiler takes them.
            '\u{a0}' => Some(' '),
            '\n' | '\t' => Some(c),
            '\r' | '\u{feff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        }));
    }

    /// The block, unless nothing was in it.
    pub(super) fn finish(self) -> Option<Block> {
        let text = self.text.trim_end();
        // Empty lines at the start are the markup's, indentation of the first line is the code's.
        let start = text.char_indices().find(|(_, c)| !c.is_whitespace())?.0;
        let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        Some(Block::Code { language: self.language, text: text.get(line..)?.to_owned() })
    }
}

/// Whether a `<code>` outside `<pre>` is code of several lines: it says so, or it holds `<pre>`.
pub(super) fn is_block(doc: &Document, id: NodeId) -> bool {
    let preformatted = doc.attr(id, &local_name!("style")).is_some_and(|style| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
            property.trim().eq_ignore_ascii_case("white-space") && value.trim().starts_with("pre")
        })
    });
    (preformatted || has_token(doc, id, &["block", "code-block", "codeblock"])) && stands_alone(doc, id)
}

/// Whether nothing but white space, blocks and code of the same kind stands beside an element.
fn stands_alone(doc: &Document, id: NodeId) -> bool {
    let beside = [Document::previous_sibling, Document::next_sibling];
    beside.into_iter().all(|step| {
        let mut siblings = std::iter::successors(step(doc, id), |&n| step(doc, n)).take(8);
        siblings
            .find(|&n| !matches!(doc.kind(n), Kind::Text) || !doc.text(n).trim_ascii().is_empty())
            .is_none_or(|n| {
                doc.kind(n) == Kind::Element
                    && (doc.breaks_line(n) || matches!(doc.tag(n), Tag::Code | Tag::Br))
            })
    })
}

/// Elements that stand for one line of code: anything that breaks lines, and the spans highlighters use.
fn is_line(doc: &Document, id: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Span => has_token(doc, id, &["line", "code-line", "token-line", "view-line"]),
        Tag::Code => doc.previous_sibling(id).is_some_and(|previous| doc.tag(previous) == Tag::Code),
        Tag::Td | Tag::Th => false,
        _ => doc.breaks_line(id),
    }
}

fn has_token(doc: &Document, id: NodeId, tokens: &[&str]) -> bool {
    doc.class(id).split_ascii_whitespace().any(|class| tokens.contains(&class))
}

/// Whether a button stands beside a `<pre>`: it copies or runs the code and says nothing.
pub(super) fn is_copy_button(doc: &Document, button: NodeId) -> bool {
    [Document::previous_sibling, Document::next_sibling].into_iter().any(|step| {
        // White space may stand between the two.
        let is_space = |&id: &NodeId| doc.kind(id) == Kind::Text && doc.text(id).trim_ascii().is_empty();
        let near = step(doc, button);
        let beside =
            if near.as_ref().is_some_and(is_space) { near.and_then(|space| step(doc, space)) } else { near };
        beside.is_some_and(|id| doc.tag(id) == Tag::Pre)
    })
}

/// Whether an element is a column of line numbers next to code.
pub(super) fn is_gutter(doc: &Document, id: NodeId) -> bool {
    const GUTTERS: [&str; 14] = [
        "blob-num",
        "gutter",
        "hljs-ln-numbers",
        "line-number",
        "line-numbers",
        "line-numbers-rows",
        "lineno",
        "linenos",
        "linenodiv",
        "linenumber",
        "ln",
        "lnt",
        "react-syntax-highlighter-line-number",
        "rouge-gutter",
    ];
    let named = has_token(doc, id, &GUTTERS)
        || doc.attr(id, &local_name!("style")).is_some_and(|style| style.contains("user-select"));
    named
        && doc
            .descendants(id)
            .filter(|&n| doc.kind(n) == Kind::Text)
            .all(|n| doc.text(n).chars().all(|c| c.is_ascii_digit() || c.is_whitespace()))
}

/// The language named on `<pre>`, its first `<code>`, or the highlighter's wrapper around it.
fn language(doc: &Document, pre: NodeId) -> Option<String> {
    let inner = doc.children(pre).filter(|&child| doc.kind(child) == Kind::Element).take(2);
    let around = doc.ancestors(pre).take(WRAPPER_LEVELS).take_while(|&id| {
        !matches!(doc.tag(id), Tag::Body | Tag::Main | Tag::Article | Tag::Section | Tag::Li)
    });
    inner.chain([pre]).chain(around).find_map(|id| declared_language(doc, id))
}

/// The language an element's attributes name.
fn declared_language(doc: &Document, id: NodeId) -> Option<String> {
    const ATTRIBUTES: [&str; 4] = ["data-lang", "data-language", "data-code-lang", "data-enlighter-language"];
    ATTRIBUTES
        .iter()
        .find_map(|name| doc.attr_named(id, name).and_then(language_name))
        .or_else(|| language_of_class(doc.class(id)))
}

fn language_of_class(class: &str) -> Option<String> {
    // Highlighters that put the language next to their own name: `sourceCode python`, `hljs rust`, `brush: js;`.
    const MARKS: [&str; 4] = ["brush:", "sourceCode", "hljs", "highlight"];
    const PREFIXES: [&str; 5] = ["language-", "lang-", "highlight-source-", "highlight-text-", "brush:"];
    let tokens = || class.split_ascii_whitespace();
    for token in tokens() {
        let named = PREFIXES.iter().find_map(|prefix| token.strip_prefix(prefix));
        if let Some(language) = named.filter(|rest| !rest.is_empty()) {
            return language_name(language.trim_end_matches(';'));
        }
        if let Some(language) = token.strip_prefix("highlight-").filter(|rest| is_known(rest)) {
            return language_name(language);
        }
    }
    let mut marked = tokens().skip_while(|token| !MARKS.contains(token));
    let mark = marked.next()?;
    let next = marked.next()?;
    // After `hljs` and `highlight` come other words of theirs as well.
    let known = mark == "brush:" || mark == "sourceCode" || is_known(next);
    if known { language_name(next.trim_end_matches(';')) } else { None }
}

/// Languages common enough to be told from other class tokens without a prefix.
fn is_known(token: &str) -> bool {
    const LANGUAGES: [&str; 43] = [
        "bash",
        "c",
        "clojure",
        "console",
        "cpp",
        "csharp",
        "css",
        "dart",
        "diff",
        "dockerfile",
        "elixir",
        "erlang",
        "fish",
        "go",
        "graphql",
        "haskell",
        "html",
        "java",
        "javascript",
        "json",
        "julia",
        "kotlin",
        "latex",
        "lua",
        "makefile",
        "nix",
        "ocaml",
        "perl",
        "php",
        "powershell",
        "python",
        "python3",
        "ruby",
        "rust",
        "rst",
        "scala",
        "shell",
        "sql",
        "swift",
        "toml",
        "typescript",
        "xml",
        "yaml",
    ];
    LANGUAGES.contains(&token)
}

/// A language as the page names it, in lower case; `None` for what is no name.
fn language_name(raw: &str) -> Option<String> {
    let raw = raw.trim_ascii();
    let plausible = (1..=32).contains(&raw.len())
        && raw.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '.' | '_' | '-'));
    if !plausible {
        return None;
    }
    let name = raw.to_ascii_lowercase();
    let unnamed = [
        "none",
        "default",
        "plain",
        "plaintext",
        "text",
        "txt",
        "nohighlight",
        "no-highlight",
        "raw",
        "auto",
    ];
    (!unnamed.contains(&name.as_str())).then_some(name)
}
