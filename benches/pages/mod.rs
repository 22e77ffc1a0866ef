//! Pages to measure on, made up by a small deterministic generator in the style of real ones: the same bytes on every
//! machine, nobody's text.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_collect,
    reason = "the pages are fixed ASCII, made outside the timed part"
)]

use std::fmt::Write;

/// A page by the name the benches print.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) html: String,
}

/// One page of each kind.
pub(crate) fn all() -> Vec<Page> {
    vec![
        Page { name: "news", html: news() },
        Page { name: "forum", html: forum() },
        Page { name: "docs", html: docs() },
        Page { name: "listing", html: listing() },
        Page { name: "nested", html: nested() },
        Page { name: "scripts", html: scripts() },
    ]
}

const WORDS: &[&str] = &[
    "the",
    "harbour",
    "of",
    "morning",
    "and",
    "council",
    "a",
    "bridge",
    "to",
    "engineers",
    "in",
    "repair",
    "said",
    "that",
    "water",
    "for",
    "years",
    "was",
    "with",
    "open",
    "traffic",
    "on",
    "plan",
    "not",
    "ferry",
    "by",
    "island",
    "from",
    "it",
    "cost",
    "residents",
    "had",
    "before",
    "winter",
    "their",
    "been",
    "reported",
    "northern",
    "station",
    "which",
];

/// Pseudo-random words; a linear congruential generator (Knuth's MMIX constants) is random enough for prose.
struct Words(u64);

