"""Collects what the guards of the procedure may know of a case, a person and a day.

Each fact is fetched only in the states whose steps ask for it, so that a page costs few queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.perms import certified, may_review
from accounts.policy.roles import Role
from cases.models import (
    Case,
    Decision,
    Evidence,
    Inquiry,
    Interview,
    Order,
    Preservation,
    PriorNotice,
    Recusal,
)
from cases.perms.around import Around, around
from cases.perms.file_contents import is_bundled
from cases.perms.review import file_facts
from cases.policy.decision import KINDS, Kind, Terms
from cases.policy.deliberation import DeliberationFacts
from cases.policy.enforcement import DecisionFacts, DemandFacts
from cases.policy.hearing import HearingFacts, refuse_day
from cases.policy.investigation_limit import CLOCK
from cases.policy.legal_review import ReviewFacts
from cases.policy.officers import Officer
from cases.policy.prior_notice import NoticeFacts
from cases.policy.remedy import WITHDRAWAL_CLOCK
from cases.policy.review_sheet import Mark, is_covered, mark, score
from cases.procedure.facts import Facts, OrderFacts
from cases.procedure.states import ENDED, FILED, State
from rulebook import services as rulebook
from workflow.models import Clock

UNDECIDED = FILED - {State.SUSPENDED, State.ORDERED}
TOLD = frozenset({State.NOTIFIED, State.HEARING, State.DECIDING, State.DECISION_REVIEW})
# Where the review sheet decides whether a case may be closed.
MARKED = frozenset({State.CORRECTED, State.PERFORMED, State.CLOSING_REVIEW})
# Where it matters whether the file is bound with all that belongs in it.
BOUND = frozenset({State.CLOSED, State.ARCHIVED})
SUSPENSION = "investigation_suspension"
SPOT_FILING = "spot_order_filing"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much is on file, and how much of it waits to be settled, answered or decided."""

    evidence: int = 0
    unsettled_preservations: int = 0
    unanswered_inquiries: int = 0
    undecided_recusals: int = 0
    unscanned_records: int = 0
    served_decisions: int = 0


@dataclass(frozen=True, slots=True)
class DecisionTrack:
    """The proposal that is current, the notice that stands, and the decision that was made."""

    proposal: Terms | None = None
    notice: NoticeFacts | None = None
    hearing: HearingFacts | None = None
    review: ReviewFacts = field(default_factory=ReviewFacts)
    deliberation: DeliberationFacts = field(default_factory=DeliberationFacts)
    decision: DecisionFacts | None = None
    decided: Kind | None = None
    demand: DemandFacts | None = None


def facts_of(case: Case, user: User, on: date, known: Around | None = None) -> Facts:
    """Collect the facts; `on` is the day on which the person would act."""
    known = known or around(case)
    serving = known.serving
    facts = Facts(
        roles=user.roles_on(on, case.office_id),
        on=on,
        is_proposer=user.pk in known.pending.values(),
        is_on_case=any(officer.user_id == user.pk for officer in serving),
        has_investigated=any(officer.user_id == user.pk for officer in known.officers),
        is_qualified_reviewer=_is_qualified_reviewer(case, user, on),
        has_complaint=_has_complaint(case),
        pending=frozenset(known.pending),
        officers=tuple(Officer(o.user.name, o.is_lead, certified(o.user, on)) for o in serving),
        is_wage_case=case.is_wage_case,
        is_not_filed=case.status is State.NOT_FILED,
        recorded=case.totals,
        counted=known.counted,
        is_extended=case.is_extended,
        investigation_due_on=_investigation_due_on(known.clocks),
        withheld=known.withheld,
        may_be_suspended=_may_be_suspended(case, on),
        order=_order(known.order),
        corrected_on=case.corrected_on,
        withdrawal_is_due=any(clock.code == WITHDRAWAL_CLOCK for clock in known.clocks),
        no_penalty_reason=case.no_penalty_reason,
        is_bundled=case.status in BOUND and is_bundled(case),
        spot_is_unfiled=any(clock.code == SPOT_FILING for clock in known.clocks),
        **_fields(_waiting(case)),
        **_fields(_track(case)),
    )
    return _with_score(facts, case, known) if case.status in MARKED else facts


def _fields(part: Waiting | DecisionTrack) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__}


def _with_score(facts: Facts, case: Case, known: Around) -> Facts:
    marks, explained = marks_of(case, facts, known)
    result = score(marks)
    return replace(facts, score=result, score_is_overridden=is_covered(result, explained))


def marks_of(case: Case, facts: Facts, known: Around) -> tuple[tuple[Mark, ...], list[list[str]]]:
    """The review sheet of the case as it stands, and what heads have explained of it."""
    seen, explained = file_facts(case, known, facts.closing, is_bundled=facts.is_bundled)
    items = rulebook.file_review_items(case.division_id, facts.on)
    return mark(items, seen), explained


def _is_qualified_reviewer(case: Case, user: User, on: date) -> bool:
    reviews = Role.LEGAL_REVIEWER in user.roles_on(on, case.office_id)
    return case.status is not State.DECIDING or not reviews or may_review(user)


