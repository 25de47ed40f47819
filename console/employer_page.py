"""An employer's one-page file, composed of what each app knows of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from blacklist.models import Listing
from cases.models import Case, HistoricCase
from complaints.models import Complaint
from console.employer_acts import ACTS
from console.employer_forms import SECTIONS
from credit_rating.models import Rating
from early_warning.models import Warning
from employers.models import (
    Employer,
    EmployerUser,
    FactProposal,
    FactUpdate,
    Invitation,
    Relation,
)
from employers.models.employer import EmployerQuerySet
from employers.perms import why_not_kept
from employers.services import ties
from grids.models import Grid, Patrol, Placement, Visit
from workflow.models import Event
from written_reviews.models import Review

MOST = 20  # rows of a panel; the lists behind it hold all
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class File:
    """Whose file is read, by whom, when; `ids` are its own and those of merged duplicates."""

    employer: Employer
    ids: list[int]
    user: User
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page: its rows as its template draws them."""

    key: str
    title: str
    template: str
    rows: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known, and how it was last learnt."""

    label: str
    value: str
    learnt: FactUpdate | None


def load(rows: EmployerQuerySet, pk: int) -> EmployerQuerySet:
    return rows.filter(pk=pk).select_related("division", "office", "merged_into")


def context(file: File) -> dict[str, Any]:
    updates = list(
        FactUpdate.objects.filter(employer__in=file.ids).select_related("collector")[:500]
    )
    panels = [panel(file) for panel in PANELS]
    return {
        "employer": file.employer,
        "is_overdue": file.employer.is_overdue(file.today),
        "is_listed": file.employer.is_listed(file.today),
        "sections": _sections(file.employer, updates),
        "panels": panels,
        "timeline": _timeline(file, updates, panels),
        "clerks": _clerks(file),
        "proposal": _proposal(file),
        "acts": offered(file),
        "is_kept_here": why_not_kept(file.user, file.employer, file.today) is None,
        "may_decide": ACTS["proposal"].why_not(file.user, file.employer, file.today) is None,
    }


def offered(file: File) -> dict[str, str]:
    """The acts that this person may take on this file."""
    return {
        key: str(act.title)
        for key, act in ACTS.items()
        if act.is_listed and act.why_not(file.user, file.employer, file.today) is None
    }


def _sections(employer: Employer, updates: Iterable[FactUpdate]) -> list[tuple[str, list[Fact]]]:
    learnt: dict[str, FactUpdate] = {}
    for update in updates:  # the newest first
        if update.employer_id == employer.pk:
            for name in (*update.changes, *update.confirmed):
                learnt.setdefault(name, update)
    return [
        (str(title), [_fact(employer, name, learnt.get(name)) for name in names])
        for title, names in SECTIONS.items()
    ]


def _fact(employer: Employer, name: str, learnt: FactUpdate | None) -> Fact:
    label = str(Employer._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Fact(label, _shown(employer, name), learnt)


def _shown(employer: Employer, name: str) -> str:
    if name == "division":
        return employer.division.full_name
    if display := getattr(employer, f"get_{name}_display", None):
        return str(display())
    value = getattr(employer, name)
    match value:
        case None | "":
            return ""
        case bool():
            return _("是") if value else _("否")
        case date():
            return date_format(value, "Y-m-d")
    return str(value)


# -- panels, each from its app; a room above adds its own to PANELS --


def chains(file: File) -> Panel:
    """Who engaged whom, up to the developer, with what each still owes in our cases."""
    found = ties.chains(file.ids)
    owed = _owed({party.employer_id for chain in found for party in chain}, file.user)
    rows = [
        {
            "project": chain[0].project,
            "links": [(party, owed.get(party.employer_id, NOTHING)) for party in chain],
        }
        for chain in found[:MOST]
    ]
    return Panel("projects", _("工程项目和逐级清偿责任"), "console/_employer_chains.html", rows)


def _owed(employer_ids: Iterable[int], user: User) -> dict[int, Decimal]:
    """What was determined and is not paid, by employer, in the cases that this person may see."""
    sums = Case.objects.visible_to(user).filter(employer__in=list(employer_ids)).open()
    by_employer = sums.order_by().values_list("employer")
    return dict(by_employer.annotate(owed=Sum(F("determined") - F("paid"))))


def relations(file: File) -> Panel:
    own = Relation.objects.filter(employer__in=file.ids)
    towards = Relation.objects.filter(other__in=file.ids)
    rows = (own | towards).select_related("employer", "other").order_by("-pk")[:MOST]
    return Panel("relations", _("关联关系"), "console/_employer_relations.html", list(rows))


def cases(file: File) -> Panel:
    rows = Case.objects.visible_to(file.user).filter(employer__in=file.ids).order_by("-pk")[:MOST]
    return Panel("cases", _("案件"), "console/_employer_cases.html", list(rows))


def history(file: File) -> Panel:
    """What was handled before this system, by the filing day."""
    rows = HistoricCase.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = list(rows.newest_first()[:MOST])
    return Panel("history", _("历史案件"), "console/_employer_history.html", newest)


def complaints(file: File) -> Panel:
    rows = Complaint.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = list(rows.order_by("-pk")[:MOST])
    return Panel("complaints", _("投诉举报"), "console/_employer_complaints.html", newest)


def reviews(file: File) -> Panel:
    rows = Review.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = rows.select_related("campaign", "certificate").order_by("-campaign__year", "-pk")
    return Panel("reviews", _("书面审查"), "console/_employer_reviews.html", list(newest[:MOST]))


def patrols(file: File) -> Panel:
    rows = Patrol.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = rows.select_related("lead", "partner", "notice").order_by("-pk")[:MOST]
    return Panel("patrols", _("巡查"), "console/_employer_patrols.html", list(newest))


def warnings(file: File) -> Panel:
    rows = Warning.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = list(rows.select_related("owner").order_by("-pk")[:MOST])
    return Panel("warnings", _("欠薪预警"), "console/_employer_warnings.html", newest)


def listings(file: File) -> Panel:
    rows = Listing.objects.visible_to(file.user).filter(employer__in=file.ids)
    newest = list(rows.order_by("-pk")[:MOST])
    return Panel("listings", _("失信名单"), "console/_employer_listings.html", newest)


def grid(file: File) -> Panel:
    """网格和走访: which grid answers for it, who works there, and the visits paid."""
    placed = Placement.objects.filter(employer=file.employer).select_related("grid").first()
    seen = Visit.objects.visible_to(file.user).filter(employer__in=file.ids)
    visits = list(seen.select_related("recorded_by", "employer").order_by("-pk")[:MOST])
    posted = (
        placed.grid.staff.on_duty(file.today).select_related("user").order_by("duty", "pk")
        if placed
        else ()
    )
    opens = placed and Grid.objects.visible_to(file.user).filter(pk=placed.grid_id).exists()
    known = [{"placement": placed, "opens": opens, "staff": list(posted), "visits": visits}]
    return Panel("grid", _("网格和走访"), "console/_employer_grid.html", known)


def grades(file: File) -> Panel:
    """诚信等级: the grade of each year in force, newest first."""
    rows = Rating.objects.visible_to(file.user).in_force().of_employers(file.ids)
    newest = list(rows.select_related("run").order_by("-run__year", "-pk")[:MOST])
    return Panel("grades", _("诚信等级"), "console/_employer_grades.html", newest)


PANELS: tuple[Callable[[File], Panel], ...] = (
    chains,
    grid,
    relations,
    warnings,
    grades,
    listings,
    cases,
    history,
    complaints,
    patrols,
    reviews,
)


# -- who answers for the employer here --


def _clerks(file: File) -> dict[str, Any]:
    """Log-ins and open invitations are the business of those who hand them out."""
    if ACTS["invite"].why_not(file.user, file.employer, file.today):
        return {}
    clerks = EmployerUser.objects.filter(employer__in=file.ids).select_related("user")
    unused = Invitation.objects.filter(
        employer__in=file.ids, used_by=None, withdrawn_at=None, expires_at__gt=file.at
    )
    return {"serving": list(clerks[:MOST]), "unused": list(unused[:MOST])}


def _proposal(file: File) -> dict[str, Any] | None:
    waiting = FactProposal.objects.filter(
        employer__in=file.ids, status=FactProposal.Status.PROPOSED
    ).first()
    return None if waiting is None else {"row": waiting, "changes": change_lines(waiting.changes)}


def change_lines(changes: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """(label, before, after) of each change."""
    return [
        (str(Employer._meta.get_field(name).verbose_name), before, after)  # type: ignore[union-attr]
        for name, (before, after) in changes.items()
    ]


# -- the timeline --


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: the day, what happened, who or what number, where to read more."""

    on: date
    label: str
    note: str = ""
    url: str = ""


