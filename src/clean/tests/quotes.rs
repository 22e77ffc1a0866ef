//! Quotations, posts of forums and networks, comments.

use super::{clean, html};
use crate::article::{Block, Post, Quote};

fn quote(page: &str) -> Quote {
    match clean(page).as_slice() {
        [Block::Quote(quote)] => quote.clone(),
        other => panic!("not one quotation: {other:?}"),
    }
}

#[test]
fn quotes_say_whose_they_are() {
    let told = "<blockquote>\n<p>Go.</p>\n<footer>Ada Quay</footer>\n</blockquote>";
    for page in [
        "<blockquote><p>Go.</p><footer>— Ada Quay</footer></blockquote>",
        "<blockquote><p>Go.</p><cite>Ada Quay</cite></blockquote>",
        "<blockquote><p>Go.</p><p>— Ada Quay</p></blockquote>",
        "<blockquote><p>Go.</p><p class=quote-author>Ada Quay</p></blockquote>",
        "<figure><blockquote><p>Go.</p></blockquote><figcaption>Ada Quay</figcaption></figure>",
    ] {
        assert_eq!(html(page), told, "{page}");
    }
    // A work named within the text is no attribution.
    assert!(quote("<blockquote><p>Read <cite>The Moon</cite>.</p></blockquote>").attribution.is_empty());
    assert_eq!(
        quote("<blockquote cite=/source><p>Go.</p></blockquote>").source.as_deref(),
        Some("https://example.org/source")
    );
}

#[test]
fn pull_quotes_are_told_from_quotations() {
    for page in [
        "<aside class=pullquote><p>Go.</p><cite>Ada</cite></aside>",
        "<figure class=wp-block-pullquote><blockquote><p>Go.</p><cite>Ada</cite></blockquote></figure>",
        "<blockquote class=pullquote><p>Go.</p><cite>Ada</cite></blockquote>",
    ] {
        let quote = quote(page);
        assert!(quote.pull && !quote.attribution.is_empty() && quote.blocks.len() == 1, "{page}");
    }
    assert!(!quote("<blockquote><p>Go.</p></blockquote>").pull);
}

fn posts(page: &str) -> Vec<Post> {
    let posts = clean(page).into_iter().map(|block| match block {
        Block::Post(post) => *post,
        other => panic!("not a post: {other:?}"),
    });
    posts.collect()
}

fn head(post: &Post) -> (String, String, String) {
    let name = post.author.as_ref().map(|author| author.name.clone()).unwrap_or_default();
    (name, post.date.clone(), post.url.clone().unwrap_or_default())
}

#[test]
fn posts_of_a_network_keep_author_and_link() {
    let [post] = <[Post; 1]>::try_from(posts(
        "<blockquote class=twitter-tweet><p>The ferry is late.</p>&mdash; Ada Quay (@ada) \
         <a href='https://twitter.com/ada/status/7'>March 5, 2024</a></blockquote><script src=widgets.js></script>",
    ))
    .unwrap();
    assert_eq!(
        head(&post),
        ("Ada Quay (@ada)".into(), "March 5, 2024".into(), "https://twitter.com/ada/status/7".into())
    );
    assert_eq!(post.blocks.len(), 1);
    let unsigned = posts(
        "<blockquote class=instagram-media data-instgrm-permalink='https://instagram.com/p/x'><p>a</p></blockquote>",
    );
    assert_eq!(unsigned[0].url.as_deref(), Some("https://instagram.com/p/x"));
}

#[test]
fn forum_posts_are_records() {
    let post = |n: u32, name: &str, text: &str| {
        format!(
            "<div class=post id=post-{n}><div class=post-head><a class=username href=/u/{name}>{name}</a> · \
             <a href='#post-{n}'><time datetime='2024-03-0{n}T10:00:00Z'>{n} days ago</time></a></div>\
             <div class=body><p>{text}</p><p>{text} again</p></div></div>"
        )
    };
    let page = post(1, "ada", "one") + &post(2, "ben", "two");
    let found = posts(&page);
    assert_eq!(head(&found[0]), ("ada".into(), "2024-03-01".into(), "https://example.org/a/#post-1".into()));
    assert_eq!(found[0].author.as_ref().and_then(|a| a.url.as_deref()), Some("https://example.org/u/ada"));
    assert_eq!(found[1].published.map(|t| t.to_string()).as_deref(), Some("2024-03-02T10:00:00Z"));
    assert_eq!(found[1].blocks.len(), 2);
    // One alone is an article by another name.
    assert!(!clean(&post(1, "ada", "one")).iter().any(|block| matches!(block, Block::Post(_))));
}

