"""What happens in the demo's cases from the proposal to the decision."""

from datetime import datetime, timedelta
from decimal import ROUND_UP, Decimal

from cases.models import Defence
from cases.papers.decision import Wording
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.policy.legal_review import ITEMS
from cases.policy.proposal import Draft
from cases.services import conclusion, decision, deliberation, hearing, notice, review
from cases.services.deliberation import Seat, Session
from cases.services.hearing import Setting
from console.demo.investigating import handing, person_in_charge
from console.demo.walk import Walk
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.money import yuan

DISOBEYED = "order_disobeyed"
COURSE = "受理投诉后询问了单位负责人和劳动者，查阅考勤记录和银行流水，逐人核对了工资数额。"
HEARING_AHEAD = 8  # working days between the summons and the hearing


def propose_heavy_fine(walk: Walk) -> None:
    """Grave: every line was owed for months and the order was ignored."""
    _conclude(
        walk,
        kind=Kind.PENALTY,
        facts=_disobeyed(walk),
        opinion="建议对拒不履行责令改正决定的行为处以罚款，并继续追缴工资。",
        discretion="欠薪人数多、时间长，经责令仍分文未付，情节严重。",
        grounds=[Ground(DISOBEYED, proposed=Decimal("12000.00"))],
        is_grave=True,
    )


def propose_small_fine(walk: Walk) -> None:
    _conclude(
        walk,
        kind=Kind.PENALTY,
        facts=_disobeyed(walk),
        opinion="建议对拒不履行责令改正决定的行为处以罚款。",
        discretion="首次违法，数额不大，情节较轻。",
        grounds=[Ground(DISOBEYED, proposed=Decimal("4000.00"))],
    )


def propose_fine_for_obstruction(walk: Walk) -> None:
    """No order comes before it: to refuse an inspection is punished at once."""
    _conclude(
        walk,
        kind=Kind.PENALTY,
        facts=walk.case.summary,
        opinion="建议对拒绝监察员进入劳动场所检查的行为处以罚款。",
        discretion="经说明仍拒绝，检查未能进行，情节严重。",
        grounds=[Ground("obstruction", proposed=Decimal("15000.00"))],
        is_grave=True,
    )


def propose_handling(walk: Walk) -> None:
    """Pay, and half as much again to the workers (条例 第二十六条)."""
    owed = walk.refresh().outstanding
    added = (owed / 2).quantize(Decimal("0.01"), ROUND_UP)  # half of the last fen is not less
    _conclude(
        walk,
        kind=Kind.HANDLING,
        facts=_disobeyed(walk),
        opinion="建议责令支付工资，并按应付金额百分之五十加付赔偿金。",
        discretion="首次违法，按法定最低比例加付。",
        grounds=[Ground("wage_arrears", amount=owed, proposed=added)],
    )


def propose_no_penalty(walk: Walk) -> None:
    _conclude(
        walk,
        kind=Kind.NO_PENALTY,
        facts=f"该单位拖欠{walk.case.workers}名劳动者工资，在责令期限内已经付清。",
        opinion="建议不予行政处罚，并对单位进行教育。",
        discretion="初次违法、危害后果轻微并及时改正。",
    )


def propose_revocation(walk: Walk) -> None:
    _conclude(
        walk,
        kind=Kind.REVOCATION,
        facts=f"立案后该单位主动付清{walk.case.workers}名劳动者的工资，违法情节轻微且已改正。",
        opinion="建议撤销立案。",
    )


def _disobeyed(walk: Walk) -> str:
    case = walk.refresh()
    return (
        f"该单位拖欠{case.workers}名劳动者工资{yuan(case.outstanding)}元，"
        "经责令限期支付，期满仍未支付。"
    )


def _conclude(walk: Walk, **words: object) -> None:
    draft = Draft(statement="单位称资金周转困难，对欠薪事实没有异议。", **words)  # type: ignore[arg-type]
    conclusion.conclude_investigation(
        walk.case.pk, draft=draft, course=COURSE, actor=walk.lead, at=walk.at
    )


def agree(walk: Walk) -> None:
    conclusion.decide_conclusion(
        walk.case.pk, approved=True, actor=walk.bureau.head, opinion="同意。", at=walk.at
    )