def _timeline(file: File, updates: list[FactUpdate], panels: list[Panel]) -> list[Moment]:
    rows = {panel.key: panel.rows for panel in panels}
    found = [_of_update(update) for update in updates[:MOST]]
    events = Event.objects.filter(subject_type="employer", subject_id__in=file.ids)
    for event in events.order_by("-recorded_at", "-pk")[:MOST]:
        on = timezone.localdate(event.occurred_at)
        found.append(Moment(on, _(event.label), f"{event.actor_label} {event.note}".strip()))
    for case in rows["cases"]:
        url = case.get_absolute_url()
        for on, label in ((case.filed_on, _("立案")), (case.closed_on, _("结案"))):
            if on:
                found.append(Moment(on, label, case.case_no, url))
    for complaint in rows["complaints"]:
        on = timezone.localdate(complaint.received_at)
        label = complaint.get_kind_display()
        found.append(Moment(on, label, complaint.number, complaint.get_absolute_url()))
    for patrol in rows["patrols"]:
        if patrol.arrived_at:
            on, url = timezone.localdate(patrol.arrived_at), patrol.get_absolute_url()
            found.append(Moment(on, _("巡查"), patrol.notice_number, url))
    return sorted(found, key=lambda moment: moment.on, reverse=True)[: 2 * MOST]


def _of_update(update: FactUpdate) -> Moment:
    names = "、".join(label for label, *_rest in change_lines(update.changes))
    label = _("更新信息") if names else _("核对无误")
    told = f"{update.get_source_display()} {names}".strip()
    return Moment(update.verified_on, label, told)
