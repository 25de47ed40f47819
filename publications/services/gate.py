"""The one door through which a publication changes, and by which the feed learns of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from accounts.models import Office, User
from accounts.subjects import Subject
from publications.models import SUBJECT_TYPE, Publication
from publications.perms import facts_of
from publications.policy.kinds import Means
from publications.procedure import STEPS, State
from statutes.citations import Citation
from statutes.refusal import Refused
from statutes.wording import say
from workflow import procedure
from workflow import services as workflow
from workflow.models import Clock
from workflow.procedure import Step

FEED_LOCK = "publications.feed"


@dataclass(frozen=True, slots=True)
class Destination:
    """A place to which an entry is sent, besides the authority's own portal."""

    means: Means
    name: str
    address: str = ""


def locked(publication_id: int) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",))
    entry: Publication = rows.select_related("office", "division").get(pk=publication_id)
    return entry


def check(publication: Publication, name: str, *, actor: User, at: datetime) -> Step[State]:
    """Whether this person may take the step at the desk."""
    facts = facts_of(publication, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, publication.status, facts)


def require(publication: Publication, *states: State) -> None:
    if publication.status not in states:
        raise Refused(say("公开信息的状态已变更，请刷新页面查看最新进展。"))


def require_past(on: date, at: datetime, *, since: date | None = None) -> None:
    """A date that is written down has come, and lies not before what it follows."""
    if on > timezone.localdate(at):
        raise Refused(say("日期%(day)s尚未到来。", day=on.isoformat()))
    if since is not None and on < since:
        raise Refused(
            say("日期%(day)s早于%(since)s。", day=on.isoformat(), since=since.isoformat())
        )


def put(publication: Publication, **columns: object) -> Publication:
    for name, value in columns.items():
        setattr(publication, name, value)
    publication.save(update_fields=list(columns))
    return publication


def revise(publication: Publication, *, at: datetime, **columns: object) -> Publication:
    """Change what the public sees, under the next number of the feed.

    One writer at a time: a reader who has read up to a number has missed nothing below it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [FEED_LOCK])
    last = Publication.objects.aggregate(last=Max("revision"))["last"] or 0
    return put(publication, **columns, revision=last + 1, revised_at=at)


def record(
    publication: Publication,
    act: str,
    label: str,
    *,
    actor: User | None,
    at: datetime,
    citation: Citation | None = None,
    note: str = "",
    payload: Mapping[str, object] | None = None,
) -> None:
    workflow.record(
        publication.own_subject,
        act=act,
        label=label,
        actor=actor,
        at=at,
        citation=citation,
        note=note,
        payload=payload,
    )


def stop_clock(
    publication: Publication, code: str, *, actor: User | None, at: datetime, outcome: str
) -> None:
    """End the limit where it runs; a kind without that duty has none."""
    subject = publication.own_subject
    if Clock.objects.of(subject).open().filter(code=code).exists():
        workflow.stop_clock(subject, code, actor=actor, at=at, outcome=outcome)


def by_hand(heading: str, *, office: Office, owner: User) -> Subject:
    """The subject of an entry that was copied from no record: the entry itself."""
    with connection.cursor() as cursor:
        table = Publication._meta.db_table
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        (pk,) = cursor.fetchone()
    return Subject(SUBJECT_TYPE, pk, heading, office.division_id, office.pk, owner.pk)
