//! pulldown-cmark reads in the Markdown of any article tree its letters, no HTML that does anything and no link that leads
//! off the web, however it is written; in that of a tree such as extraction gives, the same words and structure.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "this target needs only a part of it")]
#[path = "../../tests/it/compare.rs"]
mod compare;
#[path = "../../tests/it/embeds.rs"]
mod embeds;
#[allow(dead_code, reason = "this target needs only a part of it")]
#[path = "../../tests/it/renderings.rs"]
mod renderings;
#[path = "../../tests/it/trees.rs"]
mod trees;

fuzz_target!(|bytes: &[u8]| {
    renderings::assert_markdown_is_safe(&trees::wild(bytes));
    renderings::assert_renderings_agree(&trees::tidy(bytes));
});
