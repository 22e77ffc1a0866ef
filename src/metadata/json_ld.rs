//! JSON-LD scripts -> candidates: the schema.org object that describes the page's article.
//!
//! Takes what publishers write, not what the standard asks for: comments and CDATA around the JSON, entities in it,
//! raw line breaks, trailing commas, one object or many, references by `@id`, values of the wrong type. It is not a
//! JSON-LD processor: contexts are not expanded, nothing is fetched.

mod rest;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::author::byline;
use super::candidates::{Candidate, Candidates, Claim, Place, offer, offer_read, offer_to_group};
use super::date::DateReader;
use super::json_repair::parse_block;
use super::text::{collapse, folded, plain};
use crate::article::{Author, AuthorKind, Source, Timestamp};
use crate::dom::{Document, NodeId};
use crate::resolve::Resolver;

/// Authors of one object.
const MAX_AUTHORS: usize = 60;

/// What else the page says about itself, by which the article among several objects is known.
pub(super) struct Evidence {
    /// The page's URLs: given by the caller, canonical, `og:url`.
    pub(super) urls: Vec<String>,
    /// The page's headlines, folded: `og:title`, `h1`, `title`.
    pub(super) headlines: Vec<String>,
}

/// One JSON-LD script of a page, parsed.
pub(super) struct Block {
    pub(super) value: Value,
    pub(super) script: NodeId,
}

/// Parses the page's JSON-LD blocks; those that are no JSON even after repair are left out.
pub(super) fn parse(doc: &Document, scripts: &[NodeId]) -> Vec<Block> {
    let limits = doc.limits();
    let mut budget = limits.max_json_ld_bytes;
    let mut blocks = Vec::new();
    for &script in scripts {
        let text = doc.text_content(script);
        let Some(left) = budget.checked_sub(text.len()) else { continue };
        budget = left;
        let value = parse_block(&text).filter(|value| !is_deeper(value, limits.max_json_ld_depth));
        blocks.extend(value.map(|value| Block { value, script }));
    }
    blocks
}

/// Whether lists and objects nest in more levels than so many, below the outermost.
fn is_deeper(value: &Value, most: usize) -> bool {
    let mut level = vec![value];
    for _ in 0..=most + 1 {
        level.retain(|value| value.is_array() || value.is_object());
        if level.is_empty() {
            return false;
        }
        let (lists, objects) =
            (level.iter().filter_map(|v| v.as_array()), level.iter().filter_map(|v| v.as_object()));
        level = lists.flatten().chain(objects.flat_map(Map::values)).collect();
    }
    true
}

type Object = Map<String, Value>;

/// The objects of a page that describe it, and those they refer to.
struct Graph<'a> {
    /// Objects at the top, in `@graph`, or the main entity of one, with their script.
    top: Vec<(&'a Object, NodeId)>,
    by_id: HashMap<&'a str, &'a Object>,
}

impl<'a> Graph<'a> {
    fn new(blocks: &'a [Block]) -> Self {
        let mut graph = Graph { top: Vec::new(), by_id: HashMap::new() };
        // (value, stands for the page, its script)
        let mut stack: Vec<(&Value, bool, NodeId)> =
            blocks.iter().rev().map(|b| (&b.value, true, b.script)).collect();
        while let Some((value, top, script)) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items.iter().rev().map(|item| (item, top, script))),
                Value::Object(object) => {
                    if let Some(id) = object.get("@id").and_then(Value::as_str)
                        && object.len() > 1
                    {
                        let known = graph.by_id.entry(id).or_insert(object);
                        if known.len() < object.len() {
                            *known = object;
                        }
                    }
                    if top {
                        graph.top.push((object, script));
                    }
                    let children = object.iter().filter(|(_, v)| v.is_object() || v.is_array());
                    stack.extend(children.rev().map(|(key, child)| {
                        (
                            child,
                            top && matches!(
                                key.as_str(),
                                "@graph" | "mainEntity" | "mainEntityOfPage" | "graph" | "breadcrumb"
                            ),
                            script,
                        )
                    }));
                }
                _ => {}
            }
        }
        graph
    }

    /// The object a value is or refers to.
    fn object(&self, value: &'a Value) -> Option<&'a Object> {
        match value {
            Value::Object(object) => {
                let id = object.get("@id").and_then(Value::as_str);
                Some(id.and_then(|id| self.by_id.get(id)).copied().unwrap_or(object))
            }
            Value::String(id) => self.by_id.get(id.as_str()).copied(),
            Value::Array(items) => {
                items.iter().find_map(|item| if item.is_array() { None } else { self.object(item) })
            }
            _ => None,
        }
    }
}

