//! Footnotes, endnotes and side notes: which elements refer to a note, and which hold its text.
//!
//! Three ways of writing them cover what is in use, whatever the class names:
//!
//! - a short link (`1`, `[2]`, `*`) to an element further down that says it is a note, links back, or begins with the
//!   same label;
//! - a raised number, and further down a paragraph that begins with the same number raised, or one that says it is a note;
//! - a note that stands in the text right behind its number, or without one, in an element whose class says so.
//!
//! A note without a reference to it stays where it stands.

pub(super) mod dangling;
mod text;

pub(super) use text::is_title_of_notes;

use std::collections::{BTreeMap, HashMap};

use html5ever::local_name;

use super::callout;
use super::compose::leads_back;
use super::inline::is_space;
use super::live::Live;
use crate::class::{has_token, is_one_of, words};
use crate::dom::{Document, Kind, NodeId, Tag};
use text::{
    after_digit, first_element, is_note_sign, is_prose, is_short, is_side_note, leading_number, names_note,
    opened_by, position_in_list, said, says_something, text_start, text_up_to,
};

/// Characters of a reference: `[12]`, `†`, `(3)`, `note 4`.
const MAX_LABEL_CHARS: usize = 8;

/// Characters of a link back to the text: `↩`, `Jump up`, `Return to text`.
const MAX_BACKLINK_CHARS: usize = 24;

/// Notes of a page; more is an index.
const MAX_NOTES: usize = 2_000;

/// Levels around a note's element whose class may say what it is.
const MAX_CLASS_LEVELS: usize = 4;

/// Characters by which two notes are known to be the same.
const MAX_COMPARED_CHARS: usize = 60;

/// Elements of a note behind its first.
const MAX_CONTINUED: usize = 20;

/// Siblings between a side note and the label before it.
const MAX_SIBLINGS: usize = 4;

/// Nodes of a reference.
const MAX_LABEL_NODES: usize = 16;

/// Nodes of a note among which a link back is looked for, and before a raised number at its beginning.
const MAX_SEARCHED_NODES: usize = 200;

/// What the elements of a page are to its notes.
#[derive(Default)]
pub(super) struct Notes {
    roles: BTreeMap<NodeId, Role>,
    /// Label of each note, in the order of the first references.
    pub(super) labels: Vec<Label>,
    /// By note: whether an element refers to it, other than its own.
    referenced: Vec<bool>,
}

/// What a note is called.
pub(super) struct Label {
    /// On the page.
    pub(super) printed: String,
    /// In the article: decimal digits, unique.
    pub(super) shown: String,
}

/// What an element is to a note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// Refers to the note of this index.
    Reference(usize),
    /// Holds the note of this index.
    Definition(usize),
    /// Leads back to the text, or repeats the note's label.
    Backlink,
}

impl Notes {
    /// Finds the notes that text in `live` elements refers to.
    pub(super) fn find(doc: &Document, live: &Live) -> Notes {
        let mut finder = Finder { doc, live, ids: None, repeats_live: false, notes: Notes::default() };
        finder.linked();
        finder.raised();
        finder.inline();
        finder.continued();
        // Where nothing of any note was judged to be content, they are the page's, not the story's.
        let is_content = finder.repeats_live || finder.notes.definitions().any(|id| live.has(id));
        if is_content { finder.notes } else { Notes::default() }
    }

    pub(super) fn role(&self, id: NodeId) -> Option<Role> {
        if self.roles.is_empty() { None } else { self.roles.get(&id).copied() }
    }

    pub(super) fn is_referenced(&self, index: usize) -> bool {
        self.referenced.get(index).copied().unwrap_or(false)
    }

    fn refer(&mut self, id: NodeId, index: usize) {
        self.roles.insert(id, Role::Reference(index));
        if let Some(mark) = self.referenced.get_mut(index) {
            *mark = true;
        }
    }

    /// The elements that hold a note.
    pub(super) fn definitions(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.roles.iter().filter(|(_, role)| matches!(role, Role::Definition(_))).map(|(&id, _)| id)
    }
}

struct Finder<'a> {
    doc: &'a Document,
    live: &'a Live,
    /// The text of a note stands in the text too, and was judged to be content.
    repeats_live: bool,
    /// Elements by `id` or `name`, once asked for.
    ids: Option<HashMap<&'a str, NodeId>>,
    notes: Notes,
}

