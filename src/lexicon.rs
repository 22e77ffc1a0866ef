//! Vocabulary by concept: words in `class`, `id` and `role` that say what a container is for, and phrases that open or
//! fill boilerplate sections, in many languages.
//!
//! Class words are matched as whole tokens (`code-toolbar` holds `code` and `toolbar`, never `tool`), phrases as whole
//! words; scripts that do not space their words are matched as substrings. No word here decides anything: the scorer
//! weighs them as evidence beside everything else.

use std::sync::OnceLock;

/// A set of concepts, one bit each, in the order of [`CLASS_CONCEPTS`] or [`PHRASE_CONCEPTS`].
pub type Concepts = u32;

/// What containers are for, and the class, id and role tokens that say so.
pub const CLASS_CONCEPTS: &[(&str, &str)] = &[
    (
        "comment",
        "comment comments commentlist commentarea commenting disqus respond reply replies kommentar kommentare \
         commentaire commentaires comentarios comentario discussion livefyre fbcomments feedback",
    ),
    (
        "related",
        "related relatedposts recommended recommend recommendation recommendations recirc recirculation similar \
         teaser teasers promo promos outbrain taboola trending popular mostread mostpopular morefrom readmore readnext \
         suggested suggestions upnext nextup also more latest crosslink zergnet",
    ),
    (
        "nav",
        "nav navigation navbar navi menu menus submenu megamenu breadcrumb breadcrumbs crumb crumbs pagination pager \
         paging pagenav topnav subnav tabs tabbar tablist sitemap skip skiplink navigate prev previous",
    ),
    (
        "social",
        "social share shares sharing sharebar sharethis addtoany addthis facebook twitter pinterest whatsapp linkedin \
         instagram follow followus likes tweet socials sharedaddy telegram",
    ),
    (
        "subscribe",
        "subscribe subscription subscriptions newsletter newsletters signup optin mailchimp mailinglist paywall \
         membership donate donation register registration login signin jetpack",
    ),
    (
        "ads",
        "ad ads advert adverts advertisement advertising adsbygoogle banner banners sponsor sponsored sponsors \
         dfp adslot adunit adbox anzeige werbung publicidad publicite affiliate affiliates doubleclick gpt",
    ),
    (
        "cookie",
        "cookie cookies consent gdpr ccpa privacy cmp onetrust cookiebar cookiebanner disclaimer legal \
         ot otpcsdk cky termly osano truste trustarc cookielaw cli didomi usercentrics evidon iubenda",
    ),
    (
        "author",
        "author authors byline bylines bio biography avatar vcard contributor contributors writer autor auteur \
         authorbox authorship profile gravatar signature signatures userinfo userextras poster username user member \
         postprofile",
    ),
    (
        "meta",
        "meta metadata date dateline timestamp time posted published updated info infobar postmeta entrymeta tags tag \
         taglist categories category cats kicker eyebrow topics topic rating ratings views stats readtime",
    ),
    (
        "side",
        "sidebar side aside sidenav widget widgets rail rightrail leftrail rightcol leftcol secondary complementary \
              sidecol right left sticky",
    ),
    ("foot", "footer foot bottom colophon contentinfo copyright subfooter footnav footerlinks impressum"),
    ("head", "header masthead head topbar top banner branding logo site-header toolbar sitename hero"),
    (
        "modal",
        "modal popup popover overlay lightbox dialog tooltip toast drawer offcanvas dropdown flyout alert hidden \
               hide sr screenreader visuallyhidden noprint notification notifications",
    ),
    (
        "product",
        "product products price prices pricing cart basket shop store buy sku checkout wishlist woocommerce variant \
         addtocart swatch stock shipping delivery offer offers deal",
    ),
    (
        "review",
        "review reviews testimonial testimonials rating stars customer customers quote quotes feedback userreviews",
    ),
    (
        "caption",
        "caption captions credit credits figcaption photo image gallery slideshow carousel slider slide video \
                 media player thumbnail thumb img picture swiper",
    ),
    (
        "post",
        "post posts entry article story hentry blogpost blog news artikel articulo noticia single message \
              topic-post thread question answer answers answercell postcell submission forumpost",
    ),
    (
        "list",
        "list listing item items card cards grid tile tiles row rows feed results result archive index loop \
              collection",
    ),
    (
        "body",
        "articlebody storybody body bodytext bodycopy articletext copy text prose rich richtext rte markdown wysiwyg \
         entrycontent postcontent articlecontent storycontent maintext fulltext description desc postbody paragraph \
         content-body texte texto inhalt bbwrapper usercontent messagecontent postcontent postcontents",
    ),
    ("content", "content contents main primary maincontent page pagecontent wrapper container inner site"),
    (
        "filter",
        "filter filters facet facets sort sorting refine search searchform searchbox form select option options \
                field fields input",
    ),
    ("faq", "faq faqs accordion question questions collapse collapsible expand toggle panel tab"),
    (
        "lead",
        "lead lede standfirst subtitle subheadline subheading subhead excerpt intro introduction dek deck chapeau vorspann \
         sommario ingress entradilla bajada kicker summary abstract leadtext",
    ),
    (
        "box",
        "factbox infobox infokasten fact facts fakta factboxes faktaruta keypoints takeaways highlights tldr aisummary \
         expandable tweet embed callout notice infographic",
    ),
    (
        "wiki",
        "wiki mw wikitable infobox toc catlinks reflist references reference footnotes footnote navbox editsection \
              hatnote docs doc documentation",
    ),
];

