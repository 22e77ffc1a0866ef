//! What the columns of small pages hold.

#![allow(clippy::float_cmp, reason = "columns hold exactly what was counted")]

use super::{Features, log, names};
use crate::metadata::declared;
use crate::resolve::Resolver;
use crate::{Limits, dom, segment};

const LONG: &str = "The ferry left at noon, an hour late, with the mail, the doctor and eleven sheep aboard, and nobody on the pier to meet it.";

const LATER: &str = "The evening boat kept its time, took four cars and a hearse across, and was back at its berth before the bells rang ten.";

/// A page's measurements, by segment and name.
struct Measured {
    names: Vec<String>,
    features: Features,
}

fn measured(html: &str) -> Measured {
    let doc = dom::parse(html, &Limits::new());
    let declared = declared(&doc, &Resolver::new(&doc, None).0, None);
    let features = super::features(&doc, &segment::segments(&doc), &declared);
    Measured { names: names(), features }
}

impl Measured {
    /// A column down the page.
    fn column(&self, name: &str) -> Vec<f32> {
        let at = self.names.iter().position(|n| n == name).expect(name);
        self.features.rows().map(|row| row[at]).collect()
    }
}

fn logs<const N: usize>(values: [f32; N]) -> [f32; N] {
    values.map(log)
}

#[test]
fn every_column_has_a_name_of_its_own() {
    let page = measured("<p>a<p>b");
    let mut names = page.names;
    assert_eq!(names.len(), page.features.columns());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), page.features.columns());
    assert_eq!(measured("").features.rows().count(), 0);
}

#[test]
fn a_core_is_the_innermost_container_with_more_than_its_share_of_the_prose() {
    let page = measured(&format!(
        "<main><div><p>{LONG}<p>{LATER}</div><section><p>{LONG}</section></main><footer><p>Imprint</footer>"
    ));
    assert_eq!(page.column("prose50.up"), [1.0, 1.0, 2.0, 2.0]);
    assert_eq!(page.column("prose50.down"), [0.0, 0.0, 1.0, 2.0]);
    assert_eq!(page.column("prose50.outside"), logs([0.0, 0.0, 1.0, 2.0]));
    assert_eq!(page.column("prose80.up"), [2.0, 2.0, 2.0, 2.0]);
    assert_eq!(page.column("prose80.down"), [0.0, 0.0, 0.0, 1.0]);
    let halves = measured(&format!("<main><div><p>{LONG}</div><div><p>{LONG}</div></main>"));
    assert_eq!(halves.column("prose50.up"), [2.0, 2.0], "half is not more than half");
    let above = measured(&format!("<p>Menu</p><p>Search</p><div><p>{LONG}</div>"));
    assert_eq!(above.column("prose50.outside"), [-log(2.0), -log(1.0), 0.0]);
}

#[test]
fn story_cores_leave_out_prose_in_containers_named_boilerplate() {
    let page =
        measured(&format!("<div class=comments><p>{LONG}<p>{LATER}</div><div class=x><p>{LONG}</div>"));
    assert_eq!(page.column("prose50.up"), [1.0, 1.0, 2.0]);
    assert_eq!(page.column("story50.up"), [2.0, 2.0, 0.0]);
}

#[test]
fn items_are_three_or_more_twins_of_several_lines() {
    let card = |n: u32| format!("<div class='card n{n}'><h3>Boat {n}</h3><p>Sails at noon</div>");
    let page = measured(&format!("<section>{}{}{}</section><p>End", card(1), card(2), card(3)));
    let three = log(3.0);
    assert_eq!(page.column("item.count"), [three, three, three, three, three, three, 0.0]);
    assert_eq!(page.column("item.index"), logs([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 6.0]));
    assert_eq!(page.column("item.segments")[..6], [log(2.0); 6]);
    assert_eq!(page.column("page.items"), [three; 7]);
    let two = measured(&format!("<section>{}{}</section>", card(1), card(2)));
    assert_eq!(two.column("item.count"), [0.0; 4]);
    let lines = measured("<ul><li>a<li>b<li>c</ul>");
    assert_eq!(lines.column("item.count"), [0.0; 3], "one line is no item");
}

#[test]
fn sections_run_from_heading_to_heading() {
    let page =
        measured(&format!("<p>{LONG}</p><h2>Boats</h2><p>{LATER}</p><p><a href=x>All</a></p><h3>Tides</h3>"));
    assert_eq!(page.column("section.level"), [0.0, 2.0, 2.0, 2.0, 3.0]);
    assert_eq!(page.column("section.segments"), logs([1.0, 3.0, 3.0, 3.0, 1.0]));
    assert_eq!(page.column("section.number"), logs([0.0, 1.0, 1.0, 1.0, 2.0]));
    assert_eq!(page.column("section.before_prose_share")[..2], [0.0, 1.0]);
    assert_eq!(page.column("section.after_level"), [2.0, 3.0, 3.0, 3.0, 0.0]);
    let links = page.column("section.link_share");
    assert!(links[0] == 0.0 && links[1] > 0.0 && links[1] < 0.05, "{links:?}");
}

