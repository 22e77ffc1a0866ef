//! Scores -> [`Selection`]: what is kept of the page.
//!
//! Which segments are content is decided by one cut through the scores, placed where the expected F-measure of the kept
//! text is highest; then a few rules, one function each in [`mend`], correct what no score of a single segment can see
//! (the headline among the body, a heading with nothing under it, a text that was there before). Media have no score:
//! they follow the text around them.

mod media;
mod mend;

use crate::article::Metadata;
use crate::dom::{Document, NodeId};
use crate::extractor::Focus;
use crate::score::Scores;
use crate::segment::Segments;
use mend::Mender;

/// Score below which nothing on a page is taken for content, however it compares with the rest.
/// Swept 0.1-0.4 on the development folds: flat from 0.1 to 0.25, best at 0.15; above, shop and index pages lose their
/// text.
const MIN_SCORE: f32 = 0.15;

/// What is kept of a page.
pub struct Selection {
    segments: Vec<bool>,
    nodes: Vec<bool>,
    reasons: Vec<(usize, &'static str)>,
}

impl Selection {
    /// Whether a text node, image or other medium is part of the article.
    pub fn keeps(&self, node: NodeId) -> bool {
        self.nodes.get(node.index()).copied().unwrap_or(false)
    }

    /// Keeps every node, whatever it is worth: for pages known to hold nothing but an article.
    pub fn everything(doc: &Document) -> Selection {
        Selection { segments: Vec::new(), nodes: vec![true; doc.len()], reasons: Vec::new() }
    }

    /// Whether the segment at `index` is part of the article.
    pub fn keeps_segment(&self, index: usize) -> bool {
        self.segments.get(index).copied().unwrap_or(false)
    }

    /// Why the segment at `index` was kept or dropped against its score, if it was.
    pub fn reason(&self, index: usize) -> Option<&'static str> {
        self.reasons.iter().rev().find(|(at, _)| *at == index).map(|&(_, why)| why)
    }
}

/// Chooses what to keep.
pub fn choose(
    doc: &Document,
    segments: &Segments,
    scores: &Scores,
    metadata: &Metadata,
    focus: Focus,
) -> Selection {
    let mut mender = Mender::new(doc, segments, scores);
    let cut = best_cut(segments, &mender.scores, focus);
    mender.cut(cut);
    mender.mend(metadata);
    let Mender { kept, reasons, .. } = mender;
    let nodes = media::kept_nodes(doc, segments, &kept);
    Selection { segments: kept, nodes, reasons }
}

/// The score from which segments are kept.
///
/// Taking scores for probabilities, keeping the best ones down to some score has the expected F-measure
/// `(1 + b^2) * kept content / (kept text + b^2 * all content)`.
/// (Lewis, "Evaluating and optimizing autonomous text classification systems", SIGIR 1995.)
/// Every text counts by the root of its characters: by all of them, one log of 17,000 characters in a thread makes the
/// answers around it not worth having.
fn best_cut(segments: &Segments, scores: &[f32], focus: Focus) -> f32 {
    let beta_squared = match focus {
        // Below 1: F1 is as high, and a quarter less of what pages must not show is kept (DESIGN.md).
        Focus::Balanced => 0.65,
        Focus::Precision => 0.2,
        Focus::Recall => 5.0,
    };
    let weight = |chars: u32| (chars as f32).sqrt();
    let mut ranked: Vec<(f32, f32)> =
        scores.iter().zip(segments.list()).map(|(&score, s)| (score, weight(s.chars))).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let content: f32 = ranked.iter().map(|(p, weight)| p * weight).sum();
    let (mut cut, mut best) = (f32::INFINITY, 0.0);
    let (mut hits, mut kept) = (0.0, 0.0);
    for (p, weight) in ranked {
        if p < MIN_SCORE {
            break;
        }
        hits += p * weight;
        kept += weight;
        let measure = hits / (kept + beta_squared * content);
        if measure >= best {
            (best, cut) = (measure, p);
        }
    }
    cut
}

