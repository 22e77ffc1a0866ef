//! `<pre>`, or a table that lists code -> code: line breaks exact; line numbers, prompts and toolbars gone; the language by
//! what highlighters leave in the markup, by the first line of a script, or as printed above.

use html5ever::local_name;

use super::image::collapse;
use crate::article::Block;
use crate::class::has_token;
use crate::dom::{Document, Kind, NodeId, Tag, Visit};

/// Nodes of a block among which its toolbar, or output beside its prompts, is looked for.
const MAX_SEARCHED_NODES: usize = 4_000;

/// Bytes of a shell's prompt: a user, a machine, a folder.
const MAX_PROMPT_BYTES: usize = 60;

/// Nodes of a toolbar.
const MAX_TOOLBAR_NODES: usize = 80;

/// Characters of a toolbar beside what its buttons say: the language, or the name of a file.
const MAX_TOOLBAR_CHARS: usize = 40;

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
    /// Prompts are left out: nothing is printed between the commands that they could be told from.
    drops_prompts: bool,
}

impl Code {
    pub(super) fn new(doc: &Document, node: NodeId) -> Self {
        let language = language(doc, node).or_else(|| printed_above(doc, node));
        let has_output =
            || doc.descendants(node).take(MAX_SEARCHED_NODES).any(|n| has_token(doc, n, &["go", "output"]));
        Code { node, language, text: String::new(), owed: false, numbered: 0, drops_prompts: !has_output() }
    }

    /// An element within begins. Gives false if it is to be skipped.
    pub(super) fn enter(&mut self, doc: &Document, id: NodeId, tag: Tag) -> bool {
        if tag == Tag::Button || is_gutter(doc, id) || self.is_next_number(doc, id, tag) {
            return false;
        }
        if is_popup(doc, id, self.node) {
            return false;
        }
        if self.drops_prompts && tag == Tag::Span && is_prompt(doc, id) {
            return false;
        }
        if self.text.is_empty()
            && doc.breaks_line(id)
            && let Some(label) = toolbar(doc, id)
        {
            self.language = self.language.take().or_else(|| printed_language(&label));
            return false;
        }
        if tag == Tag::Br {
            // One behind the wrapper of a line is the line feed that is owed.
            let ends_line = doc.previous_sibling(id).is_some_and(|line| doc.tag(line) == Tag::Span);
            if !(ends_line && std::mem::take(&mut self.owed)) {
                self.settle();
            }
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
        if tag == Tag::Tr && doc.tag(self.node) == Tag::Table {
            self.owed = true;
        } else if tag != Tag::Br && is_line(doc, id, tag) {
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
        let text = text.get(line..)?;
        Some(Block::Code { language: self.language.or_else(|| interpreter(text)), text: text.to_owned() })
    }
}

/// Whether an element within a line of code is what the page shows over it while the mouse is there: the type of a name, a
/// message of the compiler.
fn is_popup(doc: &Document, id: NodeId, code: NodeId) -> bool {
    const POPUPS: [&str; 6] = [
        "hover-info",
        "tooltip",
        "tooltiptext",
        "tooltip-content",
        "twoslash-popup",
        "twoslash-popup-container",
    ];
    let within_line =
        doc.parent(id).is_some_and(|parent| parent != code && matches!(doc.tag(parent), Tag::Span | Tag::A));
    within_line && has_token(doc, id, &POPUPS)
}

/// What the first line of a script says it is written in: `#!/usr/bin/env python3`, `#!/bin/sh -e`.
fn interpreter(text: &str) -> Option<String> {
    let mut words = text.strip_prefix("#!")?.lines().next()?.split_ascii_whitespace();
    let is_program = |word: &&str| !word.starts_with('-') && !word.contains('=');
    let mut program = words.next()?.rsplit('/').next()?;
    if program == "env" {
        program = words.find(is_program)?.rsplit('/').next()?;
    }
    let name = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    language_name(if name == "node" { "javascript" } else { name })
}

/// Whether an element holds the prompt of a shell that is not part of what is typed.
fn is_prompt(doc: &Document, id: NodeId) -> bool {
    let text = doc.descendants(id).take(4).map(|n| doc.text(n)).collect::<String>();
    let looks_so = text.len() <= MAX_PROMPT_BYTES
        && text.trim_end().ends_with(['$', '#', '>', '%', '❯', '➜', 'λ', ':'])
        && !text.trim().contains('\n');
    looks_so && says_prompt(doc, id)
}

fn says_prompt(doc: &Document, id: NodeId) -> bool {
    has_token(doc, id, &["gp", "prompt", "shell-prompt", "command-prompt"]) || is_unselectable(doc, id)
}

/// Whether the browser leaves an element out of what a reader copies.
fn is_unselectable(doc: &Document, id: NodeId) -> bool {
    has_token(doc, id, &["select-none", "unselectable"])
        || ["user-select", "-webkit-user-select"]
            .iter()
            .any(|property| style(doc, id, property) == Some("none"))
}

/// A property of an element's own style, without white space around its value.
fn style<'a>(doc: &'a Document, id: NodeId, property: &str) -> Option<&'a str> {
    let rules = doc.attr(id, &local_name!("style"))?.split(';').filter_map(|rule| rule.split_once(':'));
    rules
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim())
        .next_back()
}

