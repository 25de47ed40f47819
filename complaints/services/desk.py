"""What the desk does with a complaint besides deciding on it."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from accounts.personal_data import keyed_hash
from complaints.models import Claimant, Complaint
from complaints.services import gate, refusals, supplements
from complaints.services.intake import CODE_DIGITS
from employers.models import Employer
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Clock


@transaction.atomic
def assign(complaint_id: int, *, owner: User, actor: User, at: datetime) -> Complaint:
    """Make one officer answer for the complaint (首问负责): its clock warns that person."""
    complaint = gate.locked(complaint_id)
    _require_open(complaint)
    wrong = may_investigate(owner, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)
    complaint.owner = owner
    complaint.save(update_fields=["owner"])
    Clock.objects.of(complaint.subject).open().update(owner=owner)
    workflow.record(
        complaint.subject,
        act="assign",
        label=term("分派承办人"),
        actor=actor,
        at=at,
        payload={"owner": owner.pk},
    )
    return complaint


@transaction.atomic
def identify_employer(
    complaint_id: int, *, employer: Employer, actor: User, at: datetime
) -> Complaint:
    """Name the register's file of the respondent; what the complainant wrote stays as written."""
    complaint = gate.locked(complaint_id)
    _require_open(complaint)
    complaint.employer = employer
    complaint.save(update_fields=["employer"])
    workflow.record(
        complaint.subject,
        act="identify_employer",
        label=term("确认被投诉单位"),
        actor=actor,
        at=at,
        payload={"employer": employer.pk},
    )
    return complaint


@transaction.atomic
def withdraw(complaint_id: int, *, note: str, actor: User, at: datetime) -> Complaint:
    """Record that the complainants withdrew, and in what words; a filed case goes on without."""
    if not note.strip():
        raise Refused(say("请写明投诉人撤回的情况：何时、何人、以何种方式提出。"))
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "withdraw", actor=actor, at=at)
    refusals.give_up(complaint, reason=note, at=at)
    supplements.drop(complaint, actor=actor, at=at)
    gate.stop_clock(complaint, actor=actor, at=at, outcome=Clock.State.CANCELLED, note=note)
    return gate.take(complaint, step, actor=actor, at=at, note=note)


@transaction.atomic
def agree_to_disclosure(complaint_id: int, *, note: str, actor: User, at: datetime) -> Complaint:
    """Record that the complainants let the employer learn their names, and in what words."""
    if not note.strip():
        raise Refused(say("请写明投诉人同意公开姓名的情况：何时、何人、以何种方式同意。"))
    complaint = gate.locked(complaint_id)
    step = gate.check(complaint, "agree_to_disclosure", actor=actor, at=at)
    return gate.take(
        complaint, step, actor=actor, at=at, note=note,
        disclosure_agreed_at=at, disclosure_recorded_by=actor,
    )  # fmt: skip


@transaction.atomic
def reissue_code(claimant_id: int, *, actor: User, at: datetime) -> str:
    """Replace a lost look-up code: the old one stops working, the new one is shown once."""
    claimant = Claimant.objects.select_related("complaint").get(pk=claimant_id)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    claimant.code_hash = keyed_hash(code)
    claimant.save(update_fields=["code_hash"])
    workflow.record(
        claimant.complaint.subject,
        act="reissue_code",
        label=term("补发查询码"),
        actor=actor,
        at=at,
        payload={"claimant": claimant.pk},
    )
    return code


def _require_open(complaint: Complaint) -> None:
    if not complaint.is_open:
        raise Refused(say("该投诉已经办结，不能再改。"))
