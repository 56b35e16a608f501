"""People: who is a member, what each may do, and whom the owner invites to write."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload
from wtforms import SelectField

from blog import site
from blog.db import db, find_or_404, hold
from blog.desk.door import author, editors_only
from blog.forms import EmailLine, Form, Line, choices
from blog.invitations import MOST_OPEN, Invitation, TooManyOpen, article
from blog.members import ROLES, WRITERS, LastOwner, Member
from blog.paging import page_asked, page_of
from blog.sessions import end_others
from blog.web import absolute, respond, wants_part
from blog.wording import _, called, later
from blog.words import line, slug_of

bp = Blueprint("people", __name__, url_prefix="/people")
bp.before_request(editors_only)

GROUPS = {"writers": later("They write"), "readers": later("They read")}
AT_A_GLANCE = 20
ON_A_PAGE = 50
LINK = "invitation"
LAST_OWNER = later("Somebody has to run the site. Make another member an owner first.")
ONESELF = later("You cannot suspend yourself.")
# What each role may do, in the words of the people page.
MAY = {
    "reader": later("Reader: comments and keeps bookmarks"),
    "contributor": later("Contributor: writes; an editor publishes"),
    "author": later("Author: writes and publishes"),
    "editor": later("Editor: works on everyone’s posts and pages"),
    "owner": later("Owner: runs the site"),
}


class InvitationForm(Form):
    name = Line(later("Name"), 80)
    email = EmailLine(later("E-mail"), required="")
    role = SelectField(
        later("Role"), choices=choices({role: MAY[role] for role in WRITERS}), default="author"
    )


class RoleForm(Form):
    role = SelectField(later("Role"), choices=choices({role: called(role) for role in ROLES}))


@bp.before_request
def owners_write() -> None:
    if request.method != "GET" and not author().may_own:
        abort(403)


@bp.context_processor
def tell() -> dict[str, object]:
    return {"roles": ROLES}


@bp.get("")
def index() -> ResponseReturnValue:
    """Both groups at a glance; one of them, or whom a search finds, page by page."""
    if "group" in request.args or "q" in request.args:
        return group(request.args.get("group", ""), line(request.args.get("q", ""))[:80])
    return overview(link=session.pop(LINK, None))


def overview(status: int = 200, to: str | None = None, **said: Any) -> Response:
    groups = {
        name: page_of(in_group(name), Member.created_at, Member.id, size=AT_A_GLANCE)
        for name in GROUPS
    }
    return respond(
        "desk/people/_invitations.html",
        page="desk/people/index.html",
        to=to,
        status=status,
        groups=groups,
        titles=GROUPS,
        invitations=invitations(),
        **({"form": InvitationForm()} | said),
    )


def group(name: str, wanted: str) -> ResponseReturnValue:
    if name not in ("", *GROUPS):
        abort(404)
    people = matching(in_group(name), wanted)
    page = page_asked(people, Member.created_at, Member.id, size=ON_A_PAGE)
    return respond(
        "desk/people/_people.html",
        page="desk/people/group.html",
        people=page.rows,
        next=page.next,
        newer=page.newer,
        group=name,
        wanted=wanted,
        title=GROUPS.get(name, _("People")),
    )


def in_group(name: str) -> Select[Member]:
    everyone = select(Member)
    if not name:
        return everyone
    reads = Member.role == "reader"
    return everyone.where(reads if name == "readers" else ~reads)


def matching(people: Select[Member], wanted: str) -> Select[Member]:
    """Those of ``people`` whose name or e-mail address has ``wanted`` in it, without accents."""
    found = [Member.name.icontains(wanted, autoescape=True)]
    if slug := slug_of(wanted):
        found.append(Member.slug.contains(slug, autoescape=True))
    if author().may_own:
        found.append(Member.email.icontains(wanted, autoescape=True))
    return people.where(or_(*found)) if wanted else people


@bp.post("/<int:number>/role")
def take_role(number: int) -> Response:
    person = found(number)
    form = RoleForm(request.form)
    if not form.validate():
        return answer(person, form.first_error, 422)
    try:
        person.take_role(form.role.data)
    except LastOwner:
        return answer(person, LAST_OWNER, 409)
    return answer(
        person, _("%(name)s is %(role)s now.", name=person.name, role=article(person.role))
    )


@bp.post("/<int:number>/suspension")
def suspend(number: int) -> Response:
    """Shut a member out, everywhere at once."""
    person = found(number)
    if person.id == author().id:
        return answer(person, ONESELF, 409)
    try:
        person.suspend()
    except LastOwner:
        return answer(person, LAST_OWNER, 409)
    end_others(person)
    return answer(person, _("%(name)s is suspended, and signed out everywhere.", name=person.name))


@bp.delete("/<int:number>/suspension")
def readmit(number: int) -> Response:
    person = found(number)
    person.readmit()
    return answer(person, _("%(name)s may come in again.", name=person.name))


def found(number: int) -> Member:
    """The member ``number``, with the site held: who owns it is decided one at a time."""
    person = find_or_404(select(Member).where(Member.id == number))
    site.one_at_a_time()
    return person


def answer(person: Member, words: str, status: int = 200) -> Response:
    """Keep what was done, unless it was refused, and say so in the place of the person."""
    if status == 200:
        db.session.commit()
    else:
        db.session.rollback()
    response = respond(
        "desk/people/_answer.html",
        page="desk/people/person.html",
        to=url_for("desk.people.index") if status == 200 else None,
        status=status,
        person=person,
        words=words,
        refused=status != 200,
    )
    if response.status_code == 303:
        flash(words, "good")
    return response


@bp.post("/invitations")
def invite() -> Response:
    form = InvitationForm(request.form)
    if not form.validate():
        return overview(422, form=form)
    site.one_at_a_time()
    try:
        invitation, token = Invitation.issue(
            author(), form.role.data, form.name.data, form.email.data
        )
    except TooManyOpen:
        db.session.rollback()
        words = _(
            "%(most_open)s invitations wait for an answer. Take one of them back first.",
            most_open=MOST_OPEN,
        )
        form.name.errors = [words]
        return overview(422, form=form)
    db.session.commit()
    link = [invitation.person, absolute(url_for("invitations.show", token=token))]
    # It is shown once: by this answer, or by the page that a plain form is sent on to.
    if not wants_part():
        session[LINK] = link
    return overview(to=spot(), link=link)


@bp.delete("/invitations/<int:number>")
def revoke(number: int) -> Response:
    invitation = find_or_404(select(Invitation).where(Invitation.id == number))
    hold(invitation)
    invitation.revoke()
    db.session.commit()
    return overview(
        to=spot(), news=_("The link for %(person)s leads nowhere now.", person=invitation.person)
    )


def spot() -> str:
    """Where on the page the invitations are."""
    return url_for("desk.people.index", _anchor="invitations")


def invitations() -> list[Invitation]:
    """Those that wait for an answer, all of them, and then the newest of the others."""
    if not author().may_own:
        return []
    people = (joinedload(Invitation.invited_by), joinedload(Invitation.accepted_by))
    newest = (Invitation.created_at.desc(), Invitation.id.desc())
    waiting = Invitation.unanswered().with_only_columns(Invitation.id)
    done = select(Invitation).where(Invitation.id.not_in(waiting))
    ordered = (Invitation.unanswered(), MOST_OPEN), (done, 10)
    return [
        invitation
        for query, most in ordered
        for invitation in db.session.scalars(query.options(*people).order_by(*newest).limit(most))
    ]
