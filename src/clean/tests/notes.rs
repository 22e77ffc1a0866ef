//! Notes and the headings over them.

use super::{content, dom};
use crate::article::Article;
use crate::extractor::Limits;
use crate::resolve::Resolver;
use crate::select::Selection;

fn article(page: &str) -> Article {
    let doc = dom::parse(page, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, Some("https://example.org/a/"));
    let content = content(&doc, &Selection::everything(&doc), &resolver);
    Article { blocks: content.blocks, notes: content.notes, ..Article::default() }
}

/// The Markdown of a page, in which notes and references show.
fn markdown(page: &str) -> String {
    article(page).to_markdown().trim_end().to_owned()
}

#[test]
fn notes_are_found_in_all_common_markups() {
    let told = "Text[^1] goes on.\n\n[^1]: The note.";
    for page in [
        "<p>Text<sup><a href='#fn1'>1</a></sup> goes on.</p><ol><li id=fn1>The note. <a href='#r1'>↩</a></ol>",
        "<p>Text<a id=r1 class=footnote-anchor href='https://example.org/a/#fn1'>1</a> goes on.</p>\
         <div class=footnote><a id=fn1 href='https://example.org/a/#r1'>1</a><div><p>The note.</p></div></div>",
        "<p>Text<span class=fn><a href='#n1'>1</a></span> goes on.</p><p id=n1>1. The note.</p>",
        "<p>Text<span data-definition=d1><a href='#'>*</a></span> goes on.</p><aside id=d1>The note.</aside>",
        "<p>Text<label class=sidenote-number></label><span class=sidenote>The note.</span> goes on.</p>",
        "<p>Text<a id=id2 href='#id3' role=doc-noteref><span>[</span>1<span>]</span></a> goes on.</p><aside class=footnote \
         id=id3 role=doc-footnote><span>[<a role=doc-backlink href='#id2'>1</a>]</span><p>The note.</p></aside>",
        "<p>Text<sup>1</sup> goes on.</p><p><sup>1</sup> The note.</p>",
    ] {
        assert_eq!(markdown(page), told, "{page}");
    }
}

#[test]
fn headings_over_nothing_but_notes_go_with_them() {
    let notes = "<ol><li id=fn1>The note. <a href='#r1'>↩</a></ol>";
    let text = "<p>Text<sup><a id=r1 href='#fn1'>1</a></sup>.</p>";
    let told = "Text[^1].\n\n[^1]: The note.";
    assert_eq!(markdown(&format!("{text}<h2>Notes</h2>{notes}")), told);
    assert_eq!(markdown(&format!("{text}<section><h2>Notes</h2><hr>{notes}</section>")), told);
    let more = markdown(&format!("{text}<h2>Notes</h2>{notes}<h2>More</h2><p>x</p>"));
    assert!(more.starts_with("Text[^1].\n\n## More"), "{more}");
    let kept = markdown(&format!("{text}<h2>Notes</h2>{notes}<p>x</p>"));
    assert!(kept.contains("## Notes"), "{kept}");
    let side = markdown("<h2>Tides</h2><aside class=sidenote>A note at the side.</aside><p>Text.</p>");
    assert!(side.contains("## Tides"), "{side}");
}

#[test]
fn a_last_heading_that_says_more_stays_over_the_notes() {
    let notes = "<ol><li id=fn1>The note. <a href='#r1'>↩</a></ol>";
    let text = "<p>Text<sup><a id=r1 href='#fn1'>1</a></sup>.</p>";
    let told = "Text[^1].\n\n## Sources and notes\n\n[^1]: The note.";
    for page in [
        format!("{text}<h2>Sources and notes</h2>{notes}"),
        format!("{text}<div><section><h2>Sources and notes</h2><div>{notes}</div></section></div>"),
    ] {
        assert_eq!(markdown(&page), told, "{page}");
        assert_eq!(article(&article(&page).to_html()), article(&page), "{page}");
    }
    let more = markdown(&format!("{text}<section><h2>Sources</h2>{notes}</section><h2>More</h2><p>x</p>"));
    assert!(more.starts_with("Text[^1].\n\n## More"), "{more}");
    let foreign = markdown(&format!("{text}<h2>Anmerkungen:</h2>{notes}"));
    assert!(!foreign.contains("##"), "{foreign}");
}

#[test]
fn a_note_that_is_linked_is_not_that_of_another_number() {
    let html = "<p>A<sup>1</sup> and b<sup><a href='#fn2'>2</a></sup>.</p>\
        <section class=footnotes><ol><li id=fn2 value=2>Told.</ol></section>";
    assert_eq!(markdown(html), "A<sup>1</sup> and b[^2].\n\n[^2]: Told.");
}

