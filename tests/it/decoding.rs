//! What must hold of any bytes read as text. Shared by the integration tests and the fuzz target.

use encoding_rs::Encoding;
use gleaner::stages::decode::{Decoded, decode};
use gleaner::{EncodingSource, Warning};

/// Splits an input into the HTTP `Content-Type` in its first line, if that has one, and the page.
pub(crate) fn header_and_page(input: &[u8]) -> (Option<&str>, &[u8]) {
    let end = input.iter().position(|&b| b == b'\n').unwrap_or(0);
    let (line, page) = input.split_at(end);
    let header = std::str::from_utf8(line).ok().filter(|line| !line.is_empty() && !line.starts_with('<'));
    match header {
        Some(header) => (Some(header), page.strip_prefix(b"\n").unwrap_or(page)),
        None => (None, input),
    }
}

/// Panics with the first property that does not hold: an encoding browsers know, told by what could tell it; text that
/// is what this encoding makes of the bytes, no longer than the bytes allow; a warning if something was replaced.
pub(crate) fn assert_decodes(input: &[u8]) {
    let (header, page) = header_and_page(input);
    let Decoded { text, encoding, warning } = decode(page, header);
    let charset = Encoding::for_label_no_replacement(encoding.name.as_bytes()).expect("a known encoding");
    assert_eq!(charset.name(), encoding.name);

    let mark = Encoding::for_bom(page);
    assert_eq!(mark.is_some(), encoding.source == EncodingSource::ByteOrderMark);
    if let Some((marked, _)) = mark {
        assert_eq!(marked.name(), encoding.name);
    }
    if encoding.source == EncodingSource::Http {
        assert!(header.is_some());
    }
    if encoding.source == EncodingSource::ValidUtf8 {
        assert_eq!((encoding.name.as_str(), warning), ("UTF-8", None));
    }

    let body = &page[mark.map_or(0, |(_, length)| length)..];
    let (whole, malformed) = charset.decode_without_bom_handling(body);
    if warning == Some(Warning::MalformedText) {
        assert!(malformed && text == whole);
    } else {
        // All of it, less a character cut off at the end.
        assert!(whole.starts_with(&*text) && whole.len() <= text.len() + '\u{fffd}'.len_utf8());
    }
    assert!(text.len() <= 3 * page.len());
}
