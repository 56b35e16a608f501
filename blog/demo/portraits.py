"""The two authors, cut in a few inks: half of each face is left to the paper."""

from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Sheet


def isobel(sheet: Sheet) -> None:
    """A grey bob, round glasses, a dark green jersey."""
    sheet.wash("#d7875a")
    with sheet.plate("#8d8a84", worn=0.2) as hair:
        hair.shape(
            bend((146, 446), (96, 84), (320, 80)),
            bend((320, 80), (544, 84), (494, 446)),
            bend((494, 446), (440, 470), (400, 440)),
            bend((240, 440), (200, 470), (146, 446)),
        )
    with sheet.plate("#f2dcc0", worn=0.08) as skin:
        skin.block(268, 390, 372, 540)
        skin.shape(
            bend((204, 250), (196, 452), (320, 478), 24),
            bend((320, 478), (444, 452), (436, 250), 24),
            [(436, 200), (204, 200)],
        )
    with sheet.plate("#d9a887", worn=0.1) as shade:
        shade.shape(
            bend((322, 190), (318, 300), (352, 360)),
            [(326, 368), (330, 478)],
            bend((330, 478), (444, 452), (436, 250)),
            [(436, 170), (322, 170)],
        )
        shade.shape([(268, 462), *bend((268, 462), (320, 500), (372, 462)), (372, 540), (320, 540)])
    with sheet.plate("#1f4540", worn=0.2) as jersey:
        jersey.shape(
            bend((40, 660), (80, 540), (240, 512)),
            bend((240, 512), (252, 500), (256, 478)),
            bend((256, 478), (320, 524), (384, 478)),
            bend((384, 478), (388, 500), (400, 512)),
            bend((400, 512), (560, 540), (600, 660)),
        )
        for n in range(4):
            jersey.line(
                bend((256 - n * 2, 496 + n * 12), (320, 540 + n * 13), (384 + n * 2, 496 + n * 12)),
                2.4,
                0,
            )
    with sheet.plate("#6f6c68", worn=0.15) as fringe:
        fringe.shape(
            bend((190, 330), (168, 116), (352, 106)),
            bend((352, 106), (480, 120), (452, 330)),
            bend((452, 330), (442, 220), (376, 172)),
            bend((376, 172), (300, 236), (214, 236)),
            [(204, 330)],
        )
    with sheet.plate("#d9d4c8", worn=0.2) as light:
        for n in range(7):
            light.stroke(
                bend(
                    (172 + n * 6, 400 - n * 20),
                    (140 + n * 16, 190 - n * 9),
                    (290 + n * 8, 112 + n * 5),
                    20,
                ),
                4,
            )
            light.stroke(
                bend(
                    (470 - n * 4, 400 - n * 22), (500 - n * 12, 190), (390 + n * 4, 118 + n * 6), 20
                ),
                3,
            )
    with sheet.plate("#221d1c", worn=0.03) as ink:
        for x in (266, 374):
            ink.line(ring(x, 300, 45), 8)
            ink.stroke(bend((x - 24, 300), (x, 284), (x + 24, 300)), 8)
            ink.disc(x, 300, 8.5)
            ink.stroke(bend((x - 34, 246), (x, 228), (x + 34, 244)), 11)
        ink.line(bend((310, 294), (320, 284), (330, 294)), 8)
        ink.stroke(bend((304, 372), (322, 384), (346, 370)), 7)
        ink.stroke(bend((286, 424), (324, 432), (366, 416)), 8)
    with sheet.plate("#b4442f", worn=0.08) as lips:
        lips.shape(
            bend((286, 424), (324, 404), (364, 417)), bend((364, 417), (328, 448), (286, 424))
        )


def pietro(sheet: Sheet) -> None:
    """A dark beard, a receding forehead, a striped jersey; he looks to the left."""
    sheet.wash("#6f9794")
    with sheet.plate("#f3e6cc", worn=0.15) as jersey:
        jersey.shape(
            bend((30, 660), (70, 530), (250, 500)), bend((400, 500), (570, 530), (610, 660))
        )
    with sheet.plate("#23395b", worn=0.15) as stripes:
        for n in range(4):
            y = 536 + n * 36
            stripes.line(bend((20, y + 44), (320, y - 24), (620, y + 44)), 15)
        stripes.shape([(0, 660), *bend((30, 660), (70, 530), (250, 500)), (0, 500)], tone=0)
        stripes.shape([(640, 660), *bend((610, 660), (570, 530), (400, 500)), (640, 500)], tone=0)
    with sheet.plate("#e2b48c", worn=0.08) as skin:
        skin.shape([(258, 400), (390, 400), *bend((396, 500), (320, 560), (250, 500))])
        skin.shape(
            bend((212, 250), (196, 440), (310, 486), 24),
            bend((310, 486), (440, 450), (440, 250), 24),
            bend((440, 250), (440, 96), (324, 94)),
            bend((324, 94), (210, 96), (212, 250)),
        )
        for x in (204, 444):
            skin.disc(x, 312, 24)
    with sheet.plate("#bd8358", worn=0.1) as shade:
        shade.shape(
            bend((340, 100), (330, 260), (316, 300)),
            dots("356,366 330,378 330,480"),
            bend((330, 480), (446, 450), (440, 250)),
            bend((440, 250), (440, 110), (340, 100)),
        )
        shade.disc(446, 312, 24)
    with sheet.plate("#241b1a", worn=0.12) as dark:
        dark.shape(
            bend((206, 330), (206, 500), (308, 528)),
            bend((308, 528), (440, 500), (444, 320)),
            bend((444, 320), (430, 392), (388, 384)),
            bend((388, 384), (320, 362), (256, 386)),
            bend((256, 386), (222, 390), (206, 330)),
        )
        dark.shape(
            bend((436, 330), (462, 170), (400, 106)),
            bend((400, 106), (320, 50), (244, 112)),
            bend((244, 112), (202, 150), (208, 250)),
            bend((208, 250), (226, 180), (262, 158)),
            bend((262, 158), (300, 126), (330, 168)),
            bend((330, 168), (400, 130), (420, 230)),
            [(424, 330)],
        )
        for x in (264, 372):
            dark.stroke(bend((x - 40, 262), (x - 4, 240), (x + 38, 258)), 16)
            dark.stroke(bend((x - 26, 300), (x, 286), (x + 26, 300)), 8)
            dark.disc(x - 4, 300, 8.5)
        dark.stroke(bend((290, 366), (312, 378), (338, 364)), 7)
    with sheet.plate("#a8463a", worn=0.05) as lips:
        lips.shape(
            bend((284, 426), (316, 414), (352, 424)), bend((352, 424), (316, 444), (284, 426))
        )
    with sheet.plate("#6f5348", worn=0.1) as hairs:
        for n in range(9):
            hairs.stroke(
                bend(
                    (236 + n * 22, 456 - abs(n - 4) * 12),
                    (240 + n * 19, 480),
                    (250 + n * 15, 506 - abs(n - 4) * 8),
                ),
                4,
            )
        for n in range(6):
            hairs.stroke(
                bend((252 + n * 26, 128 - n * 3), (290 + n * 22, 96), (330 + n * 18, 118 + n * 8)),
                4,
            )
