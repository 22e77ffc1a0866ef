//! Players and pages shown within the page: which elements are one, whose they are.

use std::borrow::Cow;

use html5ever::local_name;
use url::Url;

use super::image::collapse;
use crate::article::{Embed, EmbedKind};
use crate::dom::{Document, NodeId, Tag};
use crate::resolve::Resolver;

/// Sites whose players and posts are content, by a label of their domain, and what they show. Other frames are
/// advertisements, forms and counters far more often.
const PROVIDERS: &[(&str, EmbedKind)] = &[
    ("youtube", EmbedKind::Video),
    ("youtube-nocookie", EmbedKind::Video),
    ("vimeo", EmbedKind::Video),
    ("dailymotion", EmbedKind::Video),
    ("bilibili", EmbedKind::Video),
    ("youku", EmbedKind::Video),
    ("rutube", EmbedKind::Video),
    ("twitch", EmbedKind::Video),
    ("ted", EmbedKind::Video),
    ("wistia", EmbedKind::Video),
    ("loom", EmbedKind::Video),
    ("streamable", EmbedKind::Video),
    ("tiktok", EmbedKind::Video),
    ("brightcove", EmbedKind::Video),
    ("jwplayer", EmbedKind::Video),
    ("rumble", EmbedKind::Video),
    ("spotify", EmbedKind::Audio),
    ("soundcloud", EmbedKind::Audio),
    ("bandcamp", EmbedKind::Audio),
    ("mixcloud", EmbedKind::Audio),
    ("deezer", EmbedKind::Audio),
    ("podbean", EmbedKind::Audio),
    ("libsyn", EmbedKind::Audio),
    ("simplecast", EmbedKind::Audio),
    ("acast", EmbedKind::Audio),
    ("megaphone", EmbedKind::Audio),
    ("buzzsprout", EmbedKind::Audio),
    ("omny", EmbedKind::Audio),
    ("transistor", EmbedKind::Audio),
    ("codepen", EmbedKind::Page),
    ("codesandbox", EmbedKind::Page),
    ("jsfiddle", EmbedKind::Page),
    ("observablehq", EmbedKind::Page),
    ("datawrapper", EmbedKind::Page),
    ("flourish", EmbedKind::Page),
    ("infogram", EmbedKind::Page),
    ("openstreetmap", EmbedKind::Page),
    ("slideshare", EmbedKind::Page),
    ("scribd", EmbedKind::Page),
    ("instagram", EmbedKind::Page),
    ("twitter", EmbedKind::Page),
    ("reddit", EmbedKind::Page),
    ("bsky", EmbedKind::Page),
    ("figma", EmbedKind::Page),
    ("flo", EmbedKind::Page),
    ("documentcloud", EmbedKind::Page),
];

/// Attributes in which an element, or its loader, keeps the URL.
const SOURCES: [&str; 6] =
    ["src", "data-src", "data-lazy-src", "data-litespeed-src", "data-src-cmplz", "data-cookieblock-src"];

/// An embed as [`to_html`](crate::Article::to_html) writes it: a link in a paragraph that says what it leads to.
fn written(doc: &Document, id: NodeId, resolver: &Resolver) -> Option<Embed> {
    let mut classes = doc.class(id).split_ascii_whitespace();
    let kind = match (classes.next(), classes.next()) {
        (Some("embed"), Some("embed-video")) => EmbedKind::Video,
        (Some("embed"), Some("embed-audio")) => EmbedKind::Audio,
        (Some("embed"), Some("embed-page")) => EmbedKind::Page,
        _ => return None,
    };
    let link = doc.find(id, Tag::A)?;
    let raw = doc.attr(link, &local_name!("href"))?;
    let url = resolver.link(raw)?;
    let title = Some(collapse(&doc.text_content(link))).filter(|title| *title != url).unwrap_or_default();
    Some(Embed { kind, provider: provider(raw).map(|(name, _)| name.to_owned()), url, title })
}

/// Whether an element is something shown within the page.
pub(super) fn is_embed(doc: &Document, id: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Iframe => source(doc, id).is_some_and(|url| provider(url).is_some() || shown_by(url).is_some()),
        Tag::Video | Tag::Audio => source(doc, id).is_some(),
        Tag::Object | Tag::Embed => plugin(doc, id).is_some(),
        Tag::Unknown => component(doc, id).is_some(),
        _ => false,
    }
}

