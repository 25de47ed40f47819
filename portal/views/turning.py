"""Turning the pages: what every page shows around its question, and where an answer leads."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal import procedure
from portal.draft import Draft
from portal.forms import Asked, QuestionForm
from portal.procedure import Answer, Situation

# Seconds without touch before the warning, from the warning to the wipe, and before the wipe of a
# page without script, which cannot see that somebody is typing.
AT_THE_KIOSK = (60, 30)
ON_ONES_OWN_DEVICE = (20 * 60, 60)
UNSCRIPTED = {False: 90, True: 300}


def resting_times(draft: Draft | None, *, typed: bool) -> dict[str, int]:
    online = draft is not None and draft.online
    warn, wipe = ON_ONES_OWN_DEVICE if online else AT_THE_KIOSK
    refresh = warn + wipe if online else UNSCRIPTED[typed]
    return {"idle_warn": warn, "idle_wipe": wipe, "idle_refresh": refresh}


def page_context(asked: Asked, form: QuestionForm, **more: Any) -> dict[str, Any]:
    situation = Situation(asked.draft.answers, asked.today)
    before = procedure.previous(asked.page.name, situation)
    return {
        "page": asked.page,
        "form": form,
        "draft": asked.draft,
        "chosen": situation.chosen(asked.page.name),
        "back_url": reverse("portal:kiosk_page", args=[before.name])
        if before
        else reverse("portal:kiosk_home"),
        "progress": procedure.progress(asked.page.name, situation),
        **resting_times(asked.draft, typed=asked.page.typed),
        **more,
    }


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: an empty submission is a submission too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def keep(request: HttpRequest, asked: Asked, answer: Answer) -> str:
    """Put the answer into the draft and say where to go next."""
    draft = asked.draft
    draft.answers = procedure.answered(draft.answers, asked.page.name, answer)
    draft.save(request.session)
    if procedure.direction(draft.answers) is not None:
        return reverse("portal:kiosk_direction")
    following = procedure.first_open(Situation(draft.answers, asked.today))
    return page_url(following.name)


def page_url(name: str) -> str:
    return reverse("portal:kiosk_page", args=[name])
