//! Each way in which pages keep their text in scripts, each kind of text in scripts that is no body, and attacks.

use serde_json::{Value, json};

use crate::{Article, Extractor, Origin, Page};

const TITLE: &str = "Ferry late again";
const LINES: [&str; 3] = [
    "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.",
    "The harbour master blames the spring tides, which leave too little water over the bar. “We go when the sea lets us.”",
    "Islanders are less patient. Two shops have run out of bread, and the school asks families to keep a lunch at home.",
];

fn html() -> String {
    LINES.iter().map(|line| format!("<p>{line}</p>")).collect()
}

fn article(body: &str) -> Article {
    let page = format!(
        "<!doctype html><title>{TITLE} - Harbour Times</title><nav><a href=/>Home</a><a href=/tv>TV</a></nav>\
         <div id=root></div>{body}"
    );
    Extractor::new().extract(Page::html(&page).url("https://harbour.example/2024/ferry-late-again")).unwrap()
}

fn state(value: &Value) -> Article {
    let json = value.to_string().replace('<', "\\u003c");
    article(&format!("<script>window.__STATE__ = {json};</script>"))
}

/// Asserts that the three lines, and nothing else, were found in scripts.
fn assert_found(article: &Article) {
    assert_eq!(article.to_text().trim_end(), LINES.join("\n\n"));
    assert_eq!(article.origins, [Origin::Script]);
}

fn assert_empty(article: &Article) {
    assert_eq!(article.to_text(), "");
    assert!(article.origins.is_empty());
}

#[test]
fn a_state_whose_object_has_the_title_of_the_page() {
    let others = json!([{ "title": "Sheep in the yard", "slug": "sheep", "content": html().repeat(3) }]);
    let page = json!({ "props": { "pageProps": { "post": { "title": TITLE, "content": html() }, "more": others } } });
    assert_found(&article(&format!("<script id=__NEXT_DATA__ type=application/json>{page}</script>")));
    assert_found(&state(&page));
}

#[test]
fn a_state_whose_object_has_the_address_of_the_page() {
    assert_found(&state(&json!({ "byPath": { "a": { "slug": "ferry-late-again", "html": html() } } })));
}

#[test]
fn an_object_literal_in_a_function() {
    let body = html().replace('<', "\\u003C");
    assert_found(&article(&format!(
        "<script>window.__NUXT__=(function(a,b){{return {{data:[{{post:{{title:\"{TITLE}\",date:a,body:\"{body}\"}}}}],x:b}}}}(1,null))</script>"
    )));
}

#[test]
fn a_flat_array_of_indices() {
    let page = json!([["ShallowReactive", 1], { "data": 2 }, { "title": 3, "body": 4 }, TITLE, html(), 7]);
    assert_found(&article(&format!("<script type=application/json>{page}</script>")));
    let stream =
        json!(json!([{ "_1": 2 }, "page", { "_3": 4, "_5": 6 }, "title", TITLE, "body", html()]).to_string());
    assert_found(&article(&format!("<script>streamController.enqueue({stream})</script>")));
}

#[test]
fn a_cache_of_references() {
    let mut cache = json!({ "Post:1": { "title": TITLE, "content": { "paragraphs": [] } } });
    for (at, line) in LINES.iter().enumerate() {
        let name = format!("Paragraph:{at}");
        cache["Post:1"]["content"]["paragraphs"].as_array_mut().unwrap().push(json!({ "__ref": name }));
        cache[name] = json!({ "type": "P", "text": line });
    }
    assert_found(&state(&cache));
}

#[test]
fn streamed_rows_with_data_or_elements() {
    let push = |rows: &str| -> String {
        let middle = rows.len() / 2;
        let middle = (middle..=rows.len()).find(|&at| rows.is_char_boundary(at)).unwrap();
        [&rows[..middle], &rows[middle..]]
            .iter()
            .map(|chunk| {
                format!(
                    "<script>self.__next_f.push({})</script>",
                    json!([1, chunk]).to_string().replace('<', "\\u003c")
                )
            })
            .collect()
    };
    let text = html();
    let element = json!(["$", "main", null, { "children": ["$", "$L2", null, { "post": { "title": TITLE, "body": "$1a" } }] }]);
    assert_found(&article(&push(&format!("2:I[1,[]]\n1a:T{:x},{text}3:{element}\n", text.len()))));
    let lines: Vec<Value> = LINES.iter().map(|line| json!(["$", "p", null, { "children": line }])).collect();
    let element =
        json!(["$", "article", null, { "children": [["$", "h1", null, { "children": TITLE }], lines] }]);
    assert_found(&article(&push(&format!("0:{element}\n"))));
}

#[test]
fn json_in_strings_and_attributes() {
    let page = json!({ "post": { "title": TITLE, "body": html() } }).to_string();
    assert_found(&article(&format!("<script>x=JSON.parse({})</script>", json!(page))));
    let percent: String = page.bytes().map(|b| format!("%{b:02X}")).collect();
    assert_found(&article(&format!("<script>x=JSON.parse(decodeURIComponent(\"{percent}\"))</script>")));
    assert_found(&article(&format!("<div data-page='{}'></div>", page.replace('\'', "&#39;"))));
}

