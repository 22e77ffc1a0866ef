//! [`Article`] -> how long it is, and how long it takes to read.

use std::time::Duration;

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Article;

/// Words a minute at which adults read prose silently: the mean of 190 studies (Brysbaert, "How many words do we read per
/// minute?", Journal of Memory and Language 109, 2019).
const WORDS_PER_MINUTE: f64 = 238.0;

/// Characters a minute of scripts that do not part words: between 255 for Chinese and 357 for Japanese (Trauzettel-Klosinski
/// and Dietz, "Standardized assessment of reading performance", Investigative Ophthalmology & Visual Science 53, 2012).
const CHARACTERS_PER_MINUTE: f64 = 300.0;

impl Article {
    /// How many words the article's text has, by the word boundaries of UAX #29. In scripts that do not part words
    /// (Chinese, Japanese), each Han and Hiragana character is one. The title is not counted.
    ///
    /// # Examples
    ///
    /// ```
    /// let article = gleaner::extract("<p>The ferry left the island at noon, an hour late.</p>")?;
    /// assert_eq!(article.word_count(), 10);
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn word_count(&self) -> usize {
        self.to_text().unicode_words().count()
    }

    /// How long reading it takes: 238 words a minute (Brysbaert 2019, the mean of 190 studies of silent reading), and 300
    /// characters a minute of Chinese and Japanese (Trauzettel-Klosinski and Dietz 2012 found 255 and 357). Pictures and
    /// code take no time of their own. To whole seconds.
    ///
    /// # Examples
    ///
    /// ```
    /// let html = format!("<article><p>{}</p></article>", "The ferry was late again today. ".repeat(119));
    /// assert_eq!(gleaner::extract(&html)?.reading_time(), std::time::Duration::from_secs(180));
    /// # Ok::<(), gleaner::Error>(())
    /// ```
    pub fn reading_time(&self) -> Duration {
        let text = self.to_text();
        let (mut words, mut characters) = (0.0, 0.0);
        for word in text.unicode_words() {
            match word.chars().filter(|&c| is_unspaced(c)).count() {
                0 => words += 1.0,
                count => characters += count as f64,
            }
        }
        let minutes = words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE;
        Duration::from_secs((minutes * 60.0).round() as u64)
    }
}

/// Characters of scripts that do not part words by spaces: Han, Hiragana, Katakana.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Block, Inline};

    fn of(text: &str) -> Article {
        Article { blocks: vec![Block::Paragraph(vec![Inline::Text(text.into())])], ..Article::default() }
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(of("It’s 3.5 km — well-known, isn't it?").word_count(), 7);
        assert_eq!(of("桥重新开放").word_count(), 5);
        assert_eq!(Article::default().word_count(), 0);
    }

    #[test]
    fn chinese_is_timed_by_characters() {
        assert_eq!(of(&"桥".repeat(300)).reading_time().as_secs(), 60);
        assert_eq!(of(&"bridge ".repeat(238)).reading_time().as_secs(), 60);
        assert_eq!(Article::default().reading_time().as_secs(), 0);
    }
}