/// The object's types, without namespaces.
fn types(object: &Object) -> impl Iterator<Item = &str> {
    let one = object.get("@type").and_then(Value::as_str);
    let many = object.get("@type").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    one.into_iter()
        .chain(many.iter().filter_map(Value::as_str))
        .map(|t| t.rsplit(['/', ':']).next().unwrap_or(t))
}

/// How much an object of this type is about an article: 3 an article, 2 another single work, 1 the page itself.
pub(super) fn type_rank(name: &str) -> u8 {
    match name {
        "Recipe"
        | "Review"
        | "CriticReview"
        | "HowTo"
        | "Product"
        | "VideoObject"
        | "Event"
        | "Course"
        | "Book"
        | "JobPosting"
        | "PodcastEpisode"
        | "QAPage"
        | "Question"
        | "Movie"
        | "SoftwareApplication"
        | "SoftwareSourceCode"
        | "Dataset"
        | "Episode"
        | "MediaObject"
        | "AudioObject"
        | "Quiz"
        | "Place"
        | "LearningResource"
        | "ImageGallery"
        | "Thesis"
        | "Chapter"
        | "ScholarlyWork"
        | "CreativeWork" => 2,
        "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" | "MedicalWebPage" | "ContactPage"
        | "ProfilePage" | "CollectionPage" => 1,
        _ if name.ends_with("Article") || name.ends_with("Posting") || name.ends_with("BlogPost") => 3,
        "Report"
        | "Blogposting"
        | "OpinionNewsArticle"
        | "DiscussionForumPosting"
        | "WebArticle"
        | "article"
        | "newsarticle" => 3,
        _ => 0,
    }
}

/// Offers what the page's JSON-LD says.
pub(super) fn candidates(
    blocks: &[Block],
    evidence: &Evidence,
    dates: DateReader,
    resolver: &Resolver,
    out: &mut Candidates,
) {
    let graph = Graph::new(blocks);
    let main = main_object(&graph, evidence);
    let reading = |object, script, weak| Reading { graph: &graph, object, script, dates, resolver, weak };
    if let Some((object, script, rank)) = main {
        reading(object, script, rank < 3).offer_all(out);
    }
    // The page object fills what the article object leaves open.
    let pages = graph.top.iter().filter(|(o, _)| types(o).any(|t| type_rank(t) == 1));
    if let Some(&(page, script)) = pages.max_by_key(|(o, _)| o.len())
        && main.is_none_or(|(object, ..)| !std::ptr::eq(object, page))
    {
        reading(page, script, true).offer_all(out);
    }
    for &(object, script) in &graph.top {
        rest::offer_breadcrumbs(&graph, object, script, out);
        if types(object).any(|t| t == "WebSite") {
            let place = Place::new(Source::JsonLd("WebSite.name".into()), script);
            offer(&mut out.site, 12, object.get("name").and_then(string), place);
        }
    }
}

/// The object that describes the page's article.
fn main_object<'a>(graph: &Graph<'a>, evidence: &Evidence) -> Option<(&'a Object, NodeId, u8)> {
    let mut best: Option<(&Object, NodeId, u8, u32)> = None;
    let mut articles = 0;
    for &(object, script) in &graph.top {
        let Some(rank) = types(object).map(type_rank).max().filter(|&r| r > 0) else { continue };
        articles += u32::from(rank == 3);
        let same_url = ["url", "mainEntityOfPage", "@id"]
            .iter()
            .filter_map(|k| object.get(*k))
            .filter_map(url_of)
            .any(|u| evidence.is_page(u));
        let headline = object
            .get("headline")
            .or_else(|| object.get("name"))
            .and_then(string)
            .map(|h| folded(&h))
            .unwrap_or_default();
        let same_headline = !headline.is_empty()
            && evidence.headlines.iter().any(|h| h.contains(&headline) || headline.contains(h.as_str()));
        let score = u32::from(rank) * 4 + u32::from(same_headline) * 3 + u32::from(same_url) * 2;
        if best.is_none_or(|(.., s)| score > s) {
            best = Some((object, script, rank, score));
        }
    }
    let (object, script, rank, score) = best?;
    // Several articles and none of them is this page: a listing describes its entries.
    let listing = articles > 2 && rank == 3 && score == 12;
    (!listing).then_some((object, script, rank))
}

impl Evidence {
    fn is_page(&self, url: &str) -> bool {
        let bare = bare_url(url);
        self.urls.iter().any(|page| bare_url(page) == bare)
    }
}

