"""Icons: how the site stands on a home screen, and the manifest that says so."""

import io

import PIL.Image
import PIL.ImageDraw
from flask import Blueprint, Response, current_app, request, url_for

from blog import site
from blog.cards import DAY, INK, accent, plate_of
from blog.sharing import shared

bp = Blueprint("icons", __name__)

SIZES = (180, 192, 512)
# Drawn four times as large and made small, so that its edges are smooth.
FINER = 4
# The sign for a repeat, on a field of 32: two dots, a thin line and a thick one.
DOTS = ((9, 11, 2.5), (9, 21, 2.5))
LINES = ((16, 3, 18, 29), (21.5, 3, 28, 29))
# Of a field of 32, how much the sign takes: what is cut to any shape keeps it whole.
SHARE = 0.56
PAPER = "#faf8f3"


@bp.get("/icon-<int:size>.png")
def show(size: int) -> Response:
    """The sign in one of the ``SIZES``."""
    if size not in SIZES:
        return Response(status=404)
    response = Response(png(size, plate_of(accent())), mimetype="image/png")
    response.cache_control.public = True
    response.cache_control.max_age = DAY
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get("/manifest.webmanifest")
@shared()
def manifest() -> Response:
    """What a device needs to know to keep the site beside its applications (W3C App Manifest)."""
    here = site.current()
    title = here.title if here else "Leitmotif"
    icons = [
        {"src": url_for(".show", size=size), "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "any maskable"} if size > 180 else {})
        for size in SIZES
    ]
    answer = {
        "name": title,
        "short_name": title[:24],
        "description": here.tagline if here else "",
        "lang": here.language if here else "en",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": "#{:02x}{:02x}{:02x}".format(*plate_of(accent())),
        "icons": icons,
    }
    body = current_app.json.dumps(answer)
    return Response(body, mimetype="application/manifest+json")


def png(size: int, plate: tuple[int, int, int]) -> bytes:
    """The sign on a field of the colour ``plate``, ``size`` pixels wide."""
    side = size * FINER
    field = PIL.Image.new("RGB", (side, side), plate)
    draw = PIL.ImageDraw.Draw(field)
    scale = side * SHARE / 26
    # The sign stands from 6.5 to 28 and from 3 to 29.
    left, top = side / 2 - 17.25 * scale, side / 2 - 16 * scale
    for middle, height, radius in DOTS:
        box = [(middle - radius, height - radius), (middle + radius, height + radius)]
        draw.ellipse([(left + a * scale, top + b * scale) for a, b in box], fill=INK)
    for begin, above, end, below in LINES:
        box = [(begin, above), (end, below)]
        draw.rectangle([(left + a * scale, top + b * scale) for a, b in box], fill=INK)
    file = io.BytesIO()
    field.resize((size, size), PIL.Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
