//! Metadata -> the same with no value longer than the caller allows: text is cut, a longer URL left out.
//!
//! The bound that holds without being asked for is kept where values are cleaned.

use crate::article::{Metadata, Sourced};

/// Cuts every value to so many characters.
pub(crate) fn shorten(m: &mut Metadata, most: usize) {
    let texts =
        [&mut m.title, &mut m.subtitle, &mut m.site, &mut m.language, &mut m.description, &mut m.section];
    let lists = [&mut m.alternative_titles, &mut m.categories, &mut m.tags];
    let all = texts.into_iter().chain([&mut m.licence]).flatten().chain(lists.into_iter().flatten());
    for text in all {
        cut(&mut text.value, most);
        cut(&mut text.raw, most);
    }
    for url in [&mut m.canonical_url, &mut m.amp_url, &mut m.next_url, &mut m.previous_url, &mut m.favicon] {
        url.take_if(|url| is_longer(&url.value, most));
        cut_raw(url, most);
    }
    for author in &mut m.authors {
        cut(&mut author.raw, most);
        cut(&mut author.value.name, most);
        author.value.url.take_if(|url| is_longer(url, most));
        author.value.image.take_if(|url| is_longer(url, most));
    }
    if let Some(publisher) = &mut m.publisher {
        cut(&mut publisher.value.name, most);
        publisher.value.url.take_if(|url| is_longer(url, most));
        publisher.value.logo.take_if(|url| is_longer(url, most));
    }
    m.image.take_if(|image| is_longer(&image.value.url, most));
    if let Some(alt) = m.image.as_mut().and_then(|image| image.value.alt.as_mut()) {
        cut(alt, most);
    }
    cut_raw(&mut m.publisher, most);
    cut_raw(&mut m.image, most);
    cut_raw(&mut m.published, most);
    cut_raw(&mut m.modified, most);
    cut_raw(&mut m.accessible_for_free, most);
    cut_raw(&mut m.comment_count, most);
}

fn cut_raw<T>(field: &mut Option<Sourced<T>>, most: usize) {
    if let Some(field) = field {
        cut(&mut field.raw, most);
    }
}

fn cut(text: &mut String, most: usize) {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
    }
}

fn is_longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}