/// A URL without scheme, fragment and final slash.
fn bare_url(url: &str) -> &str {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// One object being read.
struct Reading<'g, 'a> {
    graph: &'g Graph<'a>,
    object: &'a Object,
    script: NodeId,
    dates: DateReader,
    resolver: &'g Resolver,
    /// Not an article: its values come after those of sources that are about one.
    weak: bool,
}

impl<'a> Reading<'_, 'a> {
    fn place(&self, property: &str) -> Place {
        let name = types(self.object).next().unwrap_or("Thing");
        Place::new(Source::JsonLd(collapse(&format!("{name}.{property}"))), self.script)
    }

    fn rank(&self, strong: u8, weak: u8) -> u8 {
        if self.weak { weak } else { strong }
    }

    fn value(&self, property: &str) -> Option<&'a Value> {
        self.object.get(property)
    }

    /// Offers the text of a property. Most properties are missing: their source is not put into words.
    fn offer(&self, field: &mut Vec<Candidate<String>>, rank: u8, value: Option<String>, property: &str) {
        if value.is_some() {
            offer(field, rank, value, self.place(property));
        }
    }

    fn offer_all(&self, out: &mut Candidates) {
        self.offer(&mut out.title, self.rank(10, 35), self.value("headline").and_then(string), "headline");
        self.offer(&mut out.title, self.rank(12, 36), self.value("name").and_then(string), "name");
        for (property, strong, weak) in [
            ("datePublished", 10, 14),
            ("uploadDate", 24, 24),
            ("dateCreated", 25, 27),
            ("datePosted", 20, 22),
        ] {
            self.offer_date(&mut out.published, self.rank(strong, weak), property);
        }
        self.offer_date(&mut out.modified, self.rank(10, 14), "dateModified");
        for (property, strong, weak) in [("author", 10, 20), ("creator", 19, 23)] {
            if let Some(value) = self.value(property) {
                let claims = self.people(value).into_iter().map(|author| {
                    let raw = author.name.clone();
                    Claim { value: author, raw, place: self.place(property) }
                });
                offer_to_group(&mut out.authors, self.rank(strong, weak), claims);
            }
        }
        self.offer(
            &mut out.description,
            self.rank(18, 24),
            self.value("description").and_then(string),
            "description",
        );
        self.offer(
            &mut out.section,
            self.rank(12, 22),
            self.value("articleSection").and_then(string),
            "articleSection",
        );
        self.offer(&mut out.language, 15, self.value("inLanguage").and_then(Self::language), "inLanguage");
        self.offer_rest(out);
        self.offer(&mut out.site, self.rank(20, 25), self.name_of("publisher"), "publisher");
        self.offer(&mut out.site, self.rank(22, 26), self.name_of("isPartOf"), "isPartOf");
        let url = ["url", "mainEntityOfPage"].iter().filter_map(|p| self.value(p)).find_map(url_of);
        self.offer(
            &mut out.canonical_url,
            self.rank(25, 35),
            url.and_then(|u| super::links::canonical(u, self.resolver)),
            "url",
        );
        if let Some(value) = self.value("keywords") {
            self.keywords(value, out);
        }
    }

    fn offer_date(&self, field: &mut Vec<Candidate<Timestamp>>, rank: u8, property: &str) {
        let Some(raw) = self.value(property).and_then(date_text) else { return };
        offer_read(field, rank, self.dates.declared(&raw), &raw, self.place(property));
    }

    /// The people of an author value, whatever its shape.
    fn people(&self, value: &'a Value) -> Vec<Author> {
        let mut people: Vec<Author> = Vec::new();
        let mut stack = vec![value];
        let mut steps = 0;
        while let Some(value) = stack.pop() {
            steps += 1;
            if people.len() >= MAX_AUTHORS || steps > 4 * MAX_AUTHORS {
                break;
            }
            match value {
                Value::Array(items) => stack.extend(items.iter().rev()),
                Value::Object(object) if object.contains_key("@list") => stack.extend(object.get("@list")),
                Value::String(text) => match self.graph.by_id.get(text.as_str()) {
                    Some(object) => self.person(object, &mut people),
                    None => add_names(&mut people, text, &Author::default()),
                },
                Value::Object(_) => {
                    if let Some(object) = self.graph.object(value) {
                        self.person(object, &mut people);
                    }
                }
                _ => {}
            }
        }
        people
    }

    fn person(&self, object: &'a Object, people: &mut Vec<Author>) {
        let url =
            ["url", "sameAs", "@id"].iter().filter_map(|p| object.get(*p)).filter_map(url_of).find_map(|u| {
                let absolute = u.starts_with("http://") || u.starts_with("https://") || u.starts_with('/');
                // A fragment names a node of the graph, not a page.
                if absolute && !u.contains('#') {
                    self.resolver.link(u).or_else(|| url::Url::parse(u).ok().map(String::from))
                } else {
                    None
                }
            });
        let image = ["image", "logo"].iter().filter_map(|p| object.get(*p)).find_map(|v| self.image(v));
        let image = image.map(|(image, _)| image.url);
        let is_organisation = types(object).any(|t| t.ends_with("Organization") || t == "Corporation");
        let kind = if is_organisation { AuthorKind::Organisation } else { AuthorKind::Person };
        let about = Author { url, image, kind, ..Author::default() };
        match object.get("name") {
            Some(Value::Array(names)) => {
                for name in names.iter().filter_map(Value::as_str) {
                    add_names(people, name, &Author { kind, ..Author::default() });
                }
            }
            Some(Value::String(name)) => add_names(people, name, &about),
            _ => {
                let part = |key| object.get(key).and_then(Value::as_str).unwrap_or_default();
                let name = format!("{} {}", part("givenName"), part("familyName"));
                if !name.trim().is_empty() {
                    add_names(people, &name, &about);
                }
            }
        }
    }

    fn name_of(&self, property: &str) -> Option<String> {
        let value = self.value(property)?;
        match self.graph.object(value) {
            // A page is part of a site, but an article also of its page.
            Some(object) if types(object).any(|t| type_rank(t) > 0) => None,
            Some(object) => object.get("name").and_then(string),
            None => value.as_str().filter(|s| !s.contains("://")).and_then(plain),
        }
    }

    fn language(value: &Value) -> Option<String> {
        let value = value.as_array().and_then(|a| a.first()).unwrap_or(value);
        let text = match value {
            Value::Object(object) => object.get("alternateName").or_else(|| object.get("name"))?.as_str()?,
            value => value.as_str()?,
        };
        super::page::language_tag(text)
    }

    fn keywords(&self, value: &Value, out: &mut Candidates) {
        let words: Vec<String> = match value {
            Value::String(text) => super::page::keywords(&plain(text).unwrap_or_default()).collect(),
            Value::Array(items) => match items.as_slice() {
                [Value::String(only)] => super::page::keywords(&plain(only).unwrap_or_default()).collect(),
                items => items.iter().filter_map(string).take(100).collect(),
            },
            _ => return,
        };
        // Some publishers write their taxonomy: "Tag:climate", "type:story".
        let words = words.into_iter().filter(|w| w.chars().count() <= 100);
        let rank = self.rank(17, 25);
        let claims = words.map(|word| Claim::verbatim(word, self.place("keywords")));
        offer_to_group(&mut out.tags, rank, claims);
    }
}

