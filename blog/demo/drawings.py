"""The demo's pictures, drawn when they are wanted: no image is kept in the project."""

from collections.abc import Callable

from PIL import Image

from blog.demo import cities, country, interiors, portraits, ships, trees, waters
from blog.demo.printing import Sheet

PAPER = "#f3ead8"

HEROES: dict[str, Callable[[Sheet], None]] = {
    "arctic": ships.ice,
    "whale": waters.whale,
    "wine-dark": ships.wine_dark,
    "sunrise": waters.sunrise,
    "green-light": waters.green_light,
    "landfall": ships.landfall,
    "trestle": waters.trestle,
    "moor": trees.moor,
    "chestnut": trees.chestnut,
    "post-road": country.post_road,
    "tower": country.tower_lake,
    "ginkgo": trees.ginkgo,
    "croft": country.croft,
    "pier-glass": interiors.pier_glass,
    "leaden-circles": cities.leaden_circles,
    "glass-city": cities.glass_city,
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
