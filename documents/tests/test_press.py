"""What comes off the press: no tofu, no network, the same bytes every time."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from fontTools.ttLib import TTCollection, TTFont

from documents import rendering
from documents.freezing import plain
from documents.heading import heading
from documents.press import FONTS_DIR, OwnFontsOnly, Press, press
from documents.tests.factories import LETTER, MARKS, RARE_NAMES, letter_context, wage_annex

FALLBACK = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FAMILIES = {"Paper-Fang-Reserve", "Noto-Serif-CJK-SC", "Noto-Serif-CJK-SC-Bold", "Paper-Marks",
            "Noto-Sans-CJK-SC"}  # fmt: skip


def sheet(**facts: Any) -> str:
    shown = {**letter_context(**facts), "paper": heading(LETTER, office=None, code="ABCDEFGHJKMN")}
    return rendering.sheet(LETTER.template_name, plain(shown))


def printed(**facts: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(press().print(sheet(**facts), title="测试")))


def text_of(reader: pypdf.PdfReader) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def fonts_of(reader: pypdf.PdfReader) -> Iterator[tuple[str, bool]]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
            yield font["/BaseFont"].split("+")[-1], embedded


def test_every_sign_of_a_paper_has_a_glyph_in_our_fonts() -> None:
    covered = set(TTFont(FONTS_DIR / "FandolFang-Regular.otf").getBestCmap())
    covered |= set(TTFont(FONTS_DIR / "PaperMarks.ttf").getBestCmap())
    covered |= set(TTCollection(FALLBACK).fonts[2].getBestCmap())
    templates = "".join(path.read_text() for path in Path("templates/papers").rglob("*.html"))
    signs = {sign for sign in RARE_NAMES + MARKS + templates if not sign.isspace()}
    assert not {sign for sign in signs if ord(sign) not in covered}


@pytest.mark.slow
def test_only_our_fonts_are_used_and_all_are_embedded() -> None:
    fonts = dict(fonts_of(printed(annex=wage_annex(3))))
    assert set(fonts) <= FAMILIES
    assert "Paper-Fang-Reserve" in fonts
    assert all(fonts.values())


@pytest.mark.slow
def test_the_text_of_a_paper_can_be_searched_and_copied() -> None:
    text = text_of(printed())
    for part in ("协助调查通知书", RARE_NAMES, "☑是☐否☒不适用", "ABCD-EFGH-JKMN"):
        assert part in text


@pytest.mark.slow
def test_the_same_sheet_gives_the_same_bytes_from_any_press() -> None:
    html = sheet()
    first = Press().print(html, title="一")
    press().print(sheet(annex=wage_annex(2)), title="二")
    assert [press().print(html, title="一") for _ in range(2)] == [first, first]


@pytest.mark.slow
def test_the_file_is_archival_and_tells_no_time() -> None:
    content = press().print(sheet(), title="协助调查通知书")
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "协助调查通知书"
    assert reader.metadata.creation_date_raw is None
    metadata = cast("Any", reader.root_object["/Metadata"]).get_data()
    assert b"pdfaid:part" in metadata
    assert b"xmp:CreateDate" not in metadata
    assert reader.root_object["/Lang"] == "zh-Hans"


@pytest.mark.slow
def test_the_page_is_a4_and_a_single_page_has_no_number() -> None:
    reader = printed()
    (page,) = reader.pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    assert "—1—" not in text_of(reader)


@pytest.mark.slow
def test_several_pages_are_numbered_from_the_first() -> None:
    reader = printed(paragraphs=["经查，你单位拖欠劳动者工资。" * 12] * 6)
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, 1):
        assert f"— {number} —" in page.extract_text()


@pytest.mark.slow
def test_a_long_list_repeats_its_head_and_sums_each_page() -> None:
    reader = printed(annex=wage_annex(72))
    pages = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
    lists = [text for text in pages if "诉求金额" in text]
    assert len(lists) == 4
    assert all("劳动者工资明细表" in text and "序号姓名" in text for text in lists)
    assert all("小计58,333.40" in text for text in lists[:3])
    assert "合计210,000.24" in lists[3]


@pytest.mark.slow
def test_a_hostile_name_is_printed_as_text_and_fetches_nothing() -> None:
    hostile = '<img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="file:///etc/passwd">'
    html = sheet(addressee=hostile)
    assert "<img src=" not in html
    assert 'src="http://127.0.0.1:9/x.png"' in text_of(printed(addressee=hostile)).replace(
        "imgsrc", "img src"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.css",
        "https://example.com/a.png",
        "ftp://example.com/a",
        "file:///etc/passwd",
        (FONTS_DIR / "COPYING").as_uri(),
    ],
)
def test_the_press_opens_nothing_but_its_own_fonts(url: str) -> None:
    with pytest.raises(ValueError, match="nothing outside itself"):
        press().fetcher.fetch(url)


def test_the_press_opens_data_and_its_own_fonts() -> None:
    font = (FONTS_DIR / "PaperMarks.ttf").as_uri()
    assert OwnFontsOnly(frozenset({font})).fetch(font).read(4) == b"\x00\x01\x00\x00"
    assert press().fetcher.fetch("data:text/plain,a").read() == b"a"


@pytest.mark.slow
def test_a_licensed_font_of_the_installation_wins(settings: Any, tmp_path: Path) -> None:
    settings.LICENSED_FONTS_DIR = tmp_path
    (tmp_path / "仿宋_GB2312.otf").write_bytes((FONTS_DIR / "FandolFang-Regular.otf").read_bytes())
    content = Press().print(sheet(), title="测试")
    fonts = {name for name, _ in fonts_of(pypdf.PdfReader(io.BytesIO(content)))}
    assert "Paper-Fang" in fonts
    assert "Paper-Fang-Reserve" not in fonts
