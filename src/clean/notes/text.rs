//! The text of notes and of what refers to them: its first characters, its number, what class tokens say of it.

use super::{MAX_COMPARED_CHARS, MAX_LABEL_CHARS, MAX_NOTES, MAX_SEARCHED_NODES};
use crate::clean::inline::is_space;
use crate::dom::{Document, Kind, NodeId, Tag};

/// Bytes of a note's text.
const MAX_NOTE_BYTES: usize = 12_000;

/// Nodes of a note.
const MAX_NOTE_NODES: usize = 2_000;

/// Elements a note may go on in.
pub(super) fn is_prose(tag: Tag) -> bool {
    matches!(tag, Tag::P | Tag::Ul | Tag::Ol | Tag::Blockquote | Tag::Pre | Tag::Table | Tag::Figure)
}

/// The first letters and digits of a note's text behind its number.
pub(super) fn said(text: &str) -> String {
    let digits = leading_number(text).map_or(0, |number| number.len());
    text.chars().filter(|c| c.is_alphanumeric()).skip(digits).take(MAX_COMPARED_CHARS / 2).collect()
}

/// The number a note begins with: "1. ", "[2] ".
pub(super) fn leading_number(text: &str) -> Option<String> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let rest = bare.get(digits.len()..).unwrap_or_default();
    ((1..=3).contains(&digits.len()) && !rest.starts_with(char::is_alphanumeric)).then_some(digits)
}

pub(super) fn is_side_note(class: &str) -> bool {
    class.split_ascii_whitespace().any(|class| {
        matches!(
            class,
            "sidenote"
                | "marginnote"
                | "side-note"
                | "margin-note"
                | "footnote-text"
                | "footnote-content"
                | "footnoteContent"
                | "ltx_note_content"
        )
    })
}

/// Whether a heading says nothing but that notes are under it.
pub(in crate::clean) fn is_title_of_notes(heading: &str) -> bool {
    const TITLES: [&str; 36] = [
        "footnote",
        "footnotes",
        "foot notes",
        "note",
        "notes",
        "endnote",
        "endnotes",
        "end notes",
        "sidenotes",
        "fußnote",
        "fußnoten",
        "fussnoten",
        "anmerkung",
        "anmerkungen",
        "notes de bas de page",
        "nota",
        "notas",
        "notas al pie",
        "notas de rodapé",
        "note a piè di pagina",
        "noten",
        "noot",
        "voetnoten",
        "fotnoter",
        "fodnoter",
        "przypisy",
        "poznámky",
        "сноски",
        "примечания",
        "примітки",
        "σημειώσεις",
        "הערות שוליים",
        "脚注",
        "注释",
        "註釋",
        "각주",
    ];
    let heading = heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    heading.is_empty() || TITLES.contains(&heading.as_str())
}

/// Whether a class, `id` or its parts name a note: whole words, since `footer` and `notebook` are none.
pub(super) fn names_note(tokens: &str) -> bool {
    tokens.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "footnote"
                | "footnotes"
                | "footdef"
                | "endnote"
                | "endnotes"
                | "sidenote"
                | "sidenotes"
                | "noteref"
                | "fn"
                | "fnref"
                | "ftn"
                | "ftnref"
                | "cite"
                | "citation"
                | "citations"
                | "references"
                | "reference"
                | "reflist"
                | "bib"
                | "bibliography"
                | "bibitem"
        )
    })
}

pub(super) fn is_note_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '※' | '＊')
}

/// The text below an element, white space collapsed, if it has no more characters.
pub(super) fn text_up_to(doc: &Document, id: NodeId, max_chars: usize) -> Option<String> {
    let start = text_start(doc, id, max_chars + 1);
    (!start.is_empty() && start.chars().count() <= max_chars).then_some(start)
}

/// The first characters of the text below an element, white space collapsed.
pub(super) fn text_start(doc: &Document, id: NodeId, chars: usize) -> String {
    let mut out = String::new();
    let mut left = chars;
    // White space counts for this only: there is no end to it on some pages.
    let mut scanned = 0;
    for node in doc.descendants(id).take(MAX_NOTE_NODES).filter(|&n| doc.kind(n) == Kind::Text) {
        for c in doc.text(node).chars() {
            scanned += 1;
            if left == 0 || scanned > MAX_NOTE_BYTES {
                return out;
            }
            if is_space(c) {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            } else {
                out.push(c);
                left -= 1;
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a note has words beside its number.
pub(super) fn says_something(doc: &Document, block: NodeId) -> bool {
    !said(&text_start(doc, block, MAX_COMPARED_CHARS)).is_empty()
}

pub(super) fn is_short(doc: &Document, block: NodeId) -> bool {
    let (mut bytes, mut nodes) = (0, 0);
    doc.descendants(block).all(|n| {
        nodes += 1;
        bytes += if doc.kind(n) == Kind::Text { doc.text(n).len() } else { 0 };
        nodes <= MAX_NOTE_NODES && bytes <= MAX_NOTE_BYTES
    })
}

pub(super) fn first_element(doc: &Document, id: NodeId) -> Option<NodeId> {
    doc.children(id).find(|&n| doc.kind(n) == Kind::Element)
}

/// The paragraph or item whose text begins with this element.
pub(super) fn opened_by(doc: &Document, sup: NodeId) -> Option<NodeId> {
    let block = doc.ancestors(sup).find(|&a| doc.breaks_line(a))?;
    if !matches!(doc.tag(block), Tag::P | Tag::Li | Tag::Div | Tag::Dd | Tag::Td) {
        return None;
    }
    let mut before = doc.descendants(block).take(MAX_SEARCHED_NODES);
    let opens =
        before.find(|&n| n == sup || (doc.kind(n) == Kind::Text && !doc.text(n).chars().all(is_space)));
    (opens == Some(sup) && says_something(doc, block) && text_up_to(doc, block, MAX_LABEL_CHARS).is_none())
        .then_some(block)
}

/// Whether a digit or a lone letter stands right before an element: `10<sup>3</sup>`, `m<sup>2</sup>`.
pub(super) fn after_digit(doc: &Document, sup: NodeId) -> bool {
    let Some(before) = doc.previous_sibling(sup).filter(|&n| doc.kind(n) == Kind::Text) else { return false };
    let mut last = doc.text(before).chars().rev();
    match (last.next(), last.next()) {
        (Some(c), _) if c.is_ascii_digit() || matches!(c, ')' | '^') => true,
        (Some(c), Some(b)) if c.is_alphabetic() && c.is_ascii() => !b.is_alphabetic(),
        _ => false,
    }
}

pub(super) fn position_in_list(doc: &Document, item: NodeId) -> Option<usize> {
    let list = doc.parent(item).filter(|&list| doc.tag(list) == Tag::Ol)?;
    let number = |id, name| doc.attr_named(id, name).and_then(|s| s.trim().parse::<usize>().ok());
    let up = std::iter::successors(Some(item), |&n| doc.previous_sibling(n));
    let items = up.filter(|&n| doc.tag(n) == Tag::Li).take(MAX_NOTES);
    let (mut behind, mut told) = (0, None);
    for item in items {
        told = number(item, "value");
        if told.is_some() {
            break;
        }
        behind += 1;
    }
    // Without a number of its own, the first item takes that of the list.
    let first = told.unwrap_or_else(|| number(list, "start").unwrap_or(1).saturating_sub(1));
    Some(first.saturating_add(behind))
}
