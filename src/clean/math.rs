//! Formulas: which elements are one, and their TeX.
//!
//! Pages print a formula for the eye and mostly keep its source beside it: an annotation or `alttext` of `MathML`, a
//! `math/tex` script, the `alt` or the URL of a picture, an attribute. The source is taken; where there is none,
//! [`mathml`](super::mathml) writes it from the `MathML`.

use html5ever::local_name;

use super::mathml;
use crate::dom::{Document, Kind, NodeId, Tag};

/// Nodes looked at below an element that may be a formula: `KaTeX` prints some twenty for each sign.
const MAX_NODES: usize = 4_000;

/// Bytes of TeX; more is no formula.
const MAX_TEX_BYTES: usize = 20_000;

/// Bytes of a formula written in the text.
const MAX_WRITTEN_BYTES: usize = 4_000;

/// Nodes of an element that holds a formula written out.
const MAX_WRITTEN_NODES: usize = 16;

/// Siblings between a formula as shown and the script it was made of.
const MAX_SIBLINGS: usize = 3;

/// What an element is, seen as mathematics.
pub(super) enum Math {
    /// A formula.
    Formula(Formula),
    /// The formula as shown, or a preview; the source stands beside it.
    Twin,
}

/// A formula in TeX.
pub(super) struct Formula {
    pub(super) tex: String,
    /// Set on a line of its own.
    pub(super) display: bool,
}

/// What an element is; `None` if it is no formula.
pub(super) fn math(doc: &Document, id: NodeId, tag: Tag) -> Option<Math> {
    let tex = match tag {
        Tag::Math => of_mathml(doc, id)?,
        Tag::Script => of_script(doc, id)?,
        Tag::Img => of_image(doc, id)?,
        Tag::Code | Tag::Pre => {
            let style = doc.attr_named(id, "data-math-style")?;
            let tex = written(doc, id)?;
            return Some(Math::Formula(Formula { tex: clean(&tex)?, display: style == "display" }));
        }
        Tag::Unknown if doc.name(id) == "math-renderer" => written(doc, id)?,
        Tag::Span | Tag::Div | Tag::P | Tag::Unknown => match of_wrapper(doc, id, tag)? {
            Some(tex) => tex,
            None => return Some(Math::Twin),
        },
        _ => return None,
    };
    let opening = tex.trim_start();
    let display = opening.starts_with("\\[") || opening.starts_with("$$") || is_display(doc, id);
    Some(Math::Formula(Formula { tex: clean(&tex)?, display }))
}

/// Whether a script of the page reads what stands between dollar signs as TeX.
pub(super) fn dollars(doc: &Document) -> bool {
    let sets_formulas = |src: &str| {
        let src = src.to_ascii_lowercase();
        src.contains("mathjax") || src.contains("katex")
    };
    doc.ids()
        .filter(|&id| doc.tag(id) == Tag::Script)
        .any(|id| doc.attr(id, &local_name!("src")).is_some_and(sets_formulas))
}

/// The TeX of a `<math>`: its annotation, its `alttext`, or written from its elements.
fn of_mathml(doc: &Document, math: NodeId) -> Option<String> {
    annotation(doc, math)
        .or_else(|| doc.attr_named(math, "alttext").map(str::to_owned))
        .filter(|tex| !tex.trim().is_empty())
        .or_else(|| mathml::tex(doc, math))
}

fn annotation(doc: &Document, root: NodeId) -> Option<String> {
    doc.descendants(root)
        .take(MAX_NODES)
        .find(|&n| {
            doc.tag(n) == Tag::Foreign
                && doc.name(n) == "annotation"
                && doc.attr_named(n, "encoding").is_some_and(|e| e.to_ascii_lowercase().contains("tex"))
        })
        .map(|n| doc.text_content(n))
}

fn of_script(doc: &Document, script: NodeId) -> Option<String> {
    let kind = doc.attr(script, &local_name!("type"))?.trim_ascii_start();
    kind.get(..8).is_some_and(|k| k.eq_ignore_ascii_case("math/tex")).then(|| doc.text_content(script))
}

