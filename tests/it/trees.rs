//! Article trees made of bytes, so that property tests and fuzzing walk the same space.
//!
//! [`wild`] trees hold anything a caller could build: empty blocks, text and URLs made to be taken for markup, lists in
//! cells. [`tidy`] trees are such as extraction gives, with text no less nasty: nothing empty, white space collapsed, styles
//! neither within themselves nor side by side. Shared by the integration tests and the fuzz targets.

use std::collections::BTreeSet;

use gleaner::{
    Abbreviation, Article, Author, Block, Callout, Cell, Definition, Details, Embed, EmbedKind, Figure,
    Image, Inline, Item, Link, List, Note, Numbering, Post, Quote, Row, Ruby, Table, Votes,
};

/// Containers within each other.
const MAX_DEPTH: usize = 3;

/// Pieces of text that mean something to Markdown, HTML, or readers of URLs.
const NASTY: &[&str] = &[
    "a",
    "b",
    " ",
    "word",
    "é",
    "日本",
    "\u{a0}",
    "\n",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~~",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    ";",
    "!",
    "|",
    "#",
    "# ",
    "+",
    "- ",
    "---",
    "===",
    "1.",
    "2) ",
    ":",
    "=",
    "\\",
    "\"",
    "'",
    "^",
    "@",
    "$",
    "$$",
    "http://",
    "www.",
    "a@b.c",
    "&amp;",
    "&#35;",
    "](javascript:x)",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<|@a>",
    "<a@b.c>",
    "<https:x>",
    "[^1]",
    "[^1]: ",
    "[ ] ",
    "[x]",
    "![",
    "<b onclick=x>",
    "javascript:",
    "data:",
    "\u{0}",
    "\u{1f}",
    "\u{202e}",
    "\u{200b}",
    "，",
    "“",
    "\r",
    "<br>",
    "</a>",
    "{{",
    "%20",
    "]]>",
    "<?",
    "--",
    "\u{feff}",
    "x^2",
];

/// Words of tidy text, a third of them with marks that Markdown or HTML would take for their own.
const WORDS: &[&str] = &[
    "ferry",
    "island",
    "noon",
    "Ärger",
    "渡轮",
    "mail",
    "sheep",
    "o’clock",
    "(late)",
    "tide,",
    "*star*",
    "_low_",
    "`tick`",
    "[link](u)",
    "<b>bold</b>",
    "&amp;",
    "#tag",
    "-",
    "+",
    "1.",
    "|",
    "~~out~~",
    "$5",
    "http://u.example",
    "me@u.example",
    "back\\slash",
    "wow!",
    "^up",
    "<!--",
    "snake_case",
    "5*3*2",
    "===",
    "---",
    "www.u.example",
    "“so”",
];

const LINES: &[&str] =
    &["let a = 1;", "```", "# a", "<b>c</b>", "\tindented", "", "> q", "- i", "    deep", "~~~~", "end"];

const URLS: &[&str] = &[
    "https://u.example/a_(b)?c=d&e=*f*",
    "https://u.example/",
    "https://u.example/%20x#y",
    "mailto:me@u.example",
];

/// An article of anything.
pub(crate) fn wild(bytes: &[u8]) -> Article {
    let mut choices = Choices { bytes, tidy: false, depth: 0, styles: Vec::new() };
    let mut article = Article::default();
    article.blocks = choices.blocks(6);
    article.notes = choices.many(3, |c| Note { label: c.text(), blocks: c.blocks(2) });
    article
}

/// An article such as extraction gives.
pub(crate) fn tidy(bytes: &[u8]) -> Article {
    let mut choices = Choices { bytes, tidy: true, depth: 0, styles: Vec::new() };
    let mut article = Article::default();
    article.blocks = choices.blocks(6);
    article.blocks.iter_mut().for_each(cut_heading);
    close_gaps(&mut article.blocks);
    for label in 1..=choices.below(3) {
        let label = (label + 1).to_string();
        let content = vec![choices.words(), Inline::NoteReference(label.clone()), choices.more_words()];
        article.blocks.push(Block::Paragraph(content));
        let blocks = vec![Block::Paragraph(vec![Inline::Text("so it goes".to_owned())])];
        article.notes.push(Note { label, blocks });
    }
    article
}

