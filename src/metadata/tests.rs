//! Whole pages in small, written in the style of real ones: what must and must not become metadata.

mod dates;

use chrono::DateTime;

use crate::article::{Author, Metadata, Source, Timestamp};
use crate::{Extractor, Page};

pub(in crate::metadata) const STORY: &str = "<p>The harbour bridge opened to traffic again on Monday, two years after the flood that took its middle \
    span and cut the old town from the hospital, officials said in a statement.</p>\
    <p>Engineers replaced nine of the eleven piers and raised the roadway by a metre, so that the next flood of that height \
    passes below it, according to the city, which paid for most of the work.</p>\
    <p>“We were told it would take five years,” the mayor said at the opening, adding that the second bridge would be \
    repaired by the end of the decade if the state agreed to pay its share of the costs.</p>";

pub(in crate::metadata) fn metadata(html: &str) -> Metadata {
    let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00+00:00").unwrap();
    Extractor::new()
        .extract(Page::html(html).url("https://daily.example.org/world/bridge").now(now))
        .unwrap()
        .metadata
}

pub(in crate::metadata) fn author(metadata: &Metadata) -> Option<&Author> {
    metadata.authors.first().map(|a| &a.value)
}

fn linked(name: &str, url: &str) -> Author {
    Author { url: Some(url.into()), ..Author::person(name) }
}

