"""The rules of the house, kept by tests instead of by memory."""

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Made, Person, Visitor

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if not path.name.startswith("_") and path.name != "layout.html"]
PARTS = [path for path in TEMPLATES if path.name.startswith("_")]
MODULES = sorted((ROOT / "blog").rglob("*.py"))
MODELS = (
    "posts",
    "revisions",
    "soundtracks",
    "books",
    "tags",
    "members",
    "merging",
    "paging",
    "words",
)

# What a stranger may do; every other write needs a member.
OPEN_WRITES = {
    "first_run.create",
    "sessions.create",
    "sessions.destroy",
    "accounts.create",
    "comments.create",
    "comments.update",
    "comments.destroy",
    "bookmarks.create",
    "bookmarks.update",
    "bookmarks.destroy",
    "visits.create",
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_extends_the_layout(path: Path) -> None:
    assert re.match(r"(\{#.*?#\}\s*)?\{% extends ", path.read_text(), re.DOTALL)


@pytest.mark.parametrize("path", PARTS, ids=named)
def test_a_part_stands_alone_and_says_what_it_needs(path: Path) -> None:
    text = path.read_text()

    assert "{% extends" not in text
    assert text.startswith("{# ")


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_has_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\|\s*safe\b", text)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_html_is_trusted_in_one_place(path: Path) -> None:
    if path.name != "markup.py":
        assert "Markup(" not in path.read_text()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_begins_with_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("name", MODELS)
def test_models_know_nothing_of_the_request(name: str) -> None:
    imported = {
        alias.name
        for node in ast.walk(ast.parse((ROOT / f"blog/{name}.py").read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for alias in node.names
    }

    assert imported <= {"abort"}


def test_imports_run_in_no_circle() -> None:
    needs = {module_name(path): set(imports(path)) for path in MODULES}

    while needs:
        ground = {name for name, wants in needs.items() if not wants & needs.keys() - {name}}
        assert ground, f"These import each other: {sorted(needs)}"
        needs = {name: wants for name, wants in needs.items() if name not in ground}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """The blog's modules that ``path`` imports when it is loaded."""
    names = {module_name(other) for other in MODULES}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in names else node.module for name in whole)


def test_every_write_is_closed_to_strangers_unless_it_is_meant_for_them(
    app: Flask, visit: Callable[..., Visitor]
) -> None:
    checked = 0
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"POST", "PUT", "DELETE", "PATCH"}
        if not methods or rule.endpoint in OPEN_WRITES:
            continue
        values = {name: "x" if name == "slug" else 1 for name in rule.arguments}
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method=min(methods))
        for method in methods:
            answer = visit().ask(method, path)
            assert answer.status_code in (401, 403, 404), f"{method} {path}: {answer.status}"
            checked += 1
    assert checked > 8


class Outline(HTMLParser):
    """What a page is made of: its ids, headings, title and what points where."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.links: list[str] = []
        self.labels: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.title = ""
        self.open = ""
        self.inline = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.open = tag
        self.ids += [found["id"] or ""] if "id" in found else []
        self.headings += [tag] if re.fullmatch(r"h[1-6]", tag) else []
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []
        self.labels += [found["for"] or ""] if tag == "label" and "for" in found else []
        self.inline += "style" in found or any(name.startswith("on") for name in found)
        self.inline += tag == "style" or (tag == "script" and "src" not in found)
        if tag in ("input", "select", "textarea") and found.get("type") not in ("hidden", "submit"):
            self.controls.append(found)

    def handle_data(self, data: str) -> None:
        self.title += data if self.open == "title" else ""


EVERYONES = ["/", "/posts", "/posts/first-light", "/sign-in", "/join", "/bookmarks", "/nowhere"]
MEMBERS = [
    "/account",
    "/desk",
    "/desk/posts/{id}",
    "/desk/posts/{id}/preview",
    "/desk/settings",
    "/desk/posts/{id}/tracks",
    "/desk/comments",
]


@pytest.mark.parametrize("path", [*EVERYONES, *MEMBERS])
def test_every_page_is_well_made(
    visit: Callable[..., Visitor],
    make_post: Callable[..., Made],
    alice: Person,
    olga: Person,
    path: str,
) -> None:
    post = make_post(alice)

    answer = visit(olga if path in MEMBERS else None).get(path.format(id=post.id))

    outline = Outline(answer.text)
    assert answer.status_code == (404 if path == "/nowhere" else 200)
    assert outline.headings.count("h1") == 1
    assert outline.title.strip()
    assert len(outline.ids) == len(set(outline.ids)), sorted(outline.ids)
    assert not outline.inline
    assert all(link[1:] in outline.ids for link in outline.links if link.startswith("#"))
    for control in outline.controls:
        labelled = control.get("aria-label") or control.get("aria-labelledby")
        assert labelled or control.get("id") in outline.labels, control


@pytest.mark.parametrize("path", EVERYONES)
def test_every_answer_says_what_a_page_may_load(
    visit: Callable[..., Visitor], app: Flask, path: str
) -> None:
    policy = visit().get(path).headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