/// What an element shows within the page; `None` if it is no player or page, or nobody's in particular.
pub(super) fn embed(doc: &Document, id: NodeId, tag: Tag, resolver: &Resolver) -> Option<Embed> {
    let made;
    let raw = match tag {
        Tag::Iframe => {
            let url = source(doc, id)?;
            made = if provider(url).is_some() { url.to_owned() } else { shown_by(url)? };
            &made
        }
        Tag::Video | Tag::Audio => source(doc, id)?,
        Tag::Object | Tag::Embed => plugin(doc, id)?,
        Tag::Unknown => {
            made = component(doc, id)?;
            &made
        }
        Tag::P => return written(doc, id, resolver),
        _ => return None,
    };
    let (provider, kind) = match (tag, provider(raw)) {
        (Tag::Iframe, None) => return None,
        (Tag::Iframe | Tag::Unknown | Tag::Object | Tag::Embed, Some((name, kind))) => (Some(name), kind),
        (Tag::Audio, known) => (known.map(|(name, _)| name), EmbedKind::Audio),
        (_, known) => (known.map(|(name, _)| name), EmbedKind::Video),
    };
    let url = resolver.link(raw).filter(|url| !url.starts_with("mailto:"))?;
    let title = ["title", "aria-label", "videotitle", "playlabel"]
        .iter()
        .find_map(|name| doc.attr_named(id, name))
        .map(collapse)
        .unwrap_or_default();
    Some(Embed { kind, url, provider: provider.map(str::to_owned), title })
}

/// The URL that an element for plug-ins shows, if it is of a known site.
fn plugin(doc: &Document, id: NodeId) -> Option<&str> {
    ["data", "src"].iter().find_map(|name| doc.attr_named(id, name)).filter(|url| provider(url).is_some())
}

/// The URL of a video of which a custom element says only its site and its identifier: `lite-youtube`, `amp-vimeo`.
fn component(doc: &Document, id: NodeId) -> Option<String> {
    let site = match doc.name(id) {
        "lite-youtube" | "amp-youtube" | "youtube-video" => "https://www.youtube.com/watch?v=",
        "lite-vimeo" | "amp-vimeo" => "https://vimeo.com/",
        _ => return None,
    };
    let video =
        ["videoid", "data-videoid", "video-id"].iter().find_map(|name| doc.attr_named(id, name))?.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!video.is_empty() && video.chars().all(is_plain)).then(|| format!("{site}{video}"))
}

/// The URL an element shows, or the first of several it offers.
fn source(doc: &Document, id: NodeId) -> Option<&str> {
    let usable =
        |url: &&str| !url.trim().is_empty() && !url.starts_with("about:") && !url.starts_with("blob:");
    let own = |id: NodeId| SOURCES.iter().filter_map(|name| doc.attr_named(id, name)).find(usable);
    own(id).or_else(|| doc.children(id).take(20).filter(|&child| doc.tag(child) == Tag::Source).find_map(own))
}

/// The URL of the known site that a frame of a go-between shows: Embedly, the oEmbed frames of Drupal and Telegraph.
fn shown_by(url: &str) -> Option<String> {
    const PATHS: [&str; 4] = ["/media/oembed", "/widgets/media.html", "/embed/youtube", "/embed/twitter"];
    let base = Url::parse("https://page.invalid/").ok()?;
    let frame = base.join(url.trim()).ok().filter(|frame| PATHS.contains(&frame.path()))?;
    let shown = frame.query_pairs().filter(|(name, _)| matches!(&**name, "url" | "src")).map(|(_, url)| url);
    shown.into_iter().find(|url| provider(url).is_some()).map(Cow::into_owned)
}

/// The known site a URL is of.
fn provider(url: &str) -> Option<(&'static str, EmbedKind)> {
    let url = url.trim();
    let absolute = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
    let parsed = Url::parse(&absolute).ok()?;
    let host = parsed.domain()?;
    let known = |label: &str| PROVIDERS.iter().find(|(name, _)| *name == label).copied();
    // The last label is the public suffix, or a part of it.
    host.rsplit('.').skip(1).take(2).find_map(known)
}
