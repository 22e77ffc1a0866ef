//! Links -> candidates: what `rel`, an address or a place in the page says a link leads to.
//!
//! `link` and `a` alike: canonical URL, AMP version, pages of the same article, icons, licences, categories and tags; the
//! breadcrumbs above a story, and the link to its comments.

use html5ever::local_name;
use url::Url;

use super::candidates::{Candidates, Claim, Place, offer_read, offer_to_group};
use super::class_words::{has_word, names_an_aside};
use super::collect::{Found, has_token};
use super::text::{collapse, folded, plain};
use crate::article::{LeadImage, Source};
use crate::dom::{Document, NodeId, Tag};
use crate::resolve::Resolver;

/// Tags an article's own list may have; more is a cloud of the site's tags.
const MAX_TAG_LINKS: usize = 40;

/// The same for categories.
const MAX_CATEGORY_LINKS: usize = 8;

/// Steps of one breadcrumb trail.
const MAX_STEPS: usize = 12;

/// Characters of a category, tag or step.
const MAX_NAME_CHARS: usize = 80;

/// Offers what the page's links say.
pub(super) fn candidates(doc: &Document, found: &Found<'_>, resolver: &Resolver, out: &mut Candidates) {
    for link in &found.links {
        let place = |rel: &str| Place::new(Source::Link(rel.into()), link.node);
        let has = |rel| has_token(Some(link.rel), rel);
        if has("canonical") {
            offer_read(
                &mut out.canonical_url,
                10,
                canonical(link.href, resolver),
                link.href,
                place("canonical"),
            );
        } else if has("image_src") {
            let image = resolver.image(link.href.trim()).map(LeadImage::at);
            offer_read(&mut out.image, 30, image, link.href, place("image_src"));
        } else if has("amphtml") {
            offer_read(&mut out.amp_url, 10, canonical(link.href, resolver), link.href, place("amphtml"));
        } else if has("license") {
            let licence = canonical(link.href, resolver);
            offer_read(&mut out.licence, 12, licence, link.href, place("license"));
        } else if has("icon") || has("apple-touch-icon") || has("apple-touch-icon-precomposed") {
            let rel = if has("icon") { "icon" } else { "apple-touch-icon" };
            let rank = icon_rank(doc, link.node, has("icon"));
            offer_read(&mut out.favicon, rank, canonical(link.href, resolver), link.href, place(rel));
        }
    }
    offer_neighbours(doc, found, resolver, out);
    offer_licences(doc, found, resolver, out);
    offer_topics(doc, found, out);
    offer_trail(doc, found, out);
    offer_comments(doc, found, resolver, out);
}

/// A URL the page gives itself: absolute and of the web.
pub(super) fn canonical(raw: &str, resolver: &Resolver) -> Option<String> {
    let url = resolver.link(raw.trim()).or_else(|| Url::parse(raw.trim()).ok().map(String::from))?;
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}

/// The larger an icon says it is, the better; one that says nothing is small, but for touch screens it is not.
fn icon_rank(doc: &Document, node: NodeId, small: bool) -> u8 {
    let sizes = doc.attr_named(node, "sizes").unwrap_or_default();
    if sizes.eq_ignore_ascii_case("any") {
        return 10;
    }
    let width = |size: &str| size.split(['x', 'X']).next()?.parse::<u32>().ok();
    let unsaid = if small { 32 } else { 180 };
    let width = sizes.split_ascii_whitespace().filter_map(width).max().unwrap_or(unsaid);
    // 512 pixels and more are 20, 16 are 40.
    (20 + (512 / width.clamp(16, 512)).ilog2() * 4) as u8
}

/// The pages before and after this one, if they are pages of the same article: their URLs differ from this page's in a
/// page number alone. Blogs use the same `rel` for the posts written before and after.
fn offer_neighbours(doc: &Document, found: &Found<'_>, resolver: &Resolver, out: &mut Candidates) {
    let canonical_url = out.canonical_url.first().and_then(|c| Url::parse(&c.claim.value).ok());
    let Some(page) = resolver.page_url().cloned().or(canonical_url) else { return };
    let of_link = found.links.iter().map(|l| (l.rel, l.href, l.node, 10));
    let of_anchor = found.rel_anchors.iter().filter_map(|&node| {
        let attr = |name| doc.attr(node, name);
        Some((attr(&local_name!("rel"))?, attr(&local_name!("href"))?, node, 20))
    });
    for (rel, href, node, rank) in of_link.chain(of_anchor) {
        let next = has_token(Some(rel), "next");
        let previous = has_token(Some(rel), "prev") || has_token(Some(rel), "previous");
        if next == previous {
            continue;
        }
        let url = canonical(href, resolver).filter(|url| {
            Url::parse(url).is_ok_and(|url| url != page && numberless(&url) == numberless(&page))
        });
        let place = if rank == 10 {
            Source::Link(if next { "next" } else { "prev" }.into())
        } else {
            Source::Element(if next { "a[rel=next]" } else { "a[rel=prev]" }.into())
        };
        let field = if next { &mut out.next_url } else { &mut out.previous_url };
        offer_read(field, rank, url, href, Place::new(place, node));
    }
}

