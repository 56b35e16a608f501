"""Prints of rooms, streets and things on tables."""

from math import atan2, cos, pi, sin, tau

from . import motifs
from .motifs import bend, ring
from .printing import Fade, Glow, Plate, Sheet


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
            scratches.stroke(bend((x - along[0], y - along[1]), (x - bow[0], y - bow[1]), (x + along[0], y + along[1]), 6), 1.6 + 1.8 * pull)
    with sheet.plate("#0f1c18", worn=0.1) as shade:
        shade.block(0, 900, 1600, 1000)
        shade.shape([(500, 900), (520, 868), (632, 868), (652, 900)])
        shade.shape([(556, 868), (566, 800), (586, 800), (596, 868)])
        shade.shape(bend((528, 800), (576, 836), (624, 800)))
    with sheet.plate("#f6ecd0", worn=0.1) as candle:
        candle.block(556, 510, 596, 800)
        candle.shape(bend((596, 560), (612, 640), (596, 700)))
    with sheet.plate("#e98a2b", worn=0) as flame:
        flame.shape(bend((576, 330), (640, 450), (576, 500)) + bend((576, 500), (512, 450), (576, 330)))
    with sheet.plate("#fff4cf", worn=0) as heart:
        heart.shape(bend((576, 390), (610, 462), (576, 496)) + bend((576, 496), (542, 462), (576, 390)))
        heart.line([(576, 512), (576, 490)], 4)


def leaden_circles(sheet: Sheet) -> None:
    """Mrs Dalloway: the hour, dissolving over Westminster."""
    rng = sheet.rng
    sheet.wash("#e9c9c0")
    sheet.wash("#93a8b6", Fade(-0.1, 0.72))
    with sheet.plate("#4f6576", worn=0.3) as rings:
        for n in range(15):
            radius, whole = 120 + n * 76, 1 - n / 16
            start = rng.uniform(0, tau)
            while start < tau * 2:
                length = (0.25 + 1.5 * whole) * rng.uniform(0.6, 1.3)
                arc = ring(1080, 330, radius, start, start + length)
                rings.stroke(arc, 5 + 15 * whole)
                start += length * (1.02 + 0.9 * (1 - whole)) + 0.04
                if start > tau + 0.4:
                    break
    with sheet.plate("#f6efe0", worn=0.1) as smoke:
        trail = bend((120, 250), (330, 70), (470, 190)) + bend((470, 190), (560, 300), (400, 280))
        trail += bend((400, 280), (310, 200), (560, 120)) + bend((560, 120), (640, 96), (700, 120))
        smoke.stroke(trail[:17], 16)
        smoke.line(trail[8:], 11)
    with sheet.plate("#33404c", worn=0.1) as far:
        far.shape([(700, 116), (748, 102), (764, 116), (748, 128)])
        far.block(716, 80, 724, 152)
        far.block(694, 104, 700, 130)
        x = -20.0
        while x < 1620:
            wide, top = rng.uniform(70, 150), 910 - rng.uniform(150, 270)
            far.block(x, top, x + wide, 1000)
            for n in range(rng.randrange(2, 5)):
                far.block(x + 10 + n * 22, top - rng.uniform(16, 40), x + 22 + n * 22, 1000)
            x += wide - 2
    with sheet.plate("#8c4a4a", worn=0.2) as tower:
        tower.block(1000, 230, 1160, 1000)
        tower.block(986, 210, 1174, 234)
        tower.block(986, 430, 1174, 452)
        tower.shape([(1000, 212), (1030, 120), (1130, 120), (1160, 212)])
        tower.shape([(1040, 122), (1080, -10), (1120, 122)])
        for n in range(5):
            tower.block(1019 + n * 28, 480, 1027 + n * 28, 960, 0)
    with sheet.plate("#f6efe0", worn=0.05) as dial:
        dial.disc(1080, 330, 74)
    with sheet.plate("#33404c", worn=0) as hands:
        for n in range(12):
            mark = n * tau / 12
            dx, dy = cos(mark), sin(mark)
            hands.line([(1080 + 60 * dx, 330 + 60 * dy), (1080 + 69 * dx, 330 + 69 * dy)], 5)
        hands.line([(1086, 334), (1044, 309)], 8)
        hands.line([(1080, 340), (1080, 274)], 6)
    with sheet.plate("#1e2730", worn=0.15) as near:
        x = -60.0
        while x < 1620:
            wide, roof = rng.uniform(150, 260), 1000 - rng.uniform(90, 170)
            near.shape([(x, 1000), (x, roof), (x + wide / 2, roof - 46), (x + wide, roof), (x + wide, 1000)])
            near.block(x + wide * 0.7, roof - 70, x + wide * 0.82, 1000)
            x += wide
    with sheet.plate("#f0b95c", worn=0) as lit:
        for _ in range(26):
            x, y = rng.uniform(0, 1580), rng.uniform(930, 985)
            lit.block(x, y, x + 12, y + 17)


