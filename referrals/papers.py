"""What the papers of a referral print: plain dicts; wording and layout are the templates'."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cases.models import Case, PreservedItem
from cases.papers.parts import party
from cases.papers.wage_sheet import wage_sheet
from documents.kinds import PaperKind
from referrals.models import JointMeeting, Link, Referral
from referrals.policy.elements import CRIME
from referrals.procedure import (
    COPY,
    DECIDING,
    FILING,
    HANDOVER,
    NO_SUBSTITUTE,
    OBJECTING,
    PACKAGE,
)
from statutes.findings import Finding, Outcome, from_json
from statutes.limits import limit
from statutes.violations import violation

APPROVAL = PaperKind(
    "referral_approval", "涉嫌犯罪案件移送审批表", "", "referral_approval", numbered=False
)
LETTER = PaperKind("referral_letter", "涉嫌犯罪案件移送书", "移字", "referral_letter")
REPORT = PaperKind(
    "referral_report", "涉嫌犯罪案件情况的调查报告", "", "referral_report", numbered=False
)
ITEMS = PaperKind("referral_items", "涉案物品清单", "", "referral_items", numbered=False)
COPY_LETTER = PaperKind("referral_copy", "涉嫌犯罪案件移送抄送函", "移抄字", "referral_copy")
RECONSIDERATION = PaperKind(
    "referral_reconsideration", "提请复议意见书", "移复字", "referral_reconsideration"
)
SUPERVISION = PaperKind("referral_supervision", "立案监督建议书", "移监字", "referral_supervision")
HANDOVER_LIST = PaperKind(
    "referral_handover", "涉案物品和材料移交清单", "", "referral_handover", numbered=False
)
COVER = PaperKind("referral_cover", "移送材料", "", "referral_cover", numbered=False)
WAGES = PaperKind("referral_wages", "劳动报酬明细", "", "referral_wages", numbered=False)
CHECKSUMS = PaperKind(
    "referral_checksums", "移送材料校验清单", "", "referral_checksums", numbered=False
)
MINUTES = PaperKind("meeting_minutes", "行刑衔接联席会议纪要", "联纪字", "meeting_minutes")
CIRCULAR = PaperKind("meeting_circular", "涉嫌犯罪案件移送情况通报", "联通字", "meeting_circular")
# What a circular counts.
NEWS = ("referred_on", "police_filed_on", "police_refused_on", "withdrawn_on")
ANSWERS = {Outcome.YES: "是", Outcome.NO: "否", Outcome.NEEDS: "待查"}


def approval(referral: Referral, *, opinion: str = "", approved: bool = True) -> dict[str, Any]:
    """移送审批表: offence, party, facts and reasons, both officers, unit head, head in charge."""
    return {
        **_matter(referral),
        "approved": approved,
        "opinion": opinion,
        "decided_on": _day(referral.decided_at),
        "head": referral.decided_by.name if referral.decided_by else "",
        "reported_on": _day(referral.reported_at),
        "report": referral.report,
        "basis": str(DECIDING),
        "no_substitute": str(NO_SUBSTITUTE),
    }


def letter(referral: Referral) -> dict[str, Any]:
    """移送书 with its receipt: to whom, whose case, which offence, on what, what is enclosed."""
    police = referral.police_office
    return {
        **_matter(referral),
        "police": police.name if police else "",
        "decided_on": _day(referral.decided_at),
        "basis": str(DECIDING),
        "enclosed": str(PACKAGE),
        "answer": str(FILING),
        "days": _days("police_decision", referral),
        "enclosures": ["调查报告", "涉案物品清单", "证据目录和证据材料", "劳动报酬明细",
                       "责令支付文书和送达证明"],
    }  # fmt: skip


def report(referral: Referral) -> dict[str, Any]:
    """调查报告: the team's words, the elements one by one, the evidence they rest on."""
    return {
        **_matter(referral),
        "report": referral.report,
        "reported_on": _day(referral.reported_at),
        "severe": _clauses(from_json(referral.assessment.severe)),
        "evidence": _evidence(referral.case),
    }


