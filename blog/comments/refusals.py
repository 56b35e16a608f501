"""Refusals: why words are not taken, said above the form that keeps them."""

from typing import Any

from flask import Response, g, request

from blog import throttles
from blog.comments.forms import WordsForm
from blog.sessions import member
from blog.web import respond, wants_part
from blog.wording import later

TOO_FAST = later("That was fast. Wait {} seconds and send it again; your words are kept below.")


class Refusal(Exception):
    """Why words are not taken: an HTTP status and a sentence for whoever typed them."""

    def __init__(self, status: int, words: str = "", pause: int = 0) -> None:
        super().__init__(words)
        self.status, self.words, self.pause = status, words, pause


def check(form: WordsForm) -> None:
    """Refuse what the fields complain of."""
    if not form.validate():
        raise Refusal(422)


def slow_down(act: str) -> None:
    """Refuse whoever does too much at once: members ten times a minute, guests less, and all the
    guests of a neighbourhood together sixty times an hour.
    """
    try:
        if member():
            throttles.spend(act, f"member {g.reader.id}", 10, per=60)
        else:
            here = request.remote_addr
            near = throttles.around(here)
            throttles.spend_all(
                (act, here, 3, 60), (f"{act} in an hour", here, 20, 3600), (act, near, 60, 3600)
            )
    except throttles.Throttled as error:
        raise Refusal(429, TOO_FAST.format(error.pause), error.pause) from error


def asked_again(
    part: str, page: str, form: WordsForm, refusal: Refusal | None, context: dict[str, Any]
) -> Response:
    """A form; when it was refused, with why, what was typed, and how long to wait."""
    form.refusal = refusal.words if refusal else ""
    status = refusal.status if refusal else 200
    response = respond(part, page=page, status=status, in_place=wants_part(), **context)
    if refusal and refusal.pause:
        response.headers["Retry-After"] = str(refusal.pause)
    return response
