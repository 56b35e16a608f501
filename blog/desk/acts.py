"""Acts: what is done to a soundtrack, each a step that can be taken back, and what is answered."""

from typing import Any

from flask import Response, request, url_for

from blog.db import db, hold, now
from blog.desk.door import author
from blog.posts import Post
from blog.steps import Step, standing
from blog.web import respond, told
from blog.wording import _, later

GONE = later("That track is not here any more. This is the soundtrack as it is now.")
CHANGED = later("The soundtrack was changed elsewhere in the meantime. This is how it is now.")


class Act:
    """One act on the soundtrack of ``post``, begun on rows that nobody else changes meanwhile."""

    def __init__(self, post: Post) -> None:
        hold(post)
        self.post = post
        self.before = standing(post)

    def done(
        self, news: str, part: str = "tracks/_tracks.html", at: int | None = None, **said: Any
    ) -> Response:
        """Keep what was done and say so; ``at`` is the key of the track it was done to.

        The version of the draft counts words alone, so no save of the text is stale after it.
        """
        if Step.take(self.post, self.before, news):
            self.touch()
        said.setdefault("fresh", [at])
        return kept(self.post, news, part, at, **said)

    def taken_back(self, step: Step) -> Response:
        """Undo ``step``, which is none itself."""
        news = _("Taken back: %(news)s", news=step.news)
        step.take_back(self.post, author())
        self.touch()
        return kept(self.post, news, undone=True)

    def touch(self) -> None:
        self.post.draft.saved_at, self.post.draft.saved_by = now(), author()


def kept(
    post: Post, news: str, part: str = "tracks/_tracks.html", at: int | None = None, **said: Any
) -> Response:
    db.session.commit()
    return told(news, answer(post, part, to=back(post, at), **said))


def as_it_is(post: Post, status: int, words: str) -> Response:
    """Refuse, and show the soundtrack as it is now in place of what the browser made of it."""
    db.session.rollback()
    return told(words, answer(post, "tracks/_tracks.html", status=status, notice=words))


def answer(
    post: Post, part: str, *, to: str | None = None, status: int = 200, **said: Any
) -> Response:
    return respond(
        f"desk/{part}", page="desk/tracks/index.html", to=to, status=status, post=post, **said
    )


def back(post: Post, key: int | None) -> str:
    """Where a plain form came from: the soundtrack's own page, or the editor."""
    own = url_for("desk.tracks.index", number=post.id)
    editor = url_for("desk.drafts.edit", number=post.id)
    spot = f"track-{key}" if key else "soundtrack"
    return f"{own if own in (request.referrer or '') else editor}#{spot}"
