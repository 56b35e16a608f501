"""Prints with water in them."""

from collections.abc import Iterable
from math import pi, sin

from . import motifs
from .motifs import bend, ring
from .printing import Fade, Glow, Plate, Point, Sheet


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
        dark.line([(340, 796), (352, 812), (500, 818)], 6)
        dark.line([(492, 818), (512, 752)], 4)
        for n in range(4):
            x, y = 130 + n * 46, 812 + (n % 2) * 6
            dark.shape([(x, y - 8), (x + 8, y - 14), (x + 30, y - 12), (x + 38, y - 20), (x + 34, y - 4), (x + 28, y + 10), (x + 24, y), (x + 12, y), (x + 6, y + 10)])
            dark.line([(x + 20, y - 8), (346, 806)], 1.6)


def _barque(plate: Plate) -> None:
    plate.shape([(1010, 604), (1034, 668), (1262, 668), (1300, 590), (1216, 612), (1070, 614)])
    for x, top in ((1074, 330), (1146, 286), (1214, 350)):
        plate.line([(x, 630), (x + 8, top)], 7)
        for n in range(3):
            y, half = top + 40 + n * 66, 22 + n * 9
            plate.line([(x - half, y + 5), (x + half + 8, y - 3)], 5)
    for start, end in (((1010, 604), (1080, 340)), ((1300, 590), (1218, 360)), ((1080, 340), (1152, 296))):
        plate.line([start, end], 2)
    plate.line([(1296, 594), (1366, 556)], 5)


def _crack(plate: Plate, sheet: Sheet, x: float, y: float) -> None:
    points = [(x, y)]
    for _ in range(6):
        x += sheet.rng.uniform(24, 60)
        y += sheet.rng.uniform(-16, 22)
        points.append((x, y))
    plate.stroke(points, 7)


def whale(sheet: Sheet) -> None:
    """Moby-Dick: a boat, and what is coming up under it."""
    rng = sheet.rng
    sheet.wash("#d8a657", Fade(-0.1, 0.36))
    with sheet.plate("#226a70") as sea:
        motifs.land(sea, motifs.rolling(rng, 238, 8, 420))
    sheet.wash("#071c25", Fade(1.2, 0.24))
    with sheet.plate("#8fb9b4", worn=0.1) as light:
        for _ in range(110):
            y = 262 + 700 * rng.random() ** 1.5
            x, long = rng.uniform(-60, 1600), rng.uniform(30, 120)
            light.stroke(bend((x, y), (x + long / 2, y + 5), (x + long, y)), 3.4 * (1.2 - y / 1000))
    with sheet.plate("#f2ead6", worn=0.3) as body:
        back = bend((40, -128), (-120, -168), (-420, -150), 24) + bend((-420, -150), (-800, -120), (-1060, -22), 24)
        belly = bend((-1060, 26), (-800, 130), (-460, 150), 24) + bend((-460, 150), (-330, 150), (-250, 96), 12)
        snout = [(-40, 70), *bend((-40, 70), (52, 66), (62, -20), 10), *bend((62, -20), (66, -112), (40, -128), 10)]
        body.shape(_rising(back + belly + snout))
        body.shape(_rising(bend((-300, 130), (-120, 150), (-6, 92)) + bend((-6, 92), (-120, 108), (-250, 84))))
        body.shape(_rising(bend((-430, 120), (-470, 250), (-560, 290)) + bend((-560, 290), (-560, 190), (-520, 120))))
        body.shape(_rising([(-1040, -20), *bend((-1060, -24), (-1170, -60), (-1220, -210)), *bend((-1220, -210), (-1240, -60), (-1190, 0)), *bend((-1190, 0), (-1240, 70), (-1220, 214)), *bend((-1220, 214), (-1160, 60), (-1040, 24))]))
    with sheet.plate("#123640", worn=0.1) as carved:
        carved.disc(*_rising([(-258, 62)])[0], 7)
        carved.stroke(_rising(ring(-258, 62, 20, pi * 1.2, pi * 1.9)), 4)
        for n in range(17):
            start = (-20 - n * 17, -112 + (n % 3) * 22)
            carved.stroke(_rising(bend(start, (start[0] - 50, start[1] + 18), (start[0] - 120, start[1] + 6))), 4.4)
        for n in range(16):
            start = (-430 - n * 34, 108 - n * 4)
            carved.stroke(_rising(bend(start, (start[0] - 50, start[1] + 12), (start[0] - 130, start[1] - 8))), 5)
        carved.line(_rising([(-170, -60), (-236, -176)]), 3)
        carved.line(_rising([(-470, -40), (-560, -190)]), 3)
    sheet.wash("#071c25", Fade(1.12, 0.5))
    with sheet.plate("#b8341f", worn=0.05) as boat:
        boat.shape(bend((1050, 206), (1190, 286), (1372, 192)) + bend((1372, 192), (1206, 236), (1050, 206)))
    with sheet.plate("#0b222a", worn=0.05) as men:
        for n in range(5):
            x = 1110 + n * 44
            men.disc(x, 184, 9)
            men.shape([(x - 10, 222), (x - 8, 193), (x + 8, 193), (x + 12, 226)])
            men.line([(x + 4, 204), (x - 40, 268)], 3)
        men.disc(1346, 142, 9)
        men.shape([(1332, 202), (1337, 151), (1355, 151), (1360, 198)])
        men.line([(1316, 176), (1464, 100)], 3.4)
        for x, y, span in ((420, 110, 70), (530, 70, 48), (330, 64, 38)):
            motifs.bird(men, x, y, span)


