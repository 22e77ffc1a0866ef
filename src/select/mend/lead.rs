//! Rules about what leads to a story or into it, and is none of it: the way back above the headline, the path to the page,
//! the list of its sections.
//!
//! Measured on the 106 pages of the markup set: each of the four rules gives links +.02; the path and the contents give lists
//! +.07 each.

use html5ever::local_name;

use super::Mender;
use crate::dom::{Kind, NodeId, Tag};

/// Links from which a list of them can be the page's table of contents.
const CONTENTS_LINKS: u32 = 3;

/// Parts of the path to a page, at most, and bytes of each.
const PATH_PARTS: usize = 6;
const PATH_PART_BYTES: usize = 80;

/// Levels from a text to the link it stands in.
const LINK_LEVELS: usize = 6;

/// Bytes of a line under the headline that says when and under what the story appeared.
const FILED_BYTES: usize = 100;

impl Mender<'_> {
    /// A list of links to sections of this page, and of nothing else, is its table of contents: the headings say it again.
    pub(super) fn drop_contents(&mut self) {
        let containers = self.segments.containers();
        // Per container, the outermost list around it; 0 for none. Parents stand before their children.
        let mut list_of = vec![0; containers.len()];
        for (i, container) in containers.iter().enumerate().skip(1) {
            let around = list_of.get(container.parent).copied().unwrap_or(0);
            let is_list = matches!(self.doc.tag(container.node), Tag::Ul | Tag::Ol);
            if let Some(slot) = list_of.get_mut(i) {
                *slot = if around == 0 && is_list { i } else { around };
            }
        }
        let mut ids = None;
        for (list, container) in containers.iter().enumerate().skip(1) {
            if list_of.get(list) != Some(&list) {
                continue;
            }
            let items = container.first..container.end;
            if (items.len() as u32) < CONTENTS_LINKS || !items.clone().any(|i| self.is_kept(i)) {
                continue;
            }
            let targets: Option<Vec<&str>> = items.clone().map(|i| self.fragment(i)).collect();
            let Some(targets) = targets else { continue };
            let ids = ids.get_or_insert_with(|| self.doc.anchors());
            let heads = targets.iter().filter(|&&name| ids.get(name).is_some_and(|&id| id > container.node));
            if heads.count() * 2 > targets.len() {
                for i in items {
                    self.set(i, false, "in the table of contents");
                }
            }
        }
    }

    /// Where within the page a text leads that is nothing but one link.
    fn fragment(&self, i: usize) -> Option<&str> {
        let segment = self.segments.list().get(i).filter(|s| s.links == 1 && s.link_chars == s.chars)?;
        let link = self.link(segment.first)?;
        self.doc.attr(link, &local_name!("href"))?.trim().strip_prefix('#').filter(|name| !name.is_empty())
    }

    fn link(&self, text: NodeId) -> Option<NodeId> {
        self.doc.ancestors(text).take(LINK_LEVELS).find(|&id| self.doc.tag(id) == Tag::A)
    }

    /// The way from the site's front page to this one, above the story: short links of which the first leads there, and the
    /// page's own name.
    pub(super) fn drop_path(&mut self) {
        let Some(first) = (0..self.kept.len()).find(|&i| self.is_kept(i)) else { return };
        let Some(segment) = self.segments.list().get(first) else { return };
        let leads_home = || {
            let link = self.link(segment.first)?;
            self.doc.attr(link, &local_name!("href")).filter(|href| is_front_page(href.trim()))
        };
        if segment.link_chars == 0 || leads_home().is_none() {
            return;
        }
        let containers = self.segments.containers();
        let list = std::iter::successors(containers.get(segment.container), |c| containers.get(c.parent))
            .take(LINK_LEVELS)
            .find(|c| c.end - c.first > 1)
            .filter(|c| matches!(self.doc.tag(c.node), Tag::Ul | Tag::Ol | Tag::Nav));
        let Some(list) = list.filter(|c| c.first == first && c.end - c.first <= PATH_PARTS) else { return };
        let is_part = |i: usize| {
            let text = self.segments.text(i);
            let linked = self.segments.list().get(i).is_some_and(|s| s.link_chars > 0);
            text.len() <= PATH_PART_BYTES && (linked || i + 1 == list.end)
        };
        if (list.first..list.end).all(is_part) {
            for i in list.first..list.end {
                self.set(i, false, "the path to the page");
            }
        }
    }

    /// Lone links above the headline lead away from the story.
    pub(super) fn drop_links_above(&mut self, headline: usize) {
        for i in 0..headline {
            let lone = |s: &crate::segment::Segment| s.link_chars > 0 && s.link_chars + 2 >= s.chars;
            if self.segments.list().get(i).is_some_and(lone) && self.heading_level(i).is_none() {
                self.set(i, false, "a link above the headline");
            }
        }
    }

    /// The line under the headline that says nothing but when the story appeared and what it is filed under.
    pub(super) fn drop_filing(&mut self, headline: usize) {
        let i = headline + 1;
        let Some(segment) = self.segments.list().get(i) else { return };
        if !self.is_kept(i) || self.heading_level(i).is_some() || self.segments.text(i).len() > FILED_BYTES {
            return;
        }
        let (mut dated, mut plain) = (false, false);
        for id in self.doc.descendants(segment.block) {
            if self.doc.kind(id) != Kind::Text || self.segments.of(id) != Some(i) {
                continue;
            }
            let mut around = self.doc.ancestors(id).take_while(|&a| a != segment.block);
            let mark = around.find(|&a| matches!(self.doc.tag(a), Tag::Time | Tag::A));
            dated |= mark.is_some_and(|mark| self.doc.tag(mark) == Tag::Time);
            plain |= mark.is_none() && self.doc.text(id).contains(char::is_alphanumeric);
        }
        if dated && !plain {
            self.set(i, false, "when the story appeared");
        }
    }
}

/// Whether a link leads to the front page of a site.
fn is_front_page(href: &str) -> bool {
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| rest.get(at..).unwrap_or_default()),
        None => href,
    };
    matches!(path, "/" | "/index.html" | "/index.php") || path.is_empty() && href.contains("://")
}
