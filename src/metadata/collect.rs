//! Document -> the elements that speak about the page, gathered in one pass and not yet judged.

use html5ever::local_name;
use memchr::{memchr, memchr_iter};

use crate::dom::{Document, Kind, NodeId, Tag};

/// Elements of one kind that are kept; a page with more is hostile or broken.
const MAX_KEPT: usize = 2_000;

/// `time` elements that are compared with the declared date.
const MAX_TIMES: usize = 60;

/// `h1` elements that are looked at.
const MAX_HEADINGS: usize = 20;

/// A `<meta>` with a name and a value.
pub(super) struct MetaTag<'a> {
    /// `name`, `property` or `http-equiv`, in lower case.
    pub(super) key: String,
    pub(super) content: &'a str,
    pub(super) node: NodeId,
}

/// A `<link>`.
pub(super) struct LinkTag<'a> {
    pub(super) rel: &'a str,
    pub(super) href: &'a str,
    pub(super) node: NodeId,
}

/// Parts of addresses, behind a slash, under which sites list what is filed under a category or a tag.
const TOPIC_PATHS: [&str; 8] =
    ["category/", "categories/", "kategorie/", "categorie/", "categoria/", "tag/", "tags/", "tagged/"];

/// What a page has that may say something about its article.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) metas: Vec<MetaTag<'a>>,
    /// Scripts of JSON-LD.
    pub(super) json_ld: Vec<NodeId>,
    /// The first `<title>` outside SVG.
    pub(super) title: Option<NodeId>,
    /// `h1` elements.
    pub(super) headings: Vec<NodeId>,
    /// The first `h2` and `h3` elements.
    pub(super) subheadings: Vec<NodeId>,
    /// `html[lang]`.
    pub(super) language: Option<&'a str>,
    /// `link` elements with `rel` and `href`.
    pub(super) links: Vec<LinkTag<'a>>,
    /// `a[rel=author]`.
    pub(super) author_links: Vec<NodeId>,
    /// `a` whose `rel` says that it leads to a licence, a category, a tag, the page before or after.
    pub(super) rel_anchors: Vec<NodeId>,
    /// Links to Creative Commons licences.
    pub(super) licence_links: Vec<NodeId>,
    /// Links to pages of a category or a tag, by their address.
    pub(super) topic_links: Vec<NodeId>,
    /// Links to comments.
    pub(super) comment_links: Vec<NodeId>,
    /// Elements that class, id or label call breadcrumbs.
    pub(super) breadcrumbs: Vec<NodeId>,
    /// Elements with the `property` of `RDFa`, other than `meta` in the head.
    pub(super) properties: Vec<NodeId>,
    /// `time[datetime]`.
    pub(super) times: Vec<(&'a str, NodeId)>,
    /// Elements that microformats mark as an author.
    pub(super) author_marks: Vec<NodeId>,
    /// Elements with `itemprop`.
    pub(super) itemprops: Vec<NodeId>,
    /// Elements with `itemscope` and an `itemtype`.
    pub(super) items: Vec<NodeId>,
}

/// Gathers. One pass over the page.
pub(super) fn collect(doc: &Document) -> Found<'_> {
    let mut found = Found::default();
    for id in doc.descendants(NodeId::DOCUMENT) {
        if doc.kind(id) != Kind::Element {
            continue;
        }
        match doc.tag(id) {
            Tag::Meta => meta(doc, id, &mut found),
            Tag::Link => {
                if let (Some(rel), Some(href)) =
                    (doc.attr(id, &local_name!("rel")), doc.attr(id, &local_name!("href")))
                    && found.links.len() < MAX_KEPT
                {
                    found.links.push(LinkTag { rel, href, node: id });
                }
            }
            Tag::Script
                if found.json_ld.len() < MAX_KEPT
                    && is_json_ld(doc.attr(id, &local_name!("type")).unwrap_or_default()) =>
            {
                found.json_ld.push(id);
            }
            Tag::Html => found.language = found.language.or(doc.attr(id, &local_name!("lang"))),
            Tag::Title if found.title.is_none() => found.title = Some(id),
            Tag::Time if found.times.len() < MAX_TIMES => {
                found.times.extend(doc.attr(id, &local_name!("datetime")).map(|raw| (raw, id)));
            }
            Tag::H2 | Tag::H3 if found.subheadings.len() < MAX_HEADINGS => found.subheadings.push(id),
            Tag::H1 if found.headings.len() < MAX_HEADINGS => found.headings.push(id),
            _ => {}
        }
        attributes(doc, id, &mut found);
    }
    found
}