#[test]
fn posts_of_a_thread() {
    let posts: Vec<Value> =
        LINES.iter().map(|line| json!({ "username": "ada", "cooked": format!("<p>{line}</p>") })).collect();
    assert_found(&state(&json!({ "topic": { "title": TITLE, "post_stream": { "posts": posts } } })));
}

#[test]
fn rich_text_of_many_editors() {
    let many = |node: fn(&str) -> Value| -> Value { LINES.iter().map(|line| node(line)).collect() };
    for body in [
        many(|line| json!(line)),
        many(
            |line| json!({ "type": "paragraph", "children": [{ "text": &line[..9] }, { "text": &line[9..] }] }),
        ),
        many(
            |line| json!({ "_type": "block", "style": "normal", "children": [{ "_type": "span", "text": line }] }),
        ),
        many(|line| json!({ "type": "text", "content": line })),
        json!({ "nodeType": "document", "content": many(|line| {
            json!({ "nodeType": "paragraph", "content": [{ "nodeType": "text", "value": line, "marks": [] }] })
        }) }),
        json!({ "type": "doc", "content": many(|line| {
            json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] })
        }) }),
        json!({ "root": { "children": many(|line| {
            json!({ "type": "paragraph", "children": [{ "type": "text", "text": line, "format": 0 }] })
        }) } }),
        json!({ "blocks": many(|line| json!({ "type": "paragraph", "data": { "text": line } })) }),
        json!({ "blocks": many(|line| json!({ "type": "unstyled", "text": line })), "entityMap": {} }),
        json!(LINES.join("\n\n")),
        json!(html().replace('<', "&lt;").replace('>', "&gt;")),
        json!({ "rendered": html(), "protected": false }),
    ] {
        let story = json!({ "story": { "title": TITLE, "body": body } });
        assert_eq!(state(&story).to_text().trim_end(), LINES.join("\n\n"), "{story}");
    }
}

#[test]
fn rich_text_becomes_typed_blocks() {
    let body = json!([
        { "type": "heading", "level": 3, "children": [{ "text": "Tides" }] },
        { "type": "paragraph", "children": [
            { "text": LINES[0], "bold": true }, { "text": " " },
            { "type": "link", "url": "/tides", "children": [{ "text": "Table" }] },
        ] },
        { "type": "numbered-list", "children": [
            { "type": "list-item", "children": [{ "text": "sheep" }] },
            { "type": "list-item", "children": [{ "text": "mail" }] },
        ] },
        { "type": "block-quote", "children": [{ "text": LINES[1] }] },
        { "type": "ad", "text": "Buy now, while it is still there. It will not be there for long." },
    ]);
    assert_eq!(
        state(&json!({ "story": { "title": TITLE, "body": body } })).to_markdown().trim_end(),
        format!(
            "## Tides\n\n**{}** [Table](https://harbour.example/tides)\n\n1. sheep\n2. mail\n\n> {}",
            LINES[0], LINES[1]
        )
    );
}

#[test]
fn a_body_without_its_title_counts_if_it_has_no_rival() {
    let post = json!({ "title": "Another wording of it", "body": html().repeat(2) });
    assert_eq!(state(&json!({ "post": post })).origins, [Origin::Script]);
    assert_empty(&state(&json!({ "a": post, "b": { "title": "Sheep", "body": html().repeat(2) } })));
}

#[test]
fn structured_data_of_an_empty_page() {
    let found = article(&format!(
        "<script type=application/ld+json>{}</script>",
        json!({ "@type": "NewsArticle", "headline": TITLE, "articleBody": LINES.join("\n") })
    ));
    assert_eq!(found.to_text().trim_end(), LINES.join("\n\n"));
    assert_eq!(found.origins, [Origin::StructuredData]);
}

#[test]
fn structured_data_goes_on_where_a_paywall_cuts_off() {
    let visible: String =
        LINES.iter().map(|line| format!("<p>{line} It was <i>so</i> in June.</p>")).collect();
    let text: Vec<String> = LINES.iter().map(|line| format!("{line} It was so in June.")).collect();
    let rest = "The dredger will come by the end of the month, says the ministry. Until then the timetable stays as it \
                is, and so do the queues. A second boat has been asked for. It would carry forty people and no sheep, \
                and nobody knows who is to pay for it. The council meets on Thursday to hear both sides.";
    let page = |rest: &str| {
        let data = json!({ "@type": "NewsArticle", "headline": TITLE, "articleBody": format!("{} {rest}", text.join(" ")) });
        article(&format!(
            "<article><h1>{TITLE}</h1>{visible}</article><script type=application/ld+json>{data}</script>"
        ))
    };
    let found = page(rest);
    assert!(found.to_markdown().contains("*so*"));
    assert!(found.to_text().trim_end().ends_with(rest));
    assert_eq!(found.origins, [Origin::Visible, Origin::StructuredData]);
    assert_eq!(page("").origins, [Origin::Visible]);
}

