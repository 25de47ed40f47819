"""The procedure's table, cell by cell, against `tables/procedure.csv`; and each guard."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from accounts.policy.roles import Role
from cases.policy.decision import Kind, Terms
from cases.policy.enforcement import DecisionFacts, DemandFacts
from cases.policy.hearing import HearingFacts
from cases.policy.ledger import Totals
from cases.policy.officers import Officer
from cases.policy.prior_notice import NoticeFacts
from cases.policy.review_sheet import Score
from cases.procedure import guards, table
from cases.procedure.facts import Facts, OrderFacts
from cases.procedure.states import TERMINAL, State
from cases.procedure.table import STEPS
from statutes.refusal import Refused
from statutes.wording import say

TABLE = Path(__file__).parent / "tables" / "procedure.csv"
TODAY = date(2026, 11, 18)
PENDING = frozenset(
    {
        "investigation_extension",
        "investigation_suspension",
        "evidence_preservation",
        "instalments",
        "court_application",
    }
)
PAIR = (Officer("陈志强", is_lead=True), Officer("李敏", is_lead=False))
OWED = Totals(2, 0, Decimal("300.00"), Decimal("200.00"), Decimal("0.00"))
PAID = Totals(2, 0, Decimal("300.00"), Decimal("200.00"), Decimal("200.00"))


LONG_AGO, SOON = date(2026, 1, 5), date(2026, 12, 31)
TOLD = Terms(Kind.PENALTY, Decimal("2000.00"))
OVERDUE = DecisionFacts(
    is_performed_by_party=True,
    decided_on=LONG_AGO,
    served_on=LONG_AGO,
    due_on=LONG_AGO,
    is_settled=False,
    remedies_until=LONG_AGO,
    court_until=SOON,
)


def facts(role: Role, **changes: object) -> Facts:
    """A case on which nothing is missing for an act of this role."""
    investigates = role is Role.INSPECTOR
    whole = Facts(
        roles=frozenset({role}),
        on=TODAY,
        is_on_case=investigates,
        has_investigated=investigates,
        pending=frozenset() if investigates else PENDING,
        officers=PAIR,
        recorded=PAID,
        counted=PAID,
        evidence=1,
        undecided_recusals=1,
        corrected_on=TODAY,
        no_penalty_reason="初次违法，危害后果轻微并及时改正。",
        may_be_suspended=True,
        investigation_due_on=TODAY,
        proposal=TOLD,
        notice=NoticeFacts(TOLD, LONG_AGO, LONG_AGO),
        score=Score(90),
        is_bundled=True,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


SERVED = replace(OVERDUE, is_settled=True)
ASKED = HearingFacts(LONG_AGO)
# What a step needs beside the whole facts above, or instead of them.
NEEDS: dict[str, dict[str, object]] = {
    "settle_preservation": {"unsettled_preservations": 1},
    "answer_inquiry": {"unanswered_inquiries": 1},
    "attach_scan": {"unscanned_records": 1},
    "issue_order": {"recorded": OWED, "counted": OWED},
    "agree_payment_plan": {"recorded": OWED, "counted": OWED},
    "serve_order": {"order": OrderFacts()},
    "withdraw_order": {"order": OrderFacts()},
    "penalise_on_the_spot": {"is_wage_case": False},
    "file_spot_penalty": {"spot_is_unfiled": True},
    "find_disobeyed": {"order": OrderFacts(LONG_AGO, LONG_AGO)},
    "serve_notice": {"notice": NoticeFacts(TOLD)},
    "answer_defence": {"notice": NoticeFacts(TOLD, LONG_AGO, LONG_AGO, unanswered=1)},
    "request_hearing": {"notice": NoticeFacts(TOLD, LONG_AGO, LONG_AGO, SOON)},
    "set_hearing": {"hearing": ASKED},
    "reset_hearing": {"hearing": replace(ASKED, set_for=SOON)},
    "serve_summons": {"hearing": replace(ASKED, set_for=TODAY)},
    "hold_hearing": {"hearing": replace(ASKED, set_for=TODAY, noticed_on=LONG_AGO)},
    "end_hearing": {"hearing": ASKED},
    "go_to_decision": {"proposal": Terms(Kind.NO_PENALTY)},
    "issue_demand": {"decision": OVERDUE},
    "serve_demand": {"decision": OVERDUE, "demand": DemandFacts()},
    "propose_application": {"decision": OVERDUE, "demand": DemandFacts(LONG_AGO, LONG_AGO)},
    "approve_application": {"decision": OVERDUE, "demand": DemandFacts(LONG_AGO, LONG_AGO)},
    "confirm_withdrawal": {"withdrawal_is_due": True},
    "decide_anew": {"decision": replace(SERVED, is_annulled=True)},
    "pursue_wages": {"decision": SERVED, "decided": Kind.PENALTY, "counted": OWED},
    "override_score": {"score": Score(70)},
    "return_closing_of_decision": {"decision": SERVED},
    **{
        name: {"decision": SERVED}
        for name in (
            "record_fine",
            "propose_instalments",
            "record_remedy",
            "answer_remedy",
            "record_remedy_result",
        )
    },
}


def golden() -> dict[tuple[str, str, str], str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(state, role, step): target for state, role, step, target in rows}


def test_every_cell_of_state_role_and_step_is_as_in_the_golden_table():
    allowed = golden()
    for state, role, name in product(State, Role, STEPS):
        given = facts(role, **NEEDS.get(name, {}))
        target = allowed.pop((state.value, role.value, name), None)
        if target is None:
            with pytest.raises(Refused):
                table.check(name, state, given)
        else:
            step = table.check(name, state, given)
            assert (step.target or state).value == target, (state, role, name)
    assert allowed == {}, "the golden table names cells that do not exist"


def test_the_offered_steps_are_those_that_check_allows():
    allowed = golden()
    for state, role in product(State, Role):
        expected = {name for s, r, name in allowed if (s, r) == (state.value, role.value)}
        given = facts(role)
        offered = {offer.step.name for offer in table.available(state, given)}
        assert offered == {name for name in expected if not STEPS[name].is_moot(given)}


def test_what_has_been_done_already_is_not_offered_again():
    served = facts(Role.INSPECTOR, order=OrderFacts(served_on=TODAY))
    offered = {offer.step.name for offer in table.available(State.ORDERED, served)}
    assert "serve_order" not in offered
    assert "verify_correction" in offered


def test_every_state_can_be_reached_and_only_final_ones_cannot_be_left():
    reached, frontier = {State.LEAD}, [State.LEAD]
    while frontier:
        here = frontier.pop()
        for step in STEPS.values():
            if here in step.sources and step.target and step.target not in reached:
                reached.add(step.target)
                frontier.append(step.target)
    assert reached == set(State)
    left = {s for step in STEPS.values() if step.target for s in step.sources - {step.target}}
    assert set(State) - left == TERMINAL - {State.ARCHIVED}, "only its decision's fall moves it"


def refusals(name: str, state: State, given: Facts) -> list[str]:
    with pytest.raises(Refused) as caught:
        table.check(name, state, given)
    return [str(sentence) for sentence in caught.value.sentences]


DECIDED_BY_OTHERS = [name for name, step in STEPS.items() if guards.four_eyes in step.guards]


def test_every_approval_and_its_return_are_decided_by_someone_else():
    expected = {name for name in STEPS if name.startswith(("approve_", "return_", "refuse_"))}
    assert expected <= set(DECIDED_BY_OTHERS)


@pytest.mark.parametrize("name", DECIDED_BY_OTHERS)
def test_nobody_decides_what_they_proposed_or_investigated(name):
    state, role = sorted(STEPS[name].sources)[0], STEPS[name].role
    given = facts(role, is_proposer=True, **NEEDS.get(name, {}))
    assert "承办人不得审批自己提出的事项。" in refusals(name, state, given)
    given = facts(role, has_investigated=True, **NEEDS.get(name, {}))
    assert "承办人不得审批自己承办的案件。" in refusals(name, state, given)


@pytest.mark.parametrize(
    "name", [n for n, s in STEPS.items() if s.role is Role.INSPECTOR and n != "archive"]
)
def test_only_the_officers_of_the_case_work_on_it(name):
    state = sorted(STEPS[name].sources)[0]
    given = facts(Role.INSPECTOR, is_on_case=False, **NEEDS.get(name, {}))
    assert "您不是本案的主办或协办监察员。" in refusals(name, state, given)


@pytest.mark.parametrize(
    ("officers", "why"),
    [
        ((), "须指定一名主办监察员。"),
        (
            (Officer("李敏", is_lead=False), Officer("王芳", is_lead=False)),
            "须指定一名主办监察员。",
        ),
        ((Officer("陈志强", is_lead=True),), "监察执法不得少于两人，还须指定协办监察员。"),
        (
            (PAIR[0], Officer("李敏", is_lead=False, gap=say("李敏的监察证件已过期"))),
            "李敏的监察证件已过期",
        ),
    ],
)
@pytest.mark.parametrize(
    ("name", "state", "role"),
    [
        ("propose_filing", State.LEAD, Role.INSPECTOR),
        ("approve_filing", State.FILING_REVIEW, Role.UNIT_HEAD),
        ("resubmit_filing", State.FILING_RETURNED, Role.INSPECTOR),
        ("issue_order", State.INVESTIGATING, Role.INSPECTOR),
        ("verify_correction", State.ORDERED, Role.INSPECTOR),
    ],
)
def test_investigative_acts_take_two_certified_officers_with_one_in_charge(
    name, state, role, officers, why
):
    assert why in refusals(name, state, facts(role, officers=officers))


def test_no_order_before_every_amount_is_determined():
    open_line = replace(OWED, undetermined=1)
    given = facts(Role.INSPECTOR, counted=open_line, recorded=open_line)
    assert refusals("issue_order", State.INVESTIGATING, given) == [
        "还有1名劳动者的工资数额没有核定。"
    ]


def test_no_order_for_an_empty_ledger_or_one_that_is_settled():
    empty = facts(Role.INSPECTOR, counted=Totals(), recorded=Totals())
    assert "尚未登记涉及的劳动者。" in refusals("issue_order", State.INVESTIGATING, empty)
    settled = facts(Role.INSPECTOR)
    assert refusals("issue_order", State.INVESTIGATING, settled) == [
        "核定金额已经付清或没有欠付，无须责令支付。"
    ]


@pytest.mark.parametrize(
    ("name", "state", "role"),
    [
        ("issue_order", State.INVESTIGATING, Role.INSPECTOR),
        ("verify_correction", State.ORDERED, Role.INSPECTOR),
        ("propose_closing", State.CORRECTED, Role.INSPECTOR),
        ("approve_closing", State.CLOSING_REVIEW, Role.UNIT_HEAD),
    ],
)
def test_a_ledger_that_does_not_cross_foot_stops_every_act_that_quotes_it(name, state, role):
    given = facts(role, recorded=replace(PAID, claimed=Decimal("1.00")))
    assert "工资明细与案件合计不一致，请联系管理员核对台账。" in refusals(name, state, given)


def test_no_order_names_a_worker_who_keeps_the_name_from_the_employer():
    given = facts(Role.INSPECTOR, counted=OWED, recorded=OWED, withheld=2)
    assert refusals("issue_order", State.INVESTIGATING, given) == [
        "还有2名投诉人要求对单位保密，须先取得并登记其同意。"
    ]


def test_a_second_order_waits_until_the_first_is_withdrawn():
    given = facts(Role.INSPECTOR, counted=OWED, recorded=OWED, order=OrderFacts(TODAY))
    assert refusals("issue_order", State.INVESTIGATING, given) == [
        "已有生效的限期改正指令书，须先撤回。"
    ]


def test_an_order_is_served_once_and_correction_is_verified_only_after_service():
    served = facts(Role.INSPECTOR, order=OrderFacts(TODAY))
    assert refusals("serve_order", State.ORDERED, served) == ["限期改正指令书已经送达。"]
    unserved = facts(Role.INSPECTOR, order=OrderFacts())
    assert refusals("verify_correction", State.ORDERED, unserved) == ["限期改正指令书尚未送达。"]
    assert table.check("verify_correction", State.ORDERED, served).target is State.CORRECTED


def test_correction_is_not_verified_while_a_fen_is_owed():
    short = replace(PAID, paid=Decimal("199.99"))
    given = facts(Role.INSPECTOR, counted=short, recorded=short)
    assert refusals("verify_correction", State.ORDERED, given) == [
        "尚欠0.01元没有支付到劳动者手中。"
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"counted": replace(PAID, undetermined=3)}, "还有3名劳动者的工资数额没有核定。"),
        ({"order": OrderFacts()}, "限期改正指令书尚未送达。"),
        ({"corrected_on": None}, "改正情况尚未核查确认。"),
        ({"no_penalty_reason": "  "}, "须写明不予处罚的理由。"),
        ({"counted": OWED, "recorded": OWED}, "尚欠200.00元没有支付到劳动者手中。"),
    ],
)
def test_no_case_closes_over_one_of_the_four_open_questions(changes, why):
    given = facts(Role.INSPECTOR, **changes)
    assert why in refusals("propose_closing", State.CORRECTED, given)


def test_the_investigation_is_extended_once_on_request_and_before_it_expires():
    late = facts(Role.BUREAU_HEAD, investigation_due_on=date(2026, 11, 17))
    twice = facts(Role.BUREAU_HEAD, is_extended=True)
    unasked = facts(Role.BUREAU_HEAD, pending=frozenset())
    stopped = facts(Role.BUREAU_HEAD, investigation_due_on=None)
    why = [
        refusals("approve_extension", State.INVESTIGATING, given)[0]
        for given in (late, twice, unasked, stopped)
    ]
    assert why == [
        "调查期限已于2026-11-17届满，延长须在届满前批准。",
        "调查期限已经延长过一次，不能再延长。",
        "没有等待批准的延期申请。",
        "调查期限没有在计时，无须延长。",
    ]
    again = facts(Role.INSPECTOR, pending=frozenset({"investigation_extension"}))
    assert refusals("propose_extension", State.INVESTIGATING, again) == [
        "延期申请已经报批，正在等待批准。"
    ]


def test_what_was_corrected_may_come_back_and_a_fallen_order_is_waited_for_no_longer():
    resume = "resume_investigation"
    stands = facts(Role.INSPECTOR, order=OrderFacts(LONG_AGO, SOON))
    assert refusals(resume, State.ORDERED, stands) == ["指令书仍然有效，须先送达、核查或者撤回。"]
    for order in (None, OrderFacts(LONG_AGO, SOON, is_fulfilled=True)):
        step = table.check(resume, State.CORRECTED, facts(Role.INSPECTOR, order=order))
        assert step.target is State.INVESTIGATING


@pytest.mark.parametrize(
    ("name", "state", "role"),
    [
        ("propose_closing", State.PERFORMED, Role.INSPECTOR),
        ("approve_closing", State.CLOSING_REVIEW, Role.UNIT_HEAD),
    ],
)
def test_no_case_closes_over_a_pending_remedy_or_what_is_still_public(name, state, role):
    contested = facts(role, decision=replace(SERVED, remedy_is_pending=True))
    assert refusals(name, state, contested) == ["行政复议或者行政诉讼尚未审结。"]
    public = facts(role, decision=SERVED, withdrawal_is_due=True)
    assert refusals(name, state, public) == ["未获维持的决定的公开信息尚未撤回。"]