/// Class concepts that links are asked about.
pub const COMMENT: Concepts = 1;
/// As [`COMMENT`].
pub const AUTHOR: Concepts = 1 << 7;
/// As [`COMMENT`].
pub const META: Concepts = 1 << 8;

/// Makers of consent dialogs and their names for them; words for cookies; words for dialogs.
const CONSENT_WORDS: &[(&str, &str)] = &[
    (
        "maker",
        "onetrust otpcsdk optanon cky cookieyes truste trustarc didomi usercentrics cmpbox cookiebot osano termly evidon \
         cookiebanner cookieconsent cookienotice cookielaw cookiebar consentbanner consentmanager cybotcookiebotdialog",
    ),
    ("cookie", "cookie cookies consent gdpr ccpa"),
    ("dialog", "banner notice bar modal popup dialog message overlay preferences manager"),
];

/// What a page declares itself to be, and the words in JSON-LD, microdata and `og:type` that say so.
pub const TYPE_CONCEPTS: &[(&str, &str)] = &[
    ("article", "article newsarticle blogposting blogpost posting news opinion analysis report"),
    ("product", "product products productgroup individualproduct vehicle"),
    ("forum", "discussionforumposting discussion forum qapage"),
    ("list", "itemlist collectionpage searchresultspage offercatalog list collection"),
    ("faq", "faqpage faq"),
    ("docs", "techarticle apireference softwaresourcecode"),
    (
        "site",
        "website webpage organization corporation localbusiness service aboutpage contactpage business company",
    ),
    (
        "work",
        "recipe howto event course movie book jobposting softwareapplication videoobject podcastepisode",
    ),
    ("review", "review aggregaterating rating"),
    ("profile", "profilepage profile person"),
];

/// Kinds of software that make pages, and the words in `meta[name=generator]` that name them.
pub const GENERATOR_CONCEPTS: &[(&str, &str)] = &[
    (
        "forum",
        "discourse phpbb vbulletin xenforo discuz mybb smf flarum nodebb vanilla invision ipboard punbb",
    ),
    ("shop", "shopify woocommerce magento prestashop bigcommerce opencart shopware oxid zencart ecwid"),
    (
        "docs",
        "sphinx docusaurus mkdocs gitbook vuepress vitepress doxygen javadoc mdbook rustdoc readthedocs docfx \
      asciidoctor starlight jsdoc docsify",
    ),
    ("wiki", "mediawiki dokuwiki confluence wiki tiki moinmoin xwiki"),
    (
        "cms",
        "wordpress joomla drupal wix squarespace webflow ghost blogger typo contao jekyll hugo elementor",
    ),
];

