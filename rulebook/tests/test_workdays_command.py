"""The public contract of `manage.py workdays`."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from rulebook import services
from rulebook.tests.factories import AT, make_keepers, make_notice

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("workdays", *args, stdout=out)
    return out.getvalue()


def answer(*args: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(run(*args, "--format", "json"))
    return said


@pytest.mark.parametrize(
    ("start", "n", "result"), [("2025-09-28", "5", "2025-10-11"), ("2026-02-13", "3", "2026-02-25")]
)
def test_add_answers_the_agreed_values(start: str, n: str, result: str) -> None:
    assert answer("add", start, n)["result"] == result
    assert run("add", start, n).splitlines()[0] == result


def test_json_says_what_was_skipped_and_nothing_else() -> None:
    said = answer("add", "2026-04-03", "1")
    assert said == {
        "result": "2026-04-07",
        "provisional": False,
        "skipped": [
            {"date": "2026-04-04", "reason": "清明节"},
            {"date": "2026-04-05", "reason": "清明节"},
            {"date": "2026-04-06", "reason": "清明节"},
        ],
    }


def test_the_format_may_stand_before_the_verb() -> None:
    assert json.loads(run("--format", "json", "add", "2026-02-13", "1"))["result"] == "2026-02-14"


def test_between_counts_after_the_first_day_up_to_and_including_the_last() -> None:
    assert answer("between", "2018-02-06", "2018-02-11")["result"] == 4
    assert answer("between", "2026-02-13", "2026-02-25")["result"] == 3
    assert answer("between", "2026-02-25", "2026-02-13")["result"] == -3


def test_a_negative_number_counts_back() -> None:
    assert answer("add", "2026-02-25", "-3")["result"] == "2026-02-13"


def test_a_year_without_a_notice_is_marked_provisional() -> None:
    assert answer("add", "2026-12-30", "3")["provisional"] is True
    assert "暂定" in run("add", "2026-12-30", "3")
    assert answer("add", "2026-12-24", "5")["provisional"] is False


def test_a_confirmed_notice_is_used() -> None:
    proposer, second = make_keepers()
    services.confirm(make_notice(proposer), actor=second, at=AT)
    said = answer("add", "2027-02-04", "5")
    assert (said["result"], said["provisional"]) == ("2027-02-19", False)
    assert date.fromisoformat(said["result"]).year == 2027


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("add", "2026-13-01", "3"), "不是日期"),
        (("add", "2026-02-13", "三"), "不是整数"),
        (("add", "2026-02-13", "99999"), "不得超过"),
        (("between", "1990-01-01", "2026-01-01"), "工作日历只包含"),
        (("add", "2050-12-30", "30"), "工作日历只包含"),
    ],
)
def test_a_refused_argument_exits_2_with_a_sentence_and_an_empty_answer(
    args: tuple[str, ...], sentence: str
) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("workdays", *args, "--format", "json", stdout=out, stderr=err)
    assert stopped.value.code == 2
    assert sentence in err.getvalue()
    assert out.getvalue() == ""
