"""A long paper in parts: one file, its pages numbered through, the same bytes every time."""

import io
import re

import pypdf
import pytest

from documents import joining
from documents.press import press
from documents.printing import printed

PART = '<article class="paper letter"><p>第{}部分</p>{}</article>'
BREAK = '<div class="annex-page"><p>续页</p></div>'
SHEETS = [PART.format(n, BREAK) for n in (1, 2, 3)]


def text_of(page: pypdf.PageObject) -> str:
    return re.sub(r"\s", "", page.extract_text())


@pytest.mark.slow
def test_the_pages_of_all_parts_are_numbered_through() -> None:
    whole = joining.join(printed(iter(SHEETS), "公告"))
    pages = pypdf.PdfReader(io.BytesIO(whole)).pages
    assert [re.findall(r"—(\d)—", text_of(page)) for page in pages] == [
        [str(n)] for n in range(1, 7)
    ]
    assert "第3部分" in text_of(pages[4])


@pytest.mark.slow
def test_the_same_parts_give_the_same_archival_file() -> None:
    first, second = (joining.join(printed(iter(SHEETS), "公告")) for _ in range(2))
    assert first == second
    reader = pypdf.PdfReader(io.BytesIO(first))
    assert "/OutputIntents" in reader.root_object
    metadata = reader.xmp_metadata
    assert metadata is not None and metadata.dc_title == {"x-default": "公告"}


def test_a_paper_of_one_part_is_left_as_it_was_printed() -> None:
    alone = press().print(SHEETS[0], title="单页")
    assert joining.join(iter([alone])) is alone