def glass_city(sheet: Sheet) -> None:
    """We: straight lines, one rocket, and the weather beyond the Wall."""
    rng = sheet.rng
    sheet.wash("#eef0ea")
    for ink in ("#bcd6e2", "#9cc3d8", "#c9dfe6"):
        with sheet.plate(ink, worn=0.1, overprint=True) as glass:
            x = -40.0
            while x < 1600:
                wide = rng.choice((80, 120, 160, 200))
                if rng.random() < 0.66:
                    glass.block(x, 1000 - rng.choice((260, 340, 420, 520, 600, 700)), x + wide, 1000)
                x += wide * rng.choice((0.5, 0.75, 1))
    with sheet.plate("#1f4e78", worn=0.1, overprint=True) as frame:
        for n in range(41):
            frame.line([(n * 40, 1000), (n * 40, 640 + 60 * ((n * 7) % 5))], 1.6)
        for n in range(10):
            frame.line([(0, 640 + n * 40), (1600, 640 + n * 40)], 1.6)
    with sheet.plate("#1f4e78", worn=0.05) as people:
        for row in range(3):
            for n in range(26):
                motifs.figure(people, 60 + n * 42 + row * 8, 812 + row * 76, 44 + row * 10)
    with sheet.plate("#d63a26", worn=0.15, overprint=True) as red:
        red.disc(1130, 330, 210)
        red.shape([(0, 1000), (0, 960), (1600, 60), (1600, 108)])
    with sheet.plate("#15202b", worn=0.08) as rocket:
        tip, tail = (1010, 178), (430, 504)
        dx, dy = (tip[0] - tail[0]) / 664, (tip[1] - tail[1]) / 664

        def turned(along: float, across: float) -> tuple[float, float]:
            return tail[0] + along * dx - across * dy, tail[1] + along * dy + across * dx

        rocket.shape([turned(*p) for p in bend((0, -40), (430, -62), (664, 0)) + bend((664, 0), (430, 62), (0, 40))])
        rocket.shape([turned(*p) for p in ((130, -50), (-70, -130), (-40, -20), (-40, 20), (-70, 130), (130, 50))])
        for n in range(4):
            rocket.shape([turned(*p) for p in ((250 + n * 30, -60), (262 + n * 30, -60), (262 + n * 30, 60), (250 + n * 30, 60))], 0)
    with sheet.plate("#2f6b3c", worn=0.25, overprint=True) as leaves:
        for n in range(13):
            a = -pi * 0.02 - n * 0.085 * pi / 2 * 1.4
            long = rng.uniform(260, 470)
            root = (1640 - n * 8, 1030)
            end = (root[0] - long * cos(a), root[1] + long * sin(a))
            side = rng.uniform(46, 80)
            middle = ((root[0] + end[0]) / 2, (root[1] + end[1]) / 2)
            leaves.shape(bend(root, (middle[0] - side, middle[1] - side), end) + bend(end, (middle[0] + side, middle[1] + side), root))
            leaves.line([root, end], 3, 0)


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
            wall.shape(motifs.arch(800 - half, 800 + half, 1010, 470 - 6 * near), 0)
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
    plate.line([shoulder, (x - side * tall * 0.28, y - tall * 1.4), (x - side * tall * 0.3, y - tall * 1.66)], tall * 0.07)


def cigarette(sheet: Sheet) -> None:
    """La coscienza di Zeno: the last one."""
    sheet.wash("#6a1a2c")
    sheet.wash("#2c0a17", Fade(1.2, 0.3))
    for ink, half in (("#b5525a", -1), ("#f3e2c4", 1)):
        with sheet.plate(ink, worn=0.05) as smoke:
            for n in range(22):
                smoke.line(_wisp(half * (n + 0.5) / 22), 2.8)
    with sheet.plate("#12050b", worn=0.15) as table:
        table.shape([(-10, 884), (1610, 862), (1610, 1010), (-10, 1010)])
    with sheet.plate("#8f6c33", worn=0.15) as hollow:
        hollow.shape([(800 + 300 * cos(n * tau / 60), 846 + 30 * sin(n * tau / 60)) for n in range(60)])
    with sheet.plate("#f3e2c4", worn=0.05) as paper:
        paper.shape([(520, 790), (860, 858), (855, 884), (514, 816)])
    with sheet.plate("#c9a35a", worn=0.15) as tray:
        rim = [(800 + 300 * cos(n * pi / 30), 846 + 30 * sin(n * pi / 30)) for n in range(31)]
        tray.shape(rim + bend((500, 846), (520, 950), (800, 950)) + bend((800, 950), (1080, 950), (1100, 846)))
    with sheet.plate("#b58a4e", worn=0.1) as tip:
        tip.shape([(780, 842), (860, 858), (855, 884), (775, 868)])
    with sheet.plate("#e9632b", worn=0) as ember:
        ember.shape([(520, 790), (546, 795), (541, 821), (514, 816), (500, 800)])


def _wisp(place: float) -> list[tuple[float, float]]:
    """One thread of the ribbon of smoke; place runs from -1 to 1 across it."""
    points = []
    for step in range(150):
        t = step / 149
        sway = 330 * t**0.8 * sin(5.4 * t + 0.2) + 560 * t**2
        turn = cos(6.6 * t - 0.4) * (8 + 250 * t) * place
        points.append((510 + sway + turn, 796 - 860 * t + 90 * t * place * sin(5 * t)))
    return points
