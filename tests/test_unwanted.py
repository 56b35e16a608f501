"""Addresses from which a site takes no comments."""

import pytest

from blog.unwanted import is_listed, listed

LIST = """
spammer@shop.example
mail.example
@casino.example
203.0.113.0/24
2001:db8::/32
198.51.100.7
"""


@pytest.mark.parametrize(
    ("email", "place", "expected"),
    [
        ("Spammer@Shop.example", "", True),
        ("other@shop.example", "", False),
        ("a@mail.example", "", True),
        ("a@deep.mail.example", "", True),
        ("a@notmail.example", "", False),
        ("a@casino.example", "", True),
        ("", "203.0.113.9", True),
        ("", "::ffff:203.0.113.9", True),
        ("", "203.0.114.9", False),
        ("", "2001:db8:7::1", True),
        ("", "198.51.100.7", True),
        ("", "198.51.100.70", False),
        ("", "", False),
        ("", None, False),
        ("", "nowhere", False),
    ],
)
def test_each_line_means_what_it_says(email: str, place: str | None, expected: bool) -> None:
    assert is_listed(LIST, email, place) is expected


def test_what_is_no_address_is_named() -> None:
    typed = "grapes\n203.0.113.0/99\nmail.example\n300.1.1.1\na b@c.example"

    assert listed(LIST).wrong == ()
    assert listed(typed).wrong == ("grapes", "203.0.113.0/99", "300.1.1.1", "a b@c.example")
