"""Pictures: what authors upload for a text or above it, and the library of all they brought."""

import time

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from blog import throttles, words
from blog.db import db, find, find_or_404, hold
from blog.desk.door import author
from blog.desk.uses import found_by, in_sight, uses_of
from blog.images import Image, image_url, srcset
from blog.negatives import MOST_BYTES, WIDTHS, Unusable
from blog.paging import page_asked
from blog.web import leave_for, respond, wants_part
from blog.wording import _, later

bp = Blueprint("pictures", __name__, url_prefix="/images")

HOURLY = 30
# In the cookie: the pictures that this browser brought though others had brought them before.
BROUGHT = "pictures"
ON_A_PAGE = 24
# Beside the picture itself, the names and borders of a multipart form.
ROOM = 100_000
# The fields of a post that hold a picture.
FIELDS = ("hero", "cover")
USED = later("This picture is used, so it stays. Take it out of the places below first.")


@bp.get("")
def index() -> ResponseReturnValue:
    """The library; ``q`` searches it, ``choose`` makes each picture a button that is chosen."""
    return library()


def library(error: str = "", status: int = 200) -> Response:
    sought = words.line(request.args.get("q", ""))[:200]
    pictures = own_pictures()
    if sought:
        pictures = pictures.where(found_by(sought, author()))
    page = page_asked(pictures, Image.created_at, Image.id, size=ON_A_PAGE)
    return respond(
        "desk/pictures/_pictures.html" if "before" in request.args else "desk/pictures/_found.html",
        page="desk/pictures/index.html",
        status=status,
        images=page.rows,
        uses=uses_of(page.rows, author()),
        next=page.next,
        newer=page.newer,
        q=sought,
        choose=request.args.get("choose", ""),
        error=error,
    )


@bp.post("")
def create() -> ResponseReturnValue:
    """Keep a picture, and tell the script its address and sizes, HTMX the field it was chosen for,
    and a plain form the picture's own page."""
    request.max_content_length = MOST_BYTES + ROOM
    is_form = request.accept_mimetypes.best == "text/html"
    field = request.form.get("field", "hero")
    try:
        image = kept(request.files.get("picture"), words.line(request.form.get("alt", ""))[:300])
    except Unusable as error:
        if wants_part():
            return chosen(field, None, str(error)), 422
        return library(str(error), 422) if is_form else (jsonify(error=str(error)), 422)
    if wants_part():
        return chosen(field, image)
    return leave_for(way_to(image)) if is_form else jsonify(told(image))


def way_to(image: Image) -> str:
    """The page of ``image``; the library for whoever brought what is somebody else's already."""
    if find(own_pictures().where(Image.id == image.id)):
        return url_for(".show", number=image.id)
    flash(_("This picture is here already. You can put it into your posts."), "good")
    return url_for(".index")


@bp.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """One picture: what it shows, where it stands; HTMX is given the ``field`` it is chosen for."""
    image = own_picture(number)
    if wants_part() and "field" in request.args:
        return chosen(request.args["field"], image)
    return picture_page(image)


@bp.post("/<int:number>")
def update(number: int) -> Response:
    image = own_picture(number)
    image.alt = words.line(request.form.get("alt", ""))[:300]
    db.session.commit()
    flash(_("What the picture shows is kept. Posts keep what was written there."), "good")
    return leave_for(url_for(".show", number=image.id))


@bp.get("/<int:number>/deletion")
def removal(number: int) -> ResponseReturnValue:
    """Ask once more: what is deleted here does not come back."""
    image = own_picture(number)
    if uses_of([image], author()):
        return picture_page(image, USED), 409
    return render_template("desk/pictures/removal.html", image=image)


@bp.post("/<int:number>/deletion")
def destroy(number: int) -> ResponseReturnValue:
    image, began = own_picture(number), time.time()
    hold(image)
    if uses_of([image], author()):
        return picture_page(image, USED), 409
    db.session.delete(image)
    try:
        db.session.commit()
    except IntegrityError:
        # Somebody put it into a post a moment ago.
        db.session.rollback()
        return picture_page(own_picture(number), USED), 409
    image.discard(current_app.config["MEDIA"], began)
    flash(_("The picture is deleted."), "good")
    return leave_for(url_for(".index"))


def own_pictures() -> Select[Image]:
    """The pictures the member at the desk brought; for editors everyone's."""
    pictures = select(Image)
    member = author()
    return (
        pictures if member.may_edit_others else pictures.where(Image.owner_id == member.reader_id)
    )


def choosable(post_id: int) -> Select[Image]:
    """What the member may put above the post: pictures of theirs, and those they can see anyway."""
    pictures, member = select(Image), author()
    if member.may_edit_others:
        return pictures
    brought = Image.id.in_(session.get(BROUGHT, []))
    return pictures.where(or_(Image.owner_id == member.reader_id, brought, in_sight(post_id)))


def own_picture(number: int) -> Image:
    return find_or_404(own_pictures().where(Image.id == number))


def picture_page(image: Image, error: str = "") -> str:
    uses = uses_of([image], author())[image.id]
    return render_template("desk/pictures/show.html", image=image, uses=uses, error=error)


def chosen(field: str, image: Image | None, error: str = "") -> str:
    """The field of a post, with ``image`` chosen for it."""
    if field not in FIELDS:
        abort(400)
    part = "desk/pictures/_field.html"
    return render_template(part, name=field, image=image, error=error, x=50, y=50)


@bp.app_template_filter()
def told(image: Image) -> dict[str, object]:
    """What the editor's script has to know of ``image``."""
    width = min(image.width, WIDTHS[-1])
    return {
        "id": image.id,
        "url": image_url(image, WIDTHS[-1]),
        "srcset": srcset(image),
        "width": width,
        "height": max(1, round(image.height * width / image.width)),
        "alt": image.alt,
    }


def kept(upload: FileStorage | None, alt: str = "") -> Image:
    """The picture in ``upload``, kept and committed; Unusable if there is none in it."""
    if not upload:
        raise Unusable(_("Choose a picture first."))
    upload.seek(0)
    content = upload.read()
    if not content:
        raise Unusable(_("Choose a picture first."))
    member = author()
    throttles.spend("upload", str(member.id), HOURLY, per=3600)
    image = Image.keep(
        content,
        current_app.config["MEDIA"],
        member.reader_id,
        alt,
        name=words.line(upload.filename or "")[:200],
        quota=current_app.config["PICTURE_QUOTA"],
    )
    db.session.commit()
    if image.owner_id != member.reader_id:
        session[BROUGHT] = [*session.get(BROUGHT, []), image.id][-HOURLY:]
    return image