#[test]
fn copies_have_the_same_words() {
    let page = measured("<p>Read more!</p><p>Other</p><div>read MORE</div><p>Read more</p>");
    assert_eq!(page.column("copies_before"), [0.0, 0.0, 1.0, 2.0]);
    assert_eq!(page.column("repeats"), [3.0, 1.0, 3.0, 3.0]);
    assert_eq!(page.column("page.copies"), [0.5; 4]);
}

#[test]
fn paths_are_told_apart_by_tag_and_class_but_not_by_numbers() {
    let page = measured(&format!(
        "<div class='post-1'><p>{LONG}</div><div class='post-22'><p>{LATER}</div><div class=side><p>Menu</div>"
    ));
    assert_eq!(page.column("path.segments"), logs([2.0, 2.0, 1.0]));
    assert_eq!(page.column("path.is_main"), [1.0, 1.0, 0.0]);
    assert_eq!(page.column("path.prose_share"), [1.0, 1.0, 0.0]);
    assert_eq!(page.column("path.after_main"), logs([0.0, 0.0, 1.0]));
    assert_eq!(page.column("path.main_levels"), [0.0, 2.0, 2.0]);
}

#[test]
fn furniture_counts_for_all_containers_around_it() {
    let page = measured(
        "<div><p>Ada <a href='/author/ada'>Moor</a></p></div><p>x</p><a href='#top'>Up</a><a href='/tag/a'>Tag</a>",
    );
    assert_eq!(page.column("page.author_links"), [log(1.0); 3]);
    assert_eq!(page.column("page.meta_links"), [1.0 / 3.0; 3]);
    assert_eq!(page.column("has1.author_links")[..2], [1.0, 1.0 / 3.0]);
}

#[test]
fn declared_text_is_found_by_its_words() {
    let page = |texts: &str| {
        measured(&format!(
            "<script type='application/ld+json'>[{texts}]</script><p>{}</p><p>{LATER}</p><p>Too short</p>",
            LONG.to_uppercase()
        ))
    };
    assert_eq!(page(&format!(r#"{{"articleBody": "{LONG}"}}"#)).column("declared_share"), [1.0, 0.0, -1.0]);
    assert_eq!(page(r#""Ferry""#).column("declared_share"), [-1.0; 3]);
}

#[test]
fn measurements_of_the_page_are_the_same_in_every_row() {
    let page = measured(&format!("<meta property=og:type content=article><h1>Ferry</h1><p>{LONG}</p><p>x"));
    assert_eq!(page.column("page.type.article"), [1.0; 3]);
    assert_eq!(page.column("page.type.product"), [0.0; 3]);
    assert_eq!(page.column("page.h1s"), [1.0; 3]);
    assert_eq!(page.column("kind.article"), [0.0; 3], "left for the scorer");
    let comments = measured(&format!("<p>{LATER}</p><div class=comments><p>{LONG}</div>"));
    assert_eq!(
        comments.column("page.prose_before_comments"),
        [log(LATER.split(' ').map(|w| w.len() as f32).sum()); 2]
    );
}

#[test]
fn log_is_that_of_the_standard_library() {
    for value in [0.0, 1e-6, 0.01, 0.4, 0.42, 1.0, 1.9, 3.0, 77.7, 1e5, 3e9] {
        assert!((log(value) - f64::from(value).ln_1p() as f32).abs() <= 1e-6 * (1.0 + log(value)), "{value}");
    }
    assert_eq!((log(0.0), log(-1.0)), (0.0, 0.0));
}

/// Whether a column is one that a documented name, with at most one `*` in it, stands for.
fn stands_for(documented: &str, column: &str) -> bool {
    documented.split_once('*').map_or(documented == column, |(head, tail)| {
        column.strip_prefix(head).is_some_and(|rest| rest.len() > tail.len() && rest.ends_with(tail))
    })
}

#[test]
fn every_column_is_documented_once() {
    let tables = include_str!("FEATURES.md").lines().filter_map(|line| line.strip_prefix("| `"));
    let documented: Vec<&str> = tables
        .map(|row| {
            let filled = row.split('|').filter(|cell| !cell.trim().is_empty());
            assert_eq!(filled.count(), 3, "name, unit and why in {row}");
            row.split('`').next().unwrap()
        })
        .collect();
    let columns = names();
    for column in &columns {
        let found: Vec<_> = documented.iter().filter(|name| stands_for(name, column)).collect();
        assert_eq!(found.len(), 1, "{column}: {found:?}");
    }
    for name in documented {
        assert!(columns.iter().any(|column| stands_for(name, column)), "{name} is no column");
    }
}
