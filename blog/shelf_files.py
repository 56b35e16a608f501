"""Shelf files: a reader's bookmarks as JSON, as a table, and as browsers import them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from markupsafe import escape


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
        return asdict(self) | {"saved_at": self.saved_at.isoformat(timespec="seconds")}


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
    return f"'{cell}" if cell.startswith(tuple("=+-@＝＋－＠\t\r\n")) else cell


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
        lines += [f"<DD>{escape(entry.note)}"] if entry.note else []
    return "\n".join([*lines, "</DL><p>", ""])


KINDS: dict[str, tuple[Callable[[Sequence[Entry]], str], str]] = {
    "csv": (as_csv, "text/csv"),
    "html": (as_html, "text/html"),
    "json": (as_json, "application/json"),
}
