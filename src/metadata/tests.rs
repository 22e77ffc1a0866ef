//! Whole pages in small, written in the style of real ones: what must and must not become metadata.

use chrono::DateTime;

use crate::article::{Author, Metadata, Source, Timestamp};
use crate::{Extractor, Page};

const STORY: &str = "<p>The harbour bridge opened to traffic again on Monday, two years after the flood that took its middle \
    span and cut the old town from the hospital, officials said in a statement.</p>\
    <p>Engineers replaced nine of the eleven piers and raised the roadway by a metre, so that the next flood of that height \
    passes below it, according to the city, which paid for most of the work.</p>\
    <p>“We were told it would take five years,” the mayor said at the opening, adding that the second bridge would be \
    repaired by the end of the decade if the state agreed to pay its share of the costs.</p>";

fn metadata(html: &str) -> Metadata {
    let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00+00:00").unwrap();
    Extractor::new()
        .extract(Page::html(html).url("https://daily.example.org/world/bridge").now(now))
        .unwrap()
        .metadata
}

fn author(metadata: &Metadata) -> Option<&Author> {
    metadata.authors.first().map(|a| &a.value)
}

fn linked(name: &str, url: &str) -> Author {
    Author { url: Some(url.into()), ..Author::person(name) }
}

fn published(metadata: &Metadata) -> Option<String> {
    metadata.published.as_ref().map(|d| d.value.to_string())
}

#[test]
fn todays_date_in_the_top_bar_dates_nothing() {
    let html = format!(
        "<title>Bridge reopens after flood</title><div class='td-header-wrap'><div class='td-header-sp-top-menu'><div \
         class='td_data_time'><div>Saturday, June 14, 2025</div></div></div></div><div class='td-post-header'><h1 \
         class='entry-title'>Bridge reopens after flood</h1></div><div class='td-post-content'>{STORY}</div>"
    );
    assert_eq!(metadata(&html).published, None);
}

#[test]
fn todays_date_in_the_top_bar_does_not_outrank_the_declared_one() {
    let html = format!(
        "<meta property='article:published_time' content='2025-04-07T10:19:38+00:00'><title>Bridge reopens after flood</title>\
         <div class='top-bar'><time datetime='2025-06-14'>Saturday, June 14, 2025</time></div>\
         <h1>Bridge reopens after flood</h1>{STORY}"
    );
    assert_eq!(published(&metadata(&html)).as_deref(), Some("2025-04-07T10:19:38Z"));
}

#[test]
fn todays_date_as_the_first_bare_paragraph_dates_nothing() {
    let html = format!(
        "<p>Saturday, June 14, 2025</p><p>Top 5 This Week</p><p>Related Posts</p><p>Bridge reopens to traffic two years after flood</p>{STORY}"
    );
    let metadata = metadata(&html);
    assert_eq!(metadata.published, None);
    assert_eq!(
        metadata.title.map(|t| t.value).as_deref(),
        Some("Bridge reopens to traffic two years after flood")
    );
}

#[test]
fn todays_date_right_before_a_bare_headline_dates_nothing() {
    let html = format!("<p>Saturday, June 14, 2025</p><h1>Bridge reopens after flood</h1>{STORY}");
    assert_eq!(metadata(&html).published, None);
    let wrapped = format!(
        "<div id='page'><p>Saturday, June 14, 2025</p><p>Bridge reopens to traffic two years after flood</p>{STORY}</div>"
    );
    assert_eq!(metadata(&wrapped).published, None);
}

#[test]
fn dates_in_sidebars_cards_and_comments_date_nothing() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>{STORY}<aside><time datetime='2025-06-01'>June 1\
         </time></aside><div class='related-posts'><time datetime='2025-05-30'>May 30, 2025</time></div><div class='comments'><ol><li>\
         <span class='comment-author'>Pat Reader</span> <time datetime='2025-06-02'>June 2, 2025</time><p>Nice bridge.</p></li></ol></div>\
         <footer>June 14, 2025</footer>"
    );
    let metadata = metadata(&html);
    assert_eq!(metadata.published, None);
    assert_eq!(metadata.authors, []);
}

#[test]
fn a_date_below_the_headline_dates_the_story() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1><p>By Jane Doe | June 3, 2025, 9:30 a.m.</p>{STORY}"
    );
    let metadata = metadata(&html);
    assert_eq!(published(&metadata).as_deref(), Some("2025-06-03T09:30:00"));
    assert_eq!(author(&metadata), Some(&Author::person("Jane Doe")));
}

#[test]
fn the_original_date_wins_over_the_update() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1><p>Updated June 5, 2025 | Published June 3, 2025</p>{STORY}"
    );
    let metadata = metadata(&html);
    assert_eq!(published(&metadata).as_deref(), Some("2025-06-03"));
    assert_eq!(metadata.modified.map(|d| d.value.to_string()).as_deref(), Some("2025-06-05"));
}

