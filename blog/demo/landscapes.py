"""Prints with a horizon, a tree or a road in them."""

from math import cos, pi, sin, tau

from . import motifs
from .motifs import bend, ring
from .printing import Fade, Glow, Plate, Sheet


def moor(sheet: Sheet) -> None:
    """Wuthering Heights: what the wind has done to the firs."""
    rng = sheet.rng
    sheet.wash("#5d5a72")
    sheet.wash("#d3935c", Fade(0.66, 0.16))
    with sheet.plate("#efe0bd", worn=0.1) as wind:
        motifs.gusts(wind, rng, 30, 400, 40)
    with sheet.plate("#8a5a63", worn=0.3) as far:
        motifs.land(far, motifs.rolling(rng, 540, 34, 1100))
    with sheet.plate("#5b3a4e", worn=0.3) as middle:
        middle.shape([(-10, 1010), (-10, 690), *bend((-10, 690), (500, 660), (800, 590)), *bend((800, 590), (1000, 540), (1220, 548)), *bend((1220, 548), (1400, 560), (1610, 640)), (1610, 1010)])
    with sheet.plate("#1f1828", worn=0.1) as house:
        motifs.house(house, 1170, 566, 280, 128)
        for n in range(4):
            _stunted(house, 930 - n * 74, 574 + n * 17, 178 - n * 24)
        house.line([(560, 656), (690, 632), (820, 606), (1030, 572)], 5)
        for n in range(9):
            x = 566 + n * 52
            house.line([(x, 640 - n * 10), (x + 2, 668 - n * 10)], 5)
    with sheet.plate("#f7cb5e", worn=0) as light:
        for x in (1130, 1149):
            light.block(x, 520, x + 15, 548)
    with sheet.plate("#2d2338", worn=0.25) as near:
        front = motifs.rolling(rng, 790, 40, 1300)
        motifs.land(near, front)
    for ink, count in (("#a4607a", 480), ("#d3935c", 160), ("#15101c", 420)):
        with sheet.plate(ink, worn=0.1) as heath:
            for _ in range(count):
                x = rng.uniform(-20, 1660)
                y = front(x) + 16 + rng.random() ** 0.8 * 240
                tall = 10 + (y - 760) * 0.12
                heath.stroke(bend((x, y), (x - 2, y - tall * 0.6), (x - tall * 0.8, y - tall)), tall * 0.24)


def _stunted(plate: Plate, x: float, y: float, tall: float) -> None:
    """A fir that has grown the way of the north wind."""
    trunk = bend((x, y + 8), (x - tall * 0.08, y - tall * 0.55), (x - tall * 0.62, y - tall), 14)
    for n, (px, py) in enumerate(trunk[:-1]):
        thick = tall * 0.1 * (1 - n / 15)
        plate.line([(px, py), trunk[n + 1]], thick)
    for n in range(4, 14):
        px, py = trunk[n]
        reach = tall * (0.66 - n * 0.034 + 0.1 * (n % 2))
        plate.shape([(px + 4, py - 3), (px - reach * 0.5, py - reach * 0.16), (px - reach, py + reach * 0.02), (px - reach * 0.4, py + reach * 0.14)])


