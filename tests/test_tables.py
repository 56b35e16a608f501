"""Tables as they come out of a spreadsheet."""

import pytest

from blog.tables import Row, rows


def test_the_names_of_the_columns_say_which_is_which() -> None:
    lines = ["Durata\tTitolo\tArtista\tTitle", "5:15\tWords\tLow\tOther", "\tPinch"]

    assert rows(lines) == [Row("Low", "Words", "5:15"), Row("", "Pinch")]


def test_a_row_may_be_numbered() -> None:
    assert rows(["1.\tLow\tWords", "2.\tCan\tPinch"]) == [Row("Low", "Words"), Row("Can", "Pinch")]


@pytest.mark.parametrize("lines", [[], ["no tab"], ["a\tb\tc", "no tab"], ["Low\tWords"]])
def test_what_is_no_table_is_left_to_others(lines: list[str]) -> None:
    assert rows(lines) is None