def _has_complaint(case: Case) -> bool:
    if case.status is not State.FILING_REVIEW:
        return False
    return case.sources.filter(complaint__isnull=False).exists()


def _waiting(case: Case) -> Waiting:
    """One query for all of it."""
    if case.status not in FILED - ENDED:
        return Waiting()
    preserved = Preservation.objects.filter(approved_at__isnull=False, settled_on__isnull=True)
    counted = Case.objects.values_list(
        _number_of(Evidence.objects.standing()),
        _number_of(preserved),
        _number_of(Inquiry.objects.filter(answered_on__isnull=True)),
        _number_of(Recusal.objects.filter(decided_at__isnull=True)),
        _number_of(Interview.objects.filter(scan__isnull=True)),
        _number_of(Decision.objects.filter(served_on__isnull=False)),
    )
    return Waiting(*counted.get(pk=case.pk))


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    own = rows.filter(case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(own.values(number=Count("pk"))), 0)


def _may_be_suspended(case: Case, on: date) -> bool:
    """Whether the place has a rule of its own on suspension (no national one is known)."""
    if case.status is not State.INVESTIGATING:
        return False
    return rulebook.dated_value(SUSPENSION, case.division_id, on).value == "allowed"


def _investigation_due_on(clocks: Iterable[Clock]) -> date | None:
    due = (timezone.localdate(clock.due_at) for clock in clocks if clock.code == CLOCK)
    return next(due, None)


def _order(order: Order | None) -> OrderFacts | None:
    if order is None:
        return None
    return OrderFacts(
        order.served_on,
        order.due_on,
        is_disobeyed=order.status == Order.Status.DISOBEYED,
        is_fulfilled=order.status == Order.Status.FULFILLED,
    )


def _track(case: Case) -> DecisionTrack:
    if case.status not in UNDECIDED:
        return DecisionTrack()
    proposal = case.proposals.current().with_progress().first()
    if proposal is None:
        return DecisionTrack()
    notice = case.notices.standing().with_progress().first() if case.status in TOLD else None
    hearing = _hearing(notice)
    standing = case.decisions.standing().select_related("demand")
    decision = standing.with_remedies().first()
    return DecisionTrack(
        proposal=proposal.terms(proposal.codes),
        notice=_notice_facts(notice),
        hearing=hearing,
        review=ReviewFacts(
            is_public_interest=proposal.is_public_interest,
            follows_a_hearing=hearing is not None and hearing.held_on is not None,
            is_complex=proposal.is_complex,
            is_prescribed=proposal.is_prescribed,
            is_passed=proposal.is_reviewed,
        ),
        deliberation=DeliberationFacts(
            proposal.is_complex, proposal.is_grave, is_done=proposal.is_deliberated
        ),
        decision=_decision_facts(decision),
        decided=decision.ending if decision else None,
        demand=_demand(decision),
    )


def _notice_facts(notice: PriorNotice | None) -> NoticeFacts | None:
    if notice is None:
        return None
    return NoticeFacts(
        terms=notice.proposal.terms(notice.codes),
        served_on=notice.served_on,
        defence_until=notice.defence_until,
        hearing_until=notice.hearing_until,
        is_waived=notice.waived_on is not None,
        unanswered=notice.unanswered,
    )


def _hearing(notice: PriorNotice | None) -> HearingFacts | None:
    hearing = getattr(notice, "hearing", None)
    if hearing is None:
        return None
    set_for = timezone.localdate(hearing.set_for) if hearing.set_for else None
    return HearingFacts(
        requested_on=hearing.requested_on,
        set_for=set_for,
        held_on=hearing.held_on,
        ended_on=hearing.ended_on,
        noticed_on=hearing.noticed_on,
        is_noticed_late=_is_late(hearing.noticed_on, set_for),
    )


def _is_late(noticed_on: date | None, set_for: date | None) -> bool:
    if noticed_on is None or set_for is None:
        return False
    return refuse_day(noticed_on, set_for, rulebook.calendar()) is not None


def _decision_facts(decision: Decision | None) -> DecisionFacts | None:
    if decision is None:
        return None
    is_performed = KINDS[decision.ending].is_performed
    is_annulled = decision.status == Decision.Status.ANNULLED
    return DecisionFacts(
        is_performed_by_party=is_performed,
        decided_on=decision.decided_on,
        served_on=decision.served_on,
        due_on=decision.due_on,
        is_settled=decision.settled_on is not None or is_annulled or not is_performed,
        is_annulled=is_annulled,
        is_ended_by_court=decision.ended_by_court_on is not None,
        remedies_until=decision.remedies_until,
        remedy_is_pending=decision.pending_remedies > 0,
        court_until=decision.court_until,
    )


def _demand(decision: Decision | None) -> DemandFacts | None:
    demand = getattr(decision, "demand", None)
    return None if demand is None else DemandFacts(demand.served_on, demand.ends_on)
