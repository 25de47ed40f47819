"""The views that a person has saved of a list, and which of them is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from console import filters
from console.models import SavedView


@dataclass(frozen=True, slots=True)
class Link:
    """One saved view as the page offers it."""

    name: str
    url: str
    is_default: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The filters in force, the views to choose from, and where they are kept."""

    place: str
    filters: dict[str, str]
    links: tuple[Link, ...]

    @property
    def query(self) -> str:
        return query_of(self.place, self.filters)

    @property
    def everything(self) -> str:
        """The address of the list without filters, whatever opens first."""
        return f"?{query_of(self.place, {})}"

    @property
    def keep_url(self) -> str:
        return reverse("console:keep_view", args=[self.place])

    @property
    def current(self) -> Link | None:
        return next((link for link in self.links if link.is_current), None)


def shown(user: User, place: str, given: Mapping[str, str]) -> Shown:
    """What the address asks for; an address that asks for nothing opens the person's default.

    A saved value that the list no longer knows is left out like any other.
    """
    saved = [
        (view, filters.chosen(place, view.filters))
        for view in SavedView.objects.visible_to(user).at(place)
    ]
    default = next((kept for view, kept in saved if view.is_default), {})
    in_force = filters.chosen(place, given) if given else default
    links = (
        Link(view.name, f"?{query_of(place, kept)}", view.is_default, kept == in_force)
        for view, kept in saved
    )
    return Shown(place, in_force, tuple(links))


def query_of(place: str, kept: Mapping[str, str]) -> str:
    """The address of these filters; every name is there, so that it is never taken for none."""
    return urlencode({f.name: kept.get(f.name, "") for f in filters.PLACES[place]})