def _rising(points: Iterable[Point]) -> list[Point]:
    """Turn a whale that lies along the x axis, nose at 0, so that it comes up to the right."""
    return [(1120 + x * 0.866 + y * 0.5, 420 - x * 0.5 + y * 0.866) for x, y in points]


def wine_dark(sheet: Sheet) -> None:
    """The Odyssey: one black ship, in the colours of a vase."""
    rng = sheet.rng
    sheet.wash("#d97b45")
    with sheet.plate("#efd9a7", worn=0.15) as sun:
        sun.disc(1060, 330, 196)
        for n in range(9):
            sun.block(800, 372 + n * 18, 1300, 374 + n * 19.5, 0)
    with sheet.plate("#1d1512", worn=0.15) as ship:
        keel = bend((360, 500), (420, 690), (620, 700)) + bend((1010, 700), (1220, 690), (1250, 440))
        deck = bend((1250, 440), (1222, 600), (1080, 620)) + [(560, 620)] + bend((560, 620), (430, 610), (360, 500))
        ship.shape(keel + deck)
        ship.stroke(bend((1250, 450), (1252, 396), (1196, 392)), 26)
        ship.line([(800, 640), (800, 196)], 12)
        ship.line([(560, 226), (1040, 226)], 9)
        for n in range(9):
            ship.line([(590 + n * 52, 640), (548 + n * 52, 790)], 6)
            ship.shape(ring(622 + n * 52, 612, 15))
        for x in (560, 1040):
            ship.line([(x, 226), (470 if x < 800 else 1160, 620)], 2.6)
    with sheet.plate("#efd9a7", worn=0.1) as eye:
        eye.shape(bend((410, 590), (450, 556), (500, 590)) + bend((500, 590), (450, 622), (410, 590)))
        eye.disc(455, 589, 13, 0)
        sail = bend((572, 236), (540, 420), (616, 556)) + bend((616, 556), (800, 600), (984, 556))
        eye.shape(sail + bend((984, 556), (1060, 420), (1028, 236)))
    with sheet.plate("#8e2f2a", worn=0.15) as stripes:
        for n in range(5):
            x = 610 + n * 88
            low = 560 + 20 * sin(pi * (n + 0.7) / 5.4)
            stripes.shape(bend((x, 238), (x - 26 + n * 8, 400), (x + 12 - n * 5, low)) + bend((x + 52 - n * 7, low), (x + 24 + n * 6, 400), (x + 44, 238)))
    for row in range(5):
        ink = "#5b1f33" if row % 2 == 0 else "#1d1512"
        with sheet.plate(ink, worn=0.2) as wave:
            motifs.swell(wave, 760 + row * 58, 150 + row * 16, 44 + row * 5, rng.uniform(0, 150))
    with sheet.plate("#1d1512", worn=0.1) as birds:
        for x, y, span in ((250, 180, 74), (356, 128, 54), (1400, 210, 60)):
            motifs.bird(birds, x, y, span)


