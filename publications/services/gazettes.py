"""公告、新闻通稿: public entries printed as one numbered paper, and told to the press."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.policy.roles import ROLE_LABELS, Role
from documents import services as documents
from publications import papers
from publications.models import Gazette, GazetteEntry, Publication
from publications.models.publications import PublicationQuerySet
from publications.policy.kinds import Kind
from publications.procedure import ENFORCEMENT
from publications.services.publishing import ID_LENGTH, ID_SIGNS
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

MOST = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """What is announced: all public entries of a kind, or those of one quarter."""

    kind: Kind
    title: str
    quarter: str = ""


def entries_of(batch: Batch, office: Office, at: datetime) -> PublicationQuerySet:
    """The office's public entries that the batch would print, in the order of their decisions."""
    rows = Publication.objects.public(timezone.localdate(at)).of_kind(batch.kind.value)
    rows = rows.filter(office=office)
    if batch.quarter:
        rows = rows.in_quarter(batch.quarter)
    found: PublicationQuerySet = rows.order_by("starts_on", "pk")
    return found


@transaction.atomic
def announce(batch: Batch, *, actor: User, at: datetime) -> Gazette:
    """Print what stands as a numbered announcement, with its release for the press."""
    office = _require_head(actor, at)
    title = batch.title.strip()
    if not title:
        raise Refused(say("请填写公告标题。"))
    entries = list(entries_of(batch, office, at)[: MOST + 1])
    if not entries:
        raise Refused(say("没有可以公告的公开信息。"))
    if len(entries) > MOST:
        raise Refused(say("一期公告最多%(most)d条，请按季度分期公告。", most=MOST))
    gazette = Gazette.objects.create(
        public_id="".join(secrets.choice(ID_SIGNS) for _ in range(ID_LENGTH)),
        kind=batch.kind.value,
        title=title,
        quarter=batch.quarter,
        office=office,
        division_id=office.division_id,
        issued_by=actor,
        issued_at=at,
    )
    GazetteEntry.objects.bulk_create(
        GazetteEntry(gazette=gazette, publication=entry, position=position)
        for position, entry in enumerate(entries, 1)
    )
    return _print(gazette, entries, actor=actor, at=at)


def _print(gazette: Gazette, entries: list[Publication], *, actor: User, at: datetime) -> Gazette:
    kind, on = Kind(gazette.kind), timezone.localdate(at)
    office, subject = gazette.office, gazette.subject
    whole = papers.gazette(kind, gazette.title, entries, office=office, on=on)
    told = papers.media_release(kind, gazette.title, entries, office=office, on=on)
    gazette.paper = documents.issue(
        papers.GAZETTE, subject, whole, office=office, actor=actor, at=at
    )
    gazette.media_release = documents.issue(
        papers.MEDIA_RELEASE, subject, told, office=office, actor=actor, at=at
    )
    gazette.save(update_fields=["paper", "media_release"])
    workflow.record(
        subject,
        act="announce",
        label=term("发布公告"),
        actor=actor,
        at=at,
        citation=ENFORCEMENT,
        payload={"entries": len(entries)},
    )
    return gazette


def _require_head(actor: User, at: datetime) -> Office:
    on = timezone.localdate(at)
    if actor.office is None or Role.BUREAU_HEAD not in actor.roles_on(on, actor.office_id):
        raise Refused(
            say(
                "“%(step)s”须由%(role)s办理。",
                step=say("发布公告"),
                role=say(ROLE_LABELS[Role.BUREAU_HEAD]),
            )
        )
    office: Office = actor.office
    return office
