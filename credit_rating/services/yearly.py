"""Each January last year is rated and laid before the heads of the units; never approved."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Office
from accounts.policy.roles import Role
from credit_rating.models import RatingRun
from credit_rating.procedure import State
from credit_rating.services.ordering import order_for
from statutes.wording import say
from workflow import services as workflow


def order_last_year(at: datetime) -> list[RatingRun]:
    """A run for every topmost office that has none of the year yet."""
    year = timezone.localdate(at).year - 1
    offices = Office.objects.filter(parent=None).order_by("pk")
    rated = RatingRun.objects.filter(year=year).exclude(state=State.DISCARDED.value)
    waiting = offices.exclude(pk__in=rated.values("office"))
    return [order_for(office, year=year, at=at) for office in waiting]


def tell_heads(run: RatingRun, at: datetime) -> None:
    """Say that a year is rated and waits for its sample to be looked at."""
    message = say("%(year)s年度诚信等级已评定，请组织抽查并报批。", year=run.year)
    if run.office_id:
        workflow.notify(run.subject, role=Role.UNIT_HEAD, message=message, at=at)
