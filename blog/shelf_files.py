"""Shelf files: a reader's bookmarks as JSON, as a table, and as browsers have them, out and in."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from markupsafe import escape

from blog.wording import later

MOST = 5_000
NO_SHELF = later("This is no file of bookmarks: choose one that you downloaded here or elsewhere.")
TOO_MANY = later("There are more than 5,000 bookmarks in this file. Bring it in parts.")


@dataclass(frozen=True)
class Entry:
    """One post on a shelf; ``saved_at`` is in UTC."""

    title: str
    url: str
    book: str
    author: str
    shelf: str
    note: str
    saved_at: datetime

    def texts(self) -> dict[str, str]:
        return asdict(self) | {"saved_at": self.saved_at.isoformat()}


def as_json(entries: Sequence[Entry]) -> str:
    """A list of objects, newest first."""
    return json.dumps([entry.texts() for entry in entries], ensure_ascii=False, indent=2)


def as_csv(entries: Sequence[Entry]) -> str:
    """A table with a heading (RFC 4180); no cell begins as a formula would."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow([field.name for field in fields(Entry)])
    rows.writerows([harmless(cell) for cell in entry.texts().values()] for entry in entries)
    return table.getvalue()


def harmless(cell: str) -> str:
    """``cell`` so that a spreadsheet shows it and does not calculate it."""
    return f"'{cell}" if cell.startswith(tuple("'=+-@＝＋－＠\t\r\n")) else cell


def harmful(cell: str) -> str:
    """``cell`` as it was before it was made harmless."""
    return cell.removeprefix("'")


def as_html(entries: Sequence[Entry]) -> str:
    """The Netscape bookmark file that every browser imports.

    https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
    """
    lines = [
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        "<TITLE>Bookmarks</TITLE>",
        "<H1>Bookmarks</H1>",
        "<DL><p>",
    ]
    for entry in entries:
        date = int(entry.saved_at.timestamp())
        link = f'HREF="{escape(entry.url)}" ADD_DATE="{date}" TAGS="{escape(entry.shelf)}"'
        lines.append(f"<DT><A {link}>{escape(entry.title)}</A>")
        note = str(escape(entry.note)).replace("\n", "&#10;")
        lines += [f"<DD>{note}"] if note else []
    return "\n".join([*lines, "</DL><p>", ""])


KINDS: dict[str, tuple[Callable[[Sequence[Entry]], str], str]] = {
    "csv": (as_csv, "text/csv"),
    "html": (as_html, "text/html"),
    "json": (as_json, "application/json"),
}


class Unreadable(ValueError):
    """A file that is no shelf, in words for whoever chose it."""


@dataclass(frozen=True)
class Found:
    """What a file says of one bookmark; what it does not say is empty, or None."""

    url: str
    title: str = ""
    shelf: str = ""
    note: str = ""
    saved_at: datetime | None = None


def read(content: bytes) -> list[Found]:
    """The bookmarks in a file of any of the KINDS, ours or another's; Unreadable if it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(NO_SHELF) from error
    start = text.lstrip()[:1]
    found = {"[": from_json, "<": from_html}.get(start, from_csv)(text)
    if len(found) > MOST:
        raise Unreadable(TOO_MANY)
    return found


def from_json(text: str) -> list[Found]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(NO_SHELF) from error
    return [found_in(row) for row in rows if isinstance(row, dict)]


def from_csv(text: str) -> list[Found]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if "url" not in (rows.fieldnames or ()):
            raise Unreadable(NO_SHELF)
        return [found_in({name: harmful(cell or "") for name, cell in row.items()}) for row in rows]
    except (csv.Error, AttributeError) as error:
        raise Unreadable(NO_SHELF) from error


def found_in(row: dict[Any, Any]) -> Found:
    """What a row of JSON or of a table says."""
    words = {name: str(row.get(name) or "") for name in ("url", "title", "shelf", "note")}
    return Found(**words, saved_at=moment(str(row.get("saved_at") or "")))


def moment(text: str) -> datetime | None:
    """The time written as ``text`` (ISO 8601), in UTC; None for anything else."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def from_html(text: str) -> list[Found]:
    reader = BookmarkReader()
    reader.feed(text)
    reader.close()
    return reader.found


class BookmarkReader(HTMLParser):
    """Reads the Netscape bookmark file: <DT><A HREF … ADD_DATE … TAGS …>title</A> <DD>note."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self.fills = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.fills = {"a": "title", "dd": "note"}.get(tag, "")
        if tag == "a":
            known = dict(attributes)
            self.found.append(
                Found(
                    url=known.get("href") or "",
                    shelf=known.get("tags") or "",
                    saved_at=since_1970(known.get("add_date") or ""),
                )
            )

    def handle_endtag(self, _tag: str) -> None:
        self.fills = ""

    def handle_data(self, data: str) -> None:
        if self.fills and self.found:
            last = self.found[-1]
            filled = {self.fills: (getattr(last, self.fills) + data).strip()}
            self.found[-1] = replace(last, **filled)


def since_1970(seconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
