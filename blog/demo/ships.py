"""Prints with a ship in them."""

from math import pi, sin

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Plate, Sheet


def ice(sheet: Sheet) -> None:
    """Frankenstein: a ship held in the pack, a low sun, one sledge."""
    rng = sheet.rng
    sheet.wash("#7ea6b3", Fade(-0.1, 0.66))
    with sheet.plate("#d9583b", worn=0.1) as sun:
        sun.disc(1150, 430, 150)
    bergs = (
        ((-40, 560), (40, 500), (96, 400), (170, 372), (236, 470), (300, 486), (372, 560)),
        ((330, 560), (400, 470), (452, 300), (540, 268), (600, 372), (700, 430), (770, 560)),
        ((760, 560), (830, 520), (880, 512), (960, 560)),
        ((1330, 560), (1390, 470), (1420, 390), (1500, 360), (1560, 440), (1640, 560)),
    )
    with sheet.plate("#5f8793", worn=0.25) as dim:
        for berg in bergs:
            dim.shape(berg)
    with sheet.plate("#f1f1e8", worn=0.1) as lit:
        for berg in bergs:
            top = min(berg, key=lambda point: point[1])
            rising = [point for point in berg if point[0] <= top[0]]
            lit.shape([*rising, (top[0] - 18, top[1] + 86), (top[0] + 14, 500), (top[0] - 30, 560)])
    with sheet.plate("#16313d") as lead:
        lead.block(0, 552, 1600, 700)
    with sheet.plate("#8fb3bd", worn=0.2) as ripples:
        motifs.water(ripples, rng, 566, 660)
    with sheet.plate("#9dbcc2", worn=0.2) as shadow:
        shelf = [(x, 652 + rng.uniform(-14, 14)) for x in range(-60, 1720, 66)]
        shadow.shape([(-60, 1010), *((x + 8, y + 18) for x, y in shelf), (1700, 1010)])
    with sheet.plate("#f1f1e8", worn=0.12) as pack:
        pack.shape([(-60, 1010), *shelf, (1700, 1010)])
    with sheet.plate("#8fb3bd", worn=0.15) as drift:
        for _ in range(30):
            y = rng.uniform(690, 990)
            x, long = rng.uniform(-80, 1560), rng.uniform(60, 200) * (y - 500) / 300
            drift.stroke(bend((x, y), (x + long / 2, y - 8), (x + long, y + 4)), (y - 620) / 40)
    with sheet.plate("#2f5866", worn=0.05) as cracks:
        for x, y in ((620, 700), (930, 800), (1290, 724), (1060, 900), (60, 930), (480, 900)):
            _crack(cracks, sheet, x, y)
    with sheet.plate("#132a35", worn=0.05) as dark:
        _barque(dark)
        motifs.figure(dark, 424, 806, 92)
        dark.line(dots("340,796 352,812 500,818"), 6)
        dark.line([(492, 818), (512, 752)], 4)
        for n in range(4):
            x, y = 130 + n * 46, 812 + (n % 2) * 6
            dark.shape(
                [
                    (x, y - 8),
                    (x + 8, y - 14),
                    (x + 30, y - 12),
                    (x + 38, y - 20),
                    (x + 34, y - 4),
                    (x + 28, y + 10),
                    (x + 24, y),
                    (x + 12, y),
                    (x + 6, y + 10),
                ]
            )
            dark.line([(x + 20, y - 8), (346, 806)], 1.6)


def _barque(plate: Plate) -> None:
    plate.shape(dots("1010,604 1034,668 1262,668 1300,590 1216,612 1070,614"))
    for x, top in ((1074, 330), (1146, 286), (1214, 350)):
        plate.line([(x, 630), (x + 8, top)], 7)
        for n in range(3):
            y, half = top + 40 + n * 66, 22 + n * 9
            plate.line([(x - half, y + 5), (x + half + 8, y - 3)], 5)
    for start, end in (
        ((1010, 604), (1080, 340)),
        ((1300, 590), (1218, 360)),
        ((1080, 340), (1152, 296)),
    ):
        plate.line([start, end], 2)
    plate.line([(1296, 594), (1366, 556)], 5)


def _crack(plate: Plate, sheet: Sheet, x: float, y: float) -> None:
    points = [(x, y)]
    for _ in range(6):
        x += sheet.rng.uniform(24, 60)
        y += sheet.rng.uniform(-16, 22)
        points.append((x, y))
    plate.stroke(points, 7)