def chestnut(sheet: Sheet) -> None:
    """Jane Eyre: the split tree, and the moon that fills the split."""
    rng = sheet.rng
    sheet.wash("#1d3440")
    sheet.wash("#47707a", Glow(0.5, 0.3, 0.55))
    with sheet.plate("#d4472f", worn=0.12) as moon:
        moon.disc(800, 330, 150)
    with sheet.plate("#27424d", worn=0.2) as cloud:
        for _ in range(16):
            x, y, long = rng.uniform(300, 1000), rng.uniform(330, 470), rng.uniform(140, 420)
            cloud.stroke(bend((x, y), (x + long / 2, y - 20), (x + long, y + 4)), rng.uniform(6, 16))
        motifs.gusts(cloud, rng, 30, 600, 26)
    with sheet.plate("#0d181f", worn=0.12) as tree:
        motifs.land(tree, motifs.rolling(rng, 850, 18, 900))
        for side in (-1, 1):
            trunk = bend((800, 850), (800 + side * 30, 640), (800 + side * 120, 430), 20)
            outer = bend((800 + side * 176, 450), (800 + side * 110, 660), (800 + side * 190, 880), 20)
            tree.shape(trunk + outer)
            for n in range(5):
                start = (800 + side * (128 + n * 10), 470 - n * 12)
                angle = -pi / 2 + side * (0.04 + n * 0.27)
                for _ in motifs.bough(tree, rng, start, angle, 128 - n * 7, 46 - n * 4):
                    pass
    with sheet.plate("#d8c9a0", worn=0.2) as bark:
        for side in (-1, 1):
            for n in range(12):
                t = n / 12
                x, y = 800 + side * (20 + 120 * (1 - t) ** 1.6 + 6), 460 + 380 * t
                bark.stroke(bend((x, y), (x - side * 8, y + 34), (x - side * 18, y + 70)), 4)
        for _ in range(90):
            x, y = rng.uniform(0, 1600), rng.uniform(880, 1000)
            bark.stroke(bend((x, y), (x + 2, y - 10), (x + 9, y - 22)), 3)


def post_road(sheet: Sheet) -> None:
    """Dead Souls: a verst post, geese, and the troika getting smaller."""
    rng = sheet.rng
    sheet.wash("#e9d6ae")
    sheet.wash("#c46a4a", Fade(-0.2, 0.55))
    with sheet.plate("#f6ead0", worn=0.2) as cloud:
        for _ in range(9):
            x, y, long = rng.uniform(-100, 1300), rng.uniform(110, 400), rng.uniform(200, 480)
            cloud.stroke(bend((x, y), (x + long * 0.4, y - 46), (x + long, y)), rng.uniform(18, 40))
    for ink, level, rise in (("#b98a54", 560, 12), ("#8d6a3f", 596, 16), ("#5f4a31", 640, 18)):
        with sheet.plate(ink, worn=0.35) as field:
            motifs.land(field, motifs.rolling(rng, level, rise, 1000))
    with sheet.plate("#3f3324", worn=0.2) as stubble:
        for _ in range(520):
            near = rng.random()
            x, y, tall = rng.uniform(0, 1600), 660 + 340 * near, 6 + 20 * near
            stubble.stroke([(x, y), (x + tall * 0.2, y - tall * 0.6), (x + tall * 0.5, y - tall)], 2 + 3 * near)
    with sheet.plate("#efdcb6", worn=0.25) as road:
        left = bend((420, 1010), (880, 800), (540, 716)) + bend((540, 716), (380, 664), (700, 658))
        right = bend((700, 678), (520, 684), (640, 722)) + bend((640, 722), (1160, 830), (960, 1010))
        road.shape(left + bend((700, 658), (1080, 650), (1190, 596)) + bend((1194, 596), (1110, 664), (700, 678)) + right)
    with sheet.plate("#8d6a3f", worn=0.2) as ruts:
        for n in (0.3, 0.7):
            start, middle = 420 + 540 * n, 880 + 280 * n
            ruts.line(bend((start, 1010), (middle, 800 + 30 * n), (540 + 100 * n, 716 + 6 * n)), 6)
    with sheet.plate("#241a14", worn=0.05) as black:
        _troika(black, 800, 646)
        for x, y in ((1330, 240),):
            black.block(x, y, x + 60, 1000)
            black.shape([(x - 20, y), (x + 30, y - 46), (x + 80, y)])
        for n in range(7):
            motifs.bird(black, 330 + n * 46, 150 + abs(n - 2) * 24, 40)
    with sheet.plate("#f6ead0", worn=0.15) as stripes:
        for n in range(6):
            y = 280 + n * 130
            stripes.shape([(1330, y + 40), (1390, y), (1390, y + 64), (1330, y + 104)])