impl Words {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn some(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn sentence(&mut self) -> String {
        let count = 8 + self.below(18);
        let mut text = self.some(count);
        text[..1].make_ascii_uppercase();
        text.push('.');
        text
    }

    fn paragraph(&mut self) -> String {
        let count = 2 + self.below(4);
        let mut sentences: Vec<String> = (0..count).map(|_| self.sentence()).collect();
        if let Some(last) = sentences.last_mut() {
            let (link, rest) = (self.some(3), self.some(6));
            *last =
                format!("See <a href=\"/topic/{}\">{link}</a>, <em>{rest}</em> &amp; more.", self.below(900));
        }
        sentences.join(" ")
    }

    fn links(&mut self, count: usize) -> String {
        let mut out = String::from("<ul class=\"menu list-unstyled\">");
        for i in 0..count {
            let text = self.some(5);
            write!(out, "<li class=\"menu-item item-{i}\"><a class=\"link\" href=\"/n/{i}\">{text}</a></li>")
                .unwrap();
        }
        out + "</ul>"
    }

    fn script(&mut self, statements: usize) -> String {
        let mut out = String::from("<script>(function(w,d){");
        for _ in 0..statements {
            write!(
                out,
                "w.q{}=w.q{}||[];if(d.a<{}){{d.b('<p>{}</p>')}};",
                self.below(99),
                self.below(99),
                self.below(9),
                self.some(3)
            )
            .unwrap();
        }
        out + "})(window,document);</script>"
    }
}

/// The frame most pages share: head with metadata and scripts, menus, side column, footer.
fn framed(words: &mut Words, main: &str, script_statements: usize) -> String {
    let headline = words.sentence();
    let (menu, side, footer) = (words.links(40), words.links(30), words.links(50));
    let scripts: String = (0..8).map(|_| words.script(script_statements)).collect();
    let cards: String = (0..12)
        .map(|i| {
            let (title, text) = (words.sentence(), words.sentence());
            format!(
                "<div class=\"card teaser col-md-4\" data-id=\"{i}\" data-tracking='{{\"pos\":{i}}}'><a href=\"/c/{i}\"><img \
                 class=\"lazy\" src=\"/p.gif\" data-src=\"/i/{i}.jpg\" alt=\"{title}\"><h3 class=\"card-title\">{title}</h3>\
                 </a><p class=\"card-text\">{text}</p></div>"
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline} - The Harbour Times</title>\
         <meta property=\"og:title\" content=\"{headline}\"><meta property=\"og:site_name\" content=\"The Harbour Times\">\
         <meta property=\"article:published_time\" content=\"2024-03-05T10:20:30+01:00\">\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"{headline}\",\"datePublished\":\"2024-03-05T10:20:30+01:00\",\"author\":[{{\"@type\":\"Person\",\
         \"name\":\"Ann Example\"}}]}}</script>{scripts}<style>.a{{color:red}}.b>.c{{margin:0 auto}}</style></head>\
         <body class=\"single post\"><header class=\"site-header\"><nav class=\"main-nav\">{menu}</nav></header>\
         <main id=\"content\"><h1 class=\"headline\">{headline}</h1>{main}</main>\
         <aside class=\"sidebar\">{side}{cards}</aside><footer class=\"site-footer\">{footer}</footer>{scripts}</body></html>"
    )
}

fn news() -> String {
    let mut words = Words(1);
    let mut story =
        String::from("<p class=\"byline\">By <a rel=\"author\" href=\"/ann\">Ann Example</a></p>");
    for i in 0..30 {
        if i % 8 == 3 {
            let heading = words.some(5);
            write!(
                story,
                "<h2>{heading}</h2><figure><img src=\"/{i}.jpg\"><figcaption>{heading}</figcaption></figure>"
            )
            .unwrap();
        }
        write!(story, "<p>{}</p>", words.paragraph()).unwrap();
    }
    let article = format!("<article class=\"post\"><div class=\"entry-content\">{story}</div></article>");
    framed(&mut words, &article, 40)
}

fn forum() -> String {
    let mut words = Words(2);
    let mut thread = String::new();
    for i in 0..60 {
        let (first, second) = (words.paragraph(), words.sentence());
        write!(
            thread,
            "<div class=\"post\" id=\"p{i}\"><div class=\"user-info\"><a href=\"/u/{i}\">user{i}</a><span class=\"rep\">{i}</span>\
             </div><div class=\"post-body\"><blockquote>{second}</blockquote><p>{first}</p><br>{second}</div>\
             <div class=\"post-menu\"><a href=\"#\">Reply</a> <a href=\"#\">Share</a></div></div>"
        )
        .unwrap();
    }
    framed(&mut words, &thread, 10)
}

fn docs() -> String {
    let mut words = Words(3);
    let mut sections = String::new();
    for i in 0..25 {
        let (heading, text, code) = (words.some(4), words.paragraph(), words.some(2));
        let rows: String = (0..6)
            .map(|_| format!("<tr><td><code>{}</code></td><td>{}</td></tr>", words.some(1), words.some(6)))
            .collect();
        write!(
            sections,
            "<section id=\"s{i}\"><h2>{heading}<a class=\"headerlink\" href=\"#s{i}\">#</a></h2><p>{text}</p>\
             <div class=\"highlight-rust\"><pre><span class=\"k\">let</span> <span class=\"n\">x</span> = <span class=\"s\">\
             &quot;{code}&quot;</span>;\n<span class=\"k\">fn</span> f() {{}}\n</pre></div>\
             <table class=\"docutils\"><tbody>{rows}</tbody></table><ul><li>{heading}</li><li>{text}</li></ul></section>"
        )
        .unwrap();
    }
    framed(&mut words, &sections, 5)
}

fn listing() -> String {
    let mut words = Words(4);
    let mut items = String::new();
    for i in 0..200 {
        let (title, text) = (words.some(8), words.sentence());
        write!(
            items,
            "<article class=\"teaser\"><a href=\"/{i}\"><h3>{title}</h3></a><time datetime=\"2024-01-02\">2 January</time>\
             <p>{text} <a href=\"/{i}\" class=\"more\">Read more</a></p></article>"
        )
        .unwrap();
    }
    framed(&mut words, &items, 10)
}

fn nested() -> String {
    let mut words = Words(5);
    let mut main = String::new();
    for _ in 0..40 {
        write!(
            main,
            "{}<p>{}</p>{}",
            "<div class=\"w\"><span>".repeat(20),
            words.paragraph(),
            "</span></div>".repeat(20)
        )
        .unwrap();
    }
    framed(&mut words, &main, 5)
}

fn scripts() -> String {
    let mut words = Words(6);
    let story: String = (0..8).map(|_| format!("<p>{}</p>", words.paragraph())).collect();
    framed(&mut words, &format!("<div class=\"story\">{story}</div>"), 600)
}