/// A URL without what can number the pages of one article: `/2`, `/page/2`, `-2.html`, `,page2`, `?page=2`.
fn numberless(url: &Url) -> String {
    const NAMES: [&str; 10] =
        ["page", "pages", "pg", "p", "seite", "pagina", "página", "strona", "sayfa", "paged"];
    let mut out = url.domain().unwrap_or_default().trim_start_matches("www.").to_owned();
    let path = url.path().trim_end_matches('/');
    let (stem, extension) = match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') && extension.len() <= 5 => (stem, extension),
        _ => (path, ""),
    };
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    // A number of more digits is the story's own; so is one that nothing parts from the word before it.
    let digits = stem.len() - bare.len();
    let marks = ['/', '-', '_', ',', '.', ';', '~'];
    let without = bare.trim_end_matches(marks);
    let name = without.rsplit(marks).next().unwrap_or_default();
    let glued = bare.rsplit(marks).next().unwrap_or_default();
    let stem = if !(1..=3).contains(&digits) {
        stem
    } else if NAMES.contains(&glued) {
        bare.strip_suffix(glued).unwrap_or(bare).trim_end_matches(marks)
    } else if bare.ends_with(marks) && NAMES.contains(&name) {
        without.strip_suffix(name).unwrap_or(without).trim_end_matches(marks)
    } else if bare.ends_with(marks) {
        without
    } else {
        stem
    };
    out.push_str(stem);
    out.push('.');
    out.push_str(extension);
    for (key, value) in url.query_pairs() {
        if !NAMES.contains(&&*key) {
            out.push('&');
            out.push_str(&key);
            out.push('=');
            out.push_str(&value);
        }
    }
    out
}

/// A licence as its URL, or its name where there is no URL.
pub(super) fn licence(raw: &str, resolver: &Resolver) -> Option<String> {
    let raw = raw.trim();
    if raw.contains("://") || raw.starts_with('/') {
        return canonical(raw, resolver);
    }
    plain(raw).filter(|name| name.chars().count() <= 200)
}

/// Links that say they lead to the licence; or the one Creative Commons licence that all sentences of the page about its
/// licence link to. Links with nothing around them credit pictures.
fn offer_licences(doc: &Document, found: &Found<'_>, resolver: &Resolver, out: &mut Candidates) {
    let href = |node: NodeId| doc.attr(node, &local_name!("href"));
    for &node in &found.rel_anchors {
        if has_token(doc.attr(node, &local_name!("rel")), "license")
            && let Some(href) = href(node)
        {
            let place = Place::new(Source::Element("a[rel=license]".into()), node);
            offer_read(&mut out.licence, 15, canonical(href, resolver), href, place);
        }
    }
    let mut only: Option<(String, &str, NodeId)> = None;
    for &node in &found.licence_links {
        let Some(raw) = href(node).filter(|_| speaks_of_licence(doc, node)) else { continue };
        let Some(url) = canonical(raw, resolver) else { continue };
        match &only {
            Some((known, ..)) if bare_licence(known) != bare_licence(&url) => return,
            Some(_) => {}
            None => only = Some((url, raw, node)),
        }
    }
    if let Some((url, raw, node)) = only {
        offer_read(&mut out.licence, 30, Some(url), raw, Place::new(Source::Element("a".into()), node));
    }
}

/// Whether a link stands at the foot of the page, or the lines around it speak of a licence and of no picture.
fn speaks_of_licence(doc: &Document, node: NodeId) -> bool {
    const STEMS: [&str; 8] = ["licen", "lizen", "licens", "лиценз", "许可", "許諾", "ライセンス", "라이선스"];
    if doc.ancestors(node).any(|a| matches!(doc.tag(a), Tag::Figure | Tag::Figcaption)) {
        return false;
    }
    // The foot of a page is about the page.
    let is_foot = |a: NodeId| {
        doc.tag(a) == Tag::Footer
            || [doc.class(a), doc.html_id(a)]
                .iter()
                .any(|names| has_word(names, &["footer", "copyright", "license", "licence", "lizenz"]))
    };
    if doc.ancestors(node).any(is_foot) {
        return true;
    }
    let mut around = doc.ancestors(node).take(3).filter_map(|a| super::visible::short_text(doc, a, 300));
    around.any(|text| {
        let text = text.to_lowercase();
        STEMS.iter().any(|stem| text.contains(stem))
    })
}