/// What the toolbar of a block of code says beside its buttons; `None` if an element is none.
fn toolbar(doc: &Document, id: NodeId) -> Option<String> {
    let (mut text, mut nodes, mut has_button) = (String::new(), 0, false);
    let mut walk = doc.walk(id);
    while let Some(visit) = walk.next() {
        let Visit::Enter(node) = visit else { continue };
        nodes += 1;
        match doc.tag(node) {
            Tag::Pre | Tag::Code if node != id => return None,
            Tag::Button => {
                has_button = true;
                walk.skip_children(node);
            }
            _ => text.push_str(doc.text(node)),
        }
        if nodes > MAX_TOOLBAR_NODES || text.len() > 4 * MAX_TOOLBAR_CHARS {
            return None;
        }
    }
    let text = collapse(&text);
    (has_button && text.chars().count() <= MAX_TOOLBAR_CHARS).then_some(text)
}

/// Whether an element is the toolbar over a block of code and says nothing but the code's language.
pub(super) fn is_toolbar(doc: &Document, id: NodeId) -> bool {
    stands_over_code(doc, id)
        && toolbar(doc, id).is_some_and(|label| label.is_empty() || printed_language(&label).is_some())
}

/// Whether the element after this one is a block of code, or holds nothing before one.
fn stands_over_code(doc: &Document, id: NodeId) -> bool {
    let next = std::iter::successors(doc.next_sibling(id), |&n| doc.next_sibling(n))
        .take(3)
        .find(|&n| doc.kind(n) == Kind::Element);
    next.is_some_and(|next| {
        std::iter::once(next)
            .chain(doc.descendants(next))
            .take(6)
            .take_while(|&n| doc.text(n).trim_ascii().is_empty())
            .any(|n| doc.tag(n) == Tag::Pre)
    })
}

/// The language that a toolbar over a block of code shows.
fn printed_above(doc: &Document, pre: NodeId) -> Option<String> {
    let around = std::iter::once(pre).chain(doc.ancestors(pre)).take(3);
    let before = |id| {
        std::iter::successors(doc.previous_sibling(id), |&n| doc.previous_sibling(n))
            .take(3)
            .find(|&n| doc.kind(n) == Kind::Element)
    };
    around.filter_map(before).find_map(|bar| toolbar(doc, bar)).and_then(|label| printed_language(&label))
}

/// The language a label names, if it names one and nothing else.
fn printed_language(label: &str) -> Option<String> {
    let name = label.to_ascii_lowercase();
    let name = match name.as_str() {
        "c++" => "cpp",
        "c#" => "csharp",
        name => name,
    };
    is_known(name).then(|| name.to_owned())
}

/// Whether a `<code>` outside `<pre>` is code of several lines: it says so, or it holds `<pre>`.
pub(super) fn is_block(doc: &Document, id: NodeId) -> bool {
    let preformatted = style(doc, id, "white-space").is_some_and(|value| value.starts_with("pre"));
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

/// The element right before a block of code that is another fragment of the same example: where one of the two is a `<code>`
/// set as a block, what is typed and what is printed stand in elements of their own.
pub(super) fn fragment_before(doc: &Document, id: NodeId) -> Option<NodeId> {
    let mut before = std::iter::successors(doc.previous_sibling(id), |&n| doc.previous_sibling(n)).take(4);
    let before = before.find(|&n| doc.kind(n) == Kind::Element || !doc.text(n).trim_ascii().is_empty())?;
    [id, before].iter().any(|&n| doc.tag(n) == Tag::Code).then_some(before)
}

/// Whether the text of an element ends with an empty line.
pub(super) fn ends_in_empty_line(doc: &Document, id: NodeId) -> bool {
    let last = doc.descendants(id).filter(|&n| doc.kind(n) == Kind::Text).last();
    last.is_some_and(|text| doc.text(text).ends_with("\n\n"))
}

/// Classes of a `<span>` around a line of code.
const LINES: [&str; 7] = [
    "line",
    "code-line",
    "gatsby-highlight-code-line",
    "highlight-line",
    "token-line",
    "view-line",
    "code__line",
];

/// Elements that stand for one line of code: anything that breaks lines, and the spans highlighters use.
fn is_line(doc: &Document, id: NodeId, tag: Tag) -> bool {
    match tag {
        // A token of Prism that has a whole line is one of several on it.
        Tag::Span => has_token(doc, id, &LINES) && !has_token(doc, id, &["token"]),
        Tag::Code => doc.previous_sibling(id).is_some_and(|previous| doc.tag(previous) == Tag::Code),
        // Custom elements in code are its tokens.
        Tag::Td | Tag::Th | Tag::Unknown => false,
        _ => doc.breaks_line(id),
    }
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
    const GUTTERS: [&str; 17] = [
        "blob-num",
        "gutter",
        "hljs-ln-numbers",
        "line-number",
        "line-numbers",
        "line-numbers-rows",
        "line-numbers-wrapper",
        "lineno",
        "linenr",
        "linenos",
        "linenodiv",
        "linenumber",
        "ln",
        "lnt",
        "ltx_tag_listingline",
        "react-syntax-highlighter-line-number",
        "rouge-gutter",
    ];
    (has_token(doc, id, &GUTTERS) || is_unselectable(doc, id))
        && doc
            .descendants(id)
            .filter(|&n| doc.kind(n) == Kind::Text)
            .all(|n| doc.text(n).chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == ':'))
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
        .or_else(|| {
            let is_code = matches!(doc.tag(id), Tag::Pre | Tag::Code);
            is_code.then(|| bare_language(doc.class(id)).or_else(|| attribute_language(doc, id))).flatten()
        })
}

