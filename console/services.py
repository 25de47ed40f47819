"""Writes that belong to the desk itself: drafts of long texts, notices read."""

from datetime import datetime

from accounts.models import User
from console.models import Draft
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import Notification

LONGEST = 20_000


def save_draft(user: User, place: str, text: str, *, at: datetime) -> Draft:
    """Keep what this person has typed at `place` (form and field); the last text wins."""
    if len(text) > LONGEST:
        raise Refused(say("内容超过%(count)s字，请分段填写。", count=LONGEST))
    values = {"text": text, "saved_at": at}
    return Draft.objects.update_or_create(user=user, place=place, defaults=values)[0]


def clear_drafts(user: User, place: str) -> None:
    """Drop the drafts of a form that has been submitted."""
    Draft.objects.visible_to(user).under(place).delete()


def mark_notices_read(user: User, ids: list[int], *, at: datetime) -> int:
    """Mark these of the person's own notices as read."""
    return Notification.objects.visible_to(user).unread().filter(pk__in=ids).update(read_at=at)
