//! Inlines -> one line (or several, at hard breaks) of Markdown.
//!
//! Every character of the page's text is literal in the result: nothing in it can become markup, HTML, an entity or
//! an autolink. Characters are escaped only where CommonMark or GFM would give them meaning, so that prose stays
//! prose. Emphasis that Markdown cannot express where it stands (within a word next to punctuation, say) is left out,
//! its text is kept.

use super::{digits, math};
use crate::article::{Image, Inline, Link};
use crate::resolve::{safe_image, safe_link};

/// Where a run of inlines is to stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// A paragraph: hard breaks are possible, and line starts have meaning.
    Paragraph,
    /// A heading: one line.
    Heading,
    /// A table cell: one line without bare `|`.
    Cell,
}

/// Renders inlines; empty if nothing in them shows.
pub(super) fn render(content: &[Inline], place: Place) -> String {
    let mut writer = Writer {
        out: String::new(),
        delimiter_end: usize::MAX,
        code_end: usize::MAX,
        place,
        dollars: has_dollars(content),
    };
    writer.inlines(content, Context::default());
    let lines = writer.out.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = String::with_capacity(writer.out.len() + 8);
    for line in lines {
        match place {
            Place::Paragraph => {
                if !out.is_empty() {
                    out.push_str("\\\n");
                }
                let (before, after) = line.split_at_checked(line_start_escape(line)).unwrap_or((line, ""));
                out.push_str(before);
                if !after.is_empty() {
                    out.push('\\');
                    out.push_str(after);
                }
                continue;
            }
            Place::Heading if !out.is_empty() => out.push(' '),
            Place::Cell if !out.is_empty() => out.push_str("<br>"),
            Place::Heading | Place::Cell => {}
        }
        out.push_str(line);
    }
    if place == Place::Heading && out.ends_with('#') {
        // Or it would close the heading and vanish.
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// Whether a literal dollar sign among inlines could pair with another one.
fn has_dollars(content: &[Inline]) -> bool {
    fn count(content: &[Inline]) -> usize {
        content
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.bytes().filter(|&b| b == b'$').count(),
                Inline::Math(_) => 2,
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Subscript(content)
                | Inline::Superscript(content) => count(content),
                Inline::Link(link) => count(&link.content),
                Inline::Image(image) => image.alt.bytes().filter(|&b| b == b'$').count(),
                Inline::Code(_) | Inline::NoteReference(_) | Inline::LineBreak => 0,
            })
            .sum()
    }
    count(content) > 1
}

