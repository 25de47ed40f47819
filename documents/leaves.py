"""Single leaves of a case file: reading a PDF, a picture as a page, the stamp of page numbers."""

import io
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import AccessMode, Name, Pdf
from PIL import Image, ImageOps, UnidentifiedImageError

from documents.press import press

POINTS = 72 / 25.4  # in a millimetre
A4 = (210 * POINTS, 297 * POINTS)
MARGIN = 18 * POINTS
SHARP = 2480  # dots across an A4 page at 300 to the inch: a screen or printer needs no more
QUALITY = 88
# The stamp stands in the upper right corner, as archives number leaves.
FIGURE = (2.4 * POINTS, 5 * POINTS)
FROM_RIGHT, FROM_TOP = 12 * POINTS, 14 * POINTS
# How a page's own coordinates answer to those a reader sees, by its /Rotate.
TURNS = {
    0: lambda wide, high: (1, 0, 0, 1, 0, 0),
    90: lambda wide, high: (0, 1, -1, 0, wide, 0),
    180: lambda wide, high: (-1, 0, 0, -1, wide, high),
    270: lambda wide, high: (0, -1, 1, 0, 0, high),
}


class Unbindable(Exception):
    """A file that is no readable PDF or picture; it is kept apart and the index says so."""


def opened(path: Path) -> Pdf:
    """Open a PDF from its file, piece by piece: its streams are read when they are written on."""
    try:
        return pikepdf.open(path, access_mode=AccessMode.stream)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Unbindable(str(path)) from error


def pages_of(path: Path) -> int:
    with opened(path) as pdf:
        if not len(pdf.pages):
            raise Unbindable(str(path))
        return len(pdf.pages)


def joined(paths: Sequence[Path], target: Path) -> Path:
    """Join files page by page; qpdf reads each stream when it writes it, so none is held."""
    names = [str(path) for path in paths]
    job = ["pikepdf", "--empty", "--object-streams=generate", "--stream-data=preserve"]
    try:
        pikepdf.Job([*job, "--pages", *names, "--", str(target)]).run()
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError) as error:
        raise Unbindable("、".join(names)) from error
    return target


def as_pdf(path: Path, content_type: str, target: Path) -> Path:
    """The pages of a PDF as they are, or a page showing the picture."""
    if content_type == "application/pdf":
        return joined([path], target)  # what is damaged shows now, not when all is joined
    if content_type.startswith("image/"):
        return _picture_page(path, target)
    raise Unbindable(content_type)


def _picture_page(path: Path, target: Path) -> Path:
    content, size, space = _jpeg(path)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4)
        picture = pikepdf.Stream(
            pdf, content, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
            ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        name = page.add_resource(picture, Name.XObject)
        page.contents_add(_placed(name, size))
        pdf.save(target)
    return target


def _placed(name: Name, size: tuple[int, int]) -> bytes:
    """Draw the picture as large as the page allows, in its middle."""
    room = (A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN)
    scale = min(room[0] / size[0], room[1] / size[1])
    wide, high = size[0] * scale, size[1] * scale
    left, low = (A4[0] - wide) / 2, (A4[1] - high) / 2
    return f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {low:.3f} cm {name} Do Q".encode()


def _jpeg(path: Path) -> tuple[bytes, tuple[int, int], Name]:
    """The picture as a JPEG without hidden data; one that is that already keeps its bytes."""
    try:
        with Image.open(path) as picture:
            if _is_plain(picture):
                return path.read_bytes(), picture.size, _space(picture.mode)
            picture.draft("RGB", (SHARP, SHARP))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((SHARP, SHARP))
            return _written(upright)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise Unbindable(str(path)) from error


def _is_plain(picture: Image.Image) -> bool:
    is_jpeg = picture.format == "JPEG" and picture.mode in ("RGB", "L")
    return is_jpeg and max(picture.size) <= SHARP and "exif" not in picture.info


def _written(picture: Image.Image) -> tuple[bytes, tuple[int, int], Name]:
    """White stands behind what was transparent."""
    page = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    page.paste(seen, mask=seen.getchannel("A"))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue(), page.size, Name.DeviceRGB


def _space(mode: str) -> Name:
    return Name.DeviceGray if mode == "L" else Name.DeviceRGB


class Stamp:
    """Running page numbers for one book; what the page itself says is left as it is."""

    def __init__(self, book: Pdf) -> None:
        self.book = book

    @cached_property
    def figures(self) -> list[Any]:
        """The ten figures as embedded shapes, printed once with the papers' own font."""
        sheet = "".join(f'<p class="figure">{figure}</p>' for figure in range(10))
        with pikepdf.open(io.BytesIO(press().print(sheet, title="figures"))) as printed:
            return [self.book.copy_foreign(page.as_form_xobject()) for page in printed.pages]

    def put(self, page: pikepdf.Page, number: int) -> None:
        """Write the number in the corner that a reader sees as the upper right."""
        drawn = [self._figure(page, int(sign)) for sign in str(number)]
        left, low, right, high = (float(edge) for edge in page.cropbox)
        turn = int(page.obj.get(Name.Rotate, 0)) % 360
        wide, tall = right - left, high - low
        matrix = TURNS[turn](wide, tall)
        seen = (tall, wide) if turn in (90, 270) else (wide, tall)
        across = seen[0] - FROM_RIGHT - FIGURE[0] * len(drawn)
        moves = [f"1 0 0 1 {left:.3f} {low:.3f} cm", _matrix(matrix)]
        moves.append(f"1 0 0 1 {across:.3f} {seen[1] - FROM_TOP:.3f} cm")
        figures = [f"{name} Do 1 0 0 1 {FIGURE[0]:.3f} 0 cm" for name in drawn]
        # Whatever the page's own drawing leaves behind must not move the stamp.
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(("\nQ q\n" + "\n".join([*moves, *figures]) + "\nQ").encode())

    def _figure(self, page: pikepdf.Page, figure: int) -> Name:
        name = Name(f"/PageFigure{figure}")
        return page.add_resource(self.figures[figure], Name.XObject, name, replace_existing=True)


def _matrix(parts: tuple[float, ...]) -> str:
    return " ".join(f"{part:.3f}" for part in parts) + " cm"
