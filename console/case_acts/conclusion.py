"""调查终结: the report and the proposal, and the head's decision on it; a change of it later."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.proposal import HANDLING_APPROVAL
from cases.procedure.states import CONCLUSION
from cases.services import conclusion, revision
from console.acts import Act, Data, OpinionForm, Sheet, verb
from console.case_acts.decisions import decision_sheet, pending
from console.case_acts.proposal import ProposalForm, draft_of, without_draft
from console.fields import text
from statutes.wording import say

UNPROPOSED = say("尚未写明处理建议。")


class ConcludeForm(ProposalForm):
    course = text(_("调查经过"), rows=4)
    autosaved = (*ProposalForm.autosaved, "course")
    field_order = ("course",)


class RevisionForm(ProposalForm):
    reason = text(_("修改处理建议的理由"), rows=3, max_length=2000)
    autosaved = (*ProposalForm.autosaved, "reason")
    field_order = ("reason",)


class ConclusionDecisionForm(OpinionForm):
    """The head sees first what lies outside the range or the tier, and why."""

    def alerts(self) -> list[str]:
        content = pending(self.subject, CONCLUSION)
        return [
            gettext("%(label)s：%(why)s。理由：%(reason)s")
            % {"label": row["label"], "why": "；".join(row["departs"]), "reason": row["reason"]}
            for row in content.get("outside", ())
        ]


def _sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    context = conclusion.form_context(case, draft_of(case, data, at), actor=actor, at=at)
    return HANDLING_APPROVAL, context


def _decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, CONCLUSION, HANDLING_APPROVAL, data, actor, at)


def _conclude(case: Case, data: Data, actor: User, at: datetime) -> object:
    draft, own = draft_of(case, data, at), without_draft(data)
    return conclusion.conclude_investigation(case.pk, draft=draft, **own, actor=actor, at=at)


def _revise(case: Case, data: Data, actor: User, at: datetime) -> object:
    draft, own = draft_of(case, data, at), without_draft(data)
    return revision.revise_proposal(case.pk, draft=draft, **own, actor=actor, at=at)


def _tell_anew(case: Case, data: Data, actor: User, at: datetime) -> object:
    draft, own = draft_of(case, data, at), without_draft(data)
    return revision.tell_anew(case.pk, draft=draft, **own, actor=actor, at=at)


ACTS: dict[str, Act] = {
    "conclude": Act(
        title=_("调查终结报批"),
        steps=("conclude_investigation",),
        form=ConcludeForm,
        run=_conclude,
        sheet=_sheet,
        button=_("报批"),
        supplies=(UNPROPOSED,),
    ),
    "decide-conclusion": Act(
        title=_("案件处理审批"),
        steps=("approve_conclusion", "return_conclusion"),
        form=ConclusionDecisionForm,
        run=verb(conclusion.decide_conclusion),
        sheet=_decision_sheet,
        is_decision=True,
    ),
    "revise-proposal": Act(
        title=_("修改处理建议"),
        steps=("revise_proposal",),
        form=RevisionForm,
        run=_revise,
        sheet=_sheet,
        button=_("修改建议"),
    ),
    "tell-anew": Act(
        title=_("加重或者变更依据，重新告知"),
        steps=("tell_anew",),
        form=RevisionForm,
        run=_tell_anew,
        sheet=_sheet,
        button=_("提出新的建议"),
        is_grave=True,
    ),
}
