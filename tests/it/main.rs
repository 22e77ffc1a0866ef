//! The integration tests, one binary: whole pages, the tree against its oracle, limits, properties.

mod compare;
mod dom;
mod limits;
mod pages;
mod properties;
mod soup;