def items(referral: Referral) -> dict[str, Any]:
    """涉案物品清单: what was kept as evidence; a case without things says so."""
    return {**_matter(referral), "items": _kept(referral.case)}


def copy_letter(referral: Referral) -> dict[str, Any]:
    """抄送函: the procuratorate learns of every referral on the day it is made."""
    police = referral.police_office
    return {
        **_matter(referral),
        "procuratorate": police.procuratorate if police else "",
        "police": police.name if police else "",
        "letter_number": referral.letter.number if referral.letter else "",
        "referred_on": referral.referred_on,
        "basis": str(COPY),
    }


def reconsideration(referral: Referral, *, reason: str) -> dict[str, Any]:
    """提请复议: against which refusal, why, and that three days are given."""
    return {
        **_objection(referral, reason),
        "days": _days("police_reconsideration", referral),
    }


def supervision(referral: Referral, *, reason: str) -> dict[str, Any]:
    """立案监督建议书: to the procuratorate, with what the police answered so far."""
    police = referral.police_office
    return {
        **_objection(referral, reason),
        "procuratorate": police.procuratorate if police else "",
        "upheld": _said(referral, "uphold_refusal"),
    }


def handover(referral: Referral, *, on: date | None, receiver: str) -> dict[str, Any]:
    """移交清单: things and papers handed over after the police filed."""
    police = referral.police_office
    return {
        **_matter(referral),
        "police": police.name if police else "",
        "police_case_no": referral.police_case_no,
        "filed_on": referral.police_filed_on,
        "on": on,
        "receiver": receiver,
        "items": _kept(referral.case),
        "evidence": _evidence(referral.case),
        "basis": str(HANDOVER),
    }


def cover(referral: Referral) -> dict[str, Any]:
    """The first leaf of the bound package; the binder adds how many pieces and pages."""
    police = referral.police_office
    return {
        **_matter(referral),
        "office": referral.office.name,
        "police": police.name if police else "",
        "letter_number": referral.letter.number if referral.letter else "",
    }


def index(referral: Referral) -> dict[str, Any]:
    """The list of what is enclosed (证据目录); the binder adds the entries and their pages."""
    return {"volume": "移送材料", "case_no": referral.case.case_no}


def wages(case: Case) -> dict[str, Any]:
    """The wage ledger as it stands, one row a worker."""
    claims = case.claims.select_related("evidence").prefetch_related("months")
    return {"sheet": wage_sheet(claims, title=WAGES.title)}


def checksums(referral: Referral, rows: Iterable[dict[str, str]]) -> dict[str, Any]:
    """校验清单: every piece with the hash of its bytes, so that a change would show."""
    return {**_matter(referral), "rows": list(rows)}


# ---------------------------------------------------------------- parts


def _matter(referral: Referral) -> dict[str, Any]:
    case, assessment = referral.case, referral.assessment
    return {
        "case_no": case.case_no,
        "cause": violation(case.cause).label,
        "party": {**party(case), "name": referral.subject_name},
        "offence": referral.offence,
        "crime": str(CRIME),
        "suspects": referral.suspects,
        "facts": case.summary,
        "workers": case.workers,
        "amount": case.outstanding,
        "found_on": _day(referral.found_at),
        "clauses": _clauses(assessment.finding),
        "team": [member.user.name for member in referral.team.select_related("user")],
        "order": _order(case),
    }


def _clauses(finding: Finding) -> list[dict[str, str]]:
    return [
        {
            "asked": str(clause.asked),
            "compared": str(clause.compared),
            "answer": ANSWERS[clause.outcome],
            "citation": str(clause.citation) if clause.citation else "",
        }
        for clause in finding.clauses
    ]


def _order(case: Case) -> dict[str, Any]:
    order = case.orders.standing().select_related("paper").first()
    if order is None:
        return {"number": "", "on": None, "served_on": None, "due_on": None}
    return {
        "number": order.paper.number,
        "on": order.issued_on,
        "served_on": order.served_on,
        "due_on": order.due_on,
    }


