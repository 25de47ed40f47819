"""催告书 (强制法 第三十五条、第五十四条) and 强制执行申请书 (第五十五条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Case, CaseOfficer, Decision, Demand
from cases.papers.parts import EMPTY_OPINION, certified_officers, party
from cases.policy.decision import KINDS
from cases.policy.performance import ITEM_LABELS, Account, Item
from cases.policy.surcharge import NOTHING
from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.limits import limit
from statutes.violations import violation

DEMAND = PaperKind("demand", "履行行政决定催告书", "催字", "demand")
COURT_APPLICATION = PaperKind(
    "court_application", "强制执行申请书", "强执申字", "court_application"
)
WAGES = "拖欠的劳动者工资"
DEFAULT_METHOD = (
    "罚款及加处罚款缴至决定书载明的代收机构；工资、赔偿金支付到劳动者本人，并将凭证报送本机关"
)


@dataclass(frozen=True, slots=True)
class Application:
    """What the officer writes into the application; the rest comes from the case."""

    court: str
    reply: str
    property_clues: str = ""


def owed_rows(account: Account) -> list[dict[str, Any]]:
    """What is still owed, item by item; nothing is not listed."""
    rows = [
        {"label": ITEM_LABELS[item], "amount": account.owed(item)}
        for item in Item
        if account.owed(item) > NOTHING
    ]
    if account.wages_owed > NOTHING:
        rows.append({"label": WAGES, "amount": account.wages_owed})
    return rows


def _decision_rows(case: Case, decision: Decision) -> dict[str, Any]:
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": party(case),
        "decision_title": decision.paper.title,
        "decision_number": decision.paper.number,
        "decision_kind": KINDS[decision.ending].label,
        "decided_on": decision.decided_on,
        "served_on": decision.served_on,
        "due_on": decision.due_on,
    }


def _surcharge(account: Account) -> dict[str, Any]:
    """From when to when the surcharge was counted, and whether it can still grow."""
    if not account.owed(Item.SURCHARGE):
        return {"surcharge_until": None}
    counted = [span for span in account.surcharge.spans if not span.is_stay]
    return {
        "surcharge_since": counted[0].first,
        "surcharge_until": counted[-1].last,
        "surcharge_days": account.surcharge.days,
        "surcharge_is_capped": account.surcharge.amount == account.fine,
    }


def demand(
    case: Case,
    officers: Sequence[CaseOfficer],
    decision: Decision,
    account: Account,
    *,
    method: str,
    on: date,
) -> dict[str, Any]:
    """催告书: by when, how, how much to the fen, and the right to be heard."""
    return {
        **_decision_rows(case, decision),
        "rows": owed_rows(account),
        "total": account.total_owed,
        **_surcharge(account),
        "period_days": limit("demand", on=on).term.length,
        "method": method,
        "basis": str(cite("强制法", "第五十四条")),
        "right_basis": str(cite("强制法", "第三十六条")),
        "court_basis": str(cite("强制法", "第五十三条")),
        "officers": certified_officers(officers, on),
    }


def court_application(
    case: Case,
    officers: Sequence[CaseOfficer],
    decision: Decision,
    sent: Demand,
    account: Account,
    written: Application,
    *,
    on: date,
) -> dict[str, Any]:
    """强制执行申请书 with the list of its enclosures; the head signs it by approving it."""
    office = case.office
    return {
        **_decision_rows(case, decision),
        "applicant": {"name": office.name, "address": office.address, "phone": office.phone},
        "court": written.court,
        "rows": owed_rows(account),
        "total": account.total_owed,
        "surcharge_until": account.on if account.owed(Item.SURCHARGE) else None,
        "remedies_until": decision.remedies_until,
        "remedies": [
            {
                "kind": str(row.get_kind_display()),
                "body": row.body,
                "result": str(row.get_result_display()),
                "result_on": row.result_on,
            }
            for row in decision.remedies.all()
        ],
        "demand_number": sent.paper.number,
        "demand_served_on": sent.served_on,
        "demand_ends_on": sent.ends_on,
        "reply": written.reply,
        "property_clues": written.property_clues,
        "basis": str(cite("强制法", "第五十三条")),
        "enclosures": _enclosures(decision, sent),
        "officers": certified_officers(officers, on),
        "head_opinion": dict(EMPTY_OPINION),
    }


def _enclosures(decision: Decision, sent: Demand) -> list[Mapping[str, Any]]:
    """强制法 第五十五条, item by item; the application itself is the first."""
    return [
        {
            "title": f"{decision.paper.title}（{decision.paper.number}）及送达回证",
            "of": "行政决定书",
        },
        {
            "title": "作出决定的事实、理由和依据（证据、调查终结报告、告知材料）",
            "of": "事实、理由和依据",
        },
        {
            "title": f"{sent.paper.title}（{sent.paper.number}）及送达回证、当事人的意见",
            "of": "当事人的意见及催告情况",
        },
        {"title": "申请强制执行标的情况（欠缴明细、财产线索）", "of": "执行标的情况"},
        {"title": "申请人、被申请人主体资格材料，承办人执法证件复印件", "of": "其他材料"},
    ]
