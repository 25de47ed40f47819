"""The steps of a patrol: approved and announced first, two certified officers, an arrival lock."""

import pytest

from accounts.policy.roles import Role
from grids.procedure import STEPS, Facts, State
from statutes.refusal import Refused
from statutes.wording import say
from workflow import procedure

LAPSED = say("监察证件已过期。")


def facts(role: Role = Role.INSPECTOR, **given: object) -> Facts:
    return Facts(roles=frozenset({role}), **{"is_on_patrol": True, "has_notice": True, **given})  # type: ignore[arg-type]


def test_every_state_is_reached_and_only_the_last_two_are_not_left() -> None:
    reached = {step.target or next(iter(step.sources)) for step in STEPS.values()}
    assert reached | {State.PROPOSED} == set(State)
    left = {state for step in STEPS.values() for state in step.sources}
    assert set(State) - left == {State.CONCLUDED, State.CANCELLED}


def test_nobody_arrives_at_an_inspection_that_was_not_approved() -> None:
    assert STEPS["arrive"].sources == {State.APPROVED}
    with pytest.raises(Refused, match="当前状态不能办理"):
        procedure.check(STEPS, "arrive", State.PROPOSED, facts())


@pytest.mark.parametrize("lapsed", ["uncertified", "partner_uncertified"])
@pytest.mark.parametrize(("name", "state"), [("arrive", State.APPROVED), ("finish", State.ARRIVED)])
def test_two_certified_officers_or_nobody(lapsed: str, name: str, state: State) -> None:
    with pytest.raises(Refused, match="监察证件已过期"):
        procedure.check(STEPS, name, state, facts(**{lapsed: LAPSED}))  # type: ignore[arg-type]


def test_who_proposes_does_not_approve() -> None:
    head = facts(Role.UNIT_HEAD, proposed_it=True)
    with pytest.raises(Refused, match="不能审批自己提出的检查"):
        procedure.check(STEPS, "approve_patrol", State.PROPOSED, head)
    head = facts(Role.UNIT_HEAD, partner_uncertified=LAPSED)
    with pytest.raises(Refused, match="监察证件已过期"):
        procedure.check(STEPS, "approve_patrol", State.PROPOSED, head)


def test_an_assistant_never_inspects() -> None:
    assert all(step.role is not Role.GRID_ASSISTANT for step in STEPS.values())


def test_a_checklist_is_answered_whole_before_the_inspection_ends() -> None:
    with pytest.raises(Refused, match="还有3项没有填写"):
        procedure.check(STEPS, "finish", State.ARRIVED, facts(open_items=3))
    assert procedure.check(STEPS, "finish", State.ARRIVED, facts()).target is State.RECORDED


def test_nothing_is_looked_at_before_the_notice_is_known() -> None:
    for name in ("record_items", "finish"):
        with pytest.raises(Refused, match="检查通知书还没有送达或者出示"):
            procedure.check(STEPS, name, State.ARRIVED, facts(has_notice=False))
    offered = procedure.available(STEPS, State.APPROVED, facts())
    assert "deliver_notice" not in {offer.step.name for offer in offered}


def test_a_stranger_to_the_patrol_takes_no_step_of_it() -> None:
    with pytest.raises(Refused, match="只有本次检查的两名监察员"):
        procedure.check(STEPS, "arrive", State.APPROVED, facts(is_on_patrol=False))
