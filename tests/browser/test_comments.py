"""A conversation between real browsers."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from blog.comments import Comment
from blog.comments.likes import Like
from blog.db import db
from blog.site import Site
from tests.browser.axe import in_both_lights, light, violations
from tests.conftest import Made, Person
from tests.saying import change, say

Browse = Callable[..., Page]
SignedIn = Callable[[Page, Person], Page]

# Open pages learn what is new within ten seconds.
PROMISED = 10_000


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, source="<p>Words.</p>" * 30)


@pytest.fixture
def page(page: Page, post: Made) -> Page:
    page.goto(post.url)
    return page


def comment(page: Page, words: str) -> Locator:
    return page.locator("article.comment", has_text=words)


def write(page: Page, words: str, name: str = "Dora") -> None:
    form = page.get_by_role("form", name="Your comment")
    form.get_by_label("Comment").fill(words)
    form.get_by_label("Name").fill(name)


def post_comment(page: Page, words: str) -> None:
    write(page, words)
    page.get_by_role("button", name="Post comment").press("Enter")
    expect(comment(page, words)).to_be_visible()


def look_up(page: Page) -> None:
    """Come back to the window, which asks at once instead of in a few seconds."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def announced(page: Page) -> Locator:
    return page.locator("#announcements")


def test_a_guest_comments_without_a_reload(page: Page) -> None:
    page.evaluate("window.stayed = true")
    write(page, "It reads like a night train.")

    page.get_by_role("button", name="Post comment").press("Enter")

    expect(comment(page, "night train")).to_be_focused()
    expect(announced(page)).to_have_text("Your comment is posted.")
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(page.get_by_role("link", name="1 comment")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    expect(page.get_by_label("Name")).to_have_value("Dora")
    assert page.evaluate("window.stayed")


def test_a_reply_is_written_in_place_by_keyboard(app: Flask, post: Made, page: Page) -> None:
    number = say(app, post, "Emil", "Who is the narrator?")
    page.reload()

    page.get_by_role("link", name="Reply to Emil").press("Enter")
    reply = page.get_by_role("form", name="Your reply to Emil")
    expect(reply.get_by_label("Reply to")).to_be_focused()
    page.keyboard.type("The train.")
    reply.get_by_label("Name").fill("Dora")
    reply.get_by_label("Name").press("Enter")

    answer = page.locator(f"#replies-{number} article.comment")
    expect(answer).to_contain_text("The train.")
    expect(answer).to_be_focused()
    expect(reply).to_have_count(0)
    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()


def test_a_reply_begun_stays_until_it_is_given_up(app: Flask, post: Made, page: Page) -> None:
    say(app, post, "Emil")
    page.reload()
    opener = page.get_by_role("link", name="Reply to Emil")
    reply = page.get_by_role("form", name="Your reply to Emil")

    opener.click()
    reply.get_by_label("Reply to").fill("Half a thought")
    opener.click()
    expect(reply.get_by_label("Reply to")).to_be_focused()
    expect(reply.get_by_label("Reply to")).to_have_value("Half a thought")
    reply.get_by_role("link", name="Cancel").click()

    expect(reply).to_have_count(0)
    expect(opener).to_be_focused()


def test_everything_travels_to_the_other_browser_and_leaves_its_form_alone(
    page: Page, browse: Browse, post: Made
) -> None:
    other = browse()
    other.goto(post.url)
    write(other, "Half a thought", "Emil")
    field = other.get_by_role("form", name="Your comment").get_by_label("Comment")
    field.evaluate("(field) => { field.focus(); field.setSelectionRange(4, 6); }")

    def undisturbed() -> None:
        expect(field).to_be_focused()
        expect(field).to_have_value("Half a thought")
        assert field.evaluate("(field) => field.selectionStart") == 4

    post_comment(page, "A night train.")
    expect(comment(other, "A night train.")).to_be_visible(timeout=PROMISED)
    expect(announced(other)).to_have_text("1 new comment")
    expect(other.get_by_role("heading", name="1 comment")).to_be_visible()
    undisturbed()

    page.get_by_role("link", name="Reply to Dora").click()
    reply = page.get_by_role("form", name="Your reply to Dora")
    reply.get_by_label("Reply to").fill("An answer.")
    reply.get_by_role("button", name="Post reply").click()
    expect(reply).to_have_count(0)
    look_up(other)
    expect(other.locator(".comment__replies article")).to_contain_text(
        "An answer.", timeout=PROMISED
    )
    undisturbed()

    comment(page, "A night train.").get_by_role("link", name="Edit").click()
    form = page.get_by_role("form", name="Change the comment by Dora")
    expect(form.get_by_label("Comment")).to_be_focused()
    form.get_by_label("Comment").fill("A morning train.")
    form.get_by_role("button", name="Save").click()
    expect(comment(page, "A morning train.")).to_be_focused()
    look_up(other)
    expect(comment(other, "A morning train.")).to_be_visible(timeout=PROMISED)
    expect(comment(other, "A night train.")).to_have_count(0)
    undisturbed()

    comment(page, "A morning train.").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(comment(page, "This comment was removed.")).to_be_focused()
    look_up(other)
    expect(comment(other, "This comment was removed.")).to_be_visible(timeout=PROMISED)
    undisturbed()

    comment(page, "An answer.").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="No comments yet")).to_be_focused()
    look_up(other)
    expect(other.locator("article.comment")).to_have_count(0, timeout=PROMISED)
    expect(other.get_by_role("heading", name="No comments yet")).to_be_visible()
    undisturbed()