/// The TeX of a picture of a formula: its `alt` if its class says that it is one, or what its URL asks a service for.
fn of_image(doc: &Document, img: NodeId) -> Option<String> {
    let says_so = doc.class(img).split_ascii_whitespace().any(|class| {
        matches!(class, "latex" | "tex" | "math" | "equation" | "formula" | "formulaInl" | "formulaDsp")
            || class.starts_with("mwe-math")
            || class.starts_with("ql-img")
    });
    if says_so && let Some(alt) = doc.attr(img, &local_name!("alt")).filter(|alt| !alt.trim().is_empty()) {
        return Some(alt.to_owned());
    }
    let src = doc.attr(img, &local_name!("src"))?;
    // A TeX command in a URL is a backslash and letters: `%5Cfrac`.
    let asks = src.contains("%5C") || src.contains("%5c") || src.contains("latex.");
    if !asks || src.starts_with("data:") {
        return None;
    }
    let (path, query) = src.split_once('?').unwrap_or((src, ""));
    let parameter = |names: &[&str]| {
        query.split('&').find_map(|pair| pair.split_once('=').filter(|(name, _)| names.contains(name)))
    };
    let (encoded, is_form) = match parameter(&["chl", "latex", "tex", "formula", "math", "f"]) {
        Some((_, value)) => (value, true),
        None if !query.is_empty() => (query, false),
        None => (path.rsplit('/').next()?, false),
    };
    let plus = if is_form { encoded.replace('+', " ") } else { encoded.to_owned() };
    let tex = percent_encoding::percent_decode_str(&plus).decode_utf8().ok()?.into_owned();
    let has_command = tex.match_indices('\\').any(|(at, _)| {
        tex.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    });
    (has_command || path.contains("latex.")).then_some(tex)
}

/// What a wrapper made by a script that sets formulas holds; `Some(None)` if the source stands beside it.
#[allow(clippy::option_option, reason = "no wrapper, one without a source, or its source")]
fn of_wrapper(doc: &Document, id: NodeId, tag: Tag) -> Option<Option<String>> {
    const SOURCES: [&str; 4] = ["data-tex", "data-latex", "data-math", "data-formula"];
    if let Some(tex) = SOURCES.iter().find_map(|name| doc.attr_named(id, name)).filter(|t| !t.is_empty()) {
        return Some(Some(tex.to_owned()));
    }
    let class = doc.class(id);
    // As Pandoc and our own HTML write it: the TeX between its delimiters.
    if class.split_ascii_whitespace().any(|c| matches!(c, "math" | "arithmatex")) {
        let text = written(doc, id).unwrap_or_default();
        let between = |open, close| text.trim().strip_prefix(open)?.strip_suffix(close);
        if between("\\(", "\\)").or_else(|| between("\\[", "\\]")).is_some_and(is_balanced) {
            return Some(Some(text));
        }
    }
    let is_wrapper = (tag == Tag::Unknown && doc.name(id) == "mjx-container")
        || class.split_ascii_whitespace().any(|c| {
            matches!(
                c,
                "katex"
                    | "katex-display"
                    | "MathJax"
                    | "MathJax_Display"
                    | "MathJax_SVG"
                    | "MathJax_SVG_Display"
                    | "MathJax_CHTML"
                    | "MathJax_Preview"
                    | "MJXc-display"
                    | "mwe-math-element"
                    | "mathjax-block"
            )
        });
    if !is_wrapper {
        return None;
    }
    if source_beside(doc, id) {
        return Some(None);
    }
    let inside = doc.descendants(id).take(MAX_NODES).find(|&n| doc.tag(n) == Tag::Math);
    if let Some(tex) = inside.and_then(|math| of_mathml(doc, math)) {
        return Some(Some(tex));
    }
    let picture = doc.descendants(id).take(MAX_NODES).find(|&n| doc.tag(n) == Tag::Img);
    if let Some(tex) = picture.and_then(|img| of_image(doc, img)) {
        return Some(Some(tex));
    }
    None
}