/// What the words of a URL's path say about the page.
pub const PATH_CONCEPTS: &[(&str, &str)] = &[
    (
        "article",
        "blog blogs news article articles post posts story stories opinion press magazine nachrichten noticias \
      actualites artikel insights research",
    ),
    ("product", "product products item items p dp sku buy produkt producto produit listing itm pd"),
    (
        "collection",
        "collection collections category categories c catalog catalogue shop store department departments \
      browse brand brands sale kategorie categoria",
    ),
    (
        "forum",
        "forum forums thread threads topic topics t viewtopic showthread question questions discussion \
      discussions community comments r ask qa answers board boards",
    ),
    (
        "docs",
        "docs doc documentation guide guides reference api manual wiki help tutorial tutorials learn support \
      library stable latest",
    ),
    (
        "list",
        "tag tags list lists top best search archive archives directory jobs ranking rankings results index \
      explore trending popular events topics",
    ),
    (
        "service",
        "service services solutions solution about pricing features platform company careers contact \
      consulting agency use-cases industries",
    ),
];

/// What short texts announce, and the phrases that do it, parted by semicolons.
pub const PHRASE_CONCEPTS: &[(&str, &str)] = &[
    (
        "comments",
        "comment; comments; leave a reply; leave a comment; reply; replies; responses; post a comment; join \
         the conversation; your email address will not be published; please enter your comment; please \
         enter your name; add a comment; view comments; show comments; log in to; sign in to; kommentar; \
         kommentare; kommentieren; schreibe einen kommentar; commentaires; commentaire; laisser un \
         commentaire; répondre; comentarios; comentario; deja un comentario; responder; commenti; commento; \
         rispondi; reacties; reageer; komentarze; komentarz; kommentarer; komentáře; yorum; yorumlar; \
         комментарии; комментарий; ответить; коментарі; 评论; 評論; 留言; コメント; 댓글; التعليقات; تعليق; टिप्पणी; \
         comentários; kommentit; σχόλια; hozzászólás",
    ),
    (
        "related",
        "related; related posts; related articles; related stories; related content; you may also like; you \
         might also like; you might like; more like this; similar; recommended; recommended for you; read \
         also; also read; see also; read more; read next; up next; don't miss; dont miss; more from; more \
         stories; more news; more on; trending; trending now; most read; most popular; popular; popular \
         posts; popular articles; top stories; top 5; top 10; latest news; latest posts; latest articles; \
         recent posts; editor's picks; editors picks; what to read next; keep reading; continue reading; \
         previous post; next post; previous article; next article; older posts; newer posts; mehr zum \
         thema; lesen sie auch; das könnte sie auch interessieren; auch interessant; ähnliche artikel; \
         meistgelesen; weitere artikel; mehr lesen; weiterlesen; à lire aussi; lire aussi; articles \
         similaires; sur le même sujet; les plus lus; en savoir plus; lee también; le puede interesar; te \
         puede interesar; artículos relacionados; noticias relacionadas; lo más leído; leer más; \
         relacionados; leggi anche; articoli correlati; potrebbe interessarti; i più letti; leia também; \
         leia mais; veja também; mais lidas; lees ook; lees meer; meest gelezen; czytaj także; czytaj też; \
         zobacz też; najczęściej czytane; läs också; läs mer; les også; læs også; lue myös; přečtěte si; \
         čtěte také; olvasta már; citește și; ilgili haberler; читайте также; похожие; популярное; по теме; \
         читайте також; 相关; 相關; 相关阅读; 相关新闻; 推荐阅读; 热门; 延伸閱讀; 相關新聞; 関連記事; 関連; おすすめ; 人気記事; ランキング; あわせて読みたい; \
         관련기사; 관련 기사; 많이 본; 추천; اقرأ أيضا; مواضيع ذات صلة; الأكثر قراءة; संबंधित",
    ),
    (
        "share",
        "share; share this; share on; tweet; facebook; twitter; whatsapp; linkedin; pinterest; instagram; \
         telegram; follow us; follow; copy link; print; email; like this; teilen; partager; compartir; \
         compartilhar; condividi; delen; udostępnij; dela; del; jaa; sdílet; paylaş; поделиться; \
         поделитесь; поділитися; 分享; シェア; 공유; شارك; شارك هذا; साझा करें",
    ),
    (
        "subscribe",
        "subscribe; subscribe to; subscribe now; newsletter; sign up; sign up for; join our; discover more \
         from; get the latest; sent to your email; sent to your inbox; your inbox; your email address; \
         email address; join now; become a member; log in; login; sign in; register; already a subscriber; \
         already have an account; support us; donate; free trial; download our app; get the app; \
         abonnieren; jetzt abonnieren; anmelden; newsletter abonnieren; s'abonner; abonnez-vous; \
         inscrivez-vous; suscríbete; suscribirse; suscribete; boletín; iscriviti; abbonati; assine; \
         inscreva-se; abonneren; aanmelden; zapisz się; prenumerera; abonnér; tilaa; odebírat; abone ol; \
         подписаться; подпишитесь; підписатися; 订阅; 訂閱; 登录; 登入; 注册; 会員登録; ログイン; メルマガ; 구독; 로그인; اشترك; تسجيل \
         الدخول",
    ),
    (
        "legal",
        "copyright; all rights reserved; privacy policy; privacy; terms of use; terms of service; terms and \
         conditions; terms; cookie policy; cookies; disclaimer; we use cookies; accept all; contact us; \
         about us; advertise; sitemap; imprint; impressum; datenschutz; agb; alle rechte vorbehalten; \
         mentions légales; tous droits réservés; confidentialité; aviso legal; política de privacidad; \
         todos los derechos reservados; todos os direitos reservados; tutti i diritti riservati; \
         privacyverklaring; wszelkie prawa zastrzeżone; polityka prywatności; все права защищены; усі права \
         захищені; 版权所有; 版權所有; 隐私; 利用規約; プライバシーポリシー; 저작권자; 무단전재; 개인정보; جميع الحقوق محفوظة; ©; icp备",
    ),
    (
        "author",
        "about the author; about author; written by; posted by; by; author; contributor; reporting by; \
         editing by; published by; photo by; view all posts; more by; staff writer; über den autor; von; \
         autor; par; auteur; à propos de l'auteur; por; sobre el autor; di; autore; redactie; door; \
         redakcja; av; af; автор; 作者; 记者; 記者; 编辑; 責任編輯; 责任编辑; 文・; 著者; 기자; بقلم; लेखक; yazan",
    ),
    (
        "shop",
        "add to cart; add to basket; add to bag; buy now; shop now; checkout; view cart; out of stock; in \
         stock; quantity; qty; wishlist; add to wishlist; free shipping; customer reviews; write a review; \
         reviews; sku; regular price; sale price; sold out; compare; size chart; in den warenkorb; \
         warenkorb; lieferzeit; versand; zzgl; ajouter au panier; panier; livraison; añadir al carrito; \
         comprar; aggiungi al carrello; carrinho; in winkelwagen; do koszyka; в корзину; купить; 加入购物车; \
         カートに入れる; 장바구니",
    ),
    (
        "more",
        "copy; copy code; listen; play; download; read aloud; drucken; merken; vorlesen; load more; show more; view more; see more; view all; see all; show all; learn more; more; next; \
         previous; prev; back to top; back to; click here; find out more; get started; menu; home; search; \
         skip to; close; open; toggle; expand; zurück; weiter; mehr; startseite; suche; voir plus; suivant; \
         précédent; accueil; rechercher; ver más; siguiente; anterior; inicio; buscar; mostra altro; \
         avanti; indietro; meer; volgende; vorige; więcej; następny; ещё; далее; назад; 更多; 下一页; 上一页; 下一篇; \
         上一篇; 首页; 返回; もっと見る; 次へ; 前へ; 더보기; 다음; 이전; المزيد",
    ),
    (
        "contents",
        "table of contents; contents; in this article; on this page; jump to; quick links; \
         inhaltsverzeichnis; inhalt; sommaire; table des matières; índice; indice; inhoud; spis treści; \
         innehåll; содержание; 目录; 目錄; 目次; 목차; المحتويات",
    ),
    (
        "updated",
        "published; published on; posted on; posted; updated; last updated; last modified; updated on; min \
         read; minute read; minutes read; read time; hours ago; days ago; minutes ago; ago; views; \
         veröffentlicht; aktualisiert; stand; uhr; publié le; mis à jour; publicado; actualizado; \
         pubblicato; aggiornato; atualizado; gepubliceerd; opublikowano; publicerad; uppdaterad; \
         опубликовано; обновлено; 发布时间; 更新; 来源; 來源; 発表時間; 公開日; 更新日; 입력; 수정; نشر في; tags; tagged; filed \
         under; categories; category; topics; schlagworte; etiquetas; теги; 标签; タグ; 태그",
    ),
];

