"""The acts of a listing as screens, one row each; the address of an act is its key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blacklist import papers
from blacklist.listing_perms import application_of
from blacklist.listing_procedure import BASIS_LACKS
from blacklist.models import Listing
from blacklist.policy.early_removal import refusals
from blacklist.services import (
    deciding,
    ending,
    falling,
    notice,
    opening,
    publishing,
    removal,
    spreading,
)
from blacklist.services.delivering import Handed
from console import listing_forms as forms
from console.acts import Act, OpinionForm, ReasonForm, Run, Sheet, verb
from documents.files import store_upload
from documents.models import StoredFile

Data = dict[str, Any]


def _kept(listing: Listing, upload: Any, actor: User, at: datetime) -> StoredFile | None:
    """What was handed in with it, stored in the act's own transaction."""
    if not upload:
        return None
    kinds = ("pdf", "image")
    return store_upload(upload, actor=actor, at=at, kinds=kinds, subject=listing.subject)


def _with_file(service: Callable[..., object], field: str) -> Run:
    @transaction.atomic
    def run(listing: Listing, data: Data, actor: User, at: datetime) -> object:
        data[field] = _kept(listing, data.get(field), actor, at)
        return service(listing.pk, **data, actor=actor, at=at)

    return run


def _handed(service: Callable[..., object]) -> Run:
    @transaction.atomic
    def run(listing: Listing, data: Data, actor: User, at: datetime) -> object:
        proof = _kept(listing, data.pop("proof", None), actor, at)
        paper = data.pop("paper", None)
        apart = {"paper_id": paper.pk} if paper else {}
        given = Handed(**{**data, "parties": list(data["parties"])}, proof=proof)
        return service(listing.pk, given, **apart, actor=actor, at=at)

    return run


def _copies(listing: Listing, data: Data, actor: User, at: datetime) -> object:
    bodies = {forms.Department(name): body for name, body in data.items()}
    return spreading.send_copies(listing.pk, bodies=bodies, actor=actor, at=at)


# ---------------------------------------------------------------- the papers beside the forms


def _notice_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    return papers.NOTICE, papers.prior_notice(listing, data.get("reasons", ""))


def _answer_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    objection = listing.open_objection
    if objection is None:
        return None
    objection.answer, objection.is_upheld = data.get("answer", ""), data.get("is_upheld")
    return papers.OBJECTION_ANSWER, papers.objection_answer(objection)


def _decision_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    """What the head is about to sign, as proposed."""
    proposed = deciding.proposed(listing)
    if not proposed:
        return None
    if not proposed["lists"]:
        return papers.NOT_LISTING_DECISION, papers.not_listing_decision(listing, proposed)
    return papers.LISTING_DECISION, deciding.draft(listing, data.get("legal_basis", ""), at)


def _proposal_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    ground = data.get("ground")
    if ground is None:
        return papers.LISTING_DECISION, deciding.draft(listing, "", at)
    paid, promised = data.get("paid_on"), data.get("promised_on")
    proposed = {
        "ground": ground.value,
        "paid_on": paid.isoformat() if paid else "",
        "promised_on": promised.isoformat() if promised else "",
        "opinion": data.get("opinion", ""),
    }
    return papers.NOT_LISTING_DECISION, papers.not_listing_decision(listing, proposed)


def _removal_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    """移出 or 不予移出, whichever what was checked leads to."""
    application = listing.open_application
    if application is None:
        return None
    application.listing = listing
    for name in ("has_offended_again", "is_prosecuted", "other_bar"):
        if name in data:
            setattr(application, name, data[name])
    against = refusals(application_of(application))
    application.reason = "".join(str(r) for r in against) or data.get("opinion", "")
    kind = papers.REMOVAL_REFUSAL if against else papers.REMOVAL_DECISION
    return kind, papers.removal(application)


def _annulment_sheet(listing: Listing, data: Data, actor: User, at: datetime) -> Sheet | None:
    return papers.ANNULMENT, papers.annulment(listing)