/// Leaves a heading the little it may hold: extraction takes longer ones for text.
fn cut_heading(block: &mut Block) {
    let mut heading = Article::default();
    heading.blocks.push(block.clone());
    if let Block::Heading { content, .. } = block
        && heading.to_html().len() > 300
    {
        *content = vec![Inline::Text("tide".to_owned())];
    }
}

/// Gives headings the levels extraction does: from 2 on, without gaps.
fn close_gaps(blocks: &mut [Block]) {
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let used: BTreeSet<u8> = blocks.iter().filter_map(level).collect();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = 6.min(2 + used.range(..*level).count() as u8);
        }
    }
}

struct Choices<'a> {
    bytes: &'a [u8],
    tidy: bool,
    depth: usize,
    /// Names of the styles open around.
    styles: Vec<u8>,
}

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first
    }

    fn below(&mut self, end: u8) -> u8 {
        self.byte() % end
    }

    fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.byte()) % of.len()]
    }

    fn many<T>(&mut self, most: u8, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let least = u8::from(self.tidy);
        (0..self.below(most).max(least)).map(|_| make(self)).collect()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.flag() { Some(make(self)) } else { None }
    }

    /// Text of one line, for titles and `alt`.
    fn text(&mut self) -> String {
        if self.tidy {
            return (0..=self.below(3)).map(|_| self.pick(WORDS)).collect::<Vec<_>>().join(" ");
        }
        let mut text = String::new();
        for _ in 0..self.below(6) {
            match self.byte() {
                250.. => text.extend(char::from_u32(u32::from(self.byte()) << 8 | u32::from(self.byte()))),
                n => text.push_str(NASTY[usize::from(n) % NASTY.len()]),
            }
        }
        text
    }

    fn url(&mut self) -> String {
        match self.byte() {
            n if self.tidy || n < 100 => URLS[usize::from(n) % URLS.len()].to_owned(),
            n if n < 160 => format!("https://u.example/{}", self.text()),
            n if n < 200 => format!("javascript:{}", self.text()),
            n if n < 220 => format!("data:image/png{}", self.text()),
            _ => self.text(),
        }
    }

    /// TeX; signs that Markdown has commands written for are left out.
    fn formula(&mut self, tidy: &str) -> String {
        if self.tidy { tidy.to_owned() } else { self.text().replace(['<', '>', '|'], "") }
    }

    fn words(&mut self) -> Inline {
        let text = self.text();
        Inline::Text(if self.tidy && text.starts_with(|c: char| !c.is_alphabetic()) {
            format!("so {text}")
        } else {
            text
        })
    }

    /// Text between two other inlines or behind one.
    fn more_words(&mut self) -> Inline {
        let space = if self.flag() { " " } else { "" };
        Inline::Text(format!("{space}{}", self.text()))
    }

    fn image(&mut self) -> Image {
        let url = if self.tidy { format!("https://u.example/{}.jpg", self.byte()) } else { self.url() };
        Image { url, alt: self.text(), title: self.maybe(|c| format!("see {}", c.text())), link: None }
    }

    fn inlines(&mut self) -> Vec<Inline> {
        if !self.tidy {
            return self.many(5, Self::inline);
        }
        let mut content = vec![self.words()];
        for _ in 0..self.below(3) {
            let inline = self.inline();
            if matches!(inline, Inline::Text(_)) {
                continue;
            }
            if self.flag()
                && inline != Inline::LineBreak
                && let Some(Inline::Text(text)) = content.last_mut()
            {
                text.push(' ');
            }
            let after = if inline == Inline::LineBreak { self.words() } else { self.more_words() };
            content.extend([inline, after]);
        }
        content
    }

    fn inline(&mut self) -> Inline {
        let kind = self.below(16);
        // Code and formulas are no style, but may not stand in a reading either.
        if self.styles.len() > 3 || (self.tidy && self.styles.contains(&kind)) {
            return self.words();
        }
        match kind {
            4 => return Inline::Code(if self.tidy { "so `it` is".to_owned() } else { self.text() }),
            5 => return Inline::LineBreak,
            6 => return Inline::Image(self.image()),
            7 => return Inline::Math(self.formula("\\frac{a}{b}")),
            8 if !self.tidy => return Inline::NoteReference(self.text()),
            9 => {
                // The base of a ruby is a word: what stands around it is not read aloud.
                let base = if self.tidy { vec![Inline::Text("漢字".to_owned())] } else { self.inlines() };
                return Inline::Ruby(Ruby {
                    base,
                    reading: if self.tidy { "かんじ".to_owned() } else { self.text() },
                });
            }
            0..=3 | 10..=13 => {}
            _ => return self.words(),
        }
        self.styles.push(kind);
        let inline = match kind {
            0 => Inline::Emphasis(self.inlines()),
            1 => Inline::Strong(self.inlines()),
            2 => Inline::Strikethrough(self.inlines()),
            3 => Inline::Mark(self.inlines()),
            10 => Inline::Subscript(self.inlines()),
            11 => Inline::Superscript(self.inlines()),
            12 => Inline::Abbreviation(Abbreviation { title: self.text(), content: self.inlines() }),
            _ => {
                Inline::Link(Link { url: self.url(), title: self.maybe(Self::text), content: self.inlines() })
            }
        };
        self.styles.pop();
        inline
    }

    fn blocks(&mut self, most: u8) -> Vec<Block> {
        self.depth += 1;
        let mut blocks = self.many(most, Self::block);
        self.depth -= 1;
        if self.tidy {
            // A break stands between two blocks.
            while blocks.last() == Some(&Block::Rule) {
                blocks.pop();
            }
            blocks.dedup_by(|b, a| *a == Block::Rule && *b == Block::Rule);
            if blocks.first() == Some(&Block::Rule) {
                blocks.remove(0);
            }
            if blocks.is_empty() {
                blocks.push(Block::Paragraph(self.inlines()));
            }
        }
        blocks
    }

    fn block(&mut self) -> Block {
        let kind = self.below(if self.depth > MAX_DEPTH { 8 } else { 16 });
        match kind {
            1 if self.depth == 1 || !self.tidy => {
                let id = self.maybe(|c| if c.tidy { format!("part-{}", c.byte()) } else { c.text() });
                Block::Heading { level: self.level(), id, content: self.inlines() }
            }
            2 => self.code(),
            3 => Block::Figure(self.figure()),
            4 => Block::Math(self.formula("E = mc^2")),
            5 => Block::Embed(self.embed()),
            6 if !self.tidy || self.depth == 1 => Block::Rule,
            8 | 9 => self.list(),
            10 => Block::Definitions(self.many(3, Self::definition)),
            11 => Block::Quote(self.quote()),
            12 => Block::Callout(self.callout()),
            13 => Block::Details(Details { summary: self.inlines(), blocks: self.blocks(3) }),
            14 => Block::Table(self.table()),
            15 if !self.tidy => self.rarity(),
            _ => Block::Paragraph(self.inlines()),
        }
    }

    fn level(&mut self) -> u8 {
        if self.tidy { 1 + self.below(6) } else { self.byte() }
    }

    fn code(&mut self) -> Block {
        let language =
            self.maybe(|c| if c.tidy { c.pick(&["rust", "c++", "x86asm"]).to_owned() } else { c.text() });
        let mut text = if self.tidy { "first".to_owned() } else { self.text() };
        for _ in 0..self.below(5) {
            text.push('\n');
            text.push_str(self.pick(LINES));
        }
        if self.tidy {
            text.truncate(text.trim_end().len());
        }
        Block::Code { language, text }
    }

    fn figure(&mut self) -> Figure {
        let image = |c: &mut Self| Image { link: c.maybe(Self::url), ..c.image() };
        let caption = self.maybe(Self::inlines).unwrap_or_default();
        let credit = self.maybe(|c| vec![c.words()]).unwrap_or_default();
        Figure { images: self.many(3, image), caption, credit }
    }

    fn quote(&mut self) -> Quote {
        Quote {
            blocks: self.blocks(3),
            attribution: self.maybe(|c| vec![c.words()]).unwrap_or_default(),
            source: self.maybe(|c| if c.tidy { URLS[0].to_owned() } else { c.url() }),
            pull: !self.tidy && self.flag(),
        }
    }

    /// What extraction gives only where much of a page says so.
    fn rarity(&mut self) -> Block {
        match self.below(3) {
            0 => Block::Gallery(self.many(3, Self::figure)),
            1 => Block::Verse(self.inlines()),
            _ => {
                let mut author = Author::default();
                author.name = self.text();
                author.url = self.maybe(Self::url);
                let author = Some(author).filter(|_| self.flag());
                let (date, url) = (self.text(), self.maybe(Self::url));
                let points = self.maybe(|c| i64::from(c.below(99)) - 9);
                let votes =
                    points.map(|points| Box::new(Votes { points, printed: format!("{points} points") }));
                Block::Post(Box::new(Post {
                    author,
                    published: None,
                    date,
                    votes,
                    url,
                    blocks: self.blocks(3),
                }))
            }
        }
    }

    fn embed(&mut self) -> Embed {
        let tidy = self.tidy;
        Embed {
            kind: EmbedKind::Video,
            url: if tidy { "https://www.youtube.com/embed/abc".to_owned() } else { self.url() },
            provider: tidy.then(|| "youtube".to_owned()),
            title: self.text(),
        }
    }

    fn list(&mut self) -> Block {
        let start = self.maybe(|c| i64::from(c.byte()) - i64::from(!c.tidy) * 100);
        let tasks = start.is_none() && self.flag();
        let mut list = List { start, items: self.many(4, |c| c.item(tasks)), ..List::default() };
        if list.start.is_some() || !self.tidy {
            let numberings = [
                Numbering::Decimal,
                Numbering::LowerAlpha,
                Numbering::UpperAlpha,
                Numbering::LowerRoman,
                Numbering::UpperRoman,
            ];
            list.numbering = numberings[usize::from(self.below(5))];
            list.reversed = self.flag();
            // The first is never out of turn.
            if let Some(second) = list.items.get_mut(1) {
                second.number = self.maybe(|c| i64::from(c.byte()) + 1000);
            }
        }
        Block::List(list)
    }

    fn item(&mut self, tasks: bool) -> Item {
        let done = if tasks { Some(self.flag()) } else { None };
        if !self.tidy {
            return Item { done, number: None, blocks: self.blocks(3) };
        }
        let mut blocks = vec![Block::Paragraph(self.inlines())];
        if self.depth <= MAX_DEPTH {
            self.depth += 1;
            match self.below(6) {
                1 => blocks.push(self.list()),
                2 => blocks.push(self.code()),
                3 => blocks.push(Block::Paragraph(self.inlines())),
                _ => {}
            }
            self.depth -= 1;
        }
        Item { done, number: None, blocks }
    }

    fn definition(&mut self) -> Definition {
        Definition { terms: self.many(3, Self::inlines), descriptions: self.many(3, |c| c.blocks(2)) }
    }

    fn callout(&mut self) -> Callout {
        let kind = if self.tidy { self.pick(&["note", "tip", "warning"]).to_owned() } else { self.text() };
        let title = self.maybe(Self::inlines).unwrap_or_default();
        Callout { kind, title, blocks: self.blocks(3) }
    }

    fn table(&mut self) -> Table {
        let caption = self.maybe(Self::inlines).unwrap_or_default();
        if !self.tidy {
            let cell = |c: &mut Self| Cell {
                header: c.flag(),
                columns: c.byte().into(),
                rows: c.byte().into(),
                content: c.blocks(2),
            };
            return Table { caption, rows: self.many(4, |c| Row { cells: c.many(4, cell) }) };
        }
        let columns = 2 + self.below(2);
        let has_head = self.flag();
        let rows = 2 + self.below(3);
        let cell = |c: &mut Self, header: bool, full: bool| {
            let content = if full || c.flag() { vec![Block::Paragraph(c.inlines())] } else { Vec::new() };
            Cell { header, columns: 1, rows: 1, content }
        };
        let row = |c: &mut Self, header: bool| Row {
            cells: (0..columns).map(|column| cell(c, header, column == 0)).collect(),
        };
        Table { caption, rows: (0..rows).map(|index| row(self, has_head && index == 0)).collect() }
    }
}