#[test]
fn the_date_of_a_post_is_the_one_by_its_author() {
    let answer = "<div class=answer><p>Yes.</p><div class=user-info>edited <span class=relativetime title='2024-05-01 10:00Z'>\
                  May 1, 2024</span> <div class=user-details><a href=/users/1/ben>Ben</a></div></div><div>answered \
                  <span class=relativetime title='2024-03-05 10:00Z'>Mar 5, 2024</span> <div itemprop=author><a itemprop=url \
                  href=/users/2/ada>Ada</a></div></div><ul class=comments><li class=comment>Why? <a class=comment-user \
                  href=/users/3>Cay</a> <span class=comment-date>Mar 6, 2024</span></li></ul></div>";
    let found = posts(&answer.repeat(2));
    assert_eq!(head(&found[0]).0, "Ada");
    assert_eq!(head(&found[0]).1, "Mar 5, 2024");
}

#[test]
fn a_heading_with_the_name_of_an_author_is_no_headline() {
    let post = "<article class=message><h4 class=name><a class=username href=/members/ada.7/>ada</a></h4>\
                <time datetime=2024-03-05>Mar 5, 2024</time><p>Text.</p></article>";
    assert_eq!(posts(&post.repeat(2)).len(), 2);
}

#[test]
fn a_name_that_only_microdata_tells_is_not_that_of_the_signs_beside_it() {
    let post = "<div itemscope itemtype='https://schema.org/Comment'><div itemprop=author><meta itemprop=name content=ada><meta \
                itemprop=url content=/user/ada><span>A</span> <span>Offline</span> <a href=/user/ada>ada</a> wrote on <time \
                datetime=2024-03-05>Mar 5, 2024</time></div><p>Text.</p></div>";
    let found = posts(&post.repeat(2));
    assert_eq!(head(&found[0]).0, "ada");
    assert_eq!(found[0].blocks.len(), 1);
}

#[test]
fn the_line_of_a_posts_author_may_say_more() {
    let page = |line: &str| {
        let post =
            format!("<div class=post><p class=author>{line}</p><p>Text.</p><time>Mar 5, 2024</time></div>");
        post.repeat(2)
    };
    for (line, name) in [
        ("Post by ada » Mar 5, 2024, 10:05", "ada"),
        ("ada 1 year ago", "ada"),
        ("Ada Bo 05.03.2024 // 10:05", "Ada Bo"),
        ("Agent 47", "Agent 47"),
    ] {
        assert_eq!(head(&posts(&page(line))[0]).0, name, "{line}");
    }
    for line in ["Mar 5, 2024", "https://forum.example/members/ada.7", "Reply"] {
        assert!(clean(&page(line)).iter().all(|block| !matches!(block, Block::Post(_))), "{line}");
    }
}

#[test]
fn posts_tell_their_points() {
    let post = |votes: &str| {
        let by = "<span class=author>Ada</span> <time datetime=2024-03-05>March 5</time>";
        posts(&format!("<div class=comment>{by} {votes}<p>Text.</p></div>")).remove(0)
    };
    for (votes, points) in [
        ("<span class='score unvoted'>42 points</span>", Some(42)),
        (
            "<span class='score dislikes'>41 points</span><span class='score unvoted' title=42>42 points</span>",
            Some(42),
        ),
        ("<div itemprop=upvoteCount class=js-vote-count>\u{2212}3</div>", Some(-3)),
        ("<span class=score>1.2k points</span>", Some(1200)),
        ("<span class=score>1,234</span>", Some(1234)),
        ("<span class=score>2 of 3 readers</span>", None),
        ("", None),
    ] {
        let post = post(votes);
        assert_eq!(post.votes.as_ref().map(|votes| votes.points), points, "{votes}");
        if points.is_some() {
            assert_eq!(post.blocks.len(), 1, "{votes}");
        }
    }
    let again = posts(&html(
        "<div class=comment><b class=author>Ada</b> <i class=points>7 points</i><p>Text.</p></div>",
    ));
    assert_eq!(again.first().and_then(|post| post.votes.as_ref()).map(|votes| votes.points), Some(7));
}

