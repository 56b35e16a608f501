"""Wording: what is said to people, in the language they read.

The words in the code are English; gettext's catalogues in ``translations/`` have the others.
"""

from typing import cast

from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context
from flask_babel import get_domain, get_locale, gettext, lazy_gettext, ngettext


def _(words: str, /, **values: object) -> str:
    """``words`` in the language of whoever asks, with ``values`` in the places %(named)s."""
    return cast("str", gettext(words, **values))


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """``one`` or ``many`` by ``number``, which is %(count)s in it, in the asker's language."""
    written = format_decimal(number, locale=get_locale() or "en")
    return cast("str", ngettext(one, many, number, **({"count": written} | values)))


def later(words: str, /, **values: object) -> str:
    """The same as ``_``, for words that are written down before anybody asks for them."""
    return cast("str", lazy_gettext(words, **values))


def both(one: str, many: str) -> tuple[str, str]:
    """Words for one thing and for many, to be said by ``plural`` later."""
    return one, many


THINGS = {
    "bookmark": both("%(count)s bookmark", "%(count)s bookmarks"),
    "comment": both("%(count)s comment", "%(count)s comments"),
    "day": both("%(count)s day", "%(count)s days"),
    "minute to wait": both(
        "That was tried many times in a short while. Try again in %(count)s minute.",
        "That was tried many times in a short while. Try again in %(count)s minutes.",
    ),
    "more bookmark": both("%(count)s more bookmark", "%(count)s more bookmarks"),
    "more comment": both("%(count)s more comment", "%(count)s more comments"),
    "more day": both("%(count)s more day", "%(count)s more days"),
    "more picture": both("%(count)s more picture", "%(count)s more pictures"),
    "more post": both("%(count)s more post", "%(count)s more posts"),
    "more version": both("%(count)s more version", "%(count)s more versions"),
    "new comment": both("%(count)s new comment", "%(count)s new comments"),
    "note": both("%(count)s note", "%(count)s notes"),
    "second to wait": both(
        "That was tried many times in a short while. Try again in %(count)s second.",
        "That was tried many times in a short while. Try again in %(count)s seconds.",
    ),
    "track": both("%(count)s track", "%(count)s tracks"),
    "track added": both("%(count)s track added", "%(count)s tracks added"),
    "track understood": both("%(count)s track understood", "%(count)s tracks understood"),
    "view": both("%(count)s view", "%(count)s views"),
    "word": both("%(count)s word", "%(count)s words"),
}


# What people call a value that is kept by its English name.
CALLED = {
    "draft": later("Draft"),
    "in review": later("In review"),
    "scheduled": later("Scheduled"),
    "published": later("Published"),
    "trash": later("Trash"),
    "to read": later("To read"),
    "reading": later("Reading"),
    "read": later("Read"),
    "kept": later("Kept"),
    "reader": later("Reader"),
    "contributor": later("Contributor"),
    "author": later("Author"),
    "editor": later("Editor"),
    "owner": later("Owner"),
    "oxblood": later("Oxblood"),
    "rust": later("Rust"),
    "ochre": later("Ochre"),
    "moss": later("Moss"),
    "teal": later("Teal"),
    "ink": later("Ink"),
    "plum": later("Plum"),
    "slate": later("Slate"),
    "artist": later("Artist"),
    "title": later("Title"),
    "note": later("Note"),
    "links": later("Links"),
    "seconds": later("Length"),
}


def called(name: str) -> str:
    """What people call the state, shelf, role, colour or part of a track with that ``name``."""
    return CALLED[name]


def counted(number: int, thing: str) -> str:
    """``number`` of one of the ``THINGS``: 1 track, 1,204 words."""
    return plural(*THINGS[thing], number)


def catalogue() -> Translations | NullTranslations:
    """The words in the language of whoever asks. A page has hundreds, so they are looked up once;
    a letter, which has no request, is written in one language after another.
    """
    found: Translations | NullTranslations | None = g.get("catalogue")
    if found is None:
        found = get_domain().get_translations()
        if has_request_context():
            g.catalogue = found
    return found


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` count."""
    app.jinja_env.filters["counted"] = counted
    app.jinja_env.filters["called"] = called


def teach(app: Flask) -> None:
    """Have the templates of ``app`` find their words in the ``catalogue``."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda words: catalogue().ugettext(words),
        ngettext=lambda one, many, number: catalogue().ungettext(one, many, number),
        newstyle=True,
    )
