"""Listed employers and those of grade C: each is inspected at least twice a year, lot or no lot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accounts.jurisdiction import within
from accounts.models import User
from employers.models import Employer
from grids.models import Patrol

TWICE = 2
MOST = 50  # rows of the list; the count beside it holds all


@dataclass(frozen=True, slots=True)
class Short:
    """Those that were not inspected twice yet this year, the listed ones first."""

    year: int
    rows: Sequence[Employer]  # each with `made`, how often it was
    count: int


def short(user: User, today: date) -> Short:
    rows = short_of_two(user, today)
    shown = rows.select_related("division").order_by(F("listed_until").desc(nulls_last=True), "pk")
    return Short(today.year, list(shown[:MOST]), rows.count())


def short_of_two(user: User, today: date) -> QuerySet[Employer]:
    """Listed or grade C, in being, with fewer than two inspections made in the day's year."""
    here = Employer.objects.current().filter(within(user), kind=Employer.Kind.UNIT)
    rows = here.exclude(status__in=[Employer.Status.CANCELLED, Employer.Status.REVOKED])
    focus = rows.filter(Q(credit_grade="C") | Q(listed_until__gte=today))
    made = Patrol.objects.made().filter(arrived_at__year=today.year)
    return focus.annotate(made=Count("patrols", filter=Q(patrols__in=made), distinct=True)).filter(
        made__lt=TWICE
    )