def _evidence(case: Case) -> list[dict[str, str]]:
    rows = case.evidence.filter(excluded_at=None).order_by("serial")
    return [
        {
            "number": row.number,
            "title": row.title,
            "kind": str(row.get_kind_display()),
            "proves": row.proves,
        }
        for row in rows
    ]


def _kept(case: Case) -> list[dict[str, str]]:
    rows = PreservedItem.objects.filter(preservation__case=case)
    return [
        {
            "name": row.name,
            "specification": row.specification,
            "quantity": row.quantity,
            "condition": row.condition,
        }
        for row in rows
    ]


def _objection(referral: Referral, reason: str) -> dict[str, Any]:
    police = referral.police_office
    return {
        **_matter(referral),
        "police": police.name if police else "",
        "letter_number": referral.letter.number if referral.letter else "",
        "referred_on": referral.referred_on,
        "refused": _said(referral, "refuse_filing") or {"on": None, "number": "", "reason": ""},
        "reason": reason,
        "basis": str(OBJECTING),
    }


def _said(referral: Referral, act: str) -> dict[str, Any] | None:
    link: Link | None = referral.links.filter(act=act).order_by("-pk").first()
    if link is None:
        return None
    return {"on": _day(link.occurred_at), "number": link.number, "reason": link.reason}


def _days(code: str, referral: Referral) -> int:
    return limit(code, on=timezone.localdate(referral.found_at)).term.length


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


# ---------------------------------------------------------------- joint meetings


def minutes(meeting: JointMeeting) -> dict[str, Any]:
    """会议纪要: when and where, who sat, each matter, what was settled and by when."""
    return {
        **_meeting(meeting),
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "conclusion": meeting.conclusion,
        "seats": [
            {"name": seat.name, "organ": seat.organ, "position": seat.position}
            for seat in meeting.attendance.all()
        ],
        "agenda": [
            {"title": item.title, "discussed": item.discussed} for item in meeting.agenda.all()
        ],
        "tasks": [
            {
                "task": task.task,
                "bearer": str(task.get_bearer_display()),
                "person": task.person,
                "due_on": task.due_on,
            }
            for task in meeting.tasks.all()
        ],
    }


def circular(meeting: JointMeeting) -> dict[str, Any]:
    """通报: what was referred, filed, refused and withdrawn in the period, case by case."""
    sent = Referral.objects.delivered().filter(police_office=meeting.police_office)
    rows = sent.filter(referred_on__lte=meeting.covers_to).select_related("case")
    told = [row for row in rows.order_by("referred_on", "pk") if _is_news(row, meeting)]
    return {
        **_meeting(meeting),
        "covers_from": meeting.covers_from,
        "covers_to": meeting.covers_to,
        "referred": _count(told, "referred_on", meeting),
        "filed": _count(told, "police_filed_on", meeting),
        "refused": _count(told, "police_refused_on", meeting),
        "withdrawn": _count(told, "withdrawn_on", meeting),
        "rows": [_line(row) for row in told],
    }


def _is_news(row: Referral, meeting: JointMeeting) -> bool:
    return any(_within(getattr(row, name), meeting) for name in NEWS)


def _within(day: Any, meeting: JointMeeting) -> bool:
    return day is not None and meeting.covers_from <= day <= meeting.covers_to


def _count(rows: list[Referral], name: str, meeting: JointMeeting) -> int:
    return sum(_within(getattr(row, name), meeting) for row in rows)


def _line(row: Referral) -> dict[str, Any]:
    return {
        "case_no": row.case.case_no,
        "party": row.subject_name,
        "offence": row.police_offence or row.offence,
        "state": str(row.get_state_display()),
        **{name: getattr(row, name) for name in NEWS},
    }


def _meeting(meeting: JointMeeting) -> dict[str, Any]:
    return {
        "police": meeting.police_office.name,
        "procuratorate": meeting.police_office.procuratorate,
        "held_on": meeting.held_on,
        "place": meeting.place,
    }