#[test]
fn a_modification_date_alone_is_no_publication_date() {
    let html = format!(
        "<meta property='article:modified_time' content='2025-06-05T10:00:00Z'><title>Bridge reopens</title><h1>Bridge reopens</h1>{STORY}"
    );
    let metadata = metadata(&html);
    assert_eq!(metadata.published, None);
    assert!(metadata.modified.is_some());
}

#[test]
fn an_author_box_names_the_author() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>{STORY}<div class='author-box-wrap'><a \
         href='https://daily.example.org/author/asif/'><img alt='Asif Shahid' src='a.jpg'></a><div class='desc'><div \
         class='td-author-name vcard author'><span class='fn'><a href='https://daily.example.org/author/asif/'>Asif Shahid</a></span>\
         </div><div class='td-author-url'><a href='https://defencetalks.com/'>https://defencetalks.com/</a></div><div \
         class='td-author-description'>Asif Shahid brings twenty-five years of journalism experience to his role as the editor.</div>\
         </div></div><div class='comments'><div class='comment-author vcard'><cite class='fn'>Pat Reader</cite></div></div>"
    );
    let expected = linked("Asif Shahid", "https://defencetalks.com/");
    assert_eq!(author(&metadata(&html)), Some(&expected));
}

#[test]
fn an_author_box_of_bare_lines_names_the_author() {
    let html = format!(
        "<p>Saturday, June 14, 2025</p><p>Top 5 This Week</p><p>Related Posts</p><p>Bridge reopens to traffic two years after flood</p>\
         {STORY}<p>Discover more from The Daily | News Hub, Updates, Insights</p><p>Subscribe to get the latest posts sent to your \
         email.</p><p>Asif Shahid</p><p>Asif Shahidhttps://defencetalks.com/</p><p>Asif Shahid brings twenty-five years of journalism \
         experience to his role as the editor of Defense Talks. His expertise, extensive background, and academic qualifications have \
         transformed it into a vital platform for discussions on defence, security, and diplomacy.</p><p>LEAVE A REPLY</p><p>Please \
         enter your comment!</p><p>Please enter your name here</p><p>Popular Articles</p>"
    );
    let expected = linked("Asif Shahid", "https://defencetalks.com/");
    assert_eq!(author(&metadata(&html)), Some(&expected));
}

#[test]
fn a_testimonial_is_no_author_box() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>{STORY}<div class='testimonials'><div \
         class='author-info'><h4>Pat Reader</h4><p>Pat Reader says this is the best newspaper in the whole harbour district.</p></div></div>\
         <div class='testimonial'><p>Sam Client</p><p>Sam Client has read us for twenty years and would not want to miss a day.</p></div>"
    );
    assert_eq!(metadata(&html).authors, []);
}

#[test]
fn a_declared_author_stays_and_takes_the_boxes_url() {
    let html = format!(
        "<meta name='author' content='Jane Doe'><title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>{STORY}\
         <div class='author-box'><h4 class='author-name'><a href='/author/jane'>Jane Doe</a></h4><p>Jane writes about water.</p></div>"
    );
    let metadata = metadata(&html);
    assert_eq!(author(&metadata), Some(&linked("Jane Doe", "https://daily.example.org/author/jane")));
    assert_eq!(metadata.authors.first().map(|a| &a.source), Some(&Source::Meta("author".into())));
}

#[test]
fn json_ld_resolves_references_in_a_graph() {
    let html = format!(
        r##"<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"Article","@id":"#a","headline":"Bridge
        reopens &amp; stays open","author":[{{"@id":"#p"}},{{"@type":"Person","name":"Ann Poe"}}],"datePublished":"2025-06-03T09:30:00+02:00",
        "publisher":{{"@id":"#o"}},"image":["https://daily.example.org/b.jpg"],"keywords":"bridge, flood",}},
        {{"@type":"Person","@id":"#p","name":"Jane Doe","url":"https://daily.example.org/jane"}},
        {{"@type":"Organization","@id":"#o","name":"The Daily"}}]}}</script><h1>Bridge reopens &amp; stays open</h1>{STORY}"##
    );
    let metadata = metadata(&html);
    assert_eq!(metadata.title.map(|t| t.value).as_deref(), Some("Bridge reopens & stays open"));
    let people: Vec<(&str, Option<&str>)> =
        metadata.authors.iter().map(|a| (a.value.name.as_str(), a.value.url.as_deref())).collect();
    assert_eq!(people, [("Jane Doe", Some("https://daily.example.org/jane")), ("Ann Poe", None)]);
    assert_eq!(metadata.site.map(|s| s.value).as_deref(), Some("The Daily"));
    assert_eq!(metadata.tags.len(), 2);
    let dated = metadata.published.unwrap();
    assert!(matches!(dated.value, Timestamp::Instant(_)));
    assert_eq!(
        (dated.raw.as_str(), dated.source),
        ("2025-06-03T09:30:00+02:00", Source::JsonLd("Article.datePublished".into()))
    );
}

