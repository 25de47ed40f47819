"""Which bureau this site belongs to, and the places a worker may name: three small queries."""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import Division, Office
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
    offices = Office.objects.order_by("division_id", "pk")
    if settings.PORTAL_OFFICE:
        return offices.filter(prefix=settings.PORTAL_OFFICE).first()
    return offices.filter(parent=None).first()


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
    found = office()
    if found is None:
        return ()
    prefixes = found.jurisdictions.values_list("prefix", flat=True)
    within = Division.objects.within(prefixes).level(Level.COUNTY).order_by("code")
    return tuple(within.values_list("code", "name"))


def townships(county: str) -> tuple[Place, ...]:
    """The townships and streets of a county; none where the county has none on the list."""
    below = Division.objects.filter(parent_id=county).order_by("code")
    return tuple(below.values_list("code", "name"))
