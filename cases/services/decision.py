"""决定: drawn up by the officers, made by the bureau head (处罚法 第五十七条、第五十九条)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Decision, PriorNotice, Proposal
from cases.papers import decision as papers
from cases.papers.decision import PAPERS, Wording
from cases.papers.wage_sheet import wage_sheet
from cases.policy.compensation import LEAST, distribute
from cases.policy.decision import KINDS, Kind
from cases.procedure.states import DECISION
from cases.services import compensation, filing, gate, progress, proposals, publicity
from cases.services.conclusion import AFTER_INVESTIGATION, NINETY_DAYS
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.models import Approval

PENALTY_SERVICE, SERVICE = "service", "order_service"
# The endings whose paper says nothing else of why (条例 第十八条第一款第三项、第四项).
REASONS = {
    Kind.REVOCATION: "你单位违法情节轻微，并且已经改正。",
    Kind.TRANSFER: "经调查，该事项不属于本机关管辖。",
}


def default_wording(case: Case, proposal: Proposal) -> Wording:
    """The decision as it would read from the proposal and what the party said."""
    notice = case.notices.standing().first()
    return Wording(
        facts=proposal.facts,
        content=REASONS.get(proposal.ending, ""),
        hearing=_heard(notice),
        payment=_payment(proposal.ending),
    )


def _payment(kind: Kind) -> str:
    if kind is Kind.PENALTY:
        return "持本决定书到代收银行缴纳，或者通过电子支付系统缴纳。"
    if kind is Kind.HANDLING:
        return "直接支付到劳动者本人的银行账户，并将支付凭证报送本机关。"
    return ""


def _heard(notice: PriorNotice | None) -> str:
    """What the party said after the notice, and how each statement was answered."""
    if notice is None:
        return ""
    if notice.waived_on is not None:
        return "你单位书面放弃陈述、申辩。"
    said = [
        f"{defence.speaker}陈述、申辩称：{defence.content}经复核，{defence.get_answer_display()}："
        f"{defence.review}"
        for defence in notice.defences.order_by("pk")
    ]
    hearing = getattr(notice, "hearing", None)
    if hearing is not None and hearing.held_on is not None:
        day = hearing.held_on
        said.append(
            f"本机关于{day.year}年{day.month}月{day.day}日举行听证。听证意见：{hearing.conclusion}"
        )
    return "".join(said) or "你单位在规定期限内未提出陈述、申辩。"


def decision_context(
    case: Case, proposal: Proposal, wording: Wording, *, at: datetime
) -> dict[str, Any]:
    """The decision as it will be signed, for the paper and its preview."""
    on = timezone.localdate(at)
    return papers.decision(
        proposals.context_of(case, proposal, on=on),
        wording,
        _named(case),
        _sheet(case, proposal, on=on) if proposal.ending is Kind.HANDLING else None,
        proposal.ending,
    )


def _sheet(case: Case, proposal: Proposal, *, on: date) -> dict[str, Any]:
    """The workers whom the order named, how their wages came about, and what is added (名单附表).

    The base of a worker is what the order named and its period left unpaid; the parts add up to
    what was proposed, to the fen.
    """
    rows = compensation.schedule(case, LEAST, on)
    parts = distribute(proposal.compensation, {row.claim_id: row.unpaid for row in rows})
    named = case.claims.filter(pk__in=[row.claim_id for row in rows])
    lines = named.select_related("evidence").order_by("row")
    return wage_sheet(lines, compensation=parts, title=papers.LIST_TITLE)


def _named(case: Case) -> papers.Papers:
    order = case.orders.standing().select_related("paper").first()
    notice = case.notices.standing().select_related("paper").first()
    return papers.Papers(
        order=order.paper.number if order else "",
        order_on=order.issued_on if order else None,
        notice=notice.paper.number if notice else "",
        notice_served_on=notice.served_on if notice else None,
    )


@transaction.atomic
def propose_decision(
    case_id: int, *, wording: Wording, actor: User, opinion: str, at: datetime
) -> Case:
    """Lay the finished decision before the bureau head; whatever it still lacks is named."""
    case = gate.lock(case_id)
    gate.take(case, "propose_decision", actor=actor, at=at, note=opinion)
    proposal = proposals.current(case)
    filing.propose(
        case,
        PAPERS[proposal.ending],
        decision_context(case, proposal, wording, at=at),
        kind=DECISION,
        role=Role.BUREAU_HEAD,
        actor=actor,
        opinion=opinion,
        at=at,
    )
    return case


@transaction.atomic
def decide_decision(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Make the decision as it was laid out, or send it back to be deliberated further."""
    case = gate.lock(case_id)
    name = "approve_decision" if approved else "return_decision"
    gate.take(case, name, actor=actor, at=at, note=opinion)
    approval = gate.decide(case, DECISION, actor=actor, approved=approved, opinion=opinion, at=at)
    if approved:
        made = _make(case, approval, actor=actor, at=at)
        _run_clocks(case, made.ending, actor=actor, at=at)
        publicity.draft_penalty(case, made, at=at)
        message = say("%(case)s已作出决定，请及时送达。", case=case.case_no)
        officers = [officer.user for officer in case.serving_officers()]
        workflow.notify(gate.subject_of(case), users=officers, message=message, at=at)
    progress.report(case, at=at)
    return case


def _make(case: Case, approval: Approval, *, actor: User, at: datetime) -> Decision:
    proposal = proposals.current(case)
    kind = proposal.ending
    subject = gate.subject_of(case)
    paper = documents.issue(
        PAPERS[kind], subject, approval.content, office=case.office, actor=actor, at=at
    )
    told = case.notices.standing().first() if KINDS[kind].needs_notice else None
    return Decision.objects.create(
        case=case,
        proposal=proposal,
        notice=told,
        kind=kind.value,
        procedure=Decision.Procedure.ORDINARY,
        paper=paper,
        fine=proposal.fine,
        wages=proposals.wages_of(case, proposal, on=timezone.localdate(at)),
        compensation=proposal.compensation,
        decided_on=timezone.localdate(at),
        decided_by=actor,
    )


def _run_clocks(case: Case, kind: Kind, *, actor: User, at: datetime) -> None:
    """The limits of deciding are met; seven working days to serve run."""
    gate.stop_if_open(case, AFTER_INVESTIGATION, NINETY_DAYS, actor=actor, at=at)
    code = PENALTY_SERVICE if kind in {Kind.PENALTY, Kind.NO_PENALTY} else SERVICE
    workflow.start_clock(gate.subject_of(case), code, base_at=at, actor=actor, at=at)


def standing(case: Case) -> Decision:
    """The decision that the case ended in; refused where there is none."""
    made = case.decisions.standing().select_related("paper").first()
    if made is None:
        raise Refused(say("本案没有作出决定。"))
    return made
