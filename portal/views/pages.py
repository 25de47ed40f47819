"""The question pages: show one, take its answer, go on to the first that is still open."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal import places, procedure
from portal.doors import public, unfinished, with_draft
from portal.draft import Draft
from portal.forms import Asked, QuestionForm, form_class
from portal.procedure import Page, Situation
from portal.views import evidence, finish, lines
from portal.views.turning import keep, page_context, posted, resting_times
from workflow.clock import today

# Pages that do more than ask: each shows itself and takes its own answer.
OWN_PAGES: Mapping[str, Callable[[HttpRequest, Asked], HttpResponse]] = {
    "people": lines.people,
    "roster": lines.roster,
    "roster_check": lines.roster_check,
    "evidence": evidence.evidence,
    "check": finish.check,
}
TEMPLATES: Mapping[str, str] = {
    "already": "portal/kiosk_already.html",
    "old_wages": "portal/kiosk_old_wages.html",
    "county": "portal/kiosk_choice.html",
    "wages": "portal/kiosk_wages.html",
    "months": "portal/kiosk_months.html",
    "representatives": "portal/kiosk_representatives.html",
}


@public("GET", "HEAD", "POST")
@with_draft
@unfinished
def kiosk_page(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    """投诉的一页: one question, or the first one still open when this one is not due yet."""
    page = procedure.BY_NAME.get(name)
    if page is None:
        raise Http404
    situation = Situation(draft.answers, today())
    if not procedure.is_reachable(name, situation):
        return redirect("portal:kiosk_page", procedure.first_open(situation).name)
    asked = Asked(page, draft, situation.today, _options(page, draft))
    return OWN_PAGES.get(name, _question)(request, asked)


def _options(page: Page, draft: Draft) -> tuple[places.Place, ...]:
    if page.name == "county":
        return places.counties()
    if page.name == "township":
        return places.townships(draft.answers["county"]["choice"])
    return ()


def _question(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = form_class(asked.page)(asked, *posted(request))
    if request.method == "POST" and form.is_valid():
        return _go_on(request, asked, form)
    template = TEMPLATES.get(asked.page.name)
    if template is None:
        template = (
            "portal/kiosk_choice.html" if asked.page.options else "portal/kiosk_question.html"
        )
    return render(request, template, page_context(asked, form))


def _go_on(request: HttpRequest, asked: Asked, form: QuestionForm) -> HttpResponse:
    answer = form.answer()
    if asked.page.name == "purpose" and answer["choice"] == "progress":
        return redirect("portal:lookup")
    return redirect(keep(request, asked, answer))


@public("GET", "HEAD")
@with_draft
@unfinished
def kiosk_direction(request: HttpRequest, draft: Draft) -> HttpResponse:
    """这件事该去哪里: never a dead end, and the complaint stays open to who wants it."""
    leading = procedure.direction(draft.answers)
    if leading is None:
        return redirect("portal:kiosk_page", "purpose")
    page, direction = leading
    context = {"direction": direction, "back_name": page, "bureau": places.bureau()}
    context |= resting_times(draft, typed=True)
    return render(request, "portal/kiosk_direction.html", context)