ACTS: dict[str, Act] = {
    "party": Act(
        title=_("登记责任人员"),
        steps=("name_party",),
        form=forms.PartyForm,
        run=verb(opening.name_party),
        button=_("登记"),
    ),
    "drop-party": Act(
        title=_("撤下责任人员"),
        steps=("name_party",),
        form=forms.DropPartyForm,
        run=verb(opening.drop_party),
        is_aside=True,
    ),
    "discontinue": Act(
        title=_("终止列入程序"),
        steps=("discontinue",),
        form=ReasonForm,
        run=verb(opening.discontinue),
        is_grave=True,
    ),
    "notice": Act(
        title=_("发出列入事先告知书"),
        steps=("issue_notice",),
        form=forms.NoticeForm,
        run=verb(notice.issue_notice),
        sheet=_notice_sheet,
        button=_("发出告知书"),
    ),
    "serve-notice": Act(
        title=_("送达列入事先告知书"),
        steps=("serve_notice",),
        form=forms.HandForm,
        run=_handed(notice.serve_notice),
        button=_("登记送达"),
    ),
    "objection": Act(
        title=_("登记异议"),
        steps=("record_objection",),
        form=forms.ObjectionForm,
        run=_with_file(notice.record_objection, "file"),
        button=_("登记"),
    ),
    "answer": Act(
        title=_("告知异议核实结果"),
        steps=("answer_objection",),
        form=forms.AnswerForm,
        run=verb(notice.answer_objection),
        sheet=_answer_sheet,
        button=_("发出告知书"),
    ),
    "extension": Act(
        title=_("报请延长列入决定期限"),
        steps=("propose_extension",),
        form=forms.WordsForm,
        run=verb(notice.propose_extension),
        button=_("报批"),
    ),
    "decide-extension": Act(
        title=_("延长列入决定期限审批"),
        steps=("approve_extension", "return_extension"),
        form=OpinionForm,
        run=verb(notice.decide_extension),
        is_decision=True,
    ),
    "decision": Act(
        title=_("报请列入决定"),
        steps=("propose_decision",),
        form=forms.ProposalForm,
        run=verb(deciding.propose_decision),
        sheet=_proposal_sheet,
        button=_("报批"),
    ),
    "decide": Act(
        title=_("作出列入决定"),
        steps=("approve_listing", "approve_not_listing", "return_decision"),
        form=forms.DecideForm,
        run=verb(deciding.decide),
        sheet=_decision_sheet,
        is_decision=True,
        supplies=(BASIS_LACKS,),
    ),
    "serve-decision": Act(
        title=_("送达列入决定书"),
        steps=("serve_decision",),
        form=forms.HandForm,
        run=_handed(deciding.serve_decision),
        button=_("登记送达"),
        hint=_("送达全部当事人后列入生效。"),
    ),
    "serve-result": Act(
        title=_("送达其他文书"),
        steps=("serve_result",),
        form=forms.HandResultForm,
        run=_handed(ending.serve_result),
        button=_("登记送达"),
    ),
    "publish": Act(
        title=_("公布列入信息"),
        steps=("publish",),
        form=forms.PublishForm,
        run=verb(publishing.publish),
        button=_("公布"),
        hint=_("公布到列入期限届满为止；移出时自动撤下，公开页面只留编号。"),
    ),
    "copies": Act(
        title=_("抄送有关部门"),
        steps=("send_copies",),
        form=forms.CopiesForm,
        run=_copies,
        button=_("发出抄送函"),
    ),
    "receipt": Act(
        title=_("登记部门签收"),
        steps=("record_receipt",),
        form=forms.ReceiptForm,
        run=_with_file(spreading.record_receipt, "receipt"),
        button=_("登记签收"),
    ),
    "reply": Act(
        title=_("登记部门回复"),
        steps=("record_reply",),
        form=forms.ReplyForm,
        run=verb(spreading.record_reply),
        button=_("登记回复"),
    ),
    "application": Act(
        title=_("收到提前移出申请"),
        steps=("receive_application",),
        form=forms.ApplicationForm,
        run=_with_file(removal.receive_application, "file"),
        button=_("登记申请"),
    ),
    "removal": Act(
        title=_("报请提前移出决定"),
        steps=("propose_removal",),
        form=forms.CheckForm,
        run=verb(removal.propose_removal),
        sheet=_removal_sheet,
        button=_("报批"),
    ),
    "decide-removal": Act(
        title=_("作出提前移出决定"),
        steps=("approve_removal", "refuse_removal", "return_removal"),
        form=OpinionForm,
        run=verb(removal.decide_removal),
        sheet=_removal_sheet,
        is_decision=True,
    ),
    "fallen": Act(
        title=_("报告列入依据已被撤销"),
        steps=("report_fallen",),
        form=forms.FallenForm,
        run=verb(falling.report_fallen),
        button=_("报告"),
        is_grave=True,
    ),
    "annul": Act(
        title=_("撤销列入决定"),
        steps=("annul",),
        form=forms.WordsForm,
        run=verb(falling.annul),
        sheet=_annulment_sheet,
        button=_("撤销列入"),
        is_grave=True,
    ),
    "keep": Act(
        title=_("维持列入"), steps=("keep",), form=ReasonForm, run=verb(falling.keep), is_grave=True
    ),
    "down": Act(
        title=_("确认移出"),
        steps=("confirm_down",),
        form=forms.DownForm,
        run=_with_file(ending.confirm_down, "proof"),
        button=_("登记"),
    ),
    "complete": Act(
        title=_("办结移出"),
        steps=("complete_removal",),
        run=verb(ending.complete_removal),
        button=_("办结"),
        hint=_("各处均已移出；公开页面只留编号和日期。"),
    ),
    "restoration": Act(
        title=_("报请撤销移出决定"),
        steps=("propose_restoration",),
        form=forms.WordsForm,
        run=verb(removal.propose_restoration),
        button=_("报批"),
        hint=_("提前移出系以虚假承诺或者虚假材料取得的，写明查明的情况。"),
        is_grave=True,
    ),
    "decide-restoration": Act(
        title=_("撤销移出审批"),
        steps=("approve_restoration", "return_restoration"),
        form=OpinionForm,
        run=verb(removal.decide_restoration),
        is_decision=True,
    ),
}