#[cfg(test)]
impl Selection {
    /// Keeps the nodes for which `kept` says so.
    pub(crate) fn nodes(doc: &Document, kept: impl Fn(NodeId) -> bool) -> Selection {
        Selection { segments: Vec::new(), nodes: doc.ids().map(kept).collect(), reasons: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Source, Sourced};
    use crate::dom::Tag;
    use crate::{Limits, dom, segment};

    const LONG: &str = "The ferry left at noon, an hour late, with the mail, the doctor and eleven sheep aboard, and nobody on the pier to meet it.";

    const LATER: &str = "The evening boat kept its time, took four cars and a hearse across, and was back at its berth before the bells rang ten.";

    /// The texts kept of a page whose segments have these scores.
    fn kept(html: &str, title: Option<&str>, scores: &[f32], focus: Focus) -> Vec<String> {
        let doc = dom::parse(html, &Limits::new());
        let segments = segment::segments(&doc);
        assert_eq!(segments.len(), scores.len(), "one score a segment");
        let title = title.map(|t| Sourced {
            value: t.to_owned(),
            raw: t.to_owned(),
            source: Source::Element("title".to_owned()),
            node: None,
        });
        let metadata = Metadata { title, ..Metadata::default() };
        let selection = choose(&doc, &segments, &Scores::of(scores), &metadata, focus);
        let keeps = |&i: &usize| selection.keeps_segment(i);
        (0..segments.len()).filter(keeps).map(|i| segments.text(i).to_owned()).collect()
    }

    #[test]
    fn focus_moves_the_cut() {
        let html = "<p>aaaaaaaaaa.<p>bbbbbbbbbb.<p>cccccccccc.<p>dddddddddd.";
        let scores = [0.9, 0.6, 0.35, 0.22];
        let count = |focus| kept(html, Some("x"), &scores, focus).len();
        assert_eq!(count(Focus::Precision), 1);
        assert_eq!(count(Focus::Balanced), 2);
        assert_eq!(count(Focus::Recall), 4);
    }

    #[test]
    fn keeps_nothing_where_nothing_reads_as_content() {
        assert!(kept("<p>Menu<p>Search", Some("x"), &[0.1, 0.19], Focus::Recall).is_empty());
    }

    #[test]
    fn the_headline_goes_but_a_paragraph_that_repeats_it_stays() {
        let html = format!("<h1>Ferry late</h1><p>Ferry late.</p><p>{LONG}</p>");
        let texts = kept(&html, Some("Ferry late"), &[0.9; 3], Focus::Balanced);
        assert_eq!(texts, ["Ferry late.", LONG]);
    }

    #[test]
    fn a_likely_paragraph_between_the_heading_and_the_story_opens_it() {
        let with = |html: &str, score| kept(html, Some("x"), &[0.2, score, 0.9], Focus::Precision);
        let page = format!("<article><h1>Ferry late</h1><p>Ferry late.</p><p>{LONG}</p></article>");
        assert_eq!(with(&page, 0.4), ["Ferry late.", LONG]);
        assert_eq!(with(&page, 0.39), [LONG]);
        let apart = page.replace("<p>Ferry late.</p>", "<div><p>Ferry late.</p></div>");
        assert_eq!(with(&apart, 0.4), [LONG]);
    }

    #[test]
    fn the_headline_of_a_page_that_its_head_calls_otherwise_is_text() {
        let page = |title: &str| {
            let html = format!("<title>{title}</title><h1>Why the ferry is late again</h1><p>{LONG}</p>");
            kept(&html, Some("Why the ferry is late again"), &[0.9; 2], Focus::Balanced).len()
        };
        assert_eq!(page("Ferry delays"), 2);
        assert_eq!(page("Why the ferry is late again and again"), 2);
        for same in [
            "Why the Ferry Is Late Again | Island News",
            "Island News: why the ferry is late again",
            "Boats - The ferry is late again",
            "",
        ] {
            assert_eq!(page(same), 1, "{same}");
        }
    }

    #[test]
    fn without_a_declared_title_the_first_line_is_the_headline_and_what_is_above_it_goes() {
        let html =
            format!("<p>Saturday, June 14, 2025</p><p>The island ferry is late again</p><p>{LONG}</p>");
        assert_eq!(kept(&html, None, &[0.9; 3], Focus::Balanced), [LONG]);
    }

    #[test]
    fn a_heading_in_doubt_goes_with_what_was_under_it_and_a_sure_one_stays() {
        let html = format!("<p>{LONG}</p><h2>Background</h2><p>{LATER}</p><h2>Related</h2><p>Card</p>");
        let with = |score| kept(&html, Some("x"), &[0.9, 0.48, 0.9, score, 0.1], Focus::Recall);
        assert_eq!(with(0.49), [LONG, "Background", LATER]);
        assert_eq!(with(0.5), [LONG, "Background", LATER, "Related"]);
    }

    #[test]
    fn a_heading_over_headings_needs_text_under_one_of_them() {
        let html =
            format!("<p>{LONG}</p><h2>Parts</h2><h3>Hull</h3><p>{LATER}</p><h2>More</h2><h3>Also</h3>");
        let scores = [0.9, 0.49, 0.49, 0.9, 0.49, 0.49];
        assert_eq!(kept(&html, Some("x"), &scores, Focus::Recall), [LONG, "Parts", "Hull", LATER]);
    }

    #[test]
    fn a_dialog_that_asks_for_consent_is_never_content() {
        for dialog in ["class='site-cookie-banner'", "id=onetrust-consent-sdk", "class=consent id=x-popup"] {
            let html = format!("<div {dialog}><section><p>{LONG}</p></section></div><p>{LATER}</p>");
            let is_dialog = dialog != "class=consent id=x-popup";
            let texts = kept(&html, Some("x"), &[0.95, 0.9], Focus::Balanced);
            assert_eq!(texts, if is_dialog { vec![LATER] } else { vec![LONG, LATER] }, "{dialog}");
        }
        let page = format!("<body class=cookie-banner><p>{LONG}</p>");
        assert_eq!(kept(&page, Some("x"), &[0.9], Focus::Balanced), [LONG], "names the page, not a dialog");
    }

    #[test]
    fn a_scrap_in_doubt_is_no_article() {
        let scrap = |text: &str, score| kept(&format!("<p>{text}"), Some("x"), &[score], Focus::Balanced);
        assert!(scrap("Please wait a moment.", 0.49).is_empty());
        assert_eq!(scrap("Please wait a moment.", 0.5), ["Please wait a moment."]);
        assert_eq!(scrap(LONG, 0.49), [LONG]);
    }

    #[test]
    fn a_list_is_kept_as_a_whole_but_for_what_is_hopeless() {
        let html = format!("<ul><li>{LONG}<li>{LATER}<li>Eleven sheep<li>Advertisement</ul>");
        let texts = kept(&html, Some("x"), &[0.9, 0.9, 0.05, 0.02], Focus::Balanced);
        assert_eq!(texts, [LONG, LATER, "Eleven sheep"]);
        let two = format!("<ul><li>{LONG}<li>Eleven sheep</ul>");
        assert_eq!(kept(&two, Some("x"), &[0.9, 0.05], Focus::Balanced), [LONG], "two lines make no list");
    }

    #[test]
    fn a_list_of_which_little_is_kept_goes() {
        let list = |html: &str| {
            kept(&format!("<p>{LONG}</p>{html}"), Some("x"), &[0.9, 0.8, 0.1, 0.1], Focus::Balanced)
        };
        let (short, other) = ("Winter timetable", "Every ferry to the outer islands, by day and by pier");
        assert_eq!(list(&format!("<ol><li>{short}<li>{other}<li>{other}</ol>")), [LONG]);
        assert_eq!(list(&format!("<div><p>{short}<p>{other}<p>{other}</div>")), [LONG, short]);
    }

    #[test]
    fn a_caption_amid_the_story_stays_unless_it_scores_far_below() {
        let html = format!(
            "<p>{LONG}</p><p>It rained.</p><figure><img><figcaption>The pier at noon</figcaption></figure>\
             <p>{LATER}</p><figure><figcaption>The pier at night</figcaption></figure>"
        );
        let texts = |caption| kept(&html, Some("x"), &[0.9, 0.6, caption, 0.9, caption], Focus::Balanced);
        assert_eq!(texts(0.31), [LONG, "It rained.", "The pier at noon", LATER]);
        assert_eq!(texts(0.29), [LONG, "It rained.", LATER]);
        let called = |class: &str| {
            let html = format!("<p>{LONG}</p><div><img><p class={class}>At noon</p></div><p>{LATER}</p>");
            kept(&html, Some("x"), &[0.9, 0.46, 0.9], Focus::Precision).len()
        };
        assert_eq!((called("wp-caption-text"), called("x")), (3, 2));
    }

    #[test]
    fn a_text_is_kept_once_unless_its_kind_repeats_of_itself() {
        let chinese = "渡轮在中午晚了一个小时离开码头。";
        for text in [LONG, chinese] {
            let html = format!("<p>{text}</p><p>{LATER}</p><div>{text}</div>");
            assert_eq!(kept(&html, Some("x"), &[0.9; 3], Focus::Balanced), [text, LATER]);
        }
        let label = format!("<p>See below:</p><p>{LONG}</p><p>See below:</p>");
        assert_eq!(kept(&label, Some("x"), &[0.9; 3], Focus::Balanced).len(), 3);
        let list = format!("<ul><li>{LONG}<li>{LONG}</ul>");
        assert_eq!(kept(&list, Some("x"), &[0.9; 2], Focus::Balanced).len(), 2);
    }

    #[test]
    fn likely_code_and_notes_stay_among_sure_paragraphs() {
        let page = |lines: &str, last| {
            let html = format!("<p>{LONG}</p><p>{LATER}</p>{lines}");
            kept(&html, Some("x"), &[0.99, 0.99, last], Focus::Balanced).len()
        };
        let note = "<ol class=footnotes><li>On average.</li></ol>";
        assert_eq!(page("<p>On average.</p>", 0.51), 2);
        assert_eq!((page(note, 0.41), page(note, 0.39)), (3, 2));
        assert_eq!((page("<pre>ferry --now</pre>", 0.41), page("<pre>ferry --now</pre>", 0.39)), (3, 2));
    }

    #[test]
    fn a_heading_over_a_kept_text_of_its_section_stays() {
        let page = |heading: &str, score| {
            let html = format!("<p>{LATER}</p>{heading}<p>{LONG}</p>");
            kept(&html, Some("x"), &[0.99, score, 0.9], Focus::Precision)
        };
        let heading = "<h2>Background</h2>";
        assert_eq!(page(heading, 0.46), [LATER, "Background", LONG]);
        assert_eq!(page("<header><h2>Background</h2></header>", 0.46), [LATER, "Background", LONG]);
        assert_eq!(page(heading, 0.44), [LATER, LONG]);
        assert_eq!(page("<p>Background</p>", 0.46), [LATER, LONG]);
    }

    #[test]
    fn a_heading_that_the_contents_list_stays_over_its_text() {
        let page = |heading: &str, score| {
            let html = format!("<a href='#back'>Background</a><p>{LATER}</p>{heading}<p>{LONG}</p>");
            kept(&html, Some("x"), &[0.1, 0.99, score, 0.9], Focus::Precision).len()
        };
        for listed in [
            "<h2 id=back>Background</h2>",
            "<h2><a name=back></a>Background</h2>",
            "<section id=back><h2>Background</h2>",
        ] {
            assert_eq!(page(listed, 0.21), 3, "{listed}");
            assert_eq!(page(listed, 0.19), 2, "{listed}");
        }
        assert_eq!(page("<h2 id=other>Background</h2>", 0.44), 2);
    }

    #[test]
    fn a_likely_top_heading_stays_over_any_text() {
        let page = |tag: &str, text: &str, score| {
            let html =
                format!("<title>Chat</title><{tag}>Fibonacci numbers</{tag}><p>{text}</p><p>{LONG}</p>");
            kept(&html, Some("Chat"), &[score, 0.9, 0.9], Focus::Precision).len()
        };
        assert_eq!(page("h1", "Here it is:", 0.31), 3);
        assert_eq!(page("h1", "Here it is:", 0.29), 2);
        assert_eq!(page("h2", "Here it is:", 0.49), 2);
    }

    #[test]
    fn quotations_and_code_amid_kept_text_stay() {
        let page = |amid: &str, score| {
            let html = format!("<p>{LONG}</p>{amid}<p>{LATER}</p>");
            kept(&html, Some("x"), &[0.99, score, 0.99], Focus::Precision).len()
        };
        assert_eq!(page("<blockquote><p>She never sailed.</p></blockquote>", 0.31), 3);
        assert_eq!(page("<pre>ferry --now</pre>", 0.31), 3);
        assert_eq!(page("<blockquote>She never sailed.</blockquote>", 0.29), 2);
        assert_eq!(page("<p>She never sailed.</p>", 0.31), 2);
    }

    #[test]
    fn a_data_table_half_of_which_is_kept_stays_whole() {
        let page = |head: &str| {
            let html = format!(
                "<p>{LONG}</p><table><tr><{head}>Pier<{head}>Boats<tr><td>{LATER}<td>14</table><p>{LATER} So.</p>"
            );
            kept(&html, Some("x"), &[0.99, 0.1, 0.1, 0.99, 0.1, 0.99], Focus::Balanced).len()
        };
        assert_eq!(page("th"), 6);
        assert_eq!(page("td"), 3, "a table for the layout");
        assert_eq!(page("td><b"), 6, "a header set in bold");
    }

    #[test]
    fn a_data_table_in_doubt_stays_right_below_kept_text() {
        let page = |head: &str, cell: &str, score: f32| {
            let html = format!(
                "<p>{LONG}</p><table><tr><{head}>Pier<{head}>Boats<tr><td>{cell}<td>{cell}</table><p>{LATER}</p>"
            );
            kept(&html, Some("x"), &[0.99, score, score, score, score, 0.99], Focus::Balanced).len()
        };
        assert_eq!(page("th", "14", 0.41), 6);
        assert_eq!(page("th", "14", 0.39), 2);
        assert_eq!(page("td", "14", 0.41), 2, "a table for the layout");
        assert_eq!(page("th", "<p>14</p>", 0.41), 6);
        assert_eq!(page("th", "<p>14</p><ul></ul>", 0.41), 2, "more than data");
    }

    #[test]
    fn a_custom_element_within_a_kept_paragraph_stays() {
        let page = |word: &str| {
            let html = format!("<p>{LONG} <{word}>today</{word}> as ever.</p><p>{LATER}</p>");
            kept(&html, Some("x"), &[0.99, 0.1, 0.99, 0.99], Focus::Balanced).len()
        };
        assert_eq!(page("relative-time"), 4);
        assert_eq!(page("button"), 3, "what can be done there");
    }

    #[test]
    fn the_list_of_the_sections_of_a_page_goes() {
        let page = |last: &str| {
            let html = format!(
                "<p>{LONG}</p><ul><li><a href=#a>Hull</a><li><a href=#b>Deck</a><li>{last}</ul>\
                 <h2 id=a>Hull</h2><p>{LATER}</p><h2 id=b>Deck</h2><p id=c>{LATER} So.</p>"
            );
            kept(&html, Some("x"), &[0.9; 8], Focus::Balanced).len()
        };
        assert_eq!(page("<a href=#c>Mast</a>"), 5);
        assert_eq!(page("<a href=/mast>Mast</a>"), 8, "leads away");
        assert_eq!(page("Mast"), 8, "no link");
    }

    #[test]
    fn the_path_to_a_page_is_not_of_the_story() {
        let page = |first: &str, tag: &str| {
            let html = format!(
                "<{tag}><li><a href='{first}'>Home</a><li><a href=/boats>Boats</a><li>The late ferry</{tag}><p>{LONG}</p>"
            );
            kept(&html, Some("x"), &[0.9; 4], Focus::Balanced).len()
        };
        assert_eq!(page("/", "ul"), 1);
        assert_eq!(page("https://ferry.example", "ol"), 1);
        assert_eq!(page("/piers", "ul"), 4, "does not begin at the front page");
    }

    #[test]
    fn links_above_the_headline_and_the_filing_below_it_go() {
        let page = |above: &str, below: &str| {
            let html = format!("{above}<h1>Ferry late</h1>{below}<p>{LONG}</p>");
            kept(&html, Some("Ferry late"), &[0.9; 4], Focus::Balanced)
        };
        let filing = "<p><time>March 8</time> · <a href=/t>Boats</a></p>";
        assert_eq!(page("<a href=/>← back</a>", filing), [LONG]);
        let byline = "<p>By Ada, <time>March 8</time></p>";
        assert_eq!(page("<p>Scoop</p>", byline), ["Scoop", "By Ada, March 8", LONG]);
    }

    #[test]
    fn a_quotation_of_a_text_above_goes_and_that_text_stays() {
        let page = |quote: &str, scores: &[f32]| {
            let html = format!("<div><p>{LONG}</p></div><div><p>Ada wrote:</p>{quote}<p>{LATER}</p></div>");
            kept(&html, Some("x"), scores, Focus::Balanced)
        };
        let all = [0.9, 0.6, 0.9, 0.9];
        assert_eq!(page(&format!("<blockquote>{LONG}</blockquote>"), &all), [LONG, LATER]);
        assert_eq!(page(&format!("<blockquote>{LONG}</blockquote>"), &[0.31, 0.6, 0.9, 0.9]), [LONG, LATER]);
        assert_eq!(page(&format!("<p>&gt; {LONG}</p>"), &all), [LONG, LATER]);
        let marked = format!("<p>&gt; On Friday Ada wrote:</p><p>&gt; {LONG}</p>");
        assert_eq!(page(&marked, &[0.9, 0.1, 0.6, 0.9, 0.9]), [LONG, LATER]);
        let other = "<blockquote>Another text that nobody has said above, or will.</blockquote>";
        assert_eq!(page(other, &all).len(), 4);
    }

    #[test]
    fn of_two_copies_the_one_that_is_shown_stays() {
        let html = format!("<div hidden><p>{LONG}</p></div><h2>Sailings</h2><p>{LONG}</p>");
        assert_eq!(kept(&html, Some("x"), &[0.9; 3], Focus::Balanced), ["Sailings", LONG]);
    }

    #[test]
    fn the_first_kept_of_two_copies_stays() {
        let html = format!("<p>{LONG}</p><p>{LATER}</p><p>{LONG}</p>");
        assert_eq!(kept(&html, Some("x"), &[0.1, 0.9, 0.9], Focus::Balanced), [LATER, LONG]);
    }

    #[test]
    fn a_bio_under_its_name_goes() {
        let bio = "Ada Moor has sailed for twenty years and writes about harbours.";
        let html = format!("<p>{LONG}</p><p>Subscribe</p><p>Ada Moor</p><p>{bio}</p>");
        assert_eq!(kept(&html, Some("x"), &[0.9, 0.1, 0.2, 0.8], Focus::Balanced), [LONG]);
    }

    #[test]
    fn a_shell_of_menus_and_notices_is_no_article() {
        let html = "<nav><a href=/>Home</a></nav><noscript>Please turn on JavaScript.</noscript>";
        assert!(kept(html, Some("x"), &[0.6, 0.9], Focus::Balanced).is_empty());
    }

    #[test]
    fn images_follow_their_text() {
        let html = format!(
            "<div class=story><p>{LONG}</p><figure><img src=kept.jpg></figure><p>{LONG}</p></div>\
             <div class=card><img src=dropped.jpg><p>Another story</p></div>"
        );
        let doc = dom::parse(&html, &Limits::new());
        let segments = segment::segments(&doc);
        let scores = Scores::of(&[0.9, 0.9, 0.1]);
        let selection = choose(&doc, &segments, &scores, &Metadata::default(), Focus::Balanced);
        let images = doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::Img);
        assert_eq!(images.map(|id| selection.keeps(id)).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_picture_shown_again_and_again_is_an_ornament() {
        let line = |name: &str| format!("<p><img src=tick.svg><img src=new.svg alt=New>{name}: {LONG}</p>");
        let table = "<table><tr><td><img src=yes.svg><td><img src=yes.svg><td><img src=yes.svg></table>";
        let html = format!(
            "{}<p><img src=a.jpg></p><img src=a.jpg width=9>{}{table}{}",
            line("One"),
            line("Two"),
            line("Three")
        );
        let doc = dom::parse(&html, &Limits::new());
        let segments = segment::segments(&doc);
        let selection =
            choose(&doc, &segments, &Scores::of(&[0.9; 3]), &Metadata::default(), Focus::Balanced);
        let images = doc.descendants(NodeId::DOCUMENT).filter(|&id| doc.tag(id) == Tag::Img);
        assert_eq!(
            images.map(|id| selection.keeps(id)).collect::<Vec<_>>(),
            [false, true, true, false, false, false, true, true, true, false, false]
        );
    }
}
