//! What `Metadata` says of its fields' sources: each alone gives its value and is told, and of two the one named first wins.

use gleaner::{Metadata, Page, Source, Sourced};

const URL: &str = "https://harbour.example/news/bridge";

const STORY: &str = "<p>The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard. It \
    is the third delay this week.</p><p>The harbour master blames the spring tides, which leave too little water over the \
    sand bar in the morning, and added that the dredger would come by the end of the month.</p>";

/// A field, how its values read, and its sources in the order of its documentation: what of a page names it (`@` stands for
/// the value), and what is told as the source.
struct Field {
    name: &'static str,
    get: fn(&Metadata) -> Option<(String, Source)>,
    values: [&'static str; 2],
    sources: Vec<(String, Source)>,
}

/// A part of the page's head or body.
fn part(html: impl Into<String>, source: Source) -> (String, Source) {
    (html.into(), source)
}

fn meta(key: &str) -> (String, Source) {
    let name = if key.contains(':') { "property" } else { "name" };
    part(format!("<meta {name}='{key}' content='@'>"), Source::Meta(key.into()))
}

fn ld(json: &str, path: &str) -> (String, Source) {
    part(format!("<script type='application/ld+json'>{json}</script>"), Source::JsonLd(path.into()))
}

fn link(html: &str, rel: &str) -> (String, Source) {
    part(html, Source::Link(rel.into()))
}

fn anchor(html: &str, rel: &str) -> (String, Source) {
    part(html, Source::Element(format!("a[rel={rel}]")))
}

fn micro(property: &str) -> (String, Source) {
    let html = format!(
        "<div itemscope itemtype='https://schema.org/Article'><span itemprop='{property}'>@</span></div>"
    );
    part(html, Source::Microdata(property.into()))
}

fn rdfa(property: &str) -> (String, Source) {
    let html = format!(
        "<div vocab='https://schema.org/' typeof='Article'><span property='{property}'>@</span></div>"
    );
    part(html, Source::Rdfa(property.into()))
}

fn text<T: ToString>(field: Option<&Sourced<T>>) -> Option<(String, Source)> {
    field.map(|f| (f.value.to_string(), f.source.clone()))
}

const WORDS: [&str; 2] = ["Tides of the northern coast", "Pilots and their sandy harbours"];
const NAMES: [&str; 2] = ["Jane Doe", "Piet Visser"];
const URLS: [&str; 2] = ["https://harbour.example/one", "https://harbour.example/two"];
const PICTURES: [&str; 2] = ["https://harbour.example/ferry.jpg", "https://harbour.example/pier.jpg"];
const DAYS: [&str; 2] = ["2024-03-05", "2024-04-17"];
const LANGUAGES: [&str; 2] = ["nl", "pt-BR"];

fn article(property: &str) -> (String, Source) {
    ld(&format!(r#"{{"~type":"NewsArticle","{property}":"@"}}"#), &format!("NewsArticle.{property}"))
}

#[rustfmt::skip]
fn fields() -> Vec<Field> {
    vec![
        Field { name: "subtitle", get: |m| text(m.subtitle.as_ref()), values: WORDS, sources: vec![
            article("alternativeHeadline"), micro("alternativeHeadline"), rdfa("alternativeHeadline"), meta("dek"),
        ] },
        Field { name: "published, by creation", get: |m| text(m.published.as_ref()), values: DAYS, sources: vec![
            article("dateCreated"),
        ] },
        Field { name: "published", get: |m| text(m.published.as_ref()), values: DAYS, sources: vec![
            article("datePublished"), meta("article:published_time"), meta("parsely-pub-date"), meta("dcterms.created"), meta("date"),
        ] },
        Field { name: "modified", get: |m| text(m.modified.as_ref()), values: DAYS, sources: vec![
            article("dateModified"), meta("article:modified_time"), meta("last-modified"),
        ] },
        Field { name: "site", get: |m| text(m.site.as_ref()), values: WORDS, sources: vec![
            meta("og:site_name"),
            ld(r#"{"~type":"WebSite","name":"@"}"#, "WebSite.name"),
            ld(r#"{"~type":"NewsArticle","publisher":{"~type":"Organization","name":"@"}}"#, "NewsArticle.publisher"),
            meta("citation_journal_title"), meta("application-name"),
        ] },
        Field { name: "publisher", get: |m| m.publisher.as_ref().map(|p| (p.value.name.clone(), p.source.clone())), values: WORDS, sources: vec![
            ld(r#"{"~type":"NewsArticle","publisher":{"~type":"Organization","name":"@"}}"#, "NewsArticle.publisher"),
            meta("publisher"),
        ] },
        Field { name: "language", get: |m| text(m.language.as_ref()), values: LANGUAGES, sources: vec![
            article("inLanguage"),
            part("<meta http-equiv='content-language' content='@'>", Source::Meta("content-language".into())),
            meta("dc.language"), meta("og:locale"),
        ] },
        Field { name: "description", get: |m| text(m.description.as_ref()), values: WORDS, sources: vec![
            meta("og:description"), meta("description"), article("description"), meta("twitter:description"),
            micro("description"), rdfa("description"), meta("dc.description"),
        ] },
        Field { name: "canonical_url", get: |m| text(m.canonical_url.as_ref()), values: URLS, sources: vec![
            link("<link rel=canonical href='@'>", "canonical"), meta("og:url"), article("url"),
        ] },
        Field { name: "amp_url", get: |m| text(m.amp_url.as_ref()), values: URLS, sources: vec![
            link("<link rel=amphtml href='@'>", "amphtml"),
        ] },
        Field { name: "image", get: |m| m.image.as_ref().map(|i| (i.value.url.clone(), i.source.clone())), values: PICTURES, sources: vec![
            meta("og:image"), article("image"), meta("twitter:image"), meta("thumbnail"),
            part("<div itemscope itemtype='https://schema.org/Article'><img itemprop=image src='@'></div>", Source::Microdata("image".into())),
            link("<link rel=image_src href='@'>", "image_src"),
        ] },
        Field { name: "favicon", get: |m| text(m.favicon.as_ref()), values: PICTURES, sources: vec![
            link("<link rel=icon sizes=192x192 href='@'>", "icon"), link("<link rel=icon sizes=16x16 href='@'>", "icon"),
        ] },
        Field { name: "section", get: |m| text(m.section.as_ref()), values: WORDS, sources: vec![
            meta("article:section"), article("articleSection"), micro("articleSection"), meta("parsely-section"),
        ] },
        Field { name: "categories", get: |m| text(m.categories.first()), values: WORDS, sources: vec![
            anchor("<article><a rel='category tag' href=/topics/1>@</a></article>", "category"),
            article("articleSection"), meta("article:section"),
            part("<article><a href=/category/1>@</a></article>", Source::Element("a".into())),
            ld(r#"{"~type":"BreadcrumbList","itemListElement":[{"~type":"ListItem","position":1,"name":"Home"},{"~type":"ListItem","position":2,"name":"@"},{"~type":"ListItem","position":3,"name":"Bridge reopens"}]}"#, "BreadcrumbList.itemListElement"),
        ] },
        Field { name: "tags", get: |m| text(m.tags.first()), values: WORDS, sources: vec![
            meta("article:tag"), anchor("<article><a rel=tag href=/topics/1>@</a></article>", "tag"), article("keywords"),
            meta("news_keywords"), meta("parsely-tags"),
            part("<article><a href=/tag/1>@</a></article>", Source::Element("a".into())), meta("keywords"),
        ] },
        Field { name: "licence", get: |m| text(m.licence.as_ref()), values: URLS, sources: vec![
            article("license"), link("<link rel=license href='@'>", "license"), meta("dcterms.license"),
            anchor("<article><a rel=license href='@'>Licence</a></article>", "license"),
            part("<div itemscope itemtype='https://schema.org/Article'><a itemprop=license href='@'>Licence</a></div>", Source::Microdata("license".into())),
        ] },
        Field { name: "accessible_for_free", get: |m| text(m.accessible_for_free.as_ref()), values: ["true", "false"], sources: vec![
            ld(r#"{"~type":"NewsArticle","isAccessibleForFree":@}"#, "NewsArticle.isAccessibleForFree"),
        ] },
        Field { name: "comment_count", get: |m| text(m.comment_count.as_ref()), values: ["12", "7"], sources: vec![
            article("commentCount"), micro("commentCount"),
            part("<article><a href='#comments'>@ comments</a></article>", Source::Text),
        ] },
        Field { name: "authors", get: |m| m.authors.first().map(|a| (a.value.name.clone(), a.source.clone())), values: NAMES, sources: vec![
            ld(r#"{"~type":"NewsArticle","author":{"~type":"Person","name":"@"}}"#, "NewsArticle.author"),
            meta("author"), micro("author"), rdfa("author"),
            anchor("<article><a rel=author href=/people/1>@</a></article>", "author"),
        ] },
    ]
}

/// A part with its value in place; `~` begins the names of JSON-LD.
fn filled(html: &str, value: &str) -> String {
    html.replace('@', value).replace('~', "@")
}

fn page(parts: &[String]) -> String {
    let (head, body): (Vec<&String>, Vec<&String>) =
        parts.iter().partition(|p| ["<meta", "<link", "<script"].iter().any(|tag| p.starts_with(tag)));
    let join = |parts: Vec<&String>| parts.into_iter().cloned().collect::<String>();
    format!("<title>Bridge reopens</title>{}<h1>Bridge reopens</h1>{}{STORY}", join(head), join(body))
}

fn read(parts: &[String]) -> Metadata {
    gleaner::metadata(Page::html(&page(parts)).url(URL)).unwrap()
}

#[test]
fn every_source_gives_its_value_and_is_named() {
    let mut bad: Vec<String> = Vec::new();
    for field in fields() {
        for (html, source) in &field.sources {
            let [value, _] = field.values;
            let found = (field.get)(&read(&[filled(html, value)]));
            if found != Some((value.to_owned(), source.clone())) {
                bad.push(format!("{}: {html}: {found:?}", field.name));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn of_two_sources_the_one_named_first_wins() {
    let mut bad: Vec<String> = Vec::new();
    for field in fields() {
        for (i, (first, source)) in field.sources.iter().enumerate() {
            for (second, _) in field.sources.iter().skip(i + 1) {
                let [value, other] = field.values;
                for both in [
                    [filled(first, value), filled(second, other)],
                    [filled(second, other), filled(first, value)],
                ] {
                    let found = (field.get)(&read(&both));
                    if found != Some((value.to_owned(), source.clone())) {
                        bad.push(format!("{}: {both:?}: {found:?}", field.name));
                    }
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
