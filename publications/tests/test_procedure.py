"""Every (state × role × step) of a publication at the desk against a golden table."""

from dataclasses import replace

import pytest

from accounts.policy.roles import Role
from publications.procedure import ENDED, LIVE, MOVES, STATE_LABELS, STEPS, Facts, State
from statutes.refusal import Refused
from workflow.procedure import available, check

INSPECTOR, HEAD = Role.INSPECTOR, Role.BUREAU_HEAD
DRAFT, PUBLISHED = State.DRAFT, State.PUBLISHED
# step -> (who, from which states, to which): all that is allowed, and nothing else
GOLDEN = {
    "revise": (INSPECTOR, {DRAFT}, None),
    "release": (HEAD, {DRAFT}, PUBLISHED),
    "decline": (HEAD, {DRAFT, State.SCHEDULED}, State.DECLINED),
    "correct": (HEAD, {PUBLISHED}, State.CORRECTED),
    "withdraw": (HEAD, {PUBLISHED}, State.WITHDRAWN),
    "send": (INSPECTOR, {PUBLISHED}, None),
    "record_receipt": (INSPECTOR, {PUBLISHED, *ENDED}, None),
    "record_takedown": (INSPECTOR, set(ENDED), None),
}
READY = Facts(frozenset(Role), awaits_receipt=True, stands_somewhere=True)


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
    assert {*LIVE, *ENDED, State.DECLINED} == set(State)
    for step in STEPS.values():
        if step.target is not None:
            assert all((source, step.target) in MOVES for source in step.sources)


def test_nothing_public_comes_back_and_nothing_ended_moves() -> None:
    assert not {source for source, _ in MOVES} & ENDED
    assert all(target in ENDED for source, target in MOVES if source is PUBLISHED)


def test_who_drafted_does_not_decide() -> None:
    own = replace(READY, is_own_draft=True)
    with pytest.raises(Refused, match="自己拟稿"):
        check(STEPS, "release", DRAFT, own)
    assert check(STEPS, "decline", DRAFT, own).target is State.DECLINED


def test_what_is_gone_is_not_asked_for_again() -> None:
    gone = replace(READY, stands_somewhere=False, awaits_receipt=False)
    names = {offer.step.name for offer in available(STEPS, State.EXPIRED, gone)}
    assert names == set()
