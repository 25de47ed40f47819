"""What a list may be narrowed by: a few named parameters, and nothing else of an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blacklist.models import Candidate, Listing
from cases.models import Case
from complaints.models import Complaint
from console.fields import causes
from console.review_cases import without_case
from console.worklist import LENS_LABELS
from early_warning.models import Warning
from grids.models import Patrol
from publications.models import Publication
from referrals.models import Referral
from wage_deposits.models import Deposit
from workflow.clock import today
from written_reviews.models import Campaign, Review

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choices = Mapping[str, "StrOrPromise"]
MINE: Choices = {"1": _("只看我承办的")}


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter of a list: its label, the values it takes, what each does to the rows."""

    name: str
    label: "StrOrPromise"
    choices: Callable[[], Choices]
    narrow: Callable[[QuerySet[Any], str, User], QuerySet[Any]]


def _review_years() -> list[int]:
    years = Campaign.objects.order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def _by_column(model: type[Model], name: str, label: "StrOrPromise") -> Filter:
    def choices() -> Choices:
        return dict(model._meta.get_field(name).flatchoices)  # type: ignore[union-attr]

    return Filter(name, label, choices, lambda rows, value, _user: rows.filter(**{name: value}))


CASES = (
    _by_column(Case, "state", _("状态")),
    _by_column(Case, "source", _("来源")),
    Filter(
        "cause",
        _("案由"),
        lambda: {code: str(label) for code, label in causes()},
        lambda rows, value, _user: rows.filter(cause=value),
    ),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.assigned_to(user)),  # type: ignore[attr-defined]
)
COMPLAINTS = (
    _by_column(Complaint, "state", _("状态")),
    _by_column(Complaint, "kind", _("类别")),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
REFERRALS = (
    _by_column(Referral, "state", _("状态")),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
REVIEWS = (
    _by_column(Review, "state", _("状态")),
    Filter(
        "year",
        _("审查年度"),
        lambda: {str(year): str(year) for year in _review_years()},
        lambda rows, value, _user: rows.filter(campaign__year=int(value)),
    ),
    Filter(
        "lead",
        _("线索"),
        lambda: {"1": _("应登记线索，尚未登记")},
        lambda rows, _value, _user: without_case(rows),
    ),
)
DEPOSITS = (
    _by_column(Deposit, "state", _("状态")),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
PATROLS = (
    _by_column(Patrol, "state", _("状态")),
    _by_column(Patrol, "basis", _("检查依据")),
    _by_column(Patrol, "result", _("处理结果")),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.of_officer(user)),  # type: ignore[attr-defined]
)
WARNINGS = (
    _by_column(Warning, "level", _("预警等级")),
    _by_column(Warning, "state", _("状态")),
    _by_column(Warning, "outcome", _("结论")),
    Filter(
        "late",
        _("期限"),
        lambda: {"1": _("逾期未处置")},
        lambda rows, _value, _user: rows.overdue(today()),  # type: ignore[attr-defined]
    ),
    Filter("mine", _("责任人"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
PUBLICATIONS = (
    _by_column(Publication, "kind", _("类别")),
    _by_column(Publication, "state", _("状态")),
    Filter(
        "removal",
        _("撤下"),
        lambda: {"due": _("应撤下"), "late": _("应撤未撤")},
        lambda rows, value, _user: (
            rows.overdue_to_remove(today()) if value == "late" else rows.to_remove()  # type: ignore[attr-defined]
        ),
    ),
)
CANDIDATES = (
    _by_column(Candidate, "state", _("状态")),
    _by_column(Candidate, "ruleset", _("规则集")),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
LISTINGS = (
    _by_column(Listing, "state", _("状态")),
    _by_column(Listing, "ruleset", _("规则集")),
    Filter(
        "late",
        _("移出"),
        lambda: {"1": _("应撤未撤")},
        lambda rows, _value, _user: rows.overdue_to_remove(today()),  # type: ignore[attr-defined]
    ),
    Filter("mine", _("承办"), lambda: MINE, lambda rows, _value, user: rows.filter(owner=user)),
)
WORKLIST = (
    Filter(
        "lens",
        _("清单"),
        lambda: {lens.value: label for lens, label in LENS_LABELS.items()},
        lambda rows, _value, _user: rows,
    ),
)
# By the place that a saved view belongs to, and the page that shows it.
PLACES: Mapping[str, tuple[Filter, ...]] = {
    "cases": CASES,
    "complaints": COMPLAINTS,
    "reviews": REVIEWS,
    "deposits": DEPOSITS,
    "patrols": PATROLS,
    "publications": PUBLICATIONS,
    "warnings": WARNINGS,
    "candidates": CANDIDATES,
    "listings": LISTINGS,
    "referrals": REFERRALS,
    "worklist": WORKLIST,
}
PAGES: Mapping[str, str] = {
    "cases": "console:cases",
    "complaints": "console:complaints",
    "reviews": "console:reviews",
    "deposits": "console:wage_deposits",
    "patrols": "console:patrols",
    "publications": "console:publications",
    "warnings": "console:warnings",
    "candidates": "console:candidates",
    "listings": "console:listings",
    "referrals": "console:referrals",
    "worklist": "console:home",
}


def chosen(place: str, given: Mapping[str, str]) -> dict[str, str]:
    """Those parameters of an address that the list knows, with values that it knows."""
    return {
        filter.name: given[filter.name]
        for filter in PLACES[place]
        if given.get(filter.name) in filter.choices()
    }


def narrowed(place: str, rows: QuerySet[Any], by: Mapping[str, str], user: User) -> QuerySet[Any]:
    for filter in PLACES[place]:
        if filter.name in by:
            rows = filter.narrow(rows, by[filter.name], user)
    return rows


def as_selects(place: str, by: Mapping[str, str]) -> list[dict[str, Any]]:
    """The filters as the page draws them, each with its present value."""
    return [
        {
            "name": filter.name,
            "label": filter.label,
            "choices": filter.choices(),
            "value": by.get(filter.name, ""),
        }
        for filter in PLACES[place]
    ]
