//! When pages were published and changed: every source, and every trap.

use chrono::DateTime;

use super::{STORY, author, metadata, published};
use crate::article::{Author, Source};
use crate::{Extractor, Page};

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

/// The date of publication of a page with this in its head, and this between headline and story.
fn published_of(head: &str, line: &str) -> Option<(String, Source)> {
    let html = format!(
        "<title>Bridge reopens after flood</title>{head}<div><h1>Bridge reopens after flood</h1>{line}{STORY}</div>"
    );
    metadata(&html).published.map(|d| (d.value.to_string(), d.source))
}

#[test]
fn rdfa_of_the_storys_own_item_dates_it() {
    let html = format!(
        "<div typeof='schema:Article'><h1 property='schema:headline'>Bridge reopens</h1><span property='schema:datePublished' \
         content='2025-06-03T09:30:00+02:00'>Tuesday</span>{STORY}<div typeof='schema:Comment'><span \
         property='schema:datePublished' content='2025-06-04'></span></div></div>\
         <div typeof='schema:Article'><span property='schema:datePublished' content='2025-06-01'></span></div>"
    );
    let dated = metadata(&html).published.unwrap();
    assert_eq!(dated.value.to_string(), "2025-06-03T09:30:00+02:00");
    assert_eq!(dated.source, Source::Rdfa("schema:datePublished".into()));
    let listing =
        "<div typeof='schema:Article'><i property='schema:datePublished' content='2025-06-01'></i></div>"
            .repeat(2);
    assert_eq!(published_of("", &listing), None);
}