/// The text of a date, or of the first of several.
fn date_text(value: &Value) -> Option<String> {
    match value.as_array().and_then(|a| a.first()).unwrap_or(value) {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => Some(object.get("@value")?.as_str()?.to_owned()),
        _ => None,
    }
}

/// Adds the names a text is; what is known beside the name is said of one only.
fn add_names(people: &mut Vec<Author>, text: &str, about: &Author) {
    let Some(text) = plain(text) else { return };
    if text.starts_with("http://") || text.starts_with("https://") {
        return;
    }
    let names = match about.kind {
        AuthorKind::Organisation => byline::organisation(&text),
        _ => byline::declared_names(&text),
    };
    let single = names.len() == 1;
    for name in names {
        let about = if single { about.clone() } else { Author { kind: about.kind, ..Author::default() } };
        if let Some(known) = people.iter_mut().find(|p| p.name.eq_ignore_ascii_case(&name)) {
            known.url = known.url.take().or(about.url);
            known.image = known.image.take().or(about.image);
        } else if people.len() < MAX_AUTHORS {
            people.push(Author { name, ..about });
        }
    }
}

/// The plain text of a value: a string, the first of several, a language-tagged value, an object's name.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => plain(text),
        Value::Array(items) => {
            items.iter().find_map(|item| if item.is_array() { None } else { string(item) })
        }
        Value::Object(object) => {
            object.get("@value").or_else(|| object.get("name"))?.as_str().and_then(plain)
        }
        _ => None,
    }
}

/// The URL of a value: a string, the first of several, an object's `@id` or `url`.
fn url_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => {
            items.iter().find_map(|item| if item.is_array() { None } else { url_of(item) })
        }
        Value::Object(object) => object.get("url").or_else(|| object.get("@id"))?.as_str(),
        _ => None,
    }
}
