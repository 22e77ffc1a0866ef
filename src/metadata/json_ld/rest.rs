//! What a JSON-LD object says beside titles, authors and dates: subtitle, images, publisher, topics, licence, access,
//! comments.

use serde_json::Value;

use super::{Graph, Object, Reading, string, types, url_of};
use crate::article::{LeadImage, Publisher, Source};
use crate::dom::NodeId;
use crate::metadata::candidates::{Candidate, Candidates, Claim, Place, offer_read, offer_to_group};
use crate::metadata::links;
use crate::metadata::text::{collapse, plain};

/// Images of one object that are looked at.
const MAX_IMAGES: usize = 20;

/// Items of one list that are looked at.
const MAX_ITEMS: usize = 50;

impl<'a> Reading<'_, 'a> {
    /// Offers all of it.
    pub(super) fn offer_rest(&self, out: &mut Candidates) {
        for (property, strong) in [("alternativeHeadline", 10), ("alternateHeadline", 11)] {
            let subtitle = self.value(property).and_then(string);
            self.offer(&mut out.subtitle, self.rank(strong, strong + 20), subtitle, property);
        }
        self.offer_images(out);
        self.offer_publisher(out);
        self.offer_sections(out);
        if let Some(value) = self.value("license")
            && let Some(raw) = url_of(value).map(str::to_owned).or_else(|| string(value))
        {
            let licence = links::licence(&raw, self.resolver);
            offer_read(&mut out.licence, self.rank(10, 20), licence, &raw, self.place("license"));
        }
        if let Some((free, raw)) = self.access() {
            let rank = self.rank(10, 20);
            offer_read(
                &mut out.accessible_for_free,
                rank,
                Some(free),
                &raw,
                self.place("isAccessibleForFree"),
            );
        }
        for property in ["commentCount", "interactionStatistic", "interactionCount"] {
            let count = self.value(property).and_then(|value| self.comments(property, value));
            if let Some(count) = count {
                let rank = self.rank(10, 20);
                offer_read(
                    &mut out.comment_count,
                    rank,
                    Some(count),
                    &count.to_string(),
                    self.place(property),
                );
            }
        }
    }

    fn offer_images(&self, out: &mut Candidates) {
        let logo = self.value("publisher").and_then(|p| self.graph.object(p)).and_then(|p| p.get("logo"));
        let logo = logo.and_then(|logo| self.image(logo)).map(|(image, _)| image.url);
        for (property, strong, weak) in [("image", 15, 18), ("thumbnailUrl", 24, 24)] {
            let Some(value) = self.value(property) else { continue };
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let images = items.iter().filter(|i| !i.is_array()).take(MAX_IMAGES);
            for (image, raw) in images.filter_map(|item| self.image(item)) {
                if logo.as_ref() != Some(&image.url) {
                    let claim = Claim { value: image, raw: collapse(&raw), place: self.place(property) };
                    out.image.push(Candidate { rank: self.rank(strong, weak), claim });
                }
            }
        }
    }

    /// An image with its size, and the text its URL was read from.
    pub(super) fn image(&self, value: &'a Value) -> Option<(LeadImage, String)> {
        let object = self.graph.object(value);
        let url = match (object, value) {
            (Some(object), _) => {
                ["contentUrl", "url", "@id"].iter().find_map(|k| object.get(*k).and_then(url_of))?
            }
            (None, Value::String(text)) => text,
            _ => return None,
        };
        let size = |key: &str| object.and_then(|o| o.get(key)).and_then(number);
        let alt = object.and_then(|o| o.get("alternateName").or_else(|| o.get("caption"))).and_then(string);
        let resolved = self.resolver.image(url.trim())?;
        let image =
            LeadImage { width: size("width"), height: size("height"), alt, ..LeadImage::at(resolved) };
        Some((image, url.to_owned()))
    }

    fn offer_publisher(&self, out: &mut Candidates) {
        let Some(value) = self.value("publisher") else { return };
        let Some(object) = self.graph.object(value) else {
            let name = value.as_str().filter(|s| !s.contains("://")).and_then(plain);
            let publisher = name.clone().map(|name| Publisher { name, ..Publisher::default() });
            offer_read(&mut out.publisher, 20, publisher, &name.unwrap_or_default(), self.place("publisher"));
            return;
        };
        let Some(name) = object.get("name").and_then(string) else { return };
        let url = ["url", "sameAs"].iter().filter_map(|k| object.get(*k)).find_map(url_of);
        let logo = object.get("logo").or_else(|| object.get("image")).and_then(|logo| self.image(logo));
        let publisher = Publisher {
            name: name.clone(),
            url: url.and_then(|url| self.resolver.link(url.trim())),
            logo: logo.map(|(image, _)| image.url),
        };
        let rank = self.rank(10, 15);
        offer_read(&mut out.publisher, rank, Some(publisher), &name, self.place("publisher"));
    }

    /// Several sections are what the article is filed under.
    fn offer_sections(&self, out: &mut Candidates) {
        for (property, strong) in [("articleSection", 14), ("genre", 40)] {
            let Some(value) = self.value(property) else { continue };
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let names = items.iter().filter(|i| !i.is_array()).filter_map(string).take(MAX_ITEMS);
            let names = names.filter(|name| !name.contains("://"));
            let claims = names
                .flat_map(|names| links::listed(&names))
                .map(|name| Claim::verbatim(name, self.place(property)));
            offer_to_group(&mut out.categories, self.rank(strong, strong + 20), claims);
        }
    }

    /// Whether everybody may read all of it. A part behind a wall closes the whole, unless the object says otherwise.
    fn access(&self) -> Option<(bool, String)> {
        let own = self.value("isAccessibleForFree").and_then(boolean);
        let parts = self.value("hasPart").into_iter();
        let parts = parts.flat_map(|v| v.as_array().map_or(std::slice::from_ref(v), Vec::as_slice));
        let closed =
            |part: &Value| part.get("isAccessibleForFree").and_then(boolean).filter(|(free, _)| !free);
        own.or_else(|| parts.take(MAX_ITEMS).find_map(closed))
    }

    fn comments(&self, property: &str, value: &'a Value) -> Option<u32> {
        match property {
            "commentCount" => number(value),
            // "UserComments:12", as schema.org once had it.
            "interactionCount" => {
                let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                let texts = items.iter().filter_map(Value::as_str);
                texts.filter_map(|t| t.strip_prefix("UserComments:")).find_map(|n| n.trim().parse().ok())
            }
            _ => {
                let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                let counters = items.iter().filter(|i| !i.is_array()).take(MAX_ITEMS);
                counters.filter_map(|item| self.graph.object(item)).find_map(|counter| {
                    let action = counter.get("interactionType")?;
                    let action = match action {
                        Value::String(text) => text.as_str(),
                        other => other.get("@type")?.as_str()?,
                    };
                    let comments = action.rsplit(['/', ':']).next() == Some("CommentAction");
                    counter.get("userInteractionCount").filter(|_| comments).and_then(number)
                })
            }
        }
    }
}

