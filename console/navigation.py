"""The desk's main navigation: its rooms, in the groups of the house.

A room stands here once; nobody is offered one that refuses them (`doors`), and a group of which
only one room is left is that room.
"""

from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from accounts.models import User
from console import doors


@dataclass(frozen=True)
class Room:
    name: str  # of the URL
    label: str | Promise


@dataclass(frozen=True)
class Group:
    label: str | Promise
    rooms: tuple[Room, ...]


ROOMS: tuple[Room | Group, ...] = (
    Room("console:home", pgettext_lazy("nav", "今天")),
    Room("console:complaints", pgettext_lazy("nav", "投诉举报")),
    Room("console:cases", pgettext_lazy("nav", "案件")),
    Room("console:employers", pgettext_lazy("nav", "单位")),
    Group(
        pgettext_lazy("nav", "两网预防"),
        (
            Room("console:patrols", pgettext_lazy("nav", "巡查")),
            Room("console:grids", pgettext_lazy("nav", "网格")),
            Room("console:warnings", pgettext_lazy("nav", "预警")),
            Room("console:warning_rules", pgettext_lazy("nav", "预警规则")),
            Room("console:reviews", pgettext_lazy("nav", "书面审查")),
            Room("console:wage_deposits", pgettext_lazy("nav", "保证金")),
        ),
    ),
    Group(
        pgettext_lazy("nav", "惩戒公开"),
        (
            Room("console:referrals", pgettext_lazy("nav", "移送")),
            Room("console:candidates", pgettext_lazy("nav", "失信名单")),
            Room("console:rating_runs", pgettext_lazy("nav", "诚信等级")),
            Room("console:publications", pgettext_lazy("nav", "公开")),
        ),
    ),
    Group(
        pgettext_lazy("nav", "督办统计"),
        (Room("console:accountability", pgettext_lazy("nav", "过错责任")),),
    ),
    Group(pgettext_lazy("nav", "管理"), ()),
)


def links(user: User, path: str) -> SafeString:
    """The navigation as this person sees it on this page, apart from the messages."""
    return mark_safe("\n".join(filter(None, (_entry(entry, user, path) for entry in ROOMS))))


def _entry(entry: Room | Group, user: User, path: str) -> str:
    if isinstance(entry, Room):
        return _link(entry, path) if doors.may_open(user, entry.name) else ""
    open_ones = [room for room in entry.rooms if doors.may_open(user, room.name)]
    if len(open_ones) < 2:
        return "".join(_link(room, path) for room in open_ones)
    inside = "".join(_link(room, path) for room in open_ones)
    here = ' class="is-here"' if "aria-current" in inside else ""
    return (
        f'<details class="menu"><summary{here}>{escape(str(entry.label))}</summary>'
        f"<div>{inside}</div></details>"
    )


def _link(room: Room, path: str) -> str:
    """A room is current on its own pages, too; the first page only on itself."""
    url = reverse(room.name)
    is_here = path == url or (room.name != "console:home" and path.startswith(url))
    current = ' aria-current="page"' if is_here else ""
    return f'<a href="{url}"{current}>{escape(str(room.label))}</a>'
