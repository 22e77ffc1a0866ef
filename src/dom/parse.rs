//! Text -> [`Document`]: drives html5ever's tokenizer over a page.
//!
//! The bodies of scripts and style sheets are two fifths of a typical page and are discarded, so they are not even
//! tokenized. Finding where they begin is left to the tokenizer itself: the page is fed up to the `>` that may end a
//! `<script>` or `<style>` tag, and only if that made the tree builder ask for raw text is the body passed over.
//!
//! Tags with too many attributes are cut here too ([`super::long_tag`]): the tokenizer compares each attribute of a tag
//! with all before it, out of reach of what comes after.

use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use memchr::{memchr, memchr_iter, memmem};

use super::guard::Guard;
use super::long_tag::{self, LongTags};
use super::{Document, NodeId, Tag};
use crate::article::Warning;
use crate::extractor::Limits;

/// Parses a page as a browser without scripting does.
///
/// Any text gives a document. What the limits cut short is told by [`Document::warnings`].
pub fn parse(html: &str, limits: &Limits) -> Document {
    // The tokenizer would drop a byte order mark from the start of every piece it is fed.
    let page = html;
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let mark = page.len() - html.len();
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let mut feeder = Feeder {
        page: StrTendril::from_slice(html),
        html,
        fed: 0,
        left_out: Vec::new(),
        tokenizer: Tokenizer::new(Guard::new(html.len(), limits), options),
        input: BufferQueue::default(),
    };
    let mut long_tags = LongTags::new(html, limits.max_attributes);
    let mut from = 0;
    while let Some(stop) = next_stop(html, from, &mut long_tags) {
        from = match stop {
            Stop::RawText(end) => feeder.pass_raw_text(end),
            Stop::LongTag(at) => feeder.cut_long_tag(at, &mut long_tags),
        };
    }
    feeder.feed_to(html.len());
    feeder.tokenizer.end();
    let left_out = feeder.left_out;
    let mut document = feeder.tokenizer.sink.finish();
    let in_page = |(element, body): (NodeId, Range<usize>)| (element, mark + body.start..mark + body.end);
    document.scripts = left_out.into_iter().map(in_page).collect();
    document
}

struct Feeder<'a> {
    page: StrTendril,
    html: &'a str,
    /// Bytes of the page fed or passed over.
    fed: usize,
    /// Scripts whose bodies were passed over, and where those stand.
    left_out: Vec<(NodeId, Range<usize>)>,
    tokenizer: Tokenizer<Guard>,
    input: BufferQueue,
}

impl Feeder<'_> {
    fn feed_to(&mut self, end: usize) {
        if end <= self.fed || !self.html.is_char_boundary(end) {
            return;
        }
        self.input.push_back(self.page.subtendril(self.fed as u32, (end - self.fed) as u32));
        self.fed = end;
        while !matches!(self.tokenizer.feed(&self.input), TokenizerResult::Done) {}
    }

    /// Feeds up to the end of what may be the start tag of raw text, and passes over the text if it was. Where to go on.
    fn pass_raw_text(&mut self, end: usize) -> usize {
        self.feed_to(end);
        let Some((tag, element)) = self.tokenizer.sink.discarding() else { return end };
        let body = raw_text(self.html, end, tag);
        if tag == Tag::Script {
            self.left_out.push((element, end..end + body.len()));
        }
        // Comment-like parts change where a script ends.
        if tag == Tag::Style || memmem::find(body.as_bytes(), b"<!--").is_none() {
            self.fed = end + body.len();
            return self.fed;
        }
        end
    }

    /// If the tag at `at` is one and has too many attributes, feeds those allowed and passes over the rest. Where to go on.
    fn cut_long_tag(&mut self, at: usize, long_tags: &mut LongTags<'_>) -> usize {
        // Within text, and only there, the tokenizer passes on each character before it looks at the next.
        let settled = long_tag::settled_before(self.html, at);
        if self.fed <= settled {
            self.feed_to(settled);
            self.tokenizer.sink.forget_last_token();
        }
        self.feed_to(at);
        let tag = self.html.as_bytes().get(at..).unwrap_or_default();
        if at > 0 && !self.tokenizer.sink.may_begin_tag(tag) {
            return at;
        }
        let Some((last, end)) = long_tags.cut(at) else { return at };
        self.feed_to(last);
        self.fed = end;
        self.tokenizer.sink.warn(Warning::AttributeLimit);
        end
    }
}

/// Where feeding has to stop to look.
enum Stop {
    /// After the `>` that follows a `<script` or `<style`, whatever that is part of.
    RawText(usize),
    /// Before what may be a tag with too many attributes.
    LongTag(usize),
}

fn next_stop(html: &str, from: usize, long_tags: &mut LongTags<'_>) -> Option<Stop> {
    let bytes = html.as_bytes().get(from..)?;
    for at in memchr_iter(b'<', bytes) {
        let opens_raw_text = |name: &[u8]| {
            bytes
                .get(at + 1..)
                .and_then(|b| b.get(..name.len()))
                .is_some_and(|b| b.eq_ignore_ascii_case(name))
        };
        if long_tags.may_begin(from + at) {
            return Some(Stop::LongTag(from + at));
        }
        if opens_raw_text(b"script") || opens_raw_text(b"style") {
            // No `>` behind one is none behind any: looking once more for each would be quadratic.
            return memchr(b'>', bytes.get(at..)?).map(|end| Stop::RawText(from + at + end + 1));
        }
    }
    None
}

/// The text of a raw text element that begins at `from`, up to the next end tag or the end of the page: all of it, unless
/// comment-like parts change where a script ends.
fn raw_text(html: &str, from: usize, tag: Tag) -> &str {
    let name: &[u8] = if tag == Tag::Style { b"</style" } else { b"</script" };
    let bytes = html.as_bytes().get(from..).unwrap_or_default();
    let end = memmem::find_iter(bytes, b"</").find(|&at| {
        let is_name = bytes.get(at..at + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name));
        is_name
            && matches!(
                bytes.get(at + name.len()),
                Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
            )
    });
    html.get(from..from + end.unwrap_or(bytes.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::NodeId;

    fn text(html: &str) -> String {
        parse(html, &Limits::new()).text_content(NodeId::DOCUMENT)
    }

    #[test]
    fn passes_over_scripts_and_style_sheets() {
        assert_eq!(text("a<script>if (a</b) '<p>'</SCRIPT >b<style>c</style>d"), "abd");
        assert_eq!(text("a<script>no end <b>x</b>"), "a");
    }

    #[test]
    fn keeps_json_ld_and_tex() {
        assert_eq!(text("<script type='application/ld+json'>{}</script>x"), "{}x");
        assert_eq!(text("<p><script type='math/tex; mode=display'>x^2</script>"), "x^2");
    }

    #[test]
    fn is_not_fooled_by_script_tags_that_are_none() {
        assert_eq!(text("a<!-- <script> -->b<p title='<script>'>c"), "abc");
        assert_eq!(text("<textarea><script>x</script></textarea>y"), "<script>x</script>y");
        assert_eq!(text("<title><style></title>x"), "<style>x");
    }

    #[test]
    fn a_script_with_a_commented_script_inside_ends_where_the_standard_says() {
        assert_eq!(text("a<script><!-- <script> </script> --> </script>b"), "ab");
    }
}
