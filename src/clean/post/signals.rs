//! What elements say that forum posts, comments and answers are made of: that something is one, who wrote it, when, and how
//! it was liked.

use html5ever::local_name;

use super::{MAX_DATE_CHARS, MAX_NODES};
use crate::article::Votes;
use crate::class::{has_token, is_one_of, words};
use crate::clean::image::collapse;
use crate::dom::{Document, NodeId, Tag};
use crate::metadata::date;

/// Bytes of a date in full, at least.
const MIN_FULL_DATE: usize = 8;
/// Characters of a count of votes as printed.
const MAX_POINTS_CHARS: usize = 24;
/// More votes than anyone has counted.
const MAX_POINTS: f64 = 1e9;

/// What says that it is a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// A comment or a reply.
    Comment,
    /// A post of a thread, a message.
    Post,
    /// A question or an answer to it.
    Answer,
    /// As our own HTML writes it.
    Own,
}

/// What an element says it is.
pub(super) fn family(doc: &Document, id: NodeId) -> Option<Family> {
    if !doc.breaks_line(id) || matches!(doc.tag(id), Tag::Body | Tag::Main | Tag::Ul | Tag::Ol) {
        return None;
    }
    let (mut by_type, mut by_property, mut by_name) = (None, None, None);
    for attribute in doc.attributes(id) {
        let (name, value) = (&attribute.name.local, &*attribute.value);
        if *name == local_name!("class") && value == "post-record" {
            return Some(Family::Own);
        } else if *name == local_name!("class") || *name == local_name!("id") || &**name == "data-testid" {
            by_name = by_name.or_else(|| value.split_ascii_whitespace().find_map(family_of_token));
        } else if *name == local_name!("itemtype") {
            by_type = value.trim().rsplit('/').next().and_then(family_of_type);
        } else if *name == local_name!("itemprop") {
            by_property = match value {
                "comment" => Some(Family::Comment),
                "suggestedAnswer" | "acceptedAnswer" => Some(Family::Answer),
                _ => None,
            };
        }
    }
    by_type.or(by_property).or(by_name)
}

/// Whether an element is a message, as mail has them: parts of it may have its number as well.
pub(super) fn is_message(doc: &Document, id: NodeId) -> bool {
    doc.breaks_line(id) && doc.attr_named(id, "data-message-id").is_some_and(|number| !number.is_empty())
}

/// What a type of schema.org says.
fn family_of_type(name: &str) -> Option<Family> {
    match name {
        "Comment" | "UserComments" => Some(Family::Comment),
        "Answer" | "Question" => Some(Family::Answer),
        "DiscussionForumPosting" | "SocialMediaPosting" => Some(Family::Post),
        _ => None,
    }
}

/// What a class token or an `id` says; the number of a post is no part of its name.
fn family_of_token(token: &str) -> Option<Family> {
    const COMMENTS: [&str; 7] = [
        "comment",
        "comment-item",
        "comment-wrapper",
        "comments__item",
        "ipscomment",
        "reply",
        "comment-content-wrapper",
    ];
    const POSTS: [&str; 14] = [
        "blockpost",
        "post",
        "postbit",
        "postcontainer",
        "post_wrapper",
        "post-wrapper",
        "topic-post",
        "crawler-post",
        "forum-post",
        "commentpost",
        "message",
        "status",
        "tweet",
        "thread-post",
    ];
    let name = token.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_']);
    if is_one_of(name, &COMMENTS) {
        Some(Family::Comment)
    } else if is_one_of(name, &POSTS) {
        Some(Family::Post)
    } else {
        is_one_of(name, &["answer", "question"]).then_some(Family::Answer)
    }
}

/// How surely an element names the author of the post it stands in.
pub(super) fn author_rank(doc: &Document, id: NodeId, tag: Tag) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "username",
        "user-name",
        "author-name",
        "author_name",
        "p-author",
        "fn",
        "poster",
        "nickname",
        "commenter",
        "display-name",
        "comment-author-name",
        "author-link",
    ];
    const AUTHORS: [&str; 8] = [
        "author",
        "comment-author",
        "comment__author",
        "post-author",
        "postauthor",
        "user",
        "byline",
        "user-details",
    ];
    if matches!(tag, Tag::Img | Tag::Time | Tag::Button) {
        return None;
    }
    let property = doc.attr(id, &local_name!("itemprop")).unwrap_or_default();
    if matches!(property, "name" | "url") && doc.ancestors(id).take(3).any(|a| is_author_item(doc, a)) {
        return Some(if property == "url" && tag == Tag::Meta { 1 } else { 4 });
    }
    let rel = doc.attr(id, &local_name!("rel")).unwrap_or_default();
    if rel.split_ascii_whitespace().any(|rel| rel == "author") || has_token(doc, id, &NAMES) {
        return Some(3);
    }
    if is_author_item(doc, id) || has_token(doc, id, &AUTHORS) {
        return Some(if tag == Tag::A { 3 } else { 2 });
    }
    // Mail: the element that shows a sender has the address beside the name.
    if doc.attr_named(id, "email").is_some_and(|address| address.contains('@')) {
        return Some(3);
    }
    if doc
        .attr_named(id, "data-testid")
        .is_some_and(|mark| words(mark).any(|word| is_one_of(word, &["user", "author"])))
    {
        return Some(2);
    }
    // The link around someone's picture says how they are, not what they are called.
    let leads_there = tag == Tag::A && doc.attr(id, &local_name!("href")).is_some_and(leads_to_member);
    let has_picture = || doc.descendants(id).take(MAX_NODES).any(|n| doc.tag(n) == Tag::Img);
    (leads_there && !has_picture()).then_some(1)
}

