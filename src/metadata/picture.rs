//! Image candidates -> the lead image: the best declared picture that is not the site's.

use super::candidates::{Candidate, Claim, Place};
use super::class_words::words;
use super::text::collapse;
use crate::article::{Image, LeadImage, Publisher, Source};
use crate::dom::{Document, NodeId};

/// Pixels of either side up to which a picture is an icon.
const MAX_ICON: u32 = 60;

/// Chooses by rank; the size and text of the same picture elsewhere are taken over.
pub(super) fn choose(
    mut offered: Vec<Candidate<LeadImage>>,
    publisher: Option<&Publisher>,
    icons: &[Candidate<String>],
) -> Option<Claim<LeadImage>> {
    let logo = publisher.and_then(|p| p.logo.as_deref());
    offered.retain(|c| {
        let url = &c.claim.value.url;
        let is_icon = icons.iter().any(|icon| icon.claim.value == *url);
        logo != Some(url.as_str()) && !is_icon && !is_of_site(&c.claim.value)
    });
    offered.sort_by_key(|c| c.rank);
    let mut offered = offered.into_iter().map(|c| c.claim);
    let mut best = offered.next()?;
    let image = &mut best.value;
    for other in offered.map(|claim| claim.value) {
        if other.url != image.url {
            continue;
        }
        if image.width.is_none() && image.height.is_none() {
            (image.width, image.height) = (other.width, other.height);
        }
        image.alt = image.alt.take().or(other.alt);
    }
    Some(best)
}

/// A picture of the story's text, unless it is small or the site's.
pub(super) fn of_story(doc: &Document, node: NodeId, image: Image) -> Option<Claim<LeadImage>> {
    let side =
        |name| doc.attr_named(node, name).and_then(|raw| raw.trim().trim_end_matches("px").parse().ok());
    let alt = Some(image.alt).filter(|alt| !alt.is_empty());
    let found = LeadImage { width: side("width"), height: side("height"), alt, ..LeadImage::at(&image.url) };
    let small = found.width.or(found.height).is_some_and(|side| side < MIN_LARGE);
    let place = Place::new(Source::Element("img".into()), node);
    (!small && !is_of_site(&found)).then(|| Claim { value: found, raw: collapse(&image.url), place })
}

/// Pixels of width from which a picture is more than an ornament.
const MIN_LARGE: u32 = 200;

/// Whether a picture stands for the site, or for nothing: an icon, a placeholder, a logo, the picture shared by default.
fn is_of_site(image: &LeadImage) -> bool {
    let small = |side: Option<u32>| side.is_some_and(|side| side <= MAX_ICON);
    if small(image.width) && small(image.height) || image.width == Some(1) || image.height == Some(1) {
        return true;
    }
    if image.url.starts_with("data:") {
        return false;
    }
    let path = image.url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let named: Vec<String> = words(name).take(12).map(str::to_ascii_lowercase).collect();
    let has = |word: &str| named.iter().any(|w| w == word);
    let few = named.iter().filter(|w| !w.bytes().all(|b| b.is_ascii_digit())).count() <= 4;
    has("placeholder")
        || has("favicon")
        || (few && (has("logo") || has("blank") || has("spacer") || has("noimage") || has("nopic")))
        || (few
            && (has("default") || has("fallback"))
            && (has("share") || has("social") || has("og") || has("image") || has("thumb") || has("img")))
        || (few && has("no") && (has("image") || has("photo") || has("thumb")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_pictures_of_the_site_from_the_storys() {
        for url in [
            "/logo.png",
            "/img/site-logo-512.png",
            "/default-share.jpg",
            "/og-image-default.png",
            "/no-image.jpg",
            "/placeholder.svg",
        ] {
            assert!(is_of_site(&LeadImage::at(format!("https://a.example{url}"))), "{url}");
        }
        for url in
            ["/bridge.jpg", "/how-to-draw-a-logo-for-your-shop.jpg", "/logos/bridge.jpg", "/IMG_2041.jpg"]
        {
            assert!(!is_of_site(&LeadImage::at(format!("https://a.example{url}"))), "{url}");
        }
        let pixel = LeadImage { width: Some(1), height: Some(1), ..LeadImage::at("https://a.example/b.jpg") };
        assert!(is_of_site(&pixel));
    }
}
