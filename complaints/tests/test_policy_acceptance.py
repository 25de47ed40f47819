"""若干规定 第十八条: three conditions; no refusal without a code, an article and a place to go."""

from typing import Any

import pytest

from complaints.policy.acceptance import REASONS, WHERE_LABELS, Code, Statement, Where, judge
from complaints.policy.two_years import Reach

GOOD: dict[str, Any] = {"reach": Reach.WITHIN, "respondent_clear": True}


@pytest.mark.parametrize(
    ("change", "suggests", "ask_supplement"),
    [
        ({}, None, False),
        ({"reach": Reach.PARTLY}, None, False),
        ({"reach": Reach.OUTSIDE}, Code.OUT_OF_TIME, False),
        ({"respondent_clear": False}, None, True),
        ({"respondent_clear": None}, None, False),
        ({"in_arbitration": True}, Code.IN_ARBITRATION, False),
        ({"in_court": True, "in_arbitration": True}, Code.IN_COURT, False),
        ({"within_powers": False}, Code.OUTSIDE_POWERS, False),
        ({"here": False}, Code.OTHER_PLACE, False),
        ({"within_powers": True, "here": True}, None, False),
        ({"reach": Reach.OUTSIDE, "respondent_clear": False}, Code.OUT_OF_TIME, True),
    ],
)
def test_the_three_conditions(
    change: dict[str, Any], suggests: Code | None, ask_supplement: bool
) -> None:
    found = judge(Statement(**{**GOOD, **change}))

    assert (found.suggests, found.ask_supplement) == (suggests, ask_supplement)
    assert [condition.number for condition in found.conditions] == [1, 2, 3]
    assert found.is_open is (suggests is None and not ask_supplement)


@pytest.mark.parametrize(
    ("powers", "here", "met"),
    [(None, None, None), (True, None, None), (True, True, True), (None, False, False)],
)
def test_competence_is_the_officers_to_judge_until_answered(
    powers: bool | None, here: bool | None, met: bool | None
) -> None:
    assert judge(Statement(**GOOD, within_powers=powers, here=here)).conditions[2].met is met


def test_every_code_has_wording_an_article_a_caution_and_a_place_to_turn_to() -> None:
    assert set(REASONS) == set(Code)
    assert set(WHERE_LABELS) == set(Where)
    for reason in REASONS.values():
        assert reason.citations and reason.where
        assert str(reason.wording).endswith("。") and str(reason.caution).endswith("。")


def test_an_unclear_respondent_is_a_ground_only_after_a_request_for_supplements() -> None:
    assert [code for code, reason in REASONS.items() if reason.after_supplement] == [
        Code.RESPONDENT_UNCLEAR
    ]
