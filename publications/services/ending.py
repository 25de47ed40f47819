"""更正、撤回、期满: the entry goes at once from the portal, and by its limit from everywhere else.

A corrected entry ends like any other; the new one names it. After the end nobody outside is told
the name again: only an opaque number and a day remain.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.subjects import Subject
from publications.models import Publication
from publications.policy.kinds import REGIMES, Means
from publications.policy.periods import removal_due_on
from publications.procedure import STATE_LABELS, State
from publications.services import gate, publishing, targets
from publications.services.gate import Destination
from publications.services.publishing import Stand
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

EXPIRED = term("公开期限届满。")


@transaction.atomic
def withdraw(
    publication_id: int,
    *,
    reason: str,
    actor: User | None,
    at: datetime,
    since: date | None = None,
    ending: State = State.WITHDRAWN,
) -> Publication:
    """Take an entry down because its ground fell away (`ANNULLED`), or for another stated reason.

    The removal limit runs from `since`, the day on which the decision was changed or annulled.
    A draft or scheduled entry of that ground is not made public at all.
    """
    entry = gate.locked(publication_id)
    if not reason.strip():
        raise Refused(say("请填写撤回的理由。"))
    if entry.status in {State.DRAFT, State.SCHEDULED}:
        return _drop(entry, reason, actor=actor, at=at)
    gate.require(entry, State.PUBLISHED)
    gate.require_past(since or timezone.localdate(at), at)
    return _end(entry, ending, reason=reason, since=since, actor=actor, at=at)


@transaction.atomic
def withdraw_all(
    subject: Subject, *, reason: str, actor: User | None, at: datetime, since: date | None = None
) -> int:
    """Take down everything that was copied from one record, because that record fell."""
    rows = Publication.objects.of(subject).live().order_by("pk").select_for_update()
    found = [entry.pk for entry in rows]
    for pk in found:
        withdraw(pk, reason=reason, actor=actor, at=at, since=since, ending=State.ANNULLED)
    return len(found)


@transaction.atomic
def correct(
    publication_id: int,
    *,
    content: Mapping[str, object],
    reason: str,
    actor: User | None,
    at: datetime,
    since: date | None = None,
    ends_on: date | None = None,
    places: Sequence[Destination] | None = None,
) -> Publication:
    """Replace an entry by one that says it rightly and names the old; sent to the same places."""
    old = gate.locked(publication_id)
    gate.require(old, State.PUBLISHED)
    if not reason.strip():
        raise Refused(say("请填写更正的理由。"))
    sent = _places_of(old) if places is None else places
    _end(old, State.CORRECTED, reason=reason, since=since, actor=actor, at=at)
    return publishing.replace(
        old,
        content,
        Stand(timezone.localdate(at), ends_on or old.ends_on),
        places=sent,
        actor=actor,
        at=at,
    )


def expire_due(at: datetime) -> int:
    """End every entry past its last day; running it again changes nothing."""
    lapsed = Publication.objects.lapsed(timezone.localdate(at)).order_by("pk")
    return sum(_expire(pk, at) for pk in lapsed.values_list("pk", flat=True))


@transaction.atomic
def _expire(publication_id: int, at: datetime) -> bool:
    entry = gate.locked(publication_id)
    last = entry.ends_on
    if entry.status is not State.PUBLISHED or last is None or last >= timezone.localdate(at):
        return False
    _end(entry, State.EXPIRED, reason=EXPIRED, since=last, actor=None, at=at)
    return True


def _places_of(entry: Publication) -> tuple[Destination, ...]:
    sent = entry.targets.exclude(means=Means.PORTAL.value)
    return tuple(Destination(Means(t.means), t.name, t.address) for t in sent)


def _drop(entry: Publication, reason: str, *, actor: User | None, at: datetime) -> Publication:
    code = REGIMES[entry.what].publishing
    gate.put(entry, state=State.DECLINED.value, reason=reason.strip())
    gate.stop_clock(entry, code, actor=actor, at=at, outcome="cancelled")
    label = STATE_LABELS[State.DECLINED]
    gate.record(entry, "decline", label, actor=actor, at=at, note=reason)
    return entry


def _end(
    entry: Publication,
    ending: State,
    *,
    reason: str,
    since: date | None,
    actor: User | None,
    at: datetime,
) -> Publication:
    """The name goes from the portal and the feed now; the limit for all other places begins."""
    today, regime = timezone.localdate(at), REGIMES[entry.what]
    base = since or today
    gate.revise(
        entry,
        at=at,
        state=ending.value,
        ended_on=today,
        ended_at=at,
        ended_by=actor,
        reason=reason.strip()[:500],
        removal_due_on=removal_due_on(entry.what, base, rulebook.calendar()),
    )
    gate.record(
        entry,
        ending.value,
        STATE_LABELS[ending],
        actor=actor,
        at=at,
        citation=regime.basis,
        note=reason,
        payload={"since": base.isoformat()},
    )
    targets.leave_portal(entry, on=today, actor=actor)
    if entry.removed_on is None:
        subject, since_at = entry.own_subject, start_of(base)
        workflow.start_clock(subject, regime.removal, base_at=since_at, actor=actor, at=at)
    return entry
