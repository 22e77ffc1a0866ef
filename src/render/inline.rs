//! Inlines -> one line (or several, at hard breaks) of Markdown.
//!
//! Every character of the page's text is literal in the result: nothing in it can become markup, HTML, an entity or
//! an autolink. Characters are escaped only where CommonMark or GFM would give them meaning, so that prose stays
//! prose. Emphasis that Markdown cannot express where it stands (within a word next to punctuation, say) is left out,
//! its text is kept.

use super::escape::{
    attribute, begins_address, destination, ends_in_entity, ends_in_scheme, ends_in_www, holds,
    line_start_escape, literal, longest_run,
};
use super::markdown::Markdown;
use super::text::wrapped;
use super::{Notes, bracketed, digits, math};
use crate::article::{Image, Inline, Link};
use crate::resolve::{safe_image, safe_link};

/// Where a run of inlines is to stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// A paragraph: hard breaks are possible, and line starts have meaning.
    Paragraph,
    /// A heading: one line.
    Heading,
    /// The first line of a callout, which a paragraph may follow right away.
    Title,
    /// A table cell: one line without bare `|`.
    Cell,
}

/// A space at which no line may be broken, while inlines are written. Controls of the page never get this far.
const GLUE: char = '\u{1f}';

/// What stands for the bar of a formula in a table, where a bar ends the cell: a sign that formulas know and no letters.
const BAR: &str = "\u{2223}";

/// Renders inlines; empty if nothing in them shows. Lines of paragraphs are broken at `width` characters if it is not 0.
pub(super) fn render(content: &[Inline], place: Place, style: Markdown, width: usize) -> String {
    let mut writer = Writer {
        out: String::new(),
        delimiter_end: usize::MAX,
        code_end: usize::MAX,
        place,
        style,
        wraps: width > 0,
        dollars: place == Place::Title || dollars(content) > usize::from(place != Place::Cell),
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
                if width == 0 {
                    push_line(&mut out, line);
                    continue;
                }
                for (index, part) in wrapped(line, width).enumerate() {
                    if index > 0 {
                        out.push('\n');
                    }
                    push_line(&mut out, part);
                }
                continue;
            }
            Place::Heading | Place::Title if !out.is_empty() => out.push(' '),
            Place::Cell if !out.is_empty() => out.push_str("<br>"),
            Place::Heading | Place::Title | Place::Cell => {}
        }
        out.push_str(line);
    }
    if place == Place::Heading && out.ends_with('#') {
        // Or it would close the heading and vanish.
        out.insert(out.len() - 1, '\\');
    }
    if width == 0 { out } else { out.replace(GLUE, " ") }
}

/// Adds a line that begins no block.
fn push_line(out: &mut String, line: &str) {
    let (before, after) = line.split_at_checked(line_start_escape(line)).unwrap_or((line, ""));
    out.push_str(before);
    if !after.is_empty() {
        out.push('\\');
        out.push_str(after);
    }
}

/// Dollar signs among inlines: two could pair, wherever they stand, and one in a cell with one of the next.
fn dollars(content: &[Inline]) -> usize {
    let in_text = |text: &str| text.bytes().filter(|&b| b == b'$').count();
    let in_title = |title: &Option<String>| title.as_deref().map_or(0, in_text);
    let each = content.iter().map(|inline| {
        let own = match inline {
            Inline::Text(text) | Inline::Code(text) => in_text(text),
            Inline::Math(_) => 2,
            Inline::Link(Link { url, title, .. }) => in_text(url) + in_title(title),
            Inline::Image(Image { url, alt, title, .. }) => in_text(url) + in_text(alt) + in_title(title),
            Inline::Ruby(ruby) => in_text(&ruby.reading),
            _ => 0,
        };
        own + dollars(inline.content())
    });
    each.sum()
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
    style: Markdown,
    /// Lines may be broken at spaces.
    wraps: bool,
    /// Dollar signs could be taken for those around a formula.
    dollars: bool,
}