#[test]
fn json_ld_survives_wrappers_and_wrong_types() {
    for block in [
        "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"author\":\"Jane Doe\"}\n//]]>",
        "<!-- {\"@type\":[\"NewsArticle\",\"Thing\"],\"author\":{\"name\":[\"Jane Doe\"]}} -->",
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:[&quot;Jane Doe&quot;]}",
        "{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"}],\"datePublished\":{},\"image\":[[[]]],\"headline\":7}",
        "{\"@type\":\"NewsArticle\",\"author\":\"Jane Doe\"}{\"@type\":\"Thing\"}",
    ] {
        let html =
            format!("<script type='application/ld+json'>{block}</script><h1>Bridge reopens</h1>{STORY}");
        assert_eq!(author(&metadata(&html)).map(|p| p.name.as_str()), Some("Jane Doe"), "{block}");
    }
}

#[test]
fn json_ld_nested_too_deep_is_left_out() {
    let block = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let html = format!("<script type='application/ld+json'>{block}</script><h1>Bridge reopens</h1>{STORY}");
    assert_eq!(metadata(&html).authors, []);
}

#[test]
fn microdata_of_comments_does_not_win() {
    let html = format!(
        "<div itemscope itemtype='https://schema.org/Article'><h1 itemprop='headline'>Bridge reopens</h1><span itemprop='author' \
         itemscope itemtype='https://schema.org/Person'><a itemprop='url' href='/jane'><span itemprop='name'>Jane Doe</span></a></span>\
         <meta itemprop='datePublished' content='2025-06-03'>{STORY}<div itemprop='comment' itemscope \
         itemtype='https://schema.org/Comment'><span itemprop='author'>Pat Reader</span><time itemprop='datePublished' \
         datetime='2025-06-04'>June 4</time></div></div>"
    );
    let metadata = metadata(&html);
    assert_eq!(author(&metadata), Some(&linked("Jane Doe", "https://daily.example.org/jane")));
    assert_eq!(metadata.authors.len(), 1);
    assert_eq!(published(&metadata).as_deref(), Some("2025-06-03"));
}

#[test]
fn strings_are_plain_text() {
    let html = format!(
        "<html lang=en_gb><meta property='og:description' content='A &amp;quot;bridge&amp;quot;\u{202e}\n of   <b>iron</b>'><h1>Bridge \
         <br>reopens</h1>{STORY}"
    );
    let metadata = metadata(&html);
    assert_eq!(metadata.description.map(|d| d.value).as_deref(), Some("A \"bridge\" of iron"));
    assert_eq!(metadata.title.map(|t| t.value).as_deref(), Some("Bridge reopens"));
    assert_eq!(metadata.language.map(|l| l.value).as_deref(), Some("en-GB"));
}

fn title(html: &str) -> Option<String> {
    metadata(html).title.map(|t| t.value)
}

#[test]
fn a_line_that_says_the_title_without_its_end_tells_where_to_cut() {
    let rest = format!("<p>Top stories</p><p>Bridge reopens after <i>flood</i></p>{STORY}");
    assert_eq!(
        title(&format!("<title>Bridge reopens after flood - Harbour Talk</title>{rest}")).as_deref(),
        Some("Bridge reopens after flood")
    );
    let page = format!("<title>被洪水冲断的老桥_城市生活_江岸晚报网</title><p>被洪水冲断的老桥</p>{STORY}");
    assert_eq!(title(&page).as_deref(), Some("被洪水冲断的老桥"));
}

#[test]
fn a_printed_name_does_not_shorten_the_headline_about_it() {
    let page = format!(
        "<title>Bridge of the Kings - the long way back to the old town after the flood</title>\
         <p>Bridge of the Kings</p>{STORY}"
    );
    assert_eq!(
        title(&page).as_deref(),
        Some("Bridge of the Kings - the long way back to the old town after the flood")
    );
}

#[test]
fn finds_a_chinese_byline_under_a_headline_that_only_the_title_tells() {
    let page = format!(
        "<title>被洪水冲断的老桥_城市生活_江岸晚报网</title><table><tr><td><strong>被洪水冲断的老桥</strong></td></tr>\
         <tr><td>2009年08月17日 09:26　来源：江岸晚报　作者：周明远</td></tr><tr><td>{STORY}</td></tr></table>"
    );
    let found = metadata(&page);
    assert_eq!(author(&found).map(|a| a.name.as_str()), Some("周明远"));
    assert_eq!(published(&found).as_deref(), Some("2009-08-17T09:26:00"));
}

#[test]
fn no_url_steers_a_terminal() {
    let long = "x".repeat(20_000);
    for bad in ["a\u{202e}b\u{2066}c", "a\u{2028}b", long.as_str()] {
        let html = format!("<title>Bridge reopens</title><meta property='og:image' content='{bad}'>{STORY}");
        let found = Extractor::new().extract(Page::html(&html)).unwrap().metadata;
        assert_eq!(found.image, None);
    }
}
