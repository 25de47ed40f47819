"""Acceptance and filing, one decision (若干规定 第十八条): called by the case that is filed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from complaints import papers
from complaints.models import Complaint
from complaints.services import gate
from documents import services as documents
from documents.kinds import PaperKind
from workflow.models import Clock


@transaction.atomic
def propose_filing(complaint_id: int, *, actor: User, at: datetime) -> Complaint:
    """Hold the complaint for the case proposed on it; the five working days run on."""
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "propose_filing", actor=actor, at=at)
    return gate.take(complaint, step, actor=actor, at=at)


@transaction.atomic
def return_filing(complaint_id: int, *, actor: User, at: datetime, note: str) -> Complaint:
    """Give the complaint back to the desk: its officers gave up the filing they had proposed.

    A filing that the head returns stays with the case, where it is put right and proposed again.
    """
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "return_filing", actor=actor, at=at)
    return gate.take(complaint, step, actor=actor, at=at, note=note)


@transaction.atomic
def accept(complaint_id: int, *, on: date, actor: User, at: datetime) -> Complaint:
    """Accept on the day its case is filed; the clock is met, the complainants are told in writing.

    Reports and tips are filed like this too, but nobody is owed a notice of acceptance.
    """
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "accept", actor=actor, at=at)
    gate.stop_clock(complaint, actor=actor, at=at, outcome=Clock.State.MET)
    gate.take(complaint, step, actor=actor, at=at, accepted_on=on)
    for kind, context in _papers(complaint, on):
        documents.issue(
            kind, complaint.subject, context, office=complaint.office, actor=actor, at=at
        )
    return complaint


def _papers(complaint: Complaint, on: date) -> list[tuple[PaperKind, dict[str, Any]]]:
    """The register, and to a complainant the notice; who reports is owed none."""
    if not complaint.has_clock:
        return [(papers.REPORT_REGISTER, papers.report_register(complaint))]
    return [
        (papers.COMPLAINT_REGISTER, papers.complaint_register(complaint)),
        (papers.ACCEPTANCE_NOTICE, papers.acceptance_notice(complaint, on=on)),
    ]
