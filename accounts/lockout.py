"""What a locked-out person is told: a sentence with the minutes that are left."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import now
from accounts.addresses import client_address
from accounts.forms import LogInForm
from accounts.models import LoginRecord
from accounts.services import log_ins
from accounts.wording import translate
from statutes.wording import Sentence, say


def locked_out(
    request: HttpRequest, _original: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer for django-axes in place of the log-in page (status 429)."""
    username = str((credentials or {}).get("username", ""))
    address = client_address(request)
    minutes = minutes_left(username, address, at=request.axes_attempt_time)  # type: ignore[attr-defined]
    log_ins.record_failure(
        username, address=address, outcome=LoginRecord.Outcome.LOCKED_OUT, at=now()
    )
    form = LogInForm(request, initial={"username": username})
    context = {"form": form, "refusal": translate(locked_sentence(minutes)), "next": ""}
    response = render(request, "accounts/login.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def minutes_left(username: str, address: str | None, *, at: datetime) -> int:
    """Count in real time: a shifted demo clock neither opens nor lengthens a lock."""
    cooloff: timedelta = settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    left = (last or at) + cooloff - at
    return max(1, ceil(left / timedelta(minutes=1)))


def locked_sentence(minutes: int) -> Sentence:
    return say(
        "连续输错%(limit)s次，本机上该登录名已暂停登录，请在%(minutes)s分钟后再试，或请系统管理员协助",
        limit=settings.AXES_FAILURE_LIMIT,
        minutes=minutes,
    )
