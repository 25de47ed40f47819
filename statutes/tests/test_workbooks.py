"""A workbook is read row by row, whoever wrote it; what would do harm is refused."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from statutes.workbook_cells import Broken
from statutes.workbooks import rows_of

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: str, *, texts: str = "", compress: bool = False) -> io.BytesIO:
    """The smallest workbook around a sheet as it is written here."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="texts.xml"/>'
        "</Relationships>",
        "xl/worksheets/s.xml": sheet,
        "xl/texts.xml": texts or f'<sst xmlns="{MAIN}"/>',
    }
    file = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", packing) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file


def sheet(rows: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'  # noqa: E501


def read(file: io.BytesIO) -> list[tuple[int, list[Any]]]:
    return list(rows_of(file))


def cells(rows: str, **given: Any) -> list[list[Any]]:
    return [found for _, found in read(workbook(sheet(rows), **given))]


def by_another_reader(file: io.BytesIO) -> list[list[Any]]:
    file.seek(0)
    return list(CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows())


def saved(book: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    return file


AWKWARD: tuple[tuple[Any, ...], ...] = (
    ("信用代码", "名称 & <b>", 12, 3.5, True, False),
    (date(2026, 5, 1), datetime(2026, 5, 1, 13, 30), -1, 0, "", "'=1"),
    ("两行\n文字", '"引号"', "_x0041_", "　全角　", 1e20, 0.1),
    (None, None, "前面空两格", None, None, "末格"),
)


def test_what_another_program_wrote_is_read_as_another_reader_reads_it() -> None:
    book = Workbook()
    for row in AWKWARD:
        assert book.active is not None
        book.active.append(row)
    file = saved(book)
    theirs = [[cell for cell in row if cell != ""] for row in by_another_reader(file)]
    ours = [[cell for cell in row if cell != ""] for _, row in read(file)]
    assert ours[:2] == theirs[:2]
    assert ours[2][2:] == theirs[2][2:] or ours[2][3:] == theirs[2][3:]
    assert ours[3] == ["前面空两格", "末格"]
    assert read(file)[3] == (4, ["", "", "前面空两格", "", "", "末格"])


@pytest.mark.parametrize("in_memory", [True, False])
def test_texts_are_found_again_in_any_order(in_memory: bool) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": in_memory})
    page = book.add_worksheet()
    for n in range(3_000):
        page.write_row(n, 0, [f"文字{n}", f"文字{(n * 1237) % 3_000}", n])
    book.close()
    found = [row for _, row in read(file)]
    assert found == by_another_reader(file)
    assert found[2999] == ["文字2999", f"文字{2999 * 1237 % 3000}", 2999.0]


def test_the_first_visible_sheet_that_holds_anything_is_read() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.sheet_state = "hidden"
    book.active.append(["藏"])
    book.create_sheet("空")
    book.create_sheet("表").append(["见"])
    assert read(saved(book)) == [(1, ["见"])]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c></row>', [["", 1.0]]),
        ('<row><c><v>1</v></c><c t="b"><v>1</v></c></row>', [[1.0, True]]),
        ('<row r="1"/><row r="2"><c r="A2"/><c r="B2"></c></row>', [["", ""]]),
        ('<row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>甲&lt;乙</v></c></row>', [["甲<乙"]]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>', [["甲"]]),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r>'
            "<rPh><t>jia</t></rPh></is></c></row>",
            [["甲乙"]],
        ),
        ('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', [[""]]),
        ('<row r="1"><c r="A1" t="d"><v>2026-05-01</v></c></row>', [[datetime(2026, 5, 1)]]),
        ('<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="A1"><v>1</v></c></row>', [[1.0]]),
        ('<!-- <row><c r="A1"><v>9</v></c></row> --><row><c r="A1"><v>1</v></c></row>', [[1.0]]),
        ('<row r="1"><c r="A1" t="str"><v><![CDATA[甲<乙]]></v></c></row>', [["甲<乙"]]),
    ],
)
def test_a_sheet_may_be_written_in_many_ways(rows: str, found: list[list[Any]]) -> None:
    assert cells(rows) == found


