"""The acts of a case as screens, one row each; the address of an act is its key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases import papers
from cases.models import Case
from cases.policy.closing_check import UNEXPLAINED
from cases.procedure.states import CLOSING, FILING
from cases.services import closing, correction, filing, orders, supervision
from console import case_forms
from console.acts import Act, OpinionForm, ReasonForm, Sheet, verb
from documents.files import store_upload
from documents.kinds import PaperKind
from workflow.models import Approval

Data = dict[str, Any]


def _pending(case: Case, kind: str) -> Mapping[str, Any]:
    """What the waiting proposal laid before the head."""
    waiting = Approval.objects.of(case.subject(None)).pending().filter(kind=kind).first()
    return waiting.content if waiting else {}


def _decision_sheet(
    case: Case, kind: str, form: PaperKind, data: Data, actor: User, at: datetime
) -> Sheet | None:
    content = _pending(case, kind)
    if not content:
        return None
    opinion = papers.opinion(data.get("opinion", ""), actor.name, timezone.localdate(at))
    return form, {**content, "head_opinion": opinion}


def _filing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return _decision_sheet(case, FILING, papers.FILING_APPROVAL, data, actor, at)


def _closing_decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return _decision_sheet(case, CLOSING, papers.CLOSING_APPROVAL, data, actor, at)


def _resubmission_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    case.summary, case.cause = data.get("summary", case.summary), data.get("cause", case.cause)
    on = timezone.localdate(at)
    context = filing.form_context(case, opinion=data.get("opinion", ""), actor=actor, on=on)
    return papers.FILING_APPROVAL, context


def _order_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    on = timezone.localdate(at)
    usual = orders.default_draft(case, on=on)
    written = orders.draft(
        data.get("findings", usual.findings),
        data.get("requirement", usual.requirement),
        data.get("period_days") or usual.period_days,
        on=on,
    )
    return papers.CORRECTION_ORDER, orders.draft_context(case, written, on=on)


def _closing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    case.closing_summary = data.get("summary", case.closing_summary)
    case.no_penalty_reason = data.get("no_penalty_reason", case.no_penalty_reason)
    answers = closing.answers_of(case, actor, at)
    opinion = data.get("opinion", "")
    context = closing.form_context(case, answers, opinion=opinion, actor=actor, at=at)
    return papers.CLOSING_APPROVAL, context


@transaction.atomic
def _serve(case: Case, data: Data, actor: User, at: datetime) -> object:
    upload, proof = data.pop("proof", None), None
    if upload:
        subject, kinds = case.subject(None), ("pdf", "image")
        proof = store_upload(upload, actor=actor, at=at, kinds=kinds, subject=subject)
    return orders.serve_order(case.pk, **data, proof=proof, actor=actor, at=at)


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
        form=case_forms.ResubmitForm,
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
        form=case_forms.OfficersForm,
        run=verb(supervision.assign_officers),
    ),
    "order": Act(
        title=_("限期改正指令书"),
        steps=("issue_order",),
        form=case_forms.OrderForm,
        run=verb(orders.issue_order),
        sheet=_order_sheet,
        button=_("发出指令书"),
    ),
    "serve": Act(
        title=_("送达限期改正指令书"),
        steps=("serve_order",),
        form=case_forms.ServeForm,
        run=_serve,
        button=_("登记送达"),
    ),
    "withdraw-order": Act(
        title=_("撤回限期改正指令书"),
        steps=("withdraw_order",),
        form=ReasonForm,
        run=verb(correction.withdraw_order),
        is_grave=True,
    ),
    "verify": Act(
        title=_("核查改正情况"),
        steps=("verify_correction",),
        form=case_forms.VerifyForm,
        run=verb(correction.verify_correction),
        button=_("确认已改正"),
    ),
    "resume": Act(
        title=_("恢复调查"),
        steps=("resume_investigation",),
        form=ReasonForm,
        run=verb(correction.resume_investigation),
        is_grave=True,
    ),
    "closing": Act(
        title=_("拟结案"),
        steps=("propose_closing",),
        form=case_forms.ClosingForm,
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
    "extension": Act(
        title=_("申请延长调查期限"),
        steps=("propose_extension",),
        form=case_forms.ExtensionForm,
        run=verb(supervision.propose_extension),
        button=_("报批"),
    ),
    "decide-extension": Act(
        title=_("延长调查期限审批"),
        steps=("approve_extension", "refuse_extension"),
        form=OpinionForm,
        run=verb(supervision.decide_extension),
        is_decision=True,
    ),
}
# Steps with a screen of their own.
OWN_PAGES = {
    "determine_wages": "console:ledger",
    "add_workers": "console:add_workers",
    "record_payment": "console:payment",
}
