//! The arena, parsed and copied, agrees with html5ever's `RcDom` node by node.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/compare.rs"]
mod compare;

fuzz_target!(|html: &str| compare::assert_trees_agree(html));
