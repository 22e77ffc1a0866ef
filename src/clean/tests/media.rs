//! Images, figures, galleries, players.

use super::{clean, html};
use crate::article::{Block, Embed, EmbedKind};

#[test]
fn figures_join_image_and_caption() {
    assert_eq!(
        html(
            "<figure><a href=big.jpg><img src=a.jpg alt=A></a><figcaption><p>One</p><p>two</p></figcaption></figure>"
        ),
        "<figure><a href=\"https://example.org/a/big.jpg\"><img src=\"https://example.org/a/a.jpg\" alt=\"A\"></a>\
         <figcaption>One<br>two</figcaption></figure>"
    );
    assert_eq!(
        html("<figure><pre>x</pre><figcaption>C</figcaption></figure>"),
        "<pre><code>x</code></pre>\n<p>C</p>"
    );
}

#[test]
fn figures_are_told_by_what_is_called_a_caption() {
    let figure = html("<figure><img src=a.jpg alt=A><figcaption>The pier</figcaption></figure>");
    for page in [
        "<div class='wp-caption alignleft'><img src=a.jpg alt=A><p class=wp-caption-text>The pier</p></div>",
        "<dl class=gallery-item><dt><img src=a.jpg alt=A></dt><dd class='wp-caption-text'>The pier</dd></dl>",
        "<div class=thumbinner><img src=a.jpg alt=A><div class=thumbcaption><p>The pier</p></div></div>",
    ] {
        assert_eq!(html(page), figure, "{page}");
    }
    let card =
        "<div class=card><img src=a.jpg alt=A><div class=caption><h3>Touch</h3><p>Simple.</p></div></div>";
    assert!(html(card).contains("<h2>Touch</h2>"), "{}", html(card));
    let story = "<div class=text><p class=caption>One</p><img src=a.jpg alt=A><p>Two</p></div>";
    assert_eq!(html(story), html(&story.replace(" class=caption", "")), "more than a figure");
}

#[test]
fn images_alone_are_figures_and_images_in_text_are_not() {
    assert_eq!(
        html("<p><img src=a.jpg></p>"),
        "<figure><img src=\"https://example.org/a/a.jpg\" alt=\"\"></figure>"
    );
    assert_eq!(
        html("<p>a <img src=a.jpg alt=b> c"),
        "<p>a <img src=\"https://example.org/a/a.jpg\" alt=\"b\"> c</p>"
    );
}

fn sources(page: &str) -> Vec<String> {
    html(page)
        .split("src=\"")
        .skip(1)
        .filter_map(|s| s.split_once('"'))
        .map(|(s, _)| s.replace("https://example.org/a/", ""))
        .collect()
}

#[test]
fn lazy_images_are_found() {
    let pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    assert_eq!(sources(&format!("<img src='{pixel}' data-src=a.jpg>")), ["a.jpg"]);
    assert_eq!(sources("<img src=spacer.gif data-srcset='a.jpg 400w, b.jpg 1200w, c.jpg 800w'>"), ["b.jpg"]);
    assert_eq!(sources("<img srcset='a,b.jpg 1x, c.jpg 2x'>"), ["c.jpg"]);
    assert_eq!(sources(&format!("<picture><source srcset=a.webp><img src='{pixel}'></picture>")), ["a.webp"]);
    assert_eq!(sources("<img src=a.jpg><img src=b.jpg>"), ["a.jpg", "b.jpg"]);
}

#[test]
fn of_several_widths_the_largest_is_the_image() {
    assert_eq!(sources("<img src=a.jpg srcset='b.jpg 320w, c.jpg 960w, d.jpg 640w'>"), ["c.jpg"]);
    assert_eq!(sources("<img src=a.jpg srcset='a.jpg 1x, b.jpg 2x'>"), ["a.jpg"]);
    assert_eq!(sources("<picture><source srcset='a.webp 900w'><img src=a.jpg></picture>"), ["a.jpg"]);
}

#[test]
fn images_of_unknown_loaders_are_found() {
    assert_eq!(
        sources("<img src='data:image/svg+xml,x' data-id='a.b/c' data-loader=i/a.png?w=2>"),
        ["i/a.png?w=2"]
    );
}

