//! Pages are read in the encoding a browser would read them in, or in a better one that the bytes prove.

use std::fs;

use encoding_rs::Encoding;
use gleaner::stages::decode::decode;
use gleaner::{EncodingSource, Extractor, Page, Warning};
use proptest::prelude::*;

use crate::decoding::assert_decodes;
use crate::shared;

const CHINESE: &str = "<p>港口大桥在关闭十一个月后重新开放，工程师星期二表示。</p>";

/// The files with encoding tests of html5lib that come out differently, once for each test. This one's page declares
/// EUC-JP and is in UTF-8.
const DIFFERENT: [&str; 1] = ["test-yahoo-jp.dat"];

#[track_caller]
fn assert_read(bytes: &[u8], content_type: Option<&str>, name: &str, source: EncodingSource, text: &str) {
    let decoded = decode(bytes, content_type);
    assert_eq!((decoded.encoding.name.as_str(), decoded.encoding.source), (name, source));
    assert!(decoded.text.contains(text), "{text:?} is not in {:?}", decoded.text);
}

/// The text is what the expected encoding makes of the bytes, whatever it is called here: ASCII is the same in most.
#[test]
fn agrees_with_the_html5lib_encoding_tests() {
    let Some(folder) = shared::folder("html5lib-tests/encoding") else { return };
    let (mut cases, mut different) = (0, Vec::new());
    for name in ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"] {
        let data = fs::read(folder.join(name)).unwrap();
        for case in split(&data, b"#data\n").skip(1) {
            let parts: Vec<&[u8]> = split(case, b"\n#encoding\n").collect();
            let &[input, label] = parts.as_slice() else { panic!("{case:?}") };
            let label = label.split(|&b| b == b'\n').next().unwrap_or_default();
            let expected = Encoding::for_label(label).unwrap().decode_with_bom_removal(input).0;
            if decode(input, None).text != expected {
                different.push(name);
            }
            cases += 1;
        }
    }
    assert_eq!(cases, 82);
    assert_eq!(different, DIFFERENT);
}

fn split<'a>(bytes: &'a [u8], at: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let all = rest?;
        match all.windows(at.len()).position(|w| w == at) {
            Some(end) => {
                rest = Some(&all[end + at.len()..]);
                Some(&all[..end])
            }
            None => rest.take(),
        }
    })
}

#[test]
fn utf_16_is_read_with_a_mark_or_with_the_word_of_the_server() {
    let little: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = CHINESE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (by_mark, by_http) = (EncodingSource::ByteOrderMark, EncodingSource::Http);
    assert_read(&[b"\xff\xfe", &*little].concat(), None, "UTF-16LE", by_mark, CHINESE);
    assert_read(
        &[b"\xfe\xff", &*big].concat(),
        Some("text/html; charset=utf-8"),
        "UTF-16BE",
        by_mark,
        CHINESE,
    );
    assert_read(&little, Some("text/html; charset=utf-16"), "UTF-16LE", by_http, CHINESE);
    assert_read(&big, Some("text/html; charset=utf-16be"), "UTF-16BE", by_http, CHINESE);
}

#[test]
fn the_server_outranks_the_page() {
    let page =
        encoding_rs::BIG5.encode("<meta charset=gbk><p>港口大橋在關閉十一個月後重新開放").0.into_owned();
    assert_read(&page, Some("text/html; charset=big5"), "Big5", EncodingSource::Http, "港口大橋");
}

#[test]
fn a_meta_counts_however_late_and_never_from_a_comment() {
    let late = format!("<!--{}--><meta charset=gbk>{CHINESE}", "x".repeat(5_000));
    let commented = format!("<!-- <meta charset=big5> --><meta charset=gbk>{CHINESE}");
    for page in [late, commented] {
        let page = encoding_rs::GBK.encode(&page).0.into_owned();
        assert_read(&page, None, "GBK", EncodingSource::Meta, "港口大桥");
    }
}

#[test]
fn a_page_cut_within_a_character_keeps_what_came_before() {
    for (charset, label) in [
        (encoding_rs::UTF_8, "utf-8"),
        (encoding_rs::GBK, "gbk"),
        (encoding_rs::SHIFT_JIS, "shift_jis"),
        (encoding_rs::EUC_KR, "euc-kr"),
    ] {
        let whole = charset.encode(&format!("<meta charset={label}><p>大")).0.into_owned();
        let cut = &whole[..whole.len() - 1];
        assert_read(cut, None, charset.name(), EncodingSource::Meta, "<p>");
        let utf16: Vec<u8> = "\u{feff}<p>大".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_read(&utf16[..utf16.len() - 1], None, "UTF-16LE", EncodingSource::ByteOrderMark, "<p>");
    }
}

#[test]
fn the_article_tells_its_encoding_and_what_told_it() {
    let page = encoding_rs::GBK.encode(&format!("<meta charset=gb2312>{CHINESE}")).0.into_owned();
    let article = Extractor::new().extract(Page::bytes(&page)).unwrap();
    let encoding = article.encoding.unwrap();
    assert_eq!((encoding.name.as_str(), encoding.source), ("GBK", EncodingSource::Meta));
    assert_eq!(article.warnings, []);

    let broken = [CHINESE.as_bytes(), b"\xff"].concat();
    let article = Extractor::new().extract(Page::bytes(&broken).content_type("utf-8")).unwrap();
    assert_eq!(article.warnings, [Warning::MalformedText]);
    assert_eq!(gleaner::extract(CHINESE).unwrap().encoding, None);
}

#[test]
fn the_seeds_of_the_fuzz_target_decode() {
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/decode")).unwrap() {
        assert_decodes(&fs::read(entry.unwrap().path()).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode(
        header in proptest::option::of("(text/html; ?charset=)?(utf-16|gbk|big5|iso-2022-jp|utf-8|\\PC{0,8})\n"),
        before in "(<meta charset=(gbk|utf-8|shift_jis|x-user-defined)>|<!--|\u{feff})?",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        assert_decodes(&[header.unwrap_or_default().as_bytes(), before.as_bytes(), &bytes].concat());
    }
}
