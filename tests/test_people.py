"""The people of a site, and what the owner decides about them."""

import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import db
from blog.invitations import Invitation
from blog.members import Member
from tests.conftest import Person, Visitor

Visit = Callable[..., Visitor]
BEN = {"name": "Ben", "email": "ben@example.org", "role": "contributor"}


def member(app: Flask, person: Person) -> Member:
    with app.app_context():
        return db.session.get_one(Member, person.id)


def link_in(text: str) -> str:
    found = re.search(r'value="http://localhost(/invitations/[^"]+)"', text)
    assert found
    return found[1]


def test_the_owner_sees_who_is_here(
    visit: Visit, olga: Person, alice: Person, carol: Person
) -> None:
    page = visit(olga).get("/desk/people").text

    assert page.index("They write") < page.index("Alice") < page.index("They read")
    assert page.index("They read") < page.index("Carol")
    assert "carol@example.org" in page


def test_an_editor_may_look_but_changes_nobody(
    visit: Visit, app: Flask, make_member: Callable[..., Person], alice: Person
) -> None:
    editor = visit(make_member("edgar", "editor"))

    page = editor.get("/desk/people").text

    assert "Alice" in page
    assert "alice@example.org" not in page
    assert "Suspend" not in page
    assert "Invite" not in page
    assert editor.post(f"/desk/people/{alice.id}/role", {"role": "owner"}).status_code == 403
    assert editor.post(f"/desk/people/{alice.id}/suspension").status_code == 403
    assert editor.post("/desk/people/invitations", BEN).status_code == 403
    assert member(app, alice).role == "author"


def test_others_are_shown_the_door(visit: Visit, alice: Person, carol: Person) -> None:
    assert visit().get("/desk/people").location == "/sign-in?next=/desk/people"
    assert visit(alice).get("/desk/people").status_code == 403
    assert visit(alice).post("/desk/people/invitations", BEN).status_code == 403
    assert visit(carol).get("/desk/people").status_code == 403


def test_a_new_role_counts_at_once_and_signs_nobody_out(
    visit: Visit, olga: Person, carol: Person
) -> None:
    reader = visit(carol)
    assert reader.get("/desk").status_code == 403

    answer = visit(olga).post(f"/desk/people/{carol.id}/role", {"role": "author"})

    assert (answer.status_code, answer.location) == (303, "/desk/people")
    assert reader.get("/desk").status_code == 200


def test_with_htmx_the_person_alone_comes_back(visit: Visit, olga: Person, carol: Person) -> None:
    role = f"/desk/people/{carol.id}/role"

    answer = visit(olga).post(role, {"role": "editor"}, htmx=True)

    assert answer.text.lstrip().startswith("<li")
    assert "<html" not in answer.text
    assert "Carol is an editor now." in answer.text


def test_a_role_that_does_not_exist_is_refused(
    visit: Visit, app: Flask, olga: Person, carol: Person
) -> None:
    for browser in ({"htmx": True}, {}):
        answer = visit(olga).post(f"/desk/people/{carol.id}/role", {"role": "king"}, **browser)
        assert answer.status_code == 422
        assert "field__error" in answer.text
    assert member(app, carol).role == "reader"
    assert visit(olga).post("/desk/people/999/role", {"role": "author"}).status_code == 404


def test_the_last_owner_stays_one(
    visit: Visit, app: Flask, olga: Person, make_member: Callable[..., Person]
) -> None:
    otto = make_member("otto", "owner")
    owner = visit(olga)
    owner.post(f"/desk/people/{otto.id}/suspension")

    answer = owner.post(f"/desk/people/{olga.id}/role", {"role": "editor"})

    assert answer.status_code == 409
    assert "Make another member an owner first." in answer.text
    assert member(app, olga).role == "owner"


def test_an_owner_steps_down_when_there_is_another(
    visit: Visit, app: Flask, olga: Person, make_member: Callable[..., Person]
) -> None:
    make_member("otto", "owner")

    answer = visit(olga).post(f"/desk/people/{olga.id}/role", {"role": "author"})

    assert answer.status_code == 303
    assert member(app, olga).role == "author"


def test_whoever_is_suspended_is_out_at_once_until_let_in_again(
    visit: Visit, olga: Person, alice: Person
) -> None:
    owner, browser = visit(olga), visit(alice)
    suspension = f"/desk/people/{alice.id}/suspension"

    codes = [owner.post(suspension).status_code for _ in range(2)]

    assert codes == [303, 303]
    assert browser.get("/desk").location == "/sign-in?next=/desk"
    sign_in = {"email": alice.email, "password": alice.password}
    assert visit().post("/sign-in", sign_in).status_code == 422
    assert "Suspended since" in owner.get("/desk/people").text
    owner.delete(suspension)
    assert browser.get("/desk").status_code == 303
    assert visit().post("/sign-in", sign_in).status_code == 303


def test_nobody_suspends_themselves(visit: Visit, olga: Person) -> None:
    answer = visit(olga).post(f"/desk/people/{olga.id}/suspension", htmx=True)

    assert answer.status_code == 409
    assert "You cannot suspend yourself." in answer.text


