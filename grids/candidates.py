"""Whom a plan may inspect: by range, grade and listing, what is due and what the cap leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.jurisdiction import within_prefixes
from accounts.models import User
from accounts.perms import certified
from accounts.policy.division_codes import shortest_prefix
from accounts.policy.roles import Role
from employers.models import Employer
from grids.models import DrawnRow, Patrol, PatrolPlan
from grids.policy.draw import Lots
from grids.policy.frequency import OUTSIDE_THE_LOT, Basis, due_on, rhythm
from rulebook import services as rulebook
from statutes.refusal import Refused
from statutes.wording import say

MOST = 200_000  # objects of one draw: a file that a person can still open
COLUMNS = ("pk", "uscc", "name", "credit_grade", "listed_until")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An employer that the plan may inspect, under the name that is published for it."""

    pk: int
    name: str
    label: str
    basis: Basis
    next_on: date  # from which it is due
    is_first: bool = False  # inspected before the others, without a lot


def lot_name(pk: int, uscc: str | None) -> str:
    """The credit code; a unit without one goes by its file number."""
    return uscc or f"DW{pk:09d}"


def candidates(plan: PatrolPlan) -> dict[str, Candidate]:
    """The employers that the draw may choose from, by their published names."""
    return parted(plan)[0]


def parted(plan: PatrolPlan) -> tuple[dict[str, Candidate], list[Candidate]]:
    """Whom the lot may choose, and who comes first without it, the longest due at the head."""
    found = _eligible(plan)
    first = [candidate for candidate in found.values() if candidate.is_first]
    lot = {name: candidate for name, candidate in found.items() if not candidate.is_first}
    return lot, sorted(first, key=lambda candidate: (candidate.next_on, candidate.pk))


def _eligible(plan: PatrolPlan) -> dict[str, Candidate]:
    """Everybody whom the plan may inspect."""
    last, routine = _last_inspected(plan), _routine_of_year(plan)
    cap = rulebook.dated_value("routine_inspection_cap", plan.division_id, plan.from_on).value
    found: dict[str, Candidate] = {}
    for pk, uscc, label, grade, listed_until in _rows(plan):
        is_listed = listed_until is not None and listed_until >= plan.from_on
        rule = rhythm(grade, is_listed=is_listed)
        basis = Basis.CAMPAIGN if plan.kind == PatrolPlan.Kind.CAMPAIGN else rule.basis
        next_on = due_on(rule, last.get(pk), plan.from_on)
        if plan.targets == PatrolPlan.Targets.DUE and next_on > plan.to_on:
            continue
        if basis is Basis.ROUTINE and routine.get(pk, 0) >= int(str(cap)):
            continue
        name = lot_name(pk, uscc)
        is_first = basis in OUTSIDE_THE_LOT and next_on <= plan.to_on
        found[name] = Candidate(pk, name, label, basis, next_on, is_first)
    return found


def is_in_range(plan: PatrolPlan, employer: Employer) -> bool:
    """Whether the plan may inspect the employer at all."""
    return _in_range(plan).filter(pk=employer.pk).exists()


def next_due(plan: PatrolPlan, employer: Employer) -> date:
    """From which day the employer is due, as the plan counts."""
    last = Patrol.objects.made().filter(employer=employer).aggregate(last=Max("arrived_at"))["last"]
    rule = rhythm(employer.credit_grade, is_listed=employer.is_listed(plan.from_on))
    return due_on(rule, timezone.localdate(last) if last else None, plan.from_on)


def lots(plan: PatrolPlan, size: int, today: date) -> tuple[Lots, dict[str, Candidate]]:
    """Everything that goes into a draw of the plan, as it is on that day."""
    objects = candidates(plan)
    certificates = {user.pk: number for number, user in officers(plan, today).items()}
    names = {candidate.pk: candidate.name for candidate in objects.values()}
    barred = {
        names[pk]: frozenset(certificates[user] for user in pair if user in certificates)
        for pk, pair in _last_pairs(names).items()
    }
    kept = {name: who for name, who in barred.items() if who}
    return Lots(frozenset(objects), frozenset(certificates.values()), size, kept), objects


def officers(plan: PatrolPlan, today: date) -> dict[str, User]:
    """The inspectors of the office whose certificates are in force, by certificate number."""
    people = User.objects.holding(Role.INSPECTOR, office=plan.office_id, on=today)
    found = {}
    for person in people.prefetch_related("certificates").order_by("pk"):
        certificate = person.certificate_on(today)
        if certificate is not None and certified(person, today) is None:
            found["".join(certificate.number.split())] = person
    return found


def _rows(plan: PatrolPlan) -> Iterator[tuple[int, str | None, str, str, date | None]]:
    rows = _in_range(plan).order_by("pk")
    if rows[MOST : MOST + 1].exists():
        raise Refused(say("符合条件的单位超过%(most)s户，请缩小检查范围或者注明行业。", most=MOST))
    yield from rows.values_list(*COLUMNS).iterator(chunk_size=5_000)


def _in_range(plan: PatrolPlan) -> QuerySet[Employer]:
    rows = Employer.objects.current().filter(within_prefixes([shortest_prefix(plan.division_id)]))
    rows = rows.filter(kind=Employer.Kind.UNIT).exclude(
        status__in=[Employer.Status.CANCELLED, Employer.Status.REVOKED]
    )
    if plan.industry:
        rows = rows.filter(industry__contains=plan.industry)
    if plan.targets == PatrolPlan.Targets.FOCUS:
        rows = rows.filter(Q(credit_grade="C") | Q(listed_until__gte=plan.from_on))
    return rows


def _last_inspected(plan: PatrolPlan) -> Mapping[int, date]:
    made = Patrol.objects.made().filter(within_prefixes([shortest_prefix(plan.division_id)]))
    rows = made.order_by().values_list("employer_id").annotate(last=Max("arrived_at"))
    return {pk: timezone.localdate(at) for pk, at in rows}


def _routine_of_year(plan: PatrolPlan) -> Mapping[int, int]:
    """Routine inspections of the plan's year, those planned and not yet made among them."""
    here = within_prefixes([shortest_prefix(plan.division_id)])
    rows = Patrol.objects.filter(here, basis=Basis.ROUTINE, planned_on__year=plan.from_on.year)
    counted = rows.exclude(state="cancelled").order_by().values_list("employer_id")
    return dict(counted.annotate(number=Count("pk")))


def _last_pairs(pks: Mapping[int, str]) -> dict[int, tuple[int, int]]:
    """Who inspected each employer last, or was drawn to: they may not go twice running."""
    drawn = DrawnRow.objects.order_by().values_list(
        "employer_id", "draw__drawn_at", "lead_id", "partner_id"
    )
    made = (
        Patrol.objects.made()
        .order_by()
        .values_list("employer_id", "arrived_at", "lead_id", "partner_id")
    )
    newest: dict[int, tuple[datetime, tuple[int, int]]] = {}
    for pk, at, lead, partner in [*drawn, *made]:
        if pk in pks and at is not None and (pk not in newest or newest[pk][0] < at):
            newest[pk] = (at, (lead, partner))
    return {pk: pair for pk, (_at, pair) in newest.items()}
