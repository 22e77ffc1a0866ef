//! Block -> a link to its text on the page, by a text fragment (`#:~:text=first words,last words`, WICG).
//!
//! Made of the block's own words, those a browser finds on the page as they are: none next to a formula, a reference to a
//! note or a ruby, which a page prints in other ways than the article.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::article::{Block, Figure, Inline};

/// Characters that may stand in a text fragment as they are. `-`, `,` and `&` have meaning there.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// Characters up to which a line is quoted whole.
const MAX_WHOLE: usize = 80;

/// Characters quoted of the beginning and of the end of a longer text, at least: enough to be found nowhere else.
const MIN_PART: usize = 30;

/// Characters within which such a part ends at white space or a punctuation mark, if it can.
const MAX_PART: usize = 60;

impl Block {
    /// A link to the page at `url` that scrolls to this block's text and marks it, for citing; `None` if the block has no
    /// text. A fragment the URL has is kept. Where the same words stand earlier on the page, the link leads there.
    ///
    /// # Examples
    ///
    /// ```
    /// use gleaner::{Block, Inline};
    ///
    /// let block = Block::Paragraph(vec![Inline::Text("The moon pulls the sea.".into())]);
    /// assert_eq!(
    ///     block.cite("https://a.example/tides").as_deref(),
    ///     Some("https://a.example/tides#:~:text=The%20moon%20pulls%20the%20sea.")
    /// );
    /// ```
    pub fn cite(&self, url: &str) -> Option<String> {
        let mut quote = Quote::default();
        quote.block(self);
        quote.end_line(true);
        let hash = if url.contains('#') { "" } else { "#" };
        let encoded = |text| utf8_percent_encode(text, ENCODED);
        let first = quote.first?;
        match quote.last {
            None if first.chars().count() <= MAX_WHOLE => {
                Some(format!("{url}{hash}:~:text={}", encoded(&first)))
            }
            last => {
                let last = last.as_ref().unwrap_or(&first);
                Some(format!("{url}{hash}:~:text={},{}", encoded(head(&first)), encoded(tail(last))))
            }
        }
    }
}

/// The first and the last of the lines of a block that a browser finds as they are.
#[derive(Default)]
struct Quote {
    first: Option<String>,
    last: Option<String>,
    line: String,
    /// What was before the line leaves its first word in doubt.
    cut: bool,
}

impl Quote {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Verse(content) => {
                self.line_of(content);
            }
            Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| self.line_of(term));
                    definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Quote(quote) => {
                self.blocks(&quote.blocks);
                self.line_of(&quote.attribution);
            }
            Block::Post(post) => self.blocks(&post.blocks),
            Block::Callout(callout) => {
                self.line_of(&callout.title);
                self.blocks(&callout.blocks);
            }
            Block::Details(details) => {
                self.line_of(&details.summary);
                self.blocks(&details.blocks);
            }
            Block::Code { text, .. } => text.lines().for_each(|line| {
                self.line.push_str(line);
                self.end_line(true);
            }),
            Block::Table(table) => {
                self.line_of(&table.caption);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| self.blocks(&cell.content));
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(figures) => figures.iter().for_each(|figure| self.figure(figure)),
            Block::Math(_) | Block::Embed(_) | Block::Rule => {}
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn figure(&mut self, figure: &Figure) {
        self.line_of(&figure.caption);
        self.line_of(&figure.credit);
    }

    fn line_of(&mut self, content: &[Inline]) {
        self.inlines(content);
        self.end_line(true);
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.line.push_str(text),
                Inline::LineBreak => self.end_line(true),
                Inline::Math(_) | Inline::NoteReference(_) | Inline::Ruby(_) => self.end_line(false),
                other => self.inlines(other.content()),
            }
        }
    }

    /// Ends a line, at an end of the page's own line or where the page prints something else.
    fn end_line(&mut self, clean: bool) {
        let mut line = self.line.as_str();
        if self.cut {
            line = line.find(char::is_whitespace).and_then(|at| line.get(at..)).unwrap_or_default();
        }
        if !clean {
            line = line.rfind(char::is_whitespace).and_then(|at| line.get(..at)).unwrap_or_default();
        }
        if line.contains(char::is_alphanumeric) {
            // Browsers look for text as they show it, also in code.
            let line = Some(line.split_whitespace().collect::<Vec<_>>().join(" "));
            if self.first.is_none() { self.first = line } else { self.last = line }
        }
        self.line.clear();
        self.cut = !clean;
    }
}

