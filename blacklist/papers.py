"""What the papers of a listing print: plain dicts; wording and layout are the templates'."""

from typing import Any

from blacklist import listing_procedure as table
from blacklist.models import Dispatch, ListedParty, Listing, Objection, RemovalApplication
from blacklist.policy import city_2014, national_2022
from blacklist.policy.departments import (
    DEPARTMENT_LABELS,
    REQUESTS,
    SANCTIONS,
    Department,
    basis_of,
)
from blacklist.policy.not_listing import CITATIONS, GROUND_LABELS, Ground
from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.findings import Outcome
from statutes.identity import mask_resident_id
from statutes.limits import limit

NOTICE = PaperKind("listing_notice", "列入失信联合惩戒名单事先告知书", "列告字", "listing_notice")
OBJECTION_ANSWER = PaperKind(
    "listing_objection_answer", "列入异议核实结果告知书", "列异字", "listing_objection_answer"
)
LISTING_DECISION = PaperKind(
    "listing_decision", "列入失信联合惩戒名单决定书", "列决字", "listing_decision"
)
NOT_LISTING_DECISION = PaperKind(
    "not_listing_decision", "不予列入失信联合惩戒名单决定书", "不列决字", "not_listing_decision"
)
COPY_LETTER = PaperKind("listing_copy", "关于抄送列入失信联合惩戒名单信息的函", "列函字",
                        "listing_copy")  # fmt: skip
REMOVAL_LETTER = PaperKind("listing_removal_copy", "关于移出失信联合惩戒名单的函", "移函字",
                           "listing_removal_copy")  # fmt: skip
REMOVAL_DECISION = PaperKind(
    "listing_removal", "移出失信联合惩戒名单决定书", "移出字", "listing_removal"
)
REMOVAL_REFUSAL = PaperKind(
    "listing_removal_refusal", "不予移出失信联合惩戒名单决定书", "不移出字",
    "listing_removal_refusal",
)  # fmt: skip
ANNULMENT = PaperKind(
    "listing_annulment", "撤销列入失信联合惩戒名单决定书", "撤列字", "listing_annulment"
)
RESTORATION = PaperKind(
    "listing_restoration", "撤销移出并恢复列入失信联合惩戒名单决定书", "复列字",
    "listing_restoration",
)  # fmt: skip
KINDS = (
    NOTICE, OBJECTION_ANSWER, LISTING_DECISION, NOT_LISTING_DECISION, COPY_LETTER, REMOVAL_LETTER,
    REMOVAL_DECISION, REMOVAL_REFUSAL, ANNULMENT, RESTORATION,
)  # fmt: skip
NATIONAL_LIST = "拖欠农民工工资失信联合惩戒对象名单"
CITY_LIST = "本市拖欠农民工工资“黑名单”"
# 联合惩戒措施提示, as the national rules name the fields (45号令 第十条).
NATIONAL_FIELDS = (
    "政府资金支持、政府采购、招投标、融资贷款、市场准入、税收优惠、评优评先、交通出行等方面"
)


def prior_notice(listing: Listing, reasons: str = "") -> dict[str, Any]:
    """列入事先告知书 (第六条): why, on which law, and the right to object within five days."""
    row = limit("listing_objection", on=listing.opened_on)
    return {
        **_matter(listing),
        "reasons": reasons or listing.reasons,
        "days": row.term.length,
        "notice_basis": str(table.NOTICE),
        "cure_basis": str(table.CURE) if _is_national(listing) else "",
    }


def objection_answer(objection: Objection) -> dict[str, Any]:
    """异议核实结果告知书: what was said, what was found, whether it stands."""
    listing = objection.listing
    return {
        **_matter(listing),
        "speaker": objection.speaker,
        "received_on": objection.received_on,
        "content": objection.content,
        "is_upheld": objection.is_upheld,
        "answer": objection.answer,
        "notice_number": _number(listing.notice),
        "basis": str(table.NOTICE),
    }


