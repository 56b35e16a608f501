"""Marking: foreign HTML written with our signs (``marks``), for words that come from elsewhere.

What ``marks`` has a sign for keeps it: paragraphs, lines, quotations, lists, emphasis and code. A
link's address stands behind its words. Of everything else only the words stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from blog.words import passage

# What stands on lines of its own.
BLOCKS = {"p", "div", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ul", "ol"}
EMPHASIS, STRONG = {"em", "i"}, {"strong", "b"}
INLINE = EMPHASIS | STRONG | {"code", "a"}
# What is in these is no word of anybody's.
SILENT = {"script", "style", "template", "title"}


@dataclass(frozen=True)
class Block:
    """Some lines that stand together, in so many quotations, perhaps in a list."""

    lines: list[str]
    depth: int
    list_number: int


def marked(text: str) -> str:
    """``text``, which may be HTML, as plain words with our signs."""
    if "<" not in text and "&" not in text:
        return passage(text)
    reader = Marker()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return passage(joined(reader.blocks))


def joined(blocks: list[Block]) -> str:
    """The ``blocks`` with what parts them: nothing within a list, else an empty line."""
    parts: list[str] = []
    before = None
    for block in blocks:
        if before and not (block.list_number and block.list_number == before.list_number):
            parts.append("> " * min(block.depth, before.depth))
        parts += ["> " * block.depth + line for line in block.lines]
        before = block
    return "\n".join(part.rstrip() for part in parts)


class Marker(HTMLParser):
    """Gathers what it reads in ``blocks``."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.words = ""
        # What is open: quotations, the number and kind of each list, how many of it stand.
        self.depth = 0
        self.lists: list[tuple[int, str]] = []
        self.items: dict[int, int] = {}
        self.sign = ""
        self.is_code = False
        self.silent = 0
        # The inline elements that are open, and where each began among the words.
        self.open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.words += "\n"
        elif tag in BLOCKS:
            self.end_block()
            self.begin_block(tag)
        elif tag in INLINE and not self.is_code:
            self.open.append((tag, len(self.words), dict(attributes).get("href") or ""))

    def begin_block(self, tag: str) -> None:
        if tag == "blockquote":
            self.depth += 1
        elif tag in LISTS:
            self.lists.append((len(self.items) + 1, tag))
            self.items[len(self.items) + 1] = 0
        elif tag == "li" and self.lists:
            number, kind = self.lists[-1]
            self.items[number] += 1
            self.sign = "- " if kind == "ul" else f"{self.items[number]}. "
        elif tag == "pre":
            self.is_code = True

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.end_block()
            if tag == "blockquote":
                self.depth = max(0, self.depth - 1)
            elif tag in LISTS and self.lists:
                self.lists.pop()
            elif tag == "pre":
                self.is_code = False
        elif tag in [name for name, _, _ in self.open]:
            while self.open and self.end_inline() != tag:
                pass

    def end_inline(self) -> str:
        """Put the sign of the innermost open element around what was said in it."""
        tag, start, href = self.open.pop()
        before, inner = self.words[:start], self.words[start:]
        bare = inner.strip()
        if not bare:
            return tag
        lead, trail = inner[: inner.index(bare)], inner[inner.index(bare) + len(bare) :]
        in_strong = any(name in STRONG for name, _, _ in self.open)
        if tag == "a":
            is_shown = not href.startswith(("http://", "https://")) or href in bare
            bare = bare if is_shown else f"{bare} {href}"
        elif tag == "code":
            bare = f"`{bare}`"
        elif tag in EMPHASIS:
            # Around what is strong in its midst our signs cannot say it.
            sign = "" if "*" in bare else "_" if in_strong else "*"
            bare = f"{sign}{bare}{sign}"
        elif not in_strong:
            bare = f"**{bare}**"
        self.words = before + lead + bare + trail
        return tag

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += data

    def end_block(self) -> None:
        """Keep what was said since the last block as one of its own."""
        while self.open:
            self.end_inline()
        text, self.words = self.words, ""
        if self.is_code and text.strip():
            lines = ["```", *text.strip("\n").split("\n"), "```"]
        else:
            lines = [line for part in [text.strip()] if part for line in part.split("\n")]
        if not lines:
            return
        if self.sign:
            lines[0], self.sign = self.sign + lines[0], ""
        self.blocks.append(Block(lines, self.depth, self.lists[-1][0] if self.lists else 0))