def _troika(plate: Plate, x: float, y: float) -> None:
    for n in range(3):
        left = x + n * 18
        plate.shape(bend((left, y), (left + 26, y - 18), (left + 46, y - 2)) + [(left + 40, y + 8), (left + 6, y + 8)])
        plate.line([(left + 42, y - 2), (left + 56, y - 18), (left + 64, y - 12)], 7)
        for leg, swing in ((8, -12), (16, 4), (34, -4), (40, 12)):
            plate.line([(left + leg, y + 6), (left + leg + swing, y + 24)], 3.4)
    plate.line(ring(x + 78, y - 6, 26, pi * 1.05, pi * 1.8), 4)
    plate.shape([(x - 74, y - 20), (x - 64, y + 10), (x - 14, y + 10), (x - 8, y - 8), (x - 50, y - 6)])
    plate.disc(x - 58, y + 16, 11)
    plate.disc(x - 20, y + 16, 11)
    plate.shape([(x - 48, y - 4), (x - 44, y - 30), (x - 30, y - 30), (x - 26, y - 4)])
    plate.disc(x - 37, y - 36, 7)
    plate.line([(x - 10, y), (x + 20, y)], 3)


def tower_lake(sheet: Sheet) -> None:
    """The Turn of the Screw: somebody on the tower, nobody in the water."""
    rng = sheet.rng
    sheet.wash("#e7b98d")
    sheet.wash("#54446a", Fade(-0.05, 0.5))
    sheet.wash("#6d4a6b", Fade(1.4, 0.66))
    with sheet.plate("#f5e3c0", worn=0.05) as planet:
        motifs.star(planet, 420, 150, 15)
    for mirror in (False, True):
        ink = "#2a2038" if not mirror else "#43325a"
        with sheet.plate(ink, worn=0.12 if not mirror else 0.35) as plate:
            y = (lambda v: 640 - v) if not mirror else (lambda v: 648 + v)
            tower = [(1000, 0), (1006, 330), (984, 336), (984, 384), (1176, 384), (1176, 336), (1154, 330), (1160, 0)]
            plate.shape([(x, y(v)) for x, v in tower])
            for n in range(5):
                left = 984 + n * 43.5
                plate.shape([(left, y(380)), (left, y(412)), (left + 20, y(412)), (left + 20, y(380))])
            for x, tall, wide in ((60, 330, 250), (250, 250, 170), (410, 170, 150), (1330, 210, 170), (1500, 300, 240)):
                crown = [(px, y(max(0, v))) for px, v in ring(x, tall * 0.56, wide / 2)]
                plate.shape(crown)
                plate.shape([(x - wide * 0.5, y(0)), (x - wide * 0.46, y(tall * 0.5)), (x + wide * 0.46, y(tall * 0.5)), (x + wide * 0.5, y(0))])
            plate.shape([(-10, y(0)), (-10, y(36)), (520, y(26)), (900, y(14)), (1610, y(44)), (1610, y(0))])
            plate.shape([(1068, y(190)), (1068, y(238)), (1080, y(254)), (1092, y(238)), (1092, y(190))], 0)
    with sheet.plate("#17101f", worn=0) as somebody:
        motifs.figure(somebody, 1080, 250, 104)
    with sheet.plate("#f5e3c0", worn=0.2) as shine:
        shine.block(0, 641, 1600, 645)
        motifs.water(shine, rng, 676, 1000)
    with sheet.plate("#17101f", worn=0.05) as reeds:
        for _ in range(70):
            x = rng.choice((rng.gauss(120, 110), rng.gauss(1500, 90)))
            tall, lean = rng.uniform(60, 230), rng.uniform(-40, 40)
            reeds.stroke(bend((x, 1040), (x + lean * 0.2, 1000 - tall * 0.5), (x + lean, 1000 - tall)), 9)


