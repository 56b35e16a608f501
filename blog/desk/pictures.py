"""Pictures: what authors upload, for a text or above it."""

from flask import Blueprint, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from blog import throttles, words
from blog.db import db
from blog.desk.door import author
from blog.images import MOST_BYTES, WIDTHS, Image, Unusable, image_url, srcset
from blog.web import wants_part

bp = Blueprint("pictures", __name__)

HOURLY = 30
# Beside the picture itself, the names and borders of a multipart form.
ROOM = 100_000


@bp.post("/images")
def create() -> ResponseReturnValue:
    """Keep a picture; the editor's script is told its address and sizes, HTMX the chosen hero."""
    request.max_content_length = MOST_BYTES + ROOM
    try:
        image = kept(request.files.get("picture"), words.line(request.form.get("alt", ""))[:300])
    except Unusable as error:
        if wants_part():
            return render_template("desk/pictures/_hero.html", image=None, error=str(error)), 422
        return jsonify(error=str(error)), 422
    if wants_part():
        return render_template("desk/pictures/_hero.html", image=image, error="")
    width = min(image.width, WIDTHS[-1])
    return jsonify(
        id=image.id,
        url=image_url(image, WIDTHS[-1]),
        srcset=srcset(image),
        width=width,
        height=max(1, round(image.height * width / image.width)),
    )


def kept(upload: FileStorage | None, alt: str = "") -> Image:
    """The picture in ``upload``, kept and committed; Unusable if there is none in it."""
    if not upload:
        raise Unusable("Choose a picture first.")
    upload.seek(0)
    content = upload.read()
    if not content:
        raise Unusable("Choose a picture first.")
    member = author()
    throttles.spend("upload", str(member.id), HOURLY, per=3600)
    try:
        image = Image.keep(content, current_app.config["MEDIA"], member.reader_id, alt)
        db.session.commit()
    except IntegrityError:
        # Somebody else kept the very same file a moment ago.
        db.session.rollback()
        image = Image.keep(content, current_app.config["MEDIA"])
    return image
