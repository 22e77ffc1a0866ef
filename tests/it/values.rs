//! What must hold of every metadata value, whatever the page. Shared by the integration tests and the fuzz targets.

use chrono::Datelike;
use gleaner::{Metadata, Source, Sourced, Timestamp};

/// Characters of the longest value.
const MAX_CHARS: usize = 10_000;

/// Authors, tags, categories and other titles of one article.
const MAX_VALUES: [usize; 4] = [100, 100, 100, 10];

/// Whether a character moves a terminal's cursor, ends a line, or turns the direction of writing.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

fn assert_plain(text: &str) {
    assert!(!text.contains(steers), "{text:?}");
    assert!(text.chars().count() <= MAX_CHARS, "{} characters", text.chars().count());
}

fn assert_url(url: &str, data: bool) {
    assert_plain(url);
    let web = url.starts_with("http://") || url.starts_with("https://");
    let raster = url.starts_with("data:image/") && !url.starts_with("data:image/svg");
    assert!(web || (data && raster), "{url:?}");
}

fn assert_sourced<T>(field: &Sourced<T>) {
    assert_plain(&field.raw);
    match &field.source {
        Source::JsonLd(name)
        | Source::Meta(name)
        | Source::Microdata(name)
        | Source::Rdfa(name)
        | Source::Link(name)
        | Source::Element(name)
        | Source::Script(name) => assert_plain(name),
        _ => {}
    }
}

fn assert_date(date: &Timestamp) {
    let year = match date {
        Timestamp::Year(year) | Timestamp::Month(year, _) => *year,
        Timestamp::Day(day) => day.year(),
        Timestamp::Local(time) => time.year(),
        Timestamp::Instant(time) => time.year(),
    };
    assert!((1..=9999).contains(&year), "{date}");
}

/// Checks every value of every field.
pub(crate) fn assert_presentable(m: &Metadata) {
    let texts = [&m.title, &m.subtitle, &m.site, &m.language, &m.description, &m.section, &m.licence];
    let lists = [&m.alternative_titles, &m.categories, &m.tags];
    for text in texts.into_iter().flatten().chain(lists.into_iter().flatten()) {
        assert_sourced(text);
        assert_plain(&text.value);
        assert!(!text.value.is_empty());
    }
    let urls = [&m.canonical_url, &m.amp_url, &m.next_url, &m.previous_url, &m.favicon];
    for url in urls.into_iter().flatten() {
        assert_sourced(url);
        assert_url(&url.value, false);
    }
    let counts = [m.authors.len(), m.tags.len(), m.categories.len(), m.alternative_titles.len()];
    assert!(counts.iter().zip(MAX_VALUES).all(|(count, most)| *count <= most), "{counts:?}");
    for author in &m.authors {
        assert_sourced(author);
        assert!(!author.value.name.is_empty());
        assert_plain(&author.value.name);
        author.value.url.iter().chain(&author.value.image).for_each(|url| assert_url(url, false));
    }
    for date in m.published.iter().chain(&m.modified) {
        assert_sourced(date);
        assert_date(&date.value);
    }
    if let Some(publisher) = &m.publisher {
        assert_sourced(publisher);
        assert_plain(&publisher.value.name);
        publisher.value.url.iter().chain(&publisher.value.logo).for_each(|url| assert_url(url, true));
    }
    if let Some(image) = &m.image {
        assert_sourced(image);
        assert_url(&image.value.url, true);
        image.value.alt.iter().for_each(|alt| assert_plain(alt));
    }
    m.accessible_for_free.iter().for_each(assert_sourced);
    m.comment_count.iter().for_each(assert_sourced);
}
