"""Letters: who is told of what, in which words, and how they say that it is enough."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from blog.comments import Comment
from blog.correspondents import Correspondent
from blog.db import db
from blog.letters import recipients
from blog.members import Member
from blog.site import Site
from tests.conftest import Made, Person, Visitor
from tests.mail import Office, link, words
from tests.saying import change, say

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

DORA = {"name": "Dora", "email": "Dora@example.net", "body": "It reads like a night train."}
ITALIAN = {"Accept-Language": "it"}


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(alice)


def comment(visitor: Visitor, post: Made, **said: str) -> None:
    answer = visitor.post(f"{post.url}/comments", DORA | said)
    assert answer.status_code == 303, answer.text


def newest(office: Office) -> int:
    with office.app.app_context():
        return db.session.scalars(select(Comment.id).order_by(Comment.id.desc())).first() or 0


def confirmed_guest(visit: Visit, office: Office, post: Made, **said: str) -> Visitor:
    """Dora, who commented and said that the address is hers."""
    guest = visit()
    comment(guest, post, **said)
    office.work()
    page = link(office.box.to("dora@example.net"), "/letters/confirmation/")
    assert visit().post(page).status_code == 303
    office.box.letters.clear()
    return guest


# Who is told


def test_an_author_is_told_of_a_comment(
    visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)

    comment(visit(), post, email="")

    assert office.box.letters == []
    assert office.work()
    letter = office.box.to(alice.email)
    assert office.box.addresses == [alice.email]
    assert letter["Subject"] == "A comment on “First Light”"
    assert letter["From"] == "Marginalia <post@books.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        said = words(letter, kind)
        assert "Dora writes on “First Light”:" in said
        assert "It reads like a night train." in said
        assert f"https://books.example/comments/{newest(office)}" in said


def test_nobody_is_told_of_their_own_words(
    visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)

    comment(visit(alice), post)
    comment(visit(alice), post, body="And another thing.", parent=str(newest(office)))

    office.work()
    assert office.box.letters == []


def test_a_member_is_told_of_an_answer_and_of_no_other_comment(
    visit: Visit, office: Office, post: Made, alice: Person, carol: Person
) -> None:
    office.confirm(carol)
    comment(visit(carol), post)
    first = newest(office)

    comment(visit(alice), post, body="Thank you.", parent=str(first))
    comment(visit(alice), post, body="To you all.")

    office.work()
    [letter] = [letter for to, letter in office.box.letters if to == [carol.email]]
    assert letter["Subject"] == "An answer to your comment on “First Light”"
    assert "> Thank you." in words(letter)


def test_an_author_who_is_answered_gets_one_letter(
    visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)
    comment(visit(alice), post, body="What do you think?")

    comment(visit(), post, email="", parent=str(newest(office)))

    office.work()
    [(_to, letter)] = office.box.letters
    assert letter["Subject"].startswith("An answer")


def test_letters_about_one_conversation_hang_together(
    visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)
    comment(visit(), post, email="")
    comment(visit(), post, email="", name="Ed", body="So it does.", parent=str(newest(office)))

    office.work()

    first, second = (letter for _to, letter in office.box.letters)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [*first["References"].split(), first["Message-ID"]]


def test_what_is_removed_or_taken_away_before_it_is_sent_is_not_sent(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)
    comment(visit(), post, email="")
    change(app, newest(office), "remove")
    comment(visit(), post, email="", body="Is it gone?")
    visit(alice).post(f"/desk/posts/{post.id}/trash")

    office.work()

    assert office.box.letters == []
    assert all(errand.done_at for errand in office.errands())


def test_what_was_said_long_ago_is_news_to_nobody(
    app: Flask, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)

    say(app, post, "Dora", at=datetime(2020, 1, 1, tzinfo=UTC))

    assert office.errands() == []


def test_without_a_mail_server_nothing_waits_and_nothing_is_promised(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    office = Office(app, None)  # type: ignore[arg-type]
    comment(visit(), post)

    assert office.errands() == []
    assert "For letters" not in visit().get(post.url).text
    assert "Letters to you" not in visit(alice).get("/account").text
    assert "Forgot" not in visit().get("/sign-in").text
    assert "sends no mail" in visit().get("/password/new").text
    assert visit().post("/password/new", {"email": alice.email}).status_code == 404
    assert visit(alice).post("/letters").status_code == 404


def test_no_name_or_title_writes_into_the_head_of_a_letter(
    app: Flask, visit: Visit, office: Office, alice: Person, make_post: MakePost
) -> None:
    office.confirm(alice)
    post = make_post(alice, title="Night\r\nBcc: eve@example.net")
    with app.app_context():
        db.session.execute(update(Site).values(title='Books\r\nBcc: eve@example.net "<x>'))
        db.session.commit()

    comment(visit(), post, email="", name="Dora\r\nBcc: eve@example.net")

    office.work()
    assert office.box.addresses == [alice.email]
    assert office.box.to(alice.email)["Bcc"] is None
    assert office.box.to(alice.email)["To"] == alice.email


def test_a_letter_is_written_in_the_language_of_who_reads_it(
    visit: Visit, office: Office, post: Made, alice: Person, carol: Person
) -> None:
    office.confirm(alice, carol)
    visit(alice).post(
        "/letters", dict.fromkeys(("replies", "comments", "waiting"), "each"), headers=ITALIAN
    )

    comment(visit(carol), post)

    office.work()
    letter = office.box.to(alice.email)
    assert letter["Subject"] == "Un commento su “First Light”"
    assert 'lang="it"' in words(letter, "html")
    assert "Carol scrive su" in words(letter)


# Guests say first that the address is theirs


def test_a_guest_is_asked_first_and_then_told_of_answers(
    visit: Visit, office: Office, post: Made, carol: Person
) -> None:
    guest = visit()
    comment(guest, post)
    first = newest(office)
    comment(visit(carol), post, body="Not yet.", parent=str(first))
    office.work()
    question = office.box.to("dora@example.net")
    page = link(question, "/letters/confirmation/")

    assert office.box.addresses.count("dora@example.net") == 1
    assert "night train" not in words(question)
    assert "Dora" not in words(question)
    before = visit().get(page)
    assert "Yes, write to me" in before.text
    assert "dora@example.net" not in before.text.lower()
    assert visit().post(page).status_code == 303
    assert "Your address is confirmed" in visit().get(page).text

    office.box.letters.clear()
    comment(visit(carol), post, body="Now you know.", parent=str(first))
    office.work()
    assert "Now you know." in words(office.box.to("dora@example.net"))
    assert "dora@example.net" not in visit().get(post.url).text.lower()


def test_to_open_the_link_confirms_nothing(
    visit: Visit, office: Office, post: Made, carol: Person
) -> None:
    comment(visit(), post)
    office.work()
    visit().get(link(office.box.to("dora@example.net"), "/letters/confirmation/"))
    office.box.letters.clear()

    comment(visit(carol), post, body="Hello?", parent=str(newest(office)))

    office.work()
    assert "dora@example.net" not in office.box.addresses


def test_nobody_is_asked_again_and_again(visit: Visit, office: Office, post: Made) -> None:
    for number in range(3):
        comment(visit(), post, body=f"Number {number}.")

    office.work()

    assert office.box.addresses.count("dora@example.net") == 1


def test_an_address_that_refuses_is_never_asked_again(
    visit: Visit, office: Office, post: Made, app: Flask
) -> None:
    comment(visit(), post)
    office.work()
    page = link(office.box.to("dora@example.net"), "/letters/confirmation/")

    assert visit().post(page, {"refuse": "1"}).status_code == 303

    assert "will not be written to" in visit().get(page).text
    with app.app_context():
        db.session.execute(update(Correspondent).values(asked_at=None))
        db.session.commit()
    office.box.letters.clear()
    comment(visit(), post, body="Somebody else, the same address.")
    office.work()
    assert "dora@example.net" not in office.box.addresses


def test_an_address_is_confirmed_for_whoever_asked_and_for_nobody_else(
    visit: Visit, office: Office, post: Made, carol: Person
) -> None:
    confirmed_guest(visit, office, post)
    comment(visit(), post, body="I only say that I am Dora.")

    comment(visit(carol), post, body="Are you?", parent=str(newest(office)))

    office.work()
    assert "dora@example.net" not in office.box.addresses


def test_a_guest_who_joins_with_the_same_address_has_confirmed_it(
    visit: Visit, office: Office, post: Made, carol: Person
) -> None:
    guest = confirmed_guest(visit, office, post)
    first = newest(office)
    joined = {"name": "Dora", "email": "dora@example.net", "password": "seven small stones"}
    guest.post("/join", joined)

    comment(visit(carol), post, body="Welcome.", parent=str(first))

    office.work()
    assert "Welcome." in words(office.box.to("dora@example.net"))
    assert "Nothing is sent to you before" not in guest.get("/account").text


def test_a_link_that_is_cut_off_says_so(visit: Visit, office: Office, post: Made) -> None:
    comment(visit(), post)
    office.work()
    question = link(office.box.to("dora@example.net"), "/letters/confirmation/")

    for path in (question[:-3], "/letters/x.y", question.replace("confirmation/", "")):
        for answer in (visit().get(path), visit().post(path)):
            assert answer.status_code == 404
            assert "This link is not whole" in answer.text


# Enough


def test_one_click_in_a_mail_program_stops_letters_of_one_kind(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice)
    comment(visit(), post, email="")
    office.work()
    letter = office.box.to(alice.email)
    address = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("https://books.example/letters/")
    # Programs open links before people do.
    page = visit().get(address)
    assert "Stop these letters" in page.text
    app.config["SESSION_COOKIE_SECURE"] = True

    try:
        program = app.test_client()
        answer = program.post(address, data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["SESSION_COOKIE_SECURE"] = False

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "no more letters about comments on your posts" in answer.text
    office.box.letters.clear()
    comment(visit(), post, email="", body="Another.")
    office.work()
    assert office.box.letters == []


def test_a_guest_chooses_from_the_link_of_a_letter(
    visit: Visit, office: Office, post: Made, carol: Person
) -> None:
    confirmed_guest(visit, office, post)
    first = newest(office)
    comment(visit(carol), post, body="One.", parent=str(first))
    office.work()
    page = link(office.box.to("dora@example.net"), "/letters/")

    shown = visit().get(page).text
    assert 'name="replies"' in shown
    assert 'name="waiting"' not in shown
    assert visit().post(page, {"replies": "often"}).status_code == 422
    kept = visit().post(page, {"replies": "daily"})

    assert kept.status_code == 303
    assert re.search(r'value="daily"[^>]*checked|checked[^>]*value="daily"', visit().get(page).text)


def test_a_member_chooses_at_home(
    visit: Visit, office: Office, alice: Person, carol: Person
) -> None:
    writer, reader = visit(alice), visit(carol)

    answer = writer.post("/letters", {"replies": "each", "comments": "none", "waiting": "daily"})

    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Your choice of letters is kept." in writer.get("/account").text
    assert reader.post("/letters", {"replies": "never"}).status_code == 422
    assert 'name="comments"' not in reader.get("/account").text
    with office.app.app_context():
        member = db.session.get_one(Member, alice.id)
        to = db.session.execute(Correspondent.of(member)).scalar_one()
        assert (to.replies, to.comments, to.waiting) == ("each", "none", "daily")


def test_who_joins_is_asked_and_may_ask_for_the_link_again(
    visit: Visit, office: Office, app: Flask
) -> None:
    visitor = visit()
    visitor.post(
        "/join", {"name": "Ed", "email": "ed@example.net", "password": "seven small stones"}
    )
    assert "Nothing is sent to you before" in visitor.get("/account").text

    answers = [visitor.post("/letters/confirmation").status_code for _ in range(5)]

    office.work()
    assert answers == [303] * 5
    assert office.box.addresses == ["ed@example.net"] * 4
    visitor.post(link(office.box.to("ed@example.net"), "/letters/confirmation/"))
    assert "Nothing is sent to you before" not in visitor.get("/account").text


# Once a day


def test_a_day_comes_in_one_letter(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice, comments="daily")
    for name in ("Dora", "Ed", "Flo"):
        say(app, post, name, f"{name} was here.")
    change(app, newest(office), "remove")

    office.work()
    assert office.box.letters == []
    [digest] = office.errands("digest")
    assert digest.due_at
    office.make_due("digest")
    office.work()

    [(_to, letter)] = office.box.letters
    assert letter["Subject"] == "2 comments of the day"
    assert "Dora was here." in words(letter)
    assert "Ed was here." in words(letter)
    assert "Flo" not in words(letter)
    say(app, post, "Gus", "The next day.")
    office.work()
    office.make_due("digest")
    office.work()
    assert "Dora" not in words(office.box.to(alice.email))
    assert "The next day." in words(office.box.to(alice.email))


def test_a_digest_stops_by_its_own_link(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice, comments="daily")
    say(app, post, "Dora")
    office.work()
    office.make_due("digest")
    office.work()
    stop = office.box.to(alice.email)["List-Unsubscribe"].strip("<>")

    assert visit().post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200

    office.box.letters.clear()
    say(app, post, "Ed")
    office.work()
    assert office.box.letters == []
    assert len(office.errands("digest")) == 1


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-03-10T05:59:59", "2026-03-10T06:00:00"),
        ("2026-03-10T06:00:00", "2026-03-11T06:00:00"),
        ("2026-03-28T12:00:00", "2026-03-29T05:00:00"),
    ],
)
def test_a_day_begins_at_seven_by_the_clocks_of_the_site(
    app: Flask, moment: str, morning: str
) -> None:
    with app.app_context():
        db.session.execute(update(Site).values(time_zone="Europe/Rome"))
        db.session.commit()

        found = recipients.next_morning(datetime.fromisoformat(f"{moment}+00:00"))

        assert found.astimezone(UTC).isoformat() == f"{morning}+00:00"


# What waits for a decision


def hold_all(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Site).values(comment_policy="held"))
        db.session.commit()


def test_moderators_are_told_at_most_once_an_hour_that_comments_wait(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person, olga: Person, bob: Person
) -> None:
    office.confirm(alice, olga, bob)
    hold_all(app)
    comment(visit(), post, body="First.")
    office.work()
    assert sorted(office.box.addresses) == [alice.email, olga.email]
    assert "First." not in words(office.box.to(olga.email))
    assert office.box.to(olga.email)["Subject"] == "A comment waits for you"

    for body in ("Second.", "Third."):
        comment(visit(), post, body=body)
    office.work()
    assert len(office.box.letters) == 2
    office.make_due("waiting")
    office.work()

    assert len(office.box.letters) == 4
    assert office.box.to(alice.email)["Subject"] == "3 comments wait for you"
    sent, later = (e for e in office.errands("waiting") if e.to_id == 1)
    assert sent.done_at
    assert later.created_at > sent.created_at


def test_an_author_is_told_of_a_held_comment_once_it_is_shown(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice, waiting="none")
    hold_all(app)
    comment(visit(), post)
    office.work()
    assert office.box.letters == []

    visit(alice).post(f"/desk/comments/{newest(office)}/approval")

    office.work()
    assert sorted(office.box.addresses) == [alice.email, "dora@example.net"]
    change(app, newest(office), "approve")
    office.work()
    assert len(office.box.letters) == 2


def test_what_was_decided_meanwhile_waits_no_more(
    app: Flask, visit: Visit, office: Office, post: Made, alice: Person
) -> None:
    office.confirm(alice, waiting="daily")
    hold_all(app)
    comment(visit(), post, email="")
    office.work()
    change(app, newest(office), "remove")

    office.make_due("digest")
    office.work()

    assert office.box.letters == []
