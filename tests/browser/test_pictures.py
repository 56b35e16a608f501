"""Pictures, brought into a text and above it, and chosen from those that are there."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk import bring, expect_seen, opened, picture, until_saved, write
from tests.conftest import Made, Person
from tests.desk import kept

DROP = """([name, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
    const { left, top } = document.getElementById("editor").getBoundingClientRect();
    const place = { clientX: left + 20, clientY: top + 20 };
    const how = { dataTransfer, bubbles: true, cancelable: true, ...place };
    document.getElementById("editor").dispatchEvent(new DragEvent("drop", how));
}"""


def test_a_picture_is_described_and_captioned(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "Before")
    with desk.expect_response("/desk/images"):
        bring(desk, picture())
    desk.get_by_label("What it shows").fill("A girl, dancing")

    def put_in() -> None:
        desk.get_by_role("button", name="Keep", exact=True).click()
        expect(desk.locator("#editor figure")).to_be_visible()
        desk.keyboard.type("At Low water")
        desk.keyboard.press("Enter")
        desk.keyboard.type("After")

    until_saved(desk, put_in)

    expect(desk.locator("#announcements")).to_have_text("The picture is there.")
    expect_seen(desk, "#editor figure img")
    source = kept(app, draft)["source"]
    assert source.startswith('<p>Before</p><figure><img src="/media/')
    assert 'alt="A girl, dancing" width="600" height="400"' in source
    assert source.endswith("<figcaption>At Low water</figcaption></figure><p>After</p>")


def test_a_dropped_picture_is_taken_and_a_refused_one_explained(desk: Page) -> None:
    desk.evaluate(DROP, ["dance.png", list(picture()["buffer"])])
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect_seen(desk, "#editor figure img")

    desk.evaluate(DROP, ["broken.png", [1, 2, 3]])

    expect(desk.locator("#notices")).to_contain_text("no picture we can read")
    expect(desk.locator("#picture-dialog")).to_be_hidden()
    expect(desk.locator("#editor figure img")).to_have_count(1)


def test_who_writes_on_while_a_picture_is_on_its_way_finds_it_in_its_place(
    desk: Page, draft: str, app: Flask
) -> None:
    gate = Gate(desk, "**/desk/images")
    write(desk, "Before")
    with desk.expect_request("/desk/images"):
        bring(desk, picture("sea.png"))
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect(desk.locator("#uploads")).to_contain_text("sea.png")
    expect(desk.get_by_role("progressbar")).to_be_visible()
    expect(desk.locator(".editor__marker")).to_have_count(1)
    until_saved(desk, lambda: desk.keyboard.type(" and after"))

    until_saved(desk, gate.open)

    expect_seen(desk, "#editor figure img")
    desk.keyboard.type("!")
    expect(desk.locator("#editor")).to_contain_text("and after!")
    expect(desk.locator("#uploads")).to_be_empty()
    shown = desk.locator("#editor").inner_html()
    assert shown.index("Before") < shown.index("<figure") < shown.index("and after!")


def test_one_of_two_pictures_on_their_way_is_cancelled_and_the_other_comes(desk: Page) -> None:
    gate = Gate(desk, "**/desk/images")
    small = picture("shore.png") | {"buffer": picture()["buffer"] + b"\0"}
    with desk.expect_request("/desk/images"):
        bring(desk, picture("sea.png"), small)
    for words in ("The sea", "The shore"):
        desk.get_by_label("What it shows").fill(words)
        desk.get_by_role("button", name="Keep", exact=True).click()
    expect(desk.locator(".uploads__row")).to_have_count(2)

    desk.get_by_role("button", name="Cancel sea.png").click()
    gate.open()

    expect_seen(desk, "#editor figure img")
    expect(desk.locator("#editor figure img")).to_have_attribute("alt", "The shore")
    expect(desk.locator(".uploads__row, .editor__marker")).to_have_count(0)
    expect(desk.locator("#notices")).to_be_empty()


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "You are signed out"), (413, "larger than 10 MB"), (429, "many pictures in an hour")],
)
def test_why_a_picture_did_not_come_is_said_plainly(desk: Page, status: int, words: str) -> None:
    desk.route("**/desk/images", lambda route: route.fulfill(status=status))

    desk.evaluate(DROP, ["dance.png", list(picture()["buffer"])])

    expect(desk.locator("#notices")).to_contain_text(words)
    expect(desk.locator("#picture-dialog")).to_be_hidden()


def test_the_picture_above_the_text_comes_is_cut_and_goes(
    desk: Page, draft: str, app: Flask
) -> None:
    until_saved(desk, lambda: desk.get_by_label("Choose a picture").set_input_files(picture()))
    assert kept(app, draft)["hero_id"]
    expect_seen(desk, ".focus__whole img")
    desk.get_by_text("Tags and details").click()
    expect_seen(desk, "[data-shown-picture]")

    def press() -> None:
        desk.locator(".focus__whole img").click(position={"x": 5, "y": 5})
        desk.keyboard.press("ArrowRight")

    until_saved(desk, press)
    assert (kept(app, draft)["hero_x"], kept(app, draft)["hero_y"]) == (5, 0)
    cut = desk.locator(".focus__cut--card img")
    expect(cut).to_have_css("object-position", "5% 0%")

    until_saved(desk, desk.get_by_role("button", name="Remove the picture").click)

    assert kept(app, draft)["hero_id"] is None


def test_a_picture_is_chosen_from_the_library_by_keyboard(
    page: Page,
    signed_in: Callable[[Page, Person], Page],
    alice: Person,
    draft: str,
    make_image: Callable[..., int],
    app: Flask,
) -> None:
    number = make_image(alice, 500, alt="A lighthouse")
    make_image(alice, 501, alt="A tower")
    desk = opened(signed_in(page, alice), draft)
    tool = desk.get_by_role("button", name="Picture", exact=True)
    library = desk.locator("#library")

    tool.press("Enter")
    with desk.expect_response(re.compile("q=light")):
        library.get_by_role("searchbox").fill("light")
    expect(library.locator("[data-choose]")).to_have_count(1)
    library.get_by_role("button", name="A lighthouse").press("Enter")
    expect(desk.get_by_label("What it shows")).to_have_value("A lighthouse")
    until_saved(desk, lambda: desk.get_by_label("What it shows").press("Enter"))
    expect_seen(desk, "#editor figure img")
    expect(desk.locator("#announcements")).not_to_have_text("0 chosen")

    cover = desk.locator("#cover-picture")
    # The library asks anew whenever it opens, and then has other buttons.
    with desk.expect_response(re.compile("/desk/images")):
        cover.get_by_role("button", name="From your pictures").press("Enter")
    expect(desk.locator(".htmx-request")).to_have_count(0)
    until_saved(desk, lambda: library.get_by_role("button", name="A lighthouse").press("Enter"))

    expect_seen(desk, "#cover-picture img")
    assert 'alt="A lighthouse" width="500"' in kept(app, draft)["source"]
    assert kept(app, draft)["cover_id"] == number


def test_several_pictures_come_to_the_library_and_one_leaves_it(
    page: Page, signed_in: Callable[[Page, Person], Page], alice: Person
) -> None:
    desk = signed_in(page, alice)
    desk.goto("/desk/images")
    small = picture("small.png") | {"buffer": picture()["buffer"] + b"\0"}

    desk.get_by_label("Bring pictures").set_input_files([picture("one.png"), small])

    expect(desk.locator(".library__picture")).to_have_count(2)
    desk.get_by_role("link", name="small.png").click()
    desk.get_by_role("link", name="Delete it").click()
    desk.get_by_role("button", name="Delete it for good").click()
    expect(desk.locator(".library__picture")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_picture_holds_its_place_and_is_blurred_until_it_is_there(
    browse: Callable[..., Page],
    make_post: Callable[..., Made],
    make_image: Callable[..., int],
    alice: Person,
    javascript: bool,
) -> None:
    post = make_post(alice, hero_id=make_image(alice, 1600), hero_alt="The sea")
    page = browse(javascript=javascript, width=390)
    gate = Gate(page, "**/media/**")

    page.goto(post.url, wait_until="commit")
    hero = page.get_by_role("img", name="The sea")
    expect(page.locator(".post__hero .picture__preview")).to_have_js_property(
        "complete",
        True,  # noqa: FBT003
    )
    expect(hero).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    before = size(hero)
    gate.open()

    expect_seen(page, ".post__hero picture img")
    assert size(hero) == before
    assert before[1] > 50


def size(element: Locator) -> tuple[float, float]:
    """Width and height of ``element``; where it stands depends on the type above it, too."""
    box = element.bounding_box()
    assert box
    return box["width"], box["height"]


class Gate:
    """What keeps the requests of ``page`` to ``address`` waiting until it is opened."""

    def __init__(self, page: Page, address: str) -> None:
        self.waiting: list[Route] = []
        self.is_open = False
        page.route(address, self.hold)

    def hold(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.waiting.append(route)

    def open(self) -> None:
        self.is_open = True
        for route in self.waiting:
            route.continue_()


def test_a_picture_that_only_decorates_says_so(desk: Page, draft: str, app: Flask) -> None:
    bring(desk, picture())
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
