//! Any bytes are a page: extraction does not panic, gives the same article each time, invents no word, renders one
//! article three ways, and its HTML holds nothing that runs.

#![no_main]

use gleaner::{Extractor, Page};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/checks.rs"]
mod checks;
#[allow(dead_code, reason = "this target needs only a part of it")]
#[path = "../../tests/it/compare.rs"]
mod compare;
#[path = "../../tests/it/embeds.rs"]
mod embeds;
#[allow(dead_code, reason = "this target needs only a part of it")]
#[path = "../../tests/it/renderings.rs"]
mod renderings;

fuzz_target!(|bytes: &[u8]| {
    let extractor = Extractor::new();
    let article = extractor.extract(Page::bytes(bytes)).expect("inputs stay below every limit that is an error");
    assert_eq!(extractor.extract(Page::bytes(bytes)).as_ref(), Ok(&article));
    let decoded = gleaner::stages::decode::decode(bytes, None);
    checks::assert_properties(&decoded.text, &article);
});