/// Where in a line a backslash keeps its start from beginning a block; the line's length if nowhere.
///
/// Nothing an inline renders to begins with any of these, so whatever is found is literal.
fn line_start_escape(line: &str) -> usize {
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

/// What is around the inlines being written.
#[derive(Clone, Copy, Default)]
struct Context {
    /// Styles open around the run, as bits.
    styles: u8,
    link: bool,
    /// The character that follows the run; `None` at its end.
    after: Option<char>,
}

const EMPHASIS: u8 = 1;
const STRONG: u8 = 2;
const STRIKETHROUGH: u8 = 4;

struct Writer {
    /// Line feeds in it are hard breaks.
    out: String,
    /// Length of `out` when a delimiter of emphasis was last written.
    delimiter_end: usize,
    /// Length of `out` when a code span was last written.
    code_end: usize,
    place: Place,
    /// Dollar signs could be taken for those around a formula.
    dollars: bool,
}

impl Writer {
    fn inlines(&mut self, run: &[Inline], context: Context) {
        for (index, inline) in run.iter().enumerate() {
            let following = run.get(index + 1..).unwrap_or_default();
            let after = || first_char(following, context.link).or(context.after);
            match inline {
                Inline::Text(text) => self.text(text, context),
                Inline::Emphasis(content) => {
                    self.styled(content, ["*", "_"], EMPHASIS, Context { after: after(), ..context });
                }
                Inline::Strong(content) => {
                    self.styled(content, ["**", "__"], STRONG, Context { after: after(), ..context });
                }
                Inline::Strikethrough(content) => {
                    self.styled(content, ["~~", "~~"], STRIKETHROUGH, Context { after: after(), ..context });
                }
                Inline::Subscript(content) => self.tagged("sub", content, context),
                Inline::Superscript(content) => self.tagged("sup", content, context),
                Inline::Code(text) => self.code(text, context),
                Inline::Math(tex) => self.math(tex),
                Inline::NoteReference(label) => {
                    self.out.push_str("[^");
                    self.out.push_str(&digits(label));
                    self.out.push(']');
                }
                Inline::Link(link) => self.link(link, Context { after: after(), ..context }),
                Inline::Image(image) => self.image(image),
                Inline::LineBreak => {
                    self.out.truncate(self.out.trim_end_matches(' ').len());
                    self.out.push('\n');
                }
            }
        }
    }

    /// Emphasis between the first of two delimiters that works here, or without any.
    fn styled(&mut self, content: &[Inline], delimiters: [&str; 2], style: u8, context: Context) {
        let within = Context { styles: context.styles | style, ..context };
        if context.styles & style != 0 {
            return self.inlines(content, within);
        }
        let (start, ends) = (self.out.len(), (self.delimiter_end, self.code_end));
        let before = self.out.chars().next_back();
        let touches = self.delimiter_end == start;
        // Written between the delimiters at first; whether they hold is known once the text is.
        let [delimiter, _] = delimiters;
        self.out.push_str(delimiter);
        let inner = self.out.len();
        self.delimiter_end = inner;
        self.inlines(content, Context { after: delimiter.chars().next(), ..within });
        let written = self.out.split_off(inner);
        self.out.truncate(start);
        let core = written.trim();
        let lead = written.len() - written.trim_start().len();
        let (lead, trail) =
            (written.get(..lead).unwrap_or_default(), written.get(lead + core.len()..).unwrap_or_default());
        let before = lead.chars().next_back().or(before);
        let after = trail.chars().next().or(context.after);
        let core_end = inner + lead.len() + core.len();
        let chosen = core.chars().next().zip(core.chars().next_back()).and_then(|(first, last)| {
            delimiters.into_iter().find(|delimiter| {
                let mark = delimiter.chars().next();
                let clashes =
                    (lead.is_empty() && touches && before == mark) || (trail.is_empty() && after == mark);
                let inside = Some(first) == mark || (Some(last) == mark && self.delimiter_end == core_end);
                !clashes && !inside && holds(mark, before, first, last, after)
            })
        });
        let Some(delimiter) = chosen else {
            // Again, since what is within was written for being next to the delimiters. `within` says that the style
            // is open, so this at most doubles the work once a style.
            (self.delimiter_end, self.code_end) = ends;
            return self.inlines(content, within);
        };
        for part in [lead, delimiter, core, delimiter] {
            self.out.push_str(part);
        }
        (self.delimiter_end, self.code_end) = (self.out.len(), usize::MAX);
        self.out.push_str(trail);
    }

    /// Markdown has no sign for these; both HTML tags are inert.
    fn tagged(&mut self, tag: &str, content: &[Inline], context: Context) {
        let start = self.out.len();
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        let inner = self.out.len();
        self.inlines(content, Context { after: Some('<'), ..context });
        if self.out.len() == inner {
            self.out.truncate(start);
            return;
        }
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn code(&mut self, text: &str, context: Context) {
        let text: String =
            text.chars().filter_map(|c| if c == '\n' { Some(' ') } else { literal(c) }).collect();
        if text.trim().is_empty() {
            return self.text(&text, context);
        }
        if self.code_end == self.out.len() {
            // Two spans side by side would run into one.
            return self.text(&text, context);
        }
        let fence = "`".repeat(longest_run(&text, '`') + 1);
        let pad =
            if text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '))
            {
                " "
            } else {
                ""
            };
        self.out.push_str(&fence);
        self.out.push_str(pad);
        if self.place == Place::Cell {
            self.out.push_str(&text.replace('|', "\\|"));
        } else {
            self.out.push_str(&text);
        }
        self.out.push_str(pad);
        self.out.push_str(&fence);
        self.code_end = self.out.len();
    }

    fn math(&mut self, tex: &str) {
        let tex = math::inline(tex);
        self.out.push('$');
        if self.place == Place::Cell {
            self.out.push_str(&tex.replace('|', "\\vert "));
        } else {
            self.out.push_str(&tex);
        }
        self.out.push('$');
        (self.delimiter_end, self.code_end) = (usize::MAX, usize::MAX);
    }

    fn link(&mut self, link: &Link, context: Context) {
        let Some(url) = safe_link(&link.url).filter(|_| !context.link) else {
            return self.inlines(&link.content, context);
        };
        let start = self.out.len();
        self.inlines(&link.content, Context { link: true, after: Some(']'), ..context });
        let written = self.out.get(start..).unwrap_or_default();
        let core = written.trim();
        if core.is_empty() {
            return;
        }
        let lead = written.len() - written.trim_start().len();
        let (before, trail) = (
            written.get(..lead).unwrap_or_default().to_owned(),
            written.get(lead + core.len()..).unwrap_or_default().to_owned(),
        );
        let core = core.to_owned();
        self.out.truncate(start);
        self.out.push_str(&before);
        if self.out.ends_with('!') {
            // Or the link would become an image.
            self.out.insert(self.out.len() - 1, '\\');
        }
        self.out.push('[');
        if core.starts_with('^') {
            // Or it would become a footnote.
            self.out.push('\\');
        }
        self.out.push_str(&core);
        self.out.push_str("](");
        destination(&mut self.out, &url);
        self.title(link.title.as_deref());
        self.out.push(')');
        self.out.push_str(&trail);
        self.delimiter_end = usize::MAX;
        self.code_end = usize::MAX;
    }

    fn image(&mut self, image: &Image) {
        let Some(url) = safe_image(&image.url) else { return };
        self.out.push_str("![");
        self.text(image.alt.trim(), Context { link: true, ..Context::default() });
        self.out.push_str("](");
        destination(&mut self.out, &url);
        self.title(image.title.as_deref());
        self.out.push(')');
    }

    fn title(&mut self, title: Option<&str>) {
        let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) else { return };
        self.out.push_str(" \"");
        for c in title.chars().filter_map(literal) {
            match c {
                '"' | '\\' | '`' | '<' => {
                    self.out.push('\\');
                }
                '|' if self.place == Place::Cell => self.out.push('\\'),
                ';' if ends_in_entity(&self.out) => self.out.push('\\'),
                _ => {}
            }
            self.out.push(c);
        }
        self.out.push('"');
    }

    fn text(&mut self, text: &str, context: Context) {
        let mut prev = self.out.chars().next_back();
        let mut chars = text.chars().filter_map(literal).peekable();
        while let Some(c) = chars.next() {
            if c == ' ' && matches!(prev, Some(' ' | '\n')) {
                continue;
            }
            let next = chars.peek().copied();
            let escape = match c {
                '\\' => !next.is_some_and(char::is_alphanumeric),
                '`' => true,
                '*' => context.styles != 0 || prev != Some(' ') || next != Some(' '),
                '_' => !(prev.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
                '~' => !(matches!(prev, None | Some(' ' | '\n')) && next.is_some_and(|n| n.is_ascii_digit())),
                '[' => context.link || matches!(next, None | Some(' ' | 'x' | 'X' | '^' | '!')),
                ']' => context.link || matches!(next, None | Some('(' | '[' | ':')),
                '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
                ';' => ends_in_entity(&self.out),
                '|' => self.place == Place::Cell,
                '$' => self.dollars,
                ':' => !context.link && next == Some('/') && ends_in_scheme(&self.out),
                '.' => !context.link && ends_in_www(&self.out),
                '@' => {
                    !context.link
                        && prev
                            .is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '.' | '-' | '_' | '+'))
                        && next.is_some_and(|n| n.is_ascii_alphanumeric())
                }
                _ => false,
            };
            if escape {
                self.out.push('\\');
            }
            self.out.push(c);
            prev = Some(c);
        }
    }
}

