//! The stages in order. Each borrows what the ones before it returned and returns a new value; none changes the page.

use crate::article::Article;
use crate::error::Error;
use crate::extractor::{Extractor, Page, PageSource};
use crate::resolve::Resolver;
use crate::trace::Trace;
use crate::{clean, decode, dom, features, metadata, score, segment, select};

pub(crate) fn run(
    extractor: &Extractor,
    page: &Page<'_>,
    trace: Option<&mut Trace>,
) -> Result<Article, Error> {
    let limits = &extractor.limits;
    let mut encoding = None;
    let mut warnings = Vec::new();
    let document = match page.source {
        PageSource::Dom(dom) => dom::from_rcdom(dom, limits),
        PageSource::Html(html) => {
            limits.check_bytes(html.len())?;
            dom::parse(html, limits)
        }
        PageSource::Bytes(bytes) => {
            limits.check_bytes(bytes.len())?;
            let decoded = decode::decode(bytes, page.content_type);
            encoding = Some(decoded.encoding);
            warnings.extend(decoded.warning);
            dom::parse(&decoded.text, limits)
        }
    };
    let (resolver, warning) = Resolver::new(&document, page.url);
    warnings.extend(warning);
    warnings.extend_from_slice(document.warnings());

    let mut metadata = metadata::declared(&document, &resolver, page.now);
    let segments = segment::segments(&document);
    let features = features::features(&document, &segments, &metadata);
    let scores = score::scores(&features);
    let selection = select::choose(&document, &segments, &scores, &metadata, extractor.focus);
    metadata::add_visible(&mut metadata, &document, &segments, &selection, &resolver, page.now);
    let blocks = clean::blocks(&document, &selection, &resolver);

    if let Some(trace) = trace {
        trace.record(&document, &segments, &scores, &selection);
    }
    Ok(Article { metadata, blocks, encoding, warnings })
}
