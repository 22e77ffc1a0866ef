//! Dates around the story: `<time>`, classes that name a date, datelines, notes.

use super::{MAX_META_CHARS, Seen, TAIL_RANK, short_text};
use crate::article::{Source, Timestamp};
use crate::dom::{Document, Kind, NodeId, Tag};
use crate::metadata::candidates::{Candidate, Claim, Place};
use crate::metadata::class_words::{has_word, names_an_update};
use crate::metadata::date::{DateReader, Spotted};
use crate::metadata::text::{collapse, folded};

/// Characters of the place before the date of a dateline.
const MAX_PLACE_CHARS: usize = 40;

/// Looks at an element that may be a date.
pub(super) fn element(doc: &Document, id: NodeId, tag: Tag, zone: u8, dates: DateReader, seen: &mut Seen) {
    let text = short_text(doc, id, MAX_META_CHARS);
    let class = doc.class(id);
    let attribute =
        ["datetime", "data-datetime", "data-date", "content", "data-time", "data-timestamp", "title"];
    let declared = attribute
        .iter()
        .filter_map(|a| doc.attr_named(id, a))
        .find_map(|raw| Some((dates.declared(raw)?, raw.to_owned())));
    let text = text.unwrap_or_default();
    let printed = dates
        .first_in(&text)
        .map(|Spotted { value, start, end }| (value, text.get(start..end).unwrap_or_default().to_owned()));
    let (value, raw) = match (declared, printed) {
        // The attribute of some themes is when the page was made; what is printed as published is what was meant.
        (Some((value, _)), Some(printed)) if value.day() != printed.0.day() && is_publish_label(&text) => {
            printed
        }
        (Some(declared), _) if declared.0.day().is_some() => declared,
        (_, Some(printed)) => printed,
        _ => return,
    };
    let source = match tag {
        Tag::Time => Source::Element("time".into()),
        _ => Source::Text,
    };
    let claim = Claim { value, raw: collapse(&raw), place: Place::new(source, id) };
    let says_updated = is_update_label(&text) || before(doc, id).is_some_and(|t| is_update_label(&t));
    if says_updated {
        seen.modified.push(Candidate { rank: zone, claim });
    } else if names_an_update(class) && !has_word(class, &["published"]) {
        // hAtom themes call the only date they print "updated".
        seen.modified.push(Candidate { rank: zone, claim: claim.clone() });
        seen.published.push(Candidate { rank: zone + 5, claim });
    } else {
        // Printed for machines as when it was published: nothing in the story says it better.
        let exact = zone == 10 && has_word(class, &["published", "dtpublished"]);
        let rank = if exact { 2 } else { zone + u8::from(tag != Tag::Time) };
        seen.published.push(Candidate { rank, claim });
    }
}

/// The text right before an element, within its parent: its label.
fn before(doc: &Document, id: NodeId) -> Option<String> {
    let mut node = doc.previous_sibling(id);
    for _ in 0..3 {
        let sibling = node?;
        let text = match doc.kind(sibling) {
            Kind::Text => collapse(doc.text(sibling)),
            _ => short_text(doc, sibling, 60)?,
        };
        if text.chars().any(char::is_alphanumeric) {
            return Some(text);
        }
        node = doc.previous_sibling(sibling);
    }
    None
}

/// Whether the label nearest before a date says that it is of a change.
fn is_update_label(text: &str) -> bool {
    let label: String =
        text.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<String>().to_lowercase();
    let words = label.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let mut updated = false;
    for word in words {
        match word {
            "updated" | "update" | "modified" | "edited" | "revised" | "reviewed" | "aktualisiert"
            | "geändert" | "bearbeitet" | "actualizado" | "actualizada" | "actualización" | "aggiornato"
            | "aggiornamento" | "atualizado" | "atualizada" | "bijgewerkt" | "oppdatert" | "opdateret"
            | "uppdaterad" | "päivitetty" | "güncelleme" | "güncellenme" | "обновлено" | "оновлено"
            | "aktualizacja" | "zaktualizowano" | "aktualizováno" | "jour" | "modifié" | "更新"
            | "最終更新" => updated = true,
            "published" | "posted" | "veröffentlicht" | "publié" | "publicado" | "pubblicato"
            | "erstellt" | "created" => updated = false,
            _ => {}
        }
    }
    updated
}

