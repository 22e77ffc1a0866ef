//! [`Article`] -> the language its text is in, whatever the page declares. Behind the `detect-language` feature.

use whatlang::{Info, Lang, detect};

use crate::article::Article;

/// Bytes of text the language is told from: more changes nothing.
const MAX_BYTES: usize = 20_000;

/// The language a text is in, by its letters.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct DetectedLanguage {
    /// Language as a BCP 47 tag, without region: `en`, `pt`.
    pub tag: String,
    /// 0 to 1: how far the language is ahead of the next likely one, for a text of this length. Not a probability.
    pub confidence: f64,
    /// Whether that is far enough to believe it.
    pub is_reliable: bool,
}

impl Article {
    /// Tells the language of the article's text from its alphabet and runs of three letters; `None` if there is no text.
    ///
    /// [`Metadata::language`](crate::Metadata::language) is what the page declares, and often a leftover of the template
    /// it was made with. Believe neither on a line or two.
    ///
    /// # Examples
    ///
    /// ```
    /// let article = gleaner::extract("<html lang=en><article><p>Die Fähre verließ die Insel am Mittag, eine Stunde zu spät, \
    ///     mit der Post, dem Arzt und elf Schafen an Bord. Es war die dritte Verspätung in dieser Woche.</p></article>")?;
    /// assert_eq!(article.detect_language().map(|l| l.tag).as_deref(), Some("de"));
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn detect_language(&self) -> Option<DetectedLanguage> {
        let text = self.to_text();
        let cut = (0..=MAX_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at))?;
        let found: Info = detect(text.get(..cut)?)?;
        Some(DetectedLanguage {
            tag: tag(found.lang()).to_owned(),
            confidence: found.confidence(),
            is_reliable: found.is_reliable(),
        })
    }
}

/// The shortest code of a language, as BCP 47 wants it.
fn tag(lang: Lang) -> &'static str {
    const TWO_LETTERS: &str = "\
        epo eo eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de ukr uk kat ka ara ar hin hi jpn ja heb he yid yi \
        pol pl amh am jav jv kor ko nob nb dan da swe sv fin fi tur tr nld nl hun hu ces cs ell el bul bg bel be mar mr kan kn \
        ron ro slv sl hrv hr srp sr mkd mk lit lt lav lv est et tam ta vie vi urd ur tha th guj gu uzb uz pan pa aze az ind id \
        tel te pes fa mal ml ori or mya my nep ne sin si khm km tuk tk aka ak zul zu sna sn afr af lat la slk sk cat ca tgl tl \
        hye hy cym cy";
    let mut codes = TWO_LETTERS.split_ascii_whitespace();
    while let (Some(three), Some(two)) = (codes.next(), codes.next()) {
        if three == lang.code() {
            return two;
        }
    }
    lang.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_shortest_tag() {
        for lang in Lang::all() {
            assert_eq!(tag(*lang).len(), 2, "{}", lang.code());
        }
    }

    #[test]
    fn no_text_has_no_language() {
        assert_eq!(Article::default().detect_language(), None);
    }
}