def sunrise(sheet: Sheet) -> None:
    """The Waves: the fan of light that a hand lifts from behind the sea."""
    rng = sheet.rng
    sheet.wash("#f2c7a0", Fade(0.6, -0.25))
    inks = ["#e8a13f", "#d9654a", "#e8a13f", "#b8476b", "#e8a13f", "#d9654a"]
    for n in range(6):
        with sheet.plate(inks[n], worn=0.2, overprint=True, fade=Glow(0.5, 0.36, 0.62)) as bar:
            angle = pi + (n + 0.5) * pi / 6
            bar.shape([(800, 580), *ring(800, 580, 1200, angle - 0.15, angle + 0.15)])
    with sheet.plate("#fbf0d4", worn=0.05) as sun:
        sun.disc(800, 580, 150)
    inks = ["#7fa3a0", "#4f8791", "#2f6a7e", "#22506b", "#1a3a57", "#142842"]
    for n, ink in enumerate(inks):
        near = n / 5
        with sheet.plate(ink, worn=0.22) as sea:
            motifs.swell(sea, 580 + 72 * n + 14 * n * near, 120 + 130 * near, 8 + 66 * near, rng.uniform(0, 300))
        with sheet.plate("#fbf0d4", worn=0.1) as light:
            for _ in range(16):
                x = 800 + rng.gauss(0, 150 + 170 * near)
                y = 600 + 72 * n + 14 * n * near + rng.uniform(0, 26)
                long = rng.uniform(26, 70) * (0.6 + near)
                light.stroke(bend((x, y), (x + long / 2, y + 6), (x + long, y)), 3 + 4 * near)
    with sheet.plate("#142842", worn=0) as birds:
        for x, y, span in ((420, 250, 66), (520, 200, 50), (600, 262, 42), (1080, 170, 60), (1170, 226, 44), (1270, 150, 36)):
            motifs.bird(birds, x, y, span)


def green_light(sheet: Sheet) -> None:
    """The Great Gatsby: the bay at night, seen from the wrong side."""
    rng = sheet.rng
    sheet.wash("#12233f")
    sheet.wash("#2f5f73", Fade(0.62, 0.1))
    with sheet.plate("#f3e3b5", worn=0) as stars:
        for _ in range(46):
            motifs.star(stars, rng.uniform(0, 1600), rng.uniform(20, 420), rng.choice((2.4, 3, 4, 7)))
    with sheet.plate("#0b1730", worn=0.1) as shore:
        motifs.land(shore, motifs.rolling(rng, 530, 20, 500), 572)
        for x in (980, 1120, 1210, 1330):
            motifs.house(shore, x, 536, rng.uniform(70, 110), rng.uniform(46, 70))
    with sheet.plate("#f0b64a", worn=0) as windows:
        for x, y in ((966, 524), (990, 524), (1112, 522), (1134, 524), (1206, 526), (1322, 520), (1346, 522)):
            windows.block(x, y, x + 7, y + 9)
    with sheet.plate("#0f2b47") as bay:
        bay.block(0, 566, 1600, 1000)
    with sheet.plate("#3b7a86", worn=0.3) as ripples:
        motifs.water(ripples, rng, 582, 1000)
    with sheet.plate("#f0b64a", worn=0.1) as gold:
        for x in (978, 1122, 1210, 1334):
            motifs.glints(gold, rng, x, 580, 690, 16)
    with sheet.plate("#7ee0a1", worn=0, fade=Glow(0.36, 0.3275, 0.12)) as halo:
        halo.disc(576, 524, 200)
    with sheet.plate("#b8f5c4", worn=0) as lamp:
        lamp.disc(576, 524, 13)
    with sheet.plate("#7ee0a1", worn=0.05) as path:
        motifs.glints(path, rng, 576, 580, 930, 44)
    with sheet.plate("#081020", worn=0.1) as dock:
        dock.line([(576, 566), (576, 528)], 5)
        dock.shape([(900, 1000), (1062, 816), (1180, 816), (1600, 980), (1600, 1000)])
        for x, y, tall in ((1058, 800, 90), (1182, 800, 90), (1000, 870, 130), (1330, 868, 130), (920, 960, 170), (1530, 950, 190)):
            dock.line([(x, y + tall), (x, y - tall * 0.35)], tall * 0.13)
        motifs.figure(dock, 1112, 836, 200)
    with sheet.plate("#2b4a66", worn=0.3) as planks:
        for n in range(9):
            near = n / 9
            y = 830 + 170 * near**1.3
            planks.line([(1052 - 150 * near, y), (1190 + 330 * near, y)], 2 + 3 * near)


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
            cloud.stroke(bend((x, y), (x + long / 2, y - 24), (x + long, y + 6)), rng.uniform(8, 20))
    with sheet.plate("#16090c", worn=0.14) as cliff:
        edge = [(1010, 760), (1040, 690), (1080, 640), (1096, 560), (1150, 520), (1600, 500)]
        cliff.shape([(960, 800), *edge, (1600, 1000), (940, 1000)])
        cliff.block(1180, 310, 1560, 530)
        cliff.shape([(1180, 312), (1180, 210), (1206, 150), (1232, 210), (1232, 312)])
        cliff.shape([(1430, 312), (1430, 180), (1496, 104), (1560, 180), (1560, 312)])
        for n in range(3):
            left = 1248 + n * 58
            cliff.shape(motifs.lancet(left, left + 40, 500, 400), 0)
        cliff.shape(motifs.lancet(1456, 1488, 500, 300), 0)
        cliff.shape(motifs.lancet(1502, 1534, 500, 300), 0)
        cliff.shape(motifs.lancet(1472, 1518, 236, 190), 0)
        cliff.shape([(1240, 300), (1300, 330), (1330, 300), (1400, 346), (1424, 300)], 0)
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
        ship.shape(bend((390, 716), (440, 800), (520, 806)) + bend((660, 800), (720, 770), (760, 690)) + [(700, 726), (470, 738)])
        for x, top in ((500, 420), (628, 396)):
            ship.line([(x, 740), (x + 22, top)], 8)
            ship.shape([(x + 20, top + 40), (x + 6, 700), (x - 84, 690), (x - 46, top + 120)])
            ship.shape([(x + 18, top + 130), (x - 20, 640), (x - 2, 660)], 0)
        ship.shape([(652, 440), (766, 690), (664, 690)])
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


