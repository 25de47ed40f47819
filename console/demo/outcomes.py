"""The ways on which the demo's cases go, from a filed case to each of its outcomes."""

from collections.abc import Sequence
from decimal import Decimal

from cases.models import Case
from cases.papers.spot import SpotPenalty
from cases.services import filing, spot
from console.demo import deciding as dec
from console.demo import investigating as inv
from console.demo import performing as perf
from console.demo.teller import Teller
from console.demo.walk import (
    Act,
    Stage,
    Walk,
    Way,
    demand_expired,
    hearing_day,
    notice_expired,
    order_expired,
    remedies_expired,
)
from employers.models import Employer

INVESTIGATED: Way = (
    Stage(inv.collect_evidence, 2),
    Stage(inv.interview, 1),
    Stage(inv.determine, 2),
)
ORDERED: Way = (*INVESTIGATED, Stage(inv.order, 1), Stage(inv.serve_order, 1))
DISOBEYED: Way = (*ORDERED, Stage(inv.find_disobeyed, ready=order_expired))
TOLD: Way = (Stage(dec.agree, 1), Stage(dec.issue_notice, 1), Stage(dec.serve_notice, 1))
NOT_TOLD: Way = (Stage(dec.agree, 1), Stage(dec.go_to_decision))
HEARD: Way = (Stage(dec.conclude_notice, ready=notice_expired),)
DECIDED: Way = (
    Stage(dec.propose_decision, 1),
    Stage(dec.decide, 1),
    Stage(perf.serve_decision, 2),
)
CLOSED: Way = (
    Stage(perf.verify_performance, 1),
    Stage(perf.propose_closing, 1),
    Stage(perf.close, 1),
)

HALF_PAID: Way = (*ORDERED, Stage(inv.pay_half, 3))
ORDERED_AND_PAID: Way = (
    *ORDERED,
    Stage(inv.pay_wages, 3),
    Stage(inv.verify_correction, 1),
)
CORRECTED_IN_TIME: Way = (
    *ORDERED_AND_PAID,
    Stage(perf.propose_closing, 1),
    Stage(perf.close, 1),
)
PENALTY_AFTER_HEARING: Way = (
    *DISOBEYED,
    Stage(dec.propose_heavy_fine, 1),
    *TOLD,
    Stage(dec.hear_defence, 1),
    Stage(dec.answer_defence, 1),
    Stage(dec.request_hearing, 1),
    Stage(dec.set_hearing, 1),
    Stage(dec.serve_summons),
    Stage(dec.hold_hearing, ready=hearing_day),
    *HEARD,
    Stage(dec.pass_review, 1),
    Stage(dec.deliberate, 1),
    *DECIDED,
    Stage(perf.pay_everything, 4),
    *CLOSED,
)
SMALL_PENALTY: Way = (*DISOBEYED, Stage(dec.propose_small_fine, 1), *TOLD, *HEARD, *DECIDED)
PENALTY_ANNULLED: Way = (
    *SMALL_PENALTY,
    Stage(perf.record_reconsideration, 6),
    Stage(perf.answer_reconsideration, 4),
    Stage(perf.annulled, 15),
    Stage(perf.confirm_withdrawal, 1),
    Stage(inv.pay_wages, 1),
    *CLOSED,
)
HANDLED: Way = (
    *DISOBEYED,
    Stage(dec.propose_handling, 1),
    *TOLD,
    *HEARD,
    *DECIDED,
    Stage(perf.pay_everything, 5),
    *CLOSED,
)
NO_PENALTY: Way = (
    *ORDERED_AND_PAID,
    Stage(dec.propose_no_penalty, 1),
    *NOT_TOLD,
    *DECIDED,
    *CLOSED,
)
REVOKED: Way = (
    *INVESTIGATED,
    Stage(inv.pay_wages, 2),
    Stage(inv.verify_correction, 1),
    Stage(dec.propose_revocation, 1),
    *NOT_TOLD,
    *DECIDED,
    *CLOSED,
)
TAKEN_TO_COURT: Way = (
    *SMALL_PENALTY,
    Stage(perf.issue_demand, ready=remedies_expired),
    Stage(perf.serve_demand, 1),
    Stage(perf.propose_application, ready=demand_expired),
    Stage(perf.sign_application, 1),
    Stage(perf.accepted_by_court, 3),
    Stage(perf.granted_by_court, 4),
    Stage(perf.pay_everything, 10),
    *CLOSED,
)
PENALISED_ON_THE_SPOT: Way = (
    Stage(perf.file_spot_penalty, 1),
    Stage(perf.pay_everything, 4),
    *CLOSED,
)
FINED_FOR_OBSTRUCTION: Way = (
    Stage(inv.collect_evidence, 1),
    Stage(dec.propose_fine_for_obstruction, 2),
    *TOLD,
)
OBSTRUCTED: Way = (
    *FINED_FOR_OBSTRUCTION,
    Stage(dec.hear_defence, 1),
    Stage(dec.answer_defence),
    Stage(dec.request_hearing),
    Stage(dec.set_hearing, 1),
    Stage(dec.serve_summons),
    Stage(dec.hold_hearing, ready=hearing_day),
    *HEARD,
    Stage(dec.pass_review, 1),
)
OBSTRUCTED_IN_SILENCE: Way = (
    *FINED_FOR_OBSTRUCTION,
    *HEARD,
    Stage(dec.deliberate, 1),
    *DECIDED,
    Stage(perf.issue_demand, ready=remedies_expired),
    Stage(perf.serve_demand),
    Stage(perf.propose_application, ready=demand_expired),
    Stage(perf.sign_application, 1),
    Stage(perf.pay_everything, 9),
)


