"""What the pages of the police liaison show: clocks in words, what was sent, what was said."""

from datetime import date, datetime
from typing import Any, TypedDict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.wording import translate
from documents.models import Paper
from referrals import papers
from referrals.models import JointMeeting, Referral
from referrals.models.referrals import SUBJECT_TYPE
from referrals.procedure import ENDED, WITH_POLICE
from referrals.services import package
from rulebook import services as rulebook
from statutes.clocks import Level, Levels, Unit, level_at, remaining_until
from workflow.models import Clock

MOST = 50
ADDRESSED = tuple(
    kind.code for kind in (papers.LETTER, papers.RECONSIDERATION, papers.HANDOVER_LIST)
)
TAGS = {
    Level.RED: "tag-seal",
    Level.BREACHED: "tag-seal",
    Level.YELLOW: "tag-amber",
    Level.BLUE: "tag-blue",
}


class Due(TypedDict):
    """One running limit: what for, what is left, the day, how pressing."""

    label: str
    left: str
    due_at: datetime
    tag: str


def url_of(pk: int) -> str:
    return reverse("portal:police_referral", args=[pk])


def desk(user: User, now: datetime) -> dict[str, Any]:
    """The own office's referrals: those that wait for the police first, then by their limit."""
    on = timezone.localdate(now)
    rows = Referral.objects.sent_to(user, on).select_related("case", "office")
    found = list(rows.order_by("-delivered_at")[:MOST])
    clocks = _clocks([row.pk for row in found])
    lines = [(row, [due(c, now) for c in clocks.get(row.pk, [])]) for row in found]
    lines.sort(key=lambda line: _rank(line[0], line[1]))
    return {"lines": lines, "meetings": _meetings(user, on)}


def _rank(referral: Referral, limits: list[Due]) -> tuple[bool, bool, datetime]:
    latest = referral.delivered_at
    assert latest is not None
    first = limits[0]["due_at"] if limits else latest
    return referral.status in ENDED, referral.status not in WITH_POLICE, first


def _clocks(pks: list[int]) -> dict[int, list[Clock]]:
    found: dict[int, list[Clock]] = {}
    rows = Clock.objects.open().filter(subject_type=SUBJECT_TYPE, subject_id__in=pks)
    for clock in rows.by_urgency():
        found.setdefault(clock.subject_id, []).append(clock)
    return found


def _meetings(user: User, on: date) -> list[JointMeeting]:
    rows = JointMeeting.objects.with_police(user, on)
    return list(rows.select_related("police_office", "minutes", "circular")[:10])


def due(clock: Clock, now: datetime) -> Due:
    marks = Levels(clock.blue_at, clock.yellow_at, clock.red_at, clock.breached_at)
    left = remaining_until(Unit(clock.unit), clock.due_at, now, rulebook.calendar())
    return Due(
        label=gettext(clock.label),
        left=translate(left.sentence),
        due_at=clock.due_at,
        tag=TAGS.get(level_at(marks, now), ""),
    )


def shown(referral: Referral, now: datetime) -> dict[str, Any]:
    """The page of one referral: its limits, its papers, the words of both sides."""
    clocks = Clock.objects.of(referral.subject).open().by_urgency()
    sent = Paper.objects.of(referral.subject).issued().filter(kind__in=ADDRESSED)
    return {
        "referral": referral,
        "case": referral.case,
        "limits": [due(clock, now) for clock in clocks],
        "links": referral.links.select_related("file"),
        "papers": sent.order_by("-pk"),
        "bundle": referral.package,
        "checks": package.checks_of(referral),
    }