#[test]
fn our_own_notes_are_known_however_long() {
    let words = "The tide was out. ".repeat(1_000);
    let page = format!(
        "<p>Text<sup><a href='#fn-1' id='fnref-1'>1</a></sup> goes on.</p>\
         <section class=footnotes><ol><li id='fn-1'><p>{words}</p></li></ol></section>"
    );
    assert_eq!(markdown(&page), format!("Text[^1] goes on.\n\n[^1]: {}", words.trim_end()));
}

#[test]
fn a_heading_that_refers_to_a_note_stays_and_is_not_called_by_that() {
    let page = |id: &str| {
        format!(
            "<h2{id}>Tides<sup class=footnote-ref><a href='#fn-1' id=fnref-1>1</a></sup></h2><section class=footnotes><ol><li \
                 id=fn-1>Twice.</li></ol></section>"
        )
    };
    let bare = "## [^1]\n\n[^1]: Twice.";
    for id in ["", " id=user-content-fnref-1"] {
        assert_eq!(markdown(&page(id)), bare.replace("## ", "## Tides"));
        assert_eq!(markdown(&page(id).replace("Tides", "")), bare);
    }
    assert!(!article(&page("")).to_html().contains("user-content"));
}

#[test]
fn our_own_note_may_say_nothing_but_signs() {
    let page = "<p>Text<sup><a href='#fn-1' id='fnref-1'>1</a></sup></p><section class=footnotes><ol><li id='fn-1'><ol><li>_1_</li>\
                </ol></li></ol></section>";
    assert_eq!(article(&article(page).to_html()), article(page));
    assert_eq!(article(page).notes.len(), 1);
}

#[test]
fn the_steps_of_a_callout_are_no_notes() {
    let page = |class: &str| {
        format!("<p>Text<sup>1</sup>.</p><aside class='{class}'><ol><li>Step one.</li></ol></aside>")
    };
    assert_eq!(article(&page("notes")).notes.len(), 1);
    assert_eq!(article(&page("callout callout-tip")).notes.len(), 0);
}

#[test]
fn a_link_to_a_heading_that_went_with_the_notes_is_text() {
    let page = "<p>See the <em>old <a href='#notes'>notes</a></em><sup><a href='#fn-1' id='fnref-1'>1</a></sup></p>\
                <section class=footnotes><h2 id=notes>Notes</h2><ol><li id='fn-1'>Twice.</li></ol></section>";
    let doc = dom::parse(page, &Limits::new());
    let (resolver, _) = Resolver::new(&doc, None);
    let found = content(&doc, &Selection::everything(&doc), &resolver);
    let text = |inline: &str| crate::article::Inline::Text(inline.into());
    let Some(crate::article::Block::Paragraph(inlines)) = found.blocks.first() else {
        panic!("{:?}", found.blocks)
    };
    assert_eq!(inlines.get(1), Some(&crate::article::Inline::Emphasis(vec![text("old notes")])));
}

#[test]
fn papers_set_their_notes_into_the_line() {
    let mark = "<sup class=ltx_note_mark>2</sup>";
    let note = |role: &str, text: &str| {
        format!(
            "<span class='ltx_note ltx_role_{role}'>{mark}<span class=ltx_note_outer><span class=ltx_note_content>{mark}\
             <span class='ltx_tag ltx_tag_note'>2</span>{text}</span></span></span>"
        )
    };
    let page = |role, text| {
        format!("<p>The sea{} falls and rises twice a day, as everybody knows.", note(role, text))
    };
    assert_eq!(
        markdown(&page("footnote", "And the moon with it, a little later.")),
        "The sea[^2] falls and rises twice a day, as everybody knows.\n\n[^2]: And the moon with it, a little later."
    );
    assert_eq!(
        markdown(&page("footnotemark", "<span class=ltx_note_type>footnotemark: </span>")),
        "The sea<sup>2</sup> falls and rises twice a day, as everybody knows."
    );
}

#[test]
fn years_refer_to_no_notes() {
    let page = "<p>As Knuth (<a href='#k'>1984</a>) has it.<div class=references><p id=k>Knuth, Donald. 1984. The TeXbook.</div>";
    assert!(
        markdown(page).starts_with("As Knuth ([1984](https://example.org/a/#k)) has it."),
        "{}",
        markdown(page)
    );
}

#[test]
fn what_stood_around_a_link_back_goes_with_it() {
    let page = |note: &str| {
        format!(
            "<p>The sea<sup><a id=r href='#n'>1</a></sup> falls.<div class=footnotes><div class=footnote id=n>{note}</div></div>"
        )
    };
    for note in [
        "<a href='#r'>1</a>. It is salt.",
        "It is salt. [<a href='#r'>↩</a>]",
        "It is salt. (<a href='#r'>back</a>)",
    ] {
        assert_eq!(markdown(&page(note)), "The sea[^1] falls.\n\n[^1]: It is salt.", "{note}");
    }
}