def test_what_a_screen_reader_is_told_while_a_conversation_goes_on(
    app: Flask, page: Page, post: Made
) -> None:
    number = say(app, post, "Emil", "Who is the narrator?")
    other = say(app, post, "Fanny", "I like the sea.")
    page.reload()
    page.evaluate(TRANSCRIBE)

    def then(words: str) -> None:
        look_up(page)
        expect(announced(page)).to_have_text(words, timeout=PROMISED)

    say(app, post, "Georg", "And the train.")
    say(app, post, "Hanna", "The train.", to=number)
    then("2 new comments")
    change(app, number, "reword", "Who speaks?", "<p>Who speaks?</p>")
    then("1 comment changed")
    change(app, other, "remove")
    then("1 comment removed")
    change(app, number, "reword", "Who sings?", "<p>Who sings?</p>")
    say(app, post, "Ida", "Nobody.")
    then("1 new comment, 1 comment changed")
    with app.app_context():
        liked = db.session.get_one(Comment, number)
        Like.give(db.session.get_one(Comment, other).reader, liked)
        db.session.commit()
    look_up(page)
    like = page.locator(f"#comment-{number}").get_by_role("button", name="1 like")
    expect(like).to_be_visible(timeout=PROMISED)
    post_comment(page, "Or the reader.")
    expect(announced(page)).to_have_text("Your comment is posted.")

    assert page.evaluate("told") == [
        "polite: 2 new comments",
        "polite: 1 comment changed",
        "polite: 1 comment removed",
        "polite: 1 new comment, 1 comment changed",
        "polite: Your comment is posted.",
    ]