impl Writer {
    fn inlines(&mut self, run: &[Inline], context: Context) {
        for (index, inline) in run.iter().enumerate() {
            let following = run.get(index + 1..).unwrap_or_default();
            let style = self.style;
            let after = || first_char(following, context.link, style).or(context.after);
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
                Inline::Subscript(content) => self.tagged("sub", "", content, context),
                Inline::Superscript(content) => self.tagged("sup", "", content, context),
                Inline::Mark(content) => self.tagged("mark", "", content, context),
                Inline::Abbreviation(abbreviation) => {
                    let title = attribute("title", &abbreviation.title);
                    self.tagged("abbr", &title, &abbreviation.content, context);
                }
                Inline::Ruby(ruby) => {
                    self.inlines(&ruby.base, Context { after: Some('('), ..context });
                    self.text(&bracketed(&ruby.reading).concat(), Context { after: after(), ..context });
                }
                Inline::Code(text) => self.code(text, context),
                Inline::Math(tex) => self.math(tex),
                Inline::NoteReference(label) => self.note_reference(label, context),
                Inline::Link(link) => self.link(link, Context { after: after(), ..context }),
                Inline::Image(image) => self.image(image),
                Inline::LineBreak => {
                    self.out.truncate(self.out.trim_end_matches(' ').len());
                    self.out.push('\n');
                }
            }
        }
    }

    fn note_reference(&mut self, label: &str, context: Context) {
        // A link holds no other.
        let is_link = self.style.notes == Notes::Linked && !context.link;
        self.out.extend([if is_link { "[^" } else { "[" }, &digits(label), "]"]);
    }

    /// Whether a reference to a note ends here and began its line.
    fn begins_with_reference(&self) -> bool {
        let before = self.out.rfind('[').and_then(|at| self.out.get(..at)).unwrap_or_default();
        let before = before.trim_end_matches(' ');
        before.is_empty() || before.ends_with('\n')
    }

    /// Keeps what was written since `start` on one line.
    fn glue(&mut self, start: usize) {
        if self.wraps
            && let Some(written) = self.out.get(start..)
        {
            let glued: String = written.chars().map(|c| if c == ' ' { GLUE } else { c }).collect();
            self.out.truncate(start);
            self.out.push_str(&glued);
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

    /// Markdown has no sign for these; their HTML tags are inert.
    fn tagged(&mut self, tag: &str, attribute: &str, content: &[Inline], context: Context) {
        let start = self.out.len();
        let open = ["<", tag, attribute, ">"].concat();
        self.out.push_str(&open);
        self.inlines(content, Context { after: Some('<'), ..context });
        let inner = start + open.len();
        let Some([lead, core, trail]) = self.take_since(inner) else {
            // White space alone needs no tags.
            let space = self.out.split_off(inner);
            self.out.truncate(start);
            return self.out.push_str(&space);
        };
        // A tag never stands alone on a line, where it would begin a block.
        self.out.truncate(start);
        self.out.push_str(&lead);
        let tag_start = self.out.len();
        self.out.push_str(&open);
        self.glue(tag_start);
        self.out.extend([&core, "</", tag, ">", &trail]);
    }

    /// Takes what was written since `start`, white space at both ends apart; nothing if that is all.
    fn take_since(&mut self, start: usize) -> Option<[String; 3]> {
        let written = self.out.get(start..)?;
        let core = written.trim();
        if core.is_empty() {
            return None;
        }
        let lead = written.len() - written.trim_start().len();
        let parts = [written.get(..lead), Some(core), written.get(lead + core.len()..)];
        let parts = parts.map(|part| part.unwrap_or_default().to_owned());
        self.out.truncate(start);
        Some(parts)
    }

    fn code(&mut self, text: &str, context: Context) {
        let text: String =
            text.chars().filter_map(|c| if c == '\n' { Some(' ') } else { literal(c) }).collect();
        if text.trim().is_empty() {
            return self.text(&text, context);
        }
        if self.code_end == self.out.len() || (context.link && ends_label(&text)) {
            // Two spans side by side would run into one.
            return self.text(&text, context);
        }
        let start = self.out.len();
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
        self.glue(start);
        self.code_end = self.out.len();
    }

    fn math(&mut self, tex: &str) {
        let tex = math::inline(tex);
        if tex.is_empty() {
            return;
        }
        if self.out.ends_with('$') {
            // Two signs side by side would be one, with another meaning.
            self.out.push(' ');
        }
        let start = self.out.len();
        self.out.push('$');
        if self.place == Place::Cell {
            self.out.push_str(&tex.replace('|', BAR));
        } else {
            self.out.push_str(&tex);
        }
        self.out.push('$');
        self.glue(start);
        (self.delimiter_end, self.code_end) = (usize::MAX, usize::MAX);
    }

    fn link(&mut self, link: &Link, context: Context) {
        let Some(url) = safe_link(&link.url).filter(|_| self.style.links && !context.link) else {
            return self.inlines(&link.content, context);
        };
        let start = self.out.len();
        self.inlines(&link.content, Context { link: true, after: Some(']'), ..context });
        let Some([lead, core, trail]) = self.take_since(start) else { return };
        self.out.push_str(&lead);
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
        let end = self.out.len();
        self.out.push_str("](");
        destination(&mut self.out, &url);
        self.title(link.title.as_deref());
        self.out.push(')');
        self.glue(end);
        self.out.push_str(&trail);
        self.delimiter_end = usize::MAX;
        self.code_end = usize::MAX;
    }

    fn image(&mut self, image: &Image) {
        let Some(url) = safe_image(&image.url).filter(|_| self.style.images) else { return };
        let start = self.out.len();
        self.out.push_str("![");
        self.text(image.alt.trim(), Context { link: true, ..Context::default() });
        self.out.push_str("](");
        destination(&mut self.out, &url);
        self.title(image.title.as_deref());
        self.out.push(')');
        self.glue(start);
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
                '*' => context.styles != 0 || prev != Some(' ') || next != Some(' ') || ends(&chars),
                '_' => !(prev.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
                '~' => !(matches!(prev, None | Some(' ' | '\n')) && next.is_some_and(|n| n.is_ascii_digit())),
                '[' => context.link || matches!(next, None | Some(' ' | 'x' | 'X' | '^' | '!')),
                ']' => context.link || matches!(next, None | Some('(' | '[' | ':')),
                '<' => {
                    next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?'))
                        || (next != Some('<') && may_reach_code(&chars))
                }
                ';' => ends_in_entity(&self.out),
                '|' => self.place == Place::Cell,
                '$' => self.dollars,
                // After a reference to a note it would make it a link, or the note itself.
                '(' if prev == Some(']') && !self.out.ends_with("\\]") => true,
                ':' if prev == Some(']') && !self.out.ends_with("\\]") => {
                    self.wraps || self.begins_with_reference()
                }
                ':' => !context.link && next == Some('/') && ends_in_scheme(&self.out),
                '.' => !context.link && ends_in_www(&self.out),
                '@' => {
                    next.is_some_and(|n| n.is_ascii_alphanumeric()) && begins_address(&self.out, context.link)
                }
                _ => false,
            };
            if c == '[' && prev == Some(']') && !self.out.ends_with("\\]") {
                // After a reference to a note some readers take even an escaped one for the label of a link.
                self.out.push_str("&#91;");
            } else {
                self.out.extend(escape.then_some('\\').into_iter().chain([c]));
            }
            prev = Some(c);
        }
    }
}

