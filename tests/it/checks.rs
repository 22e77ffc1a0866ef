//! What must hold of every article, whatever the page: nothing invented, three renderings of one article, nothing that
//! runs. Shared by the integration tests and the fuzz targets.

use gleaner::Article;
use gleaner::stages::dom::{self, Kind, NodeId};

use crate::compare::no_limits;
use crate::embeds::drop_embeds;
use crate::renderings::{assert_html_is_safe, assert_markdown_is_safe};

/// Letters only. Digits and punctuation are left out: numbers of list items are not on the page.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Everything on a page that output could be made of: its text, with and without elements that are not shown (words on
/// both sides of one touch), including that of JSON and TeX scripts; and attributes.
fn page_letters(html: &str) -> String {
    let doc = dom::parse(html, &no_limits());
    let (mut all, mut shown, mut attributes) = (String::new(), String::new(), String::new());
    let mut roots = vec![NodeId::DOCUMENT];
    while let Some(root) = roots.pop() {
        for id in doc.descendants(root) {
            if doc.kind(id) == Kind::Text {
                all.push_str(doc.text(id));
                if !doc.ancestors(id).any(|a| doc.tag(a).is_skipped()) {
                    shown.push_str(doc.text(id));
                }
            }
            for attribute in doc.attributes(id) {
                attributes.push_str(&attribute.value);
            }
            roots.extend(doc.template_contents(id));
        }
    }
    [letters(&all), letters(&shown), letters(&attributes)].join(" ")
}

/// Panics with the first property of `article`, extracted from the page `html`, that does not hold.
pub(crate) fn assert_properties(html: &str, article: &Article) {
    let mut silent = article.clone();
    drop_embeds(&mut silent);
    let text = silent.to_text();
    let page = page_letters(html);
    // A formula takes the place of what the page shows of it, and is written in TeX where it has no source.
    let has_formula = silent.to_markdown().contains('$');
    for word in text.split_whitespace().filter(|_| !has_formula) {
        assert!(page.contains(&letters(word)), "{word:?} is not on the page");
    }
    assert_html_is_safe(article);
    assert_markdown_is_safe(article);
}
