//! The integration tests, one binary: whole pages, the tree against its oracle, limits, properties.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "in a test a panic is the report"
)]

mod checks;
mod compare;
mod cpu;
mod decoding;
mod dom;
mod embeds;
mod encodings;
mod growing;
mod limits;
mod pages;
mod places;
mod properties;
mod renderings;
mod shapes;
mod shared;
mod soup;
mod sources;
mod trees;
mod truncated;
mod values;
