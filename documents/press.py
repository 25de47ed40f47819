"""The printing press: a sheet of HTML becomes a PDF. Same sheet, same bytes."""

import html
import threading
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, path2url

HERE = Path(__file__).resolve().parent
FONTS_DIR = HERE / "fonts"
STYLESHEETS = (
    HERE / "static/documents/sheet-1.css",
    HERE / "print/print-1.css",
    HERE / "print/volume-1.css",
)
# The colours of PDF/A. WeasyPrint would open its own copy of this profile for every paper, and
# leave it open.
COLOURS = "paper-srgb"
PDF_VARIANT = "pdf/a-2u"  # archival: every font embedded, every glyph mapped to its character
# Family in the style sheets, weight, and the beginnings of the file names that supply it.
FAMILIES = (
    ("Paper Fang", 400, ("仿宋", "fangsong", "fzfs", "simfang")),
    ("Paper Title", 700, ("小标宋", "方正小标宋", "xiaobiaosong", "fzxbs")),
    ("Paper Hei", 400, ("黑体", "heiti", "fzht", "simhei")),
    ("Paper Kai", 400, ("楷体", "kaiti", "fzkt", "simkai")),
)
VENDORED = (
    ("Paper Fang Reserve", 400, FONTS_DIR / "FandolFang-Regular.otf"),
    ("Paper Marks", 400, FONTS_DIR / "PaperMarks.ttf"),
)
# A part that is not the first of its paper: its own first page is numbered like any other.
CONTINUED = """@page :first {
  counter-set: page %d;
  @bottom-right { content: "— " counter(page) " —"; }
}"""
_local = threading.local()


class OwnFontsOnly(URLFetcher):
    """Opens `data:` and the fonts of the installation; no network, no other file."""

    def __init__(self, fonts: frozenset[str] = frozenset()) -> None:
        super().__init__(allowed_protocols=["data", "file"])
        self.own_fonts = fonts

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith("data:") and url not in self.own_fonts:
            raise ValueError("a paper refers to nothing outside itself")
        return super().fetch(url, headers)


class Press:
    """Fonts and parsed style sheets, prepared once; a press serves one thread."""

    def __init__(self) -> None:
        faces = list(_faces())
        self.fetcher = OwnFontsOnly(frozenset(path2url(path) for _, _, path in faces))
        self.fonts = FontConfiguration()
        self.counters = CounterStyle()
        self.srgb = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
        rules = "".join(_font_face(*face) for face in faces)
        self.stylesheets = [self._css(string=rules)]
        self.stylesheets += [self._css(string=path.read_text()) for path in STYLESHEETS]

    def _css(self, **source: str) -> CSS:
        return CSS(
            font_config=self.fonts,
            counter_style=self.counters,
            url_fetcher=self.fetcher,
            **source,
        )

    def _colours(self) -> ColorProfile:
        """Return a fresh profile: the colour library writes a used one back with other bytes."""
        return ColorProfile(
            BytesIO(self.srgb), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
        )

    def print(self, sheet_html: str, *, title: str, first_page: int = 1) -> bytes:
        """Print a sheet; a later part of a long paper begins with the page that comes next."""
        document = (
            '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
            f"<title>{html.escape(title)}</title></head><body>{sheet_html}</body></html>"
        )
        numbering = [] if first_page == 1 else [self._css(string=CONTINUED % first_page)]
        printed: bytes = HTML(string=document, url_fetcher=self.fetcher).write_pdf(
            stylesheets=[*self.stylesheets, *numbering],
            font_config=self.fonts,
            counter_style=self.counters,
            color_profiles={COLOURS: self._colours()},
            output_intent=COLOURS,
            pdf_variant=PDF_VARIANT,
        )
        return printed


def press() -> Press:
    """Return this thread's press, set up on first use."""
    if not hasattr(_local, "press"):
        _local.press = Press()
    ready: Press = _local.press
    return ready


def _faces() -> list[tuple[str, int, Path]]:
    """Name every font file used; what the installation is licensed for wins over the vendored."""
    licensed = sorted(settings.LICENSED_FONTS_DIR.glob("*.[ot]tf"))
    found = []
    for family, weight, beginnings in FAMILIES:
        fitting = [path for path in licensed if path.name.lower().startswith(beginnings)]
        found += [(family, weight, path) for path in fitting[:1]]
    return [*found, *VENDORED]


def _font_face(family: str, weight: int, path: Path) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("{path2url(path)}"); }}\n'
    )
