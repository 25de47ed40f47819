"""import_employers: what a table does to the register, and what it leaves alone."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from accounts.tests.factories import make_division, make_office, make_user
from employers.models import Employer, FactUpdate
from employers.policy.columns import LABELS, NAMES
from employers.services.imports import Tally, import_employers
from employers.tests.factories import AT, make_employer, make_uscc
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
HEAD = "uscc,name,division,phone,headcount\n"


@pytest.fixture(autouse=True)
def places() -> None:
    make_division("410102")
    make_division("410103")


def line(number: int = 1, name: str = "江城宏达", division: str = "410102", rest: str = ",") -> str:
    return f"{make_uscc(number)},{name},{division},{rest}\n"


def run(text: str | bytes, **options: Any) -> Tally:
    data = text.encode() if isinstance(text, str) else text
    return import_employers(io.BytesIO(data), actor=None, at=AT, **options)


def figures(tally: Tally) -> tuple[int, int, int, int]:
    return tally.created, tally.updated, tally.unchanged, len(tally.rejected)


def test_a_new_employer_is_found_by_search_and_its_facts_say_where_they_came_from() -> None:
    officer = make_user(office=make_office("4101"))
    data = io.BytesIO((HEAD + line(rest="0371-1,80")).encode())
    assert figures(import_employers(data, actor=officer, at=AT)) == (1, 0, 0, 0)

    employer = Employer.objects.search("宏达").get()
    assert (employer.phone, employer.headcount, employer.address) == ("0371-1", 80, "")
    assert (employer.division_id, employer.verified_on) == ("410102000000", AT.date())
    learnt = employer.updates.get()
    assert (learnt.source, learnt.method, learnt.collector) == ("import", "file", officer)
    assert learnt.changes == {
        "uscc": ["", make_uscc()],
        "name": ["", "江城宏达"],
        "division": ["", "410102000000"],
        "phone": ["", "0371-1"],
        "headcount": ["", "80"],
    }


def test_a_row_verifies_a_file_only_if_it_says_all_that_makes_it_known() -> None:
    before = AT - timedelta(days=200)
    make_employer("江城宏达", uscc=make_uscc(1), at=before)
    run(HEAD + line(rest="0371-1,80"))
    assert Employer.objects.get().verified_on == before.date()
    whole = "uscc,name,division,phone,headcount,address,legal_representative\n"
    run(whole + line(rest="0371-1,81,建设路18号,周海"))
    assert Employer.objects.get().verified_on == AT.date()


def test_the_same_table_twice_changes_nothing() -> None:
    run(HEAD + line(rest="0371-1,80"))
    assert figures(run(HEAD + line(rest="0371-1,80"))) == (0, 0, 1, 0)
    assert FactUpdate.objects.count() == 1


def test_what_differs_is_updated_and_what_stood_before_is_kept() -> None:
    run(HEAD + line(rest="0371-1,80"))
    assert figures(run(HEAD + line(name="江城鑫源", division="410103", rest=",81"))) == (0, 1, 0, 0)
    employer = Employer.objects.get()
    assert (employer.name, employer.phone, employer.headcount) == ("江城鑫源", "0371-1", 81)
    assert list(Employer.objects.search("鑫源")) == [employer]
    latest = employer.updates.first()
    assert latest is not None
    assert latest.changes == {
        "name": ["江城宏达", "江城鑫源"],
        "division": ["410102000000", "410103000000"],
        "headcount": ["80", "81"],
    }


def test_the_only_file_without_a_code_of_that_name_takes_the_code() -> None:
    nameless = make_employer("江城宏达")
    assert figures(run(HEAD + line())) == (0, 1, 0, 0)
    nameless.refresh_from_db()
    assert nameless.uscc == make_uscc()


def test_two_files_without_a_code_leave_it_open_which_is_meant() -> None:
    make_employer("江城宏达")
    make_employer("江城宏达", division=make_division("4102"))
    assert figures(run(HEAD + line(1) + line(2))) == (2, 0, 0, 0)


def test_a_rejected_row_is_not_imported_at_all_and_the_others_are() -> None:
    wrong = f"{make_uscc(2)},江城鑫源,410102,0371-2,约八十\n"
    tally = run(HEAD + line(1) + wrong + line(3, "江城泰恒"))
    assert figures(tally) == (2, 0, 0, 1)
    assert (tally.rejected[0].row, tally.rejected[0].column) == (3, "headcount")
    assert not Employer.objects.filter(uscc=make_uscc(2)).exists()


def test_a_code_on_two_rows_is_taken_once() -> None:
    tally = run(HEAD + line() + line(2) + line(name="别名"))
    assert figures(tally) == (2, 0, 0, 1)
    assert str(tally.rejected[0].message) == "与第2行的信用代码相同，请只留一行"
    assert tally.rejected[0].row == 4


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    make_employer("江城宏达", uscc=make_uscc(), phone="1")
    before = FactUpdate.objects.count()
    assert figures(run(HEAD + line() + line(2) + line(3, "", ""), dry_run=True)) == (1, 0, 1, 2)
    assert (Employer.objects.count(), FactUpdate.objects.count()) == (1, before)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_that_offices_write(encoding: str) -> None:
    head = ",".join(LABELS[name] for name in ("uscc", "name", "division")) + "\r\n"
    text = f"{head}{make_uscc()},江城宏达㐂,410102\r\n\r\n"
    assert figures(run(text.encode(encoding))) == (1, 0, 0, 0)
    assert Employer.objects.get().name == "江城宏达㐂"


def test_a_workbook_with_numbers_for_codes_of_places() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append([*NAMES])
    sheet.append([make_uscc(), "江城宏达", 410102, "", "", 13800000000, "", 80])
    held = io.BytesIO()
    book.save(held)
    assert figures(run(held.getvalue())) == (1, 0, 0, 0)
    employer = Employer.objects.get()
    assert (employer.phone, employer.headcount) == ("13800000000", 80)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"\n\n", "没有内容"),
        (b"PK\x03\x04broken", "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版或加了密码"),
        (b"uscc,name\n", "第1行：表头缺少“division"),
        (b"uscc,name,division\n\xff\xff\xff", "编码读不出来"),
        (b'uscc,name,division\n"' + b"a" * 140_000, "第2行读不出来"),
    ],
)
def test_what_is_no_such_table_is_refused_whole(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        run(data)
    assert not Employer.objects.exists()


def test_two_imports_on_one_connection_do_not_meet() -> None:
    with pytest.raises(Refused):
        run("uscc\n")
    assert figures(run(HEAD + line())) == (1, 0, 0, 0)
    assert figures(run(HEAD + line(2))) == (1, 0, 0, 0)


def test_the_command_prints_json_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "单位.csv"
    path.write_text(HEAD + line() + line(2, "江城鑫源", "999999"))
    call_command("import_employers", str(path), "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["created"], answer["updated"], answer["unchanged"]) == (1, 0, 0)
    assert answer["rejected"] == [
        {
            "row": 3,
            "column": "division",
            "message": "没有行政区划代码“999999000000”，请按国家统计用区划代码填写",
        }
    ]


@pytest.mark.parametrize("content", ["name\n甲\n", None])
def test_the_command_exits_2_with_a_sentence(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "单位.csv"
    if content:
        path.write_text(content)
    with pytest.raises(SystemExit) as exited:
        call_command("import_employers", str(path), "--format", "json")
    said = capsys.readouterr()
    assert (exited.value.code, said.out) == (2, "")
    assert "请" in said.err