#[test]
fn images_repeated_for_readers_without_scripts_are_kept_once() {
    assert_eq!(sources("<img data-src=a.jpg><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
    assert_eq!(sources("<img src=placeholder.png><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
    assert_eq!(
        sources("<p></p><noscript><img src=a.jpg?w=9></noscript><img data-src=a.jpg?w=1>"),
        ["a.jpg?w=1"]
    );
    assert_eq!(sources("<p>x</p><noscript><img src=a.jpg></noscript>"), ["a.jpg"]);
}

#[test]
fn a_blurred_copy_gives_way_to_the_picture() {
    let page = "<figure><div><div><img src='60/a.png?q=20'></div><img><noscript><img src='3000/a.png'></noscript></div></figure>";
    assert_eq!(sources(page), ["3000/a.png"]);
    assert_eq!(sources("<img src=60/a.png><noscript><img src=b.png></noscript>"), ["60/a.png"]);
}

#[test]
fn a_picture_in_several_widths_does_not_lead_to_itself() {
    let widths = "src=s/a.jpg srcset='s/a.jpg 90w, l/a.jpg 900w'";
    assert_eq!(html(&format!("<a href=a-scaled.jpg><img {widths}></a>")), html("<img src=l/a.jpg>"));
    for kept in [
        format!("<a href=b.jpg><img {widths}></a>"),
        format!("<a href=a.jpg><img {widths}> Enlarge</a>"),
        "<a href=a.jpg><img src=a-9x9.jpg></a>".to_owned(),
    ] {
        assert!(html(&kept).contains("href="), "{kept}");
    }
}

#[test]
fn images_that_show_nothing_are_dropped() {
    assert!(
        sources("<img src=a.gif width=1 height=1><img src=/i/spacer.gif><img><img src='javascript:x'>")
            .is_empty()
    );
}

#[test]
fn a_list_of_images_alone_is_a_gallery() {
    assert_eq!(
        html("<ul><li><img src=a.jpg alt=A><li><img src=b.jpg></ul>"),
        format!(
            "<div class=\"gallery\">\n{}\n</div>",
            html("<p><img src=a.jpg alt=A></p><p><img src=b.jpg></p>")
        )
    );
    let mixed = html("<ul><li><img src=a.jpg alt=A><li>text</ul>");
    assert!(mixed.starts_with("<ul>"), "{mixed}");
}

#[test]
fn thumbnails_of_an_image_are_left_out() {
    let main = html("<div><img src=a.jpg alt=A></div>");
    assert_eq!(
        html("<div><img src=a.jpg alt=A><ul><li><img src=t1.jpg alt=''><li><img src=t2.jpg></ul></div>"),
        main
    );
    let told = html("<div><img src=a.jpg alt=A><ul><li><img src=t1.jpg alt=Back></ul></div>");
    assert!(told.contains("Back"), "{told}");
}

#[test]
fn images_that_another_enlarges_are_kept_once() {
    let once = html("<div><a href=big.jpg><img src=small.jpg></a></div>");
    assert_eq!(html("<div><a href=big.jpg><img src=small.jpg></a> <img src=big.jpg></div>"), once);
}

#[test]
fn pictures_of_people_who_write_are_no_images_of_the_article() {
    assert!(sources("<p><img class='user avatar' src=a.jpg></p>").is_empty());
    assert!(sources("<p><span class=comment-avatar><img src=a.jpg></span></p>").is_empty());
    assert!(sources("<p><img src='https://secure.gravatar.com/x.jpg'></p>").is_empty());
    assert_eq!(sources("<p><img src=avatar-poster.jpg></p>"), ["avatar-poster.jpg"]);
    assert_eq!(sources("<div class=avatar><p>Text</p><img src=a.jpg></div>"), ["a.jpg"]);
}

#[test]
fn credits_are_told_from_captions() {
    let figure = |caption: &str| {
        format!("<figure><img src=\"https://example.org/a/a.jpg\" alt=\"\">{caption}</figure>")
    };
    let told = figure("<figcaption>A boat. <span class=\"credit\">Ada Quay</span></figcaption>");
    for page in [
        "<figure><img src=a.jpg><figcaption>A boat. <span class='photo-credit'>Ada Quay</span></figcaption></figure>",
        "<figure><img src=a.jpg><figcaption>A boat.</figcaption><div class=image__credit>Ada Quay</div></figure>",
        "<figure><img src=a.jpg><figcaption>A boat. <cite itemprop=copyrightHolder>Ada Quay</cite></figcaption></figure>",
    ] {
        assert_eq!(html(page), told, "{page}");
    }
    assert_eq!(
        html("<figure><img src=a.jpg><figcaption class=credit-line>A boat.</figcaption></figure>"),
        figure("<figcaption>A boat.</figcaption>")
    );
}

#[test]
fn galleries_keep_the_caption_of_each_image() {
    let figure = |name: &str| {
        format!(
            "<figure><img src=\"https://example.org/a/{name}.jpg\" alt=\"\"><figcaption>{name}</figcaption></figure>"
        )
    };
    let gallery = format!("<div class=\"gallery\">\n{}\n{}\n</div>", figure("x"), figure("y"));
    let item = |name: &str| format!("<figure><img src={name}.jpg><figcaption>{name}</figcaption></figure>");
    let both = item("x") + &item("y");
    assert_eq!(html(&format!("<div class=gallery>{both}</div>")), gallery);
    assert_eq!(html(&format!("<ul><li>{}<li>{}</ul>", item("x"), item("y"))), gallery);
    assert_eq!(
        html(&format!("<figure class=wp-block-gallery>{both}<figcaption>All</figcaption></figure>")),
        format!("{gallery}\n<p>All</p>")
    );
    assert_eq!(
        html(&format!("<div class=gallery>{both}<p>Text</p></div>")),
        format!("{}\n{}\n<p>Text</p>", figure("x"), figure("y"))
    );
}

#[test]
fn players_say_whose_they_are_and_where() {
    let embed = |page: &str| match clean(page).as_slice() {
        [Block::Embed(Embed { kind, url, provider, title })] => {
            (*kind, url.clone(), provider.clone().unwrap_or_default(), title.clone())
        }
        other => panic!("not one embed: {other:?}"),
    };
    let video = |url: &str, provider: &str, title: &str| {
        (EmbedKind::Video, url.into(), provider.into(), title.into())
    };
    assert_eq!(
        embed("<iframe src='https://www.youtube.com/embed/x1' title='A boat'></iframe>"),
        video("https://www.youtube.com/embed/x1", "youtube", "A boat")
    );
    assert_eq!(
        embed("<iframe data-src='//player.vimeo.com/video/7'></iframe>"),
        video("https://player.vimeo.com/video/7", "vimeo", "")
    );
    assert_eq!(
        embed("<lite-youtube videoid=x1 playlabel='A boat'></lite-youtube>"),
        video("https://www.youtube.com/watch?v=x1", "youtube", "A boat")
    );
    assert_eq!(
        embed("<object data='https://www.youtube.com/v/x1'><p>no plug-in</p></object>"),
        video("https://www.youtube.com/v/x1", "youtube", "")
    );
    assert_eq!(embed("<video><source src=a.mp4></video>"), video("https://example.org/a/a.mp4", "", ""));
    assert_eq!(embed("<audio src=a.mp3></audio>").0, EmbedKind::Audio);
    assert_eq!(embed("<iframe src='https://codepen.io/x/embed/y'></iframe>").0, EmbedKind::Page);
    let player = "<iframe src='https://www.youtube.com/embed/x1'></iframe>";
    assert_eq!(clean(&format!("{player}<noscript>{player}</noscript>")).len(), 1);
    assert!(clean("<p>x</p><iframe src='https://ads.example/x'></iframe>").len() == 1);
    assert!(clean("<lite-youtube videoid='\"><b>'></lite-youtube>").is_empty());
}

#[test]
fn the_picture_of_an_author_goes_with_the_name_it_is_linked_like() {
    let page = |rel: &str| {
        format!("<div><div><a href=/ada><img src=/a.jpg></a></div><a href=/ada rel={rel}>Ada</a></div>")
    };
    assert!(!html(&page("author")).contains("<img"));
    assert!(html(&page("next")).contains("<img"));
}

#[test]
fn of_a_picture_in_several_formats_the_first_is_shown() {
    let page = |media: &str, width: u32| {
        format!(
            "<picture><source {media} srcset='/a.webp 640w, /b.webp {width}w'><img src=/c.jpg \
             srcset='/c.jpg 640w, /d.jpg 960w'></picture>"
        )
    };
    assert!(html(&page("", 960)).contains("/b.webp"));
    assert!(html(&page("", 800)).contains("/d.jpg"), "the larger one");
    assert!(html(&page("media='(min-width: 9em)'", 960)).contains("/d.jpg"), "another picture");
}
