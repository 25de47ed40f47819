"""The one door through which a referral moves, and the limits that each move starts and ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents.files import store_upload
from documents.models import Paper
from referrals import perms
from referrals.models import Link, Referral
from referrals.policy.elements import judge
from referrals.procedure import ENTERED, STEPS, WITH_NOTICE, WITH_REASONS, State
from referrals.services import gathering
from statutes.citations import Citation
from statutes.refusal import Refused
from statutes.wording import say
from workflow import procedure
from workflow import services as workflow
from workflow.models import Clock
from workflow.procedure import Step


@dataclass(frozen=True, slots=True)
class Word:
    """What another organ said: when, on which paper, why, and what it sent back."""

    occurred_at: datetime | None = None  # empty: now
    number: str = ""
    reason: str = ""
    returned: str = ""
    upload: "UploadedFile[Any] | None" = None


def locked(referral_id: int) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",))
    related = ("case__employer", "case__division", "office", "division", "police_office")
    return rows.select_related(*related).get(pk=referral_id)


def still_met(referral: Referral, on: date) -> bool:
    """Whether the facts of today still make a crime; only asked before the report is made."""
    if referral.status not in perms.BEFORE_REPORT:
        return True
    case = referral.case
    facts = gathering.facts_of(case, gathering.stated_of(case))
    return judge(facts, on).must_refer


def check(referral: Referral, name: str, *, actor: User, at: datetime) -> Step[State]:
    met = still_met(referral, timezone.localdate(at))
    facts = perms.facts_of(referral, actor, at, elements_met=met)
    return procedure.check(STEPS, name, referral.status, facts)


def check_by_either(referral: Referral, name: str, *, actor: User, at: datetime) -> Step[State]:
    """An act of the police: their own, or entered by an officer from their paper."""
    is_theirs = Role.POLICE_LIAISON in perms.roles_at(referral, actor, at)
    return check(referral, name if is_theirs else f"{ENTERED}{name}", actor=actor, at=at)


def take(
    referral: Referral,
    step: Step[State],
    *,
    actor: User,
    at: datetime,
    note: str = "",
    payload: Mapping[str, object] | None = None,
    occurred_at: datetime | None = None,
    **columns: object,
) -> Referral:
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    for name, value in columns.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(columns) or ["state"])
    workflow.record(
        referral.subject,
        act=step.name,
        label=step.label,
        actor=actor,
        at=at,
        citation=step.citation,
        note=note,
        payload=payload,
        occurred_at=occurred_at,
    )
    return referral


def keep_word(
    referral: Referral, step: Step[State], word: Word, *, organ: str, actor: User, at: datetime,
    paper: Paper | None = None,
) -> Link:  # fmt: skip
    """Keep what was said with its paper; a refusal without reason, return or notice is none."""
    name = step.name.removeprefix(ENTERED)
    if name in WITH_REASONS and not (word.reason.strip() and word.returned.strip()):
        raise Refused(say("须书面说明理由，并写明退回的材料。"), citation=step.citation)
    if name in WITH_NOTICE and word.upload is None:
        raise Refused(say("须附上决定的书面通知。"), citation=step.citation)
    stored = None
    if word.upload is not None:
        stored = store_upload(word.upload, actor=actor, at=at, subject=referral.subject)
    return Link.objects.create(
        referral=referral,
        act=name,
        label=step.label,
        organ=organ,
        occurred_at=moment(referral, word, at),
        number=word.number,
        reason=word.reason.strip(),
        returned=word.returned.strip(),
        file=stored,
        paper=paper,
        is_entered=step.name.startswith(ENTERED),
        recorded_by=actor,
        recorded_at=at,
    )


def moment(referral: Referral, word: Word, at: datetime) -> datetime:
    """When it was said: not ahead of the clock, not before what it answers."""
    said = word.occurred_at or at
    if said > at:
        raise Refused(say("登记的时间尚未到来。"))
    last = referral.links.order_by("-occurred_at").first()
    since = last.occurred_at if last else referral.delivered_at
    if since is not None and said < since:
        raise Refused(say("登记的时间早于上一环节。"))
    return said


# ---------------------------------------------------------------- limits


def start(
    referral: Referral, code: str, *, base_at: datetime, actor: User | None, at: datetime
) -> Clock:
    return workflow.start_clock(referral.subject, code, base_at=base_at, actor=actor, at=at)


def stop(
    referral: Referral, *codes: str, actor: User | None, at: datetime, outcome: str = "met"
) -> None:
    """End those of these limits that are still open; without codes, all of them."""
    running = Clock.objects.of(referral.subject).open()
    if codes:
        running = running.filter(code__in=codes)
    for code in list(running.values_list("code", flat=True)):
        workflow.stop_clock(referral.subject, code, actor=actor, at=at, outcome=outcome)


def note_on_case(
    referral: Referral, act: str, label: str, *, actor: User | None, at: datetime,
    citation: Citation | None = None, note: str = "",
) -> None:  # fmt: skip
    """What the case's own record says of its referral."""
    workflow.record(
        referral.case.subject(referral.owner_id),
        act=act,
        label=label,
        actor=actor,
        at=at,
        citation=citation,
        note=note,
        payload={"referral": referral.pk},
    )
