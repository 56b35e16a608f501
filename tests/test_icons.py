"""How the site stands on a home screen."""

import io
from collections.abc import Callable

import PIL.Image
from flask import Flask

from tests.conftest import Visitor

Visit = Callable[..., Visitor]


def test_the_manifest_leads_to_icons_of_the_sizes_it_names(app: Flask, visit: Visit) -> None:
    answer = visit().get("/manifest.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    assert answer.json
    assert answer.json["name"] == "Marginalia"
    for icon in answer.json["icons"]:
        picture = PIL.Image.open(io.BytesIO(visit().get(icon["src"]).data))
        assert icon["sizes"] == f"{picture.width}x{picture.height}"
    assert 'rel="manifest"' in visit().get("/").text


def test_other_sizes_are_not_drawn(app: Flask, visit: Visit) -> None:
    assert visit().get("/icon-5000.png").status_code == 404
