"""A session that ended in the middle of something: nothing is lost, with scripts or without."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from blog.db import db
from blog.sessions import MemberSession
from tests.conftest import Person
from tests.desk import kept


def end_sessions(app: Flask) -> None:
    with app.app_context():
        db.session.query(MemberSession).delete()
        db.session.commit()


def test_without_scripts_the_form_waits_for_its_member(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    alice: Person,
    draft: str,
    app: Flask,
) -> None:
    page = signed_in(browse(javascript=False, width=390), alice)
    page.goto(draft)
    end_sessions(app)
    page.locator("#title").fill("Where “it” was")
    page.get_by_label("Text", exact=True).fill("One\n\nTwo")

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(alice.password)
    page.get_by_role("button", name="Sign in and go on").click()

    expect(page).to_have_url(f"{page.url.split('/desk')[0]}{draft}")
    expect(page.locator("#title")).to_have_value("Where “it” was")
    assert kept(app, draft)["source"] == "One\n\nTwo"


def test_a_track_waits_for_its_member_on_the_page(desk: Page, app: Flask, alice: Person) -> None:
    end_sessions(app)
    desk.locator("#new-track-title").fill("Jóga")

    desk.get_by_role("button", name="Add track").click()
    door = desk.get_by_role("dialog", name="Sign in to go on")
    door.get_by_label("E-mail").fill(alice.email)
    door.get_by_label("Password").fill(alice.password)
    door.get_by_role("button", name="Sign in").click()

    expect(desk.locator("[data-track]").last).to_contain_text("Jóga")
    expect(desk.locator("#error-401")).to_have_count(0)
    expect(desk.locator("#new-track-title")).to_have_value("")
