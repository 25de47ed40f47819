"""Recusal, and an investigation that rests."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Recusal
from cases.papers.oversight import RECUSAL_DECISION, SUSPENSION_APPROVAL, recusal_decision
from cases.policy.recusal import GROUND_LABELS
from cases.procedure.states import SUSPENSION
from cases.services import recusals, suspension
from cases.services.recusals import Request
from console.acts import Act, ActForm, Data, OpinionForm, ReasonForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import choice, day, text


class RecusalForm(ActForm):
    officer = forms.ModelChoiceField(label=_("申请回避的监察员"), queryset=User.objects.none())
    requested_by = forms.CharField(
        label=_("申请人"), max_length=100, help_text=_("当事人名称；监察员自行回避的填本人姓名。")
    )
    ground = choice(_("事由"), GROUND_LABELS)
    reason = text(_("理由"), rows=3, max_length=500)
    received_on = day(_("收到日期"))
    autosaved = ("reason",)

    def prepare(self) -> None:
        serving = self.subject.officers.serving().values("user_id")
        self.offer("officer", User.objects.filter(pk__in=serving).order_by("name"))
        name, today = self.subject.subject_name[:100], timezone.localdate(self.at)
        self.start_with(requested_by=name, received_on=today)


def _request(case: Case, data: Data, actor: User, at: datetime) -> object:
    return recusals.request_recusal(case.pk, Request(**data), actor=actor, at=at)


class DecideRecusalForm(ActForm):
    recusal = forms.ModelChoiceField(label=_("回避申请"), queryset=Recusal.objects.none())
    opinion = text(_("决定理由"), rows=3, max_length=500)
    autosaved = ("opinion",)

    def prepare(self) -> None:
        waiting = recusals.pending(self.subject).select_related("officer")
        self.offer("recusal", waiting)
        self.start_with(recusal=waiting.first())


def _recusal_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    """The decision as it would read if the application were granted."""
    recusal = data.get("recusal") or recusals.pending(case).select_related("officer").first()
    if recusal is None:
        return None
    opinion = data.get("opinion", "")
    return RECUSAL_DECISION, recusal_decision(
        case, recusal, is_granted=True, opinion=opinion, decider=actor.name
    )


def _suspension_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    reason = data.get("reason", "")
    return SUSPENSION_APPROVAL, suspension.form_context(case, reason=reason, actor=actor, at=at)


def _suspended_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, SUSPENSION, SUSPENSION_APPROVAL, data, actor, at)


ACTS: dict[str, Act] = {
    "recusal": Act(
        title=_("申请回避"),
        steps=("request_recusal",),
        form=RecusalForm,
        run=_request,
        button=_("登记回避申请"),
    ),
    "decide-recusal": Act(
        title=_("回避决定"),
        steps=("decide_recusal",),
        form=DecideRecusalForm,
        run=verb(recusals.decide_recusal),
        sheet=_recusal_sheet,
        is_decision=True,
    ),
    "suspend": Act(
        title=_("申请中止调查"),
        steps=("propose_suspension",),
        form=ReasonForm,
        run=verb(suspension.propose_suspension),
        sheet=_suspension_sheet,
        button=_("报批"),
    ),
    "decide-suspension": Act(
        title=_("中止调查审批"),
        steps=("approve_suspension", "refuse_suspension"),
        form=OpinionForm,
        run=verb(suspension.decide_suspension),
        sheet=_suspended_sheet,
        is_decision=True,
    ),
    "end-suspension": Act(
        title=_("恢复调查"),
        steps=("end_suspension",),
        form=ReasonForm,
        run=verb(suspension.end_suspension),
    ),
}