def listing_decision(listing: Listing) -> dict[str, Any]:
    """列入决定书 (第八条): 事由、依据、联合惩戒措施提示、提前移出条件和程序、救济措施."""
    return {
        **_matter(listing),
        **_told(listing),
        "reasons": listing.reasons,
        "legal_basis": listing.legal_basis,
        "decision_reason": listing.decision_reason,
        "listed_from": listing.listed_from,
        "listed_until": listing.listed_until,
        "measures": [row.label for row in SANCTIONS.values()],
        "fields": NATIONAL_FIELDS if _is_national(listing) else "",
        "measure_basis": str(basis_of(listing.ruleset)),
        "early_basis": str(table.EARLY) if _is_national(listing) else "",
        "bars_basis": str(table.BARS),
        "application_basis": str(table.APPLICATION),
        "application_days": limit("early_removal_decision", on=listing.opened_on).term.length,
        **_remedies(),
    }


def not_listing_decision(listing: Listing, proposed: dict[str, Any]) -> dict[str, Any]:
    """不予列入决定书 (第七条): on which ground, with the reasons of the head."""
    ground = Ground(proposed["ground"])
    return {
        **_matter(listing),
        **_told(listing),
        "ground": GROUND_LABELS[ground],
        "ground_basis": str(CITATIONS[ground]),
        "is_cured": ground is Ground.PAID_AND_PROMISED,
        "paid_on": proposed["paid_on"] or None,
        "promised_on": proposed["promised_on"] or None,
        "reason": proposed["opinion"],
    }


def copy_letter(listing: Listing, department: Department, body: str) -> dict[str, Any]:
    """抄送函: who was listed, by which decision, what is asked, and a slip to send back."""
    return {
        **_matter(listing),
        "body": body,
        "department": DEPARTMENT_LABELS[department],
        "request": REQUESTS[department],
        "decision_number": _number(listing.decision),
        "listed_from": listing.listed_from,
        "listed_until": listing.listed_until,
        "reasons": listing.reasons,
        "basis": str(basis_of(listing.ruleset)),
        "secrecy_basis": str(table.SECRECY),
        "annex": _annex(listing),
    }


def removal_letter(listing: Listing, copy: Dispatch) -> dict[str, Any]:
    """移出通知函: which letter is taken back, since when, and that this is to be confirmed."""
    return {
        **_matter(listing),
        "body": copy.body,
        "letter_number": copy.paper.number,
        "decision_number": _number(listing.decision),
        "end_reason": listing.get_end_reason_display(),
        "ended_on": listing.ended_on,
        "end_number": _number(listing.end_paper),
        "days": limit("delisting", on=listing.opened_on).term.length,
        "basis": str(table.REMOVAL),
    }


def removal(application: RemovalApplication) -> dict[str, Any]:
    """移出决定书 and 不予移出决定书 (第十四条): what was applied for, what was found, why."""
    listing = application.listing
    return {
        **_matter(listing),
        "decision_number": _number(listing.decision),
        "decided_on": listing.decided_on,
        "received_on": application.received_on,
        "corrected_on": application.corrected_on,
        "promised_on": application.promised_on,
        "evidence": application.evidence,
        "reason": application.reason,
        "early_basis": str(table.EARLY),
        "bars_basis": str(table.BARS),
        "basis": str(table.APPLICATION),
        "removal_basis": str(table.REMOVAL),
        "listed_until": listing.listed_until,
        **_remedies(),
    }


def annulment(listing: Listing) -> dict[str, Any]:
    """撤销列入决定书 (第十六条): which act fell, and what is undone."""
    return {
        **_matter(listing),
        "decision_number": _number(listing.decision),
        "decided_on": listing.decided_on,
        "fallen_on": listing.fallen_on,
        "fallen_because": listing.fallen_because,
        "basis": str(table.ANNULMENT),
        "removal_basis": str(table.REMOVAL),
        "days": limit("delisting", on=listing.opened_on).term.length,
    }


