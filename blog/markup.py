"""The only door for HTML: what people type or paste goes in, what a page may show comes out.

A text passes four hands. ``_written`` copies it in one linear pass and keeps the tags that an
allow-list knows; everything else becomes plain words. Two sanitisers that trust none of this then
clean the copy by the same allow-list: bleach, and behind it nh3, which is maintained; what the
second still has to take away is logged. ``_settled`` puts loose words into paragraphs. All of it
happens when words are saved, never when they are shown; ``POLICY`` is kept beside them and rises
with the allow-lists.
"""

import html
import logging
import re
import threading
from collections import Counter
from functools import lru_cache

import nh3
from bleach.sanitizer import Cleaner
from flask import Flask
from markupsafe import Markup

from blog import footnotes, marks
from blog.allowlist import (
    ATTRIBUTES,
    BLOCKS,
    BOXES,
    CELLS,
    INLINE,
    NEEDED,
    NESTING,
    NOTE_ENDS,
    REL,
    RENAMED,
    SCHEMES,
    STRANGERS_REL,
    UNSEEN,
    VOID,
    names,
)
from blog.wording import _

log = logging.getLogger(__name__)

POLICY = 3
DEEPEST, LONGEST_TAG, MOST_TAGS = 256, 8_192, 20_000


ILLEGAL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
# Longer numbers mean no character, and int() refuses to read the longest.
ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
# A bare "<" ends the search for the end of a tag: whatever quotes somebody sets, all searches
# together pass no character more than a few times.
TOKEN = re.compile(
    r"""  <!-- .*? (?: --> | \Z )
        | < (?P<dropped> script|style|title|iframe|noembed|noframes ) (?= [\s/>] )
            .*? (?: </ (?P=dropped) [^<>]* > | \Z )
        | < (?P<closing> /?+ ) (?P<name> [a-z][a-z0-9:-]*+ )
            (?P<attributes> (?: [^<>"'] | "[^"]*" | '[^']*' )*+ ) >
        | < [!?/] [^<>]* >""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII,
)
ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+) (?: \s*=\s* (?: "([^"]*)" | '([^']*)' | ([^\s"'<>]+) ) )?""",
    re.VERBOSE | re.ASCII,
)
# These read what the locks wrote, where "<" and ">" are the ends of a tag and nothing else.
TAG = re.compile(r"<[^<>]*>")
PIECE = re.compile(r"</?(\w+)[^<>]*>|[^<]+")
START = re.compile(r"<\w[^<>]*>")
HOLLOW = re.compile(r"<(\w+)(?: [^<>]*)?>(\s*)</\1>")
PRE_GAP = re.compile(r"<pre>\n+")
NOTE_EDGE = re.compile(r"</?footnote>")
LINE_END = re.compile(rf"</(?:{'|'.join(BLOCKS)})>|<[bh]r>")
BLANK_LINE = re.compile(r"\n\s*\n")


class TooTangled(ValueError):
    """HTML that would take too long to clean; its words tell the author what to do."""


class _Locks(threading.local):
    """The two sanitisers with one allow-list, made anew in every thread: bleach's is not shared."""

    def __init__(self, tags: frozenset[str], rel: str = REL) -> None:
        self.tags, self.rel = tags, rel
        self.bleach = Cleaner(tags=tags, attributes=_may_stay, protocols=SCHEMES, strip=True)
        self.nh3 = nh3.Cleaner(
            tags=set(tags),
            attributes={tag: set(ATTRIBUTES.get(tag, ())) for tag in tags},
            attribute_filter=lambda tag, name, value: (
                value if _may_stay(tag, name, value) else None
            ),
            url_schemes=SCHEMES,
            link_rel=None,
        )


@lru_cache(maxsize=4)
def clean_post(source: str) -> str:
    """An author's HTML, or plain words with blank lines between paragraphs, safe to show.

    The result is a list of blocks (loose words become paragraphs), empty if it holds nothing, and
    cleaning it again changes nothing. Raises TooTangled. The longest text takes seconds, so that
    the last few are kept at hand.
    """
    return _locked(_written(source, POST), POST)


def clean_note(source: str) -> str:
    """The same for a track's note and a soundtrack's introduction: words, links, emphasis."""
    return _locked(_written(source, NOTE), NOTE)


def comment(source: str) -> str:
    """A comment's plain text with its ``marks``; whatever looks like HTML is shown as typed.

    Raises TooTangled.
    """
    return _locked(marks.html_of(_printable(source)), COMMENT)


def trusted(cleaned: str) -> Markup:
    """Tell templates that ``cleaned`` came out of this door. Nothing else may be marked so."""
    return Markup(cleaned)  # noqa: S704  (the door itself)


def plain(cleaned: str) -> str:
    """The words of cleaned HTML, one line for each block and after each line break.

    Footnotes that are set out below a text are none of its words.
    """
    text = NOTE_EDGE.sub(" ", footnotes.left_out(" ".join(cleaned.split())))
    text = TAG.sub("", LINE_END.sub("\n", text))
    lines = (" ".join(line.split()) for line in _resolved(text).split("\n"))
    return "\n".join(filter(None, lines))


def undescribed(source: str) -> list[bool]:
    """Of each picture that ``clean_post`` lets through, whether nobody said what it shows.

    In cleaned HTML all have an ``alt``; who typed an empty one has said that it decorates.
    """
    return [
        "alt" not in {name.lower() for name, *_ in ATTRIBUTE.findall(found["attributes"])}
        for found in TOKEN.finditer(_printable(source))
        if (found["name"] or "").lower() == "img" and _tag("img", found, POST)
    ]


