"""The steps of the written review: who, from where, to where, and what holds them back."""

from datetime import date

import pytest

from accounts.policy.roles import Role
from statutes.refusal import Refused
from workflow import procedure
from written_reviews.procedure import FINAL, OPEN, STEPS, Facts, State

WINDOW = {"declare_from": date(2026, 3, 15), "declare_to": date(2026, 6, 15)}


def facts(role: Role, today: date = date(2026, 5, 1), **given: object) -> Facts:
    return Facts(roles=frozenset({role}), today=today, **WINDOW, **given)  # type: ignore[arg-type]


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    reached = {step.target for step in STEPS.values()} | {State.NOT_DECLARED}
    assert reached == set(State)
    left = {state for step in STEPS.values() for state in step.sources}
    assert left == OPEN
    assert not left & FINAL


@pytest.mark.parametrize(
    ("today", "reason"),
    [(date(2026, 3, 14), "申报自2026-03-15开始"), (date(2026, 6, 16), "申报已于2026-06-15截止")],
)
def test_an_employer_declares_inside_the_window_only(today: date, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        procedure.check(STEPS, "declare", State.NOT_DECLARED, facts(Role.EMPLOYER, today))
    for day in WINDOW.values():
        procedure.check(STEPS, "declare", State.NOT_DECLARED, facts(Role.EMPLOYER, day))


def test_what_was_returned_may_be_declared_again_after_the_window() -> None:
    late = facts(Role.EMPLOYER, date(2026, 6, 20))
    assert procedure.check(STEPS, "declare_again", State.RETURNED, late).target is State.DECLARED


def test_nobody_becomes_a_lead_before_the_last_day_has_passed() -> None:
    with pytest.raises(Refused, match="尚未届满"):
        inspector = facts(Role.INSPECTOR, WINDOW["declare_to"])
        procedure.check(STEPS, "close_undeclared", State.NOT_DECLARED, inspector)
    with pytest.raises(Refused, match="整改期限尚未届满"):
        inspector = facts(Role.INSPECTOR, date(2026, 7, 1), rectify_by=date(2026, 7, 1))
        procedure.check(STEPS, "fail_review", State.RECTIFYING, inspector)


@pytest.mark.parametrize("today", [date(2026, 6, 16), date(2026, 7, 1)])
def test_a_correction_in_its_term_is_nobody_s_lead(today: date) -> None:
    inspector = facts(Role.INSPECTOR, today, correct_by=date(2026, 7, 1))
    with pytest.raises(Refused, match=r"补正期限（2026-07-01）尚未届满"):
        procedure.check(STEPS, "close_uncorrected", State.RETURNED, inspector)
    later = facts(Role.INSPECTOR, date(2026, 7, 2), correct_by=date(2026, 7, 1))
    procedure.check(STEPS, "close_uncorrected", State.RETURNED, later)


def test_falsehood_is_article_thirty_and_open_wherever_an_inspector_decides() -> None:
    false, decided = STEPS["fail_false"], STEPS["pass_review"]
    assert str(false.citation) == "《劳动保障监察条例》第三十条"
    assert false.sources == decided.sources
    assert (false.role, false.target) == (Role.INSPECTOR, State.FAILED)


@pytest.mark.parametrize("name", sorted(STEPS))
def test_an_assistant_looks_first_and_decides_nothing(name: str) -> None:
    step = STEPS[name]
    if step.role is Role.GRID_ASSISTANT:
        assert step.target in {State.GRID_REVIEWED, State.RETURNED}