def ginkgo(sheet: Sheet) -> None:
    """Kokoro: the graveyard at Zoshigaya in the one week when it is all gold."""
    rng = sheet.rng
    sheet.wash("#efe3c8")
    sheet.wash("#7f9496", Fade(-0.1, 0.66))
    with sheet.plate("#b7ae98", worn=0.3) as ground:
        motifs.land(ground, motifs.rolling(rng, 770, 8, 900))
    with sheet.plate("#e3b33a", worn=0.25) as carpet:
        carpet.shape(bend((260, 830), (820, 740), (1640, 800), 30) + [(1640, 1010), (60, 1010)])
    with sheet.plate("#2c2a2b", worn=0.12) as trunk:
        trunk.shape(bend((1000, 860), (1090, 700), (1084, 260)) + bend((1176, 260), (1180, 700), (1280, 870)))
        for angle, length in ((-2.6, 130), (-2.05, 150), (-1.6, 150), (-1.1, 150), (-0.55, 130)):
            for _ in motifs.bough(trunk, rng, (1130, 320), angle, length, 60):
                pass
    for ink, spread in (("#b97f1c", 330), ("#c98f22", 340), ("#e3b33a", 335), ("#f2cd5c", 315)):
        with sheet.plate(ink, worn=0.12) as leaves:
            for _ in range(230):
                turn, far = rng.uniform(0, tau), rng.random() ** 0.5
                x, y = 1130 + far * spread * 1.5 * cos(turn), 240 + far * spread * 0.9 * sin(turn)
                _leaf(leaves, x, y, rng.uniform(22, 40), rng.uniform(0, tau))
    with sheet.plate("#454b50", worn=0.3) as stones:
        for x, wide, tall, base in ((250, 116, 350, 850), (452, 84, 260, 820), (604, 66, 196, 802)):
            stones.block(x - wide / 2, base - tall, x + wide / 2, base)
            stones.shape([(x - wide / 2, base - tall), (x, base - tall - wide * 0.2), (x + wide / 2, base - tall)])
            stones.block(x - wide * 0.78, base, x + wide * 0.78, base + tall * 0.1)
            stones.block(x - wide * 1.05, base + tall * 0.1, x + wide * 1.05, base + tall * 0.21)
            for n in range(9):
                mark, half = base - tall * (0.88 - n * 0.08), wide * rng.uniform(0.07, 0.13)
                stones.stroke(bend((x - half, mark), (x, mark - wide * 0.04), (x + half, mark + wide * 0.03), 6), wide * 0.07, 0)
    with sheet.plate("#a8352a", worn=0.05) as incense:
        for n in range(3):
            incense.line([(234 + n * 16, 852), (230 + n * 20, 812)], 5)
    with sheet.plate("#f4ecd8", worn=0.2) as smoke:
        smoke.stroke(bend((252, 806), (210, 720), (286, 640)) + bend((286, 640), (340, 560), (300, 470)), 7)
    for ink in ("#b97f1c", "#f2cd5c", "#c98f22"):
        with sheet.plate(ink, worn=0.1) as fallen:
            for _ in range(60):
                x = rng.uniform(100, 1620)
                y = 826 + abs(x - 800) * 0.02 + 190 * rng.random()
                _leaf(fallen, x, y, rng.uniform(14, 24) * (0.4 + (y - 700) / 200), rng.uniform(0, tau))
            for _ in range(6):
                _leaf(fallen, rng.uniform(380, 1000), rng.uniform(240, 740), rng.uniform(20, 30), rng.uniform(0, tau))


def _leaf(plate: Plate, x: float, y: float, size: float, turn: float) -> None:
    """A ginkgo leaf: a fan with a notch, on a stalk."""
    fan = [(x, y), *ring(x, y, size, turn - 0.95, turn - 0.08), (x + size * 0.55 * cos(turn), y + size * 0.55 * sin(turn)), *ring(x, y, size, turn + 0.08, turn + 0.95)]
    plate.shape(fan)
    plate.line([(x, y), (x - size * 0.7 * cos(turn + 0.2), y - size * 0.7 * sin(turn + 0.2))], size * 0.09)