/// Longest phrase, in words.
const MAX_PHRASE_WORDS: usize = 8;

/// Words from which a line can be an appeal, and the share of them that phrases must take.
const APPEAL_WORDS: usize = 4;
const APPEAL_SHARE: f32 = 0.9;

/// Phrases that may be under way at once; more in one text is a text full of phrases anyway.
const MAX_OPEN_PHRASES: usize = 4;

/// Slots of the class table and of the phrase table: powers of two over twice their entries.
const CLASS_SLOTS: usize = 2048;
const PHRASE_SLOTS: usize = 4096;
const SMALL_SLOTS: usize = 512;

/// Open-addressed set of hashed words; a stray hash collision costs one wrong piece of evidence.
struct Table {
    slots: Vec<(u32, Concepts)>,
}

impl Table {
    fn new(slots: usize) -> Self {
        Table { slots: vec![(0, 0); slots] }
    }

    fn insert(&mut self, hash: u32, concepts: Concepts) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.0 == 0 || slot.0 == hash {
                *slot = (hash, slot.1 | concepts);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn find(&self, hash: u32) -> Concepts {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&(known, concepts)) = self.slots.get(at) {
            if known == hash {
                return concepts;
            }
            if known == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

/// FNV-1a over the lower-cased characters of a word, fed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordHash(u32);

impl WordHash {
    /// The hash of no characters.
    pub const EMPTY: WordHash = WordHash(0x811c_9dc5);

    /// Adds a character of ASCII that is in lower case.
    #[must_use]
    pub fn byte(self, byte: u8) -> Self {
        WordHash((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Adds a character, in lower case.
    #[must_use]
    pub fn char(self, c: char) -> Self {
        if c.is_ascii() {
            return self.byte(c.to_ascii_lowercase() as u8);
        }
        let lower = c.to_lowercase().next().unwrap_or(c) as u32;
        WordHash((self.0 ^ lower).wrapping_mul(0x0100_0193)).byte((lower >> 8) as u8)
    }

    /// The word as a number; never 0, which marks an empty slot of a table.
    pub fn finish(self) -> u32 {
        (self.0 ^ (self.0 >> 15)).max(1)
    }

    /// Of a whole word.
    pub fn of(word: &str) -> u32 {
        word.chars().fold(WordHash::EMPTY, WordHash::char).finish()
    }
}

/// The words of a text in the sense of this module: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// A table of words by concept.
fn word_table(slots: usize, concepts: &[(&str, &str)]) -> Table {
    let mut table = Table::new(slots);
    for (bit, (_, words)) in concepts.iter().enumerate() {
        for word in words.split_ascii_whitespace() {
            table.insert(WordHash::of(word), 1 << bit);
        }
    }
    table
}

fn class_table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| word_table(CLASS_SLOTS, CLASS_CONCEPTS))
}

/// Concepts of [`TYPE_CONCEPTS`] in a type's name.
pub fn type_concepts(name: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(name, TABLE.get_or_init(|| word_table(SMALL_SLOTS, TYPE_CONCEPTS)))
}

/// Concepts of [`GENERATOR_CONCEPTS`] in the name of a page's software.
pub fn generator_concepts(name: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(name, TABLE.get_or_init(|| word_table(SMALL_SLOTS, GENERATOR_CONCEPTS)))
}

/// Whether a line is nothing but phrases that ask to subscribe or to comment.
pub fn is_appeal(text: &str) -> bool {
    let mut matcher = PhraseMatcher::default();
    let mut count = 0;
    for word in words(text) {
        matcher.word(WordHash::of(word));
        count += 1;
    }
    let (found, share) = matcher.finish();
    let asks = PHRASE_CONCEPTS
        .iter()
        .zip(0..)
        .any(|((name, _), bit)| matches!(*name, "subscribe" | "comments") && found >> bit & 1 == 1);
    count >= APPEAL_WORDS && share >= APPEAL_SHARE && asks
}

/// Whether a class or id names a dialog that asks for consent to cookies.
pub fn names_consent_dialog(value: &str) -> bool {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let found = concepts_in(value, TABLE.get_or_init(|| word_table(SMALL_SLOTS, CONSENT_WORDS)));
    found & 0b001 != 0 || found & 0b110 == 0b110
}

/// Concepts of [`PATH_CONCEPTS`] in a URL's path.
pub fn path_concepts(path: &str) -> Concepts {
    static TABLE: OnceLock<Table> = OnceLock::new();
    concepts_in(path, TABLE.get_or_init(|| word_table(SMALL_SLOTS, PATH_CONCEPTS)))
}

/// Whether a script writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{e7f}' | '\u{ac00}'..='\u{d7af}')
}

struct Phrases {
    /// Phrases, keyed by their words.
    words: Table,
    /// First words of phrases.
    starts: Table,
    /// Phrases in scripts without spaces, sorted, so that those with one first character stand together.
    unspaced: Vec<(&'static str, Concepts)>,
}

/// The key of a phrase one word longer.
fn extend(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1).max(1)
}

fn phrase_table() -> &'static Phrases {
    static TABLE: OnceLock<Phrases> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Phrases {
            words: Table::new(PHRASE_SLOTS),
            starts: Table::new(PHRASE_SLOTS),
            unspaced: Vec::new(),
        };
        for (bit, (_, phrases)) in PHRASE_CONCEPTS.iter().enumerate() {
            for phrase in phrases.split("; ") {
                if phrase.chars().any(is_unspaced) || phrase == "©" {
                    table.unspaced.push((phrase, 1 << bit));
                    continue;
                }
                let mut hashes = words(phrase).map(WordHash::of).peekable();
                if let Some(&first) = hashes.peek() {
                    table.starts.insert(first, 1);
                    table.words.insert(hashes.fold(0, extend), 1 << bit);
                }
            }
        }
        table.unspaced.sort_unstable();
        table
    })
}

