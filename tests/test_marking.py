"""Foreign HTML becomes words with our signs, which become the same HTML again."""

import pytest

from blog import markup
from blog.marking import marked


@pytest.mark.parametrize(
    ("foreign", "words"),
    [
        ("Plain * words _ stay", "Plain * words _ stay"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("a<br>b<br />c", "a\nb\nc"),
        ("so <em>very</em>, <b>very</b> <code>so</code>", "so *very*, **very** `so`"),
        ("<em> padded </em>word", " *padded* word".strip()),
        ("<em>a <strong>b</strong></em>", "a **b**"),
        ("<strong>a <em>b</em></strong>", "**a _b_**"),
        ("<em>never closed", "*never closed*"),
        ("<blockquote><p>Said</p><p>Twice</p></blockquote><p>Me</p>", "> Said\n>\n> Twice\n\nMe"),
        ("<blockquote>a<br>b</blockquote>", "> a\n> b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<ol><li>one<li>two</ol><p>End</p>", "1. one\n2. two\n\nEnd"),
        ("<pre><code>a\n  b *c*</code></pre>", "```\na\n  b *c*\n```"),
        ('<a href="https://e.example/x" onclick="x()">this</a>', "this https://e.example/x"),
        ('<a href="https://e.example">https://e.example</a>', "https://e.example"),
        ('<a href="javascript:alert(1)">this</a>', "this"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("one &lt;b&gt; &amp; two", "one <b> & two"),
        ("if a < b then", "if a < b then"),
        ("</p></blockquote></ul></em>words", "words"),
        ("", ""),
    ],
)
def test_html_is_written_with_our_signs(foreign: str, words: str) -> None:
    assert marked(foreign) == words


@pytest.mark.parametrize(
    "html",
    [
        "<p>so <em>very</em>, <strong>very</strong> <code>so</code></p>",
        "<blockquote><p>Said</p><p>Twice</p></blockquote><p>Me</p>",
        "<ul><li>one</li><li>two</li></ul>",
        '<ol start="1"><li>one</li><li>two</li></ol>',
        "<p>see <strong>a <em>b</em></strong></p>",
        "<pre><code>a\n  b</code></pre>",
    ],
)
def test_what_our_signs_can_say_comes_back_as_it_was(html: str) -> None:
    assert markup.comment(marked(html)).replace("\n", "") == html.replace("\n", "")