/// The character as it may stand in Markdown: white space as a space, other controls not at all.
fn literal(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\x0b' | '\x0c' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The first character inlines are rendered to, with emphasis taken as left out; escapes do not matter here, since
/// only whether it is a letter, white space or punctuation does.
fn first_char(content: &[Inline], in_link: bool) -> Option<char> {
    content.iter().find_map(|inline| match inline {
        Inline::Text(text) => text.chars().find_map(literal),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            first_char(content, in_link)
        }
        Inline::Subscript(content) | Inline::Superscript(content) => {
            first_char(content, in_link).map(|_| '<')
        }
        Inline::Code(text) => text.chars().find_map(literal).map(|_| '`'),
        Inline::Math(_) => Some('$'),
        Inline::NoteReference(_) => Some('['),
        Inline::Link(link) => {
            let first = first_char(&link.content, true)?;
            Some(if first.is_whitespace() || in_link || safe_link(&link.url).is_none() { first } else { '[' })
        }
        Inline::Image(image) => safe_image(&image.url).map(|_| '!'),
        Inline::LineBreak => Some('\n'),
    })
}

/// Whether delimiters around `first..last` open and close emphasis between `prev` and `next`
/// (CommonMark 0.31, 6.2). Where Unicode's class of a character is in doubt, both readings must hold.
fn holds(mark: Option<char>, prev: Option<char>, first: char, last: char, next: Option<char>) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    let word = |c: char| c.is_alphanumeric();
    let flanks = (word(first) || apart(prev)) && (word(last) || apart(next));
    flanks && (mark != Some('_') || (apart(prev) && apart(next)))
}