/// The part of a Creative Commons URL that names the licence, without its version, country and language.
fn bare_licence(url: &str) -> Option<&str> {
    url.split_once("creativecommons.org/")?.1.split('/').nth(1)
}

/// Whether a link stands beside the story: in a sidebar, a menu, the page's footer.
fn is_beside(doc: &Document, node: NodeId) -> bool {
    doc.ancestors(node).any(|a| match doc.tag(a) {
        Tag::Nav | Tag::Aside => true,
        // The footer of a post carries its tags.
        Tag::Footer => !doc.ancestors(a).any(|b| doc.tag(b) == Tag::Article),
        Tag::Div | Tag::Section | Tag::Ul | Tag::Li => {
            names_an_aside(doc.class(a)) || names_an_aside(doc.html_id(a))
        }
        _ => false,
    })
}

/// Categories and tags the story is linked to: by `rel`, or by the address of the link.
fn offer_topics(doc: &Document, found: &Found<'_>, out: &mut Candidates) {
    let of_rel = (&found.rel_anchors, 12, 16, ["a[rel=category]", "a[rel=tag]"]);
    let of_address = (&found.topic_links, 24, 24, ["a", "a"]);
    for (links, category_rank, tag_rank, names) in [of_rel, of_address] {
        let (mut categories, mut tags) = (Vec::new(), Vec::new());
        for &node in links {
            let rel = doc.attr(node, &local_name!("rel"));
            let href = doc.attr(node, &local_name!("href")).unwrap_or_default();
            let says = |words: &[&str]| href.split(['/', '?', '=', '&']).any(|part| words.contains(&part));
            let to_tag = says(&["tag", "tags", "tagged"]);
            let to_category =
                !to_tag && says(&["category", "categories", "kategorie", "categorie", "categoria", "cat"]);
            // Blogs of old file under categories by `rel="tag"` alone; newer ones link tags as "category tag".
            let category = has_token(rel, "category") && !to_tag || to_category;
            let tag = !category && (has_token(rel, "tag") || to_tag);
            if !(tag || category) || is_beside(doc, node) {
                continue;
            }
            let (list, [of_category, of_tag]) = (if tag { &mut tags } else { &mut categories }, names);
            let source = Source::Element(if tag { of_tag } else { of_category }.into());
            list.extend(name_of(doc, node).map(|name| Claim::verbatim(name, Place::new(source, node))));
        }
        if categories.len() <= MAX_CATEGORY_LINKS {
            offer_to_group(&mut out.categories, category_rank, categories.into_iter());
        }
        if tags.len() <= MAX_TAG_LINKS {
            offer_to_group(&mut out.tags, tag_rank, tags.into_iter());
        }
    }
}

