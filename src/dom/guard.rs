//! html5ever behind a guard: a token filter in front of the tree builder.
//!
//! The tree builder scans its stack of open elements for nearly every tag, so nesting makes it quadratic, and it
//! re-opens every unclosed formatting element in each new block, so a few hundred of those multiply the tree. A limit
//! checked after parsing is too late. The guard stops honouring start tags past a depth, past a number of open
//! formatting elements and past a number of nodes; their text is kept, in the element that is open there.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::interface::TreeSink;
use html5ever::tokenizer::{Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::sink::{Handle, Sink};
use super::{Document, Tag};
use crate::article::Warning;
use crate::extractor::Limits;

/// Formatting elements that may be open at once. Pages in the wild stay below 20.
const MAX_OPEN_FORMATTING: usize = 64;

/// Nodes any page may have, and bytes of the page for each node more. Unclosed formatting elements multiply a tree without
/// a byte of markup. Of 2,020 real pages the one with the most for its size has 27,746 in 367,520 bytes; it may have 34,376.
const FREE_NODES: usize = 16_000;
const BYTES_PER_NODE: usize = 20;

/// Steps of the tree builder that any page may take, and for each of its bytes. Every tag may look through all open
/// elements, 512 of them; 2,020 real pages take 0.1 a byte, 0.7 at most.
const FREE_STEPS: u64 = 1_000_000;
const STEPS_PER_BYTE: u64 = 4;

/// The tree builder and what the guard knows of it.
pub(super) struct Guard {
    inner: TreeBuilder<Handle, Sink>,
    max_depth: usize,
    max_nodes: usize,
    max_steps: u64,
    max_attributes: usize,
    /// Net open formatting start tags.
    formatting: Cell<usize>,
    /// Start tags not honoured, by name, whose end tags must not be honoured either.
    dropped: RefCell<HashMap<LocalName, usize>>,
    full: Cell<bool>,
    discarding: Cell<Option<Tag>>,
    /// Whether a token has come since this was last unset.
    token: Cell<bool>,
    /// The element whose raw text is being read.
    raw_text: RefCell<Option<LocalName>>,
    warnings: RefCell<Vec<Warning>>,
}

impl Guard {
    /// A guard over an empty document, for a page of so many bytes.
    ///
    /// The page is read as a browser without scripting reads it, so that `<noscript>` content is part of the tree.
    pub(super) fn new(bytes: usize, limits: &Limits, scripts: bool) -> Self {
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        Guard {
            inner: TreeBuilder::new(Sink::new(bytes, limits, scripts), options),
            max_depth: limits.max_depth,
            max_nodes: limits.max_nodes.min(FREE_NODES + bytes / BYTES_PER_NODE),
            max_steps: limits.work().min(FREE_STEPS + STEPS_PER_BYTE * bytes as u64),
            max_attributes: limits.max_attributes,
            formatting: Cell::new(0),
            dropped: RefCell::default(),
            full: Cell::new(false),
            discarding: Cell::new(None),
            token: Cell::new(false),
            raw_text: RefCell::default(),
            warnings: RefCell::default(),
        }
    }

    /// The finished document.
    pub(super) fn finish(self) -> Document {
        let mut doc = self.inner.sink.finish();
        doc.warnings = self.warnings.into_inner();
        doc
    }

    /// If the last token opened a `<script>` or `<style>` whose text will be discarded: that tag.
    pub(super) fn discarding(&self) -> Option<Tag> {
        self.discarding.get()
    }

    pub(super) fn forget_last_token(&self) {
        self.token.set(false);
    }

    /// Whether the tokenizer, at these bytes, would take them for a tag, if a token came for what is right before.
    pub(super) fn may_begin_tag(&self, bytes: &[u8]) -> bool {
        match &*self.raw_text.borrow() {
            None => self.token.get(),
            Some(name) => {
                let (slash, rest) =
                    bytes.get(1..).unwrap_or_default().split_at_checked(1).unwrap_or_default();
                slash == b"/"
                    && rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            }
        }
    }

    pub(super) fn warn(&self, warning: Warning) {
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    /// Whether the tree builder may see this start tag.
    fn admits(&self, tag: Tag) -> bool {
        if tag.is_raw_text() {
            return true;
        }
        if tag.is_formatting() && self.formatting.get() >= MAX_OPEN_FORMATTING {
            self.warn(Warning::DepthLimit);
            return false;
        }
        // After end tags that edit nothing the sink's depth is an upper bound; the next text makes it exact again.
        // It errs towards refusing, and only on pages that have reached the limit.
        if self.inner.sink.depth() >= self.max_depth && !tag.is_void() {
            self.warn(Warning::DepthLimit);
            return false;
        }
        true
    }

    fn start_tag(&self, mut token: TagToken, line: u64) -> TokenSinkResult<Handle> {
        let tag = Tag::from_name(&token.name);
        if token.attrs.len() > self.max_attributes {
            token.attrs.truncate(self.max_attributes);
            self.warn(Warning::AttributeLimit);
        }
        if !self.admits(tag) {
            if !tag.is_void() && !token.self_closing {
                *self.dropped.borrow_mut().entry(token.name).or_default() += 1;
            }
            return TokenSinkResult::Continue;
        }
        if tag.is_formatting() {
            self.formatting.set(self.formatting.get() + 1);
        }
        let discards = self.inner.sink.discards(tag, &token.attrs);
        let name = tag.is_raw_text().then(|| token.name.clone());
        let result = self.forward(Token::TagToken(token), line);
        if matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext) {
            *self.raw_text.borrow_mut() = name;
            if discards {
                self.discarding.set(Some(tag));
            }
        }
        result
    }

    fn end_tag(&self, token: TagToken, line: u64) -> TokenSinkResult<Handle> {
        if self.raw_text.borrow().is_some() {
            *self.raw_text.borrow_mut() = None;
        }
        let mut dropped = self.dropped.borrow_mut();
        if !dropped.is_empty()
            && let Some(count) = dropped.get_mut(&token.name)
        {
            *count -= 1;
            if *count == 0 {
                dropped.remove(&token.name);
            }
            return TokenSinkResult::Continue;
        }
        drop(dropped);
        if Tag::from_name(&token.name).is_formatting() {
            self.formatting.set(self.formatting.get().saturating_sub(1));
        }
        self.forward(Token::TagToken(token), line)
    }

    fn forward(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let result = self.inner.process_token(token, line);
        if self.inner.sink.node_count() >= self.max_nodes && !self.full.replace(true) {
            self.warn(Warning::NodeLimit);
        }
        if self.inner.sink.steps() >= self.max_steps && !self.full.replace(true) {
            self.warn(Warning::WorkLimit);
        }
        result
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        self.discarding.set(None);
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.token.set(true);
        match token {
            // Past these limits only text is kept; raw text must still be told from text.
            Token::TagToken(tag) if self.full.get() && !Tag::from_name(&tag.name).is_raw_text() => {
                TokenSinkResult::Continue
            }
            Token::CommentToken(_) if self.full.get() => TokenSinkResult::Continue,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start_tag(tag, line),
            Token::TagToken(tag) => self.end_tag(tag, line),
            other => self.forward(other, line),
        }
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
