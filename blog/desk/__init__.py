"""The desk: where posts are written and the site is run, for members only."""

from flask import Blueprint

from blog.desk import drafts, settings
from blog.desk.door import let_in

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.before_request(let_in)
for room in (drafts, settings):
    bp.register_blueprint(room.bp)
