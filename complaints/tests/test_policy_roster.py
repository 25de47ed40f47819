"""A roster is read whole or not at all, and every refusal names row, column and remedy."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from complaints.policy.roster import Roster, read_paste, read_roster
from complaints.tests.rosters import FOUNDING, HEADER, QIAN, ZHAO, changed, saved, text, xlsx
from statutes.refusal import Refused

TODAY = date(2026, 11, 23)


def read(data: bytes, name: str = "名册.xlsx") -> Roster:
    return read_roster(data, name, today=TODAY)


def problems(data: bytes) -> str:
    roster = read(data)
    assert not roster.is_clean
    return "\n".join(map(str, roster.problems))


def test_the_founding_roster_is_72_workers_and_210000_yuan() -> None:
    roster = read(FOUNDING)

    assert roster.is_clean
    assert (len(roster.lines), roster.owed) == (72, Decimal("210000.00"))
    assert roster.agreed - roster.paid == roster.owed
    first = roster.lines[0]
    assert (first.name, first.identity, first.phone) == (
        "范金",
        "610121197012140004",
        "18288020241",
    )
    assert (first.period_from, first.period_to) == (date(2026, 7, 1), date(2026, 10, 31))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_csv_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    roster = read(text(ZHAO, QIAN).encode(encoding), "名册.csv")

    assert roster.is_clean
    assert [line.name for line in roster.lines] == ["赵一", "钱二"]


def test_cells_pasted_from_a_spreadsheet_are_read_with_and_without_their_heading() -> None:
    for header in (HEADER, None):
        roster = read_paste(text(ZHAO, QIAN, header=header, sep="\t"), today=TODAY)
        assert roster.is_clean, roster.problems
        assert roster.owed == Decimal("11000.50")


def test_a_wrong_extension_does_not_matter_but_a_wrong_content_does() -> None:
    assert read(text(ZHAO).encode(), "名册.xlsx").is_clean
    assert read(xlsx(ZHAO), "名册.csv").is_clean
    with pytest.raises(Refused, match="不是表格文件"):
        read(b"%PDF-1.7 ...", "名册.xlsx")
    with pytest.raises(Refused, match="旧版或加了密码"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(Refused, match="不是完好的"):
        read(b"PK\x03\x04 torn")
    with pytest.raises(Refused, match="不是完好的"):
        read(FOUNDING[: len(FOUNDING) // 2])


def test_headings_are_recognised_by_their_usual_synonyms_below_a_title() -> None:
    header = ("编号", "工人姓名", "身份证号码", "联系电话", "岗位", "开始月份", "结束月份",
              "应发工资（元）", "实发", "拖欠金额：")  # fmt: skip
    data = xlsx(ZHAO, header=header, before=[["某某项目工人工资表"], []])

    assert read(data).is_clean


def test_missing_and_doubled_columns_are_named() -> None:
    assert "缺少“手机号”这一列" in problems(
        xlsx(changed(ZHAO), header=[*HEADER[:3], "备注", *HEADER[4:]])
    )
    assert "两列都是“欠付”" in problems(xlsx(ZHAO, header=[*HEADER[:8], "欠发", "欠付"]))
    assert "没有找到表头" in problems(xlsx(["随便", "写写"], header=None))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": None}, "第2行“姓名”：没有填"),
        ({"name": "12345"}, "第2行“姓名”：“12345”不像姓名"),
        ({"identity": 610121197012140004}, "第2行“身份证号”：表格把这个号码当成了数字"),
        ({"identity": "6.10121E+17"}, "第2行“身份证号”：表格把这个号码当成了数字"),
        ({"identity": "610121197012140005"}, "第2行“身份证号”：公民身份号码校验码不正确"),
        ({"identity": None}, "第2行“身份证号”：没有填"),
        ({"phone": "1380000"}, "第2行“手机号”：手机号码应为11位数字"),
        ({"phone": None}, "第2行“手机号”：没有填"),
        ({"end": "2026-12"}, "第2行“截止月份”：是将来的月份"),
        ({"start": "2026-11"}, "第2行“起始月份”：晚于截止月份"),
        ({"start": "去年夏天"}, "第2行“起始月份”：“去年夏天”读不出是哪年哪月"),
        ({"start": 2026.1}, "第2行“起始月份”：“2026.1”分不清是1月还是10月"),
        ({"owed": 4000}, "第2行“欠付”：约定8,000.00元减已付3,000.00元等于5,000.00元，"),
        ({"paid": 8000, "owed": 0}, "第2行“欠付”：没有欠款"),
        ({"agreed": None, "owed": None}, "第2行“欠付”：没有填"),
        ({"owed": -5000}, "第2行“欠付”：金额是负数"),
        ({"agreed": 8000.123}, "第2行“约定工资合计”：金额只能写到分"),
        ({"paid": "三千"}, "第2行“已付”：“三千”不是金额"),
        ({"paid": "3E+03"}, "第2行“已付”：“3E+03”不是金额"),
        ({"agreed": 9e15}, "第2行“约定工资合计”：金额大得不合常理"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_by_row_and_column(change: dict[str, Any], expected: str) -> None:
    assert expected in problems(xlsx(changed(ZHAO, **change)))


@pytest.mark.parametrize(
    "month",
    ["2026-07", "2026/7", "2026.07", "2026.7", "2026年7月", "2026年07月份", "202607", "20260701",
     "2026-07-01", "２０２６－０７", 202607, 2026.07, 46204, datetime(2026, 7, 1)],
)  # fmt: skip
def test_months_are_read_as_people_write_them(month: Any) -> None:
    assert read(xlsx(changed(ZHAO, start=month))).lines[0].period_from == date(2026, 7, 1)


@pytest.mark.parametrize(
    "amount",
    [5000, "5000", "5,000.00", "５０００", "¥5,000", "0.5万", "5000元", 4999.999999999999,
     "5000.0000000001"],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them_and_float_noise_is_rounded(amount: Any) -> None:
    assert read(xlsx(changed(ZHAO, owed=amount))).lines[0].owed == Decimal("5000.00")


def test_an_amount_left_out_is_worked_out_from_the_other_two() -> None:
    without_owed = read(xlsx(changed(ZHAO, owed=None))).lines[0]
    without_agreed = read(xlsx(changed(ZHAO, agreed=None))).lines[0]
    formula = read(xlsx(changed(ZHAO, owed="=H2-I2"))).lines[0]

    assert without_owed.owed == formula.owed == Decimal("5000.00")
    assert without_agreed.agreed == Decimal("8000.00")


def test_a_total_row_is_cross_footed_and_is_not_a_worker() -> None:
    good = read(xlsx(ZHAO, QIAN, ["合计", *[None] * 6, 14000.5, 3000, 11000.5]))
    assert good.is_clean
    assert len(good.lines) == 2

    wrong = problems(xlsx(ZHAO, QIAN, ["合 计", *[None] * 6, 14000.5, 3000, 12000]))
    assert "第4行“欠付”：合计写的是12,000.00元，上面各行相加是11,000.50元，相差999.50元" in wrong


def test_subtotals_foot_their_own_page_and_unlabelled_sums_foot_everything() -> None:
    roster = read(
        xlsx(
            ZHAO,
            ["小计", *[None] * 6, 8000, 3000, 5000],
            QIAN,
            ["小计", *[None] * 6, 6000.5, 0, 6000.5],
            [*[None] * 9, 11000.5],
        )
    )
    assert roster.is_clean
    assert len(roster.lines) == 2


def test_remarks_repeated_headings_unused_lines_and_blank_rows_are_not_workers() -> None:
    roster = read(
        xlsx(ZHAO, [], HEADER, QIAN, [3], [4], ["制表人：王会计", None, "2026年11月20日"])
    )

    assert roster.is_clean
    assert len(roster.lines) == 2
    assert [str(notice)[:4] for notice in roster.notices] == ["第4行是", "第8行“"]


def test_merged_cells_over_workers_are_refused_with_their_rows() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("E2:E3")

    assert "第2至3行的“工种”是合并单元格" in problems(xlsx(ZHAO, QIAN, spoil=merge))


def test_a_merged_title_or_total_does_no_harm() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:J1")
        sheet.merge_cells("A5:G5")

    total = ["合计", *[None] * 6, 14000.5, 3000, 11000.5]
    assert read(xlsx(ZHAO, QIAN, total, before=[["工资表"]], spoil=merge)).is_clean


def test_hidden_rows_and_columns_are_refused_because_nobody_sees_what_is_signed() -> None:
    def hide_row(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    def hide_column(sheet: Worksheet) -> None:
        sheet.column_dimensions["J"].hidden = True

    assert "第3行被隐藏或被筛选掉了" in problems(xlsx(ZHAO, QIAN, spoil=hide_row))
    assert "“欠付”这一列被隐藏了" in problems(xlsx(ZHAO, QIAN, spoil=hide_column))


def test_hidden_sheets_are_passed_over_and_two_rosters_in_one_book_are_refused() -> None:
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(ZHAO)
    second = book.create_sheet("二队")
    second.append(HEADER)
    second.append(QIAN)
    assert "几张工作表都像名册" in problems(saved(book))

    second.sheet_state = "hidden"
    assert [line.name for line in read(saved(book)).lines] == ["赵一"]


def test_the_same_worker_twice_is_refused_and_a_shared_phone_only_noticed() -> None:
    twice = problems(xlsx(ZHAO, changed(QIAN, identity=ZHAO[2])))
    assert "第3行与第2行的身份证号相同" in twice

    shared = read(xlsx(ZHAO, changed(QIAN, phone=ZHAO[3])))
    assert shared.is_clean
    assert "手机号相同" in str(shared.notices[0])


def test_names_and_numbers_are_tidied_but_not_guessed() -> None:
    line = read(
        xlsx(
            changed(ZHAO, name="王　五", identity=" 41272219930213000x ", phone="+86 138-0000-0001")
        )
    ).lines[0]
    assert (line.name, line.identity, line.phone) == ("王五", "41272219930213000X", "13800000001")
    foreign = read(xlsx(changed(ZHAO, name="John Smith", identity="E12345678"))).lines[0]
    assert (foreign.name, foreign.identity) == ("John Smith", "E12345678")


def test_a_number_written_as_text_for_a_spreadsheet_loses_only_its_wrapping() -> None:
    lines = text(changed(ZHAO, identity='="610121197012140004"', phone="'13800000001"), sep="\t")
    assert read_paste(lines, today=TODAY).is_clean


def test_more_than_two_thousand_workers_are_asked_to_be_split() -> None:
    many = text(*([ZHAO] * 2_101)).encode()
    with pytest.raises(Refused, match="超过2000人"):
        read(many, "名册.csv")
    with pytest.raises(Refused, match="超过10MB"):
        read(b"x" * (10 * 1024 * 1024 + 1))


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FOUNDING)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content += b" " * (65 * 1024 * 1024)
            bomb.writestr(name, content)
    assert len(out.getvalue()) < 200_000
    with pytest.raises(Refused, match="展开后太大"):
        read(out.getvalue())


def test_an_entity_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FOUNDING)) as source, zipfile.ZipFile(out, "w") as bomb:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            bomb.writestr(name, content)
    with pytest.raises(Refused, match="不是完好的"):
        read(out.getvalue())


@pytest.mark.slow
def test_a_sheet_formatted_to_its_last_row_is_read_without_its_emptiness() -> None:
    def format_down(sheet: Worksheet) -> None:
        for row in range(4, 4_000):
            sheet.row_dimensions[row].height = 18

    assert len(read(xlsx(ZHAO, QIAN, spoil=format_down)).lines) == 2
