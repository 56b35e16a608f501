"""Putting a soundtrack in order: by mouse, by finger, by keyboard, by buttons, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Response, expect

from blog.db import db
from blog.posts import Post
from tests.browser.axe import in_both_lights, light, violations
from tests.conftest import Made, Person

Browse = Callable[..., Page]
SONGS = [
    ("Low", "Words"),
    ("Codeine", "D"),
    ("Galaxie 500", "Tugboat"),
    ("Bedhead", "Liferaft"),
    ("Ida", "Maybe"),
    ("Rex", "Joel"),
]
TITLES = [title for _, title in SONGS]
ONE_LINE = (
    "01. Nina Simone – Stars 02. Arthur Russell – A Little Lost 03. Talk Talk – New Grass "
    "04. Broadcast – Echo’s Answer 05. Labradford – V 06. The Durutti Column – Sketch for Summer "
    "07. Boards of Canada – Dayvan Cowboy 08. Blonde Redhead – 23 09. Grouper – Headache "
    "10. Mary Margaret O’Hara – Body’s in Trouble"
)


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, published_at=None, tracks=SONGS)


@pytest.fixture
def desk(
    browse: Browse, signed_in: Callable[[Page, Person], Page], alice: Person, post: Made
) -> Callable[..., Page]:
    """Alice's browser on the soundtrack's page."""

    def open_it(**options: Any) -> Page:
        page = signed_in(browse(**options), alice)
        page.goto(f"/desk/posts/{post.id}/tracks")
        return page

    return open_it


@pytest.fixture
def kept(app: Flask, post: Made) -> Callable[[], list[str]]:
    """The order that the database has, checked for gaps."""

    def look() -> list[str]:
        with app.app_context():
            tracks = db.session.get_one(Post, post.id).draft.tracks
            assert [track.position for track in tracks] == list(range(1, len(tracks) + 1))
            return [track.title for track in tracks]

    return look


def row(page: Page, title: str) -> Locator:
    return page.locator(f'[data-track][data-title="{title}"]')


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Move {title}", exact=True)


def expect_order(page: Page, titles: list[str]) -> None:
    rows = page.locator("[data-track]:not(.order--dragged)")
    expect(rows.locator(".desk-track__title")).to_have_text(titles)


def expect_told(page: Page, words: str) -> None:
    expect(page.locator("#announcements")).to_have_text(words)


def answers_a_move(response: Response) -> bool:
    return response.url.endswith("/tracks/moves")


def middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, title: str, onto: str, order: list[str]) -> None:
    """Carry one track by its handle over another, and let it go once its place is ``order``'s."""
    x, y = middle(handle(page, title))
    page.mouse.move(x, y)
    page.mouse.down()
    _, there = middle(row(page, onto))
    page.mouse.move(x, y + (8 if there > y else -8), steps=4)
    page.mouse.move(x, there, steps=12)
    expect_order(page, order)
    page.mouse.up()


@pytest.mark.parametrize(
    ("title", "onto", "order"),
    [
        ("Words", "Liferaft", ["D", "Tugboat", "Liferaft", "Words", "Maybe", "Joel"]),
        ("Joel", "Words", ["Joel", "Words", "D", "Tugboat", "Liferaft", "Maybe"]),
    ],
)
def test_a_track_is_dragged_to_its_place(
    desk: Browse, kept: Callable[[], list[str]], title: str, onto: str, order: list[str]
) -> None:
    page = desk()

    with page.expect_response(answers_a_move) as answer:
        drag(page, title, onto, order)

    assert answer.value.status == 200
    assert kept() == order
    expect_told(page, f"{title}, moved to {order.index(title) + 1} of 6")
    page.reload()
    expect_order(page, order)