/// A sentence about the story in or behind it: "This entry was posted on ...", "Dieser Beitrag wurde am ... veröffentlicht".
pub(super) fn note(text: &str, node: NodeId, dates: DateReader, seen: &mut Seen) {
    let told = text.split(|c: char| !c.is_alphabetic()).take(8).any(|w| {
        matches!(
            w,
            "Posted"
                | "posted"
                | "Published"
                | "published"
                | "Veröffentlicht"
                | "veröffentlicht"
                | "Erschienen"
                | "Beitrag"
                | "Eintrag"
                | "Gespeichert"
                | "Publié"
                | "publié"
                | "Publicado"
                | "publicado"
                | "Pubblicato"
                | "pubblicato"
                | "Submitted"
                | "发布时间"
                | "发表于"
                | "发布于"
        )
    });
    if told
        && let Some(spotted) = dates.first_in(text)
        && text
            .get(..spotted.start)
            .is_some_and(|before| before.chars().count() <= 60 && !is_update_label(before))
    {
        push(text, spotted, node, TAIL_RANK + 8, &mut seen.published);
    }
}

/// A dateline at the beginning of a paragraph.
pub(super) fn opening(text: &str, node: NodeId, dates: DateReader, seen: &mut Seen) {
    if let Some(spotted) = dates.first_in(text)
        && let (Some(before), Some(after)) = (text.get(..spotted.start), text.get(spotted.end..))
        && before.chars().count() <= MAX_PLACE_CHARS
        && is_dateline(before, after)
    {
        push(text, spotted, node, 8, &mut seen.published);
    }
}

/// "NEW YORK, June 14, 2025 (Reuters) - ": a place before, a mark behind.
fn is_dateline(before: &str, after: &str) -> bool {
    let place =
        before.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    let behind = after.trim_start();
    place && (behind.starts_with(['(', '-', '–', '—', '/', ':', '|', '（', ']', ')']) || behind.is_empty())
}

/// The dates of a short line, by the label before each.
pub(super) fn in_line(
    text: &str,
    node: NodeId,
    rank: u8,
    labelled_only: bool,
    dates: DateReader,
    seen: &mut Seen,
) {
    let mut offset = 0;
    for _ in 0..3 {
        let Some(rest) = text.get(offset..) else { return };
        let Some(spotted) = dates.first_in(rest) else { return };
        let label = rest.get(..spotted.start).unwrap_or_default();
        let bare = folded(rest).chars().count() <= spotted.end - spotted.start + 30;
        let updated = is_update_label(label);
        if !(labelled_only && !updated && !is_publish_label(label) && !bare) {
            let list = if updated { &mut seen.modified } else { &mut seen.published };
            push(rest, spotted, node, rank, list);
        }
        offset += spotted.end;
    }
}

fn push(text: &str, spotted: Spotted, node: NodeId, rank: u8, list: &mut Vec<Candidate<Timestamp>>) {
    let raw = collapse(text.get(spotted.start..spotted.end).unwrap_or_default());
    let claim = Claim { value: spotted.value, raw, place: Place::new(Source::Text, node) };
    list.push(Candidate { rank, claim });
}

fn is_publish_label(text: &str) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|w| {
        matches!(
            w,
            "published"
                | "posted"
                | "date"
                | "publié"
                | "publicado"
                | "pubblicato"
                | "veröffentlicht"
                | "erstellt"
                | "datum"
                | "fecha"
                | "data"
                | "written"
                | "created"
                | "am"
                | "on"
                | "发布"
                | "时间"
        )
    })
}