def croft(sheet: Sheet) -> None:
    """Independent People: turf roof, mountain, and the sheep he would sell his soul to keep."""
    rng = sheet.rng
    sheet.wash("#dfe3dc")
    sheet.wash("#7c93a3", Fade(-0.15, 0.45))
    with sheet.plate("#5d7382", worn=0.35) as far:
        far.shape([(700, 560), (900, 400), (1010, 330), (1120, 350), (1330, 210), (1450, 262), (1610, 420), (1610, 620), (660, 620)])
    with sheet.plate("#3f5363", worn=0.35) as table:
        table.shape([(-10, 560), (60, 300), (150, 258), (640, 236), (720, 300), (860, 480), (1120, 600), (-10, 600)])
    with sheet.plate("#f4f3ea", worn=0.1) as snow:
        for n in range(26):
            x, lean = 60 + n * 27, (n - 12) * 3
            top, down = 300 + rng.uniform(-20, 60), rng.uniform(70, 190)
            snow.stroke(bend((x, top), (x + lean * 0.3, top + down / 2), (x + lean, top + down)), rng.uniform(6, 17))
        snow.shape([(1330, 210), (1450, 262), (1400, 320), (1372, 280), (1340, 344), (1310, 288), (1262, 300)])
        snow.shape([(1010, 330), (1070, 342), (1040, 400), (1016, 366), (980, 388)])
    for ink, level, rise in (("#8b9266", 580, 16), ("#6b7a4b", 680, 34), ("#46573a", 850, 26)):
        with sheet.plate(ink, worn=0.35) as grass:
            line = motifs.rolling(rng, level, rise, 1500)
            motifs.land(grass, line)
        if level == 680:
            _turf_house(sheet)
    with sheet.plate("#2b3a2a", worn=0.1) as tufts:
        for _ in range(320):
            x, y = rng.uniform(0, 1600), rng.uniform(880, 1010)
            tufts.stroke(bend((x, y), (x + 2, y - 14), (x + rng.uniform(-8, 14), y - 30)), 5)
    with sheet.plate("#f4f3ea", worn=0.05) as sheep:
        flock = [(rng.uniform(900, 1560), rng.uniform(620, 690), 0.5) for _ in range(9)]
        flock += [(290, 830, 1.5), (420, 860, 1.3), (1240, 800, 1.2)]
        for x, y, size in flock:
            for dx, dy, r in ((-16, 0, 14), (0, -5, 16), (16, 0, 14), (0, 5, 14)):
                sheep.disc(x + dx * size, y + dy * size, r * size)
    with sheet.plate("#22251f", worn=0) as faces:
        for x, y, size in flock:
            faces.shape(ring(x - 32 * size, y - 6 * size, 7 * size))
            for leg in (-14, -6, 8, 16):
                faces.line([(x + leg * size, y + 12 * size), (x + leg * size, y + 27 * size)], 3 * size)


def _turf_house(sheet: Sheet) -> None:
    with sheet.plate("#55683f", worn=0.3) as turf:
        for n in range(3):
            x = 560 + n * 130
            turf.shape(bend((x - 92, 730), (x - 60, 610), (x, 560)) + bend((x, 560), (x + 60, 610), (x + 92, 730)))
    with sheet.plate("#241f1c", worn=0.1) as gables:
        for n in range(3):
            x = 560 + n * 130
            gables.shape([(x - 46, 730), (x - 46, 650), (x, 592), (x + 46, 650), (x + 46, 730)])
        gables.line([(690, 560), (690, 528)], 16)
    with sheet.plate("#b23a2a", worn=0.05) as door:
        door.block(672, 662, 708, 730)
    with sheet.plate("#f0c865", worn=0) as panes:
        for x in (560, 820):
            for dx in (-17, 3):
                panes.block(x + dx, 664, x + dx + 14, 690)
    with sheet.plate("#f4f3ea", worn=0.3) as smoke:
        for n in range(4):
            smoke.stroke(bend((690 + n * 8, 520), (720 + n * 30, 450), (860 + n * 46, 430 + n * 10)), 8)
