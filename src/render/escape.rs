//! What CommonMark and GFM would read into a literal where it stands, and how to keep them from it.

use crate::resolve::encode;

/// Where in a line a backslash keeps its start from beginning a block; the line's length if nowhere.
///
/// Nothing an inline renders to begins with any of these, so whatever is found is literal.
pub(super) fn line_start_escape(line: &str) -> usize {
    let none = line.len();
    let ends_marker = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let rest = |n| line.get(n..).unwrap_or_default();
    match line.as_bytes().first() {
        Some(b'#') => {
            let run = line.bytes().take_while(|&b| b == b'#').count();
            if run <= 6 && ends_marker(rest(run)) { 0 } else { none }
        }
        Some(b'>' | b'|') => 0,
        Some(b'-' | b'+' | b'*') if ends_marker(rest(1)) => 0,
        // Thematic breaks, underlines of headings, delimiter rows of tables.
        Some(b'-' | b':' | b'=') if line.bytes().all(|b| matches!(b, b'-' | b':' | b'=' | b'|' | b' ')) => 0,
        Some(b'0'..=b'9') => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let marks = rest(digits).starts_with(['.', ')']) && ends_marker(rest(digits + 1));
            if digits <= 9 && marks { digits } else { none }
        }
        _ => none,
    }
}

/// The character as it may stand in Markdown: white space as a space, other controls not at all.
pub(super) fn literal(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\x0b' | '\x0c' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Whether delimiters around `first..last` open and close emphasis between `prev` and `next`
/// (CommonMark 0.31, 6.2). Where Unicode's class of a character is in doubt, both readings must hold.
pub(super) fn holds(
    mark: Option<char>,
    prev: Option<char>,
    first: char,
    last: char,
    next: Option<char>,
) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    let word = |c: char| c.is_alphanumeric();
    let flanks = (word(first) || apart(prev)) && (word(last) || apart(next));
    flanks && (mark != Some('_') || (apart(prev) && apart(next)))
}

/// Characters that certainly are punctuation or symbols.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Whether a `;` would end an entity.
pub(super) fn ends_in_entity(out: &str) -> bool {
    let name = out.bytes().rev().take(33).take_while(|&b| b.is_ascii_alphanumeric() || b == b'#').count();
    name > 0 && out.len().checked_sub(name + 1).and_then(|at| out.as_bytes().get(at)) == Some(&b'&')
}

/// Whether `//` after a `:` would make an autolink of GFM.
pub(super) fn ends_in_scheme(out: &str) -> bool {
    let bytes = out.as_bytes();
    ["http", "https", "ftp"].iter().any(|scheme| ends_ignore_case(bytes, scheme))
}

/// Whether an `@` would make an address of what is before it: an autolink of GFM, which are none within a link, or one
/// between `<` and `>`.
pub(super) fn begins_address(out: &str, in_link: bool) -> bool {
    let name =
        out.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-\\".contains(c));
    name.len() < out.len() && (!in_link || name.ends_with('<'))
}

/// Whether a `.` would begin an autolink of GFM.
pub(super) fn ends_in_www(out: &str) -> bool {
    let bytes = out.as_bytes();
    ends_ignore_case(bytes, "www")
        && !bytes.get(..bytes.len() - 3).and_then(<[u8]>::last).is_some_and(u8::is_ascii_alphanumeric)
}

pub(super) fn ends_ignore_case(bytes: &[u8], end: &str) -> bool {
    bytes
        .len()
        .checked_sub(end.len())
        .and_then(|at| bytes.get(at..))
        .is_some_and(|b| b.eq_ignore_ascii_case(end.as_bytes()))
}

/// Length of the longest run of a character.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A link destination without brackets: what would end it or mean something in it is percent-encoded.
pub(super) fn destination(out: &mut String, url: &str) {
    let balanced = is_balanced(url);
    for c in url.chars() {
        match c {
            '(' if !balanced => out.push_str("%28"),
            ')' if !balanced => out.push_str("%29"),
            ';' if ends_in_entity(out) => out.push_str("%3B"),
            c => encode(c, out),
        }
    }
}

/// Whether parentheses match, few enough deep for every parser.
pub(super) fn is_balanced(url: &str) -> bool {
    let mut open = 0_i32;
    for b in url.bytes() {
        match b {
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        if !(0..=8).contains(&open) {
            return false;
        }
    }
    open == 0
}

/// An attribute of a tag in a line of Markdown. Of its value only letters, digits and spaces stand as they are, so that
/// nothing can be read as Markdown, whose rules for what ends such a tag readers follow in different ways.
pub(super) fn attribute(name: &str, value: &str) -> String {
    let mut out = format!(" {name}=\"");
    for c in value.chars().filter_map(literal) {
        match c {
            '"' => out.push_str("&quot;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            ',' | '.' | '-' | '(' | ')' | '/' => out.push(c),
            c if c.is_ascii_punctuation() => out.extend(["&#", &u32::from(c).to_string(), ";"]),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
