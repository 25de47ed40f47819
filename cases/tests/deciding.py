"""Cases on their way to a decision, as plain functions: every one goes through the services."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Evidence
from cases.papers.decision import Wording
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.policy.proposal import Draft
from cases.services import (
    conclusion,
    correction,
    decision,
    deliberation,
    hearing,
    notice,
    review,
    revision,
)
from cases.services.deliberation import Seat, Session
from cases.services.hearing import Setting
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from statutes.dates import Spell

# The Monday on which the founding case is filed; the days of the decision follow it.
REFUSED_ORDER = Ground("obstruction", proposed=Decimal("5000.00"))
FAR = date(2026, 11, 30)  # the last day of five working days from the Monday


def at(days: int) -> datetime:
    return LODGED + timedelta(days=days)


def evidence(case: Case, bureau: Bureau, title: str = "考勤机", at: datetime = LODGED) -> Evidence:
    """A thing, which needs no file."""
    return Evidence.objects.create(
        case=case,
        serial=case.evidence.count() + 1,
        kind="object",
        form="original",
        title=title,
        origin="单位办公室",
        proves="劳动者出勤和拖欠工资的事实",
        obtained_on=at.date(),
        collector=bureau.lead,
        second_collector=bureau.assistant,
        recorded_by=bureau.lead,
        recorded_at=at,
    )


def draft(kind: Kind = Kind.PENALTY, *grounds: Ground, **changes: Any) -> Draft:
    given: dict[str, Any] = {
        "kind": kind,
        "facts": "该单位经责令改正拒不支付2名劳动者工资10,000.00元。",
        "opinion": "建议依法处理。",
        "statement": "单位称资金周转困难。",
        "grounds": grounds or ((REFUSED_ORDER,) if kind is Kind.PENALTY else ()),
        **changes,
    }
    return Draft(**given)


def wages(amount: str = "10000.00", proposed: str = "5000.00") -> Ground:
    return Ground("wage_arrears", amount=Decimal(amount), proposed=Decimal(proposed))


def investigated(bureau: Bureau, workers: int = 2) -> Case:
    case = make.determined(bureau, workers)
    evidence(case, bureau)
    return make.fresh(case)


def conclude(bureau: Bureau, case: Case, written: Draft | None = None, **changes: Any) -> Case:
    given = {"course": "查阅考勤、询问劳动者。", "actor": bureau.lead, "at": LODGED, **changes}
    conclusion.conclude_investigation(case.pk, draft=written or draft(), **given)
    return make.fresh(case)


def concluded(bureau: Bureau, written: Draft | None = None) -> Case:
    case = conclude(bureau, investigated(bureau), written)
    return agree(bureau, case)


def agree(bureau: Bureau, case: Case, when: datetime = LODGED) -> Case:
    conclusion.decide_conclusion(
        case.pk, approved=True, actor=bureau.head, opinion="同意处理建议。", at=when
    )
    return make.fresh(case)


def notified(bureau: Bureau, written: Draft | None = None) -> Case:
    """The notice is served on the day it is issued: the period ends on 30 November."""
    case = concluded(bureau, written)
    notice.issue_notice(case.pk, actor=bureau.lead, at=LODGED)
    return tell(bureau, case)


def tell(bureau: Bureau, case: Case, when: datetime = LODGED) -> Case:
    handing = make.handing(when.date())
    notice.serve_notice(case.pk, handing, actor=bureau.lead, at=when)
    return make.fresh(case)


def deciding(bureau: Bureau, written: Draft | None = None, days: int = 8) -> Case:
    """The period has run out in silence."""
    case = notified(bureau, written)
    notice.conclude_notice(case.pk, actor=bureau.lead, at=at(days))
    return make.fresh(case)


def revise(bureau: Bureau, case: Case, written: Draft, **changes: Any) -> Case:
    given = {"reason": "采纳当事人的申辩。", "actor": bureau.lead, "at": at(9), **changes}
    revision.revise_proposal(case.pk, draft=written, **given)
    return make.fresh(case)


def tell_anew(bureau: Bureau, case: Case, written: Draft, **changes: Any) -> Case:
    given = {"reason": "查明新的违法事实。", "actor": bureau.lead, "at": at(9), **changes}
    revision.tell_anew(case.pk, draft=written, **given)
    return make.fresh(case)


def reviewer(bureau: Bureau, name: str = "孙立") -> User:
    return make_user(role=Role.LEGAL_REVIEWER, office=bureau.office, name=name)


EVERYTHING = (
    "competence", "procedure", "facts", "law", "discretion", "powers", "papers", "crime",
)  # fmt: skip


def examine(case: Case, by: User, *, approved: bool = True, **changes: Any) -> Case:
    given = {"found": EVERYTHING, "opinion": "事实清楚，程序合法。", "at": at(9), **changes}
    review.decide_review(case.pk, approved=approved, actor=by, **given)
    return make.fresh(case)


def seats(bureau: Bureau, *more: Seat) -> Sequence[Seat]:
    return (
        Seat(bureau.bureau_head.name, "局长", opinion="同意承办意见。"),
        Seat("刘明", "副局长", opinion="同意。"),
        Seat("周洁", "总会计师", agrees=False, opinion="建议从轻。"),
        *more,
    )


def deliberate(bureau: Bureau, case: Case, *held: Seat, **changes: Any) -> Case:
    given: dict[str, Any] = {
        "held_on": at(9).date(),
        "place": "三楼会议室",
        "recorder": "吴敏",
        "conclusion": "同意承办机构的处理建议。",
        "seats": held or seats(bureau),
        **changes,
    }
    deliberation.deliberate(case.pk, session=Session(**given), actor=bureau.bureau_head, at=at(9))
    return make.fresh(case)


def propose_decision(bureau: Bureau, case: Case, days: int = 9, **changes: Any) -> Case:
    current = case.proposals.current().get()
    usual = decision.default_wording(case, current)
    if current.kind in {"revocation", "transfer"}:
        changes = {"content": "理由如上。", **changes}
    wording = Wording(**{name: getattr(usual, name) for name in Wording.__slots__} | changes)
    decision.propose_decision(
        case.pk, wording=wording, actor=bureau.lead, opinion="报请决定。", at=at(days)
    )
    return make.fresh(case)


def make_decision(bureau: Bureau, case: Case, days: int = 10) -> Case:
    decision.decide_decision(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意。", at=at(days)
    )
    return make.fresh(case)


def decided(bureau: Bureau, written: Draft | None = None) -> Case:
    case = propose_decision(bureau, deciding(bureau, written))
    return make_decision(bureau, case)


def disobeyed(bureau: Bureau, workers: int = 2) -> Case:
    """An order was served, its period has run out, and nothing was paid."""
    served = make.served(bureau, workers)
    evidence(served, bureau)
    correction.find_disobeyed(served.pk, note="期满分文未付。", actor=bureau.lead, at=at(8))
    return make.fresh(served)


def handled(bureau: Bureau) -> Case:
    """A handling decision: wages to be paid, and compensation on top."""
    case = conclude(bureau, disobeyed(bureau), draft(Kind.HANDLING, wages()), at=at(8))
    agree(bureau, case, at(8))
    notice.issue_notice(case.pk, actor=bureau.lead, at=at(8))
    tell(bureau, case, at(8))
    notice.conclude_notice(case.pk, actor=bureau.lead, at=at(20))
    case = propose_decision(bureau, make.fresh(case), days=20)
    return make_decision(bureau, case, days=20)


def ask_for_hearing(bureau: Bureau, case: Case, days: int = 2) -> Case:
    hearing.request_hearing(
        case.pk, requester="周海", requested_on=at(days).date(), actor=bureau.lead, at=at(days)
    )
    return make.fresh(case)


def set_hearing(case: Case, chair: User, set_for: datetime, days: int = 2, **changes: Any) -> Case:
    given = {"place": "一楼听证室", "clerk": "钱进", "panel": "郑重", **changes}
    setting = Setting(set_for=set_for, chair=chair, **given)
    hearing.set_hearing(case.pk, setting=setting, actor=chair, at=at(days))
    return make.fresh(case)


def summon(bureau: Bureau, case: Case, days: int = 2) -> Case:
    handing = make.handing(at(days).date())
    hearing.serve_summons(case.pk, handing, actor=bureau.lead, at=at(days))
    return make.fresh(case)


def hold(case: Case, chair: User, days: int) -> Case:
    hearing.hold_hearing(
        case.pk,
        held_on=at(days).date(),
        attendance="当事人代理人周海，调查人员陈志强、李敏。",
        course="调查人员陈述事实和证据；当事人质证、申辩。",
        conclusion="事实清楚，建议维持拟处罚意见。",
        actor=chair,
        at=at(days),
    )
    return make.fresh(case)


def a_spell(start: str, end: str) -> Spell:
    return Spell(date.fromisoformat(start), date.fromisoformat(end))
