//! The words and phrases themselves, by concept.

use super::Concepts;

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
pub(super) const CONSENT_WORDS: &[(&str, &str)] = &[
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
