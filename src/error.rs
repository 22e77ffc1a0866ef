//! Why there is no article: one opaque error with predicates.

/// Why an extraction gave no article.
///
/// Bad markup, unknown encodings and pages without content are not errors: they give a smaller article, with
/// [warnings](crate::Article::warnings). What is left is a page that breaks a limit the caller set.
///
/// # Examples
///
/// ```
/// use gleaner::{Extractor, Limits};
///
/// let small = Extractor::new().limits(Limits::new().max_bytes(10));
/// let error = small.extract("<p>More than ten bytes.</p>").unwrap_err();
/// assert!(error.is_limit());
/// assert_eq!(error.to_string(), "the page has 27 bytes, more than the limit of 10");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Error(Kind);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("the page has {bytes} bytes, more than the limit of {limit}")]
    TooLarge { bytes: usize, limit: usize },
}

impl Error {
    pub(crate) fn too_large(bytes: usize, limit: usize) -> Self {
        Error(Kind::TooLarge { bytes, limit })
    }

    /// Whether the page broke one of the [`Limits`](crate::Limits).
    pub fn is_limit(&self) -> bool {
        matches!(self.0, Kind::TooLarge { .. })
    }
}
