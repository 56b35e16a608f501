"""Conflicts: the places where two texts part, and the text that is made of both."""

import random

import pytest

from blog import markup
from blog.desk.conflicts import MOST_CHOICES, Place, places
from blog.differences import Part


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def paragraphs(mine: str, theirs: str) -> list[Place]:
    return places("body", mine, theirs, markup.clean_post)


def made(mine: str, theirs: str, *choices: str | None) -> str:
    """What comes of ``choices``, in order, at the places where the two part; one counts for all."""
    found = paragraphs(mine, theirs)
    apart = [place.name for place in found if place.differs]
    chosen = dict(zip(apart, choices * len(apart) if len(choices) == 1 else choices, strict=False))
    return "".join(place.taken(chosen.get(place.name)) for place in found)


def random_text(chance: random.Random) -> list[str]:
    words = ["rain", "sea", "dusk", "dawn", "low"]
    return [" ".join(chance.choices(words, k=5)) for _ in range(12)]


@pytest.mark.parametrize("seed", range(30))
def test_all_mine_is_mine_and_all_theirs_is_theirs(seed: int) -> None:
    chance = random.Random(seed)
    base = random_text(chance)

    def changed() -> str:
        side = list(base)
        for _ in range(chance.randrange(8)):
            place = chance.randrange(len(side) + 1)
            side[place : place + chance.randrange(3)] = random_text(chance)[: chance.randrange(3)]
        return markup.clean_post(text(*side))

    mine, theirs = changed(), changed()

    assert made(mine, theirs, "mine") == mine
    assert made(mine, theirs, "theirs") == theirs
    assert not [part for part in (mine + theirs).split("<p>") if part not in made(mine, theirs)]


def test_without_a_choice_both_go_on_mine_first() -> None:
    mine, theirs = text("Low water", "It was dusk", "End"), text("Low water", "It was dawn", "End")

    assert made(mine, theirs) == text("Low water", "It was dusk", "It was dawn", "End")
    assert made(mine, theirs, "nonsense") == made(mine, theirs, "both")


def test_each_place_has_a_choice_of_its_own() -> None:
    mine = text("It was dusk", "The sea lay still", "The rain fell", "The rain fell")
    theirs = text("It was dawn", "The sea lay still", "The snow fell", "The snow fell")

    assert made(mine, theirs, "mine", "theirs", "both") == text(
        "It was dusk", "The sea lay still", "The snow fell", "The rain fell", "The snow fell"
    )


def test_a_choice_is_not_taken_for_one_between_other_words() -> None:
    mine, theirs = text("It was dusk"), text("It was dawn")
    (shown,) = paragraphs(mine, theirs)
    since = text("It was dusk, and I wrote on")

    (place,) = paragraphs(since, theirs)

    assert place.name != shown.name
    assert place.taken({shown.name: "theirs"}.get(place.name)) == since + theirs


def test_what_one_has_alone_faces_what_the_other_has_there() -> None:
    found = paragraphs(text("Snow", "End"), text("Rain", "Fog", "End"))

    sides = [[part.words if part else "" for part in (one.mine, one.theirs)] for one in found]
    assert sides == [["Snow", "Rain"], ["", "Fog"], ["End", "End"]]


def test_what_loses_nothing_is_offered_first() -> None:
    both, alone = paragraphs(text("Snow"), text("Rain", "Fog"))
    mine_alone, _ = paragraphs(text("Snow", "End"), text("End"))

    assert [value for value, _ in both.choices] == ["both", "mine", "theirs"]
    assert [value for value, _ in alone.choices] == ["theirs", "mine"]
    assert [value for value, _ in mine_alone.choices] == ["mine", "theirs"]
    for place in (both, alone, mine_alone):
        assert place.taken(place.choices[0][0]) == place.taken(None)


def test_words_that_are_only_set_differently_say_so() -> None:
    (place,) = paragraphs("<p>It was <em>late</em></p>", "<h2>It was late</h2>")

    assert place.differs
    assert place.looks_alike


def test_more_places_than_a_form_has_room_for_are_one() -> None:
    mine, theirs = (text(*(f"{side} {n}" for n in range(MOST_CHOICES + 1))) for side in "ab")

    found = paragraphs(mine, theirs)

    assert len(found) == 1
    assert made(mine, theirs, "theirs") == theirs


def test_a_field_is_one_place() -> None:
    (place,) = places("tags", ["sea"], ["sea", "rain"], markup.clean_post)

    assert (place.name, place.mine, place.theirs) == (
        "choice-tags",
        Part("", "", "sea"),
        Part("", "", "sea, rain"),
    )