fn meta<'a>(doc: &'a Document, id: NodeId, found: &mut Found<'a>) {
    // `value` is a common slip for `content`.
    let content = doc.attr(id, &local_name!("content")).or_else(|| doc.attr(id, &local_name!("value")));
    let Some(content) = content else { return };
    if content.trim().is_empty() || found.metas.len() >= MAX_KEPT {
        return;
    }
    let named = [local_name!("property"), local_name!("name")];
    for name in named {
        if let Some(key) = doc.attr(id, &name) {
            found.metas.push(MetaTag { key: key.trim().to_ascii_lowercase(), content, node: id });
        }
    }
    if doc.attr(id, &local_name!("http-equiv")).is_some_and(|k| k.eq_ignore_ascii_case("content-language")) {
        found.metas.push(MetaTag { key: "content-language".into(), content, node: id });
    }
}

/// Looks for microdata and author links. One pass over the attributes: this is most of the cost of gathering.
fn attributes<'a>(doc: &'a Document, id: NodeId, found: &mut Found<'a>) {
    for attribute in doc.attributes(id) {
        let name = &attribute.name.local;
        if *name == local_name!("itemprop") && found.itemprops.len() < MAX_KEPT {
            found.itemprops.push(id);
        } else if *name == local_name!("itemtype") && found.items.len() < MAX_KEPT {
            found.items.push(id);
        } else if *name == local_name!("rel") && doc.tag(id) == Tag::A {
            anchor(id, &attribute.value, found);
        } else if *name == local_name!("href") && doc.tag(id) == Tag::A {
            address(id, &attribute.value, found);
        } else if *name == local_name!("class")
            || *name == local_name!("id")
            || *name == local_name!("aria-label")
        {
            named(id, &attribute.value, *name == local_name!("class"), found);
        } else if *name == local_name!("property") {
            push(&mut found.properties, id);
        }
    }
}

/// Notes what a link's address says. One pass over its slashes.
fn address(id: NodeId, href: &str, found: &mut Found<'_>) {
    let behind_slashes = || memchr_iter(b'/', href.as_bytes()).filter_map(|at| href.get(at + 1..));
    let to_licence =
        |rest: &str| rest.starts_with("creativecommons.org/") || rest.starts_with("www.creativecommons.org/");
    if behind_slashes().any(to_licence) {
        push(&mut found.licence_links, id);
    } else if behind_slashes().any(|rest| TOPIC_PATHS.iter().any(|path| rest.starts_with(path))) {
        push(&mut found.topic_links, id);
    } else if let Some(fragment) = memchr(b'#', href.as_bytes()).and_then(|at| href.get(at + 1..))
        && ["comment", "disqus", "respond", "komment", "leserkomm"].iter().any(|c| fragment.starts_with(c))
    {
        push(&mut found.comment_links, id);
    }
}

/// Notes whether a class, id or label has "breadcrumb" in it, in camel case or not, and whether a class marks an author as
/// microformats do. Of the letters of both, "u" is the rarest in classes.
fn named(id: NodeId, value: &str, is_class: bool, found: &mut Found<'_>) {
    let bytes = value.as_bytes();
    if bytes.len() < "p-author".len() {
        return;
    }
    for at in memchr_iter(b'u', bytes) {
        let before = bytes.get(at.saturating_sub(6)..at).unwrap_or_default();
        if (before == b"readcr" || before == b"readCr") && bytes.get(at + 1..at + 3) == Some(b"mb") {
            push(&mut found.breadcrumbs, id);
        } else if is_class && before.ends_with(b"p-a") && has_token(Some(value), "p-author") {
            push(&mut found.author_marks, id);
        }
    }
}

/// Notes what a link's `rel` says.
fn anchor(id: NodeId, rel: &str, found: &mut Found<'_>) {
    if has_token(Some(rel), "author") {
        push(&mut found.author_links, id);
    }
    if ["license", "tag", "category", "next", "prev", "previous"].iter().any(|r| has_token(Some(rel), r)) {
        push(&mut found.rel_anchors, id);
    }
}

fn push(list: &mut Vec<NodeId>, id: NodeId) {
    if list.len() < MAX_KEPT && list.last() != Some(&id) {
        list.push(id);
    }
}

fn is_json_ld(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/ld+json") || kind.eq_ignore_ascii_case("text/ld+json")
}

/// Whether a space-separated attribute has this token, in any case.
pub(super) fn has_token(value: Option<&str>, token: &str) -> bool {
    value.is_some_and(|v| v.split_ascii_whitespace().any(|t| t.eq_ignore_ascii_case(token)))
}
