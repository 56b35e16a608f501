"""From an owner's invitation to a newcomer's first saved sentence, and who may do what."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.desk import until_saved
from tests.conftest import Person

Browse = Callable[..., Page]
SignedIn = Callable[[Page, Person], Page]


def test_whoever_is_invited_writes_within_a_minute(
    browse: Browse, signed_in: SignedIn, olga: Person
) -> None:
    owner = signed_in(browse(), olga)
    owner.goto("/desk/people")
    owner.get_by_label("Name (optional)").fill("Dora")
    owner.get_by_role("button", name="Make a link").click()
    link = owner.get_by_label("Link for Dora")
    expect(link).to_be_focused()

    dora = browse(width=390)
    dora.goto(link.input_value())
    expect(dora.get_by_role("heading", level=1)).to_have_text(
        "Olga invites you to write on Marginalia"
    )
    dora.get_by_label("E-mail").fill("dora@example.org")
    dora.get_by_label("Password").fill("a walk before dawn")
    dora.get_by_role("button", name="Join and begin").click()
    dora.get_by_role("button", name="Write your first post").click()
    expect(dora.locator("#title")).to_be_focused()
    dora.keyboard.type("Low water")
    dora.keyboard.press("Enter")
    dora.keyboard.press("Enter")
    expect(dora.locator("#editor")).to_be_focused()
    until_saved(dora, lambda: dora.keyboard.type("The sea went out and did not say when."))

    expect(dora.locator("#editor")).to_have_text("The sea went out and did not say when.")
    owner.reload()
    expect(owner.locator("#invitations")).to_contain_text("Accepted by Dora")


def test_without_scripts_an_owner_invites_and_takes_it_back(
    browse: Browse, signed_in: SignedIn, olga: Person
) -> None:
    owner = signed_in(browse(javascript=False), olga)
    owner.goto("/desk/people")
    owner.get_by_role("button", name="Make a link").click()
    link = owner.get_by_label("Link for Somebody").input_value()

    owner.get_by_role("button", name="Take it back").click()

    expect(owner.locator("#invitations")).to_contain_text("Taken back")
    owner.goto(link)
    expect(owner.get_by_role("heading", level=1)).to_have_text("This invitation was taken back")


def test_a_role_is_changed_in_its_place(
    browse: Browse, signed_in: SignedIn, olga: Person, alice: Person
) -> None:
    owner = signed_in(browse(), olga)
    owner.goto("/desk/people")
    row = owner.locator(f"#member-{alice.id}")

    owner.get_by_label("Role of Alice").select_option("editor")
    owner.get_by_role("button", name="Change the role of Alice").click()

    expect(row).to_be_focused()
    expect(row.locator(".meta")).to_contain_text("Editor")
    expect(owner.locator("#announcements")).to_have_text("Alice is an editor now.")
    owner.get_by_role("button", name="Suspend Alice").click()
    expect(row).to_contain_text("Suspended since")
    owner.get_by_role("button", name="Let Alice in again").click()
    expect(row).not_to_contain_text("Suspended since")

    owner.get_by_label("Role of Olga").select_option("author")
    owner.get_by_role("button", name="Change the role of Olga").click()
    expect(owner.get_by_role("alert")).to_have_text(
        "Somebody has to run the site. Make another member an owner first."
    )