/// Whether microdata calls an element the author.
pub(super) fn is_author_item(doc: &Document, id: NodeId) -> bool {
    doc.attr(id, &local_name!("itemprop")).is_some_and(|property| matches!(property, "author" | "creator"))
}

/// Whether a URL is that of a member of a site.
fn leads_to_member(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let asks =
        path.split('/').any(|part| is_one_of(part, &["login", "logout", "register", "signup", "sign-up"]));
    !asks
        && path
            .split('/')
            .any(|part| is_one_of(part, &["user", "users", "member", "members", "profile", "profiles", "u"]))
}

/// How surely an element tells when the post it stands in was written.
pub(super) fn date_rank(doc: &Document, id: NodeId, tag: Tag) -> Option<u8> {
    const DATES: [&str; 15] = [
        "date",
        "time",
        "timestamp",
        "datetime",
        "post-date",
        "postdate",
        "post_date",
        "comment-date",
        "comment-time",
        "comment__date",
        "dt-published",
        "published",
        "relativetime",
        "relative-time",
        "age",
    ];
    let property = doc.attr(id, &local_name!("itemprop")).unwrap_or_default();
    if tag == Tag::Time || matches!(property, "datePublished" | "dateCreated") {
        return Some(3);
    }
    if has_token(doc, id, &DATES) {
        return Some(2);
    }
    // Printed in short, and in full while the mouse is there.
    let is_full = |title: &str| {
        (MIN_FULL_DATE..=MAX_DATE_CHARS).contains(&title.len())
            && title.contains(|c: char| c.is_ascii_digit())
            && date::of_post(Some(title), "", None).0.is_some()
    };
    let in_full = || doc.attr_named(id, "title").is_some_and(is_full);
    if matches!(tag, Tag::Span | Tag::Abbr | Tag::A) && in_full() {
        return Some(2);
    }
    let is_permalink =
        tag == Tag::A && doc.attr(id, &local_name!("href")).is_some_and(|href| href.contains('#'));
    (is_permalink && date::of_post(None, &printed(doc, id), None).1.is_some()).then_some(1)
}

/// How surely an element counts the votes for the post it stands in.
pub(super) fn points_rank(doc: &Document, id: NodeId) -> Option<u8> {
    const COUNTS: [&str; 7] =
        ["points", "score", "vote-count", "vote-count-post", "js-vote-count", "votes-count", "likes-count"];
    if doc.tag(id) == Tag::Meta {
        return None;
    }
    if doc.attr(id, &local_name!("itemprop")) == Some("upvoteCount") {
        return Some(3);
    }
    // Where a script shows one of three, the plain one is that of a reader who has not voted.
    (has_token(doc, id, &COUNTS)).then(|| if has_token(doc, id, &["unvoted"]) { 2 } else { 1 })
}

/// The number an element counts: "42", "\u{2212}3 points", "1.2k".
pub(super) fn votes(doc: &Document, id: NodeId) -> Option<Votes> {
    let mut printed = printed(doc, id);
    let mut words = printed.split(' ');
    let number = words.next()?.replace(['\u{2212}', '\u{2013}'], "-").replace(',', "");
    let (digits, times) = match number.strip_suffix(['k', 'K']) {
        Some(thousands) => (thousands, 1_000.0),
        None => (number.as_str(), 1.0),
    };
    let is_number = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    let points = digits.parse::<f64>().ok().filter(|_| is_number)? * times;
    let is_bare = words.clone().count() <= 1 && words.all(|word| word.chars().all(char::is_alphabetic));
    let is_short = printed.chars().count() <= MAX_POINTS_CHARS && points.abs() <= MAX_POINTS;
    if !is_bare || !is_short {
        return None;
    }
    // A bare number says what it counts by its sign.
    if printed.chars().all(|c| c.is_ascii_digit() || c == ',') {
        printed.insert(0, '+');
    }
    Some(Votes { points: points.round() as i64, printed })
}

pub(super) fn is_date(doc: &Document, id: NodeId) -> bool {
    if doc.tag(id) == Tag::Meta {
        return doc.attr_named(id, "content").is_some();
    }
    let text = printed(doc, id);
    (1..=MAX_DATE_CHARS).contains(&text.chars().count())
        && (doc.tag(id) == Tag::Time || text.chars().any(char::is_numeric))
}

/// The text below an element that holds a name or a date, as one line.
pub(super) fn printed(doc: &Document, id: NodeId) -> String {
    if doc.tag(id) == Tag::Meta {
        return collapse(doc.attr(id, &local_name!("content")).unwrap_or_default());
    }
    let text = |n: NodeId| if doc.breaks_line(n) { " " } else { doc.text(n) };
    collapse(&doc.descendants(id).take(MAX_NODES).map(text).collect::<String>())
}
