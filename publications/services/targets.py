"""发送、回执、撤下: where an entry went, who acknowledged it, and the proof that it is gone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from documents.models import StoredFile
from publications.models import Publication, Target
from publications.policy.kinds import REGIMES, Means
from publications.procedure import STEPS, State
from publications.services import gate
from publications.services.gate import Destination
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow.models import Clock

BY_SYSTEM = term("系统")
PORTAL_GONE = term("门户网站已自动停止公开。")


@dataclass(frozen=True, slots=True)
class Proof:
    """Who confirmed that the entry is gone, and when; a file, or at least what was seen."""

    confirmed_by: str
    on: date
    file: StoredFile | None = None
    note: str = ""


@transaction.atomic
def send(publication_id: int, place: Destination, *, on: date, actor: User, at: datetime) -> Target:
    """Record that a public entry was sent to one more place."""
    entry = gate.locked(publication_id)
    gate.require(entry, State.PUBLISHED)
    gate.require_past(on, at, since=entry.starts_on)
    name = place.name.strip()
    if not name:
        raise Refused(say("请填写网站、媒体或者部门名称。"))
    if entry.targets.filter(means=place.means.value, name=name).exists():
        raise Refused(say("已经发送到“%(name)s”。", name=name))
    target = Target.objects.create(
        publication=entry,
        means=place.means.value,
        name=name,
        address=place.address,
        sent_on=on,
        sent_by=actor,
    )
    _record(target, "send", actor=actor, at=at)
    return target


@transaction.atomic
def record_receipt(
    target_id: int,
    *,
    on: date,
    number: str = "",
    file: StoredFile | None = None,
    actor: User | None,
    at: datetime,
) -> Target:
    """Record that the place acknowledged the entry."""
    target = _locked(target_id)
    if target.receipt_on is not None:
        raise Refused(say("“%(name)s”的回执已经登记。", name=target.name))
    gate.require_past(on, at, since=target.sent_on)
    target.receipt_on, target.receipt_no, target.receipt_file = on, number.strip(), file
    target.save(update_fields=["receipt_on", "receipt_no", "receipt_file"])
    _record(target, "record_receipt", actor=actor, at=at)
    return target


@transaction.atomic
def record_takedown(target_id: int, proof: Proof, *, actor: User | None, at: datetime) -> Target:
    """Record, with its proof, that an ended entry is gone from one place.

    The last one of them ends the removal limit.
    """
    target = _locked(target_id)
    entry = gate.locked(target.publication_id)
    if not entry.has_ended:
        raise Refused(say("信息仍在公开期内，不能登记撤下；须先撤回。"))
    if target.taken_down_on is not None:
        raise Refused(say("“%(name)s”的撤下已经登记。", name=target.name))
    gate.require_past(proof.on, at, since=target.sent_on)
    if not proof.confirmed_by.strip():
        raise Refused(say("请填写撤下的确认人。"))
    if proof.file is None and not proof.note.strip():
        raise Refused(say("请上传撤下证明，或者写明核实的情况。"))
    _take_down(target, proof, actor=actor)
    _record(target, "record_takedown", actor=actor, at=at)
    _finish(entry, actor=actor, at=at)
    return target


def leave_portal(entry: Publication, *, on: date, actor: User | None) -> None:
    """The portal shows only what stands: it is its own proof."""
    for target in entry.targets.standing().filter(means=Means.PORTAL.value):
        _take_down(target, Proof(BY_SYSTEM, on, note=PORTAL_GONE), actor=actor)
    _close(entry)


def _locked(target_id: int) -> Target:
    rows = Target.objects.select_for_update(of=("self",))
    return rows.select_related("publication").get(pk=target_id)


def _take_down(target: Target, proof: Proof, *, actor: User | None) -> None:
    target.taken_down_on, target.taken_down_by = proof.on, actor
    target.confirmed_by, target.proof = proof.confirmed_by.strip(), proof.file
    target.proof_note = proof.note.strip()
    target.save(
        update_fields=["taken_down_on", "taken_down_by", "confirmed_by", "proof", "proof_note"]
    )


def _finish(entry: Publication, *, actor: User | None, at: datetime) -> None:
    if _close(entry):
        code = REGIMES[entry.what].removal
        gate.stop_clock(entry, code, actor=actor, at=at, outcome=Clock.State.MET)


def _close(entry: Publication) -> bool:
    """Gone everywhere: the day of the last removal is written down."""
    if entry.targets.standing().exists():
        return False
    last = entry.targets.aggregate(last=Max("taken_down_on"))["last"]
    gate.put(entry, removed_on=last)
    return True


def _record(target: Target, name: str, *, actor: User | None, at: datetime) -> None:
    step = STEPS[name]
    gate.record(
        target.publication,
        step.name,
        step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        payload={"target": target.pk, "means": target.means},
    )
