"""Prints of what is under the water, and on the other side of it."""

from collections.abc import Iterable
from math import pi

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Glow, Point, Sheet


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
        back = bend((40, -128), (-120, -168), (-420, -150), 24) + bend(
            (-420, -150), (-800, -120), (-1060, -22), 24
        )
        belly = bend((-1060, 26), (-800, 130), (-460, 150), 24) + bend(
            (-460, 150), (-330, 150), (-250, 96), 12
        )
        snout = [
            (-40, 70),
            *bend((-40, 70), (52, 66), (62, -20), 10),
            *bend((62, -20), (66, -112), (40, -128), 10),
        ]
        body.shape(_rising(back + belly + snout))
        body.shape(
            _rising(
                bend((-300, 130), (-120, 150), (-6, 92)) + bend((-6, 92), (-120, 108), (-250, 84))
            )
        )
        body.shape(
            _rising(
                bend((-430, 120), (-470, 250), (-560, 290))
                + bend((-560, 290), (-560, 190), (-520, 120))
            )
        )
        body.shape(
            _rising(
                [
                    (-1040, -20),
                    *bend((-1060, -24), (-1170, -60), (-1220, -210)),
                    *bend((-1220, -210), (-1240, -60), (-1190, 0)),
                    *bend((-1190, 0), (-1240, 70), (-1220, 214)),
                    *bend((-1220, 214), (-1160, 60), (-1040, 24)),
                ]
            )
        )
    with sheet.plate("#123640", worn=0.1) as carved:
        carved.disc(*_rising([(-258, 62)])[0], 7)
        carved.stroke(_rising(ring(-258, 62, 20, pi * 1.2, pi * 1.9)), 4)
        for n in range(17):
            start = (-20 - n * 17, -112 + (n % 3) * 22)
            carved.stroke(
                _rising(
                    bend(start, (start[0] - 50, start[1] + 18), (start[0] - 120, start[1] + 6))
                ),
                4.4,
            )
        for n in range(16):
            start = (-430 - n * 34, 108 - n * 4)
            carved.stroke(
                _rising(
                    bend(start, (start[0] - 50, start[1] + 12), (start[0] - 130, start[1] - 8))
                ),
                5,
            )
        carved.line(_rising([(-170, -60), (-236, -176)]), 3)
        carved.line(_rising([(-470, -40), (-560, -190)]), 3)
    sheet.wash("#071c25", Fade(1.12, 0.5))
    with sheet.plate("#b8341f", worn=0.05) as boat:
        boat.shape(
            bend((1050, 206), (1190, 286), (1372, 192)), bend((1372, 192), (1206, 236), (1050, 206))
        )
    with sheet.plate("#0b222a", worn=0.05) as men:
        for n in range(5):
            x = 1110 + n * 44
            men.disc(x, 184, 9)
            men.shape([(x - 10, 222), (x - 8, 193), (x + 8, 193), (x + 12, 226)])
            men.line([(x + 4, 204), (x - 40, 268)], 3)
        men.disc(1346, 142, 9)
        men.shape(dots("1332,202 1337,151 1355,151 1360,198"))
        men.line([(1316, 176), (1464, 100)], 3.4)
        for x, y, span in ((420, 110, 70), (530, 70, 48), (330, 64, 38)):
            motifs.bird(men, x, y, span)


def _rising(points: Iterable[Point]) -> list[Point]:
    """Turn a whale that lies along the x axis, nose at 0, so that it comes up to the right."""
    return [(1120 + x * 0.866 + y * 0.5, 420 - x * 0.5 + y * 0.866) for x, y in points]


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
            motifs.swell(
                sea,
                580 + 72 * n + 14 * n * near,
                120 + 130 * near,
                8 + 66 * near,
                rng.uniform(0, 300),
            )
        with sheet.plate("#fbf0d4", worn=0.1) as light:
            for _ in range(16):
                x = 800 + rng.gauss(0, 150 + 170 * near)
                y = 600 + 72 * n + 14 * n * near + rng.uniform(0, 26)
                long = rng.uniform(26, 70) * (0.6 + near)
                light.stroke(bend((x, y), (x + long / 2, y + 6), (x + long, y)), 3 + 4 * near)
    with sheet.plate("#142842", worn=0) as birds:
        for x, y, span in (
            (420, 250, 66),
            (520, 200, 50),
            (600, 262, 42),
            (1080, 170, 60),
            (1170, 226, 44),
            (1270, 150, 36),
        ):
            motifs.bird(birds, x, y, span)


def green_light(sheet: Sheet) -> None:
    """The Great Gatsby: the bay at night, seen from the wrong side."""
    rng = sheet.rng
    sheet.wash("#12233f")
    sheet.wash("#2f5f73", Fade(0.62, 0.1))
    with sheet.plate("#f3e3b5", worn=0) as stars:
        for _ in range(46):
            motifs.star(
                stars, rng.uniform(0, 1600), rng.uniform(20, 420), rng.choice((2.4, 3, 4, 7))
            )
    with sheet.plate("#0b1730", worn=0.1) as shore:
        motifs.land(shore, motifs.rolling(rng, 530, 20, 500), 572)
        for x in (980, 1120, 1210, 1330):
            motifs.house(shore, x, 536, rng.uniform(70, 110), rng.uniform(46, 70))
    with sheet.plate("#f0b64a", worn=0) as windows:
        for x, y in (
            (966, 524),
            (990, 524),
            (1112, 522),
            (1134, 524),
            (1206, 526),
            (1322, 520),
            (1346, 522),
        ):
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
        dock.shape(dots("900,1000 1062,816 1180,816 1600,980 1600,1000"))
        for x, y, tall in (
            (1058, 800, 90),
            (1182, 800, 90),
            (1000, 870, 130),
            (1330, 868, 130),
            (920, 960, 170),
            (1530, 950, 190),
        ):
            dock.line([(x, y + tall), (x, y - tall * 0.35)], tall * 0.13)
        motifs.figure(dock, 1112, 836, 200)
    with sheet.plate("#2b4a66", worn=0.3) as planks:
        for n in range(9):
            near = n / 9
            y = 830 + 170 * near**1.3
            planks.line([(1052 - 150 * near, y), (1190 + 330 * near, y)], 2 + 3 * near)


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
            pier = n * 80
            bridge.line([(pier - 12, 560), (pier, 400), (pier + 12, 560)], 7)
            bridge.line([(pier, 404), (pier + 80, 420)], 2.4)
            bridge.line([(pier - 9, 480), (pier + 9, 480)], 4)
    with sheet.plate("#122a38", worn=0.15, overprint=True) as reflection:
        reflection.block(0, 640, 1600, 654)
        for n in range(21):
            reflection.line([(n * 80, 560), (n * 80, 640)], 10, 120)
        for car in range(6):
            left = 330 + car * 160
            reflection.block(left, 662, left + 148, 730)
        reflection.shape(dots("1290,662 1430,662 1430,706 1400,730 1290,730"))
    with sheet.plate("#f3c766", worn=0.05) as windows:
        for car in range(6):
            for n in range(6):
                left = 342 + car * 160 + n * 23
                windows.block(left, 684 + rng.uniform(-2, 2), left + 13, 706)
        for _ in range(34):
            x = rng.uniform(320, 1300)
            y, long = rng.uniform(736, 850), rng.uniform(14, 52)
            windows.stroke(bend((x, y), (x + long / 2, y + 3), (x + long, y)), 4)
