"""行政复议 and 行政诉讼, and what a lost one asks of the office."""

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Remedy
from cases.models.decisions import Contested
from cases.policy.remedy import KIND_LABELS, RESULT_LABELS, Outcome
from cases.services import anew, remedies
from cases.services.remedies import Application
from console.acts import Act, ActForm, Data, ReasonForm, verb
from console.fields import amount, choice, day, proof_of, text


class RemedyForm(ActForm):
    against = forms.ChoiceField(label=_("针对的行为"), required=False)
    kind = choice(_("种类"), KIND_LABELS)
    body = forms.CharField(
        label=_("复议机关（人民法院）"),
        max_length=200,
        help_text=_("行政复议由本机关的同级人民政府管辖。"),
    )
    number = forms.CharField(label=_("案号"), max_length=100, required=False)
    received_on = day(_("收到申请书（起诉状）副本的日期"))
    note = text(_("请求和理由"), rows=4, max_length=2000, required=False)
    file = forms.FileField(label=_("受理通知、申请书副本"), required=False)
    autosaved = ("note",)

    def prepare(self) -> None:
        self.start_with(received_on=timezone.localdate(self.at))
        acts = remedies.contestable(self.subject)
        choices = [(key, _named(act)) for key, act in acts.items()]
        self.fields["against"].choices = choices  # type: ignore[attr-defined]


def _named(act: Contested) -> str:
    if isinstance(act, Case):
        return gettext("不予立案")
    return f"{act.paper.title} {act.paper.number}"


@transaction.atomic
def _record(case: Case, data: Data, actor: User, at: datetime) -> object:
    file = proof_of(data.pop("file"), case, actor, at)
    against = remedies.contestable(case).get(data.pop("against"))
    given = Application(**data, file=file, against=against)
    return remedies.record_remedy(case.pk, given, actor=actor, at=at)


class DatedToday(ActForm):
    """An act whose day is today unless the officer writes another."""

    dated: str

    def prepare(self) -> None:
        self.start_with(**{self.dated: timezone.localdate(self.at)})


class OfRemedy(DatedToday):
    """An act on one of the remedies that wait for their result."""

    remedy = forms.ModelChoiceField(label=_("复议、诉讼"), queryset=Remedy.objects.none())

    def prepare(self) -> None:
        super().prepare()
        waiting = Remedy.objects.of(self.subject).pending()
        self.offer("remedy", waiting)
        self.start_with(remedy=waiting.first())


class AnswerForm(OfRemedy):
    dated = "answered_on"
    answered_on = day(_("答复（提交答辩状）的日期"))
    note = text(_("答复要点和提交的证据、依据"), rows=4, max_length=2000)
    autosaved = ("note",)


class ResultForm(OfRemedy):
    dated = "result_on"
    result = choice(_("结果"), RESULT_LABELS)
    result_on = day(_("收到决定书（裁判文书）的日期"))
    new_fine = amount(
        _("变更后的罚款（元）"),
        required=False,
        min_value=0,
        help_text=_("只有变更罚款的才填写。"),
    )
    new_compensation = amount(
        _("变更后的加付赔偿金（元）"),
        required=False,
        min_value=0,
        help_text=_("只有变更加付赔偿金的才填写。"),
    )
    note = text(_("文书号和主要理由"), rows=4, max_length=2000, required=False)
    file = forms.FileField(label=_("决定书、裁判文书"), required=False)
    autosaved = ("note",)


@transaction.atomic
def _conclude(case: Case, data: Data, actor: User, at: datetime) -> object:
    amounts = data["new_fine"], data["new_compensation"]
    outcome = Outcome(data["result"], data["result_on"], *amounts)
    return remedies.record_remedy_result(
        case.pk,
        remedy=data["remedy"],
        outcome=outcome,
        note=data["note"],
        file=proof_of(data["file"], case, actor, at),
        actor=actor,
        at=at,
    )


class WithdrawalForm(DatedToday):
    dated = "withdrawn_on"
    withdrawn_on = day(_("撤回日期"))
    note = text(
        _("撤回的信息和公开说明的理由"),
        rows=3,
        max_length=2000,
        help_text=_("决定从未公开的，写明未公开。"),
    )
    autosaved = ("note",)


ACTS: dict[str, Act] = {
    "remedy": Act(
        title=_("登记行政复议、行政诉讼"),
        steps=("record_remedy",),
        form=RemedyForm,
        run=_record,
    ),
    "answer-remedy": Act(
        title=_("答复行政复议、应诉"),
        steps=("answer_remedy",),
        form=AnswerForm,
        run=verb(remedies.answer_remedy),
    ),
    "remedy-result": Act(
        title=_("登记复议、诉讼结果"),
        steps=("record_remedy_result",),
        form=ResultForm,
        run=_conclude,
        is_grave=True,
    ),
    "publication-withdrawn": Act(
        title=_("登记撤回公开信息"),
        steps=("confirm_withdrawal",),
        form=WithdrawalForm,
        run=verb(remedies.confirm_withdrawal),
    ),
    "decide-anew": Act(
        title=_("重新调查处理"),
        steps=("decide_anew",),
        form=ReasonForm,
        run=verb(anew.decide_anew),
        is_grave=True,
    ),
    "pursue-wages": Act(
        title=_("就尚欠工资继续处理"),
        steps=("pursue_wages",),
        form=ReasonForm,
        run=verb(anew.pursue_wages),
        is_grave=True,
    ),
}