/// The names in a text that lists several: "Corporate,Healthcare", "Politics, Home, Europe". One comma with space behind it
/// is part of a name: "Arts, Culture and Books".
pub(super) fn listed(text: &str) -> Vec<String> {
    let bare = text.split(',').skip(1).any(|part| !part.starts_with(' '));
    if bare || text.matches(',').count() > 1 {
        super::page::keywords(text).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// What a link is called.
fn name_of(doc: &Document, node: NodeId) -> Option<String> {
    let text = super::page::text_of(doc, node)?;
    let text = text.trim_start_matches(['#', '>', '»', '›', '/', '|']).trim_end_matches([',', ';']).trim();
    ((1..=MAX_NAME_CHARS).contains(&text.chars().count()) && text.chars().any(char::is_alphanumeric))
        .then(|| text.to_owned())
}

/// The breadcrumbs a page prints.
fn offer_trail(doc: &Document, found: &Found<'_>, out: &mut Candidates) {
    for &trail in &found.breadcrumbs {
        let links: Vec<NodeId> =
            doc.descendants(trail).filter(|&n| doc.tag(n) == Tag::A).take(MAX_STEPS + 1).collect();
        if !(2..=MAX_STEPS).contains(&links.len()) {
            continue;
        }
        let place = |node| Place::new(Source::Element("breadcrumb".into()), node);
        let steps = links.into_iter().filter_map(|n| Some(Claim::verbatim(name_of(doc, n)?, place(n))));
        offer_breadcrumbs(steps.collect(), 34, out);
        return;
    }
}

/// Offers the steps of a trail as categories, without the first, which is the site, and the one that is the page itself.
pub(super) fn offer_breadcrumbs(mut steps: Vec<Claim<String>>, rank: u8, out: &mut Candidates) {
    if steps.len() < 2 {
        return;
    }
    steps.remove(0);
    let titles: Vec<String> = out.title.iter().map(|c| folded(&c.claim.value)).collect();
    steps.retain(|step| {
        let key = folded(&step.value);
        let is_page = titles.iter().any(|t| *t == key || (key.len() >= 20 && t.contains(&key)));
        !is_page && step.value.chars().count() <= MAX_NAME_CHARS
    });
    offer_to_group(&mut out.categories, rank, steps.into_iter());
}

/// What comments are called behind their number, in lower case.
#[rustfmt::skip]
const COMMENTS: [&str; 32] = [
    "comment", "comments", "comment(s)", "kommentar", "kommentare", "kommentarer", "commentaire", "commentaires", "comentario", "comentarios",
    "comentário", "comentários", "commento", "commenti", "reactie", "reacties", "komentarz", "komentarze", "komentarzy",
    "комментарий", "комментария", "комментариев", "коментарів", "yorum", "hozzászólás", "komentář", "komentáře", "komentářů",
    "kommenttia", "评论", "コメント", "댓글",
];

/// The number of comments a link to them tells: "12 comments". It must lead to a place on this very page, or a teaser's
/// number would be taken for the story's; and all such links must agree.
fn offer_comments(doc: &Document, found: &Found<'_>, resolver: &Resolver, out: &mut Candidates) {
    let mut only: Option<(u32, String, NodeId)> = None;
    for &node in &found.comment_links {
        let Some(href) = doc.attr(node, &local_name!("href")) else { continue };
        let here = href.trim().starts_with('#')
            || resolver.page_url().is_some_and(|page| {
                resolver.link(href).and_then(|u| Url::parse(&u).ok()).is_some_and(|url| {
                    url.host() == page.host()
                        && url.path().trim_end_matches('/') == page.path().trim_end_matches('/')
                })
            });
        if !here {
            continue;
        }
        let Some(text) = super::page::text_of(doc, node) else { continue };
        let Some(count) = comment_count(&text) else { continue };
        match &only {
            Some((known, ..)) if *known != count => return,
            Some(_) => {}
            None => only = Some((count, collapse(&text), node)),
        }
    }
    if let Some((count, raw, node)) = only {
        offer_read(&mut out.comment_count, 30, Some(count), &raw, Place::new(Source::Text, node));
    }
}

/// "12 comments", "1.204 Kommentare", "Comments (12)", "12件のコメント", "评论 12".
fn comment_count(text: &str) -> Option<u32> {
    if text.chars().count() > 40 {
        return None;
    }
    let lower = text.to_lowercase();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | '\'');
    let word = lower
        .trim_matches(|c: char| is_digit(c) || c.is_whitespace() || matches!(c, '(' | ')' | ':' | '[' | ']'));
    let word = word
        .strip_prefix("件の")
        .or_else(|| word.strip_prefix("条"))
        .or_else(|| word.strip_prefix("개의 "))
        .unwrap_or(word);
    if !COMMENTS.contains(&word.trim()) && !COMMENTS.contains(&word.trim_end_matches('(').trim()) {
        return None;
    }
    let number: Vec<&str> =
        lower.split(|c| !is_digit(c)).filter(|n| n.bytes().any(|b| b.is_ascii_digit())).collect();
    let [number] = number.as_slice() else { return None };
    // Marks between thousands, not before a fraction.
    let groups: Vec<&str> =
        number.trim_matches(|c: char| !c.is_ascii_digit()).split(|c: char| !c.is_ascii_digit()).collect();
    let grouped = groups.iter().skip(1).all(|g| g.len() == 3);
    grouped.then(|| groups.concat().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same_article(a: &str, b: &str) -> bool {
        numberless(&Url::parse(a).unwrap()) == numberless(&Url::parse(b).unwrap())
    }

    #[test]
    fn tells_pages_of_an_article_from_other_articles() {
        let story = "https://daily.example.org/bridge-reopens";
        for next in ["/2", "/2/", "/page/2", "/page2", "-2", ",page-2", "?page=2", "/?p=2"] {
            assert!(is_same_article(story, &format!("{story}{next}")), "{next}");
        }
        assert!(is_same_article("https://a.example/s_1.html", "https://a.example/s_2.html"));
        assert!(is_same_article("https://a.example/story.html", "https://a.example/story-2.html"));
        for other in
            ["https://daily.example.org/ferry-late", "https://daily.example.org/bridge-reopens/20240102"]
        {
            assert!(!is_same_article(story, other), "{other}");
        }
        assert!(!is_same_article("https://a.example/?id=4", "https://a.example/?id=5"));
    }

    #[test]
    fn reads_numbers_of_comments_and_nothing_else() {
        for (text, count) in [
            ("12 comments", Some(12)),
            ("1.204 Kommentare", Some(1204)),
            ("Comments (3)", Some(3)),
            ("0 commentaires", Some(0)),
            ("12件のコメント", Some(12)),
            ("评论 7", Some(7)),
            ("5 комментариев", Some(5)),
            ("Add comment", None),
            ("12 views", None),
            ("Comment 3 of 12", None),
            ("1.5 comments", None),
            ("99999999999 comments", None),
        ] {
            assert_eq!(comment_count(text), count, "{text}");
        }
    }
}