fn published(metadata: &Metadata) -> Option<String> {
    metadata.published.as_ref().map(|d| d.value.to_string())
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
    let expected = Author {
        image: Some("https://daily.example.org/world/a.jpg".into()),
        ..linked("Asif Shahid", "https://defencetalks.com/")
    };
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
fn a_chinese_title_is_cut_at_a_dash_without_space_where_a_line_prints_the_rest() {
    let html = "<title>大桥重新开放通车 海港新路在何方-海港财经</title><div>大桥重新开放通车 海港新路在何方</div>\
        <div>时间：2004年10月21日14:18 作者：王小明</div><p>大桥在洪水两年后重新开放，官员在星期一的一份声明中说，工程师更换了十一个桥墩中的九个，并把路面提高了一米。</p>\
        <p>市长在开幕式上说，如果州政府同意支付其份额，第二座桥将在本十年末修复，届时老城与医院之间的交通将完全恢复正常。</p>";
    assert_eq!(title(html).as_deref(), Some("大桥重新开放通车 海港新路在何方"));
    assert_eq!(author(&metadata(html)).map(|a| a.name.as_str()), Some("王小明"));
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

fn values(list: &[crate::Sourced<String>]) -> Vec<&str> {
    list.iter().map(|item| item.value.as_str()).collect()
}

fn value<T: Clone>(field: Option<&crate::Sourced<T>>) -> Option<T> {
    field.map(|f| f.value.clone())
}

#[test]
fn other_titles_are_told_once_and_bounded() {
    let many: Vec<String> =
        (0..30).map(|i| format!("<meta name=title content='Bridge story {i}'>")).collect();
    let many = many.concat();
    let html = format!(
        "<title>Bridge reopens after flood | The Daily</title><meta property='og:title' content='The bridge is back'>\
         <meta name='twitter:title' content='THE BRIDGE IS BACK!'>{many}<h1>Bridge reopens after flood</h1>{STORY}"
    );
    let found = metadata(&html);
    let others = values(&found.alternative_titles);
    assert_eq!(value(found.title.as_ref()).as_deref(), Some("Bridge reopens after flood"));
    assert!(others.len() <= 10);
    let back: Vec<_> = others.iter().filter(|t| t.to_lowercase().starts_with("the bridge is back")).collect();
    assert_eq!(back.len(), 1, "{others:?}");
}

#[test]
fn a_button_or_icon_in_the_headline_is_no_part_of_it() {
    let html = format!(
        "<h1>Bridge reopens after flood<button>Copy link</button><svg><title>Share</title></svg></h1>{STORY}"
    );
    assert_eq!(title(&html).as_deref(), Some("Bridge reopens after flood"));
}

#[test]
fn the_dek_is_told_by_markup_class_or_role_and_is_not_the_title_again() {
    let page = |head: &str, under: &str| {
        value(
            metadata(&format!(
                "{head}<title>Bridge reopens</title><article><h1>Bridge reopens</h1>{under}{STORY}</article>"
            ))
            .subtitle
            .as_ref(),
        )
    };
    let dek = Some("Two years after the flood, the old town is whole again".to_owned());
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge reopens",
        "alternativeHeadline":"Two years after the flood, the old town is whole again"}</script>"#;
    assert_eq!(page(ld, ""), dek);
    for class in ["class='article__dek'", "class=standfirst", "class='sub-title'", "role='doc-subtitle'"] {
        let under = format!("<p {class}>Two years after the flood, the old town is whole again</p>");
        assert_eq!(page("", &under), dek, "{class}");
    }
    assert_eq!(page("", "<p class=dek>Bridge reopens</p>"), None);
    assert_eq!(page("", "<p class=intro>By Jane Doe and Ann Poe</p>"), None);
    assert_eq!(page("", "<p>Two years after the flood, the old town is whole again</p>"), None);
}

#[test]
fn json_ld_tells_publisher_image_access_comments_licence_and_sections() {
    let html = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bridge reopens","publisher":{{"@type":"Organization",
        "name":"The Daily","url":"https://daily.example.org/","logo":{{"url":"https://daily.example.org/brand.png"}}}},
        "image":["https://daily.example.org/brand.png",{{"@type":"ImageObject","url":"/b.jpg","width":"1200px","height":{{"value":630}}}}],
        "isAccessibleForFree":"http://schema.org/False","articleSection":["World","Bridges"],
        "interactionStatistic":[{{"interactionType":{{"@type":"LikeAction"}},"userInteractionCount":9}},
        {{"interactionType":"https://schema.org/CommentAction","userInteractionCount":"12"}}],
        "license":"https://creativecommons.org/licenses/by/4.0/"}}</script><h1>Bridge reopens</h1>{STORY}"#
    );
    let found = metadata(&html);
    let publisher = value(found.publisher.as_ref()).unwrap();
    assert_eq!(publisher.name, "The Daily");
    assert_eq!(publisher.url.as_deref(), Some("https://daily.example.org/"));
    assert_eq!(publisher.logo.as_deref(), Some("https://daily.example.org/brand.png"));
    let image = value(found.image.as_ref()).unwrap();
    assert_eq!(
        (image.url.as_str(), image.width, image.height),
        ("https://daily.example.org/b.jpg", Some(1200), Some(630))
    );
    assert_eq!(value(found.accessible_for_free.as_ref()), Some(false));
    assert_eq!(value(found.comment_count.as_ref()), Some(12));
    assert_eq!(values(&found.categories), ["World", "Bridges"]);
    assert_eq!(
        value(found.licence.as_ref()).as_deref(),
        Some("https://creativecommons.org/licenses/by/4.0/")
    );
}

#[test]
fn a_row_of_links_under_the_headline_is_no_dek() {
    let page = |inside: &str| {
        format!(
            "<title>Bridge reopens</title><h1>Bridge reopens</h1><div class=subtitle>{inside}</div>{STORY}"
        )
    };
    for menu in [
        "<a href=/f>Facebook</a> <a href=/t>Twitter</a> <a href=/r>Reddit</a>",
        "<button>Share this story</button> <button>Save it</button>",
        "<form>Get our newsletter every day</form>",
    ] {
        assert_eq!(metadata(&page(menu)).subtitle, None, "{menu}");
    }
    let dek = "<a href=/a>Ferries</a> and <a href=/b>fishing boats</a> wait no longer.";
    assert!(metadata(&page(dek)).subtitle.is_some());
}

