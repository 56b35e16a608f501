"""Prints with a tree in them."""

from math import cos, pi, sin, tau

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Glow, Plate, Sheet


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
        middle.shape(
            [
                (-10, 1010),
                (-10, 690),
                *bend((-10, 690), (500, 660), (800, 590)),
                *bend((800, 590), (1000, 540), (1220, 548)),
                *bend((1220, 548), (1400, 560), (1610, 640)),
                (1610, 1010),
            ]
        )
    with sheet.plate("#1f1828", worn=0.1) as house:
        motifs.house(house, 1170, 566, 280, 128)
        for n in range(4):
            _stunted(house, 930 - n * 74, 574 + n * 17, 178 - n * 24)
        house.line(dots("560,656 690,632 820,606 1030,572"), 5)
        for n in range(9):
            post = 566 + n * 52
            house.line([(post, 640 - n * 10), (post + 2, 668 - n * 10)], 5)
    with sheet.plate("#f7cb5e", worn=0) as light:
        light.block(1130, 520, 1145, 548)
        light.block(1149, 520, 1164, 548)
    with sheet.plate("#2d2338", worn=0.25) as near:
        front = motifs.rolling(rng, 790, 40, 1300)
        motifs.land(near, front)
    for ink, count in (("#a4607a", 480), ("#d3935c", 160), ("#15101c", 420)):
        with sheet.plate(ink, worn=0.1) as heath:
            for _ in range(count):
                x = rng.uniform(-20, 1660)
                y = front(x) + 16 + rng.random() ** 0.8 * 240
                tall = 10 + (y - 760) * 0.12
                heath.stroke(
                    bend((x, y), (x - 2, y - tall * 0.6), (x - tall * 0.8, y - tall)), tall * 0.24
                )


def _stunted(plate: Plate, x: float, y: float, tall: float) -> None:
    """A fir that has grown the way of the north wind."""
    trunk = bend((x, y + 8), (x - tall * 0.08, y - tall * 0.55), (x - tall * 0.62, y - tall), 14)
    for n, (px, py) in enumerate(trunk[:-1]):
        thick = tall * 0.1 * (1 - n / 15)
        plate.line([(px, py), trunk[n + 1]], thick)
    for n in range(4, 14):
        px, py = trunk[n]
        reach = tall * (0.66 - n * 0.034 + 0.1 * (n % 2))
        plate.shape(
            [
                (px + 4, py - 3),
                (px - reach * 0.5, py - reach * 0.16),
                (px - reach, py + reach * 0.02),
                (px - reach * 0.4, py + reach * 0.14),
            ]
        )


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
            cloud.stroke(
                bend((x, y), (x + long / 2, y - 20), (x + long, y + 4)), rng.uniform(6, 16)
            )
        motifs.gusts(cloud, rng, 30, 600, 26)
    with sheet.plate("#0d181f", worn=0.12) as tree:
        motifs.land(tree, motifs.rolling(rng, 850, 18, 900))
        for side in (-1, 1):
            trunk = bend((800, 850), (800 + side * 30, 640), (800 + side * 120, 430), 20)
            outer = bend(
                (800 + side * 176, 450), (800 + side * 110, 660), (800 + side * 190, 880), 20
            )
            tree.shape(trunk, outer)
            for n in range(5):
                start = (800 + side * (128 + n * 10), 470 - n * 12)
                angle = -pi / 2 + side * (0.04 + n * 0.27)
                motifs.bough(tree, rng, start, angle, 128 - n * 7, 46 - n * 4)
    with sheet.plate("#d8c9a0", worn=0.2) as bark:
        for side in (-1, 1):
            for n in range(12):
                t = n / 12
                x, y = 800 + side * (20 + 120 * (1 - t) ** 1.6 + 6), 460 + 380 * t
                bark.stroke(bend((x, y), (x - side * 8, y + 34), (x - side * 18, y + 70)), 4)
        for _ in range(90):
            x, y = rng.uniform(0, 1600), rng.uniform(880, 1000)
            bark.stroke(bend((x, y), (x + 2, y - 10), (x + 9, y - 22)), 3)


