"""过错责任追究: a fact opens an entry once; a head concludes it with its cause.

Entries have a record of their own: what is held against an officer is no part of a case's file.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.subjects import Subject
from cases.models import Accountability, Case
from cases.models.case import SUBJECT_TYPE as CASE
from cases.policy.accountability import (
    CONCLUSION_LABELS,
    TRIGGER_LABELS,
    Conclusion,
    Trigger,
    is_answered_for,
    refuse_conclusion,
)
from statutes.citations import cite
from statutes.limits import LIMITS
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow import services as workflow
from workflow.models import Clock, ClockQuerySet

CITATION = cite("处罚法", "第七十六条")
SUBJECT_TYPE = "accountability"
CLOCK = "clock:"
LONGEST_SUMMARY = 500
HEADS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
# The kinds of limit whose breach an officer answers for.
ANSWERED_FOR = sorted(
    code for code, rows in LIMITS.items() if any(is_answered_for(row) for row in rows)
)


def subject_of(entry: Accountability) -> Subject:
    """The entry as events and notices name it."""
    office = entry.office
    label = f"{TRIGGER_LABELS[Trigger(entry.trigger)]} {entry.reference}"
    return Subject(SUBJECT_TYPE, entry.pk, label, office.division_id, office.pk, entry.person_id)


@transaction.atomic
def open_entry(
    trigger: Trigger,
    *,
    reference: str,
    summary: str,
    office: Office,
    at: datetime,
    case: Case | None = None,
    person_id: int | None = None,
    actor: User | None = None,
) -> Accountability:
    """Open the entry of one fact, or return the one that is already there."""
    entry, is_new = Accountability.objects.get_or_create(
        reference=reference,
        defaults={
            "trigger": trigger.value,
            "summary": summary[:LONGEST_SUMMARY],
            "office": office,
            "case": case,
            "person_id": person_id,
            "opened_at": at,
        },
    )
    if is_new:
        subject, label = subject_of(entry), TRIGGER_LABELS[trigger]
        workflow.record(subject, act="open", label=label, actor=actor, at=at, citation=CITATION)
        message = say("过错责任追究：%(summary)s", summary=entry.summary)
        workflow.notify(subject, role=Role.UNIT_HEAD, message=message, at=at, excluding=actor)
    return entry


def hold_to_account(*, at: datetime) -> int:
    """Open an entry for every limit on the authority that was breached by `at`; each only once."""
    opened = 0
    for clock in unanswered(at).select_related("office").order_by("pk").iterator(chunk_size=500):
        open_entry(
            Trigger.CLOCK_BREACHED,
            reference=f"{CLOCK}{clock.pk}",
            summary=str(_breach(clock)),
            office=clock.office,
            case=Case.objects.filter(pk=clock.subject_id).first() if _is_case(clock) else None,
            person_id=clock.owner_id,
            at=at,
        )
        opened += 1
    return opened


def unanswered(at: datetime) -> ClockQuerySet:
    """Limits on the authority that are over, or ended too late, and have no entry yet."""
    over = Q(state=Clock.State.RUNNING, due_at__lt=at)
    late = Q(state=Clock.State.MET, ended_at__gt=F("due_at"), ended_at__lte=at)
    mine = Concat(Value(CLOCK), Cast("pk", CharField()))
    entries = Accountability.objects.filter(reference=OuterRef("reference"))
    breached = Clock.objects.filter(over | late, code__in=ANSWERED_FOR)
    found: ClockQuerySet = breached.annotate(reference=mine).filter(~Exists(entries))
    return found


def _is_case(clock: Clock) -> bool:
    return clock.subject_type == CASE


def _breach(clock: Clock) -> Sentence:
    return say(
        "%(subject)s的“%(clock)s”期限至%(due)s届满，已经超期。",
        subject=clock.subject_label,
        clock=clock.label,
        due=timezone.localdate(clock.due_at).isoformat(),
    )


@transaction.atomic
def report_officer(
    office: Office,
    *,
    person: User,
    summary: str,
    token: UUID,
    actor: User,
    at: datetime,
    case: Case | None = None,
) -> Accountability:
    """A complaint against an officer was found true; the same submission twice is one entry."""
    if person.pk == actor.pk:
        raise Refused(say("不得登记对本人的投诉。"))
    if not summary.strip():
        raise Refused(say("须写明查实的情况。"))
    return open_entry(
        Trigger.OFFICER_COMPLAINT,
        reference=f"complaint:{token}",
        summary=summary.strip(),
        office=office,
        case=case,
        person_id=person.pk,
        actor=actor,
        at=at,
    )


@transaction.atomic
def conclude(
    entry_id: int, *, cause: str, conclusion: Conclusion, actor: User, at: datetime
) -> Accountability:
    """A head finds the cause and says what follows; never on oneself, and only once."""
    locked = Accountability.objects.select_for_update(of=("self",)).select_related("office")
    entry = locked.get(pk=entry_id)
    if not actor.roles_on(timezone.localdate(at), entry.office_id) & HEADS:
        raise Refused(say("过错责任由本机构的负责人认定。"))
    is_own, is_concluded = entry.person_id == actor.pk, entry.concluded_at is not None
    if refusal := refuse_conclusion(cause, is_concluded=is_concluded, is_own=is_own):
        raise Refused(refusal)
    entry.cause, entry.conclusion = cause.strip(), conclusion.value
    entry.concluded_by, entry.concluded_at = actor, at
    entry.save(update_fields=["cause", "conclusion", "concluded_by", "concluded_at"])
    workflow.record(
        subject_of(entry),
        act="conclude",
        label=CONCLUSION_LABELS[conclusion],
        actor=actor,
        at=at,
        citation=CITATION,
        note=entry.cause,
    )
    return entry
