//! Authors of whole pages in small: every source, and who must not be taken for an author.

use crate::article::{AuthorKind, Source};
use crate::metadata::tests::{STORY, author, metadata};

fn page(byline: &str, tail: &str) -> String {
    format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>{byline}{STORY}{tail}"
    )
}

fn authors(html: &str) -> Vec<String> {
    metadata(html).authors.into_iter().map(|a| a.value.name).collect()
}

#[test]
fn json_ld_tells_kind_and_picture_of_an_author() {
    let html = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\",\
        \"url\":\"https://daily.example.org/jane\",\"image\":{\"url\":\"/jane.jpg\"}},{\"@type\":\"Organization\",\"name\":\"Harbour, Sons and Partners\"}]}</script>";
    let metadata = metadata(html);
    let found: Vec<(&str, Option<&str>, AuthorKind)> = metadata
        .authors
        .iter()
        .map(|a| (a.value.name.as_str(), a.value.image.as_deref(), a.value.kind))
        .collect();
    let expected = [
        ("Jane Doe", Some("https://daily.example.org/jane.jpg"), AuthorKind::Person),
        ("Harbour, Sons and Partners", None, AuthorKind::Organisation),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_sites_name_and_a_newsroom_are_organisations() {
    for (name, site) in
        [("The Daily", "The Daily"), ("Staff Reporters Desk", "X"), ("Reuters", "X"), ("新華社", "X")]
    {
        let html = format!(
            "<meta property='og:site_name' content='{site}'><meta name=author content='{name}'>{STORY}"
        );
        assert_eq!(author(&metadata(&html)).map(|a| a.kind), Some(AuthorKind::Organisation), "{name}");
    }
}

#[test]
fn a_person_in_a_meta_tag_beats_the_publisher_in_json_ld() {
    let html = "<meta name=author content='Jane Doe'><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
        \"author\":{\"@type\":\"Organization\",\"name\":\"The Daily\"}}</script>";
    assert_eq!(authors(html), ["Jane Doe"]);
}

#[test]
fn whom_the_site_is_called_after_is_a_person_and_what_it_is_about_is_not() {
    for (name, kind) in [
        ("Jane Doe", AuthorKind::Person),
        ("Ferry Sailing", AuthorKind::Organisation),
        ("The Harbour", AuthorKind::Organisation),
    ] {
        let html = format!(
            "<meta property='og:site_name' content='{name}'><meta name=author content='{name}'>{STORY}<p>They love sailing.</p>"
        );
        let found = metadata(&html);
        let found = author(&found).unwrap();
        assert_eq!((found.name.as_str(), found.kind), (name, kind));
    }
}

#[test]
fn a_login_gives_way_to_the_full_name_by_the_headline() {
    let html = format!(
        "<meta name=author content=jdoe42>{}",
        page("<p class=author>By <a href=/author/jd>Jane Doe</a></p>", "")
    );
    assert_eq!(authors(&html), ["Jane Doe"]);
    let other = format!("<meta name=author content=jdoe42>{}", page("", "<p>Photo by Pat Reader</p>"));
    assert_eq!(authors(&other), ["jdoe42"]);
}

#[test]
fn marked_elements_name_authors() {
    for (markup, source) in [
        ("<span property='schema:author'>Jane Doe</span>", Source::Rdfa("schema:author".into())),
        (
            "<a class='p-author h-card' href=/jane><img src=/jane.jpg alt=''>Jane Doe</a>",
            Source::Element("p-author".into()),
        ),
        ("<a rel=author href=/jane>Jane Doe</a>", Source::Element("a[rel=author]".into())),
        ("<address class=byline>By <span>Jane Doe</span><span>June 3, 2025</span></address>", Source::Text),
    ] {
        let metadata = metadata(&page(markup, ""));
        assert_eq!(author(&metadata).map(|a| a.name.as_str()), Some("Jane Doe"), "{markup}");
        assert_eq!(metadata.authors.first().map(|a| a.source.clone()), Some(source), "{markup}");
    }
}

#[test]
fn an_h_card_brings_its_picture() {
    let html = page("<a class='p-author h-card' href=/jane><img src=/jane.jpg alt=''>Jane Doe</a>", "");
    assert_eq!(
        author(&metadata(&html)).and_then(|a| a.image.clone()).as_deref(),
        Some("https://daily.example.org/jane.jpg")
    );
}

#[test]
fn an_author_box_brings_its_picture() {
    let html = format!(
        "<meta name=author content='Jane Doe'>{}",
        page(
            "",
            "<div class=author-box><img src=/jane.jpg><h4>Jane Doe</h4><p>Jane writes about water.</p></div>"
        )
    );
    assert_eq!(
        author(&metadata(&html)).and_then(|a| a.image.clone()).as_deref(),
        Some("https://daily.example.org/jane.jpg")
    );
}

#[test]
fn authors_side_by_side_are_all_named() {
    let html = page(
        "<div><span class=author-name>Jane Doe</span> <span class=author-name>John Roe</span></div>",
        "",
    );
    assert_eq!(authors(&html), ["Jane Doe", "John Roe"]);
}

#[test]
fn accents_do_not_make_two_authors_of_one() {
    let html = "<meta name=author content='Gábor Munier, Gabor Munier'>";
    assert_eq!(authors(html), ["Gábor Munier"]);
}

#[test]
fn who_began_a_thread_is_its_author() {
    let post = |user: &str| {
        format!(
            "<div class=post><a class=username href=/u/{user}>{user}</a><div class=content>{STORY}</div></div>"
        )
    };
    assert_eq!(authors(&page("", &(post("sean_g") + &post("b.scherer")))), ["sean_g"]);
}

#[test]
fn people_in_pictures_comments_and_testimonials_are_no_authors() {
    for other in [
        "<figure><img src=a.jpg><figcaption class=author>Pat Reader</figcaption></figure>",
        "<p>Photography by Pat Reader</p>",
        "<div class=comments><span property=author>Pat Reader</span></div>",
        "<div class=testimonial><span class=author>Pat Reader</span></div>",
    ] {
        assert_eq!(authors(&page(other, other)), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn chinese_texts_are_signed_at_their_end() {
    let story = "<p>".to_owned()
        + &"大桥周一重新通车，距离洪水冲垮中间桥跨已经过去两年，老城区与医院之间的道路恢复畅通。".repeat(4);
    for end in [
        "（记者 王小明）",
        "（王小明 上海报道）",
        "<p>责任编辑：王小明",
        "<p>文：王小明",
        "<p>（本报记者王小明）",
    ] {
        let html = format!("<title>大桥重新通车</title><h1>大桥重新通车</h1>{story}</p>{story}{end}</p>");
        assert_eq!(authors(&html), ["王小明"], "{end}");
    }
}

#[test]
fn a_text_in_bold_or_italics_at_an_end_of_the_story_signs_it() {
    let signed = |head: &str, tail: &str| authors(&page(head, tail));
    assert_eq!(
        signed("<p><em>Two years after the flood</em></p><p><strong>Jane Doe/John Roe</strong></p>", ""),
        ["Jane Doe", "John Roe"]
    );
    assert_eq!(signed("", "<p style='text-align:right'><strong>Lê Phương</strong></p>"), ["Lê Phương"]);
    // Headings and speakers are set so too.
    let answer = STORY.replace("bridge", "ferry").replace("piers", "decks");
    let interview = format!("<p><strong>Jane Doe</strong></p>{answer}<p><strong>John Roe:</strong></p>");
    assert_eq!(signed(&interview, ""), Vec::<String>::new());
}

#[test]
fn a_name_over_a_role_or_beside_dates_is_a_byline() {
    for (byline, expected) in [
        ("<div>Jane Doe</div><div>Co-Founder &amp; Marketing Director</div>", "Jane Doe"),
        ("<p>Dec. 19, 2024 · Jane Doe on behalf of the bridge team</p>", "Jane Doe"),
        ("<p>Jane Doe | 19.12.2024 - Update: 20.12.2024</p>", "Jane Doe"),
    ] {
        assert_eq!(authors(&page(byline, "")), [expected], "{byline}");
    }
    assert_eq!(authors(&page("<div>Bridge Works</div><div>19.12.2024</div>", "")), Vec::<String>::new());
}

#[test]
fn names_below_a_label_are_authors_while_roles_follow() {
    let tail = "<div>Author</div><div>JD</div><div>Jane Doe</div><div>Staff Engineer</div><div>JR</div><div>John Roe</div>\
        <div>Director of Bridges</div><div>Harbour Guide</div>";
    assert_eq!(authors(&page("", tail)), ["Jane Doe", "John Roe"]);
}

#[test]
fn the_name_a_title_begins_with_signs_the_text() {
    let story =
        "大桥周一重新通车，距离洪水冲垮中间桥跨已经过去两年，老城区与医院之间的道路恢复畅通。".repeat(4);
    let html = format!(
        "<title>茉莉：大桥重新通车</title><h1>茉莉：大桥重新通车</h1><p>茉莉</p><p>{story}</p><p>{story}</p>"
    );
    assert_eq!(authors(&html), ["茉莉"]);
}

#[test]
fn a_login_that_the_byline_prints_does_not_give_way() {
    let html = format!(
        "<meta name=author content=jdoe42>{}",
        page(
            "<p class=author>by <a rel=author href=/author/jdoe42>jdoe42</a></p><p>Interview: Pat Reader</p>",
            ""
        )
    );
    assert_eq!(authors(&html), ["jdoe42"]);
}

#[test]
fn a_login_may_be_a_month_elsewhere() {
    assert_eq!(authors(&page("<p>Posted by <a rel=author href=/author/m>marc</a></p>", "")), ["marc"]);
}

#[test]
fn a_profile_above_the_first_post_tells_who_began_a_thread() {
    let answer = STORY.replace("bridge", "ferry").replace("piers", "decks");
    let profile = |user: &str| {
        format!(
            "<dl><dt><strong>{user}</strong></dt><dd>Member</dd><dd>Registered: 2024-06-14</dd><dd>Posts: 12</dd></dl>"
        )
    };
    assert_eq!(authors(&page(&profile("sean99"), &(profile("scherer7") + &answer))), ["sean99"]);
    assert_eq!(authors(&page("<div><h3 class=PostUser-name>sean99</h3></div>", "")), ["sean99"]);
}

#[test]
fn the_site_by_its_domains_initials_gives_way_to_a_person() {
    // daily.example.org: the longest label is no initials.
    let found = |url: &str| {
        let html =
            format!("<meta name=author content='Deutsche Welle'>{}", page("", "<p>Auteur : Jane Doe</p>"));
        let page = crate::Page::html(&html).url(url);
        let metadata = crate::Extractor::new().extract(page).unwrap().metadata;
        metadata.authors.into_iter().map(|a| a.value.name).collect::<Vec<_>>()
    };
    assert_eq!(found("https://www.dw.com/a-1"), ["Jane Doe"]);
    assert_eq!(found("https://daily.example.org/a-1"), ["Deutsche Welle"]);
}

#[test]
fn a_link_names_the_author_whose_page_a_tag_gives() {
    let html = format!(
        "<meta property=article:author content='https://daily.example.org/~sean'>{}",
        page("<div><span>via</span> <a href=/~sean><img src=a.png></a> <a href=/~sean>sean</a></div>", "")
    );
    let metadata = metadata(&html);
    let found = author(&metadata).map(|a| (a.name.as_str(), a.url.as_deref()));
    assert_eq!(found, Some(("sean", Some("https://daily.example.org/~sean"))));
    // A profile elsewhere is the site's own.
    let elsewhere = format!(
        "<meta property=article:author content='https://social.example/daily'>{}",
        page("<a href=https://social.example/daily>Follow</a>", "")
    );
    assert_eq!(authors(&elsewhere), Vec::<String>::new());
}

#[test]
fn a_portrait_before_a_biography_names_the_author() {
    let tail =
        |name: &str, line: &str| page("", &format!("<p><img alt='{name}' src=/p.jpg></p><p>{line}</p>"));
    let bio =
        tail("Jane Doe", "Jane Doe is a freelance travel writer and lives by the harbour with two dogs.");
    assert_eq!(authors(&bio), ["Jane Doe"]);
    let card = tail(
        "Jabra Elite",
        "Jabra Elite is a set of wireless earbuds that stays in place on any run, they say.",
    );
    assert_eq!(authors(&card), Vec::<String>::new());
}

#[test]
fn a_byline_between_a_headline_and_its_repetition_counts() {
    let html = format!(
        "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1><ul><li>by <a href=#>Harbour Team</a></li></ul>\
         <h1>Bridge reopens after flood</h1>{STORY}"
    );
    assert_eq!(authors(&html), ["Harbour Team"]);
}

#[test]
fn an_item_of_microdata_may_name_several_authors() {
    let html = page(
        "<article itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>Bridge reopens after flood</h1><div \
         itemprop=author itemscope itemtype='https://schema.org/Person'><span itemprop=name>Jane Doe</span><span itemprop=name>John \
         Roe</span></div></article>",
        "",
    );
    assert_eq!(authors(&html), ["Jane Doe", "John Roe"]);
}

#[test]
fn data_in_scripts_names_the_author_by_the_pages_title_and_no_customer() {
    let of = |script: &str| {
        let html = format!("{}<script>{script}</script>", page("", ""));
        metadata(&html).authors.into_iter().map(|a| (a.value.name, a.source)).collect::<Vec<_>>()
    };
    let state = r#"state = {"title": "Bridge reopens after flood", "section": "City", "author": {"id": 7, "name": "Jane Doe"}}"#;
    assert_eq!(of(state), [("Jane Doe".to_owned(), Source::Script("author".into()))]);
    let far = r#"state = {"title": "Ferry late again", "author": "Jane Doe"}"#;
    let review = r#"state = {"title": "Bridge reopens after flood", "reviews": [{"reviewBody": "Fine.", "author": "Pat Reader"}]}"#;
    for script in [far, review] {
        assert_eq!(of(script), [], "{script}");
    }
    let named = format!("<meta name=author content='John Roe'>{}<script>{state}</script>", page("", ""));
    assert_eq!(authors(&named), ["John Roe"]);
}

#[test]
fn a_preposition_amid_a_sentence_is_no_label() {
    for line in [
        "Das Potenzial von Wasserstoff aus erneuerbaren Energien",
        "Eine Aneinanderreihung von Unverschämtheiten in der Post",
    ] {
        assert_eq!(authors(&page(&format!("<h2>{line}</h2>"), "")), Vec::<String>::new(), "{line}");
    }
    assert_eq!(authors(&page("<p>Veröffentlicht am 3. Juni 2025 von Jana</p>", "")), ["Jana"]);
    assert_eq!(authors(&page("<p>Ein Bericht aus dem Hafen von Jana Muster</p>", "")), ["Jana Muster"]);
}

#[test]
fn bylines_on_a_sites_first_page_are_of_other_stories() {
    let html = page("<p class=byline>By Jane Doe</p>", "");
    let found = |url: &str| {
        crate::Extractor::new().extract(crate::Page::html(&html).url(url)).unwrap().metadata.authors.len()
    };
    assert_eq!(found("https://daily.example.org/"), 0);
    assert_eq!(found("https://daily.example.org/world/bridge"), 1);
}

#[test]
fn whom_others_trust_and_what_is_sorted_by_is_no_author() {
    for line in
        ["Trusted by Leading Enterprises", "Shop by Room Type", "Request Demo", "Powered by Harbour Soft"]
    {
        assert_eq!(authors(&page(&format!("<p>{line}</p>"), "")), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn a_name_under_the_headline_counts_if_its_biography_stands_behind_the_story() {
    let bio = "<div><p>Jane Doe</p><p>Jane has sailed the harbour for ten years and writes about its bridges.</p></div>";
    assert_eq!(authors(&page("<p>Jane Doe</p>", bio)), ["Jane Doe"]);
    let first_name =
        "<div><p>Stefan</p><p>Stefan has sailed the harbour for ten years and writes about it.</p></div>";
    assert_eq!(authors(&page("<div><span>Stefan</span></div>", first_name)), ["Stefan"]);
    assert_eq!(authors(&page("<p>Harbour Bridge</p>", "")), Vec::<String>::new());
}

#[test]
fn a_word_for_the_author_is_believed_far_behind_the_story_if_it_names_one() {
    let links = "<ul>".to_owned() + &"<li><a href=/x>Ferry times</a></li>".repeat(16) + "</ul>";
    for label in ["<p>Autorin/Autor Jane Doe</p>", "<p>Author:</p><div>Jane Doe</div>", "<p>作者：王小明</p>"]
    {
        let html = page("", &format!("{links}<div>{label}</div>"));
        assert_eq!(authors(&html).len(), 1, "{label}");
    }
    // Teasers have authors too.
    let teasers = "<div><p>Author: Jane Doe</p><p>Author: John Roe</p></div>";
    assert_eq!(authors(&page("", &format!("{links}{teasers}"))), Vec::<String>::new());
}

#[test]
fn a_word_for_the_author_names_all_of_a_list_below_it() {
    let list = |word: &str| {
        format!(
            "<aside><h6>Date</h6><p>November 2003</p><h6>{word}</h6><ul><li>Jane Doe</li><li>John Roe</li></ul></aside>"
        )
    };
    assert_eq!(authors(&page("", &list("Author(s)"))), ["Jane Doe", "John Roe"]);
    assert_eq!(authors(&page("", &list("People"))), Vec::<String>::new());
}

#[test]
fn an_office_signs_beside_a_date_or_in_italics() {
    let teams = ["Harbour Team", "Redaktion Hafen"];
    for team in teams {
        let head = page(&format!("<p>{team}</p><p>June 14, 2025</p>"), "");
        let tail = page("", &format!("<p><em>{team}</em></p>"));
        for html in [head, tail] {
            let found = metadata(&html);
            let office = author(&found).map(|a| (a.name.as_str(), a.kind));
            assert_eq!(office, Some((team, AuthorKind::Organisation)), "{html}");
        }
    }
}

#[test]
fn a_paper_and_an_agency_sign_a_text() {
    let site = "<meta property='og:site_name' content='Hafenblatt'>";
    let sign = |line: &str| {
        let title = "<title>Bridge reopens after flood</title><h1>Bridge reopens after flood</h1>";
        authors(&format!("{site}{title}<article>{STORY}<p>{line}</p></article>"))
    };
    assert_eq!(sign("Hafenblatt / Última Hora"), ["Última Hora"]);
    assert_eq!(sign("Old Town / New Town"), Vec::<String>::new());
}

#[test]
fn a_word_of_any_page_is_no_author() {
    let html = format!("<meta name=author content=Nachrichten>{}", page("<p>By Jane Doe</p>", ""));
    assert_eq!(authors(&html), ["Jane Doe"]);
    assert_eq!(authors(&page("<p class=author>Article</p>", "")), Vec::<String>::new());
}

#[test]
fn the_source_of_a_picture_wrote_nothing() {
    assert_eq!(authors(&page("", "<p>Source: Design Review</p>")), Vec::<String>::new());
}

#[test]
fn a_label_in_brackets_names_nobody_itself() {
    let html = page(
        "",
        "<div><p>Information provided by (Responsible Party):</p><p>Harbour University Hospital</p></div>",
    );
    assert_eq!(authors(&html), ["Harbour University Hospital"]);
}

#[test]
fn a_chapters_heading_does_not_move_the_byline_away() {
    let html = format!(
        "<title>What people love about bridges | Harbour Blog</title><meta property='og:title' content='What people love about \
         bridges | Harbour Blog'><meta property='og:site_name' content='Harbour Blog'><h2>What people love about bridges</h2>\
         <div>Dec. 19, 2024 · Jane Doe</div>{STORY}{STORY}<h1>But what they love is the river</h1>{STORY}"
    );
    assert_eq!(authors(&html), ["Jane Doe"]);
}

#[test]
fn the_first_byline_of_a_thread_tells_who_began_it_and_a_moderators_comment_does_not() {
    let post = |name: &str| {
        format!(
            "<div class=post><p class=author>by <strong>{name}</strong> » Tue Aug 27, 2019 1:47 am</p><div>{STORY}</div></div>"
        )
    };
    let html =
        format!("<title>Bridges</title><h2>Bridges</h2>{}{}", post("Harbour_Hand"), post("Second_Mate"));
    assert_eq!(authors(&html), ["Harbour_Hand"]);
    let thing =
        |class: &str, name: &str, text: &str| format!("<div class='{class}' data-author={name}>{text}</div>");
    let html = format!(
        "<title>Bridges</title>{}{}",
        thing(
            "link",
            "Harbour_Hand",
            "<h1>Bridges</h1><p>submitted by <a class=author href=/user/Harbour_Hand>Harbour_Hand</a></p>"
        ),
        thing("comment", "Moderator", STORY)
    );
    assert_eq!(authors(&html), ["Harbour_Hand"]);
}

#[test]
fn every_meta_tag_for_authors_is_read() {
    for (key, content, expected) in [
        ("citation_author", "Doe, Jane", "Jane Doe"),
        ("article:author", "Jane Doe", "Jane Doe"),
        ("parsely-author", "Jane Doe", "Jane Doe"),
        ("sailthru.author", "By Jane Doe", "Jane Doe"),
        ("author", "Jane Doe", "Jane Doe"),
        ("dc.creator", "Jane Doe", "Jane Doe"),
        ("byline", "By Jane Doe", "Jane Doe"),
    ] {
        let found = metadata(&format!("<meta name='{key}' content='{content}'>{STORY}"));
        assert_eq!(author(&found).map(|a| a.name.as_str()), Some(expected), "{key}");
        assert_eq!(found.authors.first().map(|a| &a.source), Some(&Source::Meta(key.into())), "{key}");
    }
}
