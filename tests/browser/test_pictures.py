"""Pictures, brought into a text and above it."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import expect_seen, picture, until_saved, write
from tests.desk import kept


def test_a_picture_is_described_and_captioned(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "Before")
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(picture())
    desk.get_by_label("What it shows").fill("A girl, dancing")

    def put_in() -> None:
        desk.get_by_role("button", name="Keep", exact=True).click()
        desk.keyboard.type("At Low water")
        desk.keyboard.press("Enter")
        desk.keyboard.type("After")

    until_saved(desk, put_in)

    expect_seen(desk, "#editor figure img")
    source = kept(app, draft)["source"]
    assert source.startswith('<p>Before</p><figure><img src="/media/')
    assert 'alt="A girl, dancing" width="600" height="400"' in source
    assert source.endswith("<figcaption>At Low water</figcaption></figure><p>After</p>")


def test_a_dropped_picture_is_taken_and_a_refused_one_explained(desk: Page) -> None:
    drop = """([name, bytes]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
        const { left, top } = document.getElementById("editor").getBoundingClientRect();
        const place = { clientX: left + 20, clientY: top + 20 };
        const how = { dataTransfer, bubbles: true, cancelable: true, ...place };
        document.getElementById("editor").dispatchEvent(new DragEvent("drop", how));
    }"""
    desk.evaluate(drop, ["dance.png", list(picture()["buffer"])])
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect_seen(desk, "#editor figure img")

    desk.evaluate(drop, ["broken.png", [1, 2, 3]])

    expect(desk.locator("#notices")).to_contain_text("no picture we can read")
    expect(desk.locator("#editor figure img")).to_have_count(1)


def test_the_picture_above_the_text_comes_and_goes(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: desk.get_by_label("Choose a picture").set_input_files(picture()))
    assert kept(app, draft)["hero_id"]
    expect_seen(desk, ".hero__shown img")

    until_saved(desk, desk.get_by_role("button", name="Remove the picture").click)

    assert kept(app, draft)["hero_id"] is None


def test_a_picture_that_only_decorates_says_so(desk: Page, draft: str, app: Flask) -> None:
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(picture())
    keep = desk.get_by_role("button", name="Keep", exact=True)
    until_saved(desk, keep.click)
    assert "alt" not in kept(app, draft)["source"]

    desk.locator("#editor figure img").click()
    desk.get_by_role("button", name="Picture", exact=True).click()
    dialog = desk.get_by_role("dialog", name="Picture")
    dialog.get_by_label("It only decorates").check()
    until_saved(desk, keep.click)
    assert 'alt=""' in kept(app, draft)["source"]

    hero = desk.locator("#hero_decorative")
    until_saved(desk, hero.check)
    assert kept(app, draft)["hero_decorative"]
    until_saved(desk, hero.uncheck)
    assert not kept(app, draft)["hero_decorative"]
