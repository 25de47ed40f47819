"""并案: duplicates are suggested, joined by a person, and never dropped."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from accounts.models import User
from complaints.models import Claimant, Complaint, Merge
from complaints.policy.duplicates import Signature, Suggestion, suggest
from complaints.procedure import State
from complaints.services import gate, supplements
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Clock

CANDIDATES = 50
# What a complaint may be joined to: it is still being handled, or its case is.
MASTERS = sorted({*(s.value for s in State)} - {"refused", "merged", "withdrawn"})


def suggest_duplicates(complaint: Complaint, *, user: User) -> tuple[Suggestion, ...]:
    """Return likely duplicates that this officer may see, the likeliest first, with reasons."""
    near = Complaint.objects.visible_to(user).alike(complaint).filter(state__in=MASTERS)
    others = list(near.newest_first()[:CANDIDATES])
    people = _people([complaint, *others])
    this = _signature(complaint, people)
    return suggest(this, [_signature(other, people) for other in others])


@transaction.atomic
def merge(
    complaint_id: int, *, master_id: int, reason: str, actor: User, at: datetime
) -> Complaint:
    """Join a complaint to another; both keep their receipts and follow the master's progress."""
    if not reason.strip():
        raise Refused(say("请写明并案的理由。"))
    # Always in the same order, so that two officers merging crosswise do not block each other.
    both = {pk: gate.locked(pk) for pk in sorted({complaint_id, master_id})}
    complaint, master = both[complaint_id], both[master_id]
    step = gate.check(complaint, "merge", actor=actor, at=at)
    _require_fit(complaint, master)
    supplements.drop(complaint, actor=actor, at=at)
    gate.stop_clock(complaint, actor=actor, at=at, outcome=Clock.State.CANCELLED, note=reason)
    gate.take(
        complaint, step, actor=actor, at=at, note=reason, merged_into=master,
        payload={"master": master.pk},
    )  # fmt: skip
    complaint.merged.update(merged_into=master)
    Merge.objects.create(complaint=complaint, master=master, reason=reason, actor=actor, at=at)
    workflow.record(
        master.subject,
        act="absorb",
        label=term("并入投诉"),
        actor=actor,
        at=at,
        citation=step.citation,
        note=reason,
        payload={"complaint": complaint.pk},
    )
    return complaint


def _require_fit(complaint: Complaint, master: Complaint) -> None:
    if complaint.pk == master.pk:
        raise Refused(say("不能并入自己。"))
    if master.state not in MASTERS:
        raise Refused(say("“%(number)s”已经办结，不能再并入。", number=master.number))
    if master.office_id != complaint.office_id:
        raise Refused(say("两件投诉由不同机构承办，请先移送到同一机构。"))
    if master.kind != complaint.kind:
        raise Refused(say("投诉与举报的身份保护不同，不能并在一起。"))


def _people(complaints: list[Complaint]) -> dict[int, set[str]]:
    hashes: dict[int, set[str]] = defaultdict(set)
    rows = Claimant.objects.filter(complaint__in=complaints).order_by()
    for complaint_id, identity_hash in rows.values_list("complaint_id", "identity_hash"):
        hashes[complaint_id].add(identity_hash)
    return hashes


def _signature(complaint: Complaint, people: dict[int, set[str]]) -> Signature:
    return Signature(
        key=complaint.pk,
        employer_id=complaint.employer_id,
        employer_name=complaint.employer_name,
        division=complaint.division_id,
        first=complaint.period_from,
        last=complaint.period_to,
        people=frozenset(people[complaint.pk]),
    )
