"""The public contract of `manage.py penalty_range`."""

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from statutes.clocks import BEIJING
from statutes.violations import CATALOGUE, ITEMS
from workflow import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
SPRING = ("--spell", "2024-03-14:2024-06-19")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflow.management.commands.penalty_range.today", lambda: NOW.date())


def run(*args: str) -> str:
    out = StringIO()
    call_command("penalty_range", *args, stdout=out)
    return out.getvalue()


def answer(*args: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(run(*args, "--format", "json"))
    return said


def test_two_children_for_four_begun_months() -> None:
    assert answer("child_labour", "--workers", "2", *SPRING) == {
        "minimum": 40000,
        "maximum": 40000,
        "kind": "fine",
        "formula": "2人×4个月×每人每月5000元",
        "citation": "《禁止使用童工规定》第六条",
    }


def test_unlawful_overtime_of_fourteen_workers() -> None:
    said = answer("overtime", "--workers", "14")
    assert (said["minimum"], said["maximum"], said["kind"]) == (1400, 7000, "fine")


def test_money_is_a_number_with_two_decimals() -> None:
    told = run("wage_arrears", "--amount", "1,234.55", "--format", "json")
    assert told.startswith('{"minimum": 617.28, "maximum": 1234.55, "kind": "compensation"')
    assert '"maximum": 7000.00' in run("overtime", "--workers", "14", "--format", "json")


@pytest.mark.parametrize("item", [*ITEMS, *CATALOGUE])
def test_every_item_and_every_code_of_the_catalogue_is_answered(item: str) -> None:
    said = answer(item, "--workers", "3", "--amount", "10000", *SPRING)
    assert list(said) == ["minimum", "maximum", "kind", "formula", "citation"]
    assert 0 <= said["minimum"] <= said["maximum"]
    assert said["kind"] in {"fine", "compensation", "warning_only"}


def test_the_text_shows_the_range_its_reckoning_and_every_article() -> None:
    told = run("child_labour", "--workers", "2", *SPRING).splitlines()
    assert told == [
        "罚款：40000.00元至40000.00元",
        "2人×4个月×每人每月5000元",
        "2024-03-14至2024-06-19，不满一个月按一个月，计4个月",
        "《禁止使用童工规定》第六条",
        "《劳动和社会保障部关于贯彻落实〈禁止使用童工规定〉的通知》第三条",
    ]
    site = run("no_wage_account")
    assert "责令后逾期不改正" in site
    assert "并：责令项目停工" in site
    assert "情节严重的，并：限制承接新工程" in site
    assert "条件：有违法所得" in run("agency_no_permit")
    assert "可以处以罚款，也可以不处" in run("overtime", "--workers", "1")


def test_the_day_decides_the_law() -> None:
    fraud = ("insurance_fraud", "--amount", "1000", "--on")
    assert answer(*fraud, "2011-06-30")["maximum"] == 3000
    assert answer(*fraud, "2011-07-01")["maximum"] == 5000


def test_what_lies_after_the_day_asked_for_is_not_counted() -> None:
    children = ("child_labour", "--workers", "2", *SPRING)
    assert answer(*children, "--on", "2024-04-13")["maximum"] == 10000
    later = ("--spell", "2025-01-01:2025-01-31")
    assert answer(*children, *later, "--on", "2024-12-31")["maximum"] == 40000


def test_each_spell_applies_to_all_the_workers_and_begins_its_own_months() -> None:
    spells = ("--spell", "2024-01-01:2024-01-10", "--spell", "2024-03-01：2024-03-02")
    assert answer("child_labour", "--workers", "3", *spells)["maximum"] == 30000


def test_responsible_persons_and_unlicensed_units_are_asked_for_by_an_option() -> None:
    assert answer("wage_ledger", "--person")["maximum"] == 30000
    assert answer("child_labour", "--workers", "2", *SPRING, "--unlicensed")["maximum"] == 80000


def test_today_is_the_day_of_the_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflow.management.commands.penalty_range.today", clock.today)
    assert answer("overtime", "--workers", "14")["maximum"] == 7000


REFUSED = [
    (("speeding",), "没有名为“speeding”的事项，可用：overtime、child_labour"),
    (("overtime",), "请填写人数（workers）"),
    (("overtime", "--workers", "0"), "人数应为正整数"),
    (("overtime", "--workers=-3"), "人数应为正整数"),
    (("overtime", "--workers", "2.5"), "不是整数"),
    (("overtime", "--workers", "两"), "不是整数"),
    (("overtime", "--workers", ""), "不是整数"),
    (("overtime", "--workers", "99999999999"), "不得超过"),
    (("wage_arrears",), "请填写应付金额（amount，元）"),
    (("wage_arrears", "--amount", "0"), "金额应大于零"),
    (("wage_arrears", "--amount=-5"), "不能是负数"),
    (("wage_arrears", "--amount", "1e5"), "不是金额"),
    (("wage_arrears", "--amount", "1,23"), "不是金额"),
    (("wage_arrears", "--amount", "1.005"), "最多两位小数"),
    (("wage_arrears", "--amount", "NaN"), "不是金额"),
    (("wage_arrears", "--amount", "9" * 20), "金额过大"),
    (("wage_arrears", "--amount", ""), "金额没有填写"),
    (("child_labour", "--workers", "1"), "请填写起止日期（spell"),
    (("child_labour", *SPRING), "请填写人数"),
    (("child_labour", "--workers", "1", "--spell", "2024-06-19:2024-03-14"), "终止日早于起始日"),
    (("child_labour", "--workers", "1", "--spell", "2024-03-14"), "应写成"),
    (("child_labour", "--workers", "1", "--spell", "2024-02-30:2024-03-14"), "不是日期"),
    (("child_labour", "--workers", "1", "--spell", "2024-03-14:"), "不是日期"),
    (("child_labour", "--workers", "1", "--spell", "2026-11-01:2026-11-24"), "晚于今天"),
    (("child_labour", "--workers", "1", *SPRING, *SPRING), "重叠"),
    (("child_labour", "--workers", "1", *SPRING, "--on", "2024-03-13"), "均未开始"),
    (("overtime", "--workers", "3", "--spell", "昨天:今天"), "不是日期"),
    (("overtime", "--workers", "3", "--on", "2026-11-24"), "晚于今天"),
    (("overtime", "--workers", "3", "--on", "23/11/2026"), "不是日期"),
    (("overtime", "--workers", "3", "--on", "2004-11-30"), "2004-12-01起收录"),
    (("overtime", "--workers", "3", "--person"), "没有对责任人员另行罚款"),
    (("obstruction", "--unlicensed"), "没有对无照单位加倍"),
]


@pytest.mark.parametrize(("args", "sentence"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_refused_argument_exits_2_with_a_sentence_and_an_empty_answer(
    args: tuple[str, ...], sentence: str
) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("penalty_range", *args, "--format", "json", stdout=out, stderr=err)
    assert stopped.value.code == 2
    assert sentence in err.getvalue()
    assert out.getvalue() == ""


def test_an_english_desk_reads_english() -> None:
    with translation.override("en"):
        assert "yuan" in answer("overtime", "--workers", "14")["formula"]
