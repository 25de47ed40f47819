"""单位提交的材料: what an employer handed in on its own desk, and the officer's answer."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import PAPER_ROLES, Role
from accounts.wording import add_refusal
from cases.models import Case, Submission
from cases.policy.submission import Outcome
from cases.services import submissions as services
from console.fields import text
from statutes.refusal import Refused
from workflow.clock import now


class AnswerForm(forms.Form):
    """核收 or 退回: the button says which."""

    words = text(gettext_lazy("核收意见或者退回理由"), required=False, max_length=2000)


def _seen(request: StaffRequest, pk: int) -> Submission:
    rows = Submission.objects.filter(case__in=Case.objects.visible_to(request.user))
    related = ("case__employer", "paper", "handed_in_by", "answered_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _shown(request: StaffRequest, made: Submission, form: AnswerForm) -> HttpResponse:
    context = {
        "made": made,
        "form": form,
        "files": [link.file for link in made.files.select_related("file")],
        "may_answer": made.is_waiting
        and services.why_not_answered(made.case, request.user) is None,
    }
    return render(request, "console/submission.html", context)


@require_safe
@staff(*PAPER_ROLES)
def submission(request: StaffRequest, pk: int) -> HttpResponse:
    """What was handed in, with its files, and the answer once there is one."""
    return _shown(request, _seen(request, pk), AnswerForm())


@require_POST
@staff(Role.INSPECTOR)
def answer_submission(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it in, or send it back with the reason; a refusal keeps what was typed."""
    made, form = _seen(request, pk), AnswerForm(request.POST)
    outcome = Outcome.RETURNED if "return" in request.POST else Outcome.ACCEPTED
    if not form.is_valid():
        return _shown(request, made, form)
    words = form.cleaned_data["words"]
    try:
        services.answer(made.pk, outcome=outcome, words=words, actor=request.user, at=now())
    except Refused as refused:
        add_refusal(form, refused)
        return _shown(request, made, form)
    messages.success(request, _("已处理，单位经办人会收到消息。"))
    return redirect("console:submission", made.pk)
