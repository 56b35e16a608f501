"""Prints of rooms, streets and things on tables."""

from math import atan2, cos, pi, sin, tau

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Glow, Plate, Sheet


def pier_glass(sheet: Sheet) -> None:
    """Middlemarch: the scratches go everywhere; the candle makes them circles."""
    rng = sheet.rng
    sheet.wash("#22392f")
    sheet.wash("#8c7a3a", Glow(0.36, 0.27, 0.42))
    with sheet.plate("#f1dfae", worn=0.05) as scratches:
        for _ in range(5200):
            x, y = rng.uniform(-20, 1620), rng.uniform(-20, 1020)
            dx, dy = x - 576, y - 430
            far = (dx * dx + dy * dy) ** 0.5
            if far < 70:
                continue
            pull = max(0.0, 1 - far / 640)
            around = (pi / 2 if rng.random() < 0.5 + pull else rng.uniform(0, pi)) + atan2(dy, dx)
            if rng.random() > 0.22 + 0.78 * pull:
                continue
            half = rng.uniform(6, 20)
            along = (cos(around) * half, sin(around) * half)
            bow = (-dx / far * half * half / far, -dy / far * half * half / far)
            scratches.stroke(
                bend(
                    (x - along[0], y - along[1]),
                    (x - bow[0], y - bow[1]),
                    (x + along[0], y + along[1]),
                    6,
                ),
                1.6 + 1.8 * pull,
            )
    with sheet.plate("#0f1c18", worn=0.1) as shade:
        shade.block(0, 900, 1600, 1000)
        shade.shape(dots("500,900 520,868 632,868 652,900"))
        shade.shape(dots("556,868 566,800 586,800 596,868"))
        shade.shape(bend((528, 800), (576, 836), (624, 800)))
    with sheet.plate("#f6ecd0", worn=0.1) as candle:
        candle.block(556, 510, 596, 800)
        candle.shape(bend((596, 560), (612, 640), (596, 700)))
    with sheet.plate("#e98a2b", worn=0) as flame:
        flame.shape(
            bend((576, 330), (640, 450), (576, 500)), bend((576, 500), (512, 450), (576, 330))
        )
    with sheet.plate("#fff4cf", worn=0) as heart:
        heart.shape(
            bend((576, 390), (610, 462), (576, 496)), bend((576, 496), (542, 462), (576, 390))
        )
        heart.line([(576, 512), (576, 490)], 4)


def flooded_hall(sheet: Sheet) -> None:
    """Piranesi: door behind door behind door, and the tide in all of them."""
    rng = sheet.rng
    inks = ("#c3cbc4", "#a3b3b4", "#8299a1", "#607c8a", "#40596b", "#273a4c")
    tides = ("#7fa39e", "#66918f", "#4d7d80", "#386a70", "#27545e", "#183f4b")
    sheet.wash("#f3e9d2")
    with sheet.plate("#e0a05a", worn=0.1) as sun:
        sun.disc(800, 476, 66)
    for n, (ink, tide) in enumerate(zip(inks, tides, strict=True)):
        near = 1.62**n
        half, foot = 46 * near, 552 + 19 * near
        with sheet.plate(ink, worn=0.25) as wall:
            wall.block(-10, -10, 1610, 1010)
            wall.shape(motifs.arch(800 - half, 800 + half, 1010, 470 - 6 * near), tone=0)
        with sheet.plate(inks[max(0, n - 1)], worn=0.1) as trim:
            crown = ring(800, 470 - 6 * near, half * 1.09, pi, tau)
            trim.line([(800 - half * 1.09, foot), *crown, (800 + half * 1.09, foot)], near * 0.9)
        if n in (3, 4):
            with sheet.plate(inks[n + 1], worn=0.15) as statues:
                for side in (-1, 1):
                    _statue(statues, 800 + side * half * 1.36, foot + near * 4, near * 34, side)
        with sheet.plate(tide, worn=0.25) as water:
            motifs.land(water, motifs.rolling(rng, foot, near * 0.6, 50 * near))
    with sheet.plate("#6f9fa0", worn=0.2) as ripples:
        motifs.water(ripples, rng, 800, 1000)
    with sheet.plate("#f3e9d2", worn=0.1) as light:
        motifs.glints(light, rng, 800, 584, 990, 110)
        motifs.bird(light, 690, 230, 190, 0.3)
        motifs.bird(light, 930, 350, 74, 0.3)


def _statue(plate: Plate, x: float, y: float, tall: float, side: int) -> None:
    """Somebody of marble on a plinth, one arm lifted."""
    plate.block(x - tall * 0.2, y - tall * 0.5, x + tall * 0.2, y)
    plate.block(x - tall * 0.25, y - tall * 0.55, x + tall * 0.25, y - tall * 0.48)
    motifs.figure(plate, x, y - tall * 0.5, tall)
    shoulder = (x - side * tall * 0.06, y - tall * 1.28)
    plate.line(
        [
            shoulder,
            (x - side * tall * 0.28, y - tall * 1.4),
            (x - side * tall * 0.3, y - tall * 1.66),
        ],
        tall * 0.07,
    )


def cigarette(sheet: Sheet) -> None:
    """La coscienza di Zeno: the last one."""
    sheet.wash("#6a1a2c")
    sheet.wash("#2c0a17", Fade(1.2, 0.3))
    for ink, half in (("#b5525a", -1), ("#f3e2c4", 1)):
        with sheet.plate(ink, worn=0.05) as smoke:
            for n in range(22):
                smoke.line(_wisp(half * (n + 0.5) / 22), 2.8)
    with sheet.plate("#12050b", worn=0.15) as table:
        table.shape(dots("-10,884 1610,862 1610,1010 -10,1010"))
    with sheet.plate("#8f6c33", worn=0.15) as hollow:
        hollow.shape(
            [(800 + 300 * cos(n * tau / 60), 846 + 30 * sin(n * tau / 60)) for n in range(60)]
        )
    with sheet.plate("#f3e2c4", worn=0.05) as paper:
        paper.shape(dots("520,790 860,858 855,884 514,816"))
    with sheet.plate("#c9a35a", worn=0.15) as tray:
        rim = [(800 + 300 * cos(n * pi / 30), 846 + 30 * sin(n * pi / 30)) for n in range(31)]
        tray.shape(
            rim,
            bend((500, 846), (520, 950), (800, 950)),
            bend((800, 950), (1080, 950), (1100, 846)),
        )
    with sheet.plate("#b58a4e", worn=0.1) as tip:
        tip.shape(dots("780,842 860,858 855,884 775,868"))
    with sheet.plate("#e9632b", worn=0) as ember:
        ember.shape(dots("520,790 546,795 541,821 514,816 500,800"))


def _wisp(place: float) -> list[tuple[float, float]]:
    """One thread of the ribbon of smoke; place runs from -1 to 1 across it."""
    points = []
    for step in range(150):
        t = step / 149
        sway = 330 * t**0.8 * sin(5.4 * t + 0.2) + 560 * t**2
        turn = cos(6.6 * t - 0.4) * (8 + 250 * t) * place
        points.append((510 + sway + turn, 796 - 860 * t + 90 * t * place * sin(5 * t)))
    return points
