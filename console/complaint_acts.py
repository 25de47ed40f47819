"""The acts of a complaint as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.services import disclosure, filing
from complaints import papers
from complaints.models import Complaint
from complaints.services import desk, merging, refusals, supplements
from console import complaint_forms
from console.acts import Act, OpinionForm, Sheet, verb
from employers.services import register

Data = dict[str, Any]


@transaction.atomic
def _identify_employer(complaint: Complaint, data: Data, actor: User, at: datetime) -> object:
    chosen = data.pop("chosen")
    employer = chosen or register.find_or_register(
        division=complaint.division_id, actor=actor, at=at, **data
    )
    return desk.identify_employer(complaint.pk, employer=employer, actor=actor, at=at)


def _supplement_sheet(complaint: Complaint, data: Data, actor: User, at: datetime) -> Sheet | None:
    if not data.get("due_on"):
        return None
    items, due_on = data.get("items", []), data["due_on"]
    return papers.SUPPLEMENT_NOTICE, papers.supplement_notice(complaint, items=items, due_on=due_on)


def _refusal_sheet(complaint: Complaint, data: Data, actor: User, at: datetime) -> Sheet | None:
    if not data.get("code"):
        return None
    words = {key: data.get(key, "") for key in ("code", "reason", "body")}
    return papers.REFUSAL_NOTICE, papers.refusal_notice(complaint, **words)


def _proposed_refusal_sheet(
    complaint: Complaint, data: Data, actor: User, at: datetime
) -> Sheet | None:
    proposed = complaint.refusals.filter(returned_at=None).first()
    if proposed is None:
        return None
    words = {"code": proposed.code, "reason": proposed.reason, "body": proposed.body}
    return _refusal_sheet(complaint, words, actor, at)


ACTS: dict[str, Act] = {
    "employer": Act(
        title=_("确认被投诉单位"),
        steps=("propose_filing",),
        form=complaint_forms.EmployerForm,
        run=_identify_employer,
        button=_("确认单位"),
        is_aside=True,
    ),
    "filing": Act(
        title=_("报请立案"),
        steps=("propose_filing",),
        form=complaint_forms.FilingForm,
        run=verb(filing.open_from_complaint),
        button=_("报批"),
    ),
    "supplement": Act(
        title=_("告知补正"),
        steps=("request_supplement",),
        form=complaint_forms.SupplementForm,
        run=verb(supplements.request_supplement),
        sheet=_supplement_sheet,
        button=_("发出补正通知"),
    ),
    "supplied": Act(
        title=_("收到补正材料"),
        steps=("receive_supplement",),
        form=complaint_forms.SuppliedForm,
        run=verb(supplements.receive_supplement),
    ),
    "refusal": Act(
        title=_("报请不予受理"),
        steps=("propose_refusal", "propose_refusal_unsupplied"),
        form=complaint_forms.RefusalForm,
        run=verb(refusals.propose_refusal),
        sheet=_refusal_sheet,
        button=_("报批"),
        is_grave=True,
    ),
    "decide-refusal": Act(
        title=_("不予受理审批"),
        steps=("refuse", "return_refusal"),
        form=OpinionForm,
        run=verb(refusals.decide_refusal),
        sheet=_proposed_refusal_sheet,
        is_decision=True,
    ),
    "merge": Act(
        title=_("并案"),
        steps=("merge",),
        form=complaint_forms.MergeForm,
        run=verb(merging.merge),
        is_grave=True,
    ),
    "withdraw": Act(
        title=_("撤回投诉"),
        steps=("withdraw",),
        form=complaint_forms.WithdrawForm,
        run=verb(desk.withdraw),
        is_grave=True,
    ),
    "disclosure": Act(
        title=_("登记投诉人同意公开姓名"),
        steps=("agree_to_disclosure",),
        form=complaint_forms.DisclosureForm,
        run=verb(disclosure.agree_to_disclosure),
        button=_("登记同意"),
        is_grave=True,
    ),
    "assign": Act(
        title=_("指定承办人"),
        steps=("propose_filing", "accept"),
        form=complaint_forms.AssignForm,
        run=verb(desk.assign),
        is_aside=True,
    ),
}
