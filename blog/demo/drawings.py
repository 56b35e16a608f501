"""The demo's pictures, drawn when they are wanted: no image is kept in the project."""

from collections.abc import Callable

from PIL import Image

from . import interiors, landscapes, portraits, seascapes
from .printing import Sheet

PAPER = "#f3ead8"

HEROES: dict[str, Callable[[Sheet], None]] = {
    "arctic": seascapes.ice,
    "whale": seascapes.whale,
    "wine-dark": seascapes.wine_dark,
    "sunrise": seascapes.sunrise,
    "green-light": seascapes.green_light,
    "landfall": seascapes.landfall,
    "trestle": seascapes.trestle,
    "moor": landscapes.moor,
    "chestnut": landscapes.chestnut,
    "post-road": landscapes.post_road,
    "tower": landscapes.tower_lake,
    "ginkgo": landscapes.ginkgo,
    "croft": landscapes.croft,
    "pier-glass": interiors.pier_glass,
    "leaden-circles": interiors.leaden_circles,
    "glass-city": interiors.glass_city,
    "flooded-hall": interiors.flooded_hall,
    "cigarette": interiors.cigarette,
}

PORTRAITS: dict[str, Callable[[Sheet], None]] = {
    "Isobel Rennie": portraits.isobel,
    "Pietro Valli": portraits.pietro,
}


def hero(motif: str, width: int = 1600) -> Image.Image:
    """Draw a post's picture, `width` pixels wide and five eighths as high.

    The same motif and width always give the same pixels. A motif that is not in HEROES raises
    KeyError.
    """
    sheet = Sheet(1600, 1000, width, PAPER, seed=motif)
    HEROES[motif](sheet)
    return sheet.finish()


def portrait(name: str, width: int = 640) -> Image.Image:
    """Draw an author's picture, a square `width` pixels wide; KeyError for anybody else."""
    sheet = Sheet(640, 640, width, PAPER, seed=name)
    PORTRAITS[name](sheet)
    return sheet.finish()