def wine_dark(sheet: Sheet) -> None:
    """The Odyssey: one black ship, in the colours of a vase."""
    rng = sheet.rng
    sheet.wash("#d97b45")
    with sheet.plate("#efd9a7", worn=0.15) as sun:
        sun.disc(1060, 330, 196)
        for n in range(9):
            sun.block(800, 372 + n * 18, 1300, 374 + n * 19.5, 0)
    with sheet.plate("#1d1512", worn=0.15) as ship:
        ship.shape(
            bend((360, 500), (420, 690), (620, 700)),
            bend((1010, 700), (1220, 690), (1250, 440)),
            bend((1250, 440), (1222, 600), (1080, 620)),
            [(560, 620)],
            bend((560, 620), (430, 610), (360, 500)),
        )
        ship.stroke(bend((1250, 450), (1252, 396), (1196, 392)), 26)
        ship.line([(800, 640), (800, 196)], 12)
        ship.line([(560, 226), (1040, 226)], 9)
        for n in range(9):
            ship.line([(590 + n * 52, 640), (548 + n * 52, 790)], 6)
            ship.shape(ring(622 + n * 52, 612, 15))
        for x in (560, 1040):
            ship.line([(x, 226), (470 if x < 800 else 1160, 620)], 2.6)
    with sheet.plate("#efd9a7", worn=0.1) as eye:
        eye.shape(
            bend((410, 590), (450, 556), (500, 590)), bend((500, 590), (450, 622), (410, 590))
        )
        eye.disc(455, 589, 13, 0)
        sail = bend((572, 236), (540, 420), (616, 556)) + bend((616, 556), (800, 600), (984, 556))
        eye.shape(sail, bend((984, 556), (1060, 420), (1028, 236)))
    with sheet.plate("#8e2f2a", worn=0.15) as stripes:
        for n in range(5):
            x = 610 + n * 88
            low = 560 + 20 * sin(pi * (n + 0.7) / 5.4)
            stripes.shape(
                bend((x, 238), (x - 26 + n * 8, 400), (x + 12 - n * 5, low)),
                bend((x + 52 - n * 7, low), (x + 24 + n * 6, 400), (x + 44, 238)),
            )
    for row in range(5):
        ink = "#5b1f33" if row % 2 == 0 else "#1d1512"
        with sheet.plate(ink, worn=0.2) as wave:
            motifs.swell(wave, 760 + row * 58, 150 + row * 16, 44 + row * 5, rng.uniform(0, 150))
    with sheet.plate("#1d1512", worn=0.1) as birds:
        for x, y, span in ((250, 180, 74), (356, 128, 54), (1400, 210, 60)):
            motifs.bird(birds, x, y, span)


def landfall(sheet: Sheet) -> None:
    """Dracula: the schooner runs in under the abbey with nobody alive at the wheel."""
    rng = sheet.rng
    sheet.wash("#b3271e")
    sheet.wash("#5c0f16", Fade(0, 0.75))
    with sheet.plate("#f2dcb0", worn=0.15) as moon:
        moon.disc(560, 330, 172)
    with sheet.plate("#8c1a1a", worn=0.4) as cloud:
        for _ in range(14):
            x, y, long = rng.uniform(100, 800), rng.uniform(200, 440), rng.uniform(200, 520)
            cloud.stroke(
                bend((x, y), (x + long / 2, y - 24), (x + long, y + 6)), rng.uniform(8, 20)
            )
    with sheet.plate("#16090c", worn=0.14) as cliff:
        edge = dots("1010,760 1040,690 1080,640 1096,560 1150,520 1600,500")
        cliff.shape([(960, 800), *edge, (1600, 1000), (940, 1000)])
        cliff.block(1180, 310, 1560, 530)
        cliff.shape(dots("1180,312 1180,210 1206,150 1232,210 1232,312"))
        cliff.shape(dots("1430,312 1430,180 1496,104 1560,180 1560,312"))
        for n in range(3):
            left = 1248 + n * 58
            cliff.shape(motifs.lancet(left, left + 40, 500, 400), tone=0)
        cliff.shape(motifs.lancet(1456, 1488, 500, 300), tone=0)
        cliff.shape(motifs.lancet(1502, 1534, 500, 300), tone=0)
        cliff.shape(motifs.lancet(1472, 1518, 236, 190), tone=0)
        cliff.shape(dots("1240,300 1300,330 1330,300 1400,346 1424,300"), tone=0)
    for row, ink in enumerate(("#3a0c12", "#2a0a10", "#16090c")):
        with sheet.plate(ink, worn=0.25) as sea:
            motifs.swell(sea, 770 + row * 76, 190 + row * 40, 56 + row * 14, rng.uniform(0, 190))
        if row == 0:
            _schooner(sheet)
    with sheet.plate("#f2dcb0", worn=0.1) as shine:
        motifs.glints(shine, rng, 560, 790, 980, 110)
    with sheet.plate("#16090c", worn=0) as bats:
        for x, y, span in ((930, 250, 70), (1010, 186, 50), (860, 170, 40), (1070, 300, 36)):
            _bat(bats, x, y, span)


def _schooner(sheet: Sheet) -> None:
    with sheet.plate("#16090c", worn=0.05) as ship:
        ship.shape(
            bend((390, 716), (440, 800), (520, 806)),
            bend((660, 800), (720, 770), (760, 690)),
            [(700, 726), (470, 738)],
        )
        for x, top in ((500, 420), (628, 396)):
            ship.line([(x, 740), (x + 22, top)], 8)
            ship.shape([(x + 20, top + 40), (x + 6, 700), (x - 84, 690), (x - 46, top + 120)])
            ship.shape([(x + 18, top + 130), (x - 20, 640), (x - 2, 660)], tone=0)
        ship.shape(dots("652,440 766,690 664,690"))
        ship.line([(740, 706), (826, 660)], 6)


def _bat(plate: Plate, x: float, y: float, span: float) -> None:
    wing = span / 2
    points = []
    for side in (-1, 1):
        half = [
            (x, y - span * 0.02),
            (x + side * wing * 0.35, y - span * 0.2),
            (x + side * wing, y - span * 0.12),
            (x + side * wing * 0.78, y + span * 0.06),
            (x + side * wing * 0.5, y),
            (x + side * wing * 0.3, y + span * 0.1),
            (x, y + span * 0.08),
        ]
        points += half if side < 0 else half[::-1]
    plate.shape(points)
    plate.disc(x, y, span * 0.06)