/// Whether a part of a text may end beside this character, whatever the script.
fn ends_part(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{3001}' | '\u{3002}' | '\u{ff01}' | '\u{ff0c}' | '\u{ff1a}'..='\u{ff1f}')
}

/// The first words of a line.
fn head(line: &str) -> &str {
    let chars = || line.char_indices().enumerate();
    let end = chars()
        .take(MAX_PART)
        .find(|&(at, (_, c))| at >= MIN_PART && ends_part(c))
        .or_else(|| chars().nth(MIN_PART).filter(|_| line.chars().count() > MAX_PART));
    end.and_then(|(_, (at, _))| line.get(..at)).unwrap_or(line)
}

/// The last words of a line.
fn tail(line: &str) -> &str {
    let chars = || line.char_indices().rev().enumerate();
    let start = chars()
        .take(MAX_PART)
        .find(|&(at, (_, c))| at >= MIN_PART && ends_part(c))
        .or_else(|| chars().nth(MIN_PART).filter(|_| line.chars().count() > MAX_PART));
    start.and_then(|(_, (at, c))| line.get(at + c.len_utf8()..)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Ruby;

    fn cited(content: Vec<Inline>) -> Option<String> {
        let link = Block::Paragraph(content).cite("u")?;
        let text = percent_encoding::percent_decode_str(link.strip_prefix("u#:~:text=").unwrap());
        Some(text.decode_utf8().unwrap().into_owned())
    }

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn short_lines_are_quoted_whole_and_long_ones_by_their_ends() {
        assert_eq!(cited(vec![text("Short.")]).as_deref(), Some("Short."));
        let long = "The ferry left the island at noon, an hour late, with the mail, the doctor and eleven sheep aboard.";
        assert_eq!(
            cited(vec![text(long)]).as_deref(),
            Some("The ferry left the island at noon,,doctor and eleven sheep aboard.")
        );
        let chinese = "渡轮在中午离开小岛，晚了一个小时，船上有邮件、医生和十一只羊。".repeat(3);
        let quoted = cited(vec![text(&chinese)]).unwrap();
        assert!(quoted.starts_with("渡轮在中午离开小岛，") && quoted.chars().count() < 130, "{quoted}");
        assert!(cited(vec![text(&"渡".repeat(200))]).unwrap().chars().count() == 61);
    }

    #[test]
    fn what_a_page_prints_in_another_way_is_not_quoted() {
        let note = || Inline::NoteReference("1".into());
        assert_eq!(
            cited(vec![text("The sea falls"), note(), text(" again.")]).as_deref(),
            Some("The sea,again.")
        );
        assert_eq!(
            cited(vec![Inline::Math("x".into()), text("-axis of the sea")]).as_deref(),
            Some("of the sea")
        );
        let ruby = Inline::Ruby(Ruby { base: vec![text("漢字")], reading: "かんじ".into() });
        assert_eq!(cited(vec![ruby, text("x")]), None);
        assert_eq!(cited(vec![Inline::Strong(vec![text("a")]), text("b c")]).as_deref(), Some("ab c"));
    }

    #[test]
    fn marks_of_the_fragments_own_syntax_are_encoded() {
        let block = Block::Paragraph(vec![text("a-b, c & d")]);
        assert_eq!(block.cite("https://a.b/#c").unwrap(), "https://a.b/#c:~:text=a%2Db%2C%20c%20%26%20d");
    }

    #[test]
    fn blocks_are_quoted_from_their_first_line_to_their_last() {
        let code = Block::Code { language: None, text: "\nlet a = 1;\n\n}\nlet b = 2;\n".into() };
        assert_eq!(code.cite("u").unwrap(), "u#:~:text=let%20a%20%3D%201%3B,let%20b%20%3D%202%3B");
        assert_eq!(Block::Rule.cite("u"), None);
    }
}
