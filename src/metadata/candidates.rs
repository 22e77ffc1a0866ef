//! Values every source offers, each with a rank, before one is chosen per field.

use crate::article::{Author, LeadImage, Publisher, Source, Sourced, Timestamp};
use crate::dom::{Document, NodeId};

/// A value as one place of the page tells it. Becomes [`Sourced`] once it is chosen.
#[derive(Clone, Debug)]
pub(super) struct Claim<T> {
    pub(super) value: T,
    /// The text it was read from, white space collapsed.
    pub(super) raw: String,
    pub(super) place: Place,
}

/// Where on a page something stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) source: Source,
    /// The element, if it is one.
    pub(super) node: Option<NodeId>,
}

impl Place {
    pub(super) fn new(source: Source, node: impl Into<Option<NodeId>>) -> Place {
        Place { source, node: node.into() }
    }
}

impl<T> Claim<T> {
    /// The same claim of another value.
    pub(super) fn with<U>(self, value: U) -> Claim<U> {
        Claim { value, raw: self.raw, place: self.place }
    }

    /// The value with the path of its element.
    pub(super) fn located(self, doc: &Document) -> Sourced<T> {
        let node = self.place.node.map(|node| doc.css_path(node));
        Sourced { value: self.value, raw: self.raw, source: self.place.source, node }
    }
}

impl Claim<String> {
    /// A text that is its own raw text.
    pub(super) fn verbatim(text: impl Into<String>, place: Place) -> Claim<String> {
        let raw: String = text.into();
        Claim { value: raw.clone(), raw, place }
    }
}

/// A value offered for a field. Lower ranks are believed first; among equals, the first offered.
#[derive(Clone, Debug)]
pub(super) struct Candidate<T> {
    pub(super) rank: u8,
    pub(super) claim: Claim<T>,
}

/// Values of one source that are chosen whole.
pub(super) struct Group<T> {
    pub(super) rank: u8,
    pub(super) claims: Vec<Claim<T>>,
}

/// What all sources offer, by field.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) title: Vec<Candidate<String>>,
    pub(super) subtitle: Vec<Candidate<String>>,
    pub(super) authors: Vec<Group<Author>>,
    /// URLs of author pages, named by no one yet.
    pub(super) author_urls: Vec<String>,
    pub(super) published: Vec<Candidate<Timestamp>>,
    pub(super) modified: Vec<Candidate<Timestamp>>,
    pub(super) site: Vec<Candidate<String>>,
    pub(super) publisher: Vec<Candidate<Publisher>>,
    pub(super) language: Vec<Candidate<String>>,
    pub(super) description: Vec<Candidate<String>>,
    pub(super) canonical_url: Vec<Candidate<String>>,
    pub(super) amp_url: Vec<Candidate<String>>,
    pub(super) next_url: Vec<Candidate<String>>,
    pub(super) previous_url: Vec<Candidate<String>>,
    pub(super) image: Vec<Candidate<LeadImage>>,
    pub(super) favicon: Vec<Candidate<String>>,
    pub(super) section: Vec<Candidate<String>>,
    pub(super) categories: Vec<Group<String>>,
    pub(super) tags: Vec<Group<String>>,
    pub(super) licence: Vec<Candidate<String>>,
    pub(super) accessible_for_free: Vec<Candidate<bool>>,
    pub(super) comment_count: Vec<Candidate<u32>>,
}

/// Offers a text unless it is empty; it is its own raw text.
pub(super) fn offer(field: &mut Vec<Candidate<String>>, rank: u8, value: Option<String>, place: Place) {
    if let Some(value) = value.filter(|v| !v.is_empty() && !super::text::is_left_open(v)) {
        field.push(Candidate { rank, claim: Claim::verbatim(value, place) });
    }
}

/// Offers a value read from a text.
pub(super) fn offer_read<T>(
    field: &mut Vec<Candidate<T>>,
    rank: u8,
    value: Option<T>,
    raw: &str,
    place: Place,
) {
    if let Some(value) = value {
        field.push(Candidate { rank, claim: Claim { value, raw: super::text::collapse(raw), place } });
    }
}

/// The best-ranked value, the first offered among equals.
pub(super) fn best<T>(field: Vec<Candidate<T>>) -> Option<Claim<T>> {
    field.into_iter().min_by_key(|c| c.rank).map(|c| c.claim)
}

/// The best-ranked group.
pub(super) fn best_group<T>(groups: Vec<Group<T>>) -> Vec<Claim<T>> {
    groups.into_iter().min_by_key(|g| g.rank).map(|g| g.claims).unwrap_or_default()
}

/// Appends to the group of this rank, or opens it: repeated tags of one name are one list.
pub(super) fn offer_to_group<T>(
    groups: &mut Vec<Group<T>>,
    rank: u8,
    claims: impl Iterator<Item = Claim<T>>,
) {
    let mut claims = claims.peekable();
    if claims.peek().is_none() {
        return;
    }
    match groups.iter_mut().find(|g| g.rank == rank) {
        Some(group) => group.claims.extend(claims),
        None => groups.push(Group { rank, claims: claims.collect() }),
    }
}
