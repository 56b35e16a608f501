"""Packing: a made page in the codings that browsers ask for, and the headers of each."""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import brotli
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, parse_set_header

from blog.sharing import Notes

KEPT = {200, 204, 301}
PRIVATE = re.compile(r"no-store|private")
TEXT = re.compile(r"text/|application/|image/svg")
CODINGS = ("br", "gzip")
# Shorter ones grow by being packed.
SMALLEST = 500
LARGEST = 2 * 1024**2
# Browsers ask each time; whoever caches for others asks after a second.
FOR_OTHERS = "public, max-age=0, s-maxage=1"
OF_UNCHANGED = {"Cache-Control", "ETag", "Vary"}


class Form(NamedTuple):
    """A page in one coding, with its headers; ``unchanged`` are those of a 304."""

    tag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]
    body: list[bytes]


class Page:
    """What a view answered, under the stamps in ``notes``, in the codings asked for so far.

    The bytes are kept as gzip has them; those that know no other take them, and all else is made
    of them.
    """

    def __init__(self, status: str, headers: Headers, body: bytes, notes: Notes) -> None:
        self.status = status
        self.headers = headers
        self.numbers, self.total = tuple(notes.values), notes.total
        self.asked_at, self.until = notes.asked_at, notes.until
        self.may_be_kept = (
            int(status[:3]) in KEPT
            and len(body) <= LARGEST
            and self.total is not None
            and "Set-Cookie" not in headers
            and not PRIVATE.search(headers.get("Cache-Control", ""))
        )
        self.is_packed = len(body) >= SMALLEST and bool(TEXT.match(headers["Content-Type"]))
        self.content = gzip.compress(body, 6, mtime=0) if self.is_packed else body
        self.digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.forms: dict[str, Form] = {}

    def form(self, coding: str) -> Form:
        """The page in ``coding``, one of CODINGS or ""."""
        body, headers = self.content, Headers(self.headers)
        if not self.is_packed:
            coding = ""
        elif coding != "gzip":
            body = gzip.decompress(body)
        if coding == "br":
            body = brotli.compress(body, quality=5)
        if coding:
            headers["Content-Encoding"] = coding
        tag = f'"{self.digest}-{coding or "plain"}"'
        if self.may_be_kept:
            headers["ETag"] = tag
            headers.setdefault("Cache-Control", FOR_OTHERS)
            depends = parse_set_header(headers.get("Vary"))
            depends.add("Accept-Encoding")
            headers["Vary"] = depends.to_header()
        if not self.status.startswith("204"):
            headers["Content-Length"] = str(len(body))
        unchanged = [(name, value) for name, value in headers if name in OF_UNCHANGED]
        return Form(tag, list(headers), unchanged, [body])


@lru_cache(1_000)
def best_coding(accepted: str) -> str:
    """The coding that the header ``accepted`` likes best, Brotli before gzip; "" for none."""
    header = parse_accept_header(accepted)
    best = max(CODINGS, key=lambda coding: header[coding])
    return best if header[best] > 0 else ""


def is_among(tag: str, tags: str) -> bool:
    """Whether ``tag`` is one of ``tags`` (If-None-Match), compared weakly as RFC 9110 asks."""
    return tags in (tag, "*") or tag in tags.replace("W/", "").replace(" ", "").split(",")
