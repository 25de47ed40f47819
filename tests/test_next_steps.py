"""Whoever must act next is offered that act first, all along every way through the procedure."""

from dataclasses import replace

import pytest

from cases.perms.around import around
from cases.tests import factories as make
from console import rail
from console.demo import deciding as dec
from console.demo import investigating as inv
from console.demo import outcomes
from console.demo import performing as perf
from console.demo.walk import Act, Stage, Walk, carry
from console.next_steps import next_steps
from tests.outcomes import filed

pytestmark = pytest.mark.django_db
# What is done on the way: by whom, and the step that the page offers for it.
FIRST: dict[Act, tuple[str, str]] = {
    inv.determine: ("lead", "determine_wages"),
    inv.order: ("lead", "issue_order"),
    inv.serve_order: ("lead", "serve_order"),
    inv.pay_wages: ("lead", "record_payment"),
    inv.verify_correction: ("lead", "verify_correction"),
    inv.find_disobeyed: ("lead", "find_disobeyed"),
    dec.propose_heavy_fine: ("lead", "conclude_investigation"),
    dec.propose_small_fine: ("lead", "conclude_investigation"),
    dec.agree: ("head", "approve_conclusion"),
    dec.issue_notice: ("lead", "issue_notice"),
    dec.serve_notice: ("lead", "serve_notice"),
    dec.hear_defence: ("lead", "record_defence"),
    dec.answer_defence: ("lead", "answer_defence"),
    dec.set_hearing: ("reviewer", "set_hearing"),
    dec.serve_summons: ("lead", "serve_summons"),
    dec.hold_hearing: ("reviewer", "hold_hearing"),
    dec.conclude_notice: ("lead", "conclude_notice"),
    dec.go_to_decision: ("lead", "go_to_decision"),
    dec.pass_review: ("reviewer", "pass_review"),
    dec.deliberate: ("bureau_head", "deliberate"),
    dec.propose_decision: ("lead", "propose_decision"),
    dec.decide: ("bureau_head", "approve_decision"),
    perf.serve_decision: ("lead", "serve_decision"),
    perf.issue_demand: ("lead", "issue_demand"),
    perf.serve_demand: ("lead", "serve_demand"),
    perf.propose_application: ("lead", "propose_application"),
    perf.sign_application: ("bureau_head", "approve_application"),
    perf.accepted_by_court: ("lead", "record_court_answer"),
    perf.granted_by_court: ("lead", "record_court_answer"),
    perf.confirm_withdrawal: ("lead", "confirm_withdrawal"),
    perf.verify_performance: ("lead", "verify_performance"),
    perf.propose_closing: ("lead", "propose_closing"),
    perf.close: ("head", "approve_closing"),
}
BESIDE: dict[Act, tuple[str, str]] = {
    inv.collect_evidence: ("lead", "record_evidence"),
    inv.interview: ("lead", "record_interview"),
    dec.propose_no_penalty: ("lead", "conclude_investigation"),
    dec.request_hearing: ("lead", "request_hearing"),
    perf.pay_everything: ("lead", "record_fine"),
    perf.record_reconsideration: ("reviewer", "record_remedy"),
    perf.answer_reconsideration: ("reviewer", "answer_remedy"),
    perf.annulled: ("reviewer", "record_remedy_result"),
}


@pytest.fixture
def bureau() -> make.Bureau:
    return make.make_bureau()


def offered(walk: Walk, who: str) -> tuple[list[str], set[str]]:
    """The first steps, and all that are ready, as this person's page names them."""
    user = walk.lead if who == "lead" else getattr(walk.bureau, who)
    found = next_steps(walk.case, around(walk.case), user, walk.at)
    first = [n.offer.step.name for n in found["first_steps"] if n.offer.is_ready]
    others = {n.offer.step.name for n in found["other_steps"] if n.offer.is_ready}
    return first, {*first, *others}


def look_first(stage: Stage) -> Stage:
    """The same stage; whoever acts in it is asked what their page offers."""

    def act(walk: Walk) -> None:
        who, step = FIRST.get(stage.act) or BESIDE[stage.act]
        first, ready = offered(walk, who)
        assert step in (first if stage.act in FIRST else ready), (step, first)
        stage.act(walk)

    return replace(stage, act=act)


@pytest.mark.parametrize(
    "way", ["PENALTY_AFTER_HEARING", "PENALTY_ANNULLED", "NO_PENALTY", "TAKEN_TO_COURT"]
)
def test_whoever_must_act_next_is_offered_that_act_first(bureau, way):
    assert carry(filed(bureau), [look_first(stage) for stage in getattr(outcomes, way)])


# ---------------------------------------------------------------- the rail


def rail_of(walk: Walk) -> tuple[list[str], str]:
    """The stages by name, and the one at which the case stands."""
    rows = rail.stages(walk.refresh(), walk.case.orders.standing().first(), walk.at)
    now = [str(row["label"]) for row in rows if row["state"] == "now"]
    return [str(row["label"]) for row in rows], "".join(now)


BEFORE = ["受理", "立案", "调查", "责令改正"]


@pytest.mark.parametrize(
    ("act", "stages", "now"),
    [
        (inv.serve_order, [*BEFORE, "送达", "改正", "结案"], "责令改正"),
        (dec.issue_notice, [*BEFORE, "调查终结", "事先告知", "决定", "送达", "履行", "结案"],
            "调查终结"),
        (dec.set_hearing, [*BEFORE, "调查终结", "事先告知", "听证", "决定", "送达", "履行", "结案"],
            "听证"),
        (perf.serve_decision,
            [*BEFORE, "调查终结", "事先告知", "听证", "决定", "送达", "履行", "结案"], "决定"),
        (perf.propose_closing,
            [*BEFORE, "调查终结", "事先告知", "听证", "决定", "送达", "履行", "结案"], "履行"),
    ],
)  # fmt: skip
def test_the_rail_follows_the_way_that_the_case_takes(bureau, act, stages, now):
    walk = filed(bureau)
    assert carry(walk, outcomes.until(outcomes.PENALTY_AFTER_HEARING, act))
    assert rail_of(walk) == (stages, now)


def test_a_closed_case_stands_nowhere_and_shows_what_it_went_through(bureau):
    walk = filed(bureau)
    assert carry(walk, outcomes.NO_PENALTY)
    assert rail_of(walk) == ([*BEFORE, "改正", "调查终结", "决定", "送达", "结案"], "")
