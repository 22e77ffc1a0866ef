//! Copies of one picture: which URLs name them, and links from one to another.

use html5ever::local_name;

use super::image::{is_image_url, names_widths};
use crate::dom::{Document, Kind, NodeId, Tag};

/// Nodes of a link that holds nothing but a picture.
const MAX_NODES: usize = 12;

/// Whether a link holds nothing but a picture that the page offers in several widths, and leads to one more copy of it.
pub(super) fn leads_to_own_picture(doc: &Document, link: NodeId) -> bool {
    let href = doc.attr(link, &local_name!("href")).filter(|href| is_image_url(href));
    let Some((href, img)) = href.zip(lone_image(doc, link)) else { return false };
    let shown = doc.attr(img, &local_name!("src"));
    names_widths(doc, img) && shown.is_some_and(|shown| is_same_picture(href, shown))
}

/// The one picture in a link without text.
fn lone_image(doc: &Document, link: NodeId) -> Option<NodeId> {
    let mut found = None;
    for (count, node) in doc.descendants(link).enumerate() {
        let is_image = doc.tag(node) == Tag::Img;
        let is_text = doc.kind(node) == Kind::Text && !doc.text(node).trim_ascii().is_empty();
        if count >= MAX_NODES || is_text || (is_image && found.is_some()) {
            return None;
        }
        found = found.or(is_image.then_some(node));
    }
    found
}

/// Whether two URLs name copies of one picture: a file of one name, but for its size, in any folder or behind any resizer.
pub(super) fn is_same_picture(a: &str, b: &str) -> bool {
    let (a, b) = (stem(a), stem(b));
    a.is_some() && a == b
}

/// The name of an image file without its size: `pier` of `2024/pier-300x200.jpg?w=9`.
fn stem(url: &str) -> Option<&str> {
    if !is_image_url(url) {
        return None;
    }
    let path = url.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    // A resizer may have the whole URL as a part of its own.
    let name = name.rfind("%2F").and_then(|at| name.get(at + 3..)).unwrap_or(name);
    let (stem, _) = name.rsplit_once('.')?;
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    let stem = stem.rsplit_once(['-', '_']).filter(|(_, size)| is_size(size)).map_or(stem, |(stem, _)| stem);
    (!stem.is_empty()).then_some(stem)
}

/// Whether something is a size as in `300x200`.
fn is_size(text: &str) -> bool {
    let is_number = |side: &str| (1..=5).contains(&side.len()) && side.bytes().all(|b| b.is_ascii_digit());
    text.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height))
}

#[cfg(test)]
mod tests {
    use super::is_same_picture;

    #[test]
    fn copies_of_a_picture_have_one_name() {
        for copy in [
            "https://a.example/small/pier.jpg",
            "pier-300x200.jpg",
            "/pier-scaled.webp?w=3",
            "https://cdn.example/fetch/w_300/https%3A%2F%2Fa.example%2Fpier.jpg",
        ] {
            assert!(is_same_picture("https://a.example/2024/pier.jpg", copy), "{copy}");
        }
        for other in ["/pier", "/pier.html", "/boat.jpg", "/pier-2.jpg", "/.jpg", "/-1x1.jpg"] {
            assert!(!is_same_picture("https://a.example/pier.jpg", other), "{other}");
            assert!(!is_same_picture("/.jpg", other), "{other}");
        }
    }
}
