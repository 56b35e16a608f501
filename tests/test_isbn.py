"""ISBNs and their check digits."""

import pytest

from blog.isbn import compact, is_isbn


@pytest.mark.parametrize(
    "text", ["978-0-571-25809-3", "0 571 22411 3", "0-8044-2957-x", "9780306406157"]
)
def test_a_right_number_is_recognised_however_it_is_written(text: str) -> None:
    assert is_isbn(compact(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "X",
        "978-0-571-25809-4",
        "0571224110",
        "97803064061X7",
        "978030640615X",
        "٠٥٧١٢٢٤١١٣",
        "5" * 14,
    ],
)
def test_a_mistyped_number_is_not(text: str) -> None:
    assert not is_isbn(compact(text))
