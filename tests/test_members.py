"""Members: what a role may do, and how passwords are kept."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog import members
from blog.db import db
from blog.members import Member
from tests.conftest import PASSWORD, Person


def test_passwords_are_hashed_as_owasp_asks() -> None:
    assert members.NOBODYS_HASH.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_password_is_kept_as_it_was_typed(app: Flask, alice: Person) -> None:
    with app.app_context():
        member = db.session.get_one(Member, alice.id)

        assert PASSWORD not in member.password_hash
        assert members.matches(member.password_hash, PASSWORD)
        assert not members.matches(member.password_hash, PASSWORD.upper())
        assert not members.matches("nonsense", PASSWORD)


@pytest.mark.parametrize(
    ("role", "abilities"),
    [
        ("reader", set()),
        ("contributor", {"write"}),
        ("author", {"write", "publish"}),
        ("editor", {"write", "publish", "edit_others"}),
        ("owner", {"write", "publish", "edit_others", "own"}),
    ],
)
def test_each_role_may_do_more_than_the_one_before(
    app: Flask, make_member: Callable[..., Person], role: str, abilities: set[str]
) -> None:
    person = make_member("dora", role)

    with app.app_context():
        member = db.session.get_one(Member, person.id)
        can = {
            name
            for name in ("write", "publish", "edit_others", "own")
            if getattr(member, f"may_{name}")
        }
    assert can == abilities


def test_two_of_one_name_have_two_addresses(app: Flask, make_member: Callable[..., Person]) -> None:
    with app.app_context():
        slugs = [Member.join("Ana María", f"{n}@example.org", PASSWORD).slug for n in range(2)]
    assert slugs == ["ana-maria", "ana-maria-2"]
