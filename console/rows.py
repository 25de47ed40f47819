"""Rows of the worklist: a clock or an approval with the facts of the complaint or case behind it.

One query per kind of subject, however many rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.subjects import SubjectFields
from cases.models import Case
from cases.procedure import State as CaseState
from complaints.models import Complaint
from complaints.procedure import State as ComplaintState
from console.badges import Badge, badge
from rulebook import services as rulebook
from workflow.models import Approval, Clock

NEXT_STEPS = {
    ("complaint", ComplaintState.RECEIVED): _("决定是否受理"),
    ("complaint", ComplaintState.SUPPLEMENT_REQUESTED): _("等待补正材料"),
    ("complaint", ComplaintState.FILING_PROPOSED): _("等待立案审批"),
    ("complaint", ComplaintState.REFUSAL_PROPOSED): _("等待不予受理审批"),
    ("case", CaseState.FILING_REVIEW): _("等待立案审批"),
    ("case", CaseState.FILING_RETURNED): _("修改立案审批表"),
    ("case", CaseState.INVESTIGATING): _("调查核定，责令改正"),
    ("case", CaseState.ORDERED): _("送达并核查改正"),
    ("case", CaseState.CORRECTED): _("拟结案"),
    ("case", CaseState.CLOSING_REVIEW): _("等待结案审批"),
}
TAGS = {"complaint": "", "case": "tag-blue"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the desk; amounts are None where they do not exist yet."""

    label: str
    url: str
    tag: str
    tag_class: str
    party: str
    place: str
    next_step: str
    workers: int
    claimed: Decimal
    determined: Decimal | None = None
    paid: Decimal | None = None
    clock: Badge | None = None
    approval: Approval | None = None


def of_clocks(clocks: Sequence[Clock], now: datetime) -> list[Row]:
    """The rows of these clocks, in their order."""
    calendar = rulebook.calendar()
    found = _subjects(clocks)
    return [
        _row(subject, clock=badge(clock, now, calendar))
        for clock in clocks
        if (subject := found.get((clock.subject_type, clock.subject_id)))
    ]


def of_approvals(approvals: Sequence[Approval]) -> list[Row]:
    """The rows of these proposals, in their order."""
    found = _subjects(approvals)
    return [
        _row(subject, approval=approval)
        for approval in approvals
        if (subject := found.get((approval.subject_type, approval.subject_id)))
    ]


def _subjects(records: Iterable[SubjectFields]) -> dict[tuple[str, int], Complaint | Case]:
    wanted: dict[str, set[int]] = {"complaint": set(), "case": set()}
    for record in records:
        wanted.setdefault(record.subject_type, set()).add(record.subject_id)
    complaints = Complaint.objects.filter(pk__in=wanted["complaint"]).select_related("division")
    cases = Case.objects.filter(pk__in=wanted["case"]).select_related("division")
    return {("complaint", c.pk): c for c in complaints} | {("case", c.pk): c for c in cases}


def _row(
    subject: Complaint | Case, *, clock: Badge | None = None, approval: Approval | None = None
) -> Row:
    if isinstance(subject, Complaint):
        kind, label, party = "complaint", subject.number, subject.employer_name
        workers, determined, paid = subject.worker_count, None, None
        step = NEXT_STEPS.get((kind, ComplaintState(subject.state)), "")
    else:
        kind, label, party = "case", subject.case_no, subject.subject_name
        workers, determined, paid = subject.workers, subject.determined, subject.paid
        step = NEXT_STEPS.get((kind, CaseState(subject.state)), "")
    return Row(
        label=label,
        url=subject.get_absolute_url(),
        tag=gettext(subject.get_state_display()),
        tag_class=TAGS[kind],
        party=party,
        place=subject.division.name,
        next_step=gettext(approval.label) if approval else str(step),
        workers=workers,
        claimed=subject.claimed,
        determined=determined,
        paid=paid,
        clock=clock,
        approval=approval,
    )