#[test]
fn what_was_left_open_says_nothing() {
    let html = format!(
        "<title>Bridge reopens</title><meta property=article:section content=undefined><meta property=article:tag content=null>\
         <meta name=description content='{{{{ page.summary }}}}'><h1>Bridge reopens</h1>{STORY}"
    );
    let found = metadata(&html);
    assert_eq!(
        (found.section, found.description, found.tags, found.categories),
        (None, None, Vec::new(), Vec::new())
    );
}

#[test]
fn a_lone_keyword_is_parted_at_its_commas() {
    let tags = |content: &str| -> Vec<String> {
        let html = format!("<meta property='article:tag' content='{content}'><h1>Bridge reopens</h1>{STORY}");
        metadata(&html).tags.into_iter().map(|t| t.value).collect()
    };
    assert_eq!(tags("Bridges,Ferries, Floods"), ["Bridges", "Ferries", "Floods"]);
    assert_eq!(tags("Food, Drink, and Travel"), ["Food, Drink, and Travel"]);
}

#[test]
fn other_headings_of_the_page_are_no_titles_of_it() {
    let html = format!(
        "<title>Bridge reopens after flood | The Harbour</title><h1>Log in</h1><h1>Bridge reopens</h1>\
         <meta property=og:title content='Cars are back over the river'>{STORY}"
    );
    let others: Vec<String> = metadata(&html).alternative_titles.into_iter().map(|t| t.value).collect();
    assert!(!others.contains(&"Log in".to_owned()), "{others:?}");
    assert!(others.contains(&"Cars are back over the river".to_owned()), "{others:?}");
}

#[test]
fn links_tell_where_they_lead() {
    let html = format!(
        "<link rel=amphtml href=/amp><link rel='shortcut icon' href=/f.ico><link rel=icon sizes=192x192 href=/192.png>\
         <link rel=next href=/world/bridge/2><link rel=prev href=/world/ferry><link rel=license href=/terms>\
         <nav class=breadcrumbs><a href=/>Home</a><a href=/world>World</a><a href=/world/bridges>Bridges</a></nav>\
         <h1>Bridge reopens</h1><a href='#comments'>1,204 comments</a><a href='/other#comments'>7 comments</a>{STORY}\
         <p><a rel=tag href=/tag/flood>#flood</a>, <a rel=tag href=/tag/Flood>Flood</a> <a rel=tag href=/tag/pier>pier</a></p>\
         <aside><a rel=tag href=/tag/cats>cats</a></aside>"
    );
    let found = metadata(&html);
    let url = |field: &Option<crate::Sourced<String>>| value(field.as_ref()).unwrap_or_default();
    assert_eq!(url(&found.amp_url), "https://daily.example.org/amp");
    assert_eq!(url(&found.favicon), "https://daily.example.org/192.png");
    assert_eq!(url(&found.next_url), "https://daily.example.org/world/bridge/2");
    assert_eq!(found.previous_url, None);
    assert_eq!(url(&found.licence), "https://daily.example.org/terms");
    assert_eq!(values(&found.categories), ["World", "Bridges"]);
    assert_eq!(values(&found.tags), ["flood", "pier"]);
    assert_eq!(value(found.comment_count.as_ref()), Some(1204));
}

#[test]
fn a_creative_commons_link_counts_where_words_say_so() {
    let licence =
        |link: &str| value(metadata(&format!("<h1>Bridge reopens</h1>{STORY}{link}")).licence.as_ref());
    let cc = "https://creativecommons.org/licenses/by/2.0/";
    assert_eq!(licence(&format!("<p>Text under a <a href='{cc}'>licence</a></p>")).as_deref(), Some(cc));
    assert_eq!(licence(&format!("<p>Photo: Ann Poe, <a href='{cc}'>CC BY 2.0</a></p>")), None);
    assert_eq!(
        licence(&format!("<figure><figcaption>Licence: <a href='{cc}'>CC</a></figcaption></figure>")),
        None
    );
}

#[test]
fn the_access_tier_is_read() {
    let free = |tier: &str| {
        let html =
            format!("<meta property='article:content_tier' content='{tier}'><h1>Bridge reopens</h1>{STORY}");
        value(metadata(&html).accessible_for_free.as_ref())
    };
    assert_eq!(
        [free("free"), free("metered"), free("locked"), free("x")],
        [Some(true), Some(false), Some(false), None]
    );
}

