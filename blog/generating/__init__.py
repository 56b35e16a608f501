"""Generating: content for measuring, as much as is asked for and the same for the same seed.

Rows are written in bulk past the models, which would take a day for what takes minutes here. So
what models keep in step is set here, too; ``leitmotif check`` says whether it is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import update

from blog import indexing, markup, site
from blog.artists import Artist
from blog.books import Book, BookWord, words_in
from blog.db import db
from blog.generating.bulk import batches, count_on, index, next_id, put
from blog.generating.conversations import Conversations
from blog.generating.vocabulary import Vocabulary
from blog.members import Member
from blog.posts import Post
from blog.readers import Reader
from blog.revisions import Revision
from blog.slugs import Slug
from blog.soundtracks import Track
from blog.tags import Tag, revision_tags
from blog.words import folded, name_key, slug_of

AUTHORS, READERS, TAGS, ARTISTS = 20, 300, 60, 2_000
SENTENCES_IN_A_POST, PARAGRAPHS, TRACKS = 42, 7, 8
# The newest post is of this hour; each other one is a few hours older than the next.
NEWEST = datetime(2026, 1, 1, 12, tzinfo=UTC)
APART = timedelta(hours=1)


class Generator(Vocabulary):
    """Writes posts and comments."""

    def generate(self, posts: int, comments: int, on_one: int) -> None:
        """Write so many ``posts`` and ``comments``, ``on_one`` of these under the newest post."""
        self.people()
        self.library(max(posts // 4, 1))
        before = next_id(Post)
        for numbers in batches(range(posts)):
            self.write(before, numbers, posts)
            db.session.commit()
        if posts and comments:
            talk = Conversations(self, self.readers, NEWEST)
            talk.converse(range(before, before + posts), comments, on_one)
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


def generate(posts: int, comments: int, seed: int, on_one: int = 0) -> None:
    """Write so many ``posts`` and ``comments``, and commit; the site is founded if nobody has."""
    if site.current() is None:
        site.found("Leitmotif")
    Generator(seed).generate(posts, comments, on_one)
    count_on()
    db.session.commit()
