"""签收: the worker confirms the money by name or fingerprint, or refuses, with the proof of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.policy.ledger import NOTHING
from cases.policy.sign_off import SignOff, refuse_sign_off
from cases.services import gate, ledger
from documents.models import StoredFile
from statutes.refusal import Refused
from statutes.wording import say


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How and when the workers confirmed, and the sheet that shows it."""

    signed_on: date
    kind: SignOff = SignOff.SIGNED
    note: str = ""
    proof: StoredFile | None = None


@transaction.atomic
def record_signatures(
    case_id: int, claim_ids: Iterable[int], given: Confirmation, *, actor: User, at: datetime
) -> int:
    """Record that these workers signed for the money they received in full, or refused to."""
    case = gate.lock(case_id)
    if given.signed_on > timezone.localdate(at):
        raise Refused(say("签收日期不得晚于今天。"))
    if reason := refuse_sign_off(given.kind, given.note):
        raise Refused(reason)
    claims = [claim for claim, _ in ledger.lines_of(case, dict.fromkeys(claim_ids))]
    unpaid = [c for c in claims if c.paid == NOTHING or c.paid != c.determined]
    if unpaid:
        raise Refused(*(say("%(worker)s尚未足额付清，不能签收。", worker=c.worker) for c in unpaid))
    for claim in claims:
        claim.sign_off, claim.signed_on = given.kind.value, given.signed_on
        claim.sign_off_note, claim.sign_off_proof = given.note.strip(), given.proof
    ledger.save_lines(claims, ledger.SIGN_OFF)
    payload = {"lines": len(claims), "kind": given.kind.value}
    gate.take(case, "record_signature", actor=actor, at=at, payload=payload)
    return len(claims)
