"""Conversations: comments in threads, with every number that a page counts on."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import update

from blog.comments import Comment
from blog.db import db
from blog.generating.bulk import AT_ONCE, index, next_id, put
from blog.generating.vocabulary import Vocabulary
from blog.posts import Post

LEVELS = 3


@dataclass
class Said:
    """A comment as far as later ones need to know it: its row, those it stands under, and the
    numbers of these and itself.
    """

    id: int
    above: tuple[int, ...]
    way: tuple[int, ...]


class Conversations:
    """Writes what ``readers`` (number and name of each) say from the moment ``begin`` on."""

    def __init__(
        self, words: Vocabulary, readers: Sequence[tuple[int, str]], begin: datetime
    ) -> None:
        self.words, self.readers, self.begin = words, readers, begin
        self.choice = words.choice

    def converse(self, posts: range, comments: int, on_one: int) -> None:
        """Write comments, so many under the last of the ``posts`` and the others here and there."""
        shares = {posts[-1]: min(on_one, comments)}
        for _ in range(comments - shares[posts[-1]]):
            number = self.choice.choice(posts)
            shares[number] = shares.get(number, 0) + 1
        rows: list[dict[str, Any]] = []
        numbers = count(next_id(Comment))
        for post, share in sorted(shares.items()):
            replies: dict[int, int] = {}
            lately: deque[Said] = deque(maxlen=20)
            mine = [self.comment(post, at, next(numbers), lately, replies) for at in range(share)]
            for row in mine:
                row["reply_count"] = replies.get(row["id"], 0)
            rows += mine
            counted = {"comment_count": share, "comment_change": share}
            db.session.execute(update(Post).where(Post.id == post).values(**counted))
            if len(rows) >= AT_ONCE:
                self.put_comments(rows)
                rows = []
        self.put_comments(rows)

    def put_comments(self, rows: list[dict[str, Any]]) -> None:
        put(Comment, rows)
        index(
            "comment",
            (
                (row["id"], row["post_id"], {"names": row["name"], "prose": row["source"]})
                for row in rows
            ),
        )
        db.session.commit()

    def comment(
        self, post: int, at: int, number: int, lately: deque[Said], replies: dict[int, int]
    ) -> dict[str, Any]:
        """The columns of one comment, which may answer one of those said ``lately``."""
        reader, name = self.choice.choice(self.readers)
        parent = self.choice.choice(lately) if lately and self.choice.random() < 0.4 else None
        above = (*parent.above, parent.id)[: LEVELS - 1] if parent else ()
        way = (*parent.way[: LEVELS - 1], at + 1) if parent else (at + 1,)
        thread, branch, leaf = (*way, 0, 0)[:LEVELS]
        for other in above:
            replies[other] = replies.get(other, 0) + 1
        lately.append(Said(number, above, way))
        words = self.choice.choice(self.words.remarks)
        moment = self.begin + timedelta(seconds=at)
        return {
            "id": number,
            "post_id": post,
            "reader_id": reader,
            "parent_id": parent.id if parent else None,
            "place_id": above[-1] if above else None,
            "name": name,
            "source": words,
            "html": f"<p>{words}</p>",
            "number": at + 1,
            "thread": thread,
            "branch": branch,
            "leaf": leaf,
            "change": at + 1,
            "created_at": moment,
            "approved_at": moment,
        }
