"""The wage ledger as a grid: typed, pasted, stale, wrong; saved whole or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as cases
from complaints.tests.factories import a_claim
from console.tests.desk import Desk, Screen, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk: Desk) -> Case:
    """Two workers, each of whom claims 5,000.00."""
    return cases.filed(desk.bureau)


def url(case: Case) -> str:
    return reverse("console:ledger", args=[case.pk])


def grid(case: Case, *amounts: str, **columns: str) -> dict[str, Any]:
    """What the grid would send: an amount a line, and other columns the same on every line."""
    sent: dict[str, Any] = {"version": fresh(case).ledger_version}
    for claim, amount in zip(case.claims.order_by("row"), amounts, strict=True):
        sent[f"determined-{claim.pk}"] = amount
        for column, text in columns.items():
            sent[f"{column}-{claim.pk}"] = text
    return sent


def save(screen: Screen, case: Case, sent: dict[str, Any]) -> None:
    response = screen.client.post(url(case), sent)
    assert response.status_code == 302, response.context["errors"]
    assert response["Location"].startswith(case.get_absolute_url())


def determined(case: Case) -> list[Decimal | None]:
    return list(case.claims.order_by("row").values_list("determined", flat=True))


def test_the_grid_shows_every_worker_with_the_claim(desk: Desk, case: Case) -> None:
    page = desk.lead.open(url(case))
    for claim in case.claims.all():
        assert claim.worker in page
        assert claim.identity_mask in page
    assert page.count("5,000.00") == 2


def test_amounts_are_read_as_people_write_them(desk: Desk, case: Case) -> None:
    save(desk.lead, case, grid(case, "4,800.50", "０.５万", note="按考勤核减", basis="考勤表"))
    assert determined(case) == [Decimal("4800.50"), Decimal("5000.00")]
    assert fresh(case).determined == Decimal("9800.50")
    assert set(case.claims.values_list("basis", "determination_note")) == {("考勤表", "按考勤核减")}


def test_a_line_left_empty_stays_open(desk: Desk, case: Case) -> None:
    save(desk.lead, case, grid(case, "5000", ""))
    assert determined(case) == [Decimal("5000.00"), None]
    assert fresh(case).undetermined == 1


def test_a_wrong_amount_names_the_worker_and_saves_nothing(desk: Desk, case: Case) -> None:
    first, second = case.claims.order_by("row")
    said = desk.lead.refused_at(url(case), **grid(case, "5000", "五千"))
    assert f"{second.worker}：“五千”不是金额" in said
    assert determined(case) == [None, None]
    said = desk.lead.refused_at(url(case), **grid(case, "-1", "1.005"))
    assert f"{first.worker}：金额不能是负数" in said
    assert f"{second.worker}：金额最多两位小数" in said


def test_what_was_typed_stays_in_its_cells_when_it_is_refused(desk: Desk, case: Case) -> None:
    response = desk.lead.client.post(url(case), grid(case, "4321", "abc", basis="考勤表"))
    html = response.content.decode()
    assert 'value="4321"' in html and 'value="abc"' in html
    assert html.count("考勤表") >= 2
    assert html.count('aria-invalid="true"') == 1


def test_another_amount_than_claimed_needs_its_reason(desk: Desk, case: Case) -> None:
    first, _ = case.claims.order_by("row")
    said = desk.lead.refused_at(url(case), **grid(case, "4000", "5000"))
    assert f"{first.worker}：核定金额与诉求不一致" in said


def test_who_opened_an_older_version_does_not_overwrite_a_colleague(desk: Desk, case: Case) -> None:
    stale = grid(case, "1", "1", note="误填")
    save(desk.assistant, case, grid(case, "5000", "5000"))
    assert "已被他人修改" in desk.lead.refused_at(url(case), **stale)
    assert determined(case) == [Decimal("5000.00")] * 2


@pytest.mark.parametrize("version", ["", "x", "-1", "９９", "9" * 5000])
def test_a_broken_version_saves_nothing(desk: Desk, case: Case, version: str) -> None:
    sent = grid(case, "5000", "5000") | {"version": version}
    assert "已被他人修改" in desk.lead.refused_at(url(case), **sent)


@pytest.mark.parametrize("column", ["basis", "note", "dispute"])
def test_a_text_too_long_for_its_column_is_named(desk: Desk, case: Case, column: str) -> None:
    said = desk.lead.refused_at(url(case), **grid(case, "5000", "5000", **{column: "长" * 301}))
    first, _ = case.claims.order_by("row")
    assert f"{first.worker}：" in said and "字" in said
    assert determined(case) == [None, None]


def test_a_line_of_another_case_in_the_post_changes_nothing(desk: Desk, case: Case) -> None:
    other = cases.filed(desk.bureau)
    stranger = other.claims.first()
    assert stranger
    sent = grid(case, "5000", "5000") | {f"determined-{stranger.pk}": "1"}
    save(desk.lead, case, sent)
    assert determined(other) == [None, None]


def test_nothing_below_what_was_paid(desk: Desk, case: Case) -> None:
    save(desk.lead, case, grid(case, "5000", "5000"))
    first, _ = case.claims.order_by("row")
    cases.pay(desk.bureau, case, {first.pk: Decimal("3000.00")})
    said = desk.lead.refused_at(url(case), **grid(case, "2999.99", "5000", note="复核"))
    assert "不得少于已经支付的3,000.00元" in said
    assert "不能清空" in desk.lead.refused_at(url(case), **grid(case, "", "5000"))


def test_an_issued_order_closes_the_ledger(desk: Desk) -> None:
    case = cases.ordered(desk.bureau)
    said = desk.lead.refused_at(url(case), **grid(case, "1", "1", note="改小"))
    assert "当前状态不能办理" in said


def test_a_colleague_who_is_not_on_the_case_saves_nothing(desk: Desk, case: Case) -> None:
    colleague = Screen(make_user(office=desk.bureau.office))
    said = colleague.refused_at(url(case), **grid(case, "5000", "5000"))
    assert "不是本案的主办或协办" in said


def test_three_hundred_lines_are_pasted_and_saved_at_once(desk: Desk) -> None:
    """More fields than Django takes by default; the queries do not grow with the lines."""
    case, small = cases.filed(desk.bureau, workers=300), cases.filed(desk.bureau)
    desk.lead.open(url(small))
    amounts = ["5,000.00"] * 300
    sent = grid(case, *amounts, basis="银行流水", note="", dispute="")
    assert len(sent) > 1000
    assert queries(desk, case, sent) == queries(desk, small, grid(small, "5000", "5000"))
    assert fresh(case).determined == Decimal("1500000.00")


def queries(desk: Desk, case: Case, sent: dict[str, Any]) -> int:
    with CaptureQueriesContext(connection) as taken:
        save(desk.lead, case, sent)
    return len(taken)


# -- workers found later --


def workers_url(case: Case) -> str:
    return reverse("console:add_workers", args=[case.pk])


def test_a_worker_found_later_gets_a_line_without_a_claim(desk: Desk, case: Case) -> None:
    number = a_claim().identity
    sent = {"worker": "测试工人新", "identity": number.lower(), "trade": "钢筋工"}
    response = desk.lead.client.post(workers_url(case), sent)
    assert response["Location"] == url(case)
    line = case.claims.get(worker="测试工人新")
    assert (line.claimed, line.determined, fresh(case).workers) == (0, None, 3)
    assert number not in desk.lead.html(url(case))
    assert "已在工资明细中" in desk.lead.refused_at(workers_url(case), **sent)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"worker": ""}, "必填"),
        ({"identity": "410102198001010001"}, "校验码不正确"),
        ({"worker": "长" * 61}, "60"),
        ({"period_from": "2026-10-31", "period_to": "2026-07-01"}, "不得早于拖欠起始"),
    ],
)
def test_a_worker_is_refused_in_a_sentence(
    desk: Desk, case: Case, change: dict[str, str], said: str
) -> None:
    assert said in desk.lead.refused_at(workers_url(case), **{"worker": "测试工人新"} | change)
    assert case.claims.count() == 2
