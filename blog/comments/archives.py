"""Archives: conversations as files, to be kept or taken elsewhere: JSON, and WordPress's own.

WXR is RSS 2.0 with elements of WordPress's (https://wordpress.com/support/export/), of which
``wp:comment`` and those in it are written and read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.parsers import expat
from xml.sax.saxutils import escape

from blog.feed_files import clean
from blog.marking import marked
from blog.wording import later
from blog.words import line, passage

# By this name a file of ours is known: its comments have our signs and no HTML.
OURS = "Leitmotif"
WP = "http://wordpress.org/export/1.2/"
# What WordPress calls the states of a comment.
APPROVED = {"shown": "1", "waiting": "0", "spam": "spam", "removed": "trash"}
STATES = {word: state for state, word in APPROVED.items()}
DEEPEST = 32
NO_ARCHIVE = later("This is no file of comments: choose one in JSON, or an export of WordPress.")
TRAPPED = later("This file asks for more than comments do, so it was not read.")


class Unreadable(ValueError):
    """A file that holds no comments, in words for whoever chose it."""


@dataclass(frozen=True)
class Kept:
    """One comment: its number in the file and that of the one it answers (0: none), the last part
    of its post's address, who said what and when, its state (``Comment.state``), and when it was
    changed, if it was.
    """

    id: int
    parent: int
    post: str
    name: str
    email: str
    text: str
    said_at: datetime
    state: str = "shown"
    edited_at: datetime | None = None


def as_json(comments: Iterable[Kept]) -> Iterator[str]:
    """A list of objects, in parts."""
    before = "[\n"
    for comment in comments:
        yield before + json.dumps(asdict(comment), ensure_ascii=False, default=datetime.isoformat)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def as_wxr(comments: Iterable[Kept]) -> Iterator[str]:
    """WXR, in parts; ``comments`` of one post come one after the other."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<rss version="2.0" xmlns:wp="{WP}"><channel><wp:wxr_version>1.2</wp:wxr_version>'
    yield f"<generator>{OURS}</generator>\n"
    post = None
    for comment in comments:
        if comment.post != post:
            yield "</item>\n" if post is not None else ""
            post = comment.post
            yield f"<item><wp:post_name>{xml(post)}</wp:post_name>\n"
        fields = {
            "id": str(comment.id),
            "author": comment.name,
            "author_email": comment.email,
            "date_gmt": gmt(comment.said_at),
            "content": comment.text,
            "approved": APPROVED[comment.state],
            "parent": str(comment.parent),
        }
        if comment.edited_at:
            fields["edited_gmt"] = gmt(comment.edited_at)
        inner = "".join(f"<wp:comment_{n}>{xml(v)}</wp:comment_{n}>" for n, v in fields.items())
        yield f"<wp:comment>{inner}</wp:comment>\n"
    yield "</item>\n</channel></rss>\n" if post is not None else "</channel></rss>\n"


def gmt(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}".removesuffix(".000000")


def xml(text: str) -> str:
    return escape(clean(text), {"\r": "&#13;"})


KINDS = {"json": (as_json, "application/json"), "xml": (as_wxr, "application/xml")}


@dataclass(frozen=True)
class Archive:
    """What a file holds: its comments, and how many lack what every comment has."""

    comments: list[Kept]
    incomplete: int


def read(content: bytes) -> Archive:
    """The comments in a file of either of the KINDS; Unreadable if it is none."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"[":
        found = list(from_json(content))
    elif start == b"<":
        found = WxrReader().read(content)
    else:
        raise Unreadable(NO_ARCHIVE)
    comments = [comment for comment in found if comment]
    return Archive(comments, len(found) - len(comments))


def from_json(content: bytes) -> Iterator[Kept | None]:
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(NO_ARCHIVE) from error
    for row in rows:
        yield kept(row) if isinstance(row, dict) else None


def kept(row: dict[str, Any]) -> Kept | None:
    """The comment that ``row`` tells of; None if it lacks what every comment has."""
    try:
        comment = Kept(
            id=int(row["id"]),
            parent=int(row.get("parent") or 0),
            post=line(str(row["post"])),
            name=line(str(row.get("name") or "")),
            email=line(str(row.get("email") or "")),
            text=passage(str(row["text"])),
            said_at=moment_of(row["said_at"]),
            state=str(row.get("state") or "shown"),
            edited_at=moment_of(edited) if (edited := row.get("edited_at")) else None,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return comment if comment.text and comment.state in APPROVED else None


def moment_of(said: object) -> datetime:
    """The moment written as ISO 8601, without a zone in UTC."""
    moment = datetime.fromisoformat(str(said))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


class WxrReader:
    """What expat finds in an export of WordPress. No document type is read, so no entity either."""

    def __init__(self) -> None:
        self.found: list[Kept | None] = []
        self.path: list[str] = []
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        # The comments of a post may stand before its name.
        self.of_post: list[dict[str, str]] = []
        self.post = self.link = ""
        self.is_ours = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words.append

    def read(self, content: bytes) -> list[Kept | None]:
        try:
            self.parser.Parse(content, True)  # noqa: FBT003  (expat takes no names)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise error if isinstance(error, Unreadable) else Unreadable(NO_ARCHIVE) from error
        return self.found

    def refuse(self, *_: object) -> None:
        raise Unreadable(TRAPPED)

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > DEEPEST:
            self.refuse()
        self.words.clear()

    def end(self, name: str) -> None:
        self.path.pop()
        text, local = "".join(self.words), name.rpartition(" ")[2]
        self.words.clear()
        if local == "generator":
            self.is_ours = text == OURS
        elif local == "post_name":
            self.post = text.strip()
        elif local == "link":
            self.link = text.strip()
        elif local == "comment":
            self.of_post.append(self.fields)
            self.fields = {}
        elif local == "item":
            comments = [row for row in self.of_post if row.get("type", "") in ("", "comment")]
            self.found += [self.comment(row) for row in comments]
            self.of_post, self.post, self.link = [], "", ""
        elif local.startswith("comment_"):
            self.fields[local.removeprefix("comment_")] = text

    def comment(self, row: dict[str, str]) -> Kept | None:
        content = row.get("content", "")
        return kept(
            {
                "id": row.get("id", ""),
                "parent": row.get("parent", ""),
                "post": self.post or last_part(self.link),
                "name": row.get("author", ""),
                "email": row.get("author_email", ""),
                "text": content if self.is_ours else marked(content),
                "said_at": row.get("date_gmt", ""),
                "state": STATES.get(row.get("approved", ""), "unknown"),
                "edited_at": row.get("edited_gmt"),
            }
        )


def last_part(url: str) -> str:
    """What an address ends in, by which a post is known; nothing if there is none."""
    try:
        return unquote(PurePosixPath(urlsplit(url).path).name)
    except ValueError:
        return ""
