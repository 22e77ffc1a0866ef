//! The stages in order. Each borrows what the ones before it returned and returns a new value; none changes the page.

use std::borrow::Cow;

use crate::article::{Article, Encoding, Metadata, Origin, Places, Warning};
use crate::clean::Content;
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
    let Loaded { source, encoding, mut warnings } = load(page, limits)?;
    let document = dom::composed(source.parsed(limits), limits);
    let (resolver, warning) = Resolver::new(&document, page.url);
    warnings.extend(warning);
    warnings.extend_from_slice(document.warnings());

    let mut declared = metadata::declared(&document, &resolver, page.now);
    let segments = segment::segments(&document);
    let features = features::features(&document, &segments, &declared);
    let scores = scorer.scores(&features);
    let selection = select::choose(&document, &segments, &scores, &declared.metadata, extractor.focus);
    metadata::add_visible(&mut declared, &document, &segments, &selection, &resolver, page.now);
    let mut metadata = declared.metadata;
    if segments.is_crowded() {
        warnings.push(Warning::SegmentLimit);
    }
    let limits = &match limits.max_work {
        Some(work) => limits.max_work(work.saturating_sub(document.steps())),
        None => *limits,
    };
    let spent = limits.max_work == Some(0);
    let mut scripted = None;
    if metadata::is_undated(&metadata) && !spent {
        scripted = source.tree_with_scripts(limits);
        let scripts = source.scripts(scripted.as_ref(), &document);
        metadata::add_hidden_date(&mut metadata, scripts, &resolver, page.now);
    }

    if metadata.authors.is_empty() && !spent {
        scripted = scripted.or_else(|| source.tree_with_scripts(limits));
        let scripts = source.scripts(scripted.as_ref(), &document);
        metadata::add_hidden_author(&mut metadata, scripts, &resolver);
    }

    // They take more memory than the page, and only a trace still asks for them.
    let features = trace.is_some().then_some(features);
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
    let rest = if spent { None } else { seen.rest() };
    let instead = if rest.is_none() && !spent && seen.is_poor() {
        scripted = scripted.or_else(|| source.tree_with_scripts(limits));
        let scripts = source.scripts(scripted.as_ref(), &document);
        seen.instead(scripts, || dom::composed(source.parsed(limits), limits))
    } else {
        None
    };

    if let (Some(trace), Some(features)) = (trace, &features) {
        let judgement = Judgement { scorer, features, scores: &scores };
        trace.record(&document, &segments, &judgement, &selection, instead.is_some());
        for body in instead.iter().chain(&rest) {
            trace.record_body(body, scorer);
        }
    }
    let kinds = PageKinds::of(scores.kinds());
    let visible = origins(&segments, &selection);
    drop((features, scores, segments));
    let built = |body: &Body| clean::content(&body.document, &body.selection, &resolver);
    let (mut content, mut origins) = match &instead {
        Some(body) => (built(body), vec![body.origin]),
        None => (clean::content(&document, &selection, &resolver), visible),
    };
    if metadata.image.is_none() && instead.is_none() {
        let picture = clean::first_image(&document, &selection, &resolver);
        metadata::add_picture(&mut metadata, &document, picture);
    }
    if instead.is_some() {
        content.places = Places::default();
    }
    if let Some(body) = rest {
        content.blocks.extend(built(&body).blocks);
        origins.push(body.origin);
    }
    content.places.resize(content.blocks.len());
    let Content { blocks, places, notes } = content;
    if blocks.is_empty() {
        origins.clear();
    }
    metadata::drop_unrelated_titles(&mut metadata);
    metadata::shorten(&mut metadata, limits.max_metadata_chars);
    Ok(Article { metadata, blocks, places, notes, origins, kinds, encoding, warnings })
}

/// What markup declares, and what classes say right under the headline: no segments, no scores.
pub(crate) fn declared(extractor: &Extractor, page: &Page<'_>) -> Result<Metadata, Error> {
    let limits = &extractor.limits;
    let document = dom::composed(load(page, limits)?.source.parsed(limits), limits);
    let (resolver, _) = Resolver::new(&document, page.url);
    let mut metadata = metadata::declared(&document, &resolver, page.now).metadata;
    metadata::add_near_heading(&mut metadata, &document, &resolver, page.now);
    metadata::drop_unrelated_titles(&mut metadata);
    metadata::shorten(&mut metadata, limits.max_metadata_chars);
    Ok(metadata)
}

/// A page as text or tree, ready to be parsed.
struct Loaded<'a> {
    source: Parsable<'a>,
    encoding: Option<Encoding>,
    warnings: Vec<Warning>,
}

fn load<'a>(page: &Page<'a>, limits: &Limits) -> Result<Loaded<'a>, Error> {
    let loaded = |source| Loaded { source, encoding: None, warnings: Vec::new() };
    match page.source {
        PageSource::Dom(dom) => Ok(loaded(Parsable::Dom(dom))),
        PageSource::Html(html) => {
            limits.check_bytes(html.len())?;
            Ok(loaded(Parsable::Text(html.into())))
        }
        PageSource::Bytes(bytes) => {
            limits.check_bytes(bytes.len())?;
            let decoded = decode::decode(bytes, page.content_type);
            let warnings = decoded.warning.into_iter().collect();
            Ok(Loaded { source: Parsable::Text(decoded.text), encoding: Some(decoded.encoding), warnings })
        }
    }
}

/// A page that can be parsed more than once.
enum Parsable<'a> {
    Text(Cow<'a, str>),
    Dom(&'a markup5ever_rcdom::RcDom),
}

impl Parsable<'_> {
    fn parsed(&self, limits: &Limits) -> dom::Document {
        match self {
            Parsable::Text(html) => dom::parse(html, limits),
            Parsable::Dom(tree) => dom::from_rcdom(tree, limits),
        }
    }

    /// The tree with the bodies of its scripts, if it came as a tree: a text has them itself.
    fn tree_with_scripts(&self, limits: &Limits) -> Option<dom::Document> {
        match self {
            Parsable::Text(_) => None,
            Parsable::Dom(tree) => Some(dom::composed(dom::from_rcdom_with_scripts(tree, limits), limits)),
        }
    }

    /// The scripts of the page: of its tree with scripts, else of its text.
    fn scripts<'a>(
        &'a self,
        tree: Option<&'a dom::Document>,
        document: &'a dom::Document,
    ) -> dom::Scripts<'a> {
        let page = match self {
            Parsable::Text(html) => html.as_ref(),
            Parsable::Dom(_) => "",
        };
        dom::Scripts { tree: tree.unwrap_or(document), page }
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
