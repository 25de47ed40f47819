"""Every (state × role × step) of a listing against a golden table."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.policy.roles import Role
from blacklist.listing_procedure import (
    BEFORE_DECISION,
    BY_ITSELF,
    ENDED,
    LIVE,
    ON_THE_LIST,
    STATE_LABELS,
    STEPS,
    Facts,
    State,
)
from statutes.refusal import Refused
from statutes.wording import say
from workflow.procedure import check

T, N, O = State.TO_NOTIFY, State.NOTIFIED, State.OBJECTED  # noqa: E741
R, D, L = State.DECISION_REVIEW, State.DECIDED, State.LISTED
V, P, A = State.REMOVAL_REVIEW, State.REMOVAL_PROPOSED, State.ANNULMENT_DUE
G, X, B = State.REMOVING, State.REMOVED, State.RESTORE_PROPOSED
INSPECTOR, HEAD = Role.INSPECTOR, Role.BUREAU_HEAD

# step -> (who, from which states, to which): all that the law allows, and nothing else
GOLDEN = {
    "name_party": (INSPECTOR, {T}, None),
    "discontinue": (HEAD, {T, N, O}, State.DISMISSED),
    "issue_notice": (INSPECTOR, {T}, N),
    "serve_notice": (INSPECTOR, {N, O}, None),
    "record_objection": (INSPECTOR, {N}, O),
    "answer_objection": (INSPECTOR, {O}, N),
    "propose_extension": (INSPECTOR, {T, N, O}, None),
    "approve_extension": (HEAD, {T, N, O}, None),
    "return_extension": (HEAD, {T, N, O}, None),
    "propose_decision": (INSPECTOR, {N}, R),
    "approve_listing": (HEAD, {R}, D),
    "approve_not_listing": (HEAD, {R}, State.NOT_LISTED),
    "return_decision": (HEAD, {R}, N),
    "serve_decision": (INSPECTOR, {D}, L),
    "serve_result": (INSPECTOR, {L, G, X, State.NOT_LISTED}, None),
    "publish": (INSPECTOR, {L}, None),
    "send_copies": (INSPECTOR, {L}, None),
    "record_receipt": (INSPECTOR, {L, V, P, A, G}, None),
    "record_reply": (INSPECTOR, {L, V, P, A}, None),
    "receive_application": (INSPECTOR, {L}, V),
    "propose_removal": (INSPECTOR, {V}, P),
    "approve_removal": (HEAD, {P}, G),
    "refuse_removal": (HEAD, {P}, L),
    "return_removal": (HEAD, {P}, V),
    "report_fallen": (INSPECTOR, {D, L, V, P}, A),
    "annul": (HEAD, {A}, G),
    "keep": (HEAD, {A}, L),
    "confirm_down": (INSPECTOR, {G}, None),
    "complete_removal": (INSPECTOR, {G}, X),
    "propose_restoration": (INSPECTOR, {X}, B),
    "approve_restoration": (HEAD, {B}, L),
    "return_restoration": (HEAD, {B}, X),
}
READY = Facts(frozenset(Role))
# What a step needs that another one must not have.
WANTED: dict[str, dict[str, Any]] = {
    "discontinue": {"has_fallen": True},
    "serve_notice": {"notice_is_served": False},
    "propose_extension": {"may_be_extended": True},
    "approve_extension": {"extension_waits": True},
    "return_extension": {"extension_waits": True},
    "approve_not_listing": {"lists": False},
    "refuse_removal": {"lists": False},
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
    assert ENDED.isdisjoint(LIVE)
    steps = (*STEPS.values(), *BY_ITSELF.values())
    for state in LIVE:
        assert any(state in step.sources and step.target for step in steps), f"no way out: {state}"
    reached = {step.target for step in steps if step.target}
    assert reached == set(State) - {State.TO_NOTIFY}
    assert BEFORE_DECISION.isdisjoint(ON_THE_LIST)


def test_only_the_bureau_head_puts_on_takes_off_or_leaves_off() -> None:
    decided = {D, State.NOT_LISTED, State.DISMISSED, G}
    makers = {step.role for step in STEPS.values() if step.target in decided}
    assert makers == {HEAD}


@pytest.mark.parametrize(
    ("name", "state", "lack", "reason"),
    [
        ("issue_notice", T, {"has_parties": False}, "先登记拟列入的单位"),
        ("issue_notice", T, {"uncertified": say("执法证已过期")}, "执法证已过期"),
        ("issue_notice", T, {"has_fallen": True}, "不能列入"),
        ("propose_decision", N, {"notice_is_served": False}, "尚未送达"),
        ("propose_decision", N, {"objection_time_is_over": False}, "异议期限尚未届满"),
        ("approve_listing", R, {"has_proposed": True}, "不得审批自己"),
        ("approve_listing", R, {"basis_is_recorded": False}, "法律依据"),
        ("approve_listing", R, {"has_fallen": True}, "不能列入"),
        ("publish", L, {"basis_is_recorded": False}, "法律依据"),
        ("publish", L, {"is_published": True}, "已经公布"),
        ("receive_application", L, {"has_early_removal": False}, "没有提前移出"),
        ("approve_removal", P, {"is_ripe": False}, "不予移出"),
        ("keep", A, {"has_fallen": True}, "应当撤销列入"),
        ("complete_removal", G, {"still_shown": ("银行",)}, "银行"),
    ],
)
def test_what_is_missing_is_named(
    name: str, state: State, lack: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        check(STEPS, name, state, replace(READY, **lack))  # type: ignore[arg-type]


def test_every_step_stands_on_an_article() -> None:
    assert all(step.citation.law for step in (*STEPS.values(), *BY_ITSELF.values()))