#[test]
fn the_storys_first_large_picture_stands_in_for_an_undeclared_one() {
    let page = |size: &str| {
        let figure = format!("<figure><img src=/bridge.jpg alt='The bridge' {size}></figure>");
        metadata(&format!(
            "<title>Bridge</title><article><h1>Bridge reopens</h1>{STORY}{figure}{STORY}</article>"
        ))
        .image
    };
    let image = page("width=800").unwrap().value;
    assert_eq!(
        (image.url.as_str(), image.alt.as_deref()),
        ("https://daily.example.org/bridge.jpg", Some("The bridge"))
    );
    assert_eq!(page("width=80"), None);
}

#[test]
fn the_sites_picture_is_not_the_articles() {
    let html =
        format!("<meta property=og:image content=/default-share-image.png><h1>Bridge reopens</h1>{STORY}");
    assert_eq!(metadata(&html).image, None);
}

#[test]
fn rdfa_of_the_article_is_read_and_that_of_comments_is_not() {
    let html = format!(
        "<div vocab='https://schema.org/' typeof='Article'><h1 property='headline'>Bridge reopens</h1><span property='author'>Jane Doe\
         </span><time property='schema:datePublished' datetime='2025-06-03'>June 3</time>\
         <meta property='description' content='The bridge is open.'><img property='image' src='/b.jpg'>{STORY}<div typeof='Comment'>\
         <span property='author'>Pat Reader</span><time property='datePublished' datetime='2025-06-04'>June 4</time></div></div>"
    );
    let found = metadata(&html);
    assert_eq!(found.authors.iter().map(|a| a.value.name.as_str()).collect::<Vec<_>>(), ["Jane Doe"]);
    assert_eq!(published(&found).as_deref(), Some("2025-06-03"));
    assert_eq!(
        value(found.image.as_ref()).map(|i| i.url).as_deref(),
        Some("https://daily.example.org/b.jpg")
    );
}

#[test]
fn json_ld_blocks_that_disagree_are_told_apart_by_the_page() {
    let html = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry late","author":"Ann Poe"}}</script>
        <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bridge reopens after flood","author":"Jane Doe"}}</script>
        <script type="application/ld+json">not json at all</script><h1>Bridge reopens after flood</h1>{STORY}"#
    );
    assert_eq!(author(&metadata(&html)).map(|p| p.name.as_str()), Some("Jane Doe"));
}

#[test]
fn json_ld_is_read_64_levels_deep() {
    let found = |arrays: usize| {
        let (open, close) = ("[".repeat(arrays), "]".repeat(arrays));
        let block = format!(r#"{open}{{"@type":"NewsArticle","author":"Jane Doe"}}{close}"#);
        let html =
            format!("<script type='application/ld+json'>{block}</script><h1>Bridge reopens</h1>{STORY}");
        author(&metadata(&html)).map(|p| p.name.clone())
    };
    assert_eq!(found(64).as_deref(), Some("Jane Doe"));
    assert_eq!(found(65), None);
}

#[test]
fn metadata_alone_is_what_extraction_finds_declared() {
    let html = format!(
        "<title>Bridge reopens after flood | The Daily</title><meta property='og:site_name' content='The Daily'><h1>Bridge reopens after \
         flood</h1><div class=byline>By <a rel=author href=/jane>Jane Doe</a></div><time datetime='2025-06-03'>June 3</time>{STORY}"
    );
    let quick =
        Extractor::new().metadata(Page::html(&html).url("https://daily.example.org/world/bridge")).unwrap();
    assert_eq!(quick.title.as_ref().map(|t| t.value.as_str()), Some("Bridge reopens after flood"));
    assert_eq!(author(&quick), Some(&linked("Jane Doe", "https://daily.example.org/jane")));
    assert_eq!(published(&quick).as_deref(), Some("2025-06-03"));
}