/// Concepts of [`CLASS_CONCEPTS`] that a `class`, `id` or `role` value names.
///
/// Tokens end at anything but letters and at a capital after a small letter (`relatedPosts`), and the whole
/// run of letters counts as well.
pub fn class_concepts(value: &str) -> Concepts {
    concepts_in(value, class_table())
}

fn concepts_in(value: &str, table: &Table) -> Concepts {
    let runs = value.as_bytes().split(|byte| !byte.is_ascii_alphabetic()).filter(|run| !run.is_empty());
    runs.fold(0, |found, run| found | concepts_in_run(run, table))
}

/// Concepts that a run of letters and its parts name.
fn concepts_in_run(run: &[u8], table: &Table) -> Concepts {
    // The bit that tells small letters of ASCII from capitals.
    const SMALL: u8 = 0x20;
    let hash =
        |letters: &[u8]| letters.iter().fold(WordHash::EMPTY, |hash, byte| hash.byte(byte | SMALL)).finish();
    let mut found = table.find(hash(run));
    if run.iter().fold(SMALL, |all, byte| all & byte) == 0 {
        let parts = run.chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase()));
        found |= parts.fold(0, |found, part| found | table.find(hash(part)));
    }
    found
}

/// Finds the phrases of [`PHRASE_CONCEPTS`] in a text that is fed word by word.
pub struct PhraseMatcher {
    phrases: &'static Phrases,
    found: Concepts,
    /// Phrases that may be under way: key so far and index of the first word.
    open: [(u32, usize); MAX_OPEN_PHRASES],
    /// Index of the word from which no phrase is under way.
    open_until: usize,
    words: usize,
    covered: usize,
    covered_to: usize,
    unspaced_covered: usize,
}