def test_after_one_drag_comes_another(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk()
    for title, onto, order in (
        ("Words", "Tugboat", ["D", "Tugboat", "Words", "Liferaft", "Maybe", "Joel"]),
        ("Joel", "D", ["Joel", "D", "Tugboat", "Words", "Liferaft", "Maybe"]),
        ("Words", "Joel", ["Words", "Joel", "D", "Tugboat", "Liferaft", "Maybe"]),
    ):
        drag(page, title, onto, order)
        expect_told(page, f"{title}, moved to {order.index(title) + 1} of 6")

        assert kept() == order


@pytest.mark.parametrize("scheme", ["nobody signed in", "no network"])
def test_a_drag_that_is_refused_is_put_back(
    desk: Browse, kept: Callable[[], list[str]], scheme: str
) -> None:
    page = desk()
    if scheme == "no network":
        page.route("**/tracks/moves", lambda route: route.abort())
    else:
        page.context.clear_cookies()

    drag(page, "Words", "Liferaft", ["D", "Tugboat", "Liferaft", "Words", "Maybe", "Joel"])

    expect_told(page, "Words could not be moved, and is back at 1 of 6")
    expect(page.get_by_role("alert")).to_be_visible()
    expect_order(page, TITLES)
    expect(page.locator("#tracks-list:not([aria-busy])")).to_be_visible()
    assert kept() == TITLES


class Finger:
    """A finger on the glass, by the events that a touch screen sends."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def press_and_move(self, start: tuple[float, float], far: float, steps: int = 12) -> None:
        x, y = start
        self.send("touchStart", start)
        for step in range(1, steps + 1):
            self.send("touchMove", (x, y + far * step / steps))

    def let_go(self) -> None:
        self.send("touchEnd")


def test_a_finger_moves_a_track_by_its_handle(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk(width=390, touch=True)
    # High enough that the list is not near an edge, where a drag scrolls.
    page.set_viewport_size({"width": 390, "height": 1400})
    finger = Finger(page)
    start = middle(handle(page, "Words"))
    _, there = middle(row(page, "Tugboat"))
    order = ["D", "Tugboat", "Words", "Liferaft", "Maybe", "Joel"]

    finger.press_and_move(start, there - start[1])
    expect_order(page, order)
    with page.expect_response(answers_a_move) as answer:
        finger.let_go()

    assert answer.value.status == 200
    assert kept() == order
    assert page.evaluate("scrollY") == 0
    page.reload()
    expect_order(page, order)


def test_a_finger_on_the_words_scrolls_the_page(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk(width=390, touch=True)

    finger = Finger(page)
    finger.press_and_move(middle(row(page, "Tugboat").locator(".desk-track__title")), -300)
    finger.let_go()

    far = page.evaluate(
        """() => new Promise(done => {
          let frames = 120;
          const far = () => scrollY > 200 || !frames--;
          const look = () => far() ? done(scrollY) : requestAnimationFrame(look);
          look();
        })"""
    )
    assert far > 200
    expect_order(page, TITLES)
    assert kept() == TITLES


def test_the_keyboard_moves_a_track_and_every_step_is_told(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    held = handle(page, "Tugboat")
    held.focus()

    page.keyboard.press("Space")
    expect_told(page, "Grabbed Tugboat, 3 of 6")
    expect(held).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    expect_told(page, "Tugboat, moved to 4 of 6")
    page.keyboard.press("ArrowDown")
    expect_told(page, "Tugboat, moved to 5 of 6")
    page.keyboard.press("ArrowUp")
    expect_told(page, "Tugboat, moved to 4 of 6")
    assert kept() == TITLES

    with page.expect_response(answers_a_move):
        page.keyboard.press("Enter")

    order = ["Words", "D", "Liferaft", "Tugboat", "Maybe", "Joel"]
    expect_told(page, "Tugboat dropped, 4 of 6")
    expect(handle(page, "Tugboat")).to_be_focused()
    expect(handle(page, "Tugboat")).not_to_have_attribute("aria-pressed", "true")
    assert kept() == order
    expect_order(page, order)


def test_the_keyboard_goes_to_either_end_and_not_beyond(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    handle(page, "Tugboat").press("Enter")

    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect_told(page, "Tugboat, moved to 6 of 6")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect_told(page, "Tugboat, moved to 1 of 6")
    with page.expect_response(answers_a_move):
        page.keyboard.press("Space")

    assert kept() == ["Tugboat", "Words", "D", "Liferaft", "Maybe", "Joel"]


def test_escape_puts_the_track_back(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    handle(page, "Tugboat").press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect_told(page, "Tugboat, moved to 1 of 6")

    page.keyboard.press("Escape")

    expect_told(page, "Cancelled, Tugboat is back at 3 of 6")
    expect_order(page, TITLES)
    expect(handle(page, "Tugboat")).to_be_focused()
    expect(handle(page, "Tugboat")).not_to_have_attribute("aria-pressed", "true")
    assert not any(url.endswith("/moves") for url in asked)
    assert kept() == TITLES


def test_a_track_dropped_where_it_was_asks_nothing(desk: Browse) -> None:
    page = desk()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    handle(page, "Tugboat").press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    expect_told(page, "Tugboat dropped, 3 of 6")
    assert not any(url.endswith("/moves") for url in asked)


def test_whoever_tabs_on_has_put_the_track_down(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    handle(page, "Tugboat").press("Space")
    page.keyboard.press("ArrowUp")

    with page.expect_response(answers_a_move):
        page.keyboard.press("Tab")

    expect_told(page, "Tugboat dropped, 2 of 6")
    expect(page.get_by_role("checkbox", name="Choose Tugboat")).to_be_focused()
    assert kept() == ["Words", "Tugboat", "D", "Liferaft", "Maybe", "Joel"]


def test_a_keyboard_move_that_is_refused_is_put_back(desk: Browse) -> None:
    page = desk()
    page.route("**/tracks/moves", lambda route: route.abort())
    handle(page, "Tugboat").press("Space")
    page.keyboard.press("Home")

    page.keyboard.press("Space")

    expect_told(page, "Tugboat could not be moved, and is back at 3 of 6")
    expect(handle(page, "Tugboat")).to_be_focused()
    expect_order(page, TITLES)


def test_the_buttons_keep_the_focus_until_the_end_is_reached(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    up = page.get_by_role("button", name="Move Tugboat up")
    down = page.get_by_role("button", name="Move Tugboat down")

    up.press("Enter")
    expect_told(page, "Tugboat, moved to 2 of 6")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect_told(page, "Tugboat, moved to 1 of 6")
    expect(up).to_be_disabled()
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect_told(page, "Tugboat, moved to 2 of 6")
    expect(down).to_be_focused()

    assert kept() == ["Words", "Tugboat", "D", "Liferaft", "Maybe", "Joel"]


def test_one_line_of_ten_tracks_is_ten_tracks(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk()

    page.get_by_label("Paste a list of tracks").fill(ONE_LINE)
    page.get_by_role("button", name="Read the list").click()
    expect_told(page, "10 tracks understood")
    expect(page.get_by_role("heading", name="10 tracks understood")).to_be_focused()
    assert kept() == TITLES
    page.get_by_role("button", name="Add 10 tracks").click()

    expect_told(page, "10 tracks added")
    expect(page.locator("[data-track]")).to_have_count(16)
    expect(row(page, "Headache").locator(".label")).to_have_text("Grouper")
    expect(page.get_by_label("Paste a list of tracks")).to_have_value("")
    expect(page.get_by_label("Paste a list of tracks")).to_be_focused()
    assert kept()[6:9] == ["Stars", "A Little Lost", "New Grass"]
    assert kept()[15] == "Body’s in Trouble"


def test_lines_pasted_for_an_artist_become_a_list(desk: Browse) -> None:
    page = desk()
    artist = page.get_by_label("Artist (optional)")
    artist.focus()

    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const paste = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        "Low – Lullaby\nIda – Maybe",
    )

    expect(page.get_by_label("Paste a list of tracks")).to_have_value("Low – Lullaby\nIda – Maybe")
    expect(page.get_by_label("Paste a list of tracks")).to_be_focused()
    expect(artist).to_have_value("")


def test_one_track_after_another_is_typed_without_the_mouse(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    page.get_by_label("Artist (optional)").focus()

    for artist, title in (("Grouper", "Clearing"), ("Labradford", "G")):
        page.keyboard.type(artist)
        page.keyboard.press("Tab")
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect_told(page, f"{title} added")
        expect(page.get_by_label("Artist (optional)")).to_be_focused()

    assert kept() == [*TITLES, "Clearing", "G"]


def test_a_refused_track_keeps_its_words_and_shows_the_place(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    form = page.locator("#new-track")
    form.get_by_label("Title").fill("Clearing")
    form.get_by_label("Links (optional)").fill("grouper.example")

    form.get_by_role("button", name="Add track").click()

    expect(form.get_by_label("Links (optional)")).to_be_focused()
    expect(form.get_by_text("Links begin with https://")).to_be_visible()
    expect(form.get_by_label("Title")).to_have_value("Clearing")
    assert kept() == TITLES


def test_a_track_is_rewritten_in_its_place(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk()
    page.get_by_role("link", name="Edit D").click()
    form = page.get_by_role("form", name="Edit D")
    expect(form.get_by_label("Artist (optional)")).to_be_focused()

    form.get_by_label("Title").fill("Cave-In")
    form.get_by_label("Links (optional)").fill("https://youtu.be/1 nonsense")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_label("Links (optional)")).to_be_focused()
    form.get_by_label("Links (optional)").fill("https://youtu.be/1")
    form.get_by_role("button", name="Save").click()

    expect_told(page, "Cave-In saved")
    expect(page.get_by_role("link", name="Edit Cave-In")).to_be_focused()
    expect(row(page, "Cave-In").get_by_role("link", name="YouTube")).to_be_visible()
    expect(page.locator("[data-edit]")).to_have_count(0)
    assert kept() == ["Words", "Cave-In", *TITLES[2:]]


def test_two_windows_on_one_track_overwrite_nothing_unseen(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    one, other = desk(), desk()
    for page, words in ((one, "Cave-In"), (other, "D minor")):
        page.get_by_role("link", name="Edit D").click()
        page.locator("[data-edit]").get_by_label("Title").fill(words)
    one.get_by_role("button", name="Save").click()
    expect_told(one, "Cave-In saved")

    other.get_by_role("button", name="Save").click()

    expect_told(other, "This track was rewritten elsewhere in the meantime.")
    expect(other.locator("[data-edit] .notice")).to_contain_text("Codeine – Cave-In")
    expect(other.locator("[data-edit]").get_by_label("Title")).to_have_value("D minor")
    assert kept()[1] == "Cave-In"
    other.get_by_role("button", name="Save").click()
    expect_told(other, "D minor saved")
    assert kept()[1] == "D minor"


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_a_change_of_mind_leaves_the_track_as_it_was(
    desk: Browse, kept: Callable[[], list[str]], way: str
) -> None:
    page = desk()
    page.get_by_role("link", name="Edit D").click()
    title = page.locator("[data-edit]").get_by_label("Title")
    title.fill("Never mind")

    if way == "Escape":
        title.press("Escape")
    else:
        page.get_by_role("link", name="Cancel").click()

    expect(page.locator("[data-edit]")).to_have_count(0)
    expect(page.get_by_role("link", name="Edit D")).to_be_focused()
    expect_order(page, TITLES)
    assert kept() == TITLES


def test_words_typed_in_one_track_survive_the_move_of_another(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    page.get_by_role("link", name="Edit D").click()
    title = page.locator("[data-edit]").get_by_label("Title")
    title.fill("Half a word")

    page.get_by_role("button", name="Move Joel up").click()
    expect_told(page, "Joel, moved to 5 of 6")

    expect(title).to_have_value("Half a word")
    title.press("Enter")
    expect_told(page, "Half a word saved")
    assert kept() == ["Words", "Half a word", "Tugboat", "Liferaft", "Joel", "Maybe"]


def test_what_was_removed_can_be_put_back(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk()

    page.get_by_role("button", name="Remove Tugboat").click()
    expect_told(page, "Tugboat removed")
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    expect_order(page, [title for title in TITLES if title != "Tugboat"])
    page.keyboard.press("Enter")

    expect_told(page, "Tugboat is back")
    expect(page.get_by_role("link", name="Edit Tugboat")).to_be_focused()
    expect_order(page, TITLES)
    assert kept() == TITLES


def test_a_window_that_fell_behind_is_brought_up_to_date(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    old, new = desk(), desk()
    new.get_by_role("button", name="Remove D").click()
    expect_told(new, "D removed")

    old.get_by_role("button", name="Move Words down").click()

    expect(old.locator("#tracks .notice")).to_contain_text("changed elsewhere")
    expect_order(old, kept())
    old.get_by_role("button", name="Move Words down").click()
    expect_told(old, "Words, moved to 2 of 5")
    assert kept() == ["Tugboat", "Words", "Liferaft", "Maybe", "Joel"]


def test_several_tracks_are_chosen_moved_removed_and_taken_back(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    one = page.get_by_role("checkbox", name="Choose D")
    expect(page.get_by_role("button", name="Move", exact=True)).to_be_hidden()

    one.click()
    page.get_by_role("checkbox", name="Choose Liferaft").click(modifiers=["Shift"])
    expect_told(page, "3 chosen")
    page.get_by_label("Move to").fill("4")
    page.keyboard.press("Enter")

    expect_told(page, "3 tracks, moved to 4–6 of 6")
    expect(one).to_be_focused()
    assert kept() == ["Words", "Maybe", "Joel", "D", "Tugboat", "Liferaft"]

    page.keyboard.press("Control+z")
    expect_told(page, "Taken back: 3 tracks, moved to 4–6 of 6")
    expect_order(page, TITLES)
    assert kept() == TITLES

    # What is chosen stays chosen while another track is moved.
    page.get_by_role("checkbox", name="Choose Words").check()
    page.get_by_role("checkbox", name="Choose Joel").check()
    page.get_by_role("button", name="Move Tugboat up").click()
    expect_told(page, "Tugboat, moved to 2 of 6")
    page.get_by_role("button", name="Remove the chosen tracks").click()
    expect_told(page, "2 tracks removed")
    expect(page.get_by_role("button", name="Undo 2 tracks removed")).to_be_focused()
    assert kept() == ["Tugboat", "D", "Liferaft", "Maybe"]

    page.keyboard.press("Enter")
    expect_told(page, "Taken back: 2 tracks removed")
    page.keyboard.press("Enter")
    expect_told(page, "Taken back: Tugboat, moved to 2 of 6")
    expect(page.locator("[data-undo]")).to_have_count(0)
    expect_order(page, TITLES)
    assert kept() == TITLES


def test_a_window_with_an_older_order_is_shown_the_one_that_is_kept(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    one, other = desk(), desk()
    one.get_by_role("button", name="Move Joel up").click()
    expect_told(one, "Joel, moved to 5 of 6")

    other.get_by_role("button", name="Move D up").click()

    expect_told(other, "D, moved to 1 of 6")
    order = ["D", "Words", "Tugboat", "Liferaft", "Joel", "Maybe"]
    expect_order(other, order)
    assert kept() == order
    down = other.get_by_role("button", name="Move Maybe down")
    expect(down).to_be_disabled()


def test_what_was_understood_of_a_list_is_put_right_at_once(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk(width=390)
    asked: list[str] = []
    page.get_by_label("Paste a list of tracks").fill(
        "Low – Lullaby 4:05\nMaybe – Ida\nGreensleeves"
    )
    page.get_by_role("button", name="Read the list").click()
    expect_told(page, "3 tracks understood, 1 to look at")
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Swap artist and title of line 2").click()
    expect(page.get_by_label("Artist of line 2")).to_have_value("Ida")
    page.get_by_role("button", name="Swap artist and title on all lines").click()
    expect(page.get_by_label("Artist of line 1")).to_have_value("Lullaby")
    page.get_by_role("button", name="Swap artist and title on all lines").click()
    page.get_by_label("Leave out line 3").check()
    page.get_by_label("Length of line 2").fill("soon")
    assert asked == []
    page.get_by_role("button", name="Add 2 tracks").click()
    expect(page.get_by_label("Length of line 2")).to_be_focused()
    page.get_by_label("Length of line 2").fill("3:10")
    page.get_by_role("button", name="Add 2 tracks").click()

    expect_told(page, "2 tracks added")
    expect(row(page, "Lullaby").get_by_text("4:05")).to_be_visible()
    assert kept() == [*TITLES, "Lullaby", "Maybe"]


def test_a_known_song_is_filled_in_and_its_note_is_set_in_bold(
    desk: Browse, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    page.get_by_label("Artist (optional)").focus()
    page.keyboard.type("gal")
    page.get_by_role("option", name="Tugboat").click()
    form = page.locator("#new-track")
    expect(form.get_by_label("Title")).to_have_value("Tugboat")

    form.get_by_role("textbox", name="Note").click()
    form.get_by_role("button", name="Bold").click()
    page.keyboard.type("Again")
    form.get_by_role("button", name="Add track").click()

    expect_told(page, "Tugboat added")
    expect(page.locator(".desk-track__note strong")).to_have_text("Again")
    expect(form.get_by_role("textbox", name="Note")).to_have_text("")
    assert kept() == [*TITLES, "Tugboat"]


def test_without_scripts_the_page_does_it_all(desk: Browse, kept: Callable[[], list[str]]) -> None:
    page = desk(javascript=False)
    expect(handle(page, "Words")).to_be_hidden()

    page.get_by_role("button", name="Move Tugboat up").click()
    expect(page.get_by_role("status").first).to_have_text("Tugboat, moved to 2 of 6")
    page.get_by_label("Paste a list of tracks").fill("Low – Lullaby\nGrouper – Clearing")
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Swap artist and title of line 1").click()
    expect(page.get_by_label("Artist of line 1")).to_have_value("Lullaby")
    page.get_by_role("button", name="Swap artist and title on all lines").click()
    expect(page.get_by_label("Artist of line 2")).to_have_value("Clearing")
    page.get_by_role("button", name="Swap artist and title of line 2").click()
    page.get_by_role("button", name="Add 2 tracks").click()
    page.locator("#new-track").get_by_label("Title").fill("Greensleeves")
    page.get_by_role("button", name="Add track").click()
    page.get_by_role("link", name="Edit D").click()
    form = page.get_by_role("form", name="Edit D")
    form.get_by_label("Title").fill("Cave-In")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Edit Liferaft").click()
    page.get_by_role("button", name="Remove this track").click()
    page.get_by_role("checkbox", name="Choose Joel").check()
    page.get_by_role("checkbox", name="Choose Maybe").check()
    page.get_by_label("Move to").fill("8")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text("2 tracks, moved to 7–8 of 8")
    page.get_by_role("button", name="Undo 2 tracks, moved to 7–8 of 8").click()

    order = ["Words", "Tugboat", "Cave-In", "Maybe", "Joel", "Lullaby", "Clearing", "Greensleeves"]
    expect_order(page, order)
    assert kept() == order


@in_both_lights
@pytest.mark.parametrize("width", [390, 1440])
def test_whatever_is_open_axe_finds_nothing(desk: Browse, width: int, scheme: str) -> None:
    page = desk(width=width)
    light(page, scheme)
    page.reload()
    page.get_by_role("link", name="Edit D").click()
    expect(page.locator("[data-edit]")).to_be_visible()
    page.get_by_role("button", name="Remove Tugboat").click()
    expect_told(page, "Tugboat removed")
    page.get_by_label("Paste a list of tracks").fill("Low – Lullaby\nGreensleeves\n" + "x" * 301)
    page.get_by_role("button", name="Read the list").click()
    page.get_by_role("button", name="Add 3 tracks").click()
    expect(page.locator("#soundtrack .field__error")).to_be_visible()
    page.get_by_role("checkbox", name="Choose Words").check()
    handle(page, "Joel").press("Space")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_button_is_large_enough_for_a_finger(desk: Browse) -> None:
    page = desk(width=390)

    small = page.locator("#soundtrack").evaluate(
        """part => [...part.querySelectorAll("button, a.button, input:not([type=hidden])")]
          .filter(one => one.checkVisibility())
          .map(one => [one.id, (one.closest(".choice") ?? one).getBoundingClientRect()])
          .filter(([, box]) => box.width < 44 || box.height < 44)
          .map(([id, box]) => `${id} ${box.width}×${box.height}`)"""
    )

    assert small == []


def test_in_the_editor_the_text_is_left_alone(
    desk: Browse, post: Made, kept: Callable[[], list[str]]
) -> None:
    page = desk()
    page.goto(f"/desk/posts/{post.id}")
    title = page.locator("#draft").get_by_label("Title")
    order = ["D", "Tugboat", "Liferaft", "Words", "Maybe", "Joel"]

    with page.expect_response(f"**/desk/posts/{post.id}") as saved:
        title.fill("Second Light")
        drag(page, "Words", "Liferaft", order)
        expect_told(page, "Words, moved to 4 of 6")
        page.get_by_label("Paste a list of tracks").fill("Low – Lullaby")
        page.get_by_role("button", name="Read the list").click()
        page.get_by_role("button", name="Add 1 track").click()
        expect_told(page, "1 track added")

    assert saved.value.status == 200
    expect(title).to_have_value("Second Light")
    assert kept() == [*order, "Lullaby"]
    page.reload()
    expect(title).to_have_value("Second Light")
