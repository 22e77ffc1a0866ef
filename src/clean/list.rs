//! `<ol>`: how its items are numbered.

use html5ever::local_name;

use super::css;
use crate::article::{List, Numbering};
use crate::dom::{Document, NodeId, Tag};

/// A list without its items, as its element says it is numbered, and what counts them.
pub(super) fn numbered(doc: &Document, id: NodeId) -> (List, Counter) {
    let reversed = doc.attr_named(id, "reversed").is_some();
    let count = || {
        let items =
            if reversed { doc.children(id).filter(|&child| doc.tag(child) == Tag::Li).count() } else { 1 };
        i64::try_from(items).unwrap_or(i64::MAX)
    };
    let start = doc.attr_named(id, "start").and_then(number).unwrap_or_else(count);
    let list = List { start: Some(start), numbering: numbering(doc, id), reversed, items: Vec::new() };
    (list, Counter { step: if reversed { -1 } else { 1 }, next: start, turn: start })
}

/// The number an item gives itself.
pub(super) fn own_number(doc: &Document, item: NodeId) -> Option<i64> {
    doc.attr(item, &local_name!("value")).and_then(number)
}

fn number(value: &str) -> Option<i64> {
    value.trim_ascii().parse::<i32>().ok().map(i64::from)
}

fn numbering(doc: &Document, id: NodeId) -> Numbering {
    let by_style = || {
        let style =
            css::declared(doc, id, "list-style-type").or_else(|| css::declared(doc, id, "list-style"));
        style.unwrap_or_default().split_ascii_whitespace().find_map(|word| match word {
            "lower-alpha" | "lower-latin" => Some(Numbering::LowerAlpha),
            "upper-alpha" | "upper-latin" => Some(Numbering::UpperAlpha),
            "lower-roman" => Some(Numbering::LowerRoman),
            "upper-roman" => Some(Numbering::UpperRoman),
            _ => None,
        })
    };
    match doc.attr(id, &local_name!("type")).map(str::trim_ascii) {
        Some("a") => Numbering::LowerAlpha,
        Some("A") => Numbering::UpperAlpha,
        Some("i") => Numbering::LowerRoman,
        Some("I") => Numbering::UpperRoman,
        _ => by_style().unwrap_or_default(),
    }
}

/// Counts the items of a numbered list as the page does, those that are not kept too: numbers are there to be cited.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counter {
    step: i64,
    /// The number of the next item on the page.
    next: i64,
    /// The number next in turn behind the items kept.
    turn: i64,
}

impl Counter {
    /// The number of an item of the page.
    pub(super) fn count(&mut self, own: Option<i64>) -> i64 {
        let number = own.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        number
    }

    /// An item is kept. Gives its number if it is not the one next in turn.
    pub(super) fn keep(&mut self, number: Option<i64>) -> Option<i64> {
        let out_of_turn = number.filter(|&number| number != self.turn);
        self.turn = number.unwrap_or(self.turn).saturating_add(self.step);
        out_of_turn
    }
}
