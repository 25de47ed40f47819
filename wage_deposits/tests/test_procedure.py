"""Every (state × role × step) of a wage deposit against a golden table."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.policy.roles import Role
from statutes.refusal import Refused
from statutes.wording import say
from wage_deposits.procedure import ENDED, LIVE, SECURED, STATE_LABELS, STEPS, Facts, State
from workflow.procedure import available, check

D, X, O = State.DUE, State.EXEMPT, State.OPENED  # noqa: E741
P, U, T = State.USE_PROPOSED, State.IN_USE, State.TO_REFILL
N, R, Q = State.RETURN_NOTICED, State.RETURN_REVIEW, State.RETURN_PROPOSED
INSPECTOR, HEAD = Role.INSPECTOR, Role.UNIT_HEAD

# step -> (who, from which states, to which): all that the law allows, and nothing else
GOLDEN = {
    "open_account": (INSPECTOR, {D}, O),
    "accept_guarantee": (INSPECTOR, {D}, O),
    "cancel": (INSPECTOR, {D, X}, State.CANCELLED),
    "renew_guarantee": (INSPECTOR, {O, N, R}, None),
    "propose_use": (INSPECTOR, {O, T}, P),
    "approve_use": (HEAD, {P}, U),
    "send_back_use": (HEAD, {P}, O),
    "send_back_further_use": (HEAD, {P}, T),
    "serve_notice": (INSPECTOR, {U}, None),
    "record_payment": (INSPECTOR, {U}, T),
    "record_covered_payment": (INSPECTOR, {U}, O),
    "refill_cash": (INSPECTOR, {T}, O),
    "refill_guarantee": (INSPECTOR, {T}, O),
    "notice_return": (INSPECTOR, {O}, N),
    "receive_application": (INSPECTOR, {N}, R),
    "refuse_return": (INSPECTOR, {N, R}, O),
    "propose_return": (INSPECTOR, {R}, Q),
    "approve_return": (HEAD, {Q}, State.RETURNED),
    "send_back_return": (HEAD, {Q}, R),
}
READY = Facts(frozenset(Role), has_guarantee=True)
# What a step needs that another one must not have.
WANTED: dict[str, dict[str, Any]] = {
    "send_back_further_use": {"is_short": True},
    "serve_notice": {"notice_is_served": False},
    "record_covered_payment": {"stays_full": True},
    "propose_use": {"unsettled": ("案1",)},
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("state", State)
def test_every_cell(state: State, name: str) -> None:
    who, sources, target = GOLDEN[name]
    for role in Role:
        facts = replace(READY, roles=frozenset({role}), **WANTED.get(name, {}))
        if role is who and state in sources:
            assert check(STEPS, name, state, facts).target is target
        else:
            with pytest.raises(Refused):
                check(STEPS, name, state, facts)


def test_the_table_is_whole() -> None:
    assert set(GOLDEN) == set(STEPS)
    assert set(STATE_LABELS) == set(State)
    assert SECURED < LIVE and ENDED.isdisjoint(LIVE)
    for state in State:
        leaving = [step for step in STEPS.values() if state in step.sources and step.target]
        assert bool(leaving) is (state in LIVE), f"{state} and its exits"
    # What is due or exempt is fixed so; everything else is reached by a step.
    reached = {step.target for step in STEPS.values() if step.target}
    assert reached == set(State) - {State.DUE, State.EXEMPT}


@pytest.mark.parametrize(
    ("name", "state", "lack", "reason"),
    [
        ("propose_use", O, {"has_funds": False}, "没有余额"),
        ("propose_use", O, {"uncertified": say("执法证已过期")}, "执法证已过期"),
        ("propose_use", O, {"unsettled": ()}, "没有尚欠工资的案件"),
        ("record_payment", U, {"notice_is_served": False}, "先登记银行签收"),
        ("notice_return", O, {"is_finished": False}, "工程尚未完工"),
        ("notice_return", O, {"unsettled": ("江人社监案〔2026〕3号",)}, "江人社监案〔2026〕3号"),
        ("receive_application", N, {"notice_has_run": False}, "公示未满30日"),
        ("propose_return", R, {"unsettled": ("案1", "案2")}, "案1、案2"),
        ("approve_return", Q, {"unsettled": ("案1",)}, "未解决的拖欠"),
    ],
)
def test_what_is_missing_is_named(
    name: str, state: State, lack: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        check(STEPS, name, state, replace(READY, **lack))  # type: ignore[arg-type]


@pytest.mark.parametrize("is_short", [True, False])
def test_a_proposal_goes_back_to_where_it_came_from(is_short: bool) -> None:
    offers = available(STEPS, P, replace(READY, is_short=is_short))
    back = {"send_back_further_use"} if is_short else {"send_back_use"}
    assert {offer.step.name for offer in offers} == {"approve_use"} | back


def test_every_step_stands_on_an_article() -> None:
    assert all(step.citation.law for step in STEPS.values())
