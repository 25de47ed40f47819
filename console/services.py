"""Writes that belong to the desk itself: drafts of long texts, notices read, saved views."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from console import filters
from console.models import Draft, SavedView, SavedViewQuerySet
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import Notification

NUL = "\x00"  # PostgreSQL holds none in a text
LONGEST = 60_000  # a transcript
MOST_VIEWS, LONGEST_NAME = 30, 40


def save_draft(user: User, place: str, text: str, *, at: datetime) -> Draft:
    """Keep what this person has typed at `place` (form and field); the last text wins."""
    if len(text) > LONGEST:
        raise Refused(say("内容超过%(count)s字，请分段填写。", count=LONGEST))
    values = {"text": text.replace(NUL, ""), "saved_at": at}
    return Draft.objects.update_or_create(user=user, place=place, defaults=values)[0]


def clear_drafts(user: User, place: str) -> None:
    """Drop the drafts of a form that has been submitted."""
    Draft.objects.visible_to(user).under(place).delete()


def mark_notices_read(user: User, ids: list[int], *, at: datetime) -> int:
    """Mark these of the person's own notices as read."""
    return Notification.objects.visible_to(user).unread().filter(pk__in=ids).update(read_at=at)


@transaction.atomic
def save_view(
    user: User, place: str, name: str, given: Mapping[str, str], *, is_default: bool
) -> SavedView:
    """Keep the present filters under a name; the same name again keeps the newer ones."""
    own = _views(user, place)
    title = _named(name)
    if own.exclude(name=title).count() >= MOST_VIEWS:
        raise Refused(say("最多保存%(count)s个视图，请先删除不用的。", count=MOST_VIEWS))
    if is_default:
        own.update(is_default=False)
    values = {"filters": filters.chosen(place, given), "is_default": is_default}
    return SavedView.objects.update_or_create(user=user, place=place, name=title, defaults=values)[
        0
    ]


@transaction.atomic
def change_view(user: User, place: str, name: str, *, new_name: str, is_default: bool) -> SavedView:
    """Rename one of the person's views, or let it be what opens first."""
    own = _views(user, place)
    view = own.filter(name=_written(name)).first()
    if view is None:
        raise Refused(say("没有名为“%(name)s”的视图。", name=name))
    title = _named(new_name)
    if own.filter(name=title).exclude(pk=view.pk).exists():
        raise Refused(say("已有名为“%(name)s”的视图。", name=title))
    if is_default:
        own.exclude(pk=view.pk).update(is_default=False)
    view.name, view.is_default = title, is_default
    view.save(update_fields=["name", "is_default"])
    return view


def delete_view(user: User, place: str, name: str) -> None:
    SavedView.objects.visible_to(user).at(place).filter(name=_written(name)).delete()


def _views(user: User, place: str) -> SavedViewQuerySet:
    """The person's views of a place, held: two tabs of one person change them one after another."""
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=user.pk)
    return SavedView.objects.visible_to(user).at(place)


def _written(name: str) -> str:
    return name.replace(NUL, "").strip()


def _named(name: str) -> str:
    title = _written(name)
    if not title:
        raise Refused(say("请填写视图的名称。"))
    if len(title) > LONGEST_NAME:
        raise Refused(say("视图名称不超过%(count)s个字。", count=LONGEST_NAME))
    return title
