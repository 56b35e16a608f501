"""The ``leitmotif`` command: Flask's own, with what an owner does from a terminal."""

import signal
import sys
import threading
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext
from flask_migrate import Config, upgrade
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from blog import backups, create_app, darkroom, outbox, serving, site, throttles, worker
from blog.accounts import JoinForm
from blog.db import db, find
from blog.desk import trash
from blog.indexing import Document
from blog.members import ROLES, Member, hashed
from blog.posts import Post
from blog.search import rebuilding
from blog.sessions import end_others

MIGRATIONS = str(Path(__file__).parent / "migrations")


@click.group(
    cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False
)
def main() -> None:
    """Leitmotif: a blog about books, set to music."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes answer; as many as suit the machine if not given.",
)
@with_appcontext
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the blog, after bringing an SQLite instance up to date.

    SIGHUP has it go over to the version that is installed by then, without losing a request.
    """
    if db.engine.dialect.name == "sqlite":
        bring_up_to_date()
    take_measure()
    throttles.forget_spent()
    darkroom.sweep(current_app.config["MEDIA"])
    trash.sweep()
    # No connection may be open when workers are forked.
    db.session.remove()
    db.engine.dispose()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    serving.serve(app, host, port, workers or serving.suitable_workers())


@main.command()
@click.option("--once", is_flag=True, help="Do what is due, and end.")
@with_appcontext
def work(once: bool) -> None:
    """Send the mail that waits, and go on; for machines beside those that serve."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    if not app.config["SMTP_URL"]:
        raise click.ClickException("This instance sends no mail: SMTP_URL is not set.")
    if once:
        if not worker.work_off(app):
            raise click.ClickException("The mail server cannot be spoken to; nothing is lost.")
        return
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    worker.work(app, stop)


@main.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's tables; an SQLite one is backed up first."""
    bring_up_to_date()


@main.command()
@with_appcontext
def reindex() -> None:
    """Make the index of the search anew."""
    count = rebuilding.rebuild()
    db.session.commit()
    click.echo(f"{count:,} things can be found.")


@main.command()
@with_appcontext
def demo() -> None:
    """Fill an empty instance with demo content and print its author's sign-in."""
    from blog.demo import load  # noqa: PLC0415  (its drawings are slow to import and rarely needed)

    click.echo(load())


