"""What an inspection may end in, who may be sent, and on what basis: pure."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from grids.policy.arrival import check_arrival
from grids.policy.bases import Flags, cause_of
from grids.policy.checklists import Industry, checklist, propose
from grids.policy.frequency import Basis
from grids.policy.results import (
    Breach,
    Obstruction,
    Result,
    check_result,
    findings,
    likely,
    refusal_finding,
    requirement,
)
from grids.policy.rotation import twice_running
from statutes.refusal import Refused

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def breach(code: str, *, corrected: bool = False) -> Breach:
    item = next(item for item in checklist(Industry.OTHER) if item.code == code)
    return Breach(propose(item, "12人没有签订", DAY), corrected)


STANDING, CORRECTED = breach("contracts"), breach("roster", corrected=True)


@pytest.mark.parametrize(
    ("breaches", "allowed"),
    [
        ((), {Result.NOTHING, Result.ADVICE}),
        ((CORRECTED,), {Result.ADVICE, Result.CASE}),
        ((STANDING,), {Result.ORDER, Result.CASE}),
        ((STANDING, CORRECTED), {Result.ORDER, Result.CASE}),
    ],
)
def test_the_findings_say_which_results_they_carry(
    breaches: tuple[Breach, ...], allowed: set[Result]
) -> None:
    for result in Result:
        if result in allowed:
            check_result(result, breaches)
        else:
            with pytest.raises(Refused):
                check_result(result, breaches)
    assert likely(breaches) in allowed


REFUSED, NOBODY = Obstruction.REFUSED, Obstruction.NOBODY


@pytest.mark.parametrize(
    ("obstruction", "breaches", "allowed"),
    [
        (REFUSED, (), {Result.CASE}),
        (REFUSED, (CORRECTED,), {Result.CASE}),
        (REFUSED, (STANDING,), {Result.ORDER, Result.CASE}),
        (NOBODY, (), {Result.UNMADE}),
    ],
)
def test_who_was_turned_away_files_it_and_who_met_nobody_inspected_nothing(
    obstruction: Obstruction, breaches: tuple[Breach, ...], allowed: set[Result]
) -> None:
    """条例 第三十条: to refuse the inspection is an offence of its own."""
    for result in Result:
        if result in allowed:
            check_result(result, breaches, obstruction)
        else:
            with pytest.raises(Refused):
                check_result(result, breaches, obstruction)
    assert likely(breaches, obstruction) in allowed
    assert "第三十条" in refusal_finding("负责人不开门。", DAY)


def test_an_order_names_what_stands_and_not_what_was_put_right() -> None:
    one = requirement((STANDING, CORRECTED))
    assert one == (
        "与未签订书面劳动合同的劳动者补签劳动合同，并交付文本，并将改正情况书面报送本机关。"
    )
    two = requirement((STANDING, breach("roster"))).splitlines()
    assert two[0].startswith("1．") and two[1].startswith("2．") and len(two) == 3


def test_the_findings_name_the_articles_breached() -> None:
    first, second = findings((STANDING, CORRECTED)).splitlines()
    assert first.startswith("经现场检查，") and "12人没有签订，违反了《" in first
    assert second.endswith("，当场已改正。")


def test_the_officers_of_the_last_inspection_stay_at_home_unless_they_follow_it_up() -> None:
    officers, last = {1: "陈志强", 2: "李敏"}, frozenset({2, 3})
    barred = {basis: len(twice_running(basis, officers, last)) for basis in Basis}
    assert {basis for basis, count in barred.items() if not count} == {
        Basis.COMPLAINT,
        Basis.ORDER,
    }


def test_the_register_gives_the_cause_of_a_listed_employer() -> None:
    listed = Flags(is_listed=True, listed_on=date(2026, 3, 2))
    assert cause_of(Basis.LISTED, "", listed).endswith("（2026-03-02）")
    assert cause_of(Basis.ROUTINE, "", Flags()) == ""


def test_an_arrival_is_written_down_within_a_day() -> None:
    about: dict[str, Any] = {
        "approved_at": NOON - timedelta(days=3),
        "planned_on": date(2026, 11, 21),
    }
    check_arrival(NOON - timedelta(hours=24), now=NOON, **about)
    with pytest.raises(Refused, match="24小时内登记"):
        check_arrival(NOON - timedelta(hours=25), now=NOON, **about)
