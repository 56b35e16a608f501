"""The rules of the house, kept by tests instead of by memory."""

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Person, Visitor
from tests.screens import EVERYONES, OWNERS

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if not path.name.startswith("_") and path.name != "layout.html"]
PARTS = [path for path in TEMPLATES if path.name.startswith("_")]
MODULES = sorted((ROOT / "blog").rglob("*.py"))
REQUEST = {"abort", "current_app", "current_user", "g", "request", "session", "url_for"}

# What a stranger may do; every other write needs a member.
OPEN_WRITES = {
    "first_run.create",
    "sessions.create",
    "sessions.destroy",
    "accounts.create",
    "comments.create",
    "corrections.update",
    "corrections.destroy",
    "comments.preview",
    "liking.create",
    "liking.destroy",
    "reporting.create",
    "shelf_imports.create",
    "carrying.take",
    "bookmarks.create",
    "bookmarks.update",
    "bookmarks.destroy",
    "visits.create",
    "invitations.accept",
    "preferences.update",
    "letters.update",
    "letters.confirm",
    "passwords.create",
    "passwords.update",
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_templates_and_tests_are_called_like_their_rooms() -> None:
    rooms = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}

    folders = {path.parent.name for path in TEMPLATES} - {"templates"}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert folders <= rooms
    assert tests - rooms == {"build", "house", "validity"}


def test_the_plan_of_the_house_shows_every_room() -> None:
    plan = (ROOT / "docs/architecture.md").read_text()
    drawn = [
        re.findall(r"`(\w+/?)`", row.split("|")[2]) for row in plan.splitlines() if row[:1] == "|"
    ]

    inside = (ROOT / "blog").iterdir()
    rooms = {path.stem if path.is_file() else f"{path.name}/" for path in inside}
    assert sorted(room for row in drawn for room in row) == sorted(
        rooms - {"__init__", "__pycache__/"}
    )


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

    data = '<script type="application/ld+json">'
    text = text.replace(data, "")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\|\s*safe\b", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_method_is_not_given_to_url_for_which_keeps_it_for_itself(path: Path) -> None:
    assert not re.search(r"url_for\([^)]*_method", path.read_text())


@pytest.mark.parametrize("path", [*TEMPLATES, *MODULES], ids=named)
def test_whole_addresses_have_the_public_name_of_the_site(path: Path) -> None:
    assert "_external" not in path.read_text()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_html_is_trusted_in_one_place(path: Path) -> None:
    if path.name != "markup.py":
        assert "Markup(" not in path.read_text()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_begins_with_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_models_know_nothing_of_the_request(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and {"Model", "Numbered"} & names(*node.bases):
            assert not names(node) & REQUEST, node.name


def names(*nodes: ast.AST) -> set[str]:
    return {name.id for node in nodes for name in ast.walk(node) if isinstance(name, ast.Name)}


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
    rooms = {module_name(other) for other in MODULES}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in rooms else node.module for name in whole)


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
            assert answer.status_code == 401, f"{method} {path}: {answer.status}"
            checked += 1
    assert checked > 8
    assert app.view_functions.keys() >= OPEN_WRITES


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
        self.labelled_inside = False
        self.inline = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.open = tag
        self.labelled_inside = tag == "label" or self.labelled_inside
        self.ids += [found["id"] or ""] if "id" in found else []
        self.headings += [tag] if re.fullmatch(r"h[1-6]", tag) else []
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []
        self.labels += [found["for"] or ""] if tag == "label" and "for" in found else []
        self.inline += "style" in found or any(name.startswith("on") for name in found)
        self.inline += tag == "style" or (
            tag == "script" and "src" not in found and found.get("type") != "application/ld+json"
        )
        is_field = tag in ("input", "select", "textarea") and "hidden" not in found
        if is_field and found.get("type") not in ("hidden", "submit"):
            self.controls += [] if self.labelled_inside else [found]

    def handle_endtag(self, tag: str) -> None:
        self.labelled_inside = self.labelled_inside and tag != "label"

    def handle_data(self, data: str) -> None:
        self.title += data if self.open == "title" else ""


def test_every_page_is_well_made(
    visit: Callable[..., Visitor], furnished: Callable[[str], str], olga: Person
) -> None:
    for path in [*EVERYONES, *OWNERS]:
        answer = visit(olga if path in OWNERS else None).get(furnished(path))

        assert answer.status_code == (404 if path == "/nowhere" else 200), path
        check_policy(answer.headers["Content-Security-Policy"])
        check(answer.text, path)


def check_policy(policy: str) -> None:
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors" in policy


def check(page: str, path: str) -> None:
    outline = Outline(page)
    assert outline.headings.count("h1") == 1, path
    assert outline.title.strip()
    assert len(outline.ids) == len(set(outline.ids)), sorted(outline.ids)
    assert not outline.inline
    assert all(link[1:] in outline.ids for link in outline.links if link.startswith("#"))
    for control in outline.controls:
        labelled = control.get("aria-label") or control.get("aria-labelledby")
        assert labelled or control.get("id") in outline.labels, control
