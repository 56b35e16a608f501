"""Invitations: from the link to the desk, once."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog import invitations
from blog.db import db, find, now
from blog.invitations import Invitation
from blog.members import Member
from tests.conftest import Person, Visitor

Visit = Callable[..., Visitor]
Invite = Callable[..., str]
DORA = {"name": "Dora", "email": "dora@example.org", "password": "a walk before dawn"}


@pytest.fixture
def invite(app: Flask, olga: Person) -> Invite:
    """The link of an invitation by Olga."""

    def make(role: str = "author", name: str = "", email: str = "") -> str:
        with app.app_context():
            owner = db.session.get_one(Member, olga.id)
            _, token = Invitation.issue(owner, role, name, email)
            db.session.commit()
            return f"/invitations/{token}"

    return make


def role_of(app: Flask, email: str) -> str | None:
    with app.app_context():
        member = find(Member.with_email(email))
        return member.role if member else None


def test_whoever_has_the_link_joins_and_is_at_the_desk(
    visit: Visit, app: Flask, invite: Invite
) -> None:
    link, dora = invite("contributor", "Dora"), visit()

    shown = dora.get(link)
    joined = dora.post(link, DORA)

    assert "Olga invites you to write on Marginalia" in shown.text
    assert 'value="Dora"' in shown.text
    assert (joined.status_code, joined.location) == (303, "/desk")
    desk = dora.get("/desk").text
    assert "Welcome, Dora." in desk
    assert "Your first post, in three steps" in desk
    assert "Send it for review." in desk
    assert role_of(app, "dora@example.org") == "contributor"


def test_it_works_with_htmx_too(visit: Visit, invite: Invite) -> None:
    answer = visit().post(invite(), DORA, htmx=True)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/desk")


def test_no_cache_or_search_engine_keeps_the_page(visit: Visit, invite: Invite) -> None:
    answer = visit().get(invite())

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_link_itself_is_kept_nowhere(app: Flask, invite: Invite) -> None:
    token = invite().split("/")[2]

    with app.app_context():
        row = db.session.execute(select(Invitation.__table__)).mappings().one()
    assert token not in str(dict(row))


def test_sent_twice_it_is_once(visit: Visit, app: Flask, invite: Invite) -> None:
    link = invite()
    visit().post(link, DORA)

    again = visit().post(link, DORA)

    assert (again.status_code, again.location) == (303, "/desk")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Member)) == 2


def test_the_one_who_joined_by_it_is_led_to_the_desk_by_it(visit: Visit, invite: Invite) -> None:
    link, dora = invite(), visit()
    dora.post(link, DORA)

    assert dora.get(link).location == "/desk"
    assert dora.post(link).location == "/desk"


def test_a_link_that_was_used_lets_nobody_else_in(
    visit: Visit, app: Flask, invite: Invite, carol: Person
) -> None:
    link = invite()
    visit().post(link, DORA)

    shown = visit().get(link)
    late = visit().post(link, DORA | {"email": "eve@example.org"})
    guess = visit().post(link, DORA | {"password": "some other words"})
    member = visit().post(link, DORA | {"email": carol.email, "password": carol.password})

    assert "This invitation has been used" in shown.text
    assert {answer.status_code for answer in (shown, late, guess, member)} == {410}
    assert role_of(app, "eve@example.org") is None


def test_a_link_that_is_too_old_leads_nowhere(visit: Visit, app: Flask, invite: Invite) -> None:
    link = invite()
    with app.app_context():
        db.session.scalars(select(Invitation)).one().expires_at = now() - timedelta(minutes=1)
        db.session.commit()

    shown, late = visit().get(link), visit().post(link, DORA)

    assert (shown.status_code, late.status_code) == (410, 410)
    assert "Ask Olga for a new link." in shown.text
    assert role_of(app, "dora@example.org") is None


def test_a_link_that_was_taken_back_leads_nowhere(visit: Visit, app: Flask, invite: Invite) -> None:
    link = invite()
    with app.app_context():
        db.session.scalars(select(Invitation)).one().revoke()
        db.session.commit()

    assert "This invitation was taken back" in visit().get(link).text
    assert visit().post(link, DORA).status_code == 410


def test_who_owns_the_site_no_more_has_invited_nobody(
    visit: Visit, app: Flask, invite: Invite, olga: Person
) -> None:
    link = invite("owner")
    with app.app_context():
        db.session.get_one(Member, olga.id).role = "author"
        db.session.commit()

    assert visit().post(link, DORA).status_code == 410


def test_a_link_that_lost_its_end_says_so(visit: Visit, invite: Invite) -> None:
    answer = visit().get(invite()[:-3])

    assert answer.status_code == 404
    assert "This link is not whole" in answer.text


def test_two_at_the_same_moment_make_one_member(
    visit: Visit, app: Flask, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, both_found_it_open, codes = invite(), threading.Barrier(2), []
    really = Member.join

    def join_together(*said: str) -> Member:
        both_found_it_open.wait()
        return really(*said)

    def join(name: str) -> None:
        said = DORA | {"name": name, "email": f"{name}@example.org"}
        codes.append(visit().post(link, said).status_code)

    monkeypatch.setattr(Member, "join", join_together)
    threads = [threading.Thread(target=join, args=(name,)) for name in ("dora", "eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(codes) == [303, 410]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Member)) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Type the name others will see."),
        ({"email": "dora"}, "That does not look like an e-mail address."),
        ({"password": "short"}, "Use 8 to 128 characters."),
        ({"email": "carol@example.org"}, "Somebody has joined with this e-mail address already."),
    ],
)
def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
    visit: Visit, invite: Invite, carol: Person, wrong: dict[str, str], words: str
) -> None:
    link = invite()

    answer = visit().post(link, DORA | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert (DORA | wrong)["email"] in answer.text
    assert visit().post(link, DORA).status_code == 303


def test_a_member_who_follows_it_takes_the_role(
    visit: Visit, app: Flask, invite: Invite, carol: Person
) -> None:
    link, browser = invite("editor"), visit(carol)

    shown = browser.get(link).text
    answer = browser.post(link)

    assert "Accept, and you are an editor here." in shown
    assert answer.location == "/desk"
    assert "You are an editor here now." in browser.get("/desk").text
    assert role_of(app, carol.email) == "editor"
    assert visit().get(link).status_code == 410


def test_a_stranger_who_is_a_member_signs_in_on_the_way(visit: Visit, invite: Invite) -> None:
    link = invite()

    assert f'href="/sign-in?next={link}"' in visit().get(link).text


def test_nobody_loses_a_role_by_following_a_link(
    visit: Visit, app: Flask, invite: Invite, olga: Person
) -> None:
    link, owner = invite("author"), visit(olga)

    shown, answer = owner.get(link), owner.post(link)

    assert "you may do all of that already" in shown.text
    assert answer.location == "/desk"
    assert role_of(app, olga.email) == "owner"
    assert visit().post(link, DORA).status_code == 303


def test_a_new_link_for_the_same_person_ends_the_one_before(visit: Visit, invite: Invite) -> None:
    before, anybodys = invite(name="Dora"), invite()

    invite(name="Dora")

    assert visit().get(before).status_code == 410
    assert visit().get(anybodys).status_code == 200


def test_a_site_has_only_so_many_unanswered(
    app: Flask, invite: Invite, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_OPEN", 2)
    invite(name="Dora")
    invite()

    with pytest.raises(invitations.TooManyOpen):
        invite()
    invite(name="Dora")


def test_trying_again_and_again_is_slowed_down(visit: Visit, invite: Invite) -> None:
    link, visitor = invite(), visit()
    visitor.post(link, DORA)
    guesses = [DORA | {"password": f"guess number {number}"} for number in range(20)]

    codes = {visit().post(link, guess).status_code for guess in guesses}

    assert codes == {410, 429}
