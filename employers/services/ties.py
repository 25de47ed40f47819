"""Who stands in whose debt: standing relations, projects and their parties."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from employers import perms
from employers.models import Employer, Project, ProjectParty, Relation
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

ORDER = tuple(ProjectParty.Role.values)  # from the developer down
DEEPEST = 20


@transaction.atomic
def add_relation(
    employer: Employer,
    *,
    other: Employer,
    kind: str,
    note: str = "",
    from_on: date | None = None,
    actor: User,
    at: datetime,
) -> Relation:
    """登记关联关系: one standing tie of a kind between two employers."""
    _check(employer, actor, at)
    if employer.pk == other.pk:
        raise Refused(say("不能与本单位自身建立关联"))
    standing = Relation.objects.filter(
        employer=employer, other=other, kind=kind, to_on__isnull=True
    )
    if standing.exists():
        raise Refused(say("这项关联已经登记"))
    relation = Relation.objects.create(
        employer=employer, other=other, kind=kind, note=note, from_on=from_on
    )
    _record(employer, "add_relation", "登记关联关系", {"relation": relation.pk}, actor, at)
    return relation


@transaction.atomic
def end_relation(relation_id: int, *, to_on: date, actor: User, at: datetime) -> Relation:
    """A tie ends on a day; that it stood stays on file."""
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    _check(relation.employer, actor, at)
    if relation.to_on is not None:
        raise Refused(say("这项关联已经终止"))
    if relation.from_on and to_on < relation.from_on:
        raise Refused(say("终止日期不得早于开始日期"))
    relation.to_on = to_on
    relation.save(update_fields=["to_on"])
    _record(relation.employer, "end_relation", "终止关联关系", {"relation": relation.pk}, actor, at)
    return relation


@transaction.atomic
def add_project(
    employer: Employer, *, role: str, scope: str = "", actor: User, at: datetime, **facts: Any
) -> ProjectParty:
    """登记工程项目, with this employer's part in it."""
    _check(employer, actor, at)
    starts, ends = facts.get("starts_on"), facts.get("ends_on")
    if starts and ends and ends < starts:
        raise Refused(say("计划竣工日期不得早于开工日期"))
    project = Project.objects.create(created_at=at, **facts)
    return _join(project, employer, role=role, under=None, scope=scope, actor=actor, at=at)


@transaction.atomic
def add_party(
    project_id: int,
    *,
    employer: Employer,
    role: str,
    under: ProjectParty | None,
    scope: str = "",
    from_on: date | None = None,
    actor: User,
    at: datetime,
) -> ProjectParty:
    """登记参建单位: who engaged it, so that wages can be followed up to the developer."""
    project = Project.objects.select_for_update().get(pk=project_id)
    _check_chain(project, role, under)
    if ProjectParty.objects.filter(project=project, employer=employer, role=role).exists():
        raise Refused(say("该单位已以这一身份登记在本项目"))
    return _join(
        project, employer, role=role, under=under, scope=scope, from_on=from_on, actor=actor, at=at
    )


def _check_chain(project: Project, role: str, under: ProjectParty | None) -> None:
    developers = ProjectParty.objects.filter(project=project, role=ProjectParty.Role.DEVELOPER)
    if role == ProjectParty.Role.DEVELOPER:
        if under is not None:
            raise Refused(say("建设单位在最上层，没有发包方"))
        if developers.filter(to_on__isnull=True).exists():
            raise Refused(say("本项目已登记建设单位"))
    if under is None:
        return
    if under.project_id != project.pk:
        raise Refused(say("发包方不在本项目"))
    if ORDER.index(under.role) > ORDER.index(role):
        raise Refused(
            say("%(upper)s不能向%(lower)s发包，请核对身份",
                upper=say(under.get_role_display()), lower=say(str(ProjectParty.Role(role).label)))
        )  # fmt: skip


def _join(
    project: Project, employer: Employer, *, actor: User, at: datetime, **columns: Any
) -> ProjectParty:
    party = ProjectParty.objects.create(project=project, employer=employer, **columns)
    _record(employer, "add_party", "登记参建项目", {"project": project.pk}, actor, at)
    return party


def chains(employer_ids: list[int]) -> list[list[ProjectParty]]:
    """For each part in a project: the party, who engaged it, and so on up; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up AS (
                SELECT id AS start, 0 AS step, id, under_id FROM employers_projectparty
                WHERE employer_id = ANY(%s)
                UNION ALL
                SELECT up.start, up.step + 1, p.id, p.under_id
                FROM up JOIN employers_projectparty p ON p.id = up.under_id WHERE up.step < %s
            ) SELECT start, id FROM up ORDER BY start DESC, step
            """,
            [employer_ids, DEEPEST],
        )
        rows = cursor.fetchall()
    parties = ProjectParty.objects.select_related("project__division", "employer").in_bulk(
        {pk for _, pk in rows}
    )
    found: dict[int, list[ProjectParty]] = {}
    for start, pk in rows:
        found.setdefault(start, []).append(parties[pk])
    return list(found.values())


def _check(employer: Employer, actor: User, at: datetime) -> None:
    if reason := perms.why_not_kept(actor, employer, timezone.localdate(at)):
        raise Refused(reason)


def _record(
    employer: Employer, act: str, label: str, payload: dict[str, int], actor: User, at: datetime
) -> None:
    subject = replace(employer.subject, office_id=actor.office_id or 0)
    workflow.record(subject, act=act, label=label, actor=actor, at=at, payload=payload)