/// Whether nothing but white space is left of a text, which may go.
fn ends(rest: &(impl Iterator<Item = char> + Clone)) -> bool {
    rest.clone().take(MAX_SPACES).all(|c| c == ' ')
}

/// White space that is looked over for what comes behind it.
const MAX_SPACES: usize = 64;

/// Whether a text ends without white space, `@`, `<` or `>`: what follows, even code, may make a mail address of it, in `<`
/// and `>`.
fn may_reach_code(rest: &(impl Iterator<Item = char> + Clone)) -> bool {
    rest.clone().take(MAX_ADDRESS).all(|c| !c.is_whitespace() && !matches!(c, '@' | '<' | '>'))
}

/// Characters that a mail address may have before its `@`, and some more.
const MAX_ADDRESS: usize = 80;

/// Whether code in a link would end the label of a reference definition: where a paragraph begins with the link, that is what
/// a parser looks for first.
fn ends_label(code: &str) -> bool {
    code.contains("]:")
}

/// The first character inlines are rendered to, with emphasis taken as left out; escapes do not matter here, since
/// only whether it is a letter, white space or punctuation does.
fn first_char(content: &[Inline], in_link: bool, style: Markdown) -> Option<char> {
    content.iter().find_map(|inline| match inline {
        Inline::Text(text) => text.chars().find_map(literal),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            first_char(content, in_link, style)
        }
        Inline::Subscript(content) | Inline::Superscript(content) | Inline::Mark(content) => {
            first_char(content, in_link, style).map(|_| '<')
        }
        Inline::Abbreviation(abbreviation) => first_char(&abbreviation.content, in_link, style).map(|_| '<'),
        Inline::Ruby(ruby) => first_char(&ruby.base, in_link, style).or(Some('(')),
        Inline::Code(text) if in_link && ends_label(text) => text.chars().find_map(literal),
        Inline::Code(text) => text.chars().find_map(literal).map(|_| '`'),
        Inline::Math(_) => Some('$'),
        Inline::NoteReference(_) => Some('['),
        Inline::Link(link) => {
            let leads = style.links && !in_link && safe_link(&link.url).is_some();
            let first = first_char(&link.content, in_link || leads, style)?;
            Some(if leads && !first.is_whitespace() { '[' } else { first })
        }
        Inline::Image(image) => safe_image(&image.url).filter(|_| style.images).map(|_| '!'),
        Inline::LineBreak => Some('\n'),
    })
}
