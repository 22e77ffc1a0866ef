//! What kind of page it is: measurements that are the same for all its segments.

use super::containers::{CONCEPTS, NOWHERE};
use super::{PageView, flag, log, share};
use crate::kind::PageKind;
use crate::lexicon::{self, Concepts};
use crate::metadata::Signals;

const COMMENT: usize = 0;

/// The page's measurements: families and names, and values.
pub(super) fn row(page: &PageView<'_>, signals: &Signals) -> (Vec<(&'static str, &'static str)>, Vec<f32>) {
    let mut out = Vec::new();
    let mut flags = |family, concepts: &'static [(&str, &str)], found: Concepts| {
        for (bit, (name, _)) in concepts.iter().enumerate() {
            out.push((family, *name, flag(found >> bit & 1 == 1)));
        }
    };
    flags("page.type", lexicon::TYPE_CONCEPTS, signals.types);
    flags("page.generator", lexicon::GENERATOR_CONCEPTS, signals.generator);
    let path = signals.url.as_ref().map_or("", |url| url.path());
    flags("page.url", lexicon::PATH_CONCEPTS, lexicon::path_concepts(path));
    let mut put = |name, value| out.push(("page", name, value));
    let known = signals.url.is_some();
    let steps: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let last = steps.last().copied().unwrap_or_default();
    put("url_depth", if known { steps.len() as f32 } else { -1.0 });
    put("url_hyphens", last.bytes().filter(|&b| b == b'-').count().min(20) as f32);
    put("url_digits", last.bytes().filter(u8::is_ascii_digit).count().min(20) as f32);
    let root = page.containers.stats.first().copied().unwrap_or_default();
    let t = &page.totals;
    let count = page.segments.len() as f32;
    put("segments", log(count));
    put("chars", log(t.chars));
    put("link_share", share(t.link_chars, t.chars));
    put("prose", log(t.prose));
    put("prose_share", share(t.prose_chars, t.chars));
    put("unspaced_share", share(t.unspaced, t.chars));
    put("heading_share", share(t.headings, count));
    put("list_share", share(t.list_chars, t.chars));
    put("table_share", share(t.table_chars, t.chars));
    put("hidden_share", share(t.hidden_chars, t.chars));
    put("articles", log(t.articles));
    put("h1s", t.h1s.min(9.0));
    put("has_authors", flag(page.has_authors));
    put("has_date", flag(page.has_date));
    put("mean_chars", log(share(t.chars, count)));
    put("images", share(root.images, root.segments));
    put("times", log(root.times));
    put("controls", share(root.controls, root.segments));
    put("links", share(root.links, root.segments));
    put("linked_headings", share(root.linked_headings, root.headings));
    put("comment_links", log(root.comment_links));
    put("author_links", log(root.author_links));
    put("meta_links", share(root.meta_links, root.links));
    let (mut money, mut questions, mut code, mut copies) = (0.0, 0.0, 0.0, 0.0);
    let (mut in_comments, mut before_comments, mut seen) = (0.0, 0.0, false);
    let mut by_concept = [0.0f32; CONCEPTS];
    for ((segment, text), copy) in page.segments.list().iter().zip(&page.texts).zip(&page.copies) {
        money += flag(text.currency > 0.0);
        questions += flag(text.questions > 0.0);
        code += if segment.preformatted { text.chars } else { 0.0 };
        copies += flag(*copy > 0.0);
        let prose = if text.is_prose() { text.chars } else { 0.0 };
        let concepts =
            page.containers.concepts.get(segment.container).copied().unwrap_or([NOWHERE; CONCEPTS]);
        for (sum, concept) in by_concept.iter_mut().zip(concepts) {
            *sum += if concept == NOWHERE { 0.0 } else { text.chars };
        }
        if concepts.get(COMMENT).is_some_and(|&c| c != NOWHERE) {
            in_comments += prose;
            seen = true;
        } else if !seen {
            before_comments += prose;
        }
    }
    put("money", share(money, count));
    put("questions", share(questions, count));
    put("code_share", share(code, t.chars));
    put("copies", share(copies, count));
    put("comment_prose_share", share(in_comments, t.prose_chars));
    put("prose_before_comments", log(before_comments));
    let twins = &page.containers.twins;
    let biggest = (0..twins.len())
        .filter(|&i| page.containers.items.get(i) == Some(&(i as u32)))
        .filter_map(|i| {
            let (group, stats) = (twins.get(i)?, page.containers.stats.get(i)?);
            (group.before == 0).then_some((group, stats))
        })
        .max_by(|a, b| a.0.chars.total_cmp(&b.0.chars));
    let (group, item) = biggest.map_or_else(Default::default, |(g, s)| (*g, *s));
    put("items", log(group.count as f32));
    put("item_share", share(group.chars, t.chars));
    put("item_chars", log(share(group.chars, group.count as f32)));
    put("item_links", item.links.min(20.0));
    put("item_images", item.images.min(9.0));
    put("item_times", item.times.min(9.0));
    put("item_prose_share", share(item.prose_chars, item.chars));
    for ((name, _), chars) in lexicon::CLASS_CONCEPTS.iter().zip(by_concept) {
        out.push(("page.in", *name, share(chars, t.chars)));
    }
    // The kinds themselves are filled in by the scorer.
    out.extend(PageKind::ALL.map(|kind| ("kind", kind.name(), 0.0)));
    out.into_iter().map(|(family, name, value)| ((family, name), value)).unzip()
}
