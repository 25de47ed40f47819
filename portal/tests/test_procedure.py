"""The table of pages: who is asked what, in which order, and what a changed answer makes void."""

from datetime import date
from typing import Any

import pytest

from portal import procedure
from portal.policy.directions import DIRECTIONS
from portal.procedure import BY_NAME, LEADS_AWAY, PAGES, Situation

TODAY = date(2026, 11, 23)
ONE: dict[str, dict[str, Any]] = {
    "purpose": {"choice": "complain"},
    "prior": {"choice": "no"},
    "employment": {"choice": "no"},
    "site": {"choice": "no"},
    "employer": {"name": "老张饭店"},
    "county": {"choice": "410102000000"},
    "township": {"code": "", "address": "人民路口"},
    "period": {"first": "2026-07-01", "last": "2026-10-01"},
    "others": {"choice": "one"},
    "wages": {"agreed": "8000", "paid": "0", "owed": "8000"},
    "evidence": {"kinds": [], "note": ""},
    "identity": {"name": "王五"},
    "privacy": {"choice": "open"},
}


def names(answers):
    return [page.name for page in Situation(answers, TODAY).path]


def first_open(answers):
    return procedure.first_open(Situation(answers, TODAY)).name


def test_one_worker_is_asked_thirteen_questions_and_then_checks():
    assert names(ONE) == [*ONE, "check"]
    assert first_open(ONE) == "check"
    assert procedure.is_complete(Situation(ONE, TODAY))


@pytest.mark.parametrize(
    ("page", "choice", "asked", "not_asked"),
    [
        ("site", "yes", "project", "months"),
        ("purpose", "unsure", "fork", "project"),
        ("prior", "court", "already", "fork"),
        ("others", "few", "people", "wages"),
        ("others", "few", "representatives", "identity"),
        ("others", "many", "roster", "people"),
        ("others", "many", "roster_check", "identity"),
    ],
)
def test_an_answer_opens_its_own_questions(page, choice, asked, not_asked):
    answers = ONE | {page: {"choice": choice}}
    assert asked in names(answers)
    assert not_asked not in names(answers)


def test_wages_told_by_month_open_the_month_tiles():
    answers = ONE | {"wages": {"by_month": True}}
    assert first_open(answers) == "months"


@pytest.mark.parametrize(
    ("first", "asked"),
    [("2024-11-01", False), ("2024-10-01", True), ("2026-01-01", False), ("2023-05-01", True)],
)
def test_wages_older_than_two_years_interrupt_with_the_limitation(first, asked):
    answers = ONE | {"period": {"first": first, "last": "2026-10-01"}}
    assert ("old_wages" in names(answers)) is asked


def test_nobody_can_jump_ahead_of_an_open_question():
    answers = {"purpose": {"choice": "complain"}}
    situation = Situation(answers, TODAY)
    assert procedure.is_reachable("purpose", situation)
    assert procedure.is_reachable("prior", situation)
    assert not procedure.is_reachable("employment", situation)
    assert not procedure.is_reachable("check", situation)
    assert not procedure.is_reachable("project", situation)


def test_a_changed_answer_makes_void_what_rested_on_it():
    answers = ONE | {"others": {"choice": "many"}, "roster": {}, "roster_check": {}}
    answers["representatives"] = {"chosen": ["0"]}
    changed = procedure.answered(answers, "others", {"choice": "one"})
    assert not {"roster", "roster_check", "representatives", "wages"} & set(changed)
    assert (
        procedure.answered(ONE, "county", {"choice": "410103000000"})
        .keys()
        .isdisjoint({"township"})
    )


def test_the_same_answer_again_voids_nothing():
    assert procedure.answered(dict(ONE), "others", {"choice": "one"}) == ONE


def test_a_changed_answer_returns_straight_to_the_check():
    answers = procedure.answered(dict(ONE), "employer", {"name": "新名字"})
    assert first_open(answers) == "check"


@pytest.mark.parametrize("choice", DIRECTIONS)
def test_no_way_out_is_a_dead_end(choice):
    answers = {"purpose": {"choice": "unsure"}, "fork": {"choice": choice}}
    assert procedure.direction(answers) == ("fork", DIRECTIONS[choice])
    assert len(DIRECTIONS[choice].points) >= 2
    assert first_open(answers) == "fork"


def test_a_place_outside_the_jurisdiction_leads_to_the_bureau_of_that_place():
    led = procedure.direction(ONE | {"county": {"choice": "elsewhere"}})
    assert led == ("county", DIRECTIONS["elsewhere"])
    assert not DIRECTIONS["elsewhere"].may_complain


def test_choosing_to_complain_all_the_same_goes_on():
    answers = {"purpose": {"choice": "unsure"}, "fork": {"choice": "dispute"}}
    answers = procedure.answered(answers, "purpose", {"choice": "complain"})
    assert procedure.direction(answers) is None
    assert first_open(answers) == "prior"


def test_back_goes_one_question_back_along_the_path():
    situation = Situation(ONE, TODAY)
    assert procedure.previous("employer", situation) == BY_NAME["site"]
    assert procedure.previous("purpose", situation) is None


def test_progress_only_ever_rises():
    situation = Situation(ONE, TODAY)
    steps = [procedure.progress(name, situation) for name in names(ONE)]
    assert steps == sorted(steps)
    assert 0 < steps[0] < steps[-1] < 100


def test_the_table_refers_only_to_its_own_pages():
    assert len(BY_NAME) == len(PAGES)
    assert {name for page in PAGES for name in page.resets} <= set(BY_NAME)
    assert set(LEADS_AWAY) <= set(BY_NAME)