#[test]
fn messages_of_a_thread_are_posts() {
    let message = |n: u8, to: &str| {
        format!(
            "<div data-message-id='m{n}'><div><span email='ada@a.example' class=gD>Ada</span> {to} \
             <span title='May 1{n}, 2026, 11:02 PM'>May 1{n}</span></div><div><p>Text {n}.</p></div></div>"
        )
    };
    let found = posts(&[message(1, "to me"), message(2, "")].concat());
    assert_eq!(head(&found[0]), ("Ada".into(), "2026-05-11".into(), String::new()));
    assert_eq!(found[0].blocks.len(), 1, "{:?}", found[0]);
    assert_eq!(found[1].blocks.len(), 1);
    let parts = message(1, "").replace("<div><p>", "<div data-message-id=m1><p>");
    assert_eq!(posts(&[parts, message(2, "")].concat()).len(), 2);
    let told = posts(&[message(1, "of the harbour board"), message(2, "")].concat());
    assert_eq!(told[0].blocks.len(), 2, "says more: {:?}", told[0]);
}

#[test]
fn stories_and_teasers_are_no_posts() {
    let teaser = |n: u32| {
        format!(
            "<article class=post><h2><a href=/story/{n}>Story {n}</a></h2><span class=author>Ada</span> <time>2024-03-0{n}</time><p>text</article>"
        )
    };
    let page = teaser(1) + &teaser(2);
    assert!(clean(&page).iter().all(|block| !matches!(block, Block::Post(_))));
}

#[test]
fn comments_hold_their_replies() {
    let comment = |name: &str, replies: &str| {
        format!(
            "<li class='comment depth-1'><article class=comment-body><footer><b class=fn>{name}</b> <span class=says>says:</span> \
             <time datetime=2024-03-05>March 5, 2024</time></footer><p>I am {name}.</p></article>{replies}</li>"
        )
    };
    let replies = format!("<ol class=children>{}</ol>", comment("ben", ""));
    let page = format!("<ol class=comment-list>{}{}</ol>", comment("ada", &replies), comment("cay", ""));
    let found = posts(&page);
    let names: Vec<String> = found.iter().map(|post| head(post).0).collect();
    assert_eq!(names, ["ada", "cay"]);
    assert_eq!(head(&found[0]).1, "March 5, 2024");
    let Some(Block::Post(reply)) = found[0].blocks.last() else { panic!("no reply: {found:?}") };
    assert_eq!(head(reply).0, "ben");
}

#[test]
fn answers_are_known_by_their_type() {
    let answer = |name: &str| {
        format!(
            "<div itemscope itemtype='https://schema.org/Answer'><div itemprop=text><p>Yes.</p></div>\
                 <span itemprop=author><a itemprop=url href=/users/7><span itemprop=name>{name}</span></a></span>\
                 <time itemprop=dateCreated datetime=2024-03-05T10:00>Mar 5</time></div>"
        )
    };
    let found = posts(&(answer("Ada Quay") + &answer("Ben Mole")));
    assert_eq!(head(&found[1]).0, "Ben Mole");
    assert_eq!(head(&found[1]).1, "2024-03-05");
}

#[test]
fn posts_whose_text_is_dropped_are_dropped() {
    let page = "<p>Text</p><div class=comment><span class=author>Ada</span> <time>2024-03-05</time></div>";
    assert_eq!(html(page), "<p>Text</p>\n<p>Ada 2024-03-05</p>");
}
