"""Every (state × role × step) of a complaint against a golden table."""

from dataclasses import replace

import pytest

from accounts.policy.roles import Role
from complaints.procedure import FINAL, OPEN, STATE_LABELS, STEPS, Facts, State
from statutes.refusal import Refused
from statutes.wording import say
from workflow.procedure import available, check

R, S = State.RECEIVED, State.SUPPLEMENT_REQUESTED
F, N = State.FILING_PROPOSED, State.REFUSAL_PROPOSED
INSPECTOR, HEAD = Role.INSPECTOR, Role.UNIT_HEAD

# step -> (who, from which states, to which): all that the law allows, and nothing else
GOLDEN = {
    "propose_filing": (INSPECTOR, {R}, F),
    "request_supplement": (INSPECTOR, {R}, S),
    "receive_supplement": (INSPECTOR, {S}, R),
    "propose_refusal": (INSPECTOR, {R}, N),
    "propose_refusal_unsupplied": (INSPECTOR, {S}, N),
    "merge": (INSPECTOR, {R, S}, State.MERGED),
    "withdraw": (INSPECTOR, {R, S, N}, State.WITHDRAWN),
    "agree_to_disclosure": (INSPECTOR, OPEN | {State.ACCEPTED, State.MERGED}, None),
    "accept": (HEAD, {R, F}, State.ACCEPTED),
    "return_filing": (INSPECTOR, {F}, R),
    "refuse": (HEAD, {N}, State.REFUSED),
    "return_refusal": (HEAD, {N}, R),
}
READY = Facts(frozenset(Role), employer_known=True, supplement_overdue=True, withholds_names=True)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", State)
def test_every_cell(state: State, name: str) -> None:
    who, sources, target = GOLDEN[name]
    for role in Role:
        facts = replace(READY, roles=frozenset({role}))
        if role is who and state in sources:
            assert check(STEPS, name, state, facts).target is target
        else:
            with pytest.raises(Refused):
                check(STEPS, name, state, facts)


def test_the_table_is_whole() -> None:
    assert set(GOLDEN) == set(STEPS)
    assert set(STATE_LABELS) == set(State)
    for state in State:
        leaving = [step for step in STEPS.values() if state in step.sources and step.target]
        assert bool(leaving) is (state in OPEN), f"{state} and its exits"
    reached = {step.target for step in STEPS.values() if step.target} | {State.RECEIVED}
    assert reached == set(State)
    assert FINAL.isdisjoint(OPEN)


@pytest.mark.parametrize(
    ("name", "state", "lack", "reason"),
    [
        ("propose_filing", R, {"employer_known": False}, "尚未确认被投诉单位"),
        ("propose_filing", R, {"uncertified": say("证件已到期")}, "证件已到期"),
        ("request_supplement", R, {"uncertified": say("证件已到期")}, "证件已到期"),
        ("request_supplement", R, {"is_complaint": False}, "举报和匿名线索不适用受理程序"),
        ("propose_refusal", R, {"is_complaint": False}, "举报和匿名线索不适用受理程序"),
        ("propose_refusal_unsupplied", S, {"supplement_overdue": False}, "补正期限尚未届满"),
        ("merge", R, {"uncertified": say("证件已到期")}, "证件已到期"),
        ("agree_to_disclosure", R, {"uncertified": say("证件已到期")}, "证件已到期"),
        ("accept", F, {"employer_known": False}, "尚未确认被投诉单位"),
    ],
)
def test_each_guard_refuses_and_shows_what_is_missing(
    name: str, state: State, lack: dict[str, object], reason: str
) -> None:
    facts = replace(READY, **lack)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=reason):
        check(STEPS, name, state, facts)
    offer = next(o for o in available(STEPS, state, facts) if o.step.name == name)
    assert not offer.is_ready
    assert reason in str(offer.missing[0])


@pytest.mark.parametrize("state", State)
def test_consent_is_neither_asked_for_nor_taken_where_no_name_is_withheld(state: State) -> None:
    facts = replace(READY, withholds_names=False)
    assert "agree_to_disclosure" not in {o.step.name for o in available(STEPS, state, facts)}
    with pytest.raises(Refused):
        check(STEPS, "agree_to_disclosure", state, facts)
