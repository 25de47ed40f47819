"""Closing a case."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.closing import CLOSING_APPROVAL
from cases.policy.closing_check import UNEXPLAINED
from cases.procedure.states import CLOSING
from cases.services import closing, review_sheet
from console.acts import Act, ActForm, Data, OpinionForm, ReasonForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import text


class ClosingForm(ActForm):
    summary = text(_("调查处理和执行情况"), rows=6)
    no_penalty_reason = text(_("不予处罚的理由"), rows=3)
    opinion = text(_("承办人意见"), rows=3)
    autosaved = ("summary", "no_penalty_reason", "opinion")

    def prepare(self) -> None:
        self.initial["summary"] = self.subject.closing_summary
        self.initial["no_penalty_reason"] = self.subject.no_penalty_reason


def _closing_decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, CLOSING, CLOSING_APPROVAL, data, actor, at)


def _closing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    case.closing_summary = data.get("summary", case.closing_summary)
    case.no_penalty_reason = data.get("no_penalty_reason", case.no_penalty_reason)
    answers = closing.answers_of(case, actor, at)
    opinion = data.get("opinion", "")
    context = closing.form_context(case, answers, opinion=opinion, actor=actor, at=at)
    return CLOSING_APPROVAL, context


ACTS: dict[str, Act] = {
    "override-score": Act(
        title=_("说明评查不足"),
        steps=("override_score",),
        form=ReasonForm,
        run=verb(review_sheet.override_score),
        is_grave=True,
    ),
    "closing": Act(
        title=_("拟结案"),
        steps=("propose_closing",),
        form=ClosingForm,
        run=verb(closing.propose_closing),
        sheet=_closing_sheet,
        button=_("报批"),
        supplies=(UNEXPLAINED,),
    ),
    "decide-closing": Act(
        title=_("结案审批"),
        steps=("approve_closing", "return_closing"),
        form=OpinionForm,
        run=verb(closing.decide_closing),
        sheet=_closing_decision_sheet,
        is_decision=True,
    ),
}
