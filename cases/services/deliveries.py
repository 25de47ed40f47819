"""送达: any paper of a case into its party's hands, by every lawful mode, with its 送达回证."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from cases.models import Case, Delivery
from cases.papers.service import SERVICE_RECEIPT, service_receipt
from cases.perms import party
from cases.policy.delivery import Handover, Mode, refuse_handover, served_on
from cases.services import gate
from documents import services as documents
from documents.models import Paper, StoredFile
from employers.services.telling import clerks_of
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Handing:
    """How a paper was handed over: what the officers wrote on the spot, and what proves it."""

    mode: Mode
    handed_on: date
    place: str
    receiver: str = ""
    refusal: str = ""
    witness: str = ""
    has_consent: bool = False
    proof: StoredFile | None = None


def deliver(
    case: Case, step: str, paper: Paper, handing: Handing, *, actor: User, at: datetime
) -> Delivery:
    """Take the step of service on a locked case, print the 送达回证, mark the paper as served.

    Returns the delivery; its `served_on` is the day from which the party's periods run.
    """
    handover = _handover(paper, handing, timezone.localdate(at))
    if missing := refuse_handover(handover):
        raise Refused(*missing)
    day = served_on(handover)
    payload = {"paper": paper.pk, "mode": handover.mode.value, "served_on": day.isoformat()}
    gate.take(case, step, actor=actor, at=at, payload=payload, occurred_at=start_of(day))
    delivery = _write(case, paper, handover, handing, actor=actor, at=at)
    documents.mark_served(paper, on=day)
    tell_party(case, paper, on=day, at=at)
    return delivery


def tell_party(case: Case, paper: Paper, *, on: date, at: datetime) -> None:
    """What was served on the employer is told to its clerks, who find it at their own desk."""
    if not party.served(Case.objects.filter(pk=case.pk)).filter(pk=paper.pk).exists():
        return
    message = say(
        "%(paper)s已于%(day)s送达，请在“案件文书”中查看期限。", paper=str(paper), day=on.isoformat()
    )
    workflow.notify(gate.subject_of(case), users=clerks_of(case.employer), message=message, at=at)


def _handover(paper: Paper, handing: Handing, today: date) -> Handover:
    if paper.issued_on is None:
        raise Refused(say("文书尚未签发，不能送达。"))
    return Handover(
        mode=handing.mode,
        on=handing.handed_on,
        issued_on=paper.issued_on,
        today=today,
        receiver=handing.receiver.strip(),
        refusal=handing.refusal.strip(),
        witness=handing.witness.strip(),
        has_proof=handing.proof is not None,
        has_consent=handing.has_consent,
    )


def _write(
    case: Case,
    paper: Paper,
    handover: Handover,
    handing: Handing,
    *,
    actor: User,
    at: datetime,
) -> Delivery:
    """Write the delivery together with its 送达回证."""
    delivery = Delivery(
        case=case,
        paper=paper,
        mode=handover.mode.value,
        handed_on=handover.on,
        served_on=served_on(handover),
        place=handing.place.strip(),
        receiver=handover.receiver,
        refusal=handover.refusal,
        witness=handover.witness,
        has_consent=handover.has_consent,
        proof=handing.proof,
        recorded_by=actor,
        recorded_at=at,
    )
    context = service_receipt(case, paper, case.serving_officers(), delivery)
    subject, kind = gate.subject_of(case), SERVICE_RECEIPT
    delivery.receipt = documents.issue(
        kind, subject, context, office=case.office, actor=actor, at=at
    )
    delivery.save(force_insert=True)
    return delivery
