"""Prints of roads, towers and fields."""

from math import pi

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Plate, Point, Sheet


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
            stubble.stroke(
                [(x, y), (x + tall * 0.2, y - tall * 0.6), (x + tall * 0.5, y - tall)], 2 + 3 * near
            )
    with sheet.plate("#efdcb6", worn=0.25) as road:
        left = bend((420, 1010), (880, 800), (540, 716)) + bend((540, 716), (380, 664), (700, 658))
        right = bend((700, 678), (520, 684), (640, 722)) + bend(
            (640, 722), (1160, 830), (960, 1010)
        )
        road.shape(
            left,
            bend((700, 658), (1080, 650), (1190, 596)),
            bend((1194, 596), (1110, 664), (700, 678)),
            right,
        )
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
        plate.shape(
            bend((left, y), (left + 26, y - 18), (left + 46, y - 2)),
            [(left + 40, y + 8), (left + 6, y + 8)],
        )
        plate.line([(left + 42, y - 2), (left + 56, y - 18), (left + 64, y - 12)], 7)
        for leg, swing in ((8, -12), (16, 4), (34, -4), (40, 12)):
            plate.line([(left + leg, y + 6), (left + leg + swing, y + 24)], 3.4)
    plate.line(ring(x + 78, y - 6, 26, pi * 1.05, pi * 1.8), 4)
    plate.shape(
        [(x - 74, y - 20), (x - 64, y + 10), (x - 14, y + 10), (x - 8, y - 8), (x - 50, y - 6)]
    )
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
    with sheet.plate("#2a2038", worn=0.12) as shore:
        _bly(shore, 640, -1)
    with sheet.plate("#43325a", worn=0.35) as mirror:
        _bly(mirror, 648, 1)
    with sheet.plate("#17101f", worn=0) as somebody:
        motifs.figure(somebody, 1080, 250, 104)
    with sheet.plate("#f5e3c0", worn=0.2) as shine:
        shine.block(0, 641, 1600, 645)
        motifs.water(shine, rng, 676, 1000)
    with sheet.plate("#17101f", worn=0.05) as reeds:
        for _ in range(70):
            x = rng.choice((rng.gauss(120, 110), rng.gauss(1500, 90)))
            tall, lean = rng.uniform(60, 230), rng.uniform(-40, 40)
            tip = (x + lean, 1000 - tall)
            reeds.stroke(bend((x, 1040), (x + lean * 0.2, 1000 - tall * 0.5), tip), 9)


def _bly(plate: Plate, level: float, way: int) -> None:
    """Tower and trees that stand on `level`, upwards (-1) or mirrored downwards (1)."""

    def standing(points: list[Point]) -> list[Point]:
        return [(x, level + way * max(0, y)) for x, y in points]

    plate.shape(standing(dots("-10,0 -10,36 520,26 900,14 1610,44 1610,0")))
    plate.shape(standing(dots("1000,0 1006,330 984,336 984,384 1176,384 1176,336 1154,330 1160,0")))
    for n in range(5):
        x = 984 + n * 43.5
        plate.shape(standing([(x, 380), (x, 412), (x + 20, 412), (x + 20, 380)]))
    plate.shape(standing(dots("1068,190 1068,238 1080,254 1092,238 1092,190")), tone=0)
    trees = ((60, 330, 250), (250, 250, 170), (410, 170, 150), (1330, 210, 170), (1500, 300, 240))
    for x, tall, wide in trees:
        half = wide / 2
        plate.shape(standing(ring(x, tall * 0.56, half)))
        plate.shape(
            standing([(x - half, 0), (x - half, tall * 0.5), (x + half, tall * 0.5), (x + half, 0)])
        )


def croft(sheet: Sheet) -> None:
    """Independent People: turf roof, mountain, and the sheep he would sell his soul to keep."""
    rng = sheet.rng
    sheet.wash("#dfe3dc")
    sheet.wash("#7c93a3", Fade(-0.15, 0.45))
    with sheet.plate("#5d7382", worn=0.35) as far:
        far.shape(
            dots("700,560 900,400 1010,330 1120,350 1330,210 1450,262 1610,420 1610,620 660,620")
        )
    with sheet.plate("#3f5363", worn=0.35) as table:
        table.shape(dots("-10,560 60,300 150,258 640,236 720,300 860,480 1120,600 -10,600"))
    with sheet.plate("#f4f3ea", worn=0.1) as snow:
        for n in range(26):
            x, lean = 60.0 + n * 27, (n - 12) * 3
            top, down = rng.uniform(280, 360), rng.uniform(70, 190)
            gully = bend((x, top), (x + lean * 0.3, top + down / 2), (x + lean, top + down))
            snow.stroke(gully, rng.uniform(6, 17))
        snow.shape(dots("1330,210 1450,262 1400,320 1372,280 1340,344 1310,288 1262,300"))
        snow.shape(dots("1010,330 1070,342 1040,400 1016,366 980,388"))
    for ink, level, rise in (("#8b9266", 580, 16), ("#6b7a4b", 680, 34), ("#46573a", 850, 26)):
        with sheet.plate(ink, worn=0.35) as grass:
            motifs.land(grass, motifs.rolling(rng, level, rise, 1500))
        if level == 680:
            _turf_house(sheet)
    with sheet.plate("#2b3a2a", worn=0.1) as tufts:
        for _ in range(320):
            x, y = rng.uniform(0, 1600), rng.uniform(880, 1010)
            tufts.stroke(bend((x, y), (x + 2, y - 14), (x + rng.uniform(-8, 14), y - 30)), 5)
    _flock(sheet)


def _flock(sheet: Sheet) -> None:
    rng = sheet.rng
    flock: list[tuple[float, float, float]]
    flock = [(rng.uniform(900, 1560), rng.uniform(620, 690), 0.5) for _ in range(9)]
    flock += [(290, 830, 1.5), (420, 860, 1.3), (1240, 800, 1.2)]
    with sheet.plate("#f4f3ea", worn=0.05) as fleece:
        for x, y, size in flock:
            for dx, dy, radius in ((-16, 0, 14), (0, -5, 16), (16, 0, 14), (0, 5, 14)):
                fleece.disc(x + dx * size, y + dy * size, radius * size)
    with sheet.plate("#22251f", worn=0) as faces:
        for x, y, size in flock:
            faces.shape(ring(x - 32 * size, y - 6 * size, 7 * size))
            for leg in (-14, -6, 8, 16):
                foot = x + leg * size
                faces.line([(foot, y + 12 * size), (foot, y + 27 * size)], 3 * size)


def _turf_house(sheet: Sheet) -> None:
    with sheet.plate("#55683f", worn=0.3) as turf:
        for n in range(3):
            x = 560 + n * 130
            turf.shape(
                bend((x - 92, 730), (x - 60, 610), (x, 560)),
                bend((x, 560), (x + 60, 610), (x + 92, 730)),
            )
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
            smoke.stroke(
                bend((690 + n * 8, 520), (720 + n * 30, 450), (860 + n * 46, 430 + n * 10)), 8
            )
