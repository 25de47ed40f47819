"""The register as a list: what it may be narrowed by, a page at a time by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within_prefixes
from accounts.models import Division, User
from accounts.policy.division_codes import Level, shortest_prefix
from employers.models import Employer
from employers.models.employer import EmployerQuerySet

PAGE = 50
LONGEST_QUERY = 100
GRADES = {"A": "A", "B": "B", "C": "C"}
LEVELS = {"red": _("红色"), "orange": _("橙色"), "yellow": _("黄色")}
SHOWN = (
    *("uscc", "name", "address", "phone", "headcount"),
    *("credit_grade", "warning_level", "listed_until", "verified_on"),
)
BY_CODE = ("uscc",)  # as a search for a code comes
YES = {"1": _("只看")}
SELECTS = (
    ("grade", _("诚信等级"), GRADES),
    ("listed", _("失信名单"), YES),
    ("warning", _("预警"), LEVELS),
    ("overdue", _("超过六个月未核对"), YES),
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What an address asks for; anything unknown in it is left out."""

    query: str
    division: str
    kept: Mapping[str, str]
    places: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str], user: User) -> "Narrowed":
        query = given.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
        places = _places(user)
        division = given.get("division", "")
        kept = {name: given[name] for name, _label, known in SELECTS if given.get(name) in known}
        return cls(query, division if division in places else "", kept, places)

    def rows(self, user: User, today: date) -> EmployerQuerySet:
        rows = Employer.objects.visible_to(user).current()
        if self.query:
            rows = rows.search(self.query)
        if self.division and self.query:
            rows = rows.in_county(self.division)
        elif self.division:
            rows = rows.filter(within_prefixes([shortest_prefix(self.division)]))
        if grade := self.kept.get("grade"):
            rows = rows.filter(credit_grade=grade)
        if level := self.kept.get("warning"):
            rows = rows.filter(warning_level=level)
        if "listed" in self.kept:
            rows = rows.listed(today)
        if "overdue" in self.kept:
            rows = rows.overdue(today)
        return rows if rows.query.order_by == BY_CODE else rows.order_by("-pk")

    @property
    def address(self) -> str:
        asked = {"q": self.query, "division": self.division, **self.kept}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def selects(self) -> list[dict[str, Any]]:
        place = {"name": "division", "label": _("行政区划"), "choices": self.places,
                 "value": self.division}  # fmt: skip
        return [place] + [
            {"name": name, "label": label, "choices": known, "value": self.kept.get(name, "")}
            for name, label, known in SELECTS
        ]


def _places(user: User) -> dict[str, str]:
    """The counties of the person's jurisdiction."""
    counties = Division.objects.within(user.prefixes).filter(level=Level.COUNTY.value)
    return dict(counties.order_by("code").values_list("code", "name")[:300])


def shown(rows: EmployerQuerySet) -> EmployerQuerySet:
    """The columns of a list: a file has sixty, and making them is most of the work."""
    return rows.select_related("division").only("division__name", *SHOWN)


def page(asked: Narrowed, user: User, today: date, before: str) -> tuple[list[Employer], str]:
    """One page by key, and the key of the next; the extra row tells that there is one."""
    rows = asked.rows(user, today)
    by_code = rows.query.order_by == BY_CODE
    if by_code:
        found = list(shown(rows.filter(uscc__gt=before.replace("\x00", "")))[: PAGE + 1])
    else:
        key = int(before[:18]) if before.isdecimal() else None
        found = _newest(shown(rows), key, is_search=bool(asked.query))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], str(last.uscc if by_code else last.pk) if last else ""


def _newest(rows: EmployerQuerySet, key: int | None, *, is_search: bool) -> list[Employer]:
    if is_search:
        return rows.newest(PAGE + 1, key)
    return list((rows if key is None else rows.filter(pk__lt=key))[: PAGE + 1])