def test_somebody_is_found_by_a_part_of_the_name_or_the_address(
    visit: Visit, olga: Person, make_member: Callable[..., Person], alice: Person
) -> None:
    make_member("zoë 100%", "reader")
    owner = visit(olga)

    for wanted in ("zoe", "ZOË", "100%"):
        found = owner.get("/desk/people", query_string={"q": wanted}).text
        assert "Zoë" in found
        assert "alice@" not in found
    assert "alice@" in owner.get("/desk/people?q=ALICE@").text
    assert "Nobody here is called" in owner.get("/desk/people?q=%25%25%25").text


def test_a_long_list_goes_on_page_by_page(
    visit: Visit, olga: Person, app: Flask, count_queries: Callable[..., int]
) -> None:
    owner = visit(olga)
    few = count_queries(lambda: owner.get("/desk/people?group=readers"))
    with app.app_context():
        for number in range(60):
            Member.join(f"Reader {number}", f"r{number}@example.org", "not so short")
        db.session.commit()

    many = count_queries(lambda: owner.get("/desk/people?group=readers"))
    page = owner.get("/desk/people?group=readers").text
    more = re.findall(r'data-hx-get="([^"]+)"', page)[-1].replace("&amp;", "&")
    rest = owner.get(more, htmx=True).text

    assert page.count('class="sheet person"') == 50
    assert rest.count('class="sheet person"') == 10
    assert many <= few + 1
    assert owner.get("/desk/people?group=ghosts").status_code == 404
    assert owner.get("/desk/people?group=readers&before=nonsense").status_code == 400


def test_the_owner_gets_a_link_and_sees_it_once(visit: Visit, olga: Person) -> None:
    owner = visit(olga)

    answer = owner.post("/desk/people/invitations", BEN)
    page = owner.get("/desk/people").text

    assert (answer.status_code, answer.location) == (303, "/desk/people#invitations")
    assert "This is the link for Ben." in page
    assert visit().get(link_in(page)).status_code == 200
    again = owner.get("/desk/people").text
    assert "This is the link" not in again
    assert "Good until" in again


def test_with_htmx_the_link_comes_at_once_and_stays_in_no_cookie(
    visit: Visit, olga: Person
) -> None:
    owner = visit(olga)

    answer = owner.post("/desk/people/invitations", BEN, htmx=True)

    assert visit().get(link_in(answer.text)).status_code == 200
    assert "<html" not in answer.text
    assert "This is the link" not in owner.get("/desk/people").text


def test_neither_name_nor_address_is_needed(visit: Visit, olga: Person) -> None:
    answer = visit(olga).post("/desk/people/invitations", {"role": "author"}, htmx=True)

    assert answer.status_code == 200
    assert "This is the link for Somebody." in answer.text


@pytest.mark.parametrize(
    "wrong", [{"email": "ben"}, {"role": "reader"}, {"role": "king"}, {"name": "x" * 81}]
)
def test_a_wrong_invitation_is_refused_with_words_and_kept_as_typed(
    visit: Visit, olga: Person, wrong: dict[str, str]
) -> None:
    for browser in ({"htmx": True}, {}):
        answer = visit(olga).post("/desk/people/invitations", BEN | wrong, **browser)
        assert answer.status_code == 422
        assert "field__error" in answer.text
        assert f'value="{(BEN | wrong)["email"]}"' in answer.text


def test_an_invitation_is_taken_back(visit: Visit, app: Flask, olga: Person) -> None:
    owner = visit(olga)
    link = link_in(owner.post("/desk/people/invitations", BEN, htmx=True).text)
    with app.app_context():
        number = db.session.scalars(select(Invitation.id)).one()

    codes = [owner.delete(f"/desk/people/invitations/{number}").status_code for _ in range(2)]

    assert codes == [303, 303]
    assert visit().get(link).status_code == 410
    assert "Taken back" in owner.get("/desk/people").text
    answer = owner.delete(f"/desk/people/invitations/{number}", htmx=True)
    assert "The link for Ben leads nowhere now." in answer.text
    assert owner.delete("/desk/people/invitations/999").status_code == 404


def test_what_came_of_an_invitation_is_told(visit: Visit, olga: Person) -> None:
    owner = visit(olga)
    link = link_in(owner.post("/desk/people/invitations", BEN, htmx=True).text)

    visit().post(link, {"name": "Benno", "email": "b@example.org", "password": "a long walk"})

    assert "Accepted by Benno on" in owner.get("/desk/people").text


def test_two_owners_do_not_depose_each_other(
    visit: Visit, app: Flask, olga: Person, make_member: Callable[..., Person]
) -> None:
    otto = make_member("otto", "owner")
    start, codes = threading.Barrier(2), []

    def depose(one: Person, other: Person) -> None:
        browser = visit(one)
        start.wait()
        role = {"role": "author"}
        codes.append(browser.post(f"/desk/people/{other.id}/role", role).status_code)

    threads = [threading.Thread(target=depose, args=pair) for pair in ((olga, otto), (otto, olga))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted({member(app, olga).role, member(app, otto).role}) == ["author", "owner"]
    assert 303 in codes
