"""书面审查: the list, the year's campaign, the page of one employer's review, its acts."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.models import Office
from accounts.policy.roles import CASE_ROLES, Role
from accounts.wording import add_refusal, translate_all
from console import review_page
from console.fields import day, text
from console.review_acts import ACTS
from console.views import taking
from console.views.lists import page_of
from documents.responses import viewing_response
from statutes.refusal import Refused
from workflow.clock import now, today
from written_reviews import jobs, perms
from written_reviews.models import Campaign, CampaignRun, Material, Review
from written_reviews.procedure import STEPS
from written_reviews.services import campaigns, runs

SECONDS = 3  # between two looks at a run


class CampaignForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("审查年度"), min_value=2000, max_value=2100)
    declare_from = day(gettext_lazy("申报开始"))
    declare_to = day(gettext_lazy("申报截止"))
    ends_on = day(gettext_lazy("审查结束"))
    instructions = text(gettext_lazy("申报须知"), required=False)


@require_safe
@staff(*CASE_ROLES)
def reviews(request: StaffRequest) -> HttpResponse:
    """Every review of the jurisdiction, newest first; `?before=` pages by id."""
    rows = Review.objects.visible_to(request.user).select_related("campaign", "division")
    office, on = request.user.office, today()
    roles = request.user.roles_on(on, office.pk) if office else frozenset()
    context = {
        **page_of(request, rows, "reviews"),
        "campaigns": Campaign.objects.filter(office=office)[:3],
        "on": on,
        "may_open": bool(roles & set(perms.OPENERS)),
        "may_remind": bool(roles & set(perms.REMINDERS)),
        "may_close": Role.INSPECTOR in roles,
    }
    return render(request, "console/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*perms.OPENERS)
def open_campaign(request: StaffRequest) -> HttpResponse:
    """Open a year's review for every employer that belongs to the office."""
    last = today().year - 1
    form = CampaignForm(request.POST or None, initial={"year": last})
    if form.is_bound and form.is_valid():
        office = get_object_or_404(Office, pk=request.user.office_id)
        try:
            _campaign, asked = campaigns.open_campaign(
                office=office, actor=request.user, at=now(), **form.cleaned_data
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            words = ngettext("已通知%(count)s户单位申报。", "已通知%(count)s户单位申报。", asked)
            messages.success(request, words % {"count": asked})
            return redirect("console:reviews")
    return render(request, "console/open_campaign.html", {"form": form})


@require_POST
@staff(*perms.REMINDERS)
def remind(request: StaffRequest, pk: int) -> HttpResponse:
    """催报: tell the clerks of all who have not declared."""
    return _ordered(request, pk, CampaignRun.Kind.REMIND)


@require_POST
@staff(Role.INSPECTOR)
def close_campaign(request: StaffRequest, pk: int) -> HttpResponse:
    """逾期转线索: end every review that was not declared in time."""
    return _ordered(request, pk, CampaignRun.Kind.CLOSE)


def _ordered(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign, pk=pk, office=request.user.office)
    try:
        run = runs.order(campaign, kind, actor=request.user, at=now())
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
        return redirect("console:reviews")
    jobs.carry_out_on_commit(run.pk)
    return redirect(run)


@require_safe
@staff(*perms.REMINDERS)
def campaign_run(request: StaffRequest, pk: int) -> HttpResponse:
    """How far a run has come; the page comes back by itself until it is done."""
    mine = CampaignRun.objects.filter(campaign__office=request.user.office)
    run = get_object_or_404(mine.select_related("campaign", "requested_by"), pk=pk)
    response = render(request, "console/campaign_run.html", {"run": run})
    if run.finished_at is None:
        response["Refresh"] = str(SECONDS)
    return response


def _review(request: StaffRequest, pk: int) -> Review:
    return get_object_or_404(review_page.load(Review.objects.visible_to(request.user), pk))


@require_safe
@staff(*CASE_ROLES)
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """What was declared beside what is known, and what is to be done; `?tab=` chooses."""
    record, moment = _review(request, pk), now()
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in review_page.TABS else "overview"
    context = {
        "review": record,
        **review_page.next_steps(record, request.user, moment),
        **review_page.tab(record, chosen, request.user),
        "tabs": review_page.TABS,
        "tab": chosen,
        "tab_template": review_page.TEMPLATES.get(chosen, f"console/_tab_{chosen}.html"),
    }
    return render(request, "console/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CASE_ROLES)
def review_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """One step: the form beside the paper it will print; POST takes it."""
    record, moment = _review(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    offers = perms.steps(record, request.user, timezone.localdate(moment))
    header = {"review": record}
    return taking.take(request, record, screen, act, "review", moment, header, offers)


@require_POST
@staff(*CASE_ROLES)
def review_preview(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """The paper with what has been typed so far; writes nothing."""
    record, moment = _review(request, pk), now()
    screen = taking.screen(ACTS, act, STEPS, request.user, record.office_id, moment)
    return taking.preview(request, record, screen, act, "review", moment)


@require_safe
@staff(*CASE_ROLES)
def review_material(request: StaffRequest, pk: int) -> HttpResponseBase:
    """A file handed in with a declaration, to those who review it."""
    mine = Review.objects.visible_to(request.user)
    found = Material.objects.filter(review__in=mine).select_related("file")
    return viewing_response(request, get_object_or_404(found, pk=pk).file)