def test_every_mark_may_carry_a_prefix() -> None:
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'  # noqa: E501
    texts = (
        f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>甲</x:t></x:si><x:si><x:t>乙&amp;</x:t></x:si></x:sst>'  # noqa: E501
    )
    assert read(workbook(part, texts=texts)) == [(2, ["乙&"])]


def test_formatted_and_phonetic_texts_are_their_words() -> None:
    texts = (
        f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t>江</t></r><r><t>城</t></r></si><si/>'
        "<si><t>名</t><rPh sb='0' eb='1'><t>ming</t></rPh></si>"
        '<si><t xml:space="preserve"> &amp; </t></si></sst>'
    )
    wanted = "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCD"))
    assert cells(f"<row>{wanted}</row>", texts=texts) == [["江城", "", "名", " & "]]


def test_blank_cells_may_be_formatted_far_out() -> None:
    assert cells('<row><c r="A1"><v>7</v></c><c r="XFD1" s="1"/></row>')[0][0] == 7
    assert len(cells('<row><c r="A1"><v>7</v></c><c r="XFD1" s="1"/></row>')[0]) <= 512


def test_half_a_sign_is_replaced() -> None:
    found = cells('<row><c t="inlineStr"><is><t>江_xD800_城</t></is></c></row>')
    assert found == [["江\ufffd城"]]


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(io.BytesIO(b"PK\x03\x04broken"), id="no zip"),
        pytest.param(workbook(sheet("<row>&b;</row>", before=BOMB)), id="entities"),
        pytest.param(workbook(sheet("<row/>" * 2_000_000), compress=True), id="packed too tightly"),
        pytest.param(workbook(sheet('<row><c r="XFE1"><v>1</v></c></row>')), id="too wide"),
        pytest.param(workbook(sheet('<row><c r="ZZZZZZ1"><v>1</v></c></row>')), id="far too wide"),
        pytest.param(
            workbook(sheet('<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')),
            id="out of order",
        ),
        pytest.param(workbook(sheet('<row><c t="s"><v>7</v></c></row>')), id="no such text"),
        pytest.param(workbook(sheet('<row><c t="s"><v>-1</v></c></row>')), id="text below nought"),
        pytest.param(workbook(sheet("<row><c><v>1</c></row>")), id="not closed"),
        pytest.param(workbook(sheet("<row>" + "<c/>" * 3_000_000)), id="a row without an end"),
        pytest.param(
            workbook(sheet(f'<row><c t="inlineStr"><is><t>{"a" * 200_000}</t></is></c></row>')),
            id="a cell of absurd length",
        ),
        pytest.param(
            workbook(
                sheet('<row><c t="s"><v>0</v></c></row>'), texts=f"<si><t>{'a' * 500_000}</t></si>"
            ),
            id="a shared text of absurd length",
        ),
        pytest.param(workbook(sheet('<row><c r="XFD1"><v>1</v></c></row>')), id="an absurd width"),
        pytest.param(
            workbook(sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>')),
            id="beyond the last row",
        ),
        pytest.param(workbook(sheet('<row r="%s"/>' % ("1" * 9_000_000))), id="an absurd mark"),
    ],
)
def test_what_would_do_harm_is_refused(file: io.BytesIO) -> None:
    with pytest.raises(Broken):
        read(file)


def test_a_larger_sheet_takes_no_more_memory() -> None:
    def peak(rows: int) -> int:
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file)
        page = book.add_worksheet()
        for n in range(rows):
            page.write_row(n, 0, [f"单位{n}", n, f"人民路{n}号"])
        book.close()
        tracemalloc.start()
        for _row in rows_of(file):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(30_000) < 1.3 * peak(10_000)
