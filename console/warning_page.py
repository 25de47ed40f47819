"""What the page of a warning shows: header, signs, what the months told, next steps."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from cases.models import Case
from console import history, patrol_bases
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from console.warning_acts import ACTS
from documents.models import Paper
from early_warning import perms
from early_warning.models import MonthlyFacts, Warning
from early_warning.policy.columns import COLUMNS, Kind
from early_warning.procedure import Outcome, State
from grids.policy.frequency import Basis
from rulebook import services as rulebook
from statutes.money import yuan
from workflow.models import Clock
from workflow.procedure import Offer

TABS = {
    "overview": _("概况"),
    "facts": _("月度数据"),
    "papers": _("文书"),
    "history": _("办理经过"),
}
FIRST_STEPS = {
    State.RAISED: ("send_letter", "order_visit", "make_lead"),
    State.TOLD: ("order_visit", "close"),
    State.VISIT: ("record_visit",),
    State.VISITED: ("make_lead", "close", "close_red"),
    State.LEAD: ("close", "close_red"),
}
SCREENS = {step: key for key, act in ACTS.items() if not act.is_aside for step in act.steps}
TAGS = {"red": "tag-seal", "orange": "tag-amber", "yellow": "tag-amber"}
MONTHS_SHOWN = 6


def load(queryset: QuerySet[Warning], pk: int) -> QuerySet[Warning]:
    related = ("employer", "division", "office", "owner", "visitor", "closed_by", "letter")
    return queryset.filter(pk=pk).select_related(*related)


def header(warning: Warning, now: datetime) -> dict[str, Any]:
    """Context that every screen of the warning shares."""
    calendar = rulebook.calendar()
    clocks = Clock.objects.of(warning.subject).open().by_urgency()
    return {
        "warning": warning,
        "level_tag": TAGS[warning.level],
        "is_overdue": warning.is_overdue(timezone.localdate(now)),
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def tab(warning: Warning, name: str, user: User) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    match name:
        case "facts":
            return {"months": _months(warning)}
        case "papers":
            return {"papers": Paper.objects.of(warning.subject).order_by("-pk")}
        case "history":
            return history.shown(warning.subject)
    return {
        "signs": list(warning.signs.order_by("-points", "pk")),
        "cases": _cases(warning, user),
        "new_case_url": _new_case(warning),
        "patrol_url": _new_patrol(warning, user),
    }


def _cases(warning: Warning, user: User) -> list[Case]:
    """Those that say they grew out of this warning."""
    rows = Case.objects.visible_to(user).filter(sources__reference=warning.number)
    return list(rows.distinct().order_by("-pk")[:20])


def _new_case(warning: Warning) -> str:
    """Where a case is proposed on it, with what is known; "" where nobody said that it is true."""
    if warning.status is not State.LEAD and warning.outcome != Outcome.CONFIRMED.value:
        return ""
    told = "".join(translate(sign.sentence) for sign in warning.signs.all())
    known = {
        "source": Case.Source.SPECIAL.value,
        "reference": warning.number,
        "query": warning.employer.uscc or warning.employer_name,
        "chosen": warning.employer_id,
        "division": warning.division_id,
        "summary": f"{told}{warning.found}"[:1500],
    }
    return f"{reverse('console:new_case')}?{urlencode(known)}"


def _new_patrol(warning: Warning, user: User) -> str:
    """Where the inspection is proposed that was ordered, or that a lead calls for."""
    if warning.status not in patrol_bases.ORDERED:
        return ""
    known = {"lead": warning.visitor_id} if warning.visitor_id else {}
    return patrol_bases.proposing(user, warning.employer, Basis.LEAD, warning.number, **known)


def _months(warning: Warning) -> list[dict[str, Any]]:
    """What was told of the last months, newest first, each kind with its figures in words."""
    rows = MonthlyFacts.objects.current().filter(employer=warning.employer_id)
    by_month: dict[date, list[Any]] = {}
    for row in rows.select_related("run").order_by("-month", "kind")[: MONTHS_SHOWN * len(Kind)]:
        by_month.setdefault(row.month, []).append(row)
    return [
        {"month": month, "rows": [(row, _told(row)) for row in told]}
        for month, told in list(by_month.items())[:MONTHS_SHOWN]
    ]


def _told(row: MonthlyFacts) -> list[tuple[str, str]]:
    return [
        (gettext(column.label), _shown(row.figures[column.name]))
        for column in COLUMNS[Kind(row.kind)]
        if column.name in row.figures
    ]


def _shown(value: object) -> str:
    match value:
        case bool():
            return gettext("是") if value else gettext("否")
        case str():
            return yuan(Decimal(value))
    return str(value)


def offers(warning: Warning, user: User, now: datetime) -> tuple[Offer[State], ...]:
    return perms.steps(warning, user, timezone.localdate(now))


def next_steps(warning: Warning, user: User, now: datetime) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    wanted = FIRST_STEPS.get(warning.status, ())
    found: dict[str, Next] = {}
    for offer in offers(warning, user, now):
        step = _as_next(warning, offer)
        found.setdefault(step.url, step)
    first = [n for n in found.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in found.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(warning: Warning, offer: Offer[State]) -> Next:
    key = SCREENS[offer.step.name]
    url = reverse("console:warning_act", args=[warning.pk, key])
    return Next(gettext(str(ACTS[key].title)), url, offer)
