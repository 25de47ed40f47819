"""A case taken up again: its decision fell, or left wages unpaid.

What was decided, told and closed stays on file; the events keep the days and numbers that the
case itself no longer shows.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.policy.investigation_limit import CLOCK
from cases.procedure.states import CLOSING, COURT, INSTALMENTS
from cases.services import dues, gate, performance, progress
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

WAITING = (CLOSING, COURT, INSTALMENTS)


@transaction.atomic
def decide_anew(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """Take up the case after its decision fell, closed or archived as it may be (责令重作)."""
    return _go_on(case_id, "decide_anew", reason=reason, actor=actor, at=at)


@transaction.atomic
def pursue_wages(case_id: int, *, reason: str, actor: User, at: datetime) -> Case:
    """Go on for the wages that are still owed beside a fine that was paid or fell."""
    return _go_on(case_id, "pursue_wages", reason=reason, actor=actor, at=at)


def _go_on(case_id: int, step: str, *, reason: str, actor: User, at: datetime) -> Case:
    case = gate.lock(case_id)
    decision = dues.standing(case)
    if not reason.strip():
        raise Refused(say("重新调查处理须写明理由。"))
    payload = _reopen(case)
    gate.take(case, step, actor=actor, at=at, note=reason, payload=payload)
    decision.replaced_at = at
    decision.save(update_fields=["replaced_at"])
    case.proposals.current().update(superseded_at=at)
    case.notices.standing().update(replaced_at=at)
    performance.end_limits(case, actor=actor, at=at, note=reason)
    subject = gate.subject_of(case)
    for kind in WAITING:
        workflow.void_approvals(subject, kind=kind, reason=reason)
    workflow.start_clock(subject, CLOCK, base_at=at, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def _reopen(case: Case) -> dict[str, str]:
    """The case is open again; returned is what its closing had left on it, for the record."""
    left = {"closed_on": case.closed_on, "archive_no": case.archive_no}
    case.closed_on = case.archived_on = None
    case.archive_no = case.retention = ""
    case.closing_summary = case.no_penalty_reason = ""
    case.is_extended = False
    return {name: str(value) for name, value in left.items() if value}
