"""The demand, the application to the court, and what the court answers."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.enforcement import COURT_APPLICATION, DEFAULT_METHOD, DEMAND, Application
from cases.policy.court import ANSWER_LABELS
from cases.procedure.states import COURT
from cases.services import enforcement
from console.acts import Act, ActForm, Data, OpinionForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import choice, day, text

NO_REPLY = _("催告期间当事人没有提出意见。")


class DemandForm(ActForm):
    method = text(_("履行方式"), rows=3, max_length=1000)
    autosaved = ("method",)

    def prepare(self) -> None:
        self.start_with(method=DEFAULT_METHOD)


def _demand_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    method, on = data.get("method", DEFAULT_METHOD), timezone.localdate(at)
    return DEMAND, enforcement.demand_context(case, method=method, on=on)


class ApplicationForm(ActForm):
    court = forms.CharField(label=_("人民法院"), max_length=200)
    reply = text(
        _("当事人对催告的意见及复核情况"),
        max_length=2000,
        initial=NO_REPLY,
        help_text=_("当事人提出陈述、申辩的，写明内容和复核意见。"),
    )
    property_clues = text(_("财产线索"), rows=3, max_length=2000, required=False)
    opinion = text(_("承办人意见"), rows=3, max_length=2000)
    autosaved = ("reply", "property_clues", "opinion")


def _written(data: Data) -> Application:
    return Application(
        court=data.get("court", ""),
        reply=data.get("reply", ""),
        property_clues=data.get("property_clues", ""),
    )


def _application_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    context = enforcement.application_context(case, _written(data), on=timezone.localdate(at))
    return COURT_APPLICATION, context


def _apply(case: Case, data: Data, actor: User, at: datetime) -> object:
    opinion = data["opinion"]
    return enforcement.propose_application(
        case.pk, _written(data), opinion=opinion, actor=actor, at=at
    )


def _signed_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, COURT, COURT_APPLICATION, data, actor, at)


class AnswerForm(ActForm):
    answer = choice(_("法院的答复"), ANSWER_LABELS)
    on = day(_("日期"))
    note = text(_("文书号和内容"), rows=3, max_length=2000, required=False)
    autosaved = ("note",)

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class EndForm(ActForm):
    ended_on = day(_("裁定终结执行的日期"))
    reason = text(_("裁定文书号和理由"), rows=3, max_length=2000)
    autosaved = ("reason",)


ACTS: dict[str, Act] = {
    "demand": Act(
        title=_("催告书"),
        steps=("issue_demand",),
        form=DemandForm,
        run=verb(enforcement.issue_demand),
        sheet=_demand_sheet,
        button=_("发出催告书"),
    ),
    "application": Act(
        title=_("拟申请强制执行"),
        steps=("propose_application",),
        form=ApplicationForm,
        run=_apply,
        sheet=_application_sheet,
        button=_("报批"),
    ),
    "decide-application": Act(
        title=_("强制执行申请审批"),
        steps=("approve_application", "return_application"),
        form=OpinionForm,
        run=verb(enforcement.decide_application),
        sheet=_signed_sheet,
        is_decision=True,
    ),
    "court-answer": Act(
        title=_("登记法院答复"),
        steps=("record_court_answer",),
        form=AnswerForm,
        run=verb(enforcement.record_court_answer),
    ),
    "end-enforcement": Act(
        title=_("终结执行"),
        steps=("end_enforcement",),
        form=EndForm,
        run=verb(enforcement.end_enforcement),
        is_grave=True,
    ),
}
