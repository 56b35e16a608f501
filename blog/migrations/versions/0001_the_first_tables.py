"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    # Posts and revisions point at each other. SQLite takes a key to a table that is yet to come
    # and cannot add one later; PostgreSQL is the other way round.
    points = {"live_id": "fk_posts_live_id", "draft_id": "fk_posts_draft_id"}
    ahead = op.get_bind().dialect.name == "sqlite"
    forward = [
        sa.ForeignKeyConstraint([column], ["revisions.id"], name=name)
        for column, name in points.items()
        if ahead
    ]
    op.create_table(
        "books",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("isbn", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("author_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_books"),
        sa.UniqueConstraint("slug", name="uq_books_slug"),
    )
    op.create_index("ix_books_author_key", "books", ["author_key"], unique=False)
    op.create_index("uq_books_keys", "books", ["title_key", "author_key"], unique=True)

    op.create_table(
        "rates",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("arrival", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rates"),
    )
    op.create_table(
        "readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readers"),
        sa.UniqueConstraint("token", name="uq_readers_token"),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tagline", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("accent", sa.String(), nullable=False),
        sa.Column("comment_policy", sa.String(), nullable=False),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sites_only_one")),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tags"),
        sa.UniqueConstraint("slug", name="uq_tags_slug"),
    )
    op.create_table(
        "images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("widths", sa.JSON(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["readers.id"], name="fk_images_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_images"),
        sa.UniqueConstraint("sha256", name="uq_images_sha256"),
    )
    op.create_index("ix_images_owner_id", "images", ["owner_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("bio", sa.String(), nullable=False),
        sa.Column("portrait_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('reader', 'contributor', 'author', 'editor', 'owner')",
            name=op.f("ck_members_role"),
        ),
        sa.ForeignKeyConstraint(["portrait_id"], ["images.id"], name="fk_members_portrait_id"),
        sa.ForeignKeyConstraint(["reader_id"], ["readers.id"], name="fk_members_reader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("email", name="uq_members_email"),
        sa.UniqueConstraint("reader_id", name="uq_members_reader_id"),
        sa.UniqueConstraint("slug", name="uq_members_slug"),
    )
    op.create_table(
        "member_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_member_sessions_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member_sessions"),
        sa.UniqueConstraint("token_sha256", name="uq_member_sessions_token_sha256"),
    )
    op.create_index("ix_member_sessions_member_id", "member_sessions", ["member_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("live_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment_policy", sa.String(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("comment_change", sa.Integer(), nullable=False),
        sa.Column("view_count", sa.Integer(), nullable=False),
        sa.Column("preview_token", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('post', 'page')", name=op.f("ck_posts_kind")),
        sa.CheckConstraint(
            "live_id IS NULL OR slug IS NOT NULL", name=op.f("ck_posts_live_has_slug")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name="fk_posts_author_id"),
        *forward,
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("preview_token", name="uq_posts_preview_token"),
        sa.UniqueConstraint("slug", name="uq_posts_slug"),
    )
    op.create_index(
        "ix_posts_by_author", "posts", ["author_id", "published_at", "id"], unique=False
    )
    op.create_index("ix_posts_draft_id", "posts", ["draft_id"], unique=False)
    op.create_index("ix_posts_live_id", "posts", ["live_id"], unique=False)
    op.create_index("ix_posts_newest", "posts", ["kind", "published_at", "id"], unique=False)

    op.create_table(
        "bookmarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "shelf IN ('to read', 'reading', 'read', 'kept')", name=op.f("ck_bookmarks_shelf")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_bookmarks_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.id"], name="fk_bookmarks_reader_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bookmarks"),
    )
    op.create_index("ix_bookmarks_post_id", "bookmarks", ["post_id"], unique=False)
    op.create_index(
        "ix_bookmarks_shelf", "bookmarks", ["reader_id", "created_at", "id"], unique=False
    )
    op.create_index("uq_bookmarks_reader_post", "bookmarks", ["reader_id", "post_id"], unique=True)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (number IS NULL)", name=op.f("ck_comments_approved")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name="fk_comments_parent_id"),
        sa.ForeignKeyConstraint(["place_id"], ["comments.id"], name="fk_comments_place_id"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_comments_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reader_id"], ["readers.id"], name="fk_comments_reader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_approved_at", "comments", ["approved_at"], unique=False)
    op.create_index("ix_comments_changes", "comments", ["post_id", "change"], unique=False)
    op.create_index("ix_comments_newest", "comments", ["created_at", "id"], unique=False)
    op.create_index("ix_comments_parent_id", "comments", ["parent_id"], unique=False)
    op.create_index("ix_comments_order", "comments", ["post_id", "number"], unique=False)
    op.create_index("ix_comments_place_id", "comments", ["place_id"], unique=False)
    op.create_index("ix_comments_reader", "comments", ["reader_id", "post_id"], unique=False)
    op.create_index("ix_comments_submission", "comments", ["post_id", "submission"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("standfirst", sa.String(), nullable=False),
        sa.Column("book_title", sa.String(), nullable=False),
        sa.Column("book_author", sa.String(), nullable=False),
        sa.Column("book_year", sa.Integer(), nullable=True),
        sa.Column("book_isbn", sa.String(), nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=True),
        sa.Column("epigraph", sa.String(), nullable=False),
        sa.Column("epigraph_source", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("introduction_source", sa.String(), nullable=False),
        sa.Column("introduction_html", sa.String(), nullable=False),
        sa.Column("markup_policy", sa.Integer(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("hero_id", sa.Integer(), nullable=True),
        sa.Column("hero_alt", sa.String(), nullable=False),
        sa.Column("tag_names", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("canonical_url", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["book_id"], ["books.id"], name="fk_revisions_book_id"),
        sa.ForeignKeyConstraint(["hero_id"], ["images.id"], name="fk_revisions_hero_id"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_revisions_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["members.id"], name="fk_revisions_saved_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("ix_revisions_book_id", "revisions", ["book_id"], unique=False)
    op.create_index("ix_revisions_hero_id", "revisions", ["hero_id"], unique=False)
    op.create_index("ix_revisions_history", "revisions", ["post_id", "number"], unique=True)

    if not ahead:
        for column, name in points.items():
            op.create_foreign_key(name, "posts", "revisions", [column], ["id"])
    op.create_table(
        "slugs",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_slugs_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name="pk_slugs"),
    )
    op.create_index("ix_slugs_post_id", "slugs", ["post_id"], unique=False)

    op.create_table(
        "visits",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_visits_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "day", "visitor", name="pk_visits"),
    )
    op.create_table(
        "revision_tags",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name="fk_revision_tags_revision_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_revision_tags_tag_id"),
        sa.PrimaryKeyConstraint("revision_id", "tag_id", name="pk_revision_tags"),
    )
    op.create_index(
        "ix_revision_tags_tag_id", "revision_tags", ["tag_id", "revision_id"], unique=False
    )

    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("artist", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note_source", sa.String(), nullable=False),
        sa.Column("note_html", sa.String(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("artist_key", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.CheckConstraint("position <> 0", name=op.f("ck_tracks_position")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name="fk_tracks_revision_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_tracks"),
    )
    op.create_index("ix_tracks_concordance", "tracks", ["artist_key", "title_key"], unique=False)
    op.create_index("uq_tracks_order", "tracks", ["revision_id", "position"], unique=True)