def restoration(application: RemovalApplication, reason: str) -> dict[str, Any]:
    """撤销移出并恢复列入决定书 (第十五条): the fraud found, and the period anew."""
    listing = application.listing
    return {
        **_matter(listing),
        "removal_number": _number(application.paper),
        "removed_on": application.decided_on,
        "reason": reason,
        "listed_from": listing.listed_from,
        "listed_until": listing.listed_until,
        "basis": str(table.FRAUD),
        **_remedies(),
    }


# ---------------------------------------------------------------- what several papers share


def _matter(listing: Listing) -> dict[str, Any]:
    """The parties and the cases: what every paper of the listing names."""
    parties = list(listing.parties.filter(is_dropped=False))
    return {
        "number": listing.number,
        "parties": [_party(party) for party in parties],
        "subject_name": listing.employer.name,
        "is_person": bool(parties) and parties[0].role == ListedParty.Role.INDIVIDUAL,
        "cases": [
            {
                "case_no": row.case_no,
                "order_number": row.order_number,
                "order_due_on": row.order_due_on,
                "workers": row.workers,
                "amount": row.amount,
            }
            for row in listing.cases.all()
        ],
        "grounds": _grounds(listing),
        "law": law_of(listing),
        "list_name": NATIONAL_LIST if _is_national(listing) else CITY_LIST,
    }


def _party(party: ListedParty) -> dict[str, Any]:
    return {
        "role": party.get_role_display(),
        "name": party.name,
        "uscc": party.uscc,
        "position": party.position,
        "identity": mask_resident_id(party.identity) if party.identity else "",
        "address": party.address,
        "is_a_person": party.is_a_person,
    }


def _grounds(listing: Listing) -> list[dict[str, Any]]:
    """Each ground that was met: what the rule asks, what was compared, its article."""
    return [
        {
            "case_no": case_no,
            "clauses": [
                {"asked": str(clause.asked), "compared": str(clause.compared)}
                for clause in finding.met
            ],
            "basis": str(finding.citation),
        }
        for case_no, finding in listing.findings
        if finding.outcome is Outcome.YES
    ]


def law_of(listing: Listing) -> str:
    """The rule that lists: the article of the adopted set."""
    return str(national_2022.GROUNDS if _is_national(listing) else city_2014.SOURCE)


def _is_national(listing: Listing) -> bool:
    return listing.ruleset == national_2022.ID


def _told(listing: Listing) -> dict[str, Any]:
    """That the parties were told and heard, as the decision must say."""
    objections = listing.objections.exclude(answered_on=None).order_by("pk")
    return {
        "notice_number": _number(listing.notice),
        "notice_served_on": listing.notice_served_on,
        "objections": [
            {
                "speaker": row.speaker,
                "received_on": row.received_on,
                "content": row.content,
                "answer": row.answer,
            }
            for row in objections
        ],
    }


def _annex(listing: Listing) -> dict[str, Any]:
    """The list of the parties, with no more of a person than the department needs."""
    columns = [
        {"key": "role", "label": "身份", "kind": "text"},
        {"key": "name", "label": "名称或者姓名", "kind": "text"},
        {"key": "code", "label": "统一社会信用代码（证件号码后四位）", "kind": "text"},
        {"key": "position", "label": "职务", "kind": "text"},
    ]
    parties = listing.parties.filter(is_dropped=False)
    rows = [{**_party(p), "code": p.uscc or _party(p)["identity"]} for p in parties]
    return {"title": "列入对象名单", "columns": columns, "rows": rows}


def _remedies() -> dict[str, str]:
    return {
        "remedy_basis": str(table.REMEDY),
        "review_basis": str(cite("复议法", "第二十条")),
        "suit_basis": str(cite("行诉法", "第四十六条")),
    }


def _number(paper: Any) -> str:
    return paper.number if paper is not None else ""
