"""Provisional: replaced by the real one as soon as it is written."""

import html as _html
import re

import nh3
from flask import Flask
from markupsafe import Markup

POLICY = 1


class TooTangled(ValueError):
    """Too tangled."""


def clean_post(source: str) -> str:
    return nh3.clean(source)


def clean_note(source: str) -> str:
    return nh3.clean(source)


def comment(source: str) -> str:
    return "".join(f"<p>{_html.escape(p)}</p>" for p in source.split("\n\n"))


def trusted(text: str) -> Markup:
    return Markup(text)


def plain(text: str) -> str:
    return _html.unescape(re.sub(r"<[^>]+>", " ", text))


def words(text: str) -> int:
    return len(text.split())


def reading_minutes(count: int) -> int:
    return max(1, round(count / 220))


def excerpt(text: str, length: int = 200) -> str:
    return text[:length]


def init_app(app: Flask) -> None:
    app.jinja_env.filters["trusted"] = trusted