#[test]
fn a_good_visible_story_is_never_replaced() {
    let visible: String = (1..5).map(|day| html().replace(" the ", &format!(" the {day}th "))).collect();
    let other = "Another wording of the same story, kept for a feed. It is much longer. ".repeat(200);
    let data = json!({ "post": { "title": TITLE, "body": other } });
    let found = article(&format!("<article><h1>{TITLE}</h1>{visible}</article><script>s={data}</script>"));
    assert!(found.to_text().starts_with(&LINES[0].replace(" the ", " the 1th ")));
    assert!(!found.to_text().contains("Another wording"));
    assert_eq!(found.origins, [Origin::Visible]);
}

#[test]
fn text_in_scripts_that_is_no_body() {
    let notice = "We use cookies to make this site work. You can change your mind at any time. ".repeat(12);
    for data in [
        json!({ "cookieBanner": { "title": "We value your privacy", "text": notice } }),
        json!({ "i18n": { "about": { "body": notice } } }),
        json!({ "messages": { "about": { "body": notice } } }),
        (0..40).map(|at| (format!("key{at}"), json!(notice))).collect::<serde_json::Map<_, _>>().into(),
        json!({ "stories": (0..5).map(|at| json!({ "title": format!("Story {at}"), "slug": at.to_string(), "body": html().repeat(3) })).collect::<Vec<_>>() }),
        json!({ "flags": { "beta": notice }, "user": null }),
        json!({ "post": { "title": TITLE, "comments": [{ "body": notice }], "relatedPosts": [{ "body": notice }] } }),
        json!({ "styles": { "text": "body{margin:0;padding:0}.a{color:#fff;display:none}".repeat(40) } }),
        json!({ "post": { "title": TITLE, "tags": (["ferry late", "sea tide", "island"].repeat(60)) } }),
    ] {
        assert_empty(&state(&data));
    }
}

#[test]
fn what_a_body_holds_is_cleaned_like_any_page() {
    let body = format!(
        "{}<script>alert(1)</script><p onclick=alert(2)><a href='javascript:alert(3)'>Tide</a></p>",
        html()
    );
    let found = state(&json!({ "post": { "title": TITLE, "body": body } }));
    assert_eq!(found.origins, [Origin::Script]);
    assert!(!found.to_html().contains("alert"));
}

#[test]
fn templates_count_only_where_a_page_has_nothing_else() {
    let found = article(&format!("<template><article><h1>{TITLE}</h1>{}</article></template>", html()));
    assert_eq!(found.origins, [Origin::Template]);
    assert_empty(&article(&format!("<template><article>{}<p>{{{{ body }}}}</article></template>", html())));
    let both = article(&format!(
        "<article>{}</article><template><p>{}</template>",
        html(),
        LINES[0].replace("ferry", "barge")
    ));
    assert!(!both.to_text().contains("barge"));
}

#[test]
fn the_same_from_a_tree_the_caller_parsed() {
    use html5ever::tendril::TendrilSink;
    let page = json!({ "post": { "title": TITLE, "body": html() } });
    let page = format!("<title>{TITLE}</title><script type=application/json>{page}</script>");
    let dom = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), html5ever::ParseOpts::default())
        .one(page);
    assert_found(&crate::extract_dom(&dom).unwrap());
}

#[test]
fn hostile_scripts_cost_linear_time() {
    let title = json!(TITLE);
    let start = crate::cpu::time();
    for script in [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(200_000),
        format!("x=[{}0]", "{},".repeat(500_000)),
        format!("x={{\"title\":{title},\"body\":{}1{}}}", "[".repeat(90), "]".repeat(90)),
        format!("x={{\"title\":{title},\"body\":\"{}\"}}", "a<p ".repeat(400_000)),
        format!("x={{\"title\":{title},\"body\":\"{}\"}}", "[a](".repeat(400_000)),
        format!("x=[{}]", "[\"$\",\"p\",null,{\"children\":\"$1\"}],".repeat(40_000)),
        format!(
            "self.__next_f.push([1,{}])",
            json!("1:[\"$\",\"p\",null,{\"children\":[\"$1\",\"$1\"]}]\n".repeat(10_000))
        ),
        format!(
            "x={{\"a\":{{\"title\":{title},\"body\":{{\"__ref\":\"a\"}}}},\"b\":{}}}",
            json!(vec![json!({ "__ref": "a" }); 50_000])
        ),
        format!("x={}", json!([{ "title": 1, "body": 2 }, TITLE, vec![2; 100_000]])),
    ] {
        let page = format!("<title>{TITLE}</title><div><script>{script}</script></div>");
        Extractor::new().extract(page.as_str()).unwrap();
    }
    let took = crate::cpu::time().saturating_sub(start);
    assert!(took.as_secs() < 60, "{took:?}");
}