impl Finder<'_> {
    fn is_live(&self, id: NodeId) -> bool {
        self.live.has(id)
    }

    fn by_id(&mut self, name: &str) -> Option<NodeId> {
        let ids = self.ids.get_or_insert_with(|| self.doc.anchors());
        ids.get(name).copied()
    }

    /// Where a link within the page leads.
    fn target(&mut self, link: NodeId) -> Option<NodeId> {
        // Many links spell out the page's own URL: whether the page has the element tells.
        let (_, fragment) = self.doc.attr(link, &local_name!("href"))?.trim().split_once('#')?;
        if fragment.is_empty() {
            return self.pointed(link);
        }
        let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
        self.by_id(fragment).or_else(|| self.by_id(&decoded))
    }

    /// Where a link leads whose own target a script fills in: to the element it, or what is around it, names.
    fn pointed(&mut self, link: NodeId) -> Option<NodeId> {
        const POINTERS: [&str; 4] = ["data-definition", "data-footnote", "aria-describedby", "aria-controls"];
        let doc = self.doc;
        let around = std::iter::once(link).chain(doc.parent(link));
        let name =
            around.flat_map(|n| POINTERS.iter().filter_map(move |name| doc.attr_named(n, name))).next()?;
        self.by_id(name.trim())
    }

    fn links(&self) -> Vec<NodeId> {
        let doc = self.doc;
        let leads_within =
            |id: &NodeId| doc.attr(*id, &local_name!("href")).is_some_and(|href| href.contains('#'));
        doc.ids().filter(|&id| doc.tag(id) == Tag::A).filter(leads_within).collect()
    }

    /// References that are links.
    fn linked(&mut self) {
        let doc = self.doc;
        let mut notes: HashMap<NodeId, usize> = HashMap::new();
        let links = self.links();
        for &link in &links {
            if !self.is_live(link) {
                continue;
            }
            let Some(label) = self.label(link) else { continue };
            let Some(block) = self.target(link).and_then(|target| self.note_block(target, link)) else {
                continue;
            };
            let known = notes.get(&block).copied();
            let mut is_note = || self.is_note(block, link, &label);
            if is_year(&label) && !opens_with(doc, block, &label) || known.is_none() && !is_note() {
                continue;
            }
            let Some(index) = known.or_else(|| self.define(block, &label)) else { break };
            notes.insert(block, index);
            let reference = self.around_reference(link);
            self.notes.refer(reference, index);
        }
        if notes.is_empty() {
            return;
        }
        for &link in &links {
            let inside = || self.doc.ancestors(link).take(12).find(|a| notes.contains_key(a));
            let Some(block) = inside().filter(|_| !self.notes.roles.contains_key(&link)) else { continue };
            let text = text_start(self.doc, link, MAX_BACKLINK_CHARS + 1);
            let leads_up = self.target(link).is_some_and(|target| target < block);
            let is_arrow = !text.is_empty() && text.chars().all(leads_back);
            if text.chars().count() <= MAX_BACKLINK_CHARS && (leads_up || is_arrow || self.says_back(link)) {
                self.notes.roles.insert(link, Role::Backlink);
            }
        }
    }

    /// The text of a link if it can be the label of a note.
    fn label(&self, link: NodeId) -> Option<String> {
        let text = text_up_to(self.doc, link, MAX_LABEL_CHARS)?;
        let bare =
            text.trim_matches(|c: char| is_space(c) || matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '^'));
        let is_number = !bare.is_empty() && bare.chars().count() <= 4 && bare.chars().all(char::is_numeric);
        let is_sign = !bare.is_empty() && bare.chars().count() <= 3 && bare.chars().all(is_note_sign);
        let is_letter = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
        let raised = || {
            self.doc.ancestors(link).take(3).any(|a| self.doc.tag(a) == Tag::Sup)
                || self.doc.find(link, Tag::Sup).is_some()
        };
        let says_so = || self.says_note(link, 2);
        let is_label = is_number
            || is_sign
            || (is_letter && (raised() || says_so() || text.starts_with('[')))
            || (bare.chars().any(char::is_numeric) && says_so());
        is_label.then(|| bare.to_owned())
    }

    /// Whether a link is raised or in brackets.
    fn is_set_apart(&self, link: NodeId) -> bool {
        let doc = self.doc;
        doc.ancestors(link).take(3).any(|a| doc.tag(a) == Tag::Sup)
            || doc.find(link, Tag::Sup).is_some()
            || text_start(doc, link, 1).starts_with(['[', '(', '{', '［', '（'])
            || doc
                .previous_sibling(link)
                .is_some_and(|n| doc.kind(n) == Kind::Text && doc.text(n).trim_end().ends_with(['[', '(']))
    }

    /// The element whose text the note is, for the element a reference leads to.
    fn note_block(&self, target: NodeId, link: NodeId) -> Option<NodeId> {
        let doc = self.doc;
        let holds_text = |id: NodeId| {
            matches!(
                doc.tag(id),
                Tag::Li
                    | Tag::P
                    | Tag::Div
                    | Tag::Dd
                    | Tag::Aside
                    | Tag::Td
                    | Tag::Tr
                    | Tag::Section
                    | Tag::Dt
            )
        };
        let mut block =
            std::iter::once(target).chain(doc.ancestors(target)).take(6).find(|&id| holds_text(id))?;
        // A number in an element of its own stands beside its note.
        if text_up_to(doc, block, MAX_LABEL_CHARS).is_some()
            && let Some(parent) = doc.parent(block).filter(|&parent| holds_text(parent))
        {
            block = parent;
        }
        if doc.tag(block) == Tag::P
            && let Some(item) = doc.parent(block).filter(|&parent| doc.tag(parent) == Tag::Li)
            && first_element(doc, item) == Some(block)
        {
            block = item;
        }
        let around = doc.ancestors(link).any(|a| a == block) || block == link;
        let is_note = || self.says_note(block, 2) || is_short(doc, block) && says_something(doc, block);
        (!around && link < block && is_note()).then_some(block)
    }

    /// Whether an element that a short link leads to is a note: it says so, links back, or has the same label.
    fn is_note(&mut self, block: NodeId, link: NodeId, label: &str) -> bool {
        if self.says_note(block, MAX_CLASS_LEVELS) {
            return true;
        }
        let doc = self.doc;
        let labelled = opens_with(doc, block, label);
        let is_item = || position_in_list(doc, block).is_some_and(|n| n.to_string() == label);
        let is_number = label.chars().all(|c| c.is_numeric() || is_note_sign(c));
        if self.pointed(link) == Some(block) {
            return true;
        }
        // Slides, tabs and counts of reviews are plain numbers: those of notes are raised or in brackets.
        if (self.is_set_apart(link) || self.says_note(link, 1)) && ((labelled && is_number) || is_item()) {
            return true;
        }
        let near: Vec<NodeId> = std::iter::once(link).chain(doc.ancestors(link).take(3)).collect();
        let back: Vec<NodeId> = doc
            .descendants(block)
            .take(MAX_SEARCHED_NODES)
            .filter(|&n| doc.tag(n) == Tag::A && doc.attr(n, &local_name!("href")).is_some())
            .collect();
        back.into_iter().any(|n| {
            self.target(n)
                .is_some_and(|t| near.contains(&t) || doc.parent(t).is_some_and(|p| near.contains(&p)))
        })
    }

    /// Whether a link in a note says that it leads back.
    fn says_back(&self, link: NodeId) -> bool {
        self.doc.attr_named(link, "role") == Some("doc-backlink")
            || self.doc.class(link).split_ascii_whitespace().any(|class| {
                is_one_of(class, &["reversefootnote", "back-ref", "back-link"])
                    || words(class).any(|word| is_one_of(word, &["backref", "backlink", "return"]))
            })
    }

    /// Whether the class, `id` or role of an element, or of one around it, says note.
    fn says_note(&self, id: NodeId, levels: usize) -> bool {
        let doc = self.doc;
        std::iter::once(id).chain(doc.ancestors(id).take(levels)).any(|n| {
            let role = doc.attr_named(n, "role").unwrap_or_default();
            matches!(
                role,
                "doc-footnote" | "doc-endnote" | "doc-endnotes" | "doc-footnotes" | "doc-noteref" | "note"
            ) || doc.attr_named(n, "epub:type").is_some_and(|kinds| {
                kinds.split_ascii_whitespace().any(|kind| {
                    is_one_of(
                        kind,
                        &[
                            "footnote",
                            "footnotes",
                            "endnote",
                            "endnotes",
                            "rearnote",
                            "rearnotes",
                            "noteref",
                            "note",
                        ],
                    )
                })
            }) || names_note(doc.class(n))
                || names_note(doc.html_id(n))
        })
    }

    /// Opens a note; `None` if there are too many.
    fn define(&mut self, block: NodeId, label: &str) -> Option<usize> {
        let index = self.notes.labels.len();
        if index >= MAX_NOTES {
            return None;
        }
        let number = label.chars().all(|c| c.is_ascii_digit()) && label.len() <= 4;
        let taken = |label: &str| self.notes.labels.iter().any(|l| l.shown == label);
        let shown = if number && !taken(label) {
            label.to_owned()
        } else {
            (index + 1..=index + 1 + MAX_NOTES).map(|n| n.to_string()).find(|n| !taken(n))?
        };
        self.notes.labels.push(Label { printed: label.to_owned(), shown });
        self.notes.referenced.push(false);
        self.notes.roles.insert(block, Role::Definition(index));
        Some(index)
    }

    /// The element that is nothing but the reference: brackets and raising go with it.
    fn around_reference(&self, link: NodeId) -> NodeId {
        let doc = self.doc;
        let own = text_up_to(doc, link, MAX_LABEL_CHARS).unwrap_or_default();
        let wraps = |&id: &NodeId| {
            matches!(doc.tag(id), Tag::Sup | Tag::Span)
                && text_up_to(doc, id, MAX_LABEL_CHARS + 4)
                    .is_some_and(|text| text.replace(own.as_str(), "").chars().all(|c| !c.is_alphanumeric()))
        };
        doc.ancestors(link).take(4).take_while(wraps).last().unwrap_or(link)
    }

    /// Raised numbers that are no links, and the paragraphs they belong to.
    fn raised(&mut self) {
        let doc = self.doc;
        let number = |sup: NodeId| {
            let text = text_up_to(doc, sup, 5)?;
            let bare = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ' '));
            let is_number = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| bare.to_owned())
        };
        let mut references: Vec<(NodeId, String)> = Vec::new();
        let mut definitions: HashMap<String, Vec<NodeId>> = HashMap::new();
        for sup in doc.ids().filter(|&id| matches!(doc.tag(id), Tag::Sup | Tag::Strong | Tag::B)) {
            let known = std::iter::once(sup)
                .chain(doc.ancestors(sup).take(6))
                .any(|n| self.notes.roles.contains_key(&n))
                || doc.descendants(sup).take(MAX_LABEL_NODES).any(|n| self.notes.roles.contains_key(&n));
            if known {
                continue;
            }
            let Some(label) = number(sup) else { continue };
            match opened_by(doc, sup) {
                Some(block) => definitions.entry(label).or_default().push(block),
                None if doc.tag(sup) == Tag::Sup && self.is_live(sup) && !after_digit(doc, sup) => {
                    references.push((sup, label));
                }
                None => {}
            }
        }
        if references.is_empty() {
            return;
        }
        if definitions.is_empty() {
            definitions = self.numbered_notes();
        }
        let mut found: HashMap<String, usize> = HashMap::new();
        for (sup, label) in references {
            let index = if let Some(&index) = found.get(&label) {
                index
            } else {
                let after = definitions.get(&label).and_then(|blocks| {
                    let mut later = blocks.iter().filter(|&&block| block > sup);
                    later.next().filter(|_| later.next().is_none())
                });
                let Some(&block) = after else { continue };
                let Some(index) = self.define(block, &label) else { break };
                found.insert(label, index);
                index
            };
            self.notes.refer(sup, index);
        }
    }

    /// Paragraphs and items that say they are notes, by number.
    fn numbered_notes(&self) -> HashMap<String, Vec<NodeId>> {
        let doc = self.doc;
        let mut notes: HashMap<String, Vec<NodeId>> = HashMap::new();
        for id in doc.ids().filter(|&id| matches!(doc.tag(id), Tag::P | Tag::Li | Tag::Div)) {
            let is_aside = |a: NodeId| doc.tag(a) == Tag::Aside && callout::kind(doc, a).is_none();
            let in_aside = || doc.ancestors(id).take(3).any(is_aside);
            let is_note = self.says_note(id, 2) || (doc.tag(id) == Tag::Li && in_aside());
            if !is_note || self.notes.roles.contains_key(&id) {
                continue;
            }
            let label = if doc.tag(id) == Tag::Li {
                position_in_list(doc, id).map(|n| n.to_string())
            } else {
                let start = text_start(doc, id, 8);
                let digits: String = start
                    .chars()
                    .skip_while(|c| !c.is_alphanumeric())
                    .take_while(char::is_ascii_digit)
                    .collect();
                (1..=3).contains(&digits.len()).then_some(digits)
            };
            if let Some(label) = label {
                notes.entry(label).or_default().push(id);
            }
        }
        notes
    }

    /// Notes in the text itself, in elements whose class says so.
    fn inline(&mut self) {
        let doc = self.doc;
        // What each note says: some pages print one at the side and at the end.
        let mut known: HashMap<String, usize> = HashMap::new();
        for (&id, role) in &self.notes.roles {
            if let Role::Definition(index) = role {
                known.insert(said(&text_start(doc, id, MAX_COMPARED_CHARS)), *index);
            }
        }
        for id in doc.ids().filter(|&id| matches!(doc.tag(id), Tag::Span | Tag::Small | Tag::Aside)) {
            if !is_side_note(doc.class(id)) || !self.is_live(id) || self.has_role_around(id) {
                continue;
            }
            if doc.ancestors(id).nth(1).is_some_and(|note| has_token(doc, note, &["ltx_role_footnotemark"])) {
                continue;
            }
            let text = text_start(doc, id, MAX_COMPARED_CHARS);
            if text.chars().count() <= MAX_LABEL_CHARS {
                continue;
            }
            let mark = self.mark_before(id);
            let reference = self.toggle_before(id).or(mark);
            let index = if let Some(index) = known.get(&said(&text)).copied() {
                self.notes.roles.insert(id, Role::Backlink);
                self.repeats_live = true;
                index
            } else {
                let printed = match mark {
                    Some(mark) => leading_number(&text_start(doc, mark, MAX_LABEL_CHARS)),
                    None => leading_number(&text),
                };
                let label = printed.clone().unwrap_or_else(|| (self.notes.labels.len() + 1).to_string());
                let Some(index) = self.define(id, &label) else { break };
                index
            };
            if let Some(reference) = reference {
                self.notes.refer(reference, index);
            }
            if mark.is_some() {
                let marks = doc.descendants(id).take(MAX_LABEL_NODES);
                let marks: Vec<NodeId> =
                    marks.filter(|&n| has_token(doc, n, &["ltx_note_mark", "ltx_tag_note"])).collect();
                self.notes.roles.extend(marks.into_iter().map(|mark| (mark, Role::Backlink)));
            }
        }
    }

    /// Paragraphs between one note's and the next belong to the first.
    fn continued(&mut self) {
        let doc = self.doc;
        let opens: Vec<(NodeId, usize)> = (self.notes.roles.iter())
            .filter_map(|(&id, role)| match role {
                Role::Definition(index) if doc.tag(id) == Tag::P => Some((id, *index)),
                _ => None,
            })
            .collect();
        for (id, index) in opens {
            let mut between = Vec::new();
            let mut next = doc.next_sibling(id);
            while let Some(sibling) = next.filter(|_| between.len() < MAX_CONTINUED) {
                match self.notes.roles.get(&sibling) {
                    Some(Role::Definition(_)) => {
                        between.iter().for_each(|&node| {
                            self.notes.roles.insert(node, Role::Definition(index));
                        });
                        break;
                    }
                    None if doc.kind(sibling) == Kind::Text => {}
                    None if is_prose(doc.tag(sibling)) => between.push(sibling),
                    _ => break,
                }
                next = doc.next_sibling(sibling);
            }
        }
    }

    fn has_role_around(&self, id: NodeId) -> bool {
        std::iter::once(id).chain(self.doc.ancestors(id).take(8)).any(|n| self.notes.roles.contains_key(&n))
    }

    /// The raised number before what `LaTeXML` shows of a footnote.
    fn mark_before(&self, id: NodeId) -> Option<NodeId> {
        let doc = self.doc;
        let outer = doc.parent(id).filter(|&outer| has_token(doc, outer, &["ltx_note_outer"]))?;
        doc.previous_sibling(outer).filter(|&mark| has_token(doc, mark, &["ltx_note_mark"]))
    }

    /// The number or empty label before a side note that shows it on narrow screens.
    fn toggle_before(&self, id: NodeId) -> Option<NodeId> {
        let doc = self.doc;
        std::iter::successors(doc.previous_sibling(id), |&n| doc.previous_sibling(n))
            .take(MAX_SIBLINGS)
            .find(|&n| doc.tag(n) == Tag::Label)
            .filter(|&label| text_start(doc, label, MAX_LABEL_CHARS + 1).chars().count() <= MAX_LABEL_CHARS)
    }
}

/// Whether the text of an element begins with a label.
fn opens_with(doc: &Document, block: NodeId, label: &str) -> bool {
    let start = text_start(doc, block, MAX_LABEL_CHARS + 4);
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_note_sign(c));
    start.strip_prefix(label).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a label is a year: "Knuth (1984)" cites a book, and is no reference to a note.
fn is_year(label: &str) -> bool {
    label.len() == 4 && label.parse().is_ok_and(|year: u16| (1500..=2100).contains(&year))
}