def init_app(app: Flask) -> None:
    app.jinja_env.filters["trusted"] = trusted


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Whether ``value``, its entities resolved or not, may be that attribute of that tag."""
    check = ATTRIBUTES.get(tag, {}).get(name)
    return check is not None and bool(check(_resolved(value)))


POST = _Locks(BLOCKS | INLINE)
NOTE = _Locks(names("a br em p strong"))
COMMENT = _Locks(names("a blockquote br code em li ol p pre strong ul"), STRANGERS_REL)


def _written(source: str, locks: _Locks) -> str:
    """``source`` in allowed tags and escaped words only, not yet well-formed."""
    text = _printable(source)
    if not TOKEN.search(text):
        return _lines(_escaped(text))
    written, position = "", 0
    unclosed: Counter[str] = Counter()
    for found in TOKEN.finditer(text):
        name = (found["name"] or "").lower()
        name = RENAMED.get(name, name)
        written += _escaped(_resolved(text[position : found.start()]))
        written += _edge(name, found, unclosed) + _tag(name, found, locks)
        position = found.end()
        if name and len(found[0]) > LONGEST_TAG:
            raise TooTangled(_("A tag is too long. Pictures are uploaded, not pasted as text."))
        if name in NESTING:
            unclosed[name] += 1 if not found["closing"] else -1 if unclosed[name] else 0
        # A parser opens what is left unclosed again in every paragraph: <code> as often as it
        # stands there with different classes, other tags at most three times.
        if unclosed.total() > DEEPEST or unclosed["code"] > 3:
            raise TooTangled(_("Too many tags stand inside one another. Paste it as plain text."))
    return written + _escaped(_resolved(text[position:]))


def _edge(name: str, found: re.Match[str], unclosed: Counter[str]) -> str:
    """The ends of what cannot hold the tag ``name``: a footnote no block, a link no footnote."""
    ends = ""
    begins_note = name == "footnote" and not found["closing"]
    if unclosed["footnote"] and (begins_note or name in NOTE_ENDS):
        unclosed["footnote"] = 0
        ends = "</footnote>"
    if begins_note and unclosed["a"]:
        unclosed["a"] = 0
        ends += "</a>"
    return ends


def _tag(name: str, found: re.Match[str], locks: _Locks) -> str:
    if name in CELLS:
        return " "
    if name not in locks.tags:
        name = "p" if name in BOXES else ""
    if found["closing"]:
        return f"</{name}>" if name and name not in VOID else ""
    attributes = _attributes(name, found["attributes"] or "", locks.rel)
    if not name or NEEDED.get(name, "") not in {"", *attributes}:
        return ""
    pairs = (f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(pairs)}>"


def _attributes(tag: str, typed: str, rel: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(typed):
        key, value = name.lower(), _resolved("".join(values))
        if key in ("href", "src"):
            value = UNSEEN.sub("", value.strip().replace(" ", "%20"))
        if key not in kept and key != "rel" and _may_stay(tag, key, value):
            kept[key] = value
    if tag == "img":
        # Without one, a picture's file name would be read out.
        kept.setdefault("alt", "")
    if kept.get("href", "").lower().startswith("http"):
        kept["rel"] = rel
    return kept


def _resolved(text: str) -> str:
    """``text`` with its entities resolved, once."""
    return _printable(html.unescape(ENDLESS_NUMBER.sub("\ufffd", text)))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _printable(text: str) -> str:
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _lines(escaped: str) -> str:
    """Typed lines as HTML: a line end is kept; blank lines are left for ``_settled``."""
    text = "\n".join(line.strip() for line in escaped.split("\n"))
    return re.sub(r"(?<!\n)\n(?!\n)", "<br>\n", text.strip())


def _locked(soup: str, locks: _Locks) -> str:
    """``soup`` through both locks, settled, and through the second until nothing changes."""
    # Both locks are quadratic in tags, and in what they write as entities.
    if max(map(soup.count, "<&\xa0")) > MOST_TAGS:
        raise TooTangled(_("There are too many tags in this text. Paste it as plain text."))
    first = locks.bleach.clean(soup)
    cleaned = locks.nh3.clean(first)
    before, after = (Counter(map(_resolved, START.findall(text))) for text in (first, cleaned))
    if gone := list(before - after):
        log.warning("The second lock took away what the first had let through: %.500r", gone)
        return _locked(_written(cleaned, locks), locks)
    for _turn in range(5):
        settled = locks.nh3.clean(_settled(cleaned))
        if settled == cleaned:
            break
        cleaned = settled
    return cleaned


def _settled(cleaned: str) -> str:
    """Well-formed HTML as a list of blocks: loose words in paragraphs, nothing hollow or blank."""
    hollow = 1
    while hollow:
        cleaned, hollow = HOLLOW.subn(r"\2", cleaned)
    depth, marked = 0, ""
    for found in PIECE.finditer(PRE_GAP.sub("<pre>", cleaned)):
        piece, name = found[0], found[1]
        if depth == 0:
            piece = f"\0{piece}" if name in BLOCKS else BLANK_LINE.sub("\n\n\0", piece)
        if name and name not in VOID:
            depth += -1 if found[0][1] == "/" else 1
        marked += f"{piece}\0" if depth == 0 and name in BLOCKS else piece
    blocks = [_block(part) for part in marked.split("\0")]
    full = [place for place, block in enumerate(blocks) if not _is_blank(block)]
    return "".join(blocks[full[0] : full[-1] + 1]) if full else ""


def _block(part: str) -> str:
    first = PIECE.match(part)
    if not first or first[1] in BLOCKS or part.isspace():
        return part
    return "" if _is_blank(part) else f"<p>{part.strip()}</p>"


def _is_blank(part: str) -> bool:
    shown = "<img" in part or "<hr" in part or UNSEEN.sub("", _resolved(TAG.sub("", part)))
    return not shown
