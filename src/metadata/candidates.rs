//! Values every source offers, each with a rank, before one is chosen per field.

use crate::article::{Dated, Person, Source, Sourced};

/// A value offered for a field. Lower ranks are believed first; among equals, the first offered.
pub(super) struct Candidate<T> {
    pub(super) rank: u8,
    pub(super) value: T,
}

/// What all sources offer, by field.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) title: Vec<Candidate<Sourced<String>>>,
    /// One group a source: groups are chosen whole.
    pub(super) authors: Vec<Candidate<Vec<Sourced<Person>>>>,
    /// URLs of author pages, named by no one yet.
    pub(super) author_urls: Vec<String>,
    pub(super) published: Vec<Candidate<Dated>>,
    pub(super) modified: Vec<Candidate<Dated>>,
    pub(super) site: Vec<Candidate<Sourced<String>>>,
    pub(super) language: Vec<Candidate<Sourced<String>>>,
    pub(super) description: Vec<Candidate<Sourced<String>>>,
    pub(super) canonical_url: Vec<Candidate<Sourced<String>>>,
    pub(super) image: Vec<Candidate<Sourced<String>>>,
    pub(super) section: Vec<Candidate<Sourced<String>>>,
    /// One group a source.
    pub(super) tags: Vec<Candidate<Vec<Sourced<String>>>>,
}

/// Offers a value unless it is empty.
pub(super) fn offer(
    field: &mut Vec<Candidate<Sourced<String>>>,
    rank: u8,
    value: Option<String>,
    source: Source,
) {
    if let Some(value) = value.filter(|v| !v.is_empty()) {
        field.push(Candidate { rank, value: Sourced { value, source } });
    }
}

/// The best-ranked value, the first offered among equals.
pub(super) fn best<T>(field: Vec<Candidate<T>>) -> Option<T> {
    field.into_iter().min_by_key(|c| c.rank).map(|c| c.value)
}

/// Appends to the group of this rank, or opens it: repeated tags of one name are one list.
pub(super) fn offer_to_group<T>(
    groups: &mut Vec<Candidate<Vec<T>>>,
    rank: u8,
    values: impl Iterator<Item = T>,
) {
    let mut values = values.peekable();
    if values.peek().is_none() {
        return;
    }
    match groups.iter_mut().find(|g| g.rank == rank) {
        Some(group) => group.value.extend(values),
        None => groups.push(Candidate { rank, value: values.collect() }),
    }
}
