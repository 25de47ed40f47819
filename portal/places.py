"""Which bureau this site belongs to, and the places a worker may name: three small queries."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from accounts.models import Division, Office, OfficeJurisdiction
from accounts.policy.division_codes import Level

Place = tuple[str, str]  # code, name


@dataclass(frozen=True, slots=True)
class Bureau:
    """Whom people find at the counter."""

    pk: int
    name: str
    address: str
    phone: str
    opening_hours: str
    supervision_phone: str


def office() -> Office | None:
    """The office that runs this site: the one named in the settings, else the topmost."""
    return Office.objects.filter(**_which()).order_by("division_id", "pk").first()


def _which(path: str = "") -> dict[str, Any]:
    if settings.PORTAL_OFFICE:
        return {f"{path}prefix": settings.PORTAL_OFFICE}
    return {f"{path}parent": None}


def bureau() -> Bureau | None:
    found = office()
    return office_contact(found) if found else None


def office_contact(found: Office) -> Bureau:
    return Bureau(
        found.pk,
        found.name,
        found.address,
        found.phone,
        found.opening_hours,
        found.supervision_phone,
    )


def counties() -> tuple[Place, ...]:
    """The counties and districts within the office's jurisdiction, by code."""
    rows = OfficeJurisdiction.objects.filter(**_which("office__"))
    prefixes = list(
        rows.order_by("office__division_id", "office_id").values_list("office_id", "prefix")
    )
    own = [prefix for office_id, prefix in prefixes if office_id == prefixes[0][0]]
    within = Division.objects.within(own).level(Level.COUNTY).order_by("code")
    return tuple(within.values_list("code", "name"))


def townships(county: str) -> tuple[Place, ...]:
    """The townships and streets of a county; none where the county has none on the list."""
    below = Division.objects.filter(parent_id=county).order_by("code")
    return tuple(below.values_list("code", "name"))