/// The text of an element that holds a formula written out.
fn written(doc: &Document, id: NodeId) -> Option<String> {
    let texts = doc.descendants(id).take(MAX_WRITTEN_NODES).map(|n| doc.text(n));
    let text: String = texts.take_while(|text| text.len() <= MAX_TEX_BYTES).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// Whether the script a formula was made of follows it, or the wrapper it stands in.
fn source_beside(doc: &Document, id: NodeId) -> bool {
    [Some(id), doc.parent(id)].into_iter().flatten().any(|at| {
        std::iter::successors(doc.next_sibling(at), |&n| doc.next_sibling(n))
            .filter(|&n| doc.kind(n) == Kind::Element)
            .take(MAX_SIBLINGS)
            .any(|n| doc.tag(n) == Tag::Script && of_script(doc, n).is_some())
    })
}

fn is_display(doc: &Document, id: NodeId) -> bool {
    let says_so = |n: NodeId| {
        let attr = |name| doc.attr_named(n, name).unwrap_or_default();
        let class = || {
            doc.class(n).split_ascii_whitespace().any(|c| {
                matches!(
                    c,
                    "katex-display"
                        | "MathJax_Display"
                        | "MathJax_SVG_Display"
                        | "MJXc-display"
                        | "mathjax-block"
                )
            })
        };
        attr("display") == "block" || attr("display") == "true" || class()
    };
    match doc.tag(id) {
        Tag::Script => {
            let kind = doc.attr(id, &local_name!("type")).unwrap_or_default();
            kind.replace(' ', "").contains("mode=display")
        }
        Tag::Img => false,
        _ => {
            let below = doc.descendants(id).take(6).filter(|&n| doc.kind(n) == Kind::Element);
            let around = std::iter::once(id).chain(doc.ancestors(id).take(2));
            around.chain(below).any(says_so)
        }
    }
}

/// TeX as it is kept: one line where the source is, no delimiters, nothing that only sets its style; `None` if nothing is
/// left.
pub(super) fn clean(tex: &str) -> Option<String> {
    if tex.len() > MAX_TEX_BYTES {
        return None;
    }
    let mut tex = tex.trim();
    for (open, close) in [
        ("$$", "$$"),
        ("\\[", "\\]"),
        ("\\(", "\\)"),
        ("$", "$"),
        ("{\\displaystyle", "}"),
        ("{\\textstyle", "}"),
    ] {
        if let Some(inner) = tex.strip_prefix(open).and_then(|t| t.strip_suffix(close))
            && is_balanced(inner)
        {
            tex = inner.trim();
        }
    }
    let mut out = String::with_capacity(tex.len());
    for line in tex.lines().map(without_comment).map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        for c in line.chars().filter(|c| !c.is_control()) {
            match c {
                c if c.is_whitespace() && (out.is_empty() || out.ends_with('\n')) => {}
                // Nothing of a formula can become HTML, whoever shows it.
                '<' => out.push_str("\\lt "),
                '>' => out.push_str("\\gt "),
                c => out.push(c),
            }
        }
        out.truncate(out.trim_end().len());
    }
    (!out.is_empty()).then_some(out)
}

