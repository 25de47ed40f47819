"""Filing a case, and who investigates it."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.filing import FILING_APPROVAL
from cases.papers.non_filing import NON_FILING_APPROVAL, NonFiling
from cases.policy.non_filing import GROUNDS, Code
from cases.procedure.states import FILING
from cases.services import filing, non_filing, supervision
from console.acts import Act, ActForm, Data, OpinionForm, ReasonForm, Sheet, verb
from console.case_acts.decisions import decision_sheet, pending
from console.fields import causes, inspectors_of, text


class ResubmitForm(ActForm):
    cause = forms.ChoiceField(label=_("案由"), choices=causes)
    summary = text(_("基本案情"), rows=6)
    opinion = text(_("监察员意见"))
    autosaved = ("opinion",)

    def prepare(self) -> None:
        self.start_with(cause=self.subject.cause, summary=self.subject.summary)


class RefuseFilingForm(ActForm):
    code = forms.TypedChoiceField(
        label=_("不予立案的情形"),
        coerce=Code,
        choices=[(code.value, _(ground.label)) for code, ground in GROUNDS.items()],
    )
    reason = text(_("核查情况和理由"))
    body = forms.CharField(
        label=_("移送的机关"),
        max_length=200,
        required=False,
        help_text=_("不属于本机构职权或者管辖的，必须写明。"),
    )
    addressee = forms.CharField(
        label=_("告知对象"),
        max_length=200,
        required=False,
        help_text=_("实名举报人或者移送线索的机关；填写后同时发出告知书。"),
    )
    opinion = text(_("审批意见"), rows=2, required=False)
    autosaved = ("reason",)

    def prepare(self) -> None:
        waiting = pending(self.subject, FILING)
        told = waiting.get("officer_opinion", {}).get("text", "")
        self.start_with(code=waiting.get("suggestion") or None, reason=told)


class OfficersForm(ActForm):
    lead = forms.ModelChoiceField(label=_("主办监察员"), queryset=User.objects.none())
    assistants = forms.ModelMultipleChoiceField(
        label=_("协办监察员"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        choices = inspectors_of(self.subject.office_id, timezone.localdate(self.at))
        self.offer("lead", choices)
        self.offer("assistants", choices)
        serving = list(self.subject.officers.serving())
        self.initial["lead"] = next((o.user_id for o in serving if o.is_lead), None)
        self.initial["assistants"] = [o.user_id for o in serving if not o.is_lead]


def _filing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, FILING, FILING_APPROVAL, data, actor, at)


def _resubmission_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    case.summary, case.cause = data.get("summary", case.summary), data.get("cause", case.cause)
    on = timezone.localdate(at)
    context = filing.form_context(case, opinion=data.get("opinion", ""), actor=actor, on=on)
    return FILING_APPROVAL, context


def _refuse_filing(case: Case, data: Data, actor: User, at: datetime) -> object:
    opinion = data.pop("opinion")
    refusal = NonFiling(**data)
    return non_filing.refuse_filing(case.pk, refusal, opinion=opinion, actor=actor, at=at)


def _refuse_filing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    waiting = pending(case, FILING)
    refusal = NonFiling(
        code=data.get("code") or Code(waiting.get("suggestion") or Code.NO_VIOLATION),
        reason=data.get("reason", ""),
        body=data.get("body", ""),
        addressee=data.get("addressee", ""),
    )
    said = data.get("opinion", "")
    context = non_filing.form_context(case, refusal, opinion=said, actor=actor, at=at)
    return NON_FILING_APPROVAL, context


ACTS: dict[str, Act] = {
    "decide-filing": Act(
        title=_("立案审批"),
        steps=("approve_filing", "return_filing"),
        form=OpinionForm,
        run=verb(filing.decide_filing),
        sheet=_filing_sheet,
        is_decision=True,
    ),
    "refuse-filing": Act(
        title=_("不予立案"),
        steps=("refuse_filing",),
        form=RefuseFilingForm,
        run=_refuse_filing,
        sheet=_refuse_filing_sheet,
        is_grave=True,
    ),
    "resubmit-filing": Act(
        title=_("重新报批立案"),
        steps=("resubmit_filing",),
        form=ResubmitForm,
        run=verb(filing.resubmit_filing),
        sheet=_resubmission_sheet,
        button=_("报批"),
    ),
    "withdraw-filing": Act(
        title=_("撤回立案建议"),
        steps=("withdraw_filing",),
        form=ReasonForm,
        run=verb(filing.withdraw_filing),
        is_grave=True,
    ),
    "officers": Act(
        title=_("指定监察员"),
        steps=("assign_officers",),
        form=OfficersForm,
        run=verb(supervision.assign_officers),
    ),
}
