"""登记投诉人同意公开姓名: on the complaint, and in the history of the case that stands on it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.services import gate
from complaints.models import Complaint
from complaints.procedure import STEPS
from complaints.services import desk
from workflow import services as workflow

STEP = STEPS["agree_to_disclosure"]


@transaction.atomic
def agree_to_disclosure(complaint_id: int, *, note: str, actor: User, at: datetime) -> Complaint:
    """Let the employer learn who complained (条例 第九条): an order may name these people now.

    The case is held first, as every act of a case does, so that an order waits for the consent.
    """
    standing = Case.objects.standing_on(complaint_id).values_list("pk", flat=True).first()
    case = gate.lock(standing) if standing else None
    complaint = desk.agree_to_disclosure(complaint_id, note=note, actor=actor, at=at)
    if case is not None:
        workflow.record(
            gate.subject_of(case),
            act=STEP.name,
            label=STEP.label,
            actor=actor,
            at=at,
            citation=STEP.citation,
            note=note,
            payload={"complaint": complaint.pk},
        )
    return complaint
