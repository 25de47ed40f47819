"""Old cases by table: what is read, what is refused, who is one subject, twice is once."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from accounts.tests.factories import make_division
from cases.models import HistoricCase
from cases.services.history import Tally, import_history
from cases.tests.factories import LODGED
from employers.models import Employer
from employers.tests.factories import make_employer, make_uscc
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    for code in ("41", "4101", "410102", "43"):
        make_division(code)


def brought(text: str, encoding: str = "utf-8", **options: bool) -> Tally:
    return import_history(BytesIO(text.encode(encoding)), at=LODGED, **options)


def test_either_header_and_either_encoding_is_read() -> None:
    tally = brought(
        "案号,主体名称,主体类型,行政区划代码,案件来源,立案日期,是否农民工,拖欠金额\n"
        "旧1,李某,个人,410102,投诉,2014年3月5日,是,21万\n",
        "gb18030",
    )
    case = HistoricCase.objects.get()
    assert (tally.created, tally.rejected) == (1, [])
    assert (case.source, case.migrant, str(case.amount)) == ("complaint", True, "210000.00")
    assert case.filed_on == date(2014, 3, 5) and case.refused is None
    assert case.employer.kind == "individual" and case.employer.name == "李某"


def test_a_workbook_is_read() -> None:
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["case_no", "subject", "province", "filed_on", "workers"])
        sheet.write_row(1, 0, ["旧1", "东风劳务", "河南省"])
        sheet.write_datetime(1, 3, date(2020, 5, 6))
        sheet.write_number(1, 4, 72)
    assert import_history(held, at=LODGED).created == 1
    case = HistoricCase.objects.get()
    assert (case.division_id, case.filed_on, case.workers) == (
        "410000000000",
        date(2020, 5, 6),
        72,
    )


def test_brought_in_twice_it_changes_nothing_and_a_correction_is_one_update() -> None:
    text = "case_no,subject,division,workers\n旧1,东风劳务,410102,{}\n"
    assert brought(text.format(5), dry_run=True).created == 1
    assert not HistoricCase.objects.exists() and not Employer.objects.exists()
    brought(text.format(5))
    again = brought(text.format(5))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    changed = brought(text.format(6))
    assert (changed.created, changed.updated) == (0, 1)
    assert HistoricCase.objects.get().workers == 6 and Employer.objects.count() == 1


def test_rows_without_a_code_that_share_kind_and_name_are_one_subject() -> None:
    code = make_uscc(7)
    known = make_employer("江城东风劳务有限公司", uscc=code, division=make_division("410102"))
    brought(
        "case_no,uscc,subject,subject_kind,division\n"
        "1,,李某,individual,410102\n2,,李某,individual,4101\n3,,李某,unit,410102\n"
        f"4,,李某,,410102\n5,{code},,,410102\n6,{make_uscc(8)},,,410102\n"
    )
    of = dict(HistoricCase.objects.values_list("case_no", "employer_id"))
    assert of["1"] == of["2"] and len({of["1"], of["3"], of["4"]}) == 3
    assert of["5"] == known.pk
    assert Employer.objects.get(pk=of["6"]).name == make_uscc(8)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("旧1,,,,410102,,,", "subject"),
        ("旧1,,甲,,,,,", "division"),
        (",,甲,,410102,,,", "case_no"),
        ("旧1,91410100MA0000000X,甲,,410102,,,", "uscc"),
        ("旧1,,甲,湖南,410102,,,", "province"),
        ("旧1,,甲,,990102,,,", "division"),
        ("旧1,,甲,,410102,2099-01-01,,", "filed_on"),
        ("旧1,,甲,,410102,2026-02-30,,", "filed_on"),
        ("旧1,,甲,,410102,,也许,", "migrant"),
        ("旧1,,甲,,410102,,,很多", "amount"),
    ],
)
def test_a_wrong_row_is_rejected_with_its_column(row: str, column: str) -> None:
    tally = brought(f"case_no,uscc,subject,province,division,filed_on,migrant,amount\n{row}\n")
    assert [(r.row, r.column) for r in tally.rejected] == [(2, column)]
    assert not HistoricCase.objects.exists()


def test_only_the_term_of_an_order_may_lie_ahead() -> None:
    tally = brought("case_no,subject,division,order_due_on\n旧1,甲,410102,2027-01-31\n")
    assert tally.created == 1


@pytest.mark.parametrize("header", ["case_no,subject", "subject,division", "case_no,subject,x"])
def test_a_table_of_another_kind_is_refused_whole(header: str) -> None:
    with pytest.raises(Refused):
        brought(f"{header}\n旧1,甲,4101\n")


def test_the_command_prints_its_contract_and_exits_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "旧案.csv"
    table.write_text("case_no,subject,division\n旧1,甲,410102\n旧1,乙,410102\n", "utf-8-sig")
    call_command("import_history", str(table), "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["created"] == 1 and answer["rejected"][0]["column"] == "case_no"
    table.write_text("单位,金额\n甲,1\n", "utf-8")
    with pytest.raises(SystemExit) as exit_:
        call_command("import_history", str(table), "--format", "json")
    assert exit_.value.code == 2 and capsys.readouterr().out == ""
