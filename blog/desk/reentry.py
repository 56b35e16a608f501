"""Reentry: what a plain form brings after its session has ended waits for its member to come back.

The answer is a sign-in form that carries all that was sent, in hidden fields, to the same address.
Signed in there, the request goes on to its view as if nothing had been in between.
"""

from flask import Response, g, make_response, render_template, request

from blog.db import db
from blog.sessions import SignInForm, attempt, sign_out
from blog.web import wants_part
from blog.wording import later

# Its own fields are told from those it carries.
PREFIX = "sign-in-"
NOT_THEIRS = later("This is not for {} to do. Sign in as the member who began it.")


def comes_back() -> Response | None:
    """Sign in whom the request names; else the form that asks, with all it brought."""
    form = SignInForm(request.form, prefix=PREFIX)
    if f"{PREFIX}email" not in request.form:
        return page(SignInForm(prefix=PREFIX))
    if refusal := attempt(form):
        _, headers = refusal
        return page(form, headers)
    db.session.commit()
    g.came_back = form
    return None


def give_back(response: Response) -> Response:
    """Whoever came back as somebody else keeps what was typed, and may try once more."""
    form = g.pop("came_back", None)
    if form is None or response.status_code not in (403, 404):
        return response
    sign_out()
    db.session.commit()
    form.email.errors = [NOT_THEIRS.format(form.email.data)]
    return page(form)


def page(form: SignInForm, headers: dict[str, str] | None = None) -> Response:
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.startswith(PREFIX)
    ]
    picture = any(upload.filename for upload in request.files.values())
    address = request.full_path.rstrip("?")
    words = render_template(
        "desk/reentry/new.html", form=form, carried=carried, picture=picture, address=address
    )
    return make_response(words, 401, headers or {})


def is_plain_form() -> bool:
    """Whether a browser without scripts sent the request; others keep the page and its words."""
    return request.method not in ("GET", "HEAD", "OPTIONS") and not wants_part()
