//! What the page says about itself beyond the fields of [`Metadata`](crate::Metadata): evidence for the scorer.

use html5ever::local_name;
use serde_json::Value;
use url::Url;

use super::collect::Found;
use super::json_ld::Block;
use crate::dom::Document;
use crate::lexicon;

/// Characters from which a string in JSON-LD is a text, not a name.
const MIN_TEXT_CHARS: usize = 80;

/// Bytes of such texts that are kept.
const MAX_TEXT_BYTES: usize = 300_000;

/// Names of gated parts that are kept; pages have one or two.
const MAX_GATED: usize = 8;

/// Evidence about the kind of page and the place of its story.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    /// Kinds of thing ([`lexicon::TYPE_CONCEPTS`]) the page declares itself to be: JSON-LD, microdata, `og:type`.
    pub types: lexicon::Concepts,
    /// Kinds of software ([`lexicon::GENERATOR_CONCEPTS`]) that made it, by `meta[name=generator]`.
    pub generator: lexicon::Concepts,
    /// Its URL: the caller's, else the canonical one.
    pub url: Option<Url>,
    /// Texts its JSON-LD holds: article bodies, descriptions, answers.
    pub texts: Vec<String>,
    /// Elements it declares to be parts of its story that not everybody may read.
    pub gated: Vec<Name>,
}

/// How an element is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// By a class, one of its tokens.
    Class(String),
    /// By its `id`.
    Id(String),
}

impl Name {
    /// What a CSS selector that is one class or one `id`, with or without a tag, names; what stands to its left in a
    /// longer selector is not asked.
    fn of(selector: &str) -> Option<Name> {
        let last = selector.split_whitespace().next_back()?;
        let (_, name) = last.split_at_checked(last.find(['.', '#'])?)?;
        let (kind, name) = name.split_at_checked(1)?;
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let name = Some(name).filter(|n| !n.is_empty() && n.chars().all(is_name))?.to_owned();
        Some(if kind == "." { Name::Class(name) } else { Name::Id(name) })
    }
}

pub(super) fn signals(doc: &Document, found: &Found<'_>, blocks: &[Block], url: Option<Url>) -> Signals {
    let mut signals = Signals { url, ..Signals::default() };
    for meta in &found.metas {
        match meta.key.as_str() {
            "og:type" => signals.types |= lexicon::type_concepts(meta.content),
            "generator" => signals.generator |= lexicon::generator_concepts(meta.content),
            _ => {}
        }
    }
    for &item in &found.items {
        let kind = doc.attr(item, &local_name!("itemtype")).unwrap_or_default();
        signals.types |= lexicon::type_concepts(kind.rsplit('/').next().unwrap_or_default());
    }
    signals.read_json_ld(blocks);
    signals
}