/// Whether no closing brace stands before its opening one.
fn is_balanced(tex: &str) -> bool {
    let mut depth = 0_i32;
    let mut escaped = false;
    for c in tex.chars() {
        match c {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    depth == 0
}

/// A line without its TeX comment.
fn without_comment(line: &str) -> &str {
    let at = line.match_indices('%').find(|&(at, _)| !line.get(..at).is_some_and(|b| b.ends_with('\\')));
    at.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// A piece of text between formulas written in it.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// As it is kept, and whether it is set on a line of its own.
    Formula(String, bool),
}

/// Whether some of a text would be read as a formula.
pub(crate) fn holds_formula(text: &str) -> bool {
    text.contains(['$', '\\']) && pieces(text, false).len() > 1
}

/// Cuts out formulas written between delimiters: `\( \)`, `\[ \]`, `$$ $$`, and if `dollars`, where a script of the page
/// reads those too, `$ $` and environments.
pub(super) fn pieces(text: &str, dollars: bool) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = text.get(at..).and_then(|t| t.find(['\\', '$'])) {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        if let Some(environment) = environment(rest).filter(|_| dollars) {
            out.push(Piece::Text(text.get(from..at).unwrap_or_default()));
            out.extend(clean(environment).map(|tex| Piece::Formula(tex, true)));
            at += environment.len();
            from = at;
            continue;
        }
        let Some((open, close)) = delimiters(rest, dollars) else {
            at += if rest.starts_with("\\$") { 2 } else { 1 };
            continue;
        };
        let inner = rest.get(open.len()..).unwrap_or_default();
        let found = window(inner).find(close).map(|end| (end, inner.get(..end).unwrap_or_default()));
        let formula = found.filter(|(_, tex)| reads_as_tex(tex, open, dollars));
        match formula.and_then(|(end, tex)| Some((end, clean(tex)?))) {
            Some((end, tex)) => {
                out.push(Piece::Text(text.get(from..at).unwrap_or_default()));
                out.push(Piece::Formula(tex, open == "$$" || open == "\\["));
                at += open.len() + end + close.len();
                from = at;
            }
            None => at += open.len(),
        }
    }
    out.push(Piece::Text(text.get(from..).unwrap_or_default()));
    out
}

/// The environment of displayed formulas that a text begins with, from its `\begin` to its `\end`.
fn environment(rest: &str) -> Option<&str> {
    const NAMES: [&str; 8] =
        ["align", "alignat", "displaymath", "eqnarray", "equation", "flalign", "gather", "multline"];
    let (name, _) = rest.strip_prefix("\\begin{")?.split_once('}').filter(|(name, _)| name.len() <= 12)?;
    if !NAMES.contains(&name.strip_suffix('*').unwrap_or(name)) {
        return None;
    }
    let end = ["\\end{", name, "}"].concat();
    let at = window(rest).find(&end)?;
    rest.get(..at + end.len())
}

/// As much of a text as a formula may have.
fn window(text: &str) -> &str {
    let end = (0..=text.len().min(MAX_WRITTEN_BYTES)).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn delimiters(rest: &str, dollars: bool) -> Option<(&'static str, &'static str)> {
    [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open) && (*open != "$" || dollars))
}

/// Whether what stands between delimiters is TeX; between lone dollar signs it is as often the text between two prices.
fn reads_as_tex(inner: &str, open: &str, set_by_script: bool) -> bool {
    if inner.trim().is_empty() || inner.len() > MAX_TEX_BYTES || !is_balanced(inner) {
        return false;
    }
    if open != "$" {
        return inner.contains(['\\', '^', '_', '=', '+', '{']) || (set_by_script && inner.trim().len() <= 3);
    }
    let spaced = inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
    let is_price = inner.starts_with(|c: char| c.is_ascii_digit()) && !inner.contains(['\\', '^', '_', '=']);
    let words = inner.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    !spaced && !is_price && (inner.contains('\\') || words.count() < 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(text: &str, dollars: bool) -> Vec<String> {
        let formula = |piece| match piece {
            Piece::Formula(tex, _) => Some(tex),
            Piece::Text(_) => None,
        };
        pieces(text, dollars).into_iter().filter_map(formula).collect()
    }

    #[test]
    fn formulas_stand_between_delimiters() {
        assert_eq!(tex(r"so \(a^2\) and \[b\]", true), ["a^2", "b"]);
        assert_eq!(tex(r"so \(a^2\) and $$x$$", false), ["a^2"]);
        assert_eq!(tex(r"so $$\frac12$$.", false), [r"\frac12"]);
        assert_eq!(tex("let $x$ be", true), ["x"]);
        assert!(tex("let $x$ be", false).is_empty());
    }

    #[test]
    fn prices_are_no_formulas() {
        for text in ["It costs $100 and then $200.", "US$5 or CA$7", "$5-$10", "a \\$5 and \\$6"] {
            assert!(tex(text, true).is_empty(), "{text}");
        }
        assert!(tex("earns $$ and spends $$ daily", false).is_empty());
    }

    #[test]
    fn environments_are_formulas_where_a_script_reads_them() {
        let text = r"so \begin{align*} a &= b \\ c &= d \end{align*} and \begin{figure}x\end{figure}";
        assert_eq!(tex(text, true), [r"\begin{align*} a &= b \\ c &= d \end{align*}"]);
        assert_eq!(tex(r"\begin{gather}x\end{gather}", true).len(), 1);
        assert!(tex(text, false).is_empty() && tex(r"\begin{align} a", true).is_empty());
    }

    #[test]
    fn what_is_all_comment_stays_text() {
        assert_eq!(pieces("so $$%=$$ it is", false), [Piece::Text("so $$%=$$ it is")]);
        assert!(!holds_formula("$$%=$$") && holds_formula("$$a=b$$"));
    }

    #[test]
    fn tex_loses_delimiters_and_comments() {
        assert_eq!(clean("$$ x $$").as_deref(), Some("x"));
        assert_eq!(clean(r"{\displaystyle {\frac {a}{b}}}").as_deref(), Some(r"{\frac {a}{b}}"));
        assert_eq!(clean("{\\displaystyle a} + {b}").as_deref(), Some("{\\displaystyle a} + {b}"));
        assert_eq!(clean("a % note\n\n b \\% c").as_deref(), Some("a\nb \\% c"));
        assert_eq!(clean("a >\n\u{1} b \u{1}\n\u{1}").as_deref(), Some("a \\gt\nb"));
        assert_eq!(clean("  "), None);
    }
}
