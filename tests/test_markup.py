"""What comes out of the only door for HTML, whatever goes in."""

import logging
import random
import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from threading import Barrier

import pytest
from markupsafe import Markup

from blog import allowlist, markup, prose
from blog.markup import TooTangled, clean_note, clean_post, comment, plain

EXTERNAL = 'rel="noopener noreferrer"'
FROM_STRANGERS = 'rel="nofollow ugc noopener noreferrer"'

# What a page may hold, written down a second time, so that a slip in the room is seen here.
LINES = "\n" * 12
BARE = (
    "p h2 h3 h4 hr br pre blockquote aside ul li dl dt dd figure figcaption"
    " em strong u s sub sup small cite q footnote"
)
SAFE: dict[str, set[str]] = {tag: set() for tag in BARE.split()} | {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
}
SAFE_ADDRESS = {
    "href": r"(https?://[\w.-]+(:\d+)?([/?#].*)?|mailto:[^/]*@.*|/(?![/\\]).*|#.*)",
    "src": r"(/media/(?!.*\.\.).*|https://[\w.-]+.*)",
}

HOSTILE = [
    # Scripts, and what hides them
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/x>alert(1)</script >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<script\x00>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<title><script>alert(1)</script></title>",
    # Attributes that act
    "<p onclick=alert(1)>x</p>",
    "<p\nonmouseover\n=\nalert(1)>x</p>",
    "<p/onclick='alert(1)'/>x",
    "<em onfocus=alert(1) tabindex=0 autofocus>x</em>",
    '<img src="/media/a.jpg" onerror="alert(1)">',
    '<img src="x" onerror=alert(1)//>',
    "<img src=`x` onerror=alert(1)>",
    "<img src='/media/a.jpg'onload=alert(1)>",
    '<img """><script>alert(1)</script>">',
    '<img alt="<x" title="/><img src=x onerror=alert(1)>" src="/media/a.jpg">',
    "<a href='#' onclick=alert(1)>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p id=comments name=body class=button>x</p>",
    "<p data-hx-get=/sign-out data-hx-trigger=load>x</p>",
    "<p hx-post='/desk/posts' hx-trigger='load' data-hx-on:click='alert(1)'>x</p>",
    "<code class='language-py button--primary' data-sort>x</code>",
    "<a href=/ target=_top ping=//evil.example download>x</a>",
    # Schemes
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' \n javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java\x00script:alert(1)'>x</a>",
    "<a href='java\u200bscript:alert(1)'>x</a>",
    "<a href='\u00a0javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='&#106;&#x61;vascript&colon;alert(1)'>x</a>",
    "<a href='&#0000106avascript:alert(1)'>x</a>",
    "<a href='java&Tab;script&NewLine;:alert(1)'>x</a>",
    "<a href='&amp;#106;avascript:alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='blob:https://evil.example/1'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/\\evil.example/'>x</a>",
    "<a href='/\t/evil.example/'>x</a>",
    "<a href='https://bank.example@evil.example/'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='http://evil.example/pixel.png'>",
    "<img src='//evil.example/pixel.png'>",
    "<img src='/sign-out'>",
    "<img src='/media/../sign-out'>",
    "<img src='/media/%2E%2e/sign-out'>",
    "<img src='/media\\..\\sign-out'>",
    # Elements that act
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src=x>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<input onfocus=alert(1) autofocus><select><option>x</select><textarea></textarea>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:/'><link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import 'javascript:alert(1)'; p { color: red }</style>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details ontoggle=alert(1) open>x</details><dialog open>x</dialog>",
    "<marquee onstart=alert(1)>x</marquee><isindex action=javascript:alert(1)>",
    "<body onload=alert(1)><frameset onload=alert(1)>",
    "<x-widget onclick=alert(1)>x</x-widget><image src=x onerror=alert(1)>",
    # What a second parser reads otherwise than the first
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=9>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a id=x>x</a></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext></p><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<textarea></p><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<table><td><a href='/x'><table><a href=javascript:alert(1)>x",
    "<p title='&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<br>",
    "<a title='&quot;&gt;&lt;img src=x onerror=alert(1)&gt;' href=/>x</a>",
    "<a title=`'><img src=x onerror=alert(1)>` href='/'>x</a>",
    "<select><noscript></select><script>alert(1)</script>",
    "<option><style></option></select><img src=x onerror=alert(1)></style>",
    "<plaintext><script>alert(1)</script>",
]


