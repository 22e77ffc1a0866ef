//! Tags with more attributes than a page may have, found in the text before the tokenizer reads it.
//!
//! The tokenizer looks for each attribute among all those of its tag before it, so thirty thousand in one tag take as
//! long as a book. What is in a tag is read here exactly; whether a `<` begins one (and is not part of a comment, a value
//! or raw text) only the tokenizer knows, and is asked before anything is cut.

use memchr::memchr2;

use crate::tag_scan::{Scan, is_space};

/// Attributes that cost the tokenizer nothing worth looking ahead for, whatever the limit.
const CHEAP: usize = 256;

/// Looks ahead for tags with too many attributes. Each byte is read twice at most.
pub(super) struct LongTags<'a> {
    page: &'a [u8],
    /// Attributes a tag may have.
    most: usize,
    /// Up to where tags have been read. A `<` before it is most likely part of one.
    read_to: usize,
    /// Before it each `<` has been looked at.
    next: usize,
}

impl<'a> LongTags<'a> {
    pub(super) fn new(html: &'a str, max_attributes: usize) -> Self {
        let most = max_attributes.max(CHEAP);
        // An attribute takes a byte, and one between it and the next.
        let next = if html.len() / 2 > most { 0 } else { usize::MAX };
        LongTags { page: html.as_bytes(), most, read_to: 0, next }
    }

    /// Whether a tag with too many attributes may begin with the `<` at `at`. Says so once for each.
    pub(super) fn may_begin(&mut self, at: usize) -> bool {
        if at < self.next {
            return false;
        }
        self.next = at + 1;
        let name = match self.page.get(at + 1) {
            Some(b'/') => self.page.get(at + 2),
            first => first,
        };
        if !name.is_some_and(u8::is_ascii_alphabetic) {
            return false;
        }
        // Read as part of a tag before: only if the tokenizer says that it was none is it worth reading again.
        at < self.read_to || self.read(at).is_some()
    }

    /// If the tag at `at` has too many attributes: where the first of them begins, and where the tag ends.
    pub(super) fn cut(&mut self, at: usize) -> Option<(usize, usize)> {
        let (first, mut scan) = self.read(at)?;
        while scan.attribute().is_some() {}
        self.read_to = self.page.len() - scan.rest.len();
        let end = if scan.cut_off { self.read_to } else { self.read_to - 1 };
        Some((first, end))
    }

    /// Reads the tag at `at` up to its end, or to the first attribute too many: where that begins, and what follows.
    fn read(&mut self, at: usize) -> Option<(usize, Scan<'a>)> {
        let rest = self.page.get(at + 1..)?;
        // Only behind an equals sign can a `>` be anything but the end.
        let sign = memchr2(b'>', b'=', rest).unwrap_or(rest.len());
        if sign / 2 <= self.most && rest.get(sign) == Some(&b'>') {
            self.read_to = self.read_to.max(at + sign);
            return None;
        }
        let mut scan = Scan::new(rest);
        scan.eat(b"/");
        scan.take_while(|b| !is_space(b) && !matches!(b, b'/' | b'>'));
        let mut left = self.most;
        while left > 0 && scan.attribute().is_some() {
            left -= 1;
        }
        scan.take_while(|b| is_space(b) || b == b'/');
        let read_to = self.page.len() - scan.rest.len();
        self.read_to = self.read_to.max(read_to);
        let more = left == 0 && scan.rest.first().is_some_and(|&b| b != b'>');
        more.then_some((read_to, scan))
    }
}

