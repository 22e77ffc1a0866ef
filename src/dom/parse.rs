//! Text -> [`Document`]: drives html5ever's tokenizer over a page.
//!
//! The bodies of scripts and style sheets are two fifths of a typical page and are discarded, so they are not even
//! tokenized. Finding where they begin is left to the tokenizer itself: the page is fed up to the `>` that may end a
//! `<script>` or `<style>` tag, and only if that made the tree builder ask for raw text is the body passed over.

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use memchr::{memchr, memchr_iter, memmem};

use super::guard::Guard;
use super::{Document, Tag};
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
        tokenizer: Tokenizer::new(Guard::new(html.len(), limits), options),
        input: BufferQueue::default(),
    };
    let mut from = 0;
    let mut left_out = Vec::new();
    while let Some(end) = raw_text_tag_end(html, from) {
        feeder.feed_to(end);
        from = end;
        if let Some((tag, element)) = feeder.tokenizer.sink.discarding() {
            let body = raw_text(html, end, tag);
            if tag == Tag::Script {
                left_out.push((element, mark + end..mark + end + body.len()));
            }
            if tag == Tag::Style || memmem::find(body.as_bytes(), b"<!--").is_none() {
                from = end + body.len();
                feeder.fed = from;
            }
        }
    }
    feeder.feed_to(html.len());
    feeder.tokenizer.end();
    let mut document = feeder.tokenizer.sink.finish();
    document.scripts = left_out;
    document
}

struct Feeder<'a> {
    page: StrTendril,
    html: &'a str,
    /// Bytes of the page fed or passed over.
    fed: usize,
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
}

/// After the `>` that follows the next `<script` or `<style`, whatever that is part of.
fn raw_text_tag_end(html: &str, from: usize) -> Option<usize> {
    let bytes = html.as_bytes().get(from..)?;
    let opens = |&at: &usize| {
        let is = |name: &[u8]| {
            bytes
                .get(at + 1..)
                .and_then(|b| b.get(..name.len()))
                .is_some_and(|b| b.eq_ignore_ascii_case(name))
        };
        is(b"script") || is(b"style")
    };
    // No `>` behind one is none behind any: looking once more for each would be quadratic.
    let at = memchr_iter(b'<', bytes).find(opens)?;
    memchr(b'>', bytes.get(at..)?).map(|end| from + at + end + 1)
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
