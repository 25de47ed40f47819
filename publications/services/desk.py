"""The same acts as a person takes them on the desk: each first asks whether this person may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.models import StoredFile
from publications.models import Publication, Target
from publications.perms import why_not_drafted
from publications.policy.kinds import Kind
from publications.policy.whitelist import copy_of, heading_of
from publications.procedure import State
from publications.services import ending, gate, publishing, targets
from publications.services.gate import Destination
from publications.services.targets import Proof
from statutes.refusal import Refused
from statutes.wording import say

ENDINGS = frozenset({State.WITHDRAWN, State.ANNULLED})


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in for an entry that no other part of the house has proposed."""

    kind: Kind
    content: Mapping[str, object]
    starts_on: date
    ends_on: date | None


@transaction.atomic
def draft(given: Draft, *, actor: User, at: datetime) -> Publication:
    """Draft an entry by hand; the bureau head decides."""
    wrong = why_not_drafted(actor, timezone.localdate(at))
    if wrong is not None or actor.office is None:
        raise Refused(wrong or say("您没有所属机构，不能拟稿。"))
    heading = heading_of(copy_of(given.kind, given.content))
    return publishing.draft(
        given.kind,
        gate.by_hand(heading, office=actor.office, owner=actor),
        given.content,
        office=actor.office,
        actor=actor,
        at=at,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
    )


@transaction.atomic
def correct(
    publication_id: int,
    *,
    content: Mapping[str, object],
    reason: str,
    since: date | None,
    ends_on: date | None,
    actor: User,
    at: datetime,
) -> Publication:
    """The bureau head puts an entry right."""
    gate.check(gate.locked(publication_id), "correct", actor=actor, at=at)
    return ending.correct(
        publication_id,
        content=content,
        reason=reason,
        actor=actor,
        at=at,
        since=since,
        ends_on=ends_on,
    )


@transaction.atomic
def withdraw(
    publication_id: int,
    *,
    how: State,
    reason: str,
    since: date | None,
    actor: User,
    at: datetime,
) -> Publication:
    """The bureau head takes an entry down, because its decision fell or for another reason."""
    gate.check(gate.locked(publication_id), "withdraw", actor=actor, at=at)
    if how not in ENDINGS:
        raise Refused(say("请选择撤下的原因。"))
    return ending.withdraw(
        publication_id, reason=reason, actor=actor, at=at, since=since, ending=how
    )


@transaction.atomic
def send(publication_id: int, place: Destination, *, on: date, actor: User, at: datetime) -> Target:
    """An inspector records where else the entry was sent."""
    gate.check(gate.locked(publication_id), "send", actor=actor, at=at)
    return targets.send(publication_id, place, on=on, actor=actor, at=at)


@transaction.atomic
def record_receipt(
    publication_id: int,
    *,
    target: Target,
    on: date,
    number: str,
    file: StoredFile | None,
    actor: User,
    at: datetime,
) -> Target:
    """An inspector records the receipt of one place."""
    entry = gate.locked(publication_id)
    gate.check(entry, "record_receipt", actor=actor, at=at)
    _require_of(entry, target)
    return targets.record_receipt(target.pk, on=on, number=number, file=file, actor=actor, at=at)


@transaction.atomic
def record_takedown(
    publication_id: int, *, target: Target, proof: Proof, actor: User, at: datetime
) -> Target:
    """An inspector records the proof that the entry is gone from one place."""
    entry = gate.locked(publication_id)
    gate.check(entry, "record_takedown", actor=actor, at=at)
    _require_of(entry, target)
    return targets.record_takedown(target.pk, proof, actor=actor, at=at)


def _require_of(entry: Publication, target: Target) -> None:
    if target.publication_id != entry.pk:
        raise Refused(say("该渠道不属于这条公开信息。"))
