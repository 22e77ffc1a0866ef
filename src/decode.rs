//! Bytes -> text: which encoding a page is in, and what it says in it.
//!
//! Evidence in order, as browsers weigh it: byte order mark, HTTP charset, `<meta>` (or an XML declaration), then what
//! the bytes look like. Browsers believe any declaration; here one that the bytes plainly contradict is passed over,
//! because a reader is better served by text than by the browser's mojibake:
//!
//! - A declared legacy encoding loses to bytes that are valid UTF-8 with characters beyond ASCII. Text in another
//!   encoding is next to never valid UTF-8, while pages re-encoded with their old `<meta>` left in are common.
//! - Declared UTF-8 loses when more beyond ASCII breaks it than fits it, by characters and by runs of them. Broken bytes
//!   in a page that is otherwise UTF-8 (cut-off text, pasted comments) become U+FFFD and are warned about.
//! - Declared UTF-16 loses when there is no zero byte: its markup alone would have them.
//!
//! Does not look at the page beyond its encoding, and never fails.

mod prescan;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding as Charset, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::{Encoding, EncodingSource, Warning};

/// How much of a page the statistical detector reads. It wants text beyond ASCII, and a page's first megabyte has it.
const MAX_DETECTED_BYTES: usize = 1 << 20;

/// Characters beyond ASCII it takes for UTF-8 to refute a declared multi-byte encoding. One or two Chinese characters
/// in GBK are valid UTF-8 by chance (about one pair in fifty); four in a row are not.
const MIN_REFUTING_CHARS: usize = 4;

/// A page as text, and how it was read.
pub struct Decoded<'a> {
    /// The page; borrowed when its bytes are UTF-8.
    pub text: Cow<'a, str>,
    /// The encoding used, and what told it.
    pub encoding: Encoding,
    /// Set if some bytes do not fit the encoding.
    pub warning: Option<Warning>,
}

/// Decodes a page; `content_type` is the HTTP header it came with.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some((charset, mark)) = Charset::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return read(body, charset, EncodingSource::ByteOrderMark);
    }
    let declared = http_charset(content_type)
        .map(|charset| (charset, EncodingSource::Http))
        .or_else(|| prescan::declared(bytes).map(|charset| (charset, EncodingSource::Meta)));
    let utf8 = complete_utf8(bytes);
    match declared {
        Some((charset, source)) if !contradicts(charset, bytes, utf8) => read(bytes, charset, source),
        _ => match utf8 {
            Some(text) if !has_escape_sequences(text) => read(bytes, UTF_8, EncodingSource::ValidUtf8),
            _ => read(bytes, detect(bytes), EncodingSource::Detected),
        },
    }
}

/// The charset of a `Content-Type` header, or of what a caller took out of one. Encodings that browsers refuse to
/// decode count as none.
fn http_charset(content_type: Option<&str>) -> Option<&'static Charset> {
    let content_type = content_type?.as_bytes();
    Charset::for_label_no_replacement(prescan::charset_parameter(content_type).unwrap_or(content_type))
}

/// Whether the bytes plainly are not in the declared encoding. See the top of this file.
fn contradicts(declared: &'static Charset, bytes: &[u8], utf8: Option<&str>) -> bool {
    if declared == UTF_8 {
        return utf8.is_none() && mostly_broken_utf8(bytes);
    }
    if declared == UTF_16LE || declared == UTF_16BE {
        return !bytes.iter().take(1024).any(|&b| b == 0);
    }
    let needed = if declared.is_single_byte() { 1 } else { MIN_REFUTING_CHARS };
    utf8.is_some_and(|text| text.chars().filter(|c| !c.is_ascii()).take(needed).count() == needed)
}

/// The bytes as UTF-8, less a character cut off at the very end.
fn complete_utf8(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(e) if e.error_len().is_none() => std::str::from_utf8(bytes.get(..e.valid_up_to())?).ok(),
        Err(_) => None,
    }
}

/// Whether more beyond ASCII is broken than whole. Characters alone would let some garbage outvote the few umlauts of a
/// German page; runs alone would let garbage at the end of each line outvote a Chinese one.
fn mostly_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken, mut whole_runs, mut broken_runs) = (0_usize, 0_usize, 0_usize, 0_usize);
    for run in bytes.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        let broken_before = broken;
        for chunk in run.utf8_chunks() {
            whole += chunk.valid().chars().count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
        if broken > broken_before { broken_runs += 1 } else { whole_runs += 1 }
    }
    broken > whole && broken_runs > whole_runs
}