def until(way: Way, act: Act) -> Way:
    """The stages before this act: the case waits for it."""
    acts = [stage.act for stage in way]
    return way[: acts.index(act)]


# Where cases rest for whoever tries the demo: how far they have come, and how many working days
# ago they began.
RESTING: Sequence[tuple[Way, int]] = (
    (until(OBSTRUCTED, dec.agree), 6),
    (until(OBSTRUCTED, dec.issue_notice), 8),
    (until(OBSTRUCTED, dec.serve_notice), 9),
    (until(OBSTRUCTED, dec.answer_defence), 11),
    (until(OBSTRUCTED, dec.set_hearing), 12),
    (until(OBSTRUCTED, dec.hold_hearing), 14),
    (until(OBSTRUCTED, dec.pass_review), 24),
    (until(OBSTRUCTED_IN_SILENCE, dec.deliberate), 16),
    (until(OBSTRUCTED_IN_SILENCE, dec.decide), 18),
    (until(OBSTRUCTED_IN_SILENCE, perf.serve_decision), 19),
    (until(OBSTRUCTED_IN_SILENCE, perf.issue_demand), 36),
    (until(OBSTRUCTED_IN_SILENCE, perf.pay_everything), 180),
)


def obstruction(teller: Teller, employer: Employer) -> filing.Lead:
    """Officers on patrol were not let in."""
    return filing.Lead(
        office=teller.bureau.office,
        employer=employer,
        division_id=employer.division_id,
        source=Case.Source.PATROL,
        cause="obstruction",
        summary="监察员巡查时，单位负责人锁闭大门，经说明仍拒绝监察员进入劳动场所检查。",
        reference=f"巡{teller.day:%Y%m%d}",
    )


def penalise_on_the_spot(teller: Teller, employer: Employer) -> Walk:
    """A patrol finds what nobody doubts; it is decided and handed over on the scene."""
    lead, assistant = teller.officers()
    matter = filing.Lead(
        office=teller.bureau.office,
        employer=employer,
        division_id=employer.division_id,
        source=Case.Source.PATROL,
        cause="overtime",
        summary="巡查发现单位安排3名劳动者超过法定时限加班。",
        reference=f"巡{teller.day:%Y%m%d}",
    )
    penalty = SpotPenalty(
        violation="overtime",
        facts="考勤记录载明3名劳动者上月每人加班46小时，单位对此没有异议。",
        fine=Decimal("900.00"),
        place=employer.address or "单位办公室",
        defence="没有陈述、申辩。",
        receiver=employer.legal_representative or "单位负责人",
        workers=3,
        facts_are_certain=True,
        rights_were_told=True,
    )
    made = spot.penalise_lead(
        matter, penalty, lead=lead, assistant=assistant, actor=lead, at=teller.at
    )
    return Walk(teller, made.case, lead)
