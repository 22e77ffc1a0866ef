//! The stages in order. Each borrows what the ones before it returned and returns a new value; none changes the page.

use crate::article::{Article, Origin};
use crate::embedded::{Body, Seen};
use crate::error::Error;
use crate::extractor::{Extractor, Limits, Page, PageSource};
use crate::kind::PageKinds;
use crate::resolve::Resolver;
use crate::score::Scorer;
use crate::segment::Segments;
use crate::select::Selection;
use crate::trace::{Judgement, Trace};
use crate::{clean, decode, dom, features, metadata, segment, select};

pub(crate) fn run(
    scorer: &Scorer,
    extractor: &Extractor,
    page: &Page<'_>,
    trace: Option<&mut Trace>,
) -> Result<Article, Error> {
    let limits = &extractor.limits;
    let mut encoding = None;
    let mut warnings = Vec::new();
    let decoded;
    let source = match page.source {
        PageSource::Dom(dom) => Parsable::Dom(dom),
        PageSource::Html(html) => {
            limits.check_bytes(html.len())?;
            Parsable::Text(html)
        }
        PageSource::Bytes(bytes) => {
            limits.check_bytes(bytes.len())?;
            decoded = decode::decode(bytes, page.content_type);
            encoding = Some(decoded.encoding);
            warnings.extend(decoded.warning);
            Parsable::Text(&decoded.text)
        }
    };
    let document = dom::composed(source.parsed(limits), limits);
    let (resolver, warning) = Resolver::new(&document, page.url);
    warnings.extend(warning);
    warnings.extend_from_slice(document.warnings());

    let declared = metadata::declared(&document, &resolver, page.now);
    let segments = segment::segments(&document);
    let features = features::features(&document, &segments, &declared);
    let mut metadata = declared.metadata;
    let scores = scorer.scores(&features);
    let selection = select::choose(&document, &segments, &scores, &metadata, extractor.focus);
    metadata::add_visible(&mut metadata, &document, &segments, &selection, &resolver, page.now);

    let seen = Seen {
        document: &document,
        segments: &segments,
        scores: &scores,
        scorer,
        selection: &selection,
        metadata: &metadata,
        resolver: &resolver,
        limits,
        focus: extractor.focus,
    };
    let rest = seen.rest();
    let instead = if rest.is_none() && seen.is_poor() {
        seen.instead(dom::composed(source.parsed_with_scripts(limits), limits))
    } else {
        None
    };

    if let Some(trace) = trace {
        let judgement = Judgement { scorer, features: &features, scores: &scores };
        trace.record(&document, &segments, &judgement, &selection, instead.is_some());
        for body in instead.iter().chain(&rest) {
            trace.record_body(body, scorer);
        }
    }
    let built = |body: &Body| clean::blocks(&body.document, &body.selection, &resolver);
    let (mut blocks, mut origins) = match &instead {
        Some(body) => (built(body), vec![body.origin]),
        None => (clean::blocks(&document, &selection, &resolver), origins(&segments, &selection)),
    };
    if let Some(body) = rest {
        blocks.extend(built(&body));
        origins.push(body.origin);
    }
    if blocks.is_empty() {
        origins.clear();
    }
    let kinds = PageKinds::of(scores.kinds());
    Ok(Article { metadata, blocks, origins, kinds, encoding, warnings })
}

/// A page that can be parsed more than once.
enum Parsable<'a> {
    Text(&'a str),
    Dom(&'a markup5ever_rcdom::RcDom),
}

impl Parsable<'_> {
    fn parsed(&self, limits: &Limits) -> dom::Document {
        match self {
            Parsable::Text(html) => dom::parse(html, limits),
            Parsable::Dom(tree) => dom::from_rcdom(tree, limits),
        }
    }

    fn parsed_with_scripts(&self, limits: &Limits) -> dom::Document {
        match self {
            Parsable::Text(html) => dom::parse_with_scripts(html, limits),
            Parsable::Dom(tree) => dom::from_rcdom_with_scripts(tree, limits),
        }
    }
}

/// Where the text kept of a page's elements stood, most of it first.
fn origins(segments: &Segments, selection: &Selection) -> Vec<Origin> {
    let mut chars = [(Origin::Visible, 0), (Origin::Hidden, 0), (Origin::Noscript, 0)];
    for (index, segment) in segments.list().iter().enumerate() {
        if selection.keeps_segment(index)
            && let Some((_, sum)) = chars.iter_mut().find(|(origin, _)| *origin == segment.origin())
        {
            *sum += segment.chars;
        }
    }
    chars.sort_by_key(|&(_, sum)| std::cmp::Reverse(sum));
    chars.into_iter().filter(|&(_, sum)| sum > 0).map(|(origin, _)| origin).collect()
}