/// ISO-2022-JP is all ASCII bytes; only its escape sequences give it away.
fn has_escape_sequences(text: &str) -> bool {
    text.contains("\u{1b}$") || text.contains("\u{1b}(")
}

fn detect(bytes: &[u8]) -> &'static Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..MAX_DETECTED_BYTES).unwrap_or(bytes), true);
    let charset = detector.guess(None, Utf8Detection::Allow);
    // Escape sequences in a page that is not Japanese after all.
    if charset != ISO_2022_JP && complete_utf8(bytes).is_some() { UTF_8 } else { charset }
}

fn read<'a>(bytes: &'a [u8], charset: &'static Charset, source: EncodingSource) -> Decoded<'a> {
    let (text, malformed) = match complete_utf8(bytes) {
        Some(text) if charset == UTF_8 => (Cow::Borrowed(text), false),
        _ => charset.decode_without_bom_handling(bytes),
    };
    Decoded {
        text,
        encoding: Encoding { name: charset.name().to_owned(), source },
        warning: malformed.then_some(Warning::MalformedText),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], content_type: Option<&str>) -> (String, String, EncodingSource, bool) {
        let Decoded { text, encoding, warning } = decode(bytes, content_type);
        (text.into_owned(), encoding.name, encoding.source, warning.is_some())
    }

    #[track_caller]
    fn assert_read(bytes: &[u8], content_type: Option<&str>, name: &str, source: EncodingSource, text: &str) {
        let (got, got_name, got_source, _) = decoded(bytes, content_type);
        assert_eq!((got_name.as_str(), got_source), (name, source));
        assert!(got.contains(text), "{text:?} is not in {got:?}");
    }

    fn in_charset(charset: &'static Charset, text: &str) -> Vec<u8> {
        charset.encode(text).0.into_owned()
    }

    const CHINESE: &str = "<p>港口大桥在关闭十一个月后重新开放，工程师星期二表示。</p>";

    #[test]
    fn a_byte_order_mark_outranks_everything_and_is_not_text() {
        let page = "\u{feff}<meta charset=gbk>é";
        assert_read(
            page.as_bytes(),
            Some("text/html; charset=big5"),
            "UTF-8",
            EncodingSource::ByteOrderMark,
            "é",
        );
        assert!(decoded(page.as_bytes(), None).0.starts_with('<'));
        let utf16: Vec<u8> = "\u{feff}<p>港口".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_read(&utf16, None, "UTF-16BE", EncodingSource::ByteOrderMark, "<p>港口");
    }

    #[test]
    fn http_outranks_meta() {
        let page = in_charset(encoding_rs::GB18030, &format!("<meta charset=koi8-r>{CHINESE}"));
        assert_read(
            &page,
            Some("text/html; Charset=\"gb18030\""),
            "gb18030",
            EncodingSource::Http,
            "港口大桥",
        );
    }

    #[test]
    fn an_unknown_http_charset_is_passed_over() {
        let page = in_charset(encoding_rs::GBK, &format!("<meta charset=gb2312>{CHINESE}"));
        assert_read(&page, Some("text/html; charset=nonsense"), "GBK", EncodingSource::Meta, "港口大桥");
        assert_read(&page, Some("text/html; charset=iso-2022-kr"), "GBK", EncodingSource::Meta, "港口大桥");
    }

    #[test]
    fn a_bare_charset_will_do_for_a_content_type() {
        let page = in_charset(encoding_rs::GBK, CHINESE);
        assert_read(&page, Some("gb2312"), "GBK", EncodingSource::Http, "港口大桥");
        assert_read(CHINESE.as_bytes(), Some("text/html"), "UTF-8", EncodingSource::ValidUtf8, "港口大桥");
    }

    #[test]
    fn http_utf_16_needs_no_mark() {
        let page: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_read(&page, Some("text/html;charset=utf-16le"), "UTF-16LE", EncodingSource::Http, "港口大桥");
    }

    #[test]
    fn utf_16_without_a_zero_byte_is_not_believed() {
        assert_read(
            CHINESE.as_bytes(),
            Some("text/html;charset=utf-16"),
            "UTF-8",
            EncodingSource::ValidUtf8,
            "港口",
        );
    }

    #[test]
    fn latin1_in_meta_means_windows_1252() {
        let page = b"<meta charset=iso-8859-1><p>\x84Br\xfccke\x93 \x80";
        assert_read(page, None, "windows-1252", EncodingSource::Meta, "„Brücke“ €");
    }

    #[test]
    fn valid_utf8_outranks_a_declared_legacy_encoding() {
        for label in ["iso-8859-1", "gb2312", "shift_jis", "windows-1251"] {
            let page = format!("<meta charset={label}>{CHINESE}");
            assert_read(page.as_bytes(), None, "UTF-8", EncodingSource::ValidUtf8, "港口大桥");
        }
    }

    #[test]
    fn two_chinese_characters_that_happen_to_be_valid_utf8_stay_chinese() {
        let page = b"<meta charset=gb2312><p>\xcd\xa8\xd2\xbb";
        assert!(std::str::from_utf8(page).is_ok());
        assert_read(page, None, "GBK", EncodingSource::Meta, "通一");
    }

    #[test]
    fn ascii_keeps_its_declared_encoding() {
        assert_read(b"<meta charset=shift_jis>x", None, "Shift_JIS", EncodingSource::Meta, "x");
    }

    #[test]
    fn declared_utf8_that_is_mostly_broken_is_detected() {
        let page = in_charset(encoding_rs::GBK, &format!("<meta charset=utf-8>{CHINESE}"));
        let (text, name, source, malformed) = decoded(&page, None);
        assert!(text.contains("港口大桥"), "{name}: {text}");
        assert_eq!((source, malformed), (EncodingSource::Detected, false));
    }

    #[test]
    fn declared_utf8_with_a_few_broken_bytes_stays_utf8_and_warns() {
        let mut page = format!("<meta charset=utf-8>{CHINESE}").into_bytes();
        page.extend_from_slice(b"\xff\xc0\xaf end");
        let (text, name, source, malformed) = decoded(&page, None);
        assert!(text.contains("港口大桥") && text.ends_with("\u{fffd} end"));
        assert_eq!((name.as_str(), source, malformed), ("UTF-8", EncodingSource::Meta, true));
    }

    #[test]
    fn garbage_in_a_page_with_few_umlauts_does_not_outvote_them() {
        let page = "<meta charset=utf-8><p>Die Brücke über den Fluß ist geöffnet.".as_bytes();
        let page = [page, b"\xff\xc0\xaf\xed\xa0\x80\xf8</p>"].concat();
        assert_read(&page, None, "UTF-8", EncodingSource::Meta, "Die Brücke über den Fluß");
    }

    #[test]
    fn declared_utf8_that_is_japanese_in_another_encoding_is_detected() {
        for charset in [encoding_rs::EUC_JP, encoding_rs::SHIFT_JIS] {
            let text =
                "<p>港の橋が十一か月ぶりに再開された。技術者は火曜日に、すべての支承を交換したと述べた。";
            let page = in_charset(charset, &format!("<meta charset=utf-8>{text}"));
            assert_read(&page, None, charset.name(), EncodingSource::Detected, "港の橋が");
        }
    }

    #[test]
    fn bytes_that_are_utf8_are_not_copied() {
        let page = decode(CHINESE.as_bytes(), None);
        assert!(matches!(page.text, Cow::Borrowed(_)));
        assert_eq!(page.encoding.source, EncodingSource::ValidUtf8);
    }

    #[test]
    fn a_last_character_cut_off_is_left_out_quietly() {
        let bytes = "<p>大桥".as_bytes();
        let page = decode(&bytes[..bytes.len() - 1], None);
        assert_eq!((&*page.text, page.warning), ("<p>大", None));
        assert!(matches!(page.text, Cow::Borrowed(_)));
    }

    #[test]
    fn undeclared_legacy_text_is_detected() {
        let page = in_charset(
            encoding_rs::SHIFT_JIS,
            "<p>港の橋が十一か月ぶりに再開された。技術者は火曜日に述べた。",
        );
        assert_read(&page, None, "Shift_JIS", EncodingSource::Detected, "港の橋が");
        let page =
            in_charset(encoding_rs::WINDOWS_1251, "<p>Мост в порту снова открыт для движения после ремонта.");
        assert_read(&page, None, "windows-1251", EncodingSource::Detected, "Мост в порту");
    }

    #[test]
    fn undeclared_iso_2022_jp_is_detected_by_its_escapes() {
        let page = in_charset(ISO_2022_JP, "<p>港の橋が再開された。</p>");
        assert_read(&page, None, "ISO-2022-JP", EncodingSource::Detected, "港の橋が");
        assert_read(b"<p>\x1b[1mbold\x1b(x", None, "UTF-8", EncodingSource::Detected, "bold");
    }

    #[test]
    fn empty_input_is_utf8() {
        assert_read(b"", None, "UTF-8", EncodingSource::ValidUtf8, "");
    }
}
