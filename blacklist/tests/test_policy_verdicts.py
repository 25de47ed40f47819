"""Both rule sets at their boundaries, in a legal officer's words: `tables/verdicts.csv`.

Every row changes the facts of one plain case: five workers of a Zhengzhou firm owed 1,000 yuan,
ordered to be paid by 2025-03-27, unpaid. The judged day is that of the row.
"""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from blacklist.policy.city_2014 import Settings
from blacklist.policy.records import ArrearsRecord
from blacklist.policy.verdicts import Rules, Verdict, judge
from cases.policy.history import Source, SubjectKind

PLAIN = ArrearsRecord(
    case_no="甲",
    division="410102000000",
    source=Source.COMPLAINT,
    lodged_on=date(2025, 3, 3),
    filed_on=date(2025, 3, 10),
    migrant=True,
    workers=5,
    amount=Decimal("1000.00"),
    max_worker_amount=Decimal("200.00"),
    max_worker_months=1,
    order_on=date(2025, 3, 20),
    order_due_on=date(2025, 3, 27),
    promise=False,
    refused=False,
    mass_petition=False,
    serious_impact=False,
)
ON = date(2025, 6, 1)


def table() -> list[dict[str, str]]:
    path = Path(__file__).parent / "tables" / "verdicts.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def value(name: str, text: str) -> Any:
    if name in {"case_no", "division", "police_offence"}:
        return text
    if name == "rising":
        return frozenset(text.split())
    if text == "":
        return None
    if name.endswith("_on"):
        return date.fromisoformat(text)
    if name.endswith("amount"):
        return Decimal(text)
    if name in {"workers", "max_worker_months"}:
        return int(text)
    return SubjectKind(text) if name == "subject_kind" else text == "是"


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['规则']} {row['情形']}")
def test_the_boundary_is_where_the_rule_puts_it(row: dict[str, str]) -> None:
    told = (change.split("=", 1) for change in row["改动"].split(";") if change)
    record = replace(PLAIN, **{name: value(name, text) for name, text in told})
    verdict = judge(row["规则"], [record], date.fromisoformat(row["日期"]))
    assert " ".join(verdict.triggers) == row["触发"]
    assert " ".join(verdict.needs) == row["缺少"]


def test_twenty_workers_count_where_the_place_says_so() -> None:
    record = replace(PLAIN, workers=20)
    rules = Rules(city=Settings(headcount_counts_itself=True))
    assert judge("city-2014", [record], ON).triggers == ()
    assert judge("city-2014", [record], ON, rules=rules).triggers == ("headcount",)


def two(first: str, second: str, **changes: Any) -> Verdict:
    early = replace(PLAIN, case_no="甲", lodged_on=date.fromisoformat(first))
    late = replace(PLAIN, case_no="乙", lodged_on=date.fromisoformat(second), **changes)
    return judge("city-2014", [early, late], date(2027, 1, 1))


@pytest.mark.parametrize(
    ("first", "second", "is_repeat"),
    [
        ("2025-03-03", "2026-03-03", True),
        ("2025-03-02", "2026-03-03", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("2025-03-03", "2025-03-03", True),
    ],
)
def test_two_complaints_within_a_year_are_counted_by_corresponding_day(
    first: str, second: str, is_repeat: bool
) -> None:
    verdict = two(first, second)
    assert verdict.triggers == (("repeat",) if is_repeat else ())
    assert verdict.cases == (("乙", "甲") if is_repeat else ())


@pytest.mark.parametrize(
    "changes",
    [
        {"source": Source.PATROL},
        {"migrant": False},
        {"is_about_wages": False},
        {"filed_on": None, "is_filed": False},
    ],
)
def test_what_is_no_verified_complaint_of_migrants_wages_makes_no_second(
    changes: dict[str, Any],
) -> None:
    assert two("2025-03-03", "2025-05-03", **changes).triggers == ()


def test_a_second_complaint_of_unknown_source_leaves_the_question_open() -> None:
    verdict = two("2025-03-03", "2025-05-03", source=None)
    assert verdict.triggers == () and "source" in verdict.needs


def test_a_second_complaint_counts_whichever_set_judges_it() -> None:
    other = replace(PLAIN, case_no="乙", lodged_on=date(2025, 5, 3))
    verdict = judge("city-2014", [PLAIN], ON, every=[PLAIN, other])
    assert verdict.triggers == ("repeat",) and verdict.cases == ("甲",)


def test_every_finding_names_its_facts_and_its_article() -> None:
    record = replace(PLAIN, workers=21, amount=Decimal("40000.00"))
    for ruleset in ("city-2014", "national-2022"):
        met = judge(ruleset, [record], ON).met
        assert met
        for ground in met:
            assert ground.finding.citation
            assert all(
                str(clause.asked) and str(clause.compared) for clause in ground.finding.clauses
            )