# Keeps what is said in every live region of the page, and how urgently.
TRANSCRIBE = """() => {
    window.told = [];
    const regions = "[aria-live], [role=status], [role=alert], [role=log]";
    new MutationObserver((records) => {
        for (const { target, addedNodes } of records) {
            const place = target.closest?.(regions) ?? target.parentElement?.closest(regions);
            const words = place?.textContent.trim();
            if (!addedNodes.length || !words) continue;
            const urgency = place.role === "alert" ? "assertive" : place.ariaLive ?? "polite";
            window.told.push(`${urgency}: ${words}`);
        }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


def test_moderators_decide_on_the_page_and_take_it_back(
    app: Flask, page: Page, post: Made, signed_in: SignedIn, olga: Person
) -> None:
    first = say(app, post, "Emil", "Who is the narrator?")
    say(app, post, "Fanny", "The train.", to=first)
    say(app, post, "Georg", "May I?", held=True)
    signed_in(page, olga)
    page.reload()
    waiting = comment(page, "May I?")
    expect(waiting).to_contain_text("waits for approval")

    waiting.get_by_role("button", name="Approve").press("Enter")
    expect(announced(page)).to_have_text("The comment by Georg is approved.")
    expect(page.get_by_role("heading", name="3 comments")).to_be_visible()
    comment(page, "May I?").get_by_role("button", name="Undo").press("Enter")
    expect(comment(page, "May I?")).to_contain_text("waits for approval")
    expect(comment(page, "May I?")).to_have_count(1)

    reply = comment(page, "The train.")
    reply.get_by_role("button", name="Spam the comment").press("Enter")
    expect(reply).to_have_count(0)
    undo = page.get_by_role("button", name="Undo the decision on the comment by Fanny")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(reply).to_be_focused()
    expect(page.locator(f"#replies-{first}")).to_contain_text("The train.")

    answered = comment(page, "Who is the narrator?")
    answered.get_by_role("link", name="Remove").press("Enter")
    page.get_by_role("button", name="Remove it").press("Enter")
    expect(answered).to_have_count(0)
    expect(reply).to_be_visible()
    page.get_by_role("button", name="Undo the decision on the comment by Emil").press("Enter")
    expect(answered).to_be_focused()
    answered.get_by_role("link", name="Reply").press("Enter")
    expect(page.get_by_role("textbox", name="Reply to Emil")).to_be_focused()


def test_the_form_is_stamped_when_somebody_begins_to_write(page: Page) -> None:
    stamp = page.locator("#comment-form [name=opened]")
    expect(stamp).to_have_value("")
    with page.expect_response(re.compile("/opening")):
        page.get_by_label("Comment", exact=True).focus()
    expect(stamp).not_to_have_value("")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()


def test_a_like_travels_to_the_other_browser(
    app: Flask, page: Page, browse: Browse, post: Made
) -> None:
    say(app, post, "Emil", "A morning train.")
    page.reload()
    other = browse()
    other.goto(post.url)
    like = comment(page, "A morning train.").get_by_role("button", name="Like")

    like.press("Enter")

    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_be_focused()
    look_up(other)
    expect(comment(other, "A morning train.").get_by_role("button")).to_contain_text(
        "1 like", timeout=PROMISED
    )


def test_each_comment_stands_once_however_the_answers_cross(
    app: Flask, page: Page, post: Made
) -> None:
    say(app, post, "Emil", "I was faster.")

    post_comment(page, "So was I.")

    expect(page.locator("article.comment")).to_have_count(2)
    with page.expect_response(lambda answer: "since=2" in answer.url) as asked:
        look_up(page)
    assert asked.value.status == 204
    expect(page.locator("article.comment")).to_have_count(2)


def test_a_reply_outlives_the_comment_it_answers(app: Flask, page: Page, post: Made) -> None:
    number = say(app, post, "Emil", "Soon gone.")
    page.reload()
    page.get_by_role("link", name="Reply to Emil").click()
    reply = page.get_by_role("form", name="Your reply to Emil")
    reply.get_by_label("Reply to").fill("Half a thought")
    reply.get_by_label("Name").fill("Dora")

    change(app, number, "remove")
    look_up(page)
    expect(comment(page, "This comment was removed.")).to_be_visible(timeout=PROMISED)
    reply.get_by_role("button", name="Post reply").click()

    expect(page.get_by_role("alert")).to_contain_text("is gone")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(reply.get_by_label("Reply to")).to_have_value("Half a thought")


def test_what_is_being_read_stays_where_it_is(app: Flask, page: Page, post: Made) -> None:
    numbers = [
        say(app, post, "Emil", f"Number {number}. " + "And so on. " * 40) for number in range(12)
    ]
    page.reload()
    read = comment(page, "Number 9.")
    read.evaluate("(element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 200)")
    before = read.bounding_box()

    say(app, post, "Fanny", "Just above. " * 60, to=numbers[8])
    look_up(page)
    expect(comment(page, "Just above.")).to_have_count(1, timeout=PROMISED)

    after = read.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_a_refusal_stands_beside_the_field_and_keeps_the_words(page: Page) -> None:
    write(page, "x" * 4_000)
    expect(page.locator("[data-room]")).to_be_hidden()
    write(page, "x" * 5_010)
    expect(page.locator("[data-room]")).to_have_text("10 characters too many")
    expect(announced(page)).to_have_text("10 characters too many")

    page.get_by_role("button", name="Post comment").click()

    field = page.get_by_role("form", name="Your comment").get_by_label("Comment")
    expect(page.get_by_text("Use at most 5,000 characters.")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("x" * 5_010)


def test_whoever_is_too_fast_is_told_so_and_keeps_the_words(page: Page) -> None:
    for number in range(3):
        post_comment(page, f"Number {number}.")
    write(page, "One too many.")

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("alert")).to_contain_text("That was fast.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("form").get_by_label("Comment")).to_have_value("One too many.")


def test_when_no_answer_comes_the_words_stay_and_can_be_sent_again(page: Page) -> None:
    write(page, "Into the tunnel.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_contain_text("No answer.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Into the tunnel.")

    page.context.set_offline(False)
    page.get_by_role("button", name="Post comment").click()

    expect(comment(page, "Into the tunnel.")).to_be_focused()


def test_what_was_not_posted_yet_is_there_again(page: Page) -> None:
    write(page, "Half a *thought*.")
    page.get_by_role("button", name="Preview").press("Enter")
    expect(page.locator(".comment-form__preview em")).to_have_text("thought")
    page.reload()

    field = page.get_by_label("Comment", exact=True)
    expect(field).to_have_value("Half a *thought*.")
    expect(page.get_by_text("You wrote this before")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Dora")
    page.get_by_role("button", name="Post comment").press("Enter")
    expect(comment(page, "Half a")).to_contain_text("15 minutes left")
    page.reload()

    expect(comment(page, "Half a")).to_be_visible()
    expect(field).to_have_value("")


def test_an_edit_given_up_changes_nothing(page: Page) -> None:
    post_comment(page, "As it was.")
    comment(page, "As it was.").get_by_role("link", name="Edit").click()
    form = page.get_by_role("form", name="Change the comment by Dora")
    form.get_by_label("Comment").fill("As it might have been.")

    form.get_by_role("link", name="Cancel").click()

    expect(comment(page, "As it was.")).to_be_focused()
    expect(form).to_have_count(0)


def test_what_waits_is_shown_to_its_author_and_approved_on_the_desk(
    app: Flask, page: Page, browse: Browse, signed_in: SignedIn, alice: Person, post: Made
) -> None:
    with app.app_context():
        db.session.execute(update(Site).values(comment_policy="held"))
        db.session.commit()
    post_comment(page, "May I?")
    expect(comment(page, "May I?")).to_contain_text("waits for approval")

    desk = signed_in(browse(), alice)
    desk.goto("/desk/comments")
    desk.get_by_role("button", name="Approve the comment by Dora").press("Enter")

    expect(desk.get_by_role("listitem").filter(has_text="is approved.")).to_be_focused()
    expect(announced(desk)).to_have_text("The comment by Dora is approved.")
    look_up(page)
    expect(comment(page, "waits for approval")).to_have_count(0, timeout=PROMISED)
    expect(comment(page, "May I?")).to_have_count(1)


@in_both_lights
def test_axe_finds_nothing_in_a_conversation_with_every_form_open(
    app: Flask, page: Page, post: Made, signed_in: SignedIn, olga: Person, scheme: str
) -> None:
    numbers = [say(app, post, "Dora", f"Number {number}.") for number in range(4)]
    deeper = say(app, post, olga, "Two.", to=numbers[0])
    for name in ("Emil", "Fanny"):
        deeper = say(app, post, name, "Deeper.", to=deeper)
    change(app, numbers[0], "remove")
    say(app, post, olga, "Held.", held=True)
    signed_in(page, olga)
    light(page, scheme)
    page.reload()

    comment(page, "Number 1.").get_by_role("link", name="Reply").click()
    comment(page, "Number 2.").get_by_role("link", name="Edit").click()
    comment(page, "Number 3.").get_by_role("link", name="Remove").click()
    expect(page.locator("form.comment-form")).to_have_count(3)
    expect(page.get_by_role("button", name="Remove it")).to_be_visible()

    assert violations(page) == []


COUNT = "window.asked = 0; document.addEventListener('due', () => { window.asked += 1; })"


def test_it_asks_less_often_when_nobody_is_there(browse: Browse, post: Made) -> None:
    page = browse()
    page.clock.install()
    page.goto(post.url)
    page.evaluate(COUNT)

    page.clock.run_for(120_000)
    awake = page.evaluate("asked")
    page.clock.run_for(600_000)
    away = page.evaluate("asked") - awake
    page.mouse.move(50, 50)
    back = page.evaluate("asked") - awake - away
    page.clock.run_for(20_000)
    again = page.evaluate("asked") - awake - away - back

    assert awake == pytest.approx(24, abs=1)
    assert away == pytest.approx(10, abs=1)
    assert back == 1
    assert again == 4


def test_it_asks_nothing_in_a_hidden_tab_and_at_once_on_returning(
    browse: Browse, post: Made
) -> None:
    page = browse()
    page.clock.install()
    page.goto(post.url)
    page.evaluate(COUNT)
    show = """(hidden) => {
        Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    }"""

    page.evaluate(show, arg=True)
    page.clock.run_for(600_000)
    while_hidden = page.evaluate("asked")
    page.evaluate(show, arg=False)

    assert while_hidden == 0
    assert page.evaluate("asked") == 1


def test_a_question_without_an_answer_is_no_news(app: Flask, page: Page, post: Made) -> None:
    page.route(re.compile("since="), lambda route: route.fulfill(status=500, body="<p>Oh</p>"))
    with page.expect_response(re.compile("since=")):
        look_up(page)
    page.unroute(re.compile("since="))
    say(app, post, "Dora", "Still here.")
    look_up(page)

    expect(comment(page, "Still here.")).to_be_visible(timeout=PROMISED)

    expect(page.locator("#notices")).to_be_empty()
    expect(page.get_by_text("Oh")).to_have_count(0)


def test_without_scripts_everything_works_by_plain_forms(browse: Browse, post: Made) -> None:
    page = browse(javascript=False)
    page.goto(post.url)
    write(page, "A *night* train.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".comment-form__preview em")).to_have_text("night")
    write(page, "A night train.")
    page.get_by_role("button", name="Post comment").click()
    expect(page).to_have_url(re.compile(r"/posts/first-light#comment-\d+$"))
    expect(comment(page, "A night train.")).to_be_visible()

    page.get_by_role("link", name="Reply to Dora").click()
    expect(page.get_by_role("heading", name="Reply", level=1)).to_be_visible()
    page.get_by_role("form").evaluate("(form) => { form.noValidate = true; }")
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    page.get_by_role("textbox", name="Reply to Dora").fill("An answer.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".comment__replies article")).to_contain_text("An answer.")

    comment(page, "A night train.").get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Comment").fill("A morning train.")
    page.get_by_role("button", name="Save").click()
    expect(comment(page, "A morning train.")).to_contain_text("edited")

    comment(page, "An answer.").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page).to_have_url(re.compile(r"/posts/first-light"))
    expect(comment(page, "An answer.")).to_have_count(0)
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()


def test_what_would_push_away_the_text_waits_behind_a_button(
    app: Flask, page: Page, post: Made
) -> None:
    numbers = [say(app, post, "Emil", f"Number {number}.") for number in range(12)]
    page.goto(f"{post.url}?order=newest")
    oldest = comment(page, "Number 0.")
    oldest.scroll_into_view_if_needed()
    place = oldest.bounding_box()
    say(app, post, "Fanny", "Just now.")
    look_up(page)

    expect(page.get_by_role("button", name="1 new comment")).to_be_visible()
    expect(announced(page)).to_have_text("1 new comment")
    say(app, post, "Georg", "And now.")
    change(app, numbers[0], "reword", "Number nought.", "<p>Number nought.</p>")
    look_up(page)
    expect(comment(page, "Number nought.")).to_be_visible()
    button = page.get_by_role("button", name="2 new comments")
    expect(button).to_be_visible()
    expect(comment(page, "Just now.")).to_have_count(0)
    assert comment(page, "Number nought.").bounding_box() == place

    button.press("Enter")

    expect(page.locator("article.comment").first).to_contain_text("And now.")
    expect(page.locator("article.comment").nth(1)).to_contain_text("Just now.")
    expect(page.locator("article.comment:focus")).to_have_count(1)
    expect(button).to_have_count(0)


def test_a_long_conversation_grows_where_it_stands(app: Flask, page: Page, post: Made) -> None:
    numbers = [say(app, post, "Emil", f"Number {number}.") for number in range(27)]
    page.reload()
    write(page, "Half a sentence")
    expect(page.locator("article.comment")).to_have_count(25)

    page.get_by_role("link", name="More comments").press("Enter")

    expect(comment(page, "Number 25.")).to_be_focused()
    expect(page.locator("article.comment")).to_have_count(27)
    expect(page.get_by_role("link", name="More comments")).to_have_count(0)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a sentence")
    say(app, post, "Fanny", "The last.")
    look_up(page)
    expect(comment(page, "The last.")).to_be_visible()
    page.goto(f"/comments/{numbers[26]}")
    expect(comment(page, "Number 26.")).to_be_in_viewport()


def test_a_reply_takes_the_place_of_a_report_that_was_begun(
    page: Page, post: Made, app: Flask
) -> None:
    say(app, post, "Ada", "So it does.")
    page.reload()
    said = comment(page, "So it does.")
    said.get_by_role("link", name="Report").click()
    expect(page.get_by_role("form", name="Report the comment by Ada")).to_be_visible()

    said.get_by_role("link", name="Reply").click()

    reply = page.get_by_role("form", name="Your reply to Ada")
    reply.get_by_role("textbox", name="Reply to Ada").fill("And how.")
    said.get_by_role("link", name="Report").click()
    expect(reply).to_be_hidden()
    said.get_by_role("link", name="Reply").click()
    expect(reply.get_by_role("textbox", name="Reply to Ada")).to_have_value("And how.")
