//! Where segments begin and end, and what is known of them.

use super::*;
use crate::{Limits, dom};

fn texts(html: &str) -> Vec<String> {
    let segments = segments(&dom::parse(html, &Limits::new()));
    (0..segments.len()).map(|i| segments.text(i).to_owned()).collect()
}

fn only(html: &str) -> Segment {
    let segments = segments(&dom::parse(html, &Limits::new()));
    assert_eq!(segments.len(), 1);
    segments.list()[0]
}

#[test]
fn cuts_where_a_reader_sees_a_line_end() {
    assert_eq!(texts("<div>a <b>b</b><p>c<br>d</p>e</div>"), ["a b", "c", "d", "e"]);
    assert_eq!(texts("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>"), ["a", "b", "c", "d"]);
}

#[test]
fn collapses_white_space_and_never_glues_or_splits_words() {
    assert_eq!(texts("<p> a\n\t<i>b</i>c&nbsp; <i> d</i></p>"), ["a bc d"]);
}

#[test]
fn preformatted_text_is_one_segment() {
    assert_eq!(texts("<pre><div>a</div><div>b</div></pre>").len(), 1);
}

#[test]
fn leaves_out_what_is_never_shown() {
    assert!(
        texts("<script>a</script><style>b</style><select><option>c</select><template>d</template>")
            .is_empty()
    );
}

#[test]
fn tells_links_hidden_text_and_noscript() {
    let segment = only("<p>one <a href=/>two</a> <a>three</a>");
    assert_eq!((segment.chars, segment.link_chars, segment.links), (11, 3, 1));
    assert!(only("<div hidden><p>x</div>").hidden);
    assert!(only("<p style='color:red; display : none'>x").hidden);
    assert!(!only("<p style='display:block'>x").hidden);
    assert!(only("<body><noscript><p>x</noscript>").noscript);
}

#[test]
fn containers_hold_ranges_of_segments() {
    let doc = dom::parse("<div><p>a<p>b</div><p>c", &Limits::new());
    let segments = segments(&doc);
    let div = doc.find(NodeId::DOCUMENT, Tag::Div).unwrap();
    let container = segments.container_of(div).unwrap();
    assert_eq!((container.first, container.end), (0, 2));
}

/// What the only `<div>` of a page has in it.
fn furniture(html: &str) -> Furniture {
    let doc = dom::parse(&format!("<div>{html}</div>"), &Limits::new());
    let segments = segments(&doc);
    segments.container_of(doc.find(NodeId::DOCUMENT, Tag::Div).unwrap()).unwrap().furniture
}

#[test]
fn furniture_counts_media_times_and_controls() {
    let f = furniture(
        "<img><video></video><iframe></iframe><time>noon</time><input><select></select><button>x</button>",
    );
    assert_eq!((f.images, f.times, f.controls, f.links), (3, 1, 3, 0));
    assert_eq!(furniture("<p><img></p>").images, 0, "it stands in the paragraph");
}

#[test]
fn furniture_counts_links_by_where_they_lead() {
    let f = furniture(
        "<a href='/tag/boats'>a</a> <a href='https://example.org/author/ada'>b</a> <a href='/x?reply=7'>c</a> \
         <a href='#top'>d</a> <a href='javascript:void(0)'>e</a> <a href=''>f</a> <a href='/harbour'>g</a>",
    );
    assert_eq!((f.links, f.anchors), (7, 3));
    assert_eq!((f.meta_links, f.author_links, f.comment_links), (1, 1, 1));
    let f = furniture("<a href='/authority/stage/commentary'>a</a>");
    assert_eq!((f.meta_links, f.author_links, f.comment_links), (0, 0, 0), "words, not parts of words");
    let f = furniture("<a href='/members/ada#comments'>a</a>");
    assert_eq!((f.anchors, f.author_links, f.comment_links), (0, 0, 1));
}
