"""公开: drafted, decided by a head, made public, and on its day.

`publish` is for an app whose own procedure has decided (a listing, a grade); `draft` is for all
else: it waits for the bureau head's `release` or `decline`.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.subjects import Subject
from publications.models import SUBJECT_TYPE, Publication, Target
from publications.policy.kinds import REGIMES, Kind, Means
from publications.policy.periods import moved_end, quarter_of, require_term
from publications.policy.whitelist import Copy, copy_of, heading_of
from publications.procedure import State
from publications.services import gate
from publications.services.gate import Destination
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Clock

# 16 signs of 31 are 79 bits: an entry's number tells nothing and cannot be guessed.
ID_SIGNS, ID_LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 16


@dataclass(frozen=True, slots=True)
class Stand:
    """From which day to which an entry stands; no last day for plans and figures."""

    starts_on: date
    ends_on: date | None


@transaction.atomic
def publish(
    kind: Kind,
    subject: Subject,
    content: Mapping[str, object],
    *,
    office: Office,
    actor: User | None,
    at: datetime,
    starts_on: date,
    ends_on: date | None = None,
    targets: Sequence[Destination] = (),
) -> Publication:
    """Make public what the calling app has decided; from a later day where it says so."""
    stand = Stand(starts_on, ends_on)
    entry = _drafted(kind, subject, content, stand, office=office, actor=actor, at=at)
    return make_public(entry, targets=targets, actor=actor, at=at)


@transaction.atomic
def draft(
    kind: Kind,
    subject: Subject,
    content: Mapping[str, object],
    *,
    office: Office,
    actor: User | None,
    at: datetime,
    starts_on: date,
    ends_on: date | None = None,
    due_from: date | None = None,
) -> Publication:
    """Lay a copy before the bureau head; `due_from` starts the limit within which it must appear.

    A penalty's seven working days run from the day of the decision.
    """
    stand = Stand(starts_on, ends_on)
    entry = _drafted(kind, subject, content, stand, office=office, actor=actor, at=at)
    gate.record(entry, "draft", term("拟稿公开"), actor=actor, at=at)
    if due_from is not None:
        workflow.start_clock(
            entry.own_subject,
            REGIMES[kind].publishing,
            base_at=start_of(due_from),
            actor=actor,
            at=at,
        )
    return entry


def _drafted(
    kind: Kind,
    subject: Subject,
    content: Mapping[str, object],
    stand: Stand,
    *,
    office: Office,
    actor: User | None,
    at: datetime,
    corrects: Publication | None = None,
) -> Publication:
    copy = _checked(kind, content, stand)
    live = Publication.objects.of(subject).of_kind(kind.value).live()
    if live.exists():
        raise Refused(say("该事项已有公开信息，变更的请办理更正。"))
    by_hand = {"pk": subject.id} if subject.type == SUBJECT_TYPE else {}
    return Publication.objects.create(
        **{**subject.as_fields(), **by_hand, "office_id": office.pk},
        public_id="".join(secrets.choice(ID_SIGNS) for _ in range(ID_LENGTH)),
        kind=kind.value,
        state=State.DRAFT.value,
        **_said(copy, stand),
        corrects=corrects,
        drafted_by=actor,
        drafted_at=at,
    )


def _checked(kind: Kind, content: Mapping[str, object], stand: Stand) -> Copy:
    copy = copy_of(kind, content)
    require_term(
        kind,
        copy,
        starts_on=stand.starts_on,
        ends_on=stand.ends_on,
        calendar=rulebook.calendar(),
    )
    return copy


def _said(copy: Copy, stand: Stand) -> dict[str, object]:
    return {
        "content": copy,
        "heading": heading_of(copy),
        "uscc": copy.get("uscc", ""),
        "starts_on": stand.starts_on,
        "ends_on": stand.ends_on,
        "quarter": quarter_of(stand.starts_on),
    }


@transaction.atomic
def revise(
    publication_id: int,
    *,
    content: Mapping[str, object],
    starts_on: date,
    ends_on: date | None,
    actor: User,
    at: datetime,
) -> Publication:
    """Write a draft anew before it is decided; who writes may not decide."""
    entry = gate.locked(publication_id)
    step = gate.check(entry, "revise", actor=actor, at=at)
    stand = Stand(starts_on, ends_on)
    copy = _checked(entry.what, content, stand)
    gate.put(entry, **_said(copy, stand), drafted_by=actor)
    gate.record(entry, step.name, step.label, actor=actor, at=at, citation=step.citation)
    return entry


@transaction.atomic
def release(
    publication_id: int,
    *,
    actor: User,
    at: datetime,
    targets: Sequence[Destination] = (),
    opinion: str = "",
) -> Publication:
    """The bureau head lets a draft go out; a day that has passed meanwhile becomes today."""
    entry = gate.locked(publication_id)
    step = gate.check(entry, "release", actor=actor, at=at)
    stand = _from_today(entry, timezone.localdate(at))
    gate.put(entry, **_said(_checked(entry.what, entry.content, stand), stand))
    gate.record(
        entry, step.name, step.label, actor=actor, at=at, citation=step.citation, note=opinion
    )
    return make_public(entry, targets=targets, actor=actor, at=at)


def _from_today(entry: Publication, today: date) -> Stand:
    """When a draft that was decided late begins, and its end, which keeps the shortest term."""
    starts_on = max(entry.starts_on, today)
    ends_on = moved_end(
        entry.what,
        entry.content,
        starts_on=starts_on,
        ends_on=entry.ends_on,
        calendar=rulebook.calendar(),
    )
    return Stand(starts_on, ends_on)


@transaction.atomic
def decline(publication_id: int, *, reason: str, actor: User, at: datetime) -> Publication:
    """The bureau head decides, with reasons, that it is not made public."""
    entry = gate.locked(publication_id)
    step = gate.check(entry, "decline", actor=actor, at=at)
    if not reason.strip():
        raise Refused(say("请填写不予公开的理由。"))
    gate.put(entry, state=State.DECLINED.value, reason=reason.strip(), decided_by=actor)
    gate.stop_clock(
        entry, REGIMES[entry.what].publishing, actor=actor, at=at, outcome=Clock.State.CANCELLED
    )
    gate.record(
        entry, step.name, step.label, actor=actor, at=at, citation=step.citation, note=reason
    )
    return entry


def replace(
    old: Publication,
    content: Mapping[str, object],
    stand: Stand,
    *,
    places: Sequence[Destination],
    actor: User | None,
    at: datetime,
) -> Publication:
    """Publish the corrected copy of an entry that has just ended."""
    entry = _drafted(
        old.what,
        old.subject,
        content,
        stand,
        office=old.office,
        actor=actor,
        at=at,
        corrects=old,
    )
    return make_public(entry, targets=places, actor=actor, at=at)


def make_public(
    entry: Publication, *, targets: Sequence[Destination], actor: User | None, at: datetime
) -> Publication:
    """Show it from its first day, on the portal and wherever else it is sent."""
    for place in (Destination(Means.PORTAL, str(entry.office)), *targets):
        Target.objects.create(
            publication=entry,
            means=place.means.value,
            name=place.name,
            address=place.address,
            sent_by=actor,
        )
    if entry.starts_on > timezone.localdate(at):
        return gate.put(entry, state=State.SCHEDULED.value, decided_by=actor)
    gate.put(entry, decided_by=actor)
    return _show(entry, actor=actor, at=at)


def _show(entry: Publication, *, actor: User | None, at: datetime) -> Publication:
    regime = REGIMES[entry.what]
    entry.targets.planned().update(sent_on=timezone.localdate(at))
    gate.revise(entry, at=at, state=State.PUBLISHED.value, published_at=at)
    gate.stop_clock(entry, regime.publishing, actor=actor, at=at, outcome=Clock.State.MET)
    gate.record(
        entry,
        "publish",
        term("向社会公开"),
        actor=actor,
        at=at,
        citation=regime.basis,
        payload={
            "ends_on": entry.ends_on.isoformat() if entry.ends_on else None,
            "sent_to": [target.means for target in entry.targets.all()],
        },
    )
    return entry


def begin_due(at: datetime) -> int:
    """Show every entry whose first day has come; running it again changes nothing."""
    due = Publication.objects.beginning(timezone.localdate(at)).order_by("pk")
    return sum(_begin(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _begin(publication_id: int, at: datetime) -> bool:
    entry = gate.locked(publication_id)
    if entry.status is not State.SCHEDULED:
        return False
    _show(entry, actor=None, at=at)
    return True
