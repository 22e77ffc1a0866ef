//! Any text in a JSON-LD script gives metadata that can be shown: no panic, no character that steers a terminal, nothing
//! endless, no URL that is not of the web, no year that no calendar has.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/values.rs"]
mod values;

fuzz_target!(|text: &str| {
    let html = format!(
        "<title>Ferry late again</title><script type=application/ld+json>{text}</script><h1>Ferry late again</h1>"
    );
    let page = gleaner::Page::html(&html).url("https://harbour.example/ferry");
    let metadata = gleaner::metadata(page).expect("inputs stay below every limit that is an error");
    values::assert_presentable(&metadata);
});
