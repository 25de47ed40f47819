"""A run from its frozen inputs to the stored grades, and what a killed one leaves."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from cases.models import HistoricCase
from cases.tests import factories as a_case
from credit_rating.models import Conduct, ConductFact, JudgedShape, Rating, RatingRun, RunBatch
from credit_rating.policy.facts import item_of
from credit_rating.policy.rulesets import RULES
from credit_rating.policy.shapes import shape_of
from credit_rating.services import collection, rating
from credit_rating.services.ordering import explain, order_run, try_out, what_if
from credit_rating.tests.factories import AT, YEAR, old_case, rated
from employers.models import Employer
from employers.services.flags import set_listing
from employers.tests.factories import make_employer, make_uscc
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db


def firm(number: int = 1, **columns) -> Employer:
    return make_employer(f"江城第{number}建筑有限公司", uscc=make_uscc(number), **columns)


def grade(run: RatingRun, employer: Employer) -> Rating:
    return Rating.objects.get(run=run, employer=employer)


def test_who_did_nothing_is_a_and_who_was_found_out_is_less() -> None:
    good, bad = firm(1), firm(2)
    old_case(bad, penalty=Decimal("5000.00"))
    run = rated()
    assert run.counts == {"A": 1, "B": 0, "C": 1}
    assert (grade(run, good).grade, grade(run, good).points, grade(run, good).findings) == (
        "A",
        100,
        [],
    )
    of_bad = grade(run, bad)
    assert (of_bad.grade, of_bad.points) == ("C", 95)
    assert {finding["rule"] for finding in of_bad.findings} == {"deduction", "main_indicator"}
    assert of_bad.findings[0]["item"]["label"] == HistoricCase.objects.get().case_no
    assert of_bad.sources == [f"history:{HistoricCase.objects.get().pk}"]


def test_three_cases_of_a_year_are_c_by_the_national_rules() -> None:
    employer = firm()
    for number in range(3):
        old_case(employer, number)
    assert grade(rated("national-2017"), employer).grade == "C"


def test_a_case_counts_in_the_year_in_which_it_was_closed() -> None:
    employer = firm()
    old_case(employer, filed_on=date(2024, 12, 1), closed_on=date(2025, 1, 5))
    old_case(employer, 2, filed_on=date(2024, 12, 1), closed_on=None)
    old_case(employer, 3, filed_on=None, closed_on=date(2025, 1, 5))
    run = rated("national-2017")
    assert [row.facts["label"][-3:] for row in Conduct.objects.filter(run=run)] == ["-1号"]
    assert grade(rated("national-2017", year=2024), employer).grade == "B"


def test_what_happened_after_the_cut_off_does_not_exist() -> None:
    employer = firm()
    old_case(employer, order_due_on=date(2025, 4, 3), paid_on=date(2025, 9, 1), closed_on=None)
    early = explain(
        uscc=str(employer.uscc), year=YEAR, ruleset="national-2017", at=AT, cut_off=date(2025, 6, 1)
    )
    late = explain(uscc=str(employer.uscc), year=YEAR, ruleset="national-2017", at=AT)
    assert (early.judgement.grade, late.judgement.grade) == ("C", "B")


def test_the_shape_in_sql_is_the_shape_in_python() -> None:
    employer = firm()
    changes: tuple[dict[str, Any], ...] = (
            {}, {"workers": 5, "amount": Decimal("20000.00")}, {"workers": None, "amount": None},
            {"workers": 10, "amount": Decimal("50000.00"), "penalty": Decimal("50000.00")},
            {"penalty": None, "refused": None, "mass_petition": True, "serious_impact": None},
            {"paid_on": None}, {"paid_on": None, "order_due_on": None, "order_on": None},
            {"violation": "使用童工", "amount": None, "paid_on": None},
            {"violation": "没有签订劳动合同，拖欠社保", "penalty": Decimal("19999.99")},
    )  # fmt: skip
    for number, columns in enumerate(changes):
        old_case(employer, number, **columns)
    officer = a_case.make_bureau().lead
    assert officer.office is not None
    ConductFact.objects.create(
        employer=employer, kind="conviction", happened_on=date(2025, 2, 2), reference="某刑初1号",
        office=officer.office, recorded_by=officer,
        recorded_at=AT,
    )  # fmt: skip
    set_listing(employer.pk, listed_on=date(2025, 7, 1), listed_until=date(2028, 7, 1))
    for ruleset, rules in RULES.items():
        rows = Conduct.objects.filter(run=rated(ruleset))
        assert rows.count() == 11
        for row in rows:
            assert shape_of(item_of(row.facts), rules.cuts) == row.shape, row.facts


def test_a_shape_is_judged_once_for_all_who_bear_it() -> None:
    for number in range(1, 6):
        old_case(firm(number), amount=Decimal(1000 + number))
    run = rated()
    assert JudgedShape.objects.filter(run=run).count() == 2
    assert {row.findings[0]["item"]["amount"] for row in Rating.objects.filter(run=run)} == {
        f"{1000 + number}.00" for number in range(1, 6)
    }


def test_a_killed_run_goes_on_where_it_stood_and_comes_to_the_same(monkeypatch) -> None:
    for number in range(1, 8):
        if number % 2:
            old_case(firm(number))
        else:
            firm(number)
    monkeypatch.setattr(collection, "BATCH", 2)
    whole = rated()
    order: dict[str, Any] = {"year": YEAR, "ruleset": "city-2013", "division": None, "actor": None}
    run = order_run(**order, at=AT)
    rating.prepare(run.pk, at=AT)
    rating.rate_next_batch(run.pk, at=AT)  # and is killed
    assert rating.how_far(run.pk) == (2, 7)
    firm(9)  # is not of the frozen population
    again = order_run(**order, at=AT + timedelta(hours=1))
    assert again.pk == run.pk
    done = rating.rate(run.pk, at=AT + timedelta(hours=1))
    assert (done.inputs_sha256, done.results_sha256) == (whole.inputs_sha256, whole.results_sha256)
    assert RunBatch.objects.filter(run=run).count() == 4
    assert Rating.objects.filter(run=run).count() == 7


def test_a_person_a_duplicate_and_a_cancelled_unit_are_not_rated() -> None:
    target, duplicate, gone, young = (firm(number) for number in range(1, 5))
    make_employer("张三", kind="individual")
    old_case(duplicate)
    Employer.objects.filter(pk=duplicate.pk).update(merged_into=target)
    Employer.objects.filter(pk=gone.pk).update(status="cancelled")
    Employer.objects.filter(pk=young.pk).update(founded_on=date(2026, 1, 1))
    run = rated("national-2017")
    assert list(Rating.objects.filter(run=run).values_list("employer", "grade")) == [
        (target.pk, "B")
    ]


def test_an_ordered_case_counts_and_one_under_investigation_does_not() -> None:
    bureau = a_case.make_bureau()
    case = a_case.served(bureau)
    a_case.filed(bureau)
    at = a_case.LODGED + timedelta(days=2)
    run = rated("national-2017", year=a_case.LODGED.year, at=at)
    found = Conduct.objects.get(run=run)
    assert (found.kind, found.source_id) == ("case", case.pk)
    assert found.facts["is_ordered"] is True
    assert shape_of(item_of(found.facts), RULES["national-2017"].cuts) == found.shape
    assert grade(run, case.employer).grade == "B"


def test_an_order_that_was_not_obeyed_is_c_by_the_national_rules() -> None:
    bureau = a_case.make_bureau()
    case, at = a_case.disobey(bureau, a_case.served(bureau))
    run = rated("national-2017", year=at.year, at=at)
    rules = [finding["rule"] for finding in grade(run, case.employer).findings]
    assert rules == ["handled", "disobedience"]


def test_a_dry_run_counts_and_keeps_nothing() -> None:
    old_case(firm(1), workers=12, amount=Decimal("60000.00"))
    firm(2)
    _, counts = try_out(year=YEAR, ruleset=None, division=None, at=AT)
    assert counts == {"A": 2, "B": 0, "C": 0}
    _, counts = try_out(year=YEAR, ruleset="national-2017", division="41", at=AT)
    assert counts == {"A": 1, "B": 1, "C": 0}
    assert not RatingRun.objects.exists()


def test_another_rule_set_can_be_tried_on_an_employer() -> None:
    employer = firm()
    old_case(employer, mass_petition=True, serious_impact=True)
    assert what_if(employer, year=YEAR, ruleset="national-2017", at=AT).judgement.grade == "C"
    assert what_if(employer, year=YEAR, ruleset="city-2013", at=AT).judgement.grade == "A"


def ask(*words: str) -> dict:
    out = io.StringIO()
    call_command("rate_credit", *words, "--format", "json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_the_command_prints_the_contract() -> None:
    old_case(firm(1))
    answer = ask("--year", "2025", "--ruleset", "national-2017")
    assert set(answer) == {"year", "ruleset", "counts", "seconds"}
    assert answer["counts"] == {"A": 0, "B": 1, "C": 0}
    assert ask("--year", "2025", "--dry-run")["ruleset"] == "city-2013"


def test_the_command_explains_one_employer_clause_by_clause() -> None:
    employer = firm(1)
    old_case(employer, penalty=None)
    answer = ask("--year", "2025", "--explain", str(employer.uscc))
    assert (answer["grade"], answer["points"]) == ("A", 95)
    deduction, indicator = answer["findings"]
    assert deduction["open"] == ["penalty"]
    assert indicator["outcome"] == "needs"
    assert deduction["source"]["workers"] == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--year", "2025", "--ruleset", "province-1999"),
        ("--year", "1999"),
        ("--year", "2025", "--division", "41010"),
        ("--year", "2025", "--explain", "91410102MA0000001X"),
        ("--year", "2025", "--explain", make_uscc(77)),
    ],
)
def test_a_refused_argument_exits_with_two(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        ask(*words)
    assert stopped.value.code == 2


def test_the_future_cannot_be_rated() -> None:
    with pytest.raises(Refused):
        order_run(year=AT.year + 1, ruleset=None, division=None, actor=None, at=AT)
