//! Bytes of markup, read the way the standard's tokenizer reads the inside of a tag.
//!
//! Knows tags and their attributes only: whether a `<` begins a tag is for the caller to know.

use memchr::{memchr, memmem};

/// White space within tags.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// The bytes not yet looked at.
pub(crate) struct Scan<'a> {
    pub(crate) rest: &'a [u8],
    /// The bytes ended within a tag: it declares nothing.
    pub(crate) cut_off: bool,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Scan { rest, cut_off: false }
    }

    pub(crate) fn eat(&mut self, prefix: &[u8]) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(crate) fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|&b| !wanted(b)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Moves behind the next `needle`, or to the end.
    pub(crate) fn skip_past(&mut self, needle: &[u8]) -> bool {
        let at = match needle {
            [byte] => memchr(*byte, self.rest),
            _ => memmem::find(self.rest, needle),
        };
        self.rest = at.and_then(|at| self.rest.get(at + needle.len()..)).unwrap_or_default();
        at.is_some()
    }

    pub(crate) fn skip_past_ignoring_case(&mut self, needle: &[u8]) -> bool {
        let at = self.rest.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle));
        self.rest = at.and_then(|at| self.rest.get(at + needle.len()..)).unwrap_or_default();
        at.is_some()
    }

    /// Moves to the end tag of a raw text element just opened; stays if there is none, since an element that is never
    /// closed is likelier a cut-off page than a page of script.
    pub(crate) fn skip_raw_text(&mut self, name: &[u8]) -> bool {
        let mut ahead = Scan::new(self.rest);
        while ahead.skip_past(b"</") {
            if ahead.rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
                self.rest = ahead.rest;
                return true;
            }
        }
        false
    }

    /// The next attribute of the tag being read; `None` at the tag's end, which is consumed. WHATWG "get an attribute".
    pub(crate) fn attribute(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        self.take_while(|b| is_space(b) || b == b'/');
        if self.eat(b">") {
            return None;
        }
        if self.rest.is_empty() {
            self.cut_off = true;
            return None;
        }
        // An equals sign in first place is part of the name.
        let start = self.rest;
        self.eat(b"=");
        self.take_while(|b| !is_space(b) && !matches!(b, b'/' | b'>' | b'='));
        let name = start.get(..start.len() - self.rest.len()).unwrap_or_default();
        let after_name = self.rest;
        self.take_while(is_space);
        if !self.eat(b"=") {
            self.rest = after_name;
            return Some((name, b""));
        }
        self.take_while(is_space);
        match self.rest.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                self.eat(&[quote]);
                let end = memchr(quote, self.rest);
                let (value, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                self.rest = rest;
                // A quote never closed swallows the rest of the page.
                self.cut_off = !self.eat(&[quote]);
                Some((name, value))
            }
            _ => Some((name, self.take_while(|b| !is_space(b) && b != b'>'))),
        }
    }
}
