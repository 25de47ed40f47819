"""What the papers of intake print: plain dicts of facts; wording and layout are the templates'.

Identity and telephone numbers appear masked: a frozen context is kept as it is for good.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from complaints.models import Claimant, Complaint
from complaints.policy.acceptance import ACCEPTANCE, REASONS, WHERE_LABELS, Code
from complaints.policy.statement import CHANNEL_LABELS, KIND_LABELS, Channel, Kind
from documents.kinds import PaperKind
from statutes.citations import cite, listed
from statutes.identity import age, mask_phone, sex
from statutes.limits import limit

COMPLAINT_REGISTER = PaperKind(
    "complaint_register", "投诉登记表", "", "complaint_register", version=2, numbered=False
)
REPORT_REGISTER = PaperKind(
    "report_register", "举报登记表", "", "complaint_register", version=2, numbered=False
)
ACCEPTANCE_NOTICE = PaperKind("acceptance_notice", "投诉受理通知书", "受字", "acceptance_notice")
REFUSAL_NOTICE = PaperKind("refusal_notice", "投诉不予受理通知书", "不受字", "refusal_notice")
SUPPLEMENT_NOTICE = PaperKind("supplement_notice", "补正通知书", "补字", "supplement_notice")

INVESTIGATION = cite("条例", "第十七条")
COLUMNS = (
    ("name", "姓名", "name"),
    ("identity", "证件尾号", "id"),
    ("period", "拖欠期间", "id"),
    ("agreed", "约定（元）", "money"),
    ("paid", "已付（元）", "money"),
    ("owed", "欠付（元）", "money"),
)
YES_NO = {True: "是", False: "否", None: "未说明"}


def complaint_register(complaint: Complaint) -> dict[str, Any]:
    """投诉登记表: who complains of whom, of what, with what in hand (若干规定 第十四条)."""
    claimants, received = list(complaint.claimants.all()), _day_of(complaint.received_at)
    spokesmen = [row.claimant for row in complaint.representatives.select_related("claimant")]
    return {
        "number": complaint.number,
        "kind": KIND_LABELS[Kind(complaint.kind)],
        "channel": CHANNEL_LABELS[Channel(complaint.channel)],
        "external_number": complaint.external_number,
        "received_on": received,
        "recorded_by": complaint.recorded_by.name if complaint.recorded_by else "",
        "filled_at": f"{complaint.office.name}（{CHANNEL_LABELS[Channel(complaint.channel)]}）",
        "who": "投诉人",
        "complainant": addressee(complaint),
        "people": [_person(c, received) for c in (spokesmen or claimants[:1])],
        "are_representatives": bool(spokesmen),
        "respondent": _respondent(complaint),
        "place": complaint.division.full_name + complaint.workplace_address,
        "project": complaint.project_name,
        "contractors": [
            {"label": label, "name": name}
            for label, name in (
                ("总包单位", complaint.general_contractor),
                ("分包单位", complaint.subcontractor),
                ("班组长", complaint.team_leader),
            )
            if name
        ],
        "statement": complaint.statement,
        "in_arbitration": YES_NO[complaint.in_arbitration],
        "in_court": YES_NO[complaint.in_court],
        "confidential": YES_NO[complaint.is_confidential],
        "workers": complaint.worker_count,
        "claimed": complaint.claimed,
        "materials": [row.get_kind_display() for row in complaint.attachments.all()],
        "annex": _annex(claimants) if len(claimants) > 1 else None,
    }


def report_register(complaint: Complaint) -> dict[str, Any]:
    """举报登记表: the same of a report; who reported is kept out of it (条例 第九条)."""
    is_named = complaint.claimants.exists()
    return {
        **complaint_register(complaint),
        "who": "举报人",
        "complainant": "实名举报，身份保密" if is_named else "匿名举报",
        "people": [],
        "confidential": "是（举报人的姓名、证件和联系方式不列入本表）",
        "annex": None,
    }


def acceptance_notice(complaint: Complaint, *, on: date) -> dict[str, Any]:
    """受理通知书: accepted and filed on one day, and how long the investigation may last."""
    term = limit("investigation", on=on).term
    return {
        **_matter(complaint),
        "accepted_on": on,
        "basis": str(ACCEPTANCE),
        "investigation": {"days": term.length, "basis": str(INVESTIGATION)},
        "duty_to_tell": str(cite("条例", "第二十一条")),
    }


def supplement_notice(
    complaint: Complaint, *, items: Sequence[str], due_on: date
) -> dict[str, Any]:
    """补正通知书: what is missing, until when, and that the five days then begin anew."""
    term = limit("complaint_acceptance", on=due_on).term
    return {
        **_matter(complaint),
        "items": list(items),
        "due_on": due_on,
        "days": term.length,
        "basis": str(ACCEPTANCE),
    }


def refusal_notice(complaint: Complaint, *, code: Code, reason: str, body: str) -> dict[str, Any]:
    """不予受理通知书: the coded ground, its articles, and where to go instead."""
    ground = REASONS[code]
    return {
        **_matter(complaint),
        "ground": str(ground.wording),
        "reason": reason,
        "articles": listed(ground.citations),
        "where": [str(WHERE_LABELS[where]) for where in ground.where],
        "body": body,
        "caution": str(ground.caution),
        "review_basis": str(cite("复议法", "第二十条")),
        "suit_basis": str(cite("行诉法", "第四十六条")),
    }


def addressee(complaint: Complaint) -> str:
    """范金等72人: the first representative, else the first claimant, stands for all."""
    spokesman = complaint.representatives.select_related("claimant").first()
    first = spokesman.claimant if spokesman else complaint.claimants.first()
    if first is None:
        return ""
    return (
        first.name if complaint.worker_count == 1 else f"{first.name}等{complaint.worker_count}人"
    )


def _matter(complaint: Complaint) -> dict[str, Any]:
    return {
        "addressee": addressee(complaint),
        "number": complaint.number,
        "received_on": _day_of(complaint.received_at),
        "respondent": _respondent(complaint)["name"],
        "workers": complaint.worker_count,
        "claimed": complaint.claimed,
    }


def _respondent(complaint: Complaint) -> dict[str, str]:
    known = complaint.employer
    return {
        "name": known.name if known else complaint.employer_name,
        "uscc": (known.uscc if known else "") or complaint.employer_uscc,
        "address": (known.address if known else "") or complaint.employer_address,
        "head": (known.legal_representative if known else "") or complaint.employer_contact,
        "position": known.manager_position if known else "",
        "phone": (known.phone if known else "") or complaint.employer_phone,
    }


def _person(claimant: Claimant, on: date) -> dict[str, Any]:
    """Sex and age stand in the identity number; the dwelling stays sealed where it is recorded."""
    return {
        "name": claimant.name,
        "sex": sex(claimant.identity),
        "age": age(claimant.identity, on),
        "address": "已登记（加密保存）" if claimant.address else "未提供",
        "identity": claimant.identity_masked,
        "phone": mask_phone(claimant.phone),
        "trade": claimant.trade,
    }


def _annex(claimants: Sequence[Claimant]) -> dict[str, Any]:
    return {
        "title": "投诉人名册",
        "columns": [{"key": key, "label": label, "kind": kind} for key, label, kind in COLUMNS],
        "rows": [
            {
                "name": claimant.name,
                "identity": claimant.identity_masked[-4:],
                "period": f"{claimant.period_from:%Y.%m}—{claimant.period_to:%Y.%m}",
                "agreed": claimant.agreed,
                "paid": claimant.paid,
                "owed": claimant.owed,
            }
            for claimant in claimants
        ],
    }


def _day_of(moment: datetime) -> date:
    return timezone.localdate(moment)