@main.command()
@click.option("--posts", default=1_000, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--comments", default=0, show_default=True, type=click.IntRange(0, 10_000_000))
@click.option("--on-one", default=0, help="How many of the comments stand under the newest post.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same words.")
@click.option("--add", is_flag=True, help="Also beside posts that are here already.")
@with_appcontext
def generate(posts: int, comments: int, on_one: int, seed: int, add: bool) -> None:
    """Fill the instance with made-up posts and comments, to measure with."""
    from blog import generating  # noqa: PLC0415  (rarely needed)

    if not add and db.session.scalar(select(Post.id).limit(1)):
        raise click.ClickException("There are posts here already. To add to them: --add")
    generating.generate(posts, comments, seed, on_one)
    take_measure()
    click.echo(f"{posts:,} posts and {comments:,} comments are written.")


@main.command("import")
@click.argument("kind", type=click.Choice(["comments"]))
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken in.")
@with_appcontext
def import_(kind: str, path: Path, dry_run: bool) -> None:  # noqa: ARG001  (there is one kind)
    """Take in the comments of a file: JSON as exported here, or WordPress's WXR."""
    from blog.comments import archives  # noqa: PLC0415  (rarely needed)
    from blog.desk.archives import taken_in, told_of  # noqa: PLC0415

    try:
        archive = archives.read(path.read_bytes())
    except archives.Unreadable as error:
        raise click.ClickException(str(error)) from error
    intake = taken_in(archive, is_trial=dry_run)
    for words in told_of(intake, is_trial=dry_run):
        click.echo(words)


@main.command("export-comments")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export_comments(path: Path) -> None:
    """Write all comments to PATH: JSON, or WordPress's WXR if it ends in .xml."""
    from blog.comments import archives, moving  # noqa: PLC0415  (rarely needed)

    write, _mimetype = archives.KINDS["xml" if path.suffix == ".xml" else "json"]
    with path.open("w", encoding="utf-8") as file:
        file.writelines(write(moving.all_kept()))
    click.echo(f"Kept in {path}")


@main.group()
def member() -> None:
    """The people who can sign in."""


@member.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The name readers see.")
@click.option("--role", type=click.Choice(ROLES), default="author", show_default=True)
@with_appcontext
def add_member(email: str, name: str, role: str) -> None:
    """Add a member with EMAIL; the password is asked for, or read from standard input."""
    password = asked_password()
    form = JoinForm(data={"name": name, "email": email, "password": password})
    if not form.validate():
        raise click.ClickException(form.first_error)
    if site.current() is None:
        site.found("Leitmotif")
    try:
        added = Member.join(form.name.data, form.email.data, password, role)
        db.session.commit()
    except IntegrityError as error:
        raise click.ClickException("A member with this e-mail address is here already.") from error
    click.echo(f"{added.name} can sign in as {added.email} ({added.role}).")


@member.command("password")
@click.argument("email")
@with_appcontext
def set_password(email: str) -> None:
    """Give the member with EMAIL a new password; it is asked for, or read from standard input."""
    found = find(Member.with_email(email))
    if found is None:
        raise click.ClickException("No member has this e-mail address.")
    form = JoinForm(data={"name": found.name, "email": found.email, "password": asked_password()})
    if not form.validate():
        raise click.ClickException(form.first_error)
    found.password_hash = hashed(form.password.data)
    end_others(found)
    db.session.commit()
    click.echo(f"{found.name} signs in with the new password, and was signed out everywhere.")


def asked_password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE while the blog goes on."""
    click.echo(f"Kept in {backups.back_up(file)}")


@main.command()
@with_appcontext
def check() -> None:
    """Say whether this instance is sound: database, tables, pictures' folder."""
    problems = []
    if db.engine.dialect.name == "sqlite":
        found = db.session.scalar(text("PRAGMA integrity_check"))
        problems += [] if found == "ok" else [f"The database is damaged: {found}"]
        version = db.session.scalar(text("SELECT sqlite_version()"))
        if tuple(map(int, version.split("."))) < (3, 51, 3):
            problems.append(
                f"SQLite {version} can damage a database under two writers; use 3.51.3."
            )
    if current_revision() != newest_revision():
        problems.append("The tables are older than this version: run leitmotif migrate.")
    elif not rebuilding.is_current():
        problems.append("The search does not know all there is: run leitmotif reindex.")
    else:
        problems += outbox.complaints()
    for problem in problems:
        click.echo(problem)
    click.echo("Everything is sound." if not problems else f"{len(problems)} to look at.")
    sys.exit(bool(problems))


def bring_up_to_date() -> None:
    """Run the migrations that are missing, all or none."""
    if current_revision() == newest_revision():
        return
    sqlite = db.engine.dialect.name == "sqlite"
    if sqlite and current_revision():
        click.echo(f"Backup: {backups.before_migrating(current_app.config['INSTANCE'])}")
    if sqlite:
        with db.engine.connect() as connection:
            connection.execute(text("PRAGMA journal_mode=WAL"))
    upgrade(MIGRATIONS)
    if db.session.scalar(select(Document.id).limit(1)) is None:
        rebuilding.rebuild()
        db.session.commit()


def take_measure() -> None:
    """Have SQLite look how many rows of each kind there are, by which it chooses its indexes.

    https://sqlite.org/lang_analyze.html#req
    """
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA analysis_limit=400")
            connection.exec_driver_sql("PRAGMA optimize=0x10002")


def current_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return ScriptDirectory.from_config(config).get_current_head()