/// Some characters before `at`, to be fed by themselves: in text, at least one of them makes the tokenizer pass something
/// on. Begins of character references, which it holds back, and empty end tags, of which it says nothing, are not enough.
pub(super) fn settled_before(html: &str, at: usize) -> usize {
    let mut text = html.get(..at).unwrap_or_default();
    loop {
        let without = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        if let Some(without) = without.strip_suffix('&').or_else(|| text.strip_suffix("</>")) {
            text = without;
        } else {
            break;
        }
    }
    // Two, for the second of CR and LF is swallowed.
    text.char_indices().rev().nth(1).map_or(0, |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use crate::article::Warning;
    use crate::dom::{Document, NodeId, Tag, parse};
    use crate::extractor::Limits;

    /// Attributes with distinct names.
    fn attributes(count: usize) -> String {
        (0..count).fold(String::new(), |all, n| all + &format!("a{n}=1 "))
    }

    fn parsed(html: &str) -> Document {
        parse(html, &Limits::new())
    }

    fn text(doc: &Document) -> String {
        doc.text_content(NodeId::DOCUMENT)
    }

    #[track_caller]
    fn assert_cut(before: &str, after: &str, shown: &str) {
        let doc = parsed(&format!("{before}<i {}>{after}", attributes(1_000)));
        assert_eq!(doc.warnings(), [Warning::AttributeLimit], "{before}");
        assert_eq!(text(&doc), shown, "{before}");
        let tag = doc.find(NodeId::DOCUMENT, Tag::I).map(|id| doc.attributes(id).len());
        assert_eq!(tag, Some(256), "{before}");
    }

    #[track_caller]
    fn assert_whole(html: &str) {
        let doc = parsed(html);
        assert_eq!(doc.warnings(), [], "{html:.80}");
    }

    #[test]
    fn attributes_past_the_most_are_cut_wherever_the_tag_stands() {
        for (before, shown) in [
            ("", "b"),
            ("a", "ab"),
            ("a\r\n", "a\nb"),
            ("a</>", "ab"),
            ("a</></>&am", "a&amb"),
            ("a&", "a&b"),
            ("a&#x26", "a&b"),
            ("a<", "a<b"),
            ("a\0", "ab"),
            ("<!-- <i x=\"-->", "b"),
            ("<!---->", "b"),
            ("<!doctype html>", "b"),
            ("<p title='<i'>", "b"),
            ("<title>a</title>", "ab"),
            ("<script>a</script>", "b"),
            ("<svg><![CDATA[a]]>", "ab"),
            ("é", "éb"),
        ] {
            assert_cut(before, "b", shown);
        }
    }

    #[test]
    fn what_only_looks_like_a_tag_is_left_whole() {
        let long = format!("<i {}>", attributes(1_000));
        for (before, after) in [
            ("<!-- ", " -->"),
            ("<p title=\"", "\">"),
            ("<p title='<i' class='", "'>"),
            ("<script>x = '", "'</script>"),
            ("<title>", "</title>"),
            ("<textarea>", "</textarea>"),
            ("<style>", "</style>"),
            ("<?php ", "?>"),
        ] {
            assert_whole(&format!("{before}{long}{after}"));
        }
        let title = parsed(&format!("<title>{long}</title>"));
        assert_eq!(text(&title), long);
    }

    #[test]
    fn quotes_hide_the_end_of_a_tag_as_they_do_from_browsers() {
        for value in ["\">\"", "'>'", "\"<i>\"", "x\"", "\"'>\"", " =\"x", "\n\"\n>\n\""] {
            let pieces = (0..600).fold(String::new(), |all, n| all + &format!("a{n}={value} "));
            let doc = parsed(&format!("<i {pieces}>b"));
            assert_eq!(
                (text(&doc).as_str(), doc.warnings()),
                ("b", &[Warning::AttributeLimit][..]),
                "{value}"
            );
        }
        // An equals sign where a name should begin is part of it, and so is one in the name of the tag.
        assert_eq!(text(&parsed(&format!("<i=\"x>{}", "y ".repeat(300)))), "y ".repeat(300));
    }

    #[test]
    fn end_tags_are_cut_as_well() {
        for name in ["i", "title", "script", "textarea"] {
            let doc = parsed(&format!("<{name}>a</{name} {}>b", attributes(1_000)));
            assert_eq!(doc.warnings(), [Warning::AttributeLimit], "{name}");
            assert!(text(&doc).ends_with('b'), "{name}");
        }
    }

    #[test]
    fn a_tag_never_closed_swallows_the_rest_as_in_browsers() {
        assert_eq!(text(&parsed(&format!("a<i {}b", attributes(1_000)))), "a");
        assert_eq!(text(&parsed(&format!("a<i {}b='c>", attributes(1_000)))), "a");
    }
}
