"""Marks: the few signs by which plain words become a quotation, a list or emphasis.

They are those that people type in letters anyway, a small part of CommonMark
(https://spec.commonmark.org): ``*emphasis*``, ``_emphasis_``, ``**strong**``, `` `code` ``, lines
behind ``>``, lists behind ``-`` or ``1.``, and code between lines of three backticks. Where a sign
could as well be meant as itself it is: one line behind a dash is a signature and no list. An HTML
tag is shown as it was typed.
"""

import html
import re
from collections.abc import Callable, Iterator
from itertools import groupby

from blog.allowlist import STRANGERS_REL, is_link

FENCE = re.compile(r"^```[^\n`]*\n(.*?)(?:\n```[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"^>(?: |$)")
BULLET = re.compile(r"^[-*•] +(?=\S)")
NUMBER = re.compile(r"^([0-9]{1,3})[.)] +(?=\S)")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\bhttps?://[^\s<>\"\0]{1,2000}", re.IGNORECASE)
STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^\n]{1,1000}?)(?<=[^\s*])\*\*(?![\w*])")
EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])([^_\n]{1,1000})(?<=[^\s_])_(?![\w_])"
)
SET_ASIDE = re.compile("\0([0-9]+)\0")
# Quotations inside quotations; what lies deeper is shown with its signs.
DEEPEST = 3


def html_of(text: str, depth: int = 0) -> str:
    """``text``, which has no NUL, as HTML that is still to be cleaned."""
    made, position = "", 0
    for fence in FENCE.finditer(text):
        code = html.escape(fence[1], quote=False)
        made += blocks(text[position : fence.start()], depth) + f"<pre><code>{code}</code></pre>"
        position = fence.end()
    return made + blocks(text[position:], depth)


def blocks(text: str, depth: int) -> str:
    """Paragraphs, quotations and lists, one after another."""
    lines = [line.strip() for line in text.split("\n")]
    return "".join(
        make(list(group), depth) for make, group in groupby(lines, lambda line: kind(line, depth))
    )


def kind(line: str, depth: int) -> Callable[[list[str], int], str]:
    """What makes HTML of ``line`` and of those of its kind beside it."""
    if QUOTED.match(line) and depth < DEEPEST:
        return quotation
    if BULLET.match(line):
        return bullets
    if NUMBER.match(line):
        return numbers
    return paragraphs


def quotation(lines: list[str], depth: int) -> str:
    inside = "\n".join(QUOTED.sub("", line) for line in lines)
    return f"<blockquote>{html_of(inside, depth + 1)}</blockquote>"


def bullets(lines: list[str], depth: int) -> str:
    if len(lines) == 1:
        return paragraphs(lines, depth)
    return f"<ul>{''.join(items(lines, BULLET))}</ul>"


def numbers(lines: list[str], depth: int) -> str:
    first = NUMBER.match(lines[0])
    if len(lines) == 1 or first is None:
        return paragraphs(lines, depth)
    return f'<ol start="{int(first[1])}">{"".join(items(lines, NUMBER))}</ol>'


def items(lines: list[str], sign: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        yield f"<li>{words(sign.sub('', line))}</li>"


def paragraphs(lines: list[str], _depth: int) -> str:
    """Lines as they were broken, blank ones between paragraphs."""
    made = ""
    for is_blank, group in groupby(lines, lambda line: not line):
        if not is_blank:
            made += "<p>" + "<br>\n".join(map(words, group)) + "</p>"
    return made


def words(line: str) -> str:
    """One line with its code, links and emphasis."""
    aside: list[str] = []

    def keep(made: str) -> str:
        aside.append(made)
        return f"\0{len(aside) - 1}\0"

    line = CODE.sub(lambda found: keep(f"<code>{html.escape(found[1], quote=False)}</code>"), line)
    line = LINK.sub(lambda found: link(found[0], keep), line)
    line = html.escape(line, quote=False)
    line = STRONG.sub(r"<strong>\1</strong>", line)
    line = EMPHASIS.sub(lambda found: f"<em>{found[1] or found[2]}</em>", line)
    return SET_ASIDE.sub(lambda found: aside[int(found[1])], line)


def link(found: str, keep: Callable[[str], str]) -> str:
    """The address in ``found`` as a link that shows itself, without the punctuation behind it."""
    url = found
    while url[-1] in ".,;:!?'’”»…*_" or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    if not is_link(url):
        return found
    shown = html.escape(url)
    return keep(f'<a href="{shown}" rel="{STRANGERS_REL}">{shown}</a>') + found[len(url) :]
