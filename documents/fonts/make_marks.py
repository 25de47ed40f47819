"""Draws PaperMarks.ttf: ☐ ☑ ☒, which neither 仿宋 nor the Noto CJK fonts have.

Run by hand after a change of shape: python documents/fonts/make_marks.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
Points = tuple[tuple[int, int], ...]
OUTER: Points = ((90, -30), (90, 790), (910, 790), (910, -30))
INNER: Points = ((150, 30), (850, 30), (850, 730), (150, 730))
CHECK: Points = ((250, 390), (310, 450), (450, 300), (720, 640), (780, 590), (455, 180))
CROSS: tuple[Points, ...] = (
    ((260, 190), (690, 620), (740, 570), (310, 140)),
    ((310, 620), (740, 190), (690, 140), (260, 570)),
)
SHAPES: dict[str, tuple[Points, ...]] = {
    ".notdef": (OUTER, INNER),
    "box": (OUTER, INNER),
    "checked": (OUTER, INNER, CHECK),
    "crossed": (OUTER, INNER, *CROSS),
}
SIGNS = {0x2610: "box", 0x2611: "checked", 0x2612: "crossed"}


def outline(contours: tuple[Points, ...]) -> object:
    pen = TTGlyphPen(None)
    for first, *rest in contours:
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def build(target: Path) -> None:
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(list(SHAPES))
    font.setupCharacterMap(SIGNS)
    font.setupGlyf({name: outline(contours) for name, contours in SHAPES.items()})
    font.setupHorizontalMetrics({name: (EM, 90) for name in SHAPES})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": "Paper Marks", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    font.setupPost()
    font.save(target)


if __name__ == "__main__":
    build(Path(__file__).with_name("PaperMarks.ttf"))
