//! The HTML of any article tree holds nothing that runs or leads off the web, as html5ever's own tree shows it, and says
//! what the text says; HTML of a tree such as extraction gives is read as that tree again, and so is that of any page.

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
    renderings::assert_html_is_safe(&trees::wild(bytes));
    renderings::assert_html_gives_the_tree_back(&trees::tidy(bytes));
    if let Ok(page) = std::str::from_utf8(bytes) {
        renderings::assert_html_gives_the_tree_back(&renderings::reread(&renderings::reread(page).to_html()));
    }
});