def ginkgo(sheet: Sheet) -> None:
    """Kokoro: the graveyard at Zoshigaya in the one week when it is all gold."""
    rng = sheet.rng
    sheet.wash("#efe3c8")
    sheet.wash("#7f9496", Fade(-0.1, 0.66))
    with sheet.plate("#b7ae98", worn=0.3) as ground:
        motifs.land(ground, motifs.rolling(rng, 770, 8, 900))
    with sheet.plate("#e3b33a", worn=0.25) as carpet:
        carpet.shape(bend((260, 830), (820, 740), (1640, 800), 30), [(1640, 1010), (60, 1010)])
    with sheet.plate("#2c2a2b", worn=0.12) as trunk:
        trunk.shape(
            bend((1000, 860), (1090, 700), (1084, 260)), bend((1176, 260), (1180, 700), (1280, 870))
        )
        for angle in (-2.6, -2.05, -1.6, -1.1, -0.55):
            motifs.bough(trunk, rng, (1130, 320), angle, 145, 60)
    for ink, spread in (("#b97f1c", 330), ("#c98f22", 340), ("#e3b33a", 335), ("#f2cd5c", 315)):
        with sheet.plate(ink, worn=0.12) as crown:
            for _ in range(230):
                turn, far = rng.uniform(0, tau), rng.random() ** 0.5
                x, y = 1130 + far * spread * 1.5 * cos(turn), 240 + far * spread * 0.9 * sin(turn)
                _leaf(crown, x, y, rng.uniform(22, 40), rng.uniform(0, tau))
    _graves(sheet)
    for ink in ("#b97f1c", "#f2cd5c", "#c98f22"):
        with sheet.plate(ink, worn=0.1) as fallen:
            for _ in range(60):
                x, near = rng.uniform(100, 1620), rng.random()
                size = rng.uniform(14, 24) * (1 + near)
                _leaf(fallen, x, 830 + 190 * near, size, rng.uniform(0, tau))
            for _ in range(6):
                x, y = rng.uniform(380, 1000), rng.uniform(240, 740)
                _leaf(fallen, x, y, rng.uniform(20, 30), rng.uniform(0, tau))


def _graves(sheet: Sheet) -> None:
    with sheet.plate("#454b50", worn=0.3) as stones:
        for x, wide, tall, base in ((250, 116, 350, 850), (452, 84, 260, 820), (604, 66, 196, 802)):
            half, top = wide / 2, base - tall
            stones.block(x - half, top, x + half, base)
            stones.shape([(x - half, top), (x, top - wide * 0.2), (x + half, top)])
            stones.block(x - wide * 0.78, base, x + wide * 0.78, base + tall * 0.1)
            stones.block(x - wide * 1.05, base + tall * 0.1, x + wide * 1.05, base + tall * 0.21)
            for n in range(9):
                y, cut = base - tall * (0.88 - n * 0.08), wide * sheet.rng.uniform(0.07, 0.13)
                mark = bend((x - cut, y), (x, y - wide * 0.04), (x + cut, y + wide * 0.03), 6)
                stones.stroke(mark, wide * 0.07, 0)
    with sheet.plate("#a8352a", worn=0.05) as incense:
        for n in range(3):
            incense.line([(234 + n * 16, 852), (230 + n * 20, 812)], 5)
    with sheet.plate("#f4ecd8", worn=0.2) as smoke:
        rising = bend((252, 806), (210, 720), (286, 640)) + bend((286, 640), (340, 560), (300, 470))
        smoke.stroke(rising, 7)


def _leaf(plate: Plate, x: float, y: float, size: float, turn: float) -> None:
    """A ginkgo leaf: a fan with a notch, on a stalk."""
    fan = [
        (x, y),
        *ring(x, y, size, turn - 0.95, turn - 0.08),
        (x + size * 0.55 * cos(turn), y + size * 0.55 * sin(turn)),
        *ring(x, y, size, turn + 0.08, turn + 0.95),
    ]
    plate.shape(fan)
    plate.line(
        [(x, y), (x - size * 0.7 * cos(turn + 0.2), y - size * 0.7 * sin(turn + 0.2))], size * 0.09
    )