class Inspector(HTMLParser):
    """Reads HTML as nobody in the room does, and notes what a page should not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in SAFE:
            self.complaints.append(f"<{tag}>")
        for name, value in attributes:
            if name not in SAFE.get(tag, set()):
                self.complaints.append(f"<{tag} {name}>")
            elif name in SAFE_ADDRESS:
                followed = re.sub(r"[\t\n\r]", "", value or "").strip()
                if not re.fullmatch(SAFE_ADDRESS[name], followed, re.DOTALL):
                    self.complaints.append(f"{name}={value}")
            if name == "class" and not re.fullmatch(r"language-\S+", value or ""):
                self.complaints.append(f"class={value}")

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.complaints.append(f"<!{decl}>")


def complaints(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.complaints


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_hostile_comes_through_the_door(payload: str) -> None:
    for clean in (clean_post, clean_note, comment):
        assert complaints(clean(payload)) == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_each_lock_alone_keeps_everything_hostile_out(payload: str) -> None:
    for locks in (markup.POST, markup.NOTE, markup.COMMENT):
        assert complaints(locks.bleach.clean(payload)) == []
        assert complaints(locks.nh3.clean(payload)) == []


@pytest.mark.parametrize("payload", HOSTILE)
def test_the_second_lock_finds_nothing_left_to_take_away(
    payload: str, caplog: pytest.LogCaptureFixture
) -> None:
    for clean in (clean_post, clean_note, comment):
        clean(payload)

    assert caplog.records == []


def test_the_inspector_of_these_tests_sees_what_is_unsafe() -> None:
    blind = [payload for payload in HOSTILE if not complaints(f"<p>{payload}</p>")]

    assert len(blind) < 20
    assert complaints("<p>kept</p>") == []


def test_what_only_the_second_lock_takes_away_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Open:
        def clean(self, soup: str) -> str:
            return soup.replace("here", '<em onclick="alert(1)">x</em><script>alert(1)</script>')

    monkeypatch.setattr(markup.POST, "bleach", Open())

    with caplog.at_level(logging.WARNING, "blog.markup"):
        cleaned = clean_post("<p>kept here</p>")

    assert cleaned == "<p>kept <em>x</em></p>"
    assert "onclick" in caplog.text
    assert "<script>" in caplog.text


@pytest.mark.parametrize(
    "kept",
    [
        "<p>A <em>quiet</em> and <strong>loud</strong> <u>line</u>, <s>struck</s>.</p>",
        "<p>H<sub>2</sub>O, 1<sup>st</sup>, <small>small print</small>, <q>quoted</q></p>",
        "<h2>One</h2><h3>Two</h3><h4>Three</h4><hr><p>Text</p>",
        "<blockquote><p>Words.</p><p><cite>Somebody</cite></p></blockquote>",
        "<ul><li><p>one</p></li><li>two<ul><li>deep</li></ul></li></ul>",
        '<ol start="3"><li>three</li></ol>',
        "<dl><dt>term</dt><dd>meaning</dd></dl>",
        '<pre><code class="language-c++">a &lt; b\n\n  c</code></pre>',
        '<p><abbr title="Compact disc">CD</abbr><br>next line</p>',
        '<p><a href="/posts/dune" title="Dune">in</a> <a href="#top">up</a></p>',
        f'<p><a href="https://example.org/?a=1&amp;b=2" {EXTERNAL}>out</a></p>',
        '<p><a href="mailto:alice@example.org">write</a></p>',
        '<figure><img src="/media/a.webp" alt="" width="1200" height="800">\n</figure>',
        "<figure><blockquote>x</blockquote><figcaption>A <em>mark</em></figcaption></figure>",
        '<p><img src="https://example.org/a.jpg" alt="A &quot;cat&quot; &lt;3 &amp; a dog"></p>',
        "<p>5 &lt; 6 &amp; 7 &gt; 6, “quoted”, it's — naïve Ünïcödé 東京 🎧</p>",
        "<p>one</p><p><br></p><p>two</p>",
        "<p>one</p>\n<p>two</p>",
        "<p>tide<footnote>At <em>Whitby</em>.</footnote> out</p>",
    ],
)
def test_what_an_author_types_in_allowed_tags_stays_as_it_is(kept: str) -> None:
    assert clean_post(kept) == kept


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (
            "<b>bold</b> <i>slanted</i> <del>gone</del>",
            "<strong>bold</strong> <em>slanted</em> <s>gone</s>",
        ),
        ("<P CLASS=MsoNormal>Shouted</P>", "Shouted"),
        ("<span style='x'>bare</span> <font>words</font>", "bare words"),
        ("a<o:p></o:p>b", "ab"),
        ("<a name=anchor>no link</a>", "no link"),
        ("<a href=javascript:x>no link</a>", "no link"),
        ("<a href=/first href=/second>x</a>", '<a href="/first">x</a>'),
        ("&eacute;&#233;&#xe9;&nbsp;&hellip;x<br>", "ééé&nbsp;…x<br>"),
        ("a<em> </em>b", "a b"),
        ("a<em></em>b<a href=/x></a>", "ab"),
        ("a<!-- note -->b<!doctype html><?php x ?>", "ab"),
        ("a<script>b</script>c<style>d</style>e", "ace"),
        ("line one\r\nline two<wbr>", "line one\nline two"),
    ],
)
def test_pasted_inline_marks_become_ours(typed: str, cleaned: str) -> None:
    assert clean_post(f"<p>{typed}</p>") == f"<p>{cleaned.strip()}</p>"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (
            "<h1>Title</h1><h5>Small</h5><h6>Smaller</h6>",
            "<h2>Title</h2><h4>Small</h4><h4>Smaller</h4>",
        ),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<div><div>one</div>two</div>", "<p>one</p><p>two</p>"),
        ("<article><p>one</p><section>two</section></article>", "<p>one</p><p>two</p>"),
        ("<p>one<aside>two</aside>", "<p>one</p><aside>two</aside>"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "<p> a  b </p><p> c</p>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        (
            "loose <em>words</em><h2>Head</h2>and more",
            "<p>loose <em>words</em></p><h2>Head</h2><p>and more</p>",
        ),
        ("<em>one</em>\n\ntwo\n\n\nthree", "<p><em>one</em></p><p>two</p><p>three</p>"),
        ("<b><p>one</p><p>two</p></b>", "<p><strong>one</strong></p><p><strong>two</strong></p>"),
        ("<a href=/x><div>card</div></a>", '<p><a href="/x">card</a></p>'),
        ("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"),
        (f"<pre>{LINES}  first\n\nlast</pre>", "<pre>  first\n\nlast</pre>"),
        ("<p>one</p><p></p><p>two</p>", "<p>one</p><p>two</p>"),
        (
            "<p>a<footnote>b<p>c</p><h2>d</h2>",
            "<p>a<footnote>b</footnote></p><p>c</p><h2>d</h2>",
        ),
        ("<p>a<footnote>b</p><p>c</p>", "<p>a<footnote>b</footnote></p><p>c</p>"),
        (
            "<p>a<footnote>b<footnote>c</footnote>d</footnote>",
            "<p>a<footnote>b</footnote><footnote>c</footnote>d</p>",
        ),
        (
            "<p><a href=/x>a<footnote>b</footnote>c</a></p>",
            '<p><a href="/x">a</a><footnote>b</footnote>c</p>',
        ),
        (
            '<p>a<footnote id=x class=y data-z onclick=a()>b<img src="/media/c.jpg" alt="">',
            '<p>a<footnote>b</footnote><img src="/media/c.jpg" alt=""></p>',
        ),
        ("a<footnote> </footnote>b<footnote></footnote>", "<p>a b</p>"),
    ],
)
def test_blocks_never_run_together(typed: str, cleaned: str) -> None:
    assert clean_post(typed) == cleaned


NOTHING = [
    "", " \n\t ", "<p></p>", "<p> </p><p><br></p>", "<p>&nbsp;</p>", "<br><br>", "\u200b", "\0",
    "<div><p><em></em></p></div>", "<ul><li></li></ul>", "<!-- x -->", "<script>x</script>",
]  # fmt: skip


@pytest.mark.parametrize("nothing", NOTHING)
def test_what_shows_nothing_is_empty(nothing: str) -> None:
    assert [clean_post(nothing), clean_note(nothing)] == ["", ""]


def test_a_picture_alone_is_something() -> None:
    assert (
        clean_post('<p><img src="/media/a.jpg" alt=""></p>')
        == '<p><img src="/media/a.jpg" alt=""></p>'
    )


def test_empty_paragraphs_leave_the_ends_of_a_text() -> None:
    typed = "<p></p><p><br></p><p>one</p><p>&nbsp;</p><p>two</p><p><br></p>\n<p></p>"

    assert clean_post(typed) == "<p>one</p><p>&nbsp;</p><p>two</p>"


def test_plain_words_keep_their_paragraphs_and_lines() -> None:
    typed = "\r\nDear <3 & all,\r\n  here it is.\r\n\r\n \r\nI said &amp; meant a < b.\r\n"

    cleaned = clean_post(typed)

    assert cleaned == (
        "<p>Dear &lt;3 &amp; all,<br>\nhere it is.</p><p>I said &amp;amp; meant a &lt; b.</p>"
    )
    assert plain(cleaned) == "Dear <3 & all,\nhere it is.\nI said &amp; meant a < b."


def test_a_note_holds_words_links_and_emphasis_only() -> None:
    typed = (
        "<h2>Why</h2><ul><li>it <b>is</b></li></ul><blockquote>so</blockquote>"
        "<p><a href='https://example.org/'>there</a><br><code>x</code><img src='/media/a.jpg'></p>"
    )

    assert clean_note(typed) == (
        "<p>Why</p><p>it <strong>is</strong></p><p>so</p>"
        f'<p><a href="https://example.org/" {EXTERNAL}>there</a><br>x</p>'
    )


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("HTTPS://Example.org", "HTTPS://Example.org"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://bücher.example/ü", "https://bücher.example/ü"),
        ("https://example.org/\u200bx", "https://example.org/x"),
        ("/a?b=c&copy=1", "/a?b=c&amp;copy=1"),
    ],
)
def test_an_address_is_tidied_not_changed(address: str, kept: str) -> None:
    assert f'href="{kept}"' in clean_post(f'<p><a href="{address}">x</a></p>').replace(
        "©", "&amp;copy"
    )


def test_a_comment_is_shown_as_it_was_typed() -> None:
    typed = "I <b>love</b> this & that.\nReally.\n\n\n<script>alert('1')</script>"

    assert comment(typed) == (
        "<p>I &lt;b&gt;love&lt;/b&gt; this &amp; that.<br>\nReally.</p>"
        "<p>&lt;script&gt;alert('1')&lt;/script&gt;</p>"
    )


@pytest.mark.parametrize(
    ("typed", "url", "after"),
    [
        ("https://example.org", "https://example.org", ""),
        ("See http://example.org/a?b=c&d=e.", "http://example.org/a?b=c&amp;d=e", "."),
        ("(https://example.org/dune)", "https://example.org/dune", ")"),
        ("https://example.org/dune_(novel)", "https://example.org/dune_(novel)", ""),
        ("(https://example.org/dune_(novel)).", "https://example.org/dune_(novel)", ")."),
        ("https://example.org/?!", "https://example.org/", "?!"),
        ("“https://example.org/”", "https://example.org/", "”"),
        ("<https://example.org/>", "https://example.org/", "&gt;"),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A", ""),
        ("https://example.org/it's", "https://example.org/it's", ""),
    ],
)
def test_an_address_in_a_comment_is_a_link(typed: str, url: str, after: str) -> None:
    assert f'<a href="{url}" {FROM_STRANGERS}>{url}</a>{after}</p>' in comment(typed)


NO_LINKS = [
    "http://", "https://.", "xhttps://example.org", "ftp://example.org", "javascript:alert(1)",
    "www.example.org", "README.md", "https://me@example.org", "https://[x", "mailto:a@b.c",
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_LINKS)
def test_nothing_else_in_a_comment_is_a_link(typed: str) -> None:
    assert comment(typed) == f"<p>{typed}</p>"


def test_a_comment_may_hold_many_addresses() -> None:
    assert comment("https://a.example https://b.example\nhttps://a.example").count("<a ") == 3


def chance_html(chance: random.Random) -> str:
    """A page as a storm would leave it."""
    tags = [
        *allowlist.BOXES,
        *allowlist.INLINE,
        *allowlist.RENAMED,
        *allowlist.CELLS,
        "span",
        "svg",
        "math",
    ]
    tags += ["script", "style", "template", "noscript", "textarea", "select", "option", "font"]
    attributes = [
        "href='https://example.org/a?b=c&d'", 'href="/x"', "href=javascript:x", 'title="a &lt; b"',
        "title='&amp;quot;'", 'src="/media/a.jpg"', 'alt=""', "class=language-py", "start=3",
        "id=x", "onclick=x", "rel=noopener", "href='https://example.org:99999/'", "href='https://xn--/'",
    ]  # fmt: skip
    words = ["word ", "two\n\nparagraphs", "\n", "&amp;", "&lt;b&gt;", "\xa0", "<", ">", '"', "'"]
    words += ["&#0;", "&#60;", "<!--", "-->", "\x00", "\ud800", "\ufffe", "\r\n", "<3", "</", "é"]
    pieces = []
    for _ in range(chance.randint(1, 30)):
        tag, typed = chance.choice(tags), chance.choices(attributes, k=chance.choice((0, 0, 1, 3)))
        pieces.append(
            chance.choice([f"<{' '.join([tag, *typed])}>", f"</{tag}>", chance.choice(words)])
        )
    return "".join(pieces)


def test_cleaning_twice_is_cleaning_once() -> None:
    chance = random.Random("leitmotif")
    typed = [*HOSTILE, *(chance_html(chance) for _ in range(600))]

    for source in typed:
        for clean in (clean_post, clean_note):
            once = clean(source)
            assert clean(once) == once, source
            assert complaints(once) == [], source


def test_words_in_a_storm_of_tags_are_never_lost() -> None:
    chance = random.Random("no word is ever lost")
    for _ in range(200):
        words = [f"word{number}" for number in range(20)]
        harmless = [*allowlist.BOXES, *allowlist.INLINE, *allowlist.RENAMED, "span", "x-y"]
        source = "".join(
            f"<{chance.choice(('', '/'))}{chance.choice(harmless)}>{w} " for w in words
        )

        for clean in (clean_post, clean_note):
            assert plain(clean(source)).split() == words, source


@pytest.mark.parametrize(
    "tangle",
    [
        "<blockquote>" * 257,
        "<b>" * 257 + "x",
        "<ul><li>" * 257,
        "<em></strong>" * 257,
        "<br>" * 20_001,
        "<x>" * 10 + "<p></p>" * 10_001,
        f'<img src="data:image/png;base64,{"A" * 9_000}">',
        f"<p {'a ' * 5_000}>x</p>",
        "".join(f"<code class=language-{number}>" for number in range(20)) + "<p>x" * 1_000,
        "&amp;" * 20_001 + "<br>",
        "\xa0" * 20_001 + "<br>",
        "a\n" * 20_002,
    ],
    ids=lambda tangle: f"{tangle[:12]!r}…",
)
def test_a_tangle_is_refused_with_a_sentence(tangle: str) -> None:
    with pytest.raises(TooTangled, match=r"^[A-Z].*\.$"):
        clean_post(tangle)


def test_a_comment_of_too_many_lines_is_refused() -> None:
    with pytest.raises(TooTangled):
        comment("a\n" * 20_002)


def test_what_is_just_within_bounds_is_cleaned() -> None:
    assert clean_post("<blockquote>" * 256 + "x").count("<blockquote>") == 256
    assert clean_post("<p>x</p>" * 10_000) == "<p>x</p>" * 10_000
    assert clean_post(f'<p><a href="/" title="{"x" * 8_000}">x</a></p>').count("x") == 8_001
    assert clean_post("<div>" * 5_000 + "x") == "<p>x</p>"
    assert clean_post("<p>one<li>two" * 300).count("one") == 300


UNITS = [
    "<", "<a", "<a ", "<a '", '<a "', "<a '\"\"'\"", "<!--", "<!", "</", "<script>", "<script ",
    "&", "&#", "&#1", "&amp;", "\n", " ", "<p ", "a=", "=", "'", "\0", "\ud800", "\ufffe", "\xa0",
    "(", "<p>", "<em>", "<!---->", "http://", "http://a)", "a-", "<style></style", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_megabyte_of_anything_comes_to_an_end(unit: str) -> None:
    megabyte = unit * (1_000_000 // len(unit))

    for clean, source in ((clean_post, f"<p>{megabyte}"), (comment, megabyte)):
        try:
            cleaned = clean(source)
        except TooTangled:
            continue
        assert cleaned == "" or cleaned.startswith("<p>")
        assert plain(cleaned) or not cleaned
    assert len(prose.excerpt(plain(megabyte))) <= 200
    assert prose.word_count(megabyte) <= 1_000_000


@pytest.mark.parametrize("digits", ["1" * 5_000, "x" + "f" * 5_000, "0" * 9_000 + "60"])
def test_an_endless_character_number_means_no_character(digits: str) -> None:
    assert clean_post(f"<p>a&#{digits};b</p>") == "<p>a\ufffdb</p>"
    assert clean_post(f'<p><abbr title="&amp;#{digits[:5_000]};">x</abbr></p>').endswith(
        "x</abbr></p>"
    )


@pytest.mark.parametrize("odd", ["\0", "\x0b", "\x7f", "\x85", "\ud800", "\ufffe", "\ufdd0"])
def test_characters_that_no_page_can_hold_are_dropped(odd: str) -> None:
    assert clean_post(f"<p>a{odd}b</p>") == "<p>ab</p>"
    assert clean_post(f"a{odd}b") == "<p>ab</p>"
    assert comment(f"a{odd}b") == "<p>ab</p>"


def test_every_thread_has_locks_of_its_own() -> None:
    meeting = Barrier(4, timeout=30)

    def work(number: int) -> tuple[int, list[str]]:
        meeting.wait()
        typed = [f"<div>{number}.{turn} <b>x</b><p onclick=x><b>y" for turn in range(40)]
        return id(markup.POST.bleach), [clean_post(source) for source in typed]

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))

    assert len({lock for lock, _ in done}) == 4
    for number, (_, cleaned) in enumerate(done):
        assert cleaned == [
            f"<p>{number}.{turn} <strong>x</strong></p><p><strong>y</strong></p>"
            for turn in range(40)
        ]


def test_plain_text_has_a_line_for_each_block() -> None:
    cleaned = clean_post(
        "<h2>Head</h2>\n<p>One &amp; <em>two</em>\nthree<br>four</p><ul><li>a<li>b</ul><hr>x"
    )

    assert plain(cleaned) == "Head\nOne & two three\nfour\na\nb\nx"
    assert plain("<p>&lt;b&gt; &amp;amp;</p>") == "<b> &amp;"
    assert plain("") == ""


def test_what_came_through_the_door_is_not_escaped_again() -> None:
    assert isinstance(markup.trusted("<p>x</p>"), Markup)
    assert Markup("{}").format(markup.trusted("<p>x</p>")) == "<p>x</p>"
