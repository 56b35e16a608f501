"""The owner's settings."""

from collections.abc import Callable

import pytest

from tests.conftest import Person, Visitor

Visit = Callable[..., Visitor]
CHOICES = {
    "title": "Marginalia",
    "tagline": "Books, and what they sound like",
    "language": "it",
    "time_zone": "Europe/Rome",
    "accent": "moss",
    "comment_policy": "held",
}


def test_what_the_owner_decides_is_what_readers_see(visit: Visit, olga: Person) -> None:
    answer = visit(olga).post("/desk/settings", CHOICES)

    home = visit().get("/").text
    assert answer.status_code == 303
    assert "Books, and what they sound like" in home
    assert '<html lang="it" dir="ltr" data-accent="moss"' in home


def test_dates_follow_the_clocks_of_the_place(visit: Visit, olga: Person) -> None:
    visit(olga).post("/desk/settings", CHOICES | {"time_zone": "Pacific/Auckland"})

    assert 'selected value="Pacific/Auckland"' in visit(olga).get("/desk/settings").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"language": "xx"},
        {"time_zone": "Mars/Olympus"},
        {"accent": "url(//elsewhere.example)"},
        {"comment_policy": "maybe"},
        {"comment_links": "-1"},
        {"comment_links": "many"},
        {"unwanted_addresses": "example.org\nnot an address"},
    ],
)
def test_nonsense_changes_nothing_and_keeps_what_was_typed(
    visit: Visit, olga: Person, wrong: dict[str, str]
) -> None:
    answer = visit(olga).post("/desk/settings", CHOICES | {"tagline": "Kept as typed"} | wrong)

    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert "Kept as typed" in answer.text
    assert "Kept as typed" not in visit().get("/").text


def test_only_an_owner_comes_in(visit: Visit, alice: Person, carol: Person) -> None:
    assert visit().get("/desk/settings").location == "/sign-in?next=/desk/settings"
    assert visit().post("/desk/settings", CHOICES).status_code == 401
    assert visit(alice).post("/desk/settings", CHOICES).status_code == 403
    assert visit(carol).get("/desk/settings").status_code == 403