impl Default for PhraseMatcher {
    fn default() -> Self {
        PhraseMatcher {
            phrases: phrase_table(),
            found: 0,
            open: [(0, usize::MAX); MAX_OPEN_PHRASES],
            open_until: 0,
            words: 0,
            covered: 0,
            covered_to: 0,
            unspaced_covered: 0,
        }
    }
}

impl PhraseMatcher {
    /// The next word.
    pub fn word(&mut self, hash: u32) {
        let index = self.words;
        self.words += 1;
        if self.phrases.starts.find(hash) != 0
            && let Some(slot) = self
                .open
                .iter_mut()
                .find(|(_, from)| *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS)
        {
            *slot = (0, index);
            self.open_until = index + MAX_PHRASE_WORDS;
        }
        if index >= self.open_until {
            return;
        }
        for (key, from) in &mut self.open {
            if *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS {
                continue;
            }
            *key = extend(*key, hash);
            let concepts = self.phrases.words.find(*key);
            if concepts != 0 {
                self.found |= concepts;
                self.covered += index + 1 - self.covered_to.max(*from);
                self.covered_to = index + 1;
            }
        }
    }

    /// The text from a character of an unspaced script (or ©) on.
    pub fn unspaced(&mut self, rest: &str) {
        let Some(first) = rest.chars().next() else { return };
        let from = self.phrases.unspaced.partition_point(|(p, _)| p.chars().next() < Some(first));
        for (phrase, concepts) in self.phrases.unspaced.iter().skip(from) {
            if !phrase.starts_with(first) {
                break;
            }
            if rest.starts_with(phrase) {
                self.found |= concepts;
                self.unspaced_covered += phrase.chars().count();
            }
        }
    }