/// Characters that certainly are punctuation or symbols.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Whether a `;` would end an entity.
fn ends_in_entity(out: &str) -> bool {
    let name = out.bytes().rev().take(33).take_while(|&b| b.is_ascii_alphanumeric() || b == b'#').count();
    name > 0 && out.len().checked_sub(name + 1).and_then(|at| out.as_bytes().get(at)) == Some(&b'&')
}

/// Whether `//` after a `:` would make an autolink of GFM.
fn ends_in_scheme(out: &str) -> bool {
    let bytes = out.as_bytes();
    ["http", "https", "ftp"].iter().any(|scheme| ends_ignore_case(bytes, scheme))
}

/// Whether a `.` would begin an autolink of GFM.
fn ends_in_www(out: &str) -> bool {
    let bytes = out.as_bytes();
    ends_ignore_case(bytes, "www")
        && !bytes.get(..bytes.len() - 3).and_then(<[u8]>::last).is_some_and(u8::is_ascii_alphanumeric)
}

fn ends_ignore_case(bytes: &[u8], end: &str) -> bool {
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
fn destination(out: &mut String, url: &str) {
    let balanced = is_balanced(url);
    for c in url.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            '|' => out.push_str("%7C"),
            '(' if !balanced => out.push_str("%28"),
            ')' if !balanced => out.push_str("%29"),
            // White space outside ASCII ends nothing in CommonMark, but readers and other parsers stop at it.
            c if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push('%');
                    out.extend([byte >> 4, byte & 15].iter().filter_map(|&n| char::from_digit(n.into(), 16)));
                }
            }
            ';' if ends_in_entity(out) => out.push_str("%3B"),
            c => out.push(c),
        }
    }
}

/// Whether parentheses match, few enough deep for every parser.
fn is_balanced(url: &str) -> bool {
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
