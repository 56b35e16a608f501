"""What looks like spam, by rules and by a labelled set of remarks: half of it is tuned to."""

from pathlib import Path

import pytest

from blog.verdicts import Remark, Verdict, judge

REMARKS = Path(__file__).parent / "remarks"


def remarks(kind: str) -> list[Verdict]:
    """The verdicts on every second line of a file, those that the rules were not tuned to."""
    lines = (REMARKS / f"{kind}.txt").read_text("utf-8").splitlines()[1::2]
    pairs = [line.replace("\\n", "\n").split("\t") for line in lines]
    return [judge(Remark(name, text)) for name, text in pairs]


def test_nearly_all_spam_waits_and_nearly_nothing_else() -> None:
    spam, ham = remarks("spam"), remarks("ham")
    caught = sum(verdict.waits for verdict in spam)
    wronged = sum(verdict.waits for verdict in ham)

    assert caught / len(spam) >= 0.95
    assert caught / (caught + wronged) >= 0.97
    assert not any(verdict.is_spam for verdict in ham)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("I read it on the train.", set()),
        ("Live: https://www.youtube.com/watch?v=aaaaaaaaaaa", set()),
        ("See https://example.org/a/long/way for the letters, all of them.", {"link"}),
        ("https://shop.example", {"link", "front", "bare"}),
        ("[url=x]y[/url]", {"code"}),
        ("Nice blog! https://shop.example/x and some words more here", {"link", "flattery"}),
        ("Buy now, cheap watches", {"trade"}),
        ("Write me on WhatsApp", {"contact"}),
        ("OH!!!", {"shouting"}),
        ("Привет https://shop.example/x это мой сайт для вас друзья", {"link", "script"}),
    ],
)
def test_each_sign_is_known_by_its_name(text: str, signs: set[str]) -> None:
    assert set(judge(Remark("Dora", text)).signs) == signs


@pytest.mark.parametrize(("links", "waits"), [(0, True), (1, True), (2, False), (9, False)])
def test_a_site_takes_so_many_links(links: int, waits: bool) -> None:
    text = (
        "The letters are at https://one.example/letters and his answers, which were found only in"
        " the attic of that house, at https://two.example/answers with all the drawings."
    )

    verdict = judge(Remark("Dora", text, links=links))
    assert verdict.waits is waits
    assert ("links" in verdict.signs) is waits


@pytest.mark.parametrize(("pause", "sign"), [(None, "unopened"), (1.0, "haste"), (9.0, "")])
def test_how_long_somebody_wrote_decides_nothing_by_itself(pause: float | None, sign: str) -> None:
    alone = judge(Remark("Dora", "How true.", pause=pause))
    beside = judge(Remark("Dora", "OH!!! How true.", pause=pause))

    assert alone.signs == ((sign,) if sign else ())
    assert not alone.waits
    assert beside.waits is bool(sign)


def test_whoever_is_known_may_link() -> None:
    text = "My own list of songs for it is at https://list.example"

    assert judge(Remark("Dora", text)).waits
    assert not judge(Remark("Dora", text, is_known=True)).waits


@pytest.mark.parametrize(
    "remark",
    [
        Remark("Dora", "Hello", is_trapped=True, is_known=True),
        Remark("Dora", "I like GRAPES a lot", listed=("grapes",)),
        Remark("Dora", "I like plums", is_from_listed_address=True),
    ],
)
def test_some_signs_are_enough(remark: Remark) -> None:
    assert judge(remark).waits


@pytest.mark.parametrize("heap", ["a" * 5_000, "a@" * 2_500, "https://" * 600, "+1 " * 1_600])
def test_no_heap_of_signs_takes_long(heap: str) -> None:
    assert judge(Remark("Dora", heap)) is not None
