//! Tables: data or layout, their headers and spans.

use super::html;

#[test]
fn data_tables_stay_tables() {
    assert_eq!(
        html(
            "<table><caption>C</caption><thead><tr><th>a<th colspan=0>b</thead><tr><td>c<td colspan=9999></table>"
        ),
        "<table>\n<caption>C</caption>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>c</td><td colspan=\"1000\"></td></tr>\n</tbody>\n</table>"
    );
}

#[test]
fn layout_tables_give_their_blocks() {
    assert_eq!(html("<table><tr><td>a<tr><td>b</table>"), "<p>a</p>\n<p>b</p>");
    assert_eq!(
        html("<table><tr><td>a<td><h2>b</h2><p>c<tr><td>d</table>"),
        "<p>a</p>\n<h2>b</h2>\n<p>c</p>\n<p>d</p>"
    );
    assert_eq!(
        html("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>").matches("<p>").count(),
        4
    );
    let nested = html("<table><tr><td>x<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>");
    assert!(nested.starts_with("<p>x</p>\n<table>"), "{nested}");
}

#[test]
fn cells_of_a_head_are_headers() {
    assert_eq!(
        html("<table><thead><tr><td>a<td>b</thead><tr><th scope=row>c<td>d</table>"),
        "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody>\n<tr><th>c</th><td>d</td></tr>\n</tbody>\n</table>"
    );
}

#[test]
fn spans_end_with_the_table() {
    let table = html("<table><tr><th>a<th rowspan=9>b<tr><td rowspan=0>c<tr><td>d</table>");
    assert!(table.contains("<th rowspan=\"3\">b</th>"), "{table}");
    assert!(table.contains("<td rowspan=\"2\">c</td>"), "{table}");
}

#[test]
fn the_caption_of_a_figure_is_that_of_its_table() {
    let table =
        html("<figure><table><tr><th>a<th>b<tr><td>c<td>d</table><figcaption>C</figcaption></figure>");
    assert!(table.starts_with("<table>\n<caption>C</caption>"), "{table}");
}
