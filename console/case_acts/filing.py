"""Filing a case, and who investigates it."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.filing import FILING_APPROVAL
from cases.procedure.states import FILING
from cases.services import filing, supervision
from console.acts import Act, ActForm, Data, OpinionForm, ReasonForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import causes, inspectors_of, text


class ResubmitForm(ActForm):
    cause = forms.ChoiceField(label=_("案由"), choices=causes)
    summary = text(_("基本案情"), rows=6)
    opinion = text(_("监察员意见"))
    autosaved = ("opinion",)

    def prepare(self) -> None:
        self.start_with(cause=self.subject.cause, summary=self.subject.summary)


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


ACTS: dict[str, Act] = {
    "decide-filing": Act(
        title=_("立案审批"),
        steps=("approve_filing", "return_filing"),
        form=OpinionForm,
        run=verb(filing.decide_filing),
        sheet=_filing_sheet,
        is_decision=True,
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