# ---------------------------------------------------------------- told and heard


def issue_notice(walk: Walk) -> None:
    notice.issue_notice(walk.case.pk, actor=walk.lead, at=walk.at)


def serve_notice(walk: Walk) -> None:
    notice.serve_notice(walk.case.pk, handing(walk), actor=walk.lead, at=walk.at)


def hear_defence(walk: Walk) -> None:
    """Stated orally, written down and signed."""
    notice.record_defence(
        walk.case.pk,
        form=Defence.Form.ORAL,
        received_on=walk.on,
        speaker=person_in_charge(walk),
        content="单位正在筹款，请求从轻处理。",
        actor=walk.lead,
        at=walk.at,
    )


def answer_defence(walk: Walk) -> None:
    notice.answer_defence(
        walk.case.pk,
        defence=Defence.objects.get(notice=notice.standing(walk.case), reviewed_at=None),
        answer=Defence.Answer.NOT_ACCEPTED,
        review="资金困难不是拒不履行责令改正决定的正当理由，裁量已考虑其情节。",
        actor=walk.lead,
        at=walk.at,
    )


def request_hearing(walk: Walk) -> None:
    requester, on = person_in_charge(walk), walk.on
    hearing.request_hearing(
        walk.case.pk, requester=requester, requested_on=on, actor=walk.lead, at=walk.at
    )


def set_hearing(walk: Walk) -> None:
    reviewer = walk.bureau.reviewer
    setting = Setting(set_for=_nine_o_clock(walk), place="一楼听证室", chair=reviewer, clerk="何静")
    hearing.set_hearing(walk.case.pk, setting=setting, actor=reviewer, at=walk.at)


def _nine_o_clock(walk: Walk) -> datetime:
    day = rulebook.calendar().add(walk.on, HEARING_AHEAD)
    return start_of(day) + timedelta(hours=9)


def serve_summons(walk: Walk) -> None:
    hearing.serve_summons(walk.case.pk, handing(walk), actor=walk.lead, at=walk.at)


def hold_hearing(walk: Walk) -> None:
    hearing.hold_hearing(
        walk.case.pk,
        held_on=walk.on,
        attendance=f"当事人{person_in_charge(walk)}；调查人员{walk.lead.name}、{walk.assistant.name}。",
        course="调查人员陈述违法事实、出示证据并提出处罚建议；当事人质证、申辩；双方作最后陈述。",
        conclusion="事实清楚，证据充分，建议维持拟处罚意见。",
        actor=walk.bureau.reviewer,
        at=walk.at,
    )


def conclude_notice(walk: Walk) -> None:
    notice.conclude_notice(walk.case.pk, actor=walk.lead, at=walk.at)


# ---------------------------------------------------------------- reviewed, deliberated, decided


def go_to_decision(walk: Walk) -> None:
    notice.go_to_decision(walk.case.pk, actor=walk.lead, at=walk.at)


def pass_review(walk: Walk) -> None:
    review.decide_review(
        walk.case.pk,
        approved=True,
        found=tuple(ITEMS),
        opinion="事实清楚，程序合法，适用法律正确，裁量适当。",
        actor=walk.bureau.reviewer,
        at=walk.at,
    )


def deliberate(walk: Walk) -> None:
    chair = walk.bureau.bureau_head
    seats = (
        Seat(chair.name, "局长", opinion="同意承办机构的建议。"),
        Seat("杜明", "副局长", opinion="同意。"),
        Seat("许岚", "副局长", opinion="同意，并督促当事人改正。"),
    )
    session = Session(walk.on, "三楼会议室", "何静", "同意承办机构的处理建议。", seats)
    deliberation.deliberate(walk.case.pk, session=session, actor=chair, at=walk.at)


def propose_decision(walk: Walk) -> None:
    case = walk.refresh()
    usual: Wording = decision.default_wording(case, case.proposals.current().get())
    decision.propose_decision(
        case.pk, wording=usual, actor=walk.lead, opinion="报请作出决定。", at=walk.at
    )


def decide(walk: Walk) -> None:
    head = walk.bureau.bureau_head
    decision.decide_decision(walk.case.pk, approved=True, actor=head, opinion="同意。", at=walk.at)