#[test]
fn data_in_scripts_dates_a_page_that_says_it_nowhere_else() {
    let script = |data: &str| published_of(&format!("<script>{data}</script>"), "");
    let told = |day: &str, key: &str| Some((day.to_owned(), Source::Script(key.into())));
    assert_eq!(script(r#"var a={"datePublished":"2025-06-03"}"#), told("2025-06-03", "datePublished"));
    assert_eq!(
        script(r#"self.push("{\"publishedAt\":\"2025-06-03T10:00:00Z\"}")"#),
        told("2025-06-03T10:00:00Z", "publishedAt")
    );
    assert_eq!(script("set('publish_date', '20250603')"), told("2025-06-03", "publish_date"));
    assert_eq!(
        script("x={published_time:1748944800000,a:1}"),
        told("2025-06-03T10:00:00Z", "published_time")
    );
    // Not of publication, or not of this page.
    assert_eq!(
        script(
            r#"{"publisherSince":"2025-06-03","lastPublished":"2025-06-02","unpublishDate":"2025-06-01"}"#
        ),
        None
    );
    assert_eq!(script(r#"[{"publishedAt":"2025-06-03"},{"publishedAt":"2025-06-01"}]"#), None);
    assert_eq!(
        script(
            r#"[{"title":"Bridge reopens after flood","publishedAt":"2025-06-03"},{"publishedAt":"2025-06-01"}]"#
        ),
        told("2025-06-03", "publishedAt")
    );
    let declared = r#"<meta property="article:published_time" content="2025-05-01"><script>{"datePublished":"2025-06-03"}</script>"#;
    assert_eq!(published_of(declared, "").map(|(day, _)| day).as_deref(), Some("2025-05-01"));
}

#[test]
fn comments_tell_when_a_page_was_published_but_not_by_the_clock_of_a_cache() {
    assert_eq!(
        published_of("", "<!-- Published on 3 June 2025 by the desk -->"),
        Some(("2025-06-03".into(), Source::Comment))
    );
    assert_eq!(published_of("", "<!-- Last Published: Tue Jun 3 2025 13:44:18 GMT+0000 -->"), None);
    assert_eq!(published_of("", "<!-- Cached page generated by a plug-in on 2025-06-13 10:00:00 -->"), None);
}

#[test]
fn a_month_hides_no_day() {
    let html = format!("<title>Bridge reopens</title><h1>Bridge reopens</h1><p>June 3, 2025</p>{STORY}");
    let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00+00:00").unwrap();
    let page = Page::html(&html).url("https://daily.example.org/2025/06/bridge").now(now);
    assert_eq!(published(&Extractor::new().extract(page).unwrap().metadata).as_deref(), Some("2025-06-03"));
}

#[test]
fn utc_becomes_the_pages_own_time_where_it_tells() {
    let head = "<meta property='article:published_time' content='2025-06-04T01:30:00Z'>";
    let day = |head: &str, line: &str| published_of(head, line).map(|(day, _)| day);
    assert_eq!(day(head, "").as_deref(), Some("2025-06-04T01:30:00Z"));
    let clock = format!("{head}<meta name='sailthru.date' content='June 3, 2025 9:30 PM'>");
    assert_eq!(day(&clock, "").as_deref(), Some("2025-06-03T21:30:00-04:00"));
    assert_eq!(day(head, "<p>June 3, 2025</p>").as_deref(), Some("2025-06-03"));
    // Another day is another date, not another zone.
    assert_eq!(day(head, "<p>June 6, 2025</p>").as_deref(), Some("2025-06-04T01:30:00Z"));
}

#[test]
fn a_date_printed_by_the_headline_wins_if_it_is_earlier_than_the_declared_one() {
    let head = "<meta property='article:published_time' content='2025-06-10T08:00:00+02:00'>";
    let day = |line: &str| published_of(head, line).map(|(day, _)| day.chars().take(10).collect::<String>());
    assert_eq!(day("<p class='date'>August 25, 2024</p>").as_deref(), Some("2024-08-25"));
    // Of something else: a writer, a quoted post, an event, an update.
    for line in [
        "<dl><dt>Joined</dt><dd>Nov 4, 2011</dd></dl>",
        "<blockquote><time datetime='2024-03-12'>Mar 12, 2024</time></blockquote>",
        "<p>Last visit: August 25, 2024</p>",
        "<p>The first bridge was opened by the king on August 25, 1994</p>",
        "<p>Updated June 12, 2025</p>",
    ] {
        assert_eq!(day(line).as_deref(), Some("2025-06-10"), "{line}");
    }
}

#[test]
fn day_and_month_are_told_apart_by_another_date_of_the_page() {
    let head = "<meta name='date' content='11/01/2023 12:43:42'>";
    let day = |line: &str| published_of(head, line).map(|(day, _)| day);
    assert_eq!(day("").as_deref(), Some("2023-11-01T12:43:42"));
    assert_eq!(day("<p>11 January 2023</p>").as_deref(), Some("2023-01-11T12:43:42"));
}

#[test]
fn how_long_ago_counts_from_when_the_page_was_fetched() {
    let html = format!(
        "<html lang=de><title>Bridge reopens</title><h1>Bridge reopens</h1><p class=date>vor 3 Tagen</p>{STORY}"
    );
    assert_eq!(published(&metadata(&html)).as_deref(), Some("2025-06-11"));
    assert_eq!(Extractor::new().extract(Page::html(&html)).unwrap().metadata.published, None);
}

#[test]
fn a_question_is_dated_by_itself_not_by_its_answers() {
    let html = format!(
        "<div itemscope itemtype='https://schema.org/QAPage'><div itemprop=mainEntity itemscope itemtype='https://schema.org/Question'>\
         <h1 itemprop=name>How do bridges reopen?</h1><time itemprop=dateCreated datetime='2025-05-01T10:00:00Z'>May</time>{STORY}\
         <div itemprop=suggestedAnswer itemscope itemtype='https://schema.org/Answer'><p>They are repaired first.</p>\
         <time itemprop=dateCreated datetime='2025-06-02T10:00:00Z'>June</time></div></div></div>"
    );
    assert_eq!(published(&metadata(&html)).as_deref(), Some("2025-05-01T10:00:00Z"));
}

#[test]
fn a_line_that_calls_itself_the_date_of_publication_counts_wherever_it_stands() {
    let html = format!(
        "<title>Bridge reopens</title><h1>Bridge reopens</h1>{STORY}<div class=sidebar><h4>Published</h4><p>June 3, 2025</p><h4>Reviewed</h4>\
         <p>June 9, 2025</p></div>"
    );
    assert_eq!(published(&metadata(&html)).as_deref(), Some("2025-06-03"));
}

/// The date of publication that this in the head declares, and its source.
fn declared(head: &str) -> Option<(String, Source)> {
    published_of(head, "")
}

#[test]
fn meta_tags_of_many_vocabularies_tell_the_date_of_publication() {
    for name in [
        "article:published_time",
        "og:article:published_time",
        "datePublished",
        "date",
        "pubdate",
        "publish_date",
        "dc.date",
        "dcterms.created",
        "dc.date.issued",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "cXenseParse:recs:publishtime",
    ] {
        let found = declared(&format!("<meta name='{name}' content='2025-06-03T09:30:00+02:00'>"));
        let source = Source::Meta(name.to_ascii_lowercase());
        assert_eq!(found, Some(("2025-06-03T09:30:00+02:00".into(), source)), "{name}");
    }
}

#[test]
fn json_ld_microdata_and_elements_tell_the_date_of_publication() {
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-06-03T09:30:00+02:00"}</script>"#;
    let source = Source::JsonLd("NewsArticle.datePublished".into());
    assert_eq!(declared(ld), Some(("2025-06-03T09:30:00+02:00".into(), source)));
    let micro = "<i itemprop=datePublished content='2025-06-03'></i>";
    assert_eq!(
        published_of("", micro),
        Some(("2025-06-03".into(), Source::Microdata("datePublished".into())))
    );
    let time = "<time datetime='2025-06-03T09:30'>Tuesday</time>";
    assert_eq!(published_of("", time), Some(("2025-06-03T09:30:00".into(), Source::Element("time".into()))));
    for line in [
        "<p class=date>3 June 2025</p>",
        "<p>Jane Doe | 3 June 2025</p>",
        "<p><b>RIVERTON, June 3, 2025</b> – The</p>",
    ] {
        assert_eq!(published_of("", line), Some(("2025-06-03".into(), Source::Text)), "{line}");
    }
}

#[test]
fn the_address_dates_a_page_last_and_no_more_precisely_than_it_tells() {
    let of_url = |url: &str, line: &str| {
        let html = format!("<title>Bridge reopens</title><h1>Bridge reopens</h1>{line}{STORY}");
        let metadata = Extractor::new().extract(Page::html(&html).url(url)).unwrap().metadata;
        metadata.published.map(|d| (d.value.to_string(), d.source))
    };
    let day = of_url("https://daily.example.org/2025/06/03/bridge", "");
    assert_eq!(day, Some(("2025-06-03".into(), Source::Url)));
    let month = of_url("https://daily.example.org/2025/06/bridge", "");
    assert_eq!(month, Some(("2025-06".into(), Source::Url)));
    let printed = of_url("https://daily.example.org/2025/06/03/bridge", "<p>June 4, 2025</p>");
    assert_eq!(printed, Some(("2025-06-04".into(), Source::Text)));
}

#[test]
fn precision_is_never_invented() {
    let of =
        |content: &str| declared(&format!("<meta name='date' content='{content}'>")).map(|(value, _)| value);
    for (content, value) in [
        ("2025", "2025"),
        ("2025-06", "2025-06"),
        ("June 2025", "2025-06"),
        ("2025-06-03", "2025-06-03"),
        ("2025-06-03 09:30", "2025-06-03T09:30:00"),
        ("2025-06-03T09:30:00-07:00", "2025-06-03T09:30:00-07:00"),
    ] {
        assert_eq!(of(content).as_deref(), Some(value), "{content}");
    }
}

#[test]
fn dates_before_the_web_count_in_markup_alone_and_dates_to_come_nowhere() {
    let of =
        |content: &str| declared(&format!("<meta name='date' content='{content}'>")).map(|(value, _)| value);
    assert_eq!(of("1969-07-21").as_deref(), Some("1969-07-21"));
    assert_eq!(published_of("", "<p>July 21, 1969</p>"), None);
    // The page was fetched on 14 June: somewhere it is already the 15th.
    assert_eq!(of("2025-06-15").as_deref(), Some("2025-06-15"));
    assert_eq!(of("2025-06-16"), None);
    assert_eq!(of("0001-01-01"), None);
    assert_eq!(of("1970-01-01"), None);
}

#[test]
fn where_markup_disagrees_the_date_that_the_headline_prints_counts() {
    let head = "<meta property='article:published_time' content='2025-06-01T08:00:00+02:00'>\
                <meta name='date' content='2025-06-03T09:30:00+02:00'>";
    let day = |line: &str| published_of(head, line).map(|(day, _)| day);
    assert_eq!(day("").as_deref(), Some("2025-06-01T08:00:00+02:00"));
    assert_eq!(day("<p class=date>June 3, 2025</p>").as_deref(), Some("2025-06-03T09:30:00+02:00"));
    assert_eq!(day("<p class=date>June 1, 2025</p>").as_deref(), Some("2025-06-01T08:00:00+02:00"));
    assert_eq!(day("<p>Updated June 3, 2025</p>").as_deref(), Some("2025-06-01T08:00:00+02:00"));
}

#[test]
fn the_headlines_date_beats_what_a_catalogue_declares_unless_it_is_that_of_a_change() {
    let weak = "<meta name='dcterms.date' content='2025-05-20'>";
    let day = |head: &str, line: &str| published_of(head, line).map(|(day, _)| day);
    assert_eq!(day(weak, "<p class=date>June 3, 2025</p>").as_deref(), Some("2025-06-03"));
    let changed = format!("{weak}<meta name='last-modified' content='2025-06-03'>");
    assert_eq!(day(&changed, "<p class=date>June 3, 2025</p>").as_deref(), Some("2025-05-20"));
    let strong = "<meta property='article:published_time' content='2025-05-20'>";
    assert_eq!(day(strong, "<p class=date>June 3, 2025</p>").as_deref(), Some("2025-05-20"));
}

#[test]
fn what_is_declared_as_published_and_changed_at_once_is_when_the_page_was_built() {
    let head = "<meta property='article:published_time' content='2025-06-04T12:00:00Z'>\
                <meta property='article:modified_time' content='2025-06-04T12:00:00Z'>";
    let day = |line: &str| published_of(head, line).map(|(day, _)| day.chars().take(10).collect::<String>());
    assert_eq!(day("<p class=date>June 3, 2025</p>").as_deref(), Some("2025-06-03"));
    assert_eq!(day("").as_deref(), Some("2025-06-04"));
}

#[test]
fn a_bare_date_right_above_the_headline_dates_what_nothing_else_does() {
    let above = |lines: &str| {
        let html = format!(
            "<title>Bridge reopens after flood</title><div id=content>{lines}<h1>Bridge reopens after flood</h1>{STORY}</div>"
        );
        published(&metadata(&html))
    };
    assert_eq!(above("<h3>03.06.2025</h3>").as_deref(), Some("2025-06-03"));
    assert_eq!(above("<p><em>3. Juni 2025, 11:35 Uhr</em></p>").as_deref(), Some("2025-06-03T11:35:00"));
    // An update, a clock, something that has words of its own.
    for lines in [
        "<div>Last updated:</div><div>June 3, 2025</div>",
        "<div>June 14, 2025</div>",
        "<div>Tuesday, June 3, 2025</div>",
        "<div>Open until June 3, 2025</div>",
    ] {
        assert_eq!(above(lines), None, "{lines}");
    }
}

#[test]
fn a_label_on_the_line_above_says_what_a_date_is_of() {
    let html = format!(
        "<title>Bridge reopens after flood</title><div><h1>Bridge reopens after flood</h1><div>Published:</div><div>June 3, 2025</div>\
         <div>Last updated:</div><div>June 5, 2025</div>{STORY}</div>"
    );
    let metadata = metadata(&html);
    assert_eq!(published(&metadata).as_deref(), Some("2025-06-03"));
    assert_eq!(metadata.modified.map(|d| d.value.to_string()).as_deref(), Some("2025-06-05"));
}

#[test]
fn a_date_in_the_title_is_of_its_subject() {
    let html = format!(
        "<title>Conference on June 3, 2025</title><h1>Conference on June 3, 2025</h1>{STORY}<footer>© 2021-2025, May 1, 2025</footer>"
    );
    assert_eq!(published(&metadata(&html)), None);
}

#[test]
fn the_date_in_a_teasers_headline_behind_the_story_is_not_the_storys() {
    let more = "<p>The ferry that crossed the river in the meantime carried four thousand people on a working day, and its crew of \
        nine was given flowers by the passengers of the last crossing, among them the doctor.</p>\
        <p>Shops on the old side lost a third of their customers, a survey of the chamber of commerce found, and two of the \
        three bakeries closed; the third one says that it will open on Sundays from now on.</p>";
    let html = format!(
        "<title>Bridge reopens after flood</title><div><h1>Bridge reopens after flood</h1>{STORY}{more}<h2>Ferry sold <span \
         class=date>01.05.2025</span></h2><p>Published 03.06.2025</p></div>"
    );
    assert_eq!(published(&metadata(&html)).as_deref(), Some("2025-06-03"));
}
