"""Generating: content for measuring, as much as is asked for and the same for the same seed.

Rows are written in bulk past the models, which would take a day for what takes minutes here. So
what models keep in step is set here, too; ``leitmotif check`` says whether it is.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, cast, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import TSVECTOR

from blog import indexing, markup, site
from blog.artists import Artist
from blog.books import Book, BookWord, words_in
from blog.comments import Comment
from blog.db import Model, Numbered, db
from blog.indexing import Document
from blog.members import Member
from blog.posts import Post
from blog.readers import Reader
from blog.revisions import Revision
from blog.slugs import Slug
from blog.soundtracks import Track
from blog.tags import Tag, revision_tags
from blog.words import folded, name_key, slug_of

Thing = TypeVar("Thing")

AT_ONCE = 500
AUTHORS, READERS, TAGS, ARTISTS = 20, 300, 60, 2_000
# How many different words, sentences and remarks there are to choose from.
WORDS, SENTENCES, REMARKS = 3_000, 2_000, 500
SENTENCES_IN_A_POST, PARAGRAPHS, TRACKS = 42, 7, 8
# The newest post is of this hour; each other one is a few hours older than the next.
NEWEST = datetime(2026, 1, 1, 12, tzinfo=UTC)
APART = timedelta(hours=1)
BEGINNINGS = ("b", "br", "c", "d", "f", "fl", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t")
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
ENDS = ("n", "r", "l", "s", "t", "m", "nd", "rd", "st", "ck")
# As in any English text, these are a good part of all words.
COMMON = ("the", "of", "and", "to", "in", "it", "is", "that", "was", "for", "on", "with", "as")
LEVELS = 3


@dataclass
class Said:
    """A comment as far as later ones need to know it: its row, those it stands under, and the
    numbers of these and itself.
    """

    id: int
    above: tuple[int, ...]
    way: tuple[int, ...]


class Generator:
    """Writes posts and comments with words chosen by ``seed``."""

    def __init__(self, seed: int) -> None:
        self.choice = random.Random(seed)  # noqa: S311  (words to measure with are no secret)
        self.words = [self.word() for _ in range(WORDS)]
        self.sentences = [self.sentence() for _ in range(SENTENCES)]
        self.remarks = [" ".join(self.pick(self.sentences, 2)) for _ in range(REMARKS)]

    def word(self) -> str:
        syllables = self.choice.choices((1, 2, 3), (2, 5, 2))[0]
        pick = self.choice.choice
        return "".join(pick(BEGINNINGS) + pick(VOWELS) for _ in range(syllables)) + pick(ENDS)

    def sentence(self) -> str:
        """Some words, the rarer the further behind in the list they stand (Zipf's law)."""
        length = self.choice.randint(6, 20)
        ranks = (min(int(self.choice.paretovariate(0.7)), WORDS) for _ in range(length))
        words = [
            self.choice.choice(COMMON) if self.choice.random() < 0.4 else self.words[rank - 1]
            for rank in ranks
        ]
        return f"{' '.join(words).capitalize()}."

    def name(self, length: int = 2) -> str:
        return " ".join(self.pick(self.words, length)).title()

    def pick(self, things: Sequence[Any], number: int) -> list[Any]:
        return self.choice.choices(things, k=number)

    def generate(self, posts: int, comments: int, on_one: int) -> None:
        """Write so many ``posts`` and ``comments``, ``on_one`` of these under the newest post."""
        self.people()
        self.library(max(posts // 4, 1))
        before = next_id(Post)
        for numbers in batches(range(posts)):
            self.write(before, numbers, posts)
            db.session.commit()
        if posts and comments:
            self.converse(before, posts, comments, min(on_one, comments))
        indexing.learn(set(self.words))
        db.session.commit()

    def people(self) -> None:
        first = next_id(Reader)
        names = [self.name() for _ in range(AUTHORS + READERS)]
        tokens = (f"generated-{first + at}" for at in count())
        put(
            Reader,
            (
                {"id": first + at, "name": name, "token": token}
                for at, (name, token) in enumerate(zip(names, tokens, strict=False))
            ),
        )
        authors = next_id(Member)
        put(
            Member,
            (
                {
                    "id": authors + at,
                    "reader_id": first + at,
                    "email": f"generated-{authors + at}@leitmotif.example",
                    "name": names[at],
                    "slug": f"{slug_of(names[at])}-{authors + at}",
                    # No password has this hash: nobody signs in as one of them.
                    "password_hash": "",
                    "role": "author",
                    "bio": self.sentences[at],
                }
                for at in range(AUTHORS)
            ),
        )
        self.authors = range(authors, authors + AUTHORS)
        self.readers = [(first + at, names[at]) for at in range(AUTHORS, AUTHORS + READERS)]

    def library(self, books: int) -> None:
        """Tags, artists and books, with what finds them."""
        tags, artists, titles = next_id(Tag), next_id(Artist), next_id(Book)
        put(
            Tag,
            (
                {"id": tags + at, "name": f"{word} {tags + at}", "slug": f"{word}-{tags + at}"}
                for at, word in enumerate(self.words[:TAGS])
            ),
        )
        self.tags = [
            (tags + at, f"{word} {tags + at}") for at, word in enumerate(self.words[:TAGS])
        ]
        self.artists = [f"{self.name()} {artists + at}" for at in range(ARTISTS)]
        put(
            Artist,
            (
                {"id": artists + at, "name": name, "slug": slug_of(name), "key": name_key(name)}
                for at, name in enumerate(self.artists)
            ),
        )
        index("artist", ((artists + at, None, {"title": n}) for at, n in enumerate(self.artists)))
        writers = [self.name() for _ in range(max(books // 3, 1))]
        self.books = [
            (titles + at, f"{self.name(3)} {titles + at}", writers[at % len(writers)])
            for at in range(books)
        ]
        put(
            Book,
            (
                {
                    "id": number,
                    "slug": slug_of(title),
                    "title": title,
                    "author": author,
                    "year": 1850 + number % 175,
                    "title_key": folded(title),
                    "author_key": folded(author),
                }
                for number, title, author in self.books
            ),
        )
        put(
            BookWord,
            (
                {"book_id": number, "word": word}
                for number, title, author in self.books
                for word in words_in(f"{folded(title)} {folded(author)}")
            ),
        )
        index("book", ((number, None, {"title": t, "names": a}) for number, t, a in self.books))

    def write(self, before: int, numbers: list[int], of: int) -> None:
        """Write the posts with these ``numbers``, counted from 0, the oldest first."""
        revisions, tracks = next_id(Revision), next_id(Track)
        made = [self.post(before + at, NEWEST - (of - 1 - at) * APART) for at in numbers]
        put(Post, (post for post, _ in made))
        put(Slug, ({"slug": post["slug"], "post_id": post["id"]} for post, _ in made))
        put(
            Revision,
            (
                revision | {"id": revisions + at, "post_id": post["id"], "slug": post["slug"]}
                for at, (post, revision) in enumerate(made)
            ),
        )
        put(
            revision_tags,
            (
                {"revision_id": revisions + at, "tag_id": number}
                for at in range(len(made))
                for number, _ in self.tags_of(before + numbers[at])
            ),
        )
        songs = [self.track(revisions + at // TRACKS, at) for at in range(len(made) * TRACKS)]
        put(Track, (song | {"id": tracks + at, "first_id": None} for at, song in enumerate(songs)))
        shift = revisions - made[0][0]["id"]
        mine = Post.id.between(made[0][0]["id"], made[-1][0]["id"])
        db.session.execute(
            update(Post).where(mine).values(live_id=Post.id + shift, draft_id=Post.id + shift)
        )
        index(
            "post",
            (
                (post["id"], post["id"], parts_of(revision, songs[at * TRACKS : (at + 1) * TRACKS]))
                for at, (post, revision) in enumerate(made)
            ),
        )

    def post(self, number: int, moment: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
        """The columns of one post and of what it says."""
        title = f"{self.name(3)} {number}"
        sentences = self.pick(self.sentences, SENTENCES_IN_A_POST)
        paragraphs = batches(sentences, SENTENCES_IN_A_POST // PARAGRAPHS)
        html = "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in paragraphs)
        book, book_title, book_author = self.books[number % len(self.books)]
        post = {
            "id": number,
            "author_id": self.authors[number % AUTHORS],
            "slug": slug_of(title),
            "created_at": moment,
            "published_at": moment,
            "view_count": number % 977,
        }
        revision = {
            "title": title,
            "standfirst": sentences[0],
            "book_title": book_title,
            "book_author": book_author,
            "book_id": book,
            "epigraph": sentences[1],
            "epigraph_source": book_title,
            "source": html,
            "html": html,
            "word_count": sum(sentence.count(" ") + 1 for sentence in sentences),
            "tag_names": [name for _, name in self.tags_of(number)],
            "created_at": moment,
            "saved_at": moment,
            "version": 2,
        }
        return post, revision

    def tags_of(self, number: int) -> list[tuple[int, str]]:
        """Two of them."""
        first = number % TAGS
        return [self.tags[first], self.tags[(first + 1 + number // TAGS % (TAGS - 1)) % TAGS]]

    def track(self, revision: int, at: int) -> dict[str, Any]:
        artist = self.choice.choice(self.artists)
        title, note = self.name(), self.choice.choice(self.sentences)
        return {
            "revision_id": revision,
            "position": at % TRACKS + 1,
            "artist": artist,
            "title": title,
            "note_source": f"<p>{note}</p>",
            "note_html": f"<p>{note}</p>",
            "seconds": 120 + at % 300,
            "artist_key": name_key(artist),
            "title_key": folded(title),
        }

    def converse(self, before: int, posts: int, comments: int, on_one: int) -> None:
        """Write comments, the given number under the newest post and the others here and there."""
        newest = before + posts - 1
        shares = {newest: on_one}
        for _ in range(comments - on_one):
            number = before + self.choice.randrange(posts)
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
        words = self.choice.choice(self.remarks)
        moment = NEWEST + timedelta(seconds=at)
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


def parts_of(revision: dict[str, Any], songs: list[dict[str, Any]]) -> dict[str, str]:
    """The parts of a post's document, as ``Revision.be_found`` puts them together."""
    names = [revision["book_title"], revision["book_author"], "", *revision["tag_names"]]
    told = [
        revision["standfirst"],
        markup.plain(revision["html"]),
        revision["epigraph"],
        revision["epigraph_source"],
        *(markup.plain(song["note_html"]) for song in songs),
    ]
    return {
        "title": revision["title"],
        "names": " ".join(names),
        "music": " ".join(f"{song['artist']} {song['title']}" for song in songs),
        "prose": "\n".join(told),
    }


def index(kind: str, things: Iterable[tuple[int, int | None, dict[str, str]]]) -> None:
    """Have ``things``, each with its number, its post's and its parts, be found."""
    query = insert(Document)
    if db.engine.dialect.name == "postgresql":
        query = query.values(terms=cast(bindparam("places"), TSVECTOR))
    for some in batches(things):
        db.session.execute(query, [document(kind, *thing) for thing in some])


def document(kind: str, number: int, post: int | None, parts: dict[str, str]) -> dict[str, Any]:
    words = {part: indexing.words_of(parts.get(part, "")) for part in indexing.PARTS}
    row: dict[str, Any] = {"kind": kind, "thing_id": number, "post_id": post}
    row |= {part: " ".join(words[part]) for part in indexing.PARTS}
    if db.engine.dialect.name == "postgresql":
        row["places"] = indexing.terms_of(words)
    return row


def put(table: type[Model] | Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert ``rows``, some at a time."""
    for some in batches(rows):
        db.session.execute(insert(table), some)


def batches(things: Iterable[Thing], size: int = AT_ONCE) -> Iterator[list[Thing]]:
    """``things``, so many at a time."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def next_id(table: type[Numbered]) -> int:
    """The next free number of ``table``."""
    return (db.session.scalar(select(func.max(table.id))) or 0) + 1


def count_on() -> None:
    """Have PostgreSQL count on from the numbers that were given here."""
    if db.engine.dialect.name == "postgresql":
        for table in (Reader, Member, Tag, Artist, Book, Post, Revision, Track, Comment):
            name = table.__tablename__
            db.session.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608
            )


def generate(posts: int, comments: int, seed: int, on_one: int = 0) -> None:
    """Write so many ``posts`` and ``comments``, and commit; the site is founded if nobody has."""
    if site.current() is None:
        site.found("Leitmotif")
    Generator(seed).generate(posts, comments, on_one)
    count_on()
    db.session.commit()
