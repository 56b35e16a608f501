"""Structured data: what a page is about, in schema.org's words, for whoever reads no prose.

https://schema.org/BlogPosting, /Book, /MusicPlaylist; written as JSON-LD.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for

from blog import site
from blog.books import Book
from blog.lengths import spoken
from blog.posts import Post
from blog.revisions import Revision
from blog.soundtracks import Track
from blog.web import absolute

CONTEXT = "https://schema.org"
Thing = dict[str, Any]


def kept(thing: Thing) -> Thing:
    """``thing`` without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def website() -> Thing:
    """The site, and how to search it."""
    here = site.current()
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute("/search?q={search_term_string}"),
        },
        "query-input": "required name=search_term_string",
    }
    return kept(
        {
            "@context": CONTEXT,
            "@type": "WebSite",
            "name": here.title if here else "Leitmotif",
            "description": here.tagline if here else "",
            "url": absolute("/"),
            "inLanguage": here.language if here else "en",
            "potentialAction": search,
        }
    )


def posting(post: Post, live: Revision) -> Thing:
    """A published post about its book, with its soundtrack."""
    here = site.current()
    url = absolute(url_for("reading.show", slug=post.slug))
    author = absolute(url_for("authors.show", slug=post.author.slug))
    return kept(
        {
            "@context": CONTEXT,
            "@type": "BlogPosting",
            "headline": live.title,
            "description": live.summary,
            "url": url,
            "mainEntityOfPage": url,
            "image": absolute(url_for("cards.show", slug=post.slug, v=live.id)),
            "datePublished": site.iso(post.published_at) if post.published_at else None,
            "dateModified": site.iso(post.updated_at or post.published_at)
            if post.published_at
            else None,
            "author": {"@type": "Person", "name": post.author.name, "url": author},
            "publisher": {"@type": "Organization", "name": here.title if here else "Leitmotif"},
            "inLanguage": live.language or (here.language if here else "en"),
            "wordCount": live.word_count,
            "keywords": [tag.name for tag in live.tags],
            "about": book(live.book) if live.book else None,
            "hasPart": playlist(post, live) if live.tracks else None,
        }
    )


def book(book: Book) -> Thing:
    """A book, as far as it is known."""
    return kept(
        {
            "@type": "Book",
            "name": book.title,
            "author": {"@type": "Person", "name": book.author} if book.author else None,
            "isbn": book.isbn,
            "datePublished": str(book.year) if book.year else None,
            "url": absolute(url_for("books.show", slug=book.slug)),
        }
    )


def playlist(post: Post, live: Revision) -> Thing:
    """A post's soundtrack."""
    return {
        "@type": "MusicPlaylist",
        "name": live.title,
        "url": absolute(url_for("soundtracks.show", slug=post.slug)),
        "numTracks": len(live.tracks),
        "track": [recording(track) for track in live.tracks],
    }


def recording(track: Track) -> Thing:
    """One track of it."""
    return kept(
        {
            "@type": "MusicRecording",
            "position": track.position,
            "name": track.title,
            "byArtist": {"@type": "MusicGroup", "name": track.artist} if track.artist else None,
            "duration": spoken(track.seconds) if track.seconds else None,
            "url": track.links[0] if track.links else None,
        }
    )


def crumbs(*steps: tuple[str, str]) -> Thing:
    """The way to a page: (name, path) of each step from the front page on."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
        for at, (name, path) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` say what they show."""
    app.jinja_env.globals["structured"] = {
        "website": website,
        "posting": posting,
        "crumbs": crumbs,
    }
