"""Feed files: what is new on the site as Atom, RSS and JSON Feed, for programs that read along."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# https://www.w3.org/TR/xml/#charsets
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SUMMARY_LENGTH = 300


@dataclass(frozen=True)
class Entry:
    """One thing to read. ``id`` stays as it is when ``url`` changes; ``html`` is safe and whole."""

    id: str
    url: str
    title: str
    html: str
    summary: str
    author: str
    published: datetime
    updated: datetime
    author_url: str = ""
    language: str = ""
    tags: Sequence[str] = ()
    image: str = ""


@dataclass(frozen=True)
class Feed:
    """One page of a feed, newest first. ``url`` is its own address, ``next`` that of older ones."""

    id: str
    title: str
    subtitle: str
    home: str
    url: str
    first: str
    next: str
    language: str
    updated: datetime
    entries: Sequence[Entry]


def as_atom(feed: Feed) -> str:
    """Atom (RFC 4287) in pages (RFC 5005)."""
    root = ET.Element("feed", {"xmlns": NAMESPACES["atom"], "xml:lang": feed.language})
    say(root, "id", feed.id)
    say(root, "title", feed.title)
    if feed.subtitle:
        say(root, "subtitle", feed.subtitle)
    say(root, "updated", moment(feed.updated))
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    for rel, href in pages(feed):
        ET.SubElement(root, "link", {"rel": rel, "href": href})
    for entry in feed.entries:
        item = ET.SubElement(root, "entry")
        if entry.language:
            item.set("xml:lang", entry.language)
        say(item, "id", entry.id)
        say(item, "title", entry.title)
        ET.SubElement(item, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
        say(item, "published", moment(entry.published))
        say(item, "updated", moment(entry.updated))
        author = ET.SubElement(item, "author")
        say(author, "name", entry.author)
        if entry.author_url:
            say(author, "uri", entry.author_url)
        for tag in entry.tags:
            ET.SubElement(item, "category", {"term": clean(tag)})
        say(item, "summary", entry.summary)
        say(item, "content", entry.html).set("type", "html")
    return written(root)


def as_rss(feed: Feed) -> str:
    """RSS 2.0 (https://www.rssboard.org/rss-specification) with whole contents, in pages."""
    names = {f"xmlns:{name}": NAMESPACES[name] for name in ("atom", "content", "dc")}
    root = ET.Element("rss", {"version": "2.0", **names})
    channel = ET.SubElement(root, "channel")
    say(channel, "title", feed.title)
    say(channel, "link", feed.home)
    say(channel, "description", feed.subtitle or feed.title)
    say(channel, "language", feed.language)
    say(channel, "lastBuildDate", format_datetime(feed.updated))
    for rel, href in pages(feed):
        ET.SubElement(channel, "atom:link", {"rel": rel, "href": href})
    for entry in feed.entries:
        item = ET.SubElement(channel, "item")
        say(item, "title", entry.title)
        say(item, "link", entry.url)
        say(item, "guid", entry.id).set("isPermaLink", "false")
        say(item, "pubDate", format_datetime(entry.published))
        say(item, "dc:creator", entry.author)
        for tag in entry.tags:
            say(item, "category", tag)
        say(item, "description", entry.summary)
        say(item, "content:encoded", entry.html)
    return written(root)


def as_json(feed: Feed) -> str:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "next_url": feed.next,
        "language": feed.language,
        "items": [as_item(entry) for entry in feed.entries],
    }
    return json.dumps(without_blanks(said) | {"items": said["items"]}, ensure_ascii=False)


def as_item(entry: Entry) -> dict[str, Any]:
    return without_blanks(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": moment(entry.published),
            "date_modified": moment(entry.updated),
            "authors": [without_blanks({"name": entry.author, "url": entry.author_url})],
            "tags": list(entry.tags),
            "language": entry.language,
        }
    )


def without_blanks(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def pages(feed: Feed) -> list[tuple[str, str]]:
    """How this page of the feed is tied to the others (RFC 5005, section 3)."""
    ties = [("self", feed.url), ("first", feed.first)]
    return [*ties, ("next", feed.next)] if feed.next else ties


def moment(time: datetime) -> str:
    """``time`` as RFC 3339 has it, to the second."""
    return time.isoformat(timespec="seconds")


def say(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = clean(words)
    return element


def clean(words: str) -> str:
    """``words`` without the characters that no XML may hold."""
    return NOT_XML.sub("", words)


def written(root: ET.Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


KINDS: dict[str, tuple[Callable[[Feed], str], str]] = {
    "atom": (as_atom, "application/atom+xml"),
    "rss": (as_rss, "application/rss+xml"),
    "json": (as_json, "application/feed+json"),
}
