"""What is said to people, in each of the languages that the site speaks."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask

from blog import preferences, wording
from tests.conftest import Made, Person, Visitor

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(ROOT.glob("blog/translations/*/LC_MESSAGES/messages.po"))
PLACE = re.compile(r"%\((\w+)\)[sd]")
SAID = ("-k", "later", "-k", "plural:1,2", "-k", "both:1,2")
Visit = Callable[..., Visitor]
ITALIAN = {"Accept-Language": "it"}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Each message with what is said in English and in the other language."""
    for message in catalogue(path):
        if message.id:
            one = [message.id] if isinstance(message.id, str) else list(message.id)
            said = message.string or ""
            other = [said] if isinstance(said, str) else list(said)
            yield message, one, other


def test_every_language_but_english_has_a_catalogue() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == sorted(set(preferences.SPOKEN) - {"en"})


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_all_that_is_said_and_nothing_else(path: Path, tmp_path: Path) -> None:
    said = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg"]
    subprocess.run([*command, *SAID, "-o", str(said), "."], cwd=ROOT, check=True)

    assert {m.id for m in catalogue(path)} == {m.id for m in catalogue(said)}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_leaves_nothing_unsaid(path: Path) -> None:
    for message, english, other in messages(path):
        assert all(other), message.id
        assert "fuzzy" not in message.flags, message.id
        for one, another in zip(english, other, strict=True):
            assert set(PLACE.findall(one)) >= set(PLACE.findall(another)), one
            assert (one[0] == " ") == (another[0] == " "), one


def test_things_are_counted_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context(headers=ITALIAN):
        assert wording.counted(1, "track") == "1 brano"
        assert wording.counted(1204, "word") == "1.204 parole"


def test_a_page_speaks_the_language_of_its_reader(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice, title="100 % <b>", source="<p>Words.</p>")
    page = visit().get(post.url, headers=ITALIAN)

    assert '<html lang="it"' in page.text
    assert "Colonna sonora" in page.text
    assert '<article class="post h-entry"' in page.text
    assert 'lang="en" dir="ltr"' in page.text
    assert "Accept-Language" in page.headers["Vary"]
    assert "100 % &lt;b&gt;" in page.text
    assert "words-it-" in page.text
    assert "words-" not in visit().get(post.url).text


def test_dates_are_written_as_the_reader_writes_them(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    make_post(alice)

    page = visit().get("/archive", headers=ITALIAN).text

    months = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    assert any(month in page for month in [*months.split(), "dicembre"])


def test_a_post_in_hebrew_is_written_from_the_right(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice, title="שלום", language="he")

    assert 'lang="he" dir="rtl"' in visit().get(post.url).text
    assert 'lang="he" dir="rtl"' in visit().get("/posts").text


def test_what_is_refused_is_refused_in_the_readers_language(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)

    answer = visit().post(f"{post.url}/comments", {"body": "", "name": ""}, headers=ITALIAN)

    assert answer.status_code == 422
    assert "Prima scrivi qualcosa." in answer.text
    assert "Qui non c’è nulla" in visit().get("/nowhere", headers=ITALIAN).text


MARKS = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
READ_OUT = re.compile(r'\b(?:alt|aria-label|placeholder|title)="([^"]*)"')
# Names of formats and the picture of two sizes are the same everywhere.
WORD = re.compile(r"\b(?!Aa\b)[^\W\d_]*[a-zà-ÿ][^\W\d_]*\b")


@pytest.mark.parametrize(
    "template",
    sorted(ROOT.glob("templates/**/*.html")),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_a_template_has_no_words_that_cannot_be_translated(template: Path, app: Flask) -> None:
    tokens = list(app.jinja_env.lex(template.read_text("utf-8")))
    page = "".join(words for _line, kind, words in tokens if kind == "data")
    read_out = [words for words in READ_OUT.findall(page) if words != "https://"]

    assert WORD.findall(" ".join([MARKS.sub(" ", page), *read_out])) == []
    for before, token in pairwise(tokens):
        assert not (before[1:] == ("operator", "~") and WORD.search(token[2])), token


def test_what_a_field_says_by_itself_is_in_the_readers_language(visit: Visit, olga: Person) -> None:
    answer = visit(olga).post("/desk/settings", {"accent": "none"}, headers=ITALIAN)

    assert answer.status_code == 422
    assert "Not a valid choice" not in answer.text
    assert "Dai un titolo al sito." in answer.text