/// Offers the way to the page that a `BreadcrumbList` tells, without its ends: the site and the page itself.
pub(super) fn offer_breadcrumbs(graph: &Graph<'_>, object: &Object, script: NodeId, out: &mut Candidates) {
    if !types(object).any(|t| t == "BreadcrumbList") {
        return;
    }
    let Some(items) = object.get("itemListElement").and_then(Value::as_array) else { return };
    let mut steps: Vec<(u32, String)> = Vec::new();
    for (i, item) in items.iter().take(MAX_ITEMS).enumerate() {
        let Some(item) = Some(item).filter(|i| !i.is_array()).and_then(|item| graph.object(item)) else {
            continue;
        };
        let named = item.get("name").or_else(|| item.get("item")?.get("name"));
        let position = item.get("position").and_then(number).unwrap_or(i as u32);
        steps.extend(named.and_then(string).map(|name| (position, name)));
    }
    steps.sort_by_key(|&(position, _)| position);
    let place = || Place::new(Source::JsonLd("BreadcrumbList.itemListElement".into()), script);
    let names = steps.into_iter().map(|(_, name)| Claim::verbatim(name, place())).collect();
    links::offer_breadcrumbs(names, 30, out);
}

/// A number however it is written: `12`, `"12"`, `"1200px"`, `{"value": 12}`.
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        Value::String(text) => {
            let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
            let rest = text.trim().get(digits.len()..).unwrap_or_default().trim();
            (rest.is_empty() || rest == "px").then(|| digits.parse().ok()).flatten()
        }
        Value::Object(object) => {
            object.get("value").or_else(|| object.get("@value")).filter(|v| !v.is_object()).and_then(number)
        }
        _ => None,
    }
}

/// A truth value however it is written: `false`, `"False"`, `"https://schema.org/False"`; with its text.
fn boolean(value: &Value) -> Option<(bool, String)> {
    match value {
        Value::Bool(free) => Some((*free, free.to_string())),
        Value::String(text) => {
            let last = text.trim().rsplit(['/', ':']).next().unwrap_or_default();
            let free = match last.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => true,
                "false" | "no" | "0" => false,
                _ => return None,
            };
            Some((free, text.clone()))
        }
        _ => None,
    }
}
