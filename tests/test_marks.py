"""Light marks in plain words, as they come out of the door for HTML."""

import pytest

from blog.markup import comment


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*soft* and **loud**", "<p><em>soft</em> and <strong>loud</strong></p>"),
        ("_soft_", "<p><em>soft</em></p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("I like `x*y*z`", "<p>I like <code>x*y*z</code></p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        (
            "> said\n> twice\nand answered",
            "<blockquote><p>said<br>\ntwice</p></blockquote><p>and answered</p>",
        ),
        (
            "> > deeper\n> less",
            "<blockquote><blockquote><p>deeper</p></blockquote><p>less</p></blockquote>",
        ),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("```\n<a> * b\n```\nafter", "<pre><code>&lt;a&gt; * b</code></pre><p>after</p>"),
    ],
)
def test_a_mark_is_what_it_looks_like(typed: str, shown: str) -> None:
    assert comment(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4",
        "snake_case_name",
        "* and nothing",
        "**",
        "****",
        "- Nuala",
        "1984. What a year",
        "->",
        "a*b*c",
        "`open",
        "\\*",
    ],
)
def test_a_sign_that_may_mean_itself_does(typed: str) -> None:
    assert comment(typed) == f"<p>{typed.replace('>', '&gt;')}</p>"


def test_an_address_keeps_its_signs() -> None:
    shown = comment("*see https://example.org/_a_/*b* now*")

    assert 'href="https://example.org/_a_/*b"' in shown
    assert shown.count("<a ") == 1


@pytest.mark.parametrize("sign", ["*", "**", "_", "`", ">", "> ", "- x\n", "```\n", "1. x\n", "\0"])
def test_no_heap_of_signs_takes_long_or_loses_a_word(sign: str) -> None:
    typed = f"before\n\n{sign * (4_900 // len(sign))} after"

    shown = comment(typed)

    assert "before" in shown
    assert "after" in shown