def trestle(sheet: Sheet) -> None:
    """Housekeeping: a bridge without a train, and a lake that still has one."""
    rng = sheet.rng
    sheet.wash("#c9d3cf")
    sheet.wash("#6f8f98", Fade(0, 0.5))
    with sheet.plate("#f3ecd8", worn=0) as moon:
        moon.disc(1260, 180, 74)
    for ink, level, rise in (("#7c969b", 430, 200), ("#4f6d77", 470, 140), ("#2f4a56", 500, 70)):
        with sheet.plate(ink, worn=0.3) as hills:
            edge = motifs.jagged(rng, level, rise, 170)
            hills.shape([(-200, 520), *edge, (1900, 520)])
    with sheet.plate("#e9e6d6", worn=0.1) as mist:
        mist.block(0, 508, 1600, 526)
    with sheet.plate("#3f6470") as lake:
        lake.block(0, 524, 1600, 1000)
    sheet.wash("#122a38", Fade(1.25, 0.5))
    with sheet.plate("#6f949c", worn=0.3) as ripples:
        motifs.water(ripples, rng, 540, 1000)
    with sheet.plate("#f3ecd8", worn=0.1) as path:
        motifs.glints(path, rng, 1260, 536, 600, 50)
    with sheet.plate("#16242d", worn=0.08) as bridge:
        bridge.block(0, 388, 1600, 404)
        bridge.block(0, 416, 1600, 421)
        for n in range(21):
            x = n * 80
            bridge.line([(x, 400), (x - 12, 560)], 7)
            bridge.line([(x, 400), (x + 12, 560)], 7)
            bridge.line([(x, 404), (x + 80, 420)], 2.4)
            bridge.line([(x - 9, 480), (x + 9, 480)], 4)
    with sheet.plate("#122a38", worn=0.15, overprint=True) as reflection:
        reflection.block(0, 640, 1600, 654)
        for n in range(21):
            reflection.line([(n * 80, 560), (n * 80, 640)], 10, 120)
        for car in range(6):
            left = 330 + car * 160
            reflection.block(left, 662, left + 148, 730)
        reflection.shape([(1290, 662), (1430, 662), (1430, 706), (1400, 730), (1290, 730)])
    with sheet.plate("#f3c766", worn=0.05) as windows:
        for car in range(6):
            for n in range(6):
                x = 342 + car * 160 + n * 23
                windows.block(x, 684 + rng.uniform(-2, 2), x + 13, 706)
        for _ in range(34):
            x = rng.uniform(320, 1300)
            y, long = rng.uniform(736, 850), rng.uniform(14, 52)
            windows.stroke(bend((x, y), (x + long / 2, y + 3), (x + long, y)), 4)