    /// The concepts found, and the share of the words they take, 0 to 1. Characters of unspaced scripts are words.
    pub fn finish(&self) -> (Concepts, f32) {
        let covered = (self.covered + self.unspaced_covered) as f32;
        let total = self.words.max(1) as f32;
        (self.found, (covered / total).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str) -> Concepts {
        1 << CLASS_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase(name: &str) -> Concepts {
        1 << PHRASE_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase_concepts(text: &str) -> (Concepts, f32) {
        let mut matcher = PhraseMatcher::default();
        for word in words(text).filter(|w| !w.contains(is_unspaced)) {
            matcher.word(WordHash::of(word));
        }
        for (i, c) in text.char_indices().filter(|&(_, c)| is_unspaced(c)) {
            matcher.unspaced(text.get(i..).unwrap());
            matcher.word(WordHash::EMPTY.char(c).finish());
        }
        matcher.finish()
    }

    #[test]
    fn class_words_are_whole_tokens() {
        assert_eq!(class_concepts("code-toolbar") & class("nav"), 0);
        assert_eq!(class_concepts("shareholder release"), 0);
        assert_ne!(class_concepts("td-post-content") & class("post"), 0);
        assert_ne!(class_concepts("relatedPosts") & class("related"), 0);
        assert_ne!(class_concepts("x articleBody") & class("body"), 0);
    }

    fn named(found: Concepts, table: &[(&'static str, &str)]) -> Vec<&'static str> {
        table
            .iter()
            .enumerate()
            .filter(|(bit, _)| found >> bit & 1 == 1)
            .map(|(_, (name, _))| *name)
            .collect()
    }

    #[test]
    fn consent_dialogs_are_named_by_their_maker_or_by_cookie_and_dialog() {
        for name in
            ["onetrust-consent-sdk", "CybotCookiebotDialog", "cookie-banner", "gdprModal", "notice cookies"]
        {
            assert!(names_consent_dialog(name), "{name}");
        }
        for name in
            ["", "cookie", "banner", "cookies-recipe-card", "cookiecutter-popup", "modal-bar", "barcookie"]
        {
            assert!(!names_consent_dialog(name), "{name}");
        }
    }

    #[test]
    fn the_concepts_asked_of_links_are_where_they_are_said_to_be() {
        assert_eq!([COMMENT, AUTHOR, META], ["comment", "author", "meta"].map(class));
    }

    #[test]
    fn types_of_pages_are_whole_tokens() {
        let types = |name| named(type_concepts(name), TYPE_CONCEPTS);
        assert_eq!(types("NewsArticle"), ["article"]);
        assert_eq!(types("QAPage"), ["forum"]);
        assert_eq!(types("ItemList"), ["list"]);
        assert_eq!(types("ProfilePage"), ["profile"]);
        assert_eq!(types("video.movie"), ["work"]);
        assert!(types("Articles").is_empty() && types("Subproduct").is_empty() && types("").is_empty());
    }

    #[test]
    fn generators_are_named_by_their_software() {
        let software = |name| named(generator_concepts(name), GENERATOR_CONCEPTS);
        assert_eq!(software("WordPress 6.4.2"), ["cms"]);
        assert_eq!(software("MediaWiki 1.41.0-wmf.30"), ["wiki"]);
        assert_eq!(software("phpBB"), ["forum"]);
        assert!(software("Ghostly 1.0").is_empty() && software("4.2").is_empty());
    }

    #[test]
    fn words_of_a_path_are_whole_steps_or_parts_of_them() {
        let path = |path| named(path_concepts(path), PATH_CONCEPTS);
        assert_eq!(path("/blog/2024/ferry-late"), ["article"]);
        assert_eq!(path("/de/produkt/anker"), ["product"]);
        assert_eq!(path("/forum/viewtopic.php"), ["forum"]);
        assert!(path("/newspaper/postage/productivity").is_empty() && path("/").is_empty());
    }

    #[test]
    fn phrases_match_whole_words_in_any_case() {
        assert_eq!(phrase_concepts("LEAVE A REPLY"), (phrase("comments"), 1.0));
        assert_ne!(phrase_concepts("Related Posts").0 & phrase("related"), 0);
        assert_eq!(phrase_concepts("The sharecroppers of Mississippi").0, 0);
        assert_ne!(phrase_concepts("Don’t miss these").0 & phrase("related"), 0);
        assert_ne!(phrase_concepts("相关阅读").0 & phrase("related"), 0);
        let (_, share) = phrase_concepts("Read more about the bridge");
        assert!(share > 0.3 && share < 0.7, "{share}");
    }
}