impl Signals {
    fn read_json_ld(&mut self, blocks: &[Block]) {
        let mut bytes = 0;
        let mut stack: Vec<(Option<&str>, &Value)> = blocks.iter().map(|b| (None, &b.value)).collect();
        while let Some((key, value)) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items.iter().map(|item| (key, item))),
                Value::Object(object) => {
                    if object.contains_key("isAccessibleForFree") {
                        self.read_gated(object.get("cssSelector"));
                    }
                    stack.extend(object.iter().map(|(k, v)| (Some(k.as_str()), v)));
                }
                Value::String(text) if key == Some("@type") => {
                    self.types |= lexicon::type_concepts(text.rsplit(['/', ':']).next().unwrap_or_default());
                }
                Value::String(text) if text.len() >= MIN_TEXT_CHARS && bytes < MAX_TEXT_BYTES => {
                    bytes += text.len();
                    self.texts.push(text.clone());
                }
                _ => {}
            }
        }
    }

    fn read_gated(&mut self, selectors: Option<&Value>) {
        let listed =
            selectors.into_iter().flat_map(|v| v.as_array().map_or(std::slice::from_ref(v), Vec::as_slice));
        let names = listed.filter_map(Value::as_str).flat_map(|list| list.split(',')).filter_map(Name::of);
        let room = MAX_GATED.saturating_sub(self.gated.len());
        self.gated.extend(names.take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::metadata::declared;
    use crate::resolve::Resolver;
    use crate::{Limits, dom, lexicon};

    fn signals(html: &str, page: Option<&str>) -> super::Signals {
        let doc = dom::parse(html, &Limits::new());
        declared(&doc, &Resolver::new(&doc, page).0, None).signals
    }

    fn types(html: &str) -> Vec<&'static str> {
        let found = signals(html, None).types;
        let named = |(bit, (name, _)): (usize, &(&'static str, _))| (found >> bit & 1 == 1).then_some(*name);
        lexicon::TYPE_CONCEPTS.iter().enumerate().filter_map(named).collect()
    }

    #[test]
    fn types_come_from_json_ld_however_deep_and_however_written() {
        let ld = |json: &str| types(&format!("<script type='application/ld+json'>{json}</script>"));
        assert_eq!(ld(r#"{"@type": "NewsArticle"}"#), ["article"]);
        assert_eq!(ld(r#"{"@type": ["WebPage", "schema:FAQPage"]}"#), ["faq", "site"]);
        assert_eq!(
            ld(r#"{"@graph": [{"mainEntity": {"@type": "https://schema.org/Product"}}]}"#),
            ["product"]
        );
        assert!(ld(r#"{"@type": 7, "name": "NewsArticle", "type": "Product"}"#).is_empty());
    }

    #[test]
    fn types_come_from_og_type_and_microdata() {
        assert_eq!(types("<meta property=og:type content=article>"), ["article"]);
        assert_eq!(types("<div itemscope itemtype='http://schema.org/Recipe'><p>x"), ["work"]);
        assert!(
            types("<div itemscope itemtype='http://product.example.org/x'><meta name=type content=article>")
                .is_empty()
        );
    }

    #[test]
    fn the_generator_is_read_from_its_meta_element() {
        let shop = 1 << lexicon::GENERATOR_CONCEPTS.iter().position(|(name, _)| *name == "shop").unwrap();
        assert_eq!(signals("<meta name=generator content='PrestaShop 8'>", None).generator, shop);
        assert_eq!(signals("<meta name=description content='PrestaShop 8'>", None).generator, 0);
    }

    #[test]
    fn texts_are_long_strings_of_json_ld() {
        let text = "The ferry left at noon. ".repeat(4);
        let html = format!(
            "<script type='application/ld+json'>{{\"headline\": \"Ferry late\", \"mainEntity\": [{{\"text\": \"{text}\"}}]}}</script>"
        );
        assert_eq!(signals(&html, None).texts, [text]);
    }

    #[test]
    fn gated_parts_are_named_by_simple_selectors() {
        let gated = |part: &str| {
            let html = format!(
                "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"hasPart\": {part}}}</script>"
            );
            signals(&html, None).gated
        };
        let class = |name: &str| Name::Class(name.to_owned());
        assert_eq!(
            gated(r#"{"isAccessibleForFree": "False", "cssSelector": ".paywall"}"#),
            [class("paywall")]
        );
        let several = r#"[{"isAccessibleForFree": false, "cssSelector": ["main div.more, #rest", "p", ".a.b", ".x:nth-child(2)"]}]"#;
        assert_eq!(gated(several), [class("more"), Name::Id("rest".to_owned())]);
        assert!(gated(r#"{"cssSelector": ".spoken"}"#).is_empty(), "parts to be read aloud are others");
    }

    #[test]
    fn texts_have_a_limit_together() {
        let text = "The ferry left at noon. ".repeat(5000);
        let html = format!(
            "<script type='application/ld+json'>[\"{text}\", \"{text}\", \"{text}\", \"{text}\"]</script>"
        );
        assert_eq!(signals(&html, None).texts.len(), 3);
    }

    #[test]
    fn the_url_is_the_callers_or_else_the_canonical_one() {
        let html = "<link rel=canonical href='https://example.org/blog/ferry'>";
        let url = |page| signals(html, page).url.map(String::from);
        assert_eq!(url(None).as_deref(), Some("https://example.org/blog/ferry"));
        assert_eq!(url(Some("https://example.org/other")).as_deref(), Some("https://example.org/other"));
        assert_eq!(signals("<p>x", None).url, None);
    }
}
