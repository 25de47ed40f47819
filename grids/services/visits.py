"""三进五访 and 普法: what was found, solved on the spot or handed on, and followed up until solved.

A visit to an employer is also when its facts are collected: what changed, and what was seen again
and found true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from employers.models import Employer, Method, Source
from employers.perms import why_not_kept
from employers.services import register
from grids.models import Grid, Publicity, Visit
from grids.perms import why_not_visited
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Collected:
    """What a visit learnt of its employer; empty: nothing was asked."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    confirmed: Iterable[str] = ()
    method: str = Method.ON_SITE


@transaction.atomic
def record(
    *,
    division_id: str,
    actor: User,
    at: datetime,
    employer: Employer | None = None,
    grid: Grid | None = None,
    collected: Collected | None = None,
    **told: Any,
) -> Visit:
    """Enter a visit; a problem that was handed on gets somebody who follows it up."""
    office_id = _office_of(actor, told["visited_on"], at)
    if employer is not None:
        division_id = employer.division_id
        placed = getattr(employer, "placement", None)
        grid = grid or (placed.grid if placed else None)
    if told.get("outcome") == Visit.Outcome.HANDED_ON:
        told["follower"] = told.get("follower") or actor
        if told.get("follow_up_by") and told["follow_up_by"] < told["visited_on"]:
            raise Refused(say("办理期限不得早于走访日期。"))
    visit = Visit.objects.create(
        office_id=office_id,
        division_id=division_id,
        grid=grid,
        employer=employer,
        recorded_by=actor,
        recorded_at=at,
        **told,
    )
    if employer is not None and collected is not None:
        _collect(employer, collected, actor=actor, at=at)
    if visit.follower is not None and visit.follower_id != actor.pk:
        message = say("走访发现的问题交您跟踪：%(where)s", where=visit.where)
        workflow.notify(visit.subject, users=[visit.follower], message=message, at=at)
    return visit


@transaction.atomic
def solve(visit_id: int, *, on: date, answer: str, actor: User, at: datetime) -> Visit:
    """Close a problem that was handed on: when it was solved, and how."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit_id)
    _office_of(actor, on, at)
    if not visit.is_open:
        raise Refused(say("该问题已经解决。"))
    if on < visit.visited_on:
        raise Refused(say("解决日期不得早于走访日期。"))
    visit.solved_on, visit.answer = on, answer
    visit.save(update_fields=["solved_on", "answer"])
    _record(visit, "solve_visit", term("走访问题已解决"), actor=actor, at=at, note=answer)
    return visit


@transaction.atomic
def hand_over(
    visit_id: int, *, follower: User, follow_up_by: date, note: str, actor: User, at: datetime
) -> Visit:
    """Give a problem that takes longer to another person, or another day."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit_id)
    on = timezone.localdate(at)
    _office_of(actor, on, at)
    if not visit.is_open:
        raise Refused(say("该问题已经解决。"))
    if follow_up_by < on:
        raise Refused(say("新的办理期限已经过去。"))
    visit.follower, visit.follow_up_by = follower, follow_up_by
    visit.save(update_fields=["follower", "follow_up_by"])
    _record(visit, "follow_up_visit", term("调整走访问题的跟踪"), actor=actor, at=at, note=note)
    message = say("走访发现的问题交您跟踪：%(where)s", where=visit.where)
    workflow.notify(visit.subject, users=[follower], message=message, at=at, excluding=actor)
    return visit


@transaction.atomic
def publicise(
    *, division_id: str, grid: Grid | None, actor: User, at: datetime, **told: Any
) -> Publicity:
    """Enter an occasion of spreading the law: where, which law, how many it reached."""
    office_id = _office_of(actor, told["held_on"], at)
    return Publicity.objects.create(
        office_id=office_id,
        division_id=division_id,
        grid=grid,
        recorded_by=actor,
        recorded_at=at,
        **told,
    )


def remind(today: date, at: datetime) -> int:
    """Tell the followers of problems that ran out of time yesterday, each once."""
    count = 0
    late = Visit.objects.late(today).filter(follow_up_by=_day_before(today))
    for visit in late.select_related("follower"):
        if visit.follower is not None:
            message = say("走访发现的问题逾期未解决：%(where)s", where=visit.where)
            workflow.notify(visit.subject, users=[visit.follower], message=message, at=at)
            count += 1
    return count


def _day_before(today: date) -> date:
    return date.fromordinal(today.toordinal() - 1)


def _collect(employer: Employer, collected: Collected, *, actor: User, at: datetime) -> None:
    wrong = why_not_kept(actor, employer, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)
    register.update_facts(
        employer,
        collected.facts,
        source=Source.VISIT,
        method=collected.method,
        actor=actor,
        at=at,
        confirmed=collected.confirmed,
    )


def _office_of(actor: User, day: date, at: datetime) -> int:
    """The office for which an assistant or officer goes out; refused to others."""
    on = timezone.localdate(at)
    wrong = why_not_visited(actor, on)
    if wrong is not None or actor.office_id is None:
        raise Refused(wrong or say("您没有所属机构。"))
    if day > on:
        raise Refused(say("日期%(day)s尚未到来。", day=day.isoformat()))
    return actor.office_id


def _record(visit: Visit, act: str, label: str, *, actor: User, at: datetime, note: str) -> None:
    workflow.record(visit.subject, act=act, label=label, actor=actor, at=at, note=note)