/// A known language in an attribute that is mostly there for other things: `lang` is as often that of the comments.
fn attribute_language(doc: &Document, id: NodeId) -> Option<String> {
    let name = |name| doc.attr_named(id, name).map(str::to_ascii_lowercase);
    let brush = || {
        let parameters = doc.attr_named(id, "data-syntaxhighlighter-params")?;
        let brush = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("brush:"))?;
        Some(brush.trim().to_ascii_lowercase())
    };
    [name("lang"), name("syntax"), brush()].into_iter().flatten().find(|name| is_known(name))
}

/// A known language that a class names without a mark, first of its tokens: `rust item-decl`, `javascript hljs`. Sites that
/// shorten their classes use two letters.
fn bare_language(class: &str) -> Option<String> {
    let first = class
        .split_ascii_whitespace()
        .next()
        .filter(|token| token.len() > 2 || *token == class.trim_ascii())?;
    language_name(first).filter(|name| is_known(name))
}

fn language_of_class(class: &str) -> Option<String> {
    // Highlighters that put the language next to their own name: `sourceCode python`, `hljs rust`, `brush: js;`.
    const MARKS: [&str; 6] = ["brush:", "sourceCode", "syntaxhighlighter", "hljs", "highlight", "hl"];
    const PREFIXES: [&str; 6] =
        ["language-", "lang-", "highlight-source-", "highlight-text-", "mw-highlight-lang-", "brush:"];
    // Those that stand before other words as well.
    const KNOWN_PREFIXES: [&str; 6] =
        ["highlight-", "gatsby-code-", "sp-", "src-", "ltx_lst_language_", "hl-"];
    let tokens = || class.split_ascii_whitespace();
    let is_sphinx = || class.starts_with("highlight-") && tokens().any(|token| token == "notranslate");
    let is_blob = || tokens().any(|token| token.eq_ignore_ascii_case("blob-wrapper"));
    for token in tokens() {
        let named = PREFIXES.iter().find_map(|prefix| token.strip_prefix(prefix));
        if let Some(language) = named.filter(|rest| !rest.is_empty()) {
            return language_name(language.trim_end_matches(';'));
        }
        if let Some(language) = token.strip_prefix("type-").filter(|rest| is_known(rest) && is_blob()) {
            return language_name(language);
        }
        let known = KNOWN_PREFIXES.iter().find_map(|prefix| token.strip_prefix(prefix));
        if let Some(language) = known.filter(|rest| is_known(&rest.to_ascii_lowercase()) || is_sphinx()) {
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
    #[rustfmt::skip]
    const LANGUAGES: [&str; 108] = [
        "ada", "apl", "awk", "bash", "batch", "c", "clojure", "cmake", "cobol", "coffeescript", "console",
        "cpp", "crystal", "csharp", "css", "cuda", "d", "dart", "delphi", "diff", "dockerfile", "elixir",
        "elm", "erlang", "fish", "fortran", "fsharp", "gleam", "glsl", "go", "gradle", "graphql", "groovy",
        "haskell", "haxe", "hcl", "html", "http", "idris", "ini", "java", "javascript", "js", "json",
        "json5", "jsonc", "jsx", "julia", "kotlin", "latex", "lean", "lean4", "less", "lisp", "lua",
        "makefile", "markdown", "matlab", "mermaid", "nginx", "nim", "nix", "objectivec", "ocaml", "pascal",
        "perl", "php", "plsql", "powershell", "prolog", "proto", "protobuf", "python", "python3", "r",
        "racket", "reasonml", "rst", "ruby", "rust", "sass", "scala", "scheme", "scss", "sh", "shell",
        "solidity", "sql", "svelte", "swift", "systemverilog", "tcl", "terraform", "toml", "ts", "tsx",
        "typescript", "vala", "vb", "verilog", "vhdl", "vim", "vue", "wasm", "xml", "yaml", "zig", "zsh",
    ];
    LANGUAGES.binary_search(&token).is_ok()
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
