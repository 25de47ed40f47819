"""What becomes of the demo's decisions: served, paid, contested, taken to court; then closed."""

from cases.models import Remedy
from cases.papers.enforcement import DEFAULT_METHOD, Application
from cases.policy.court import Answer
from cases.policy.ledger import NOTHING
from cases.policy.performance import Item, Tender
from cases.policy.remedy import Kind, Outcome, Result
from cases.services import closing, enforcement, performance, remedies, serving, spot
from console.demo.investigating import handing, pay_wages
from console.demo.walk import Walk
from statutes.money import yuan


def serve_decision(walk: Walk) -> None:
    serving.serve_decision(walk.case.pk, handing(walk), actor=walk.lead, at=walk.at)


def pay_everything(walk: Walk) -> None:
    """Every fen that the decision asks for that day, and the wages with it."""
    account = performance.account_of(walk.refresh(), walk.on)
    for row, item in enumerate(Item, 1):
        if amount := account.owed(item):
            number = f"非税{walk.on:%Y%m%d}{walk.case.serial:04d}{row}"
            _tender(walk, Tender(item, amount, walk.on, number))
    if walk.refresh().outstanding > NOTHING:
        pay_wages(walk)


def _tender(walk: Walk, tender: Tender) -> None:
    token = walk.teller.token()
    performance.record_fine(walk.case.pk, tender, token=token, actor=walk.lead, at=walk.at)


def verify_performance(walk: Walk) -> None:
    note = "缴款票据和银行回单核对无误。"
    performance.verify_performance(walk.case.pk, note=note, actor=walk.lead, at=walk.at)


def file_spot_penalty(walk: Walk) -> None:
    spot.file_spot_penalty(walk.case.pk, note="收到存档联。", actor=walk.bureau.head, at=walk.at)


# ---------------------------------------------------------------- demanded, taken to court


def issue_demand(walk: Walk) -> None:
    enforcement.issue_demand(walk.case.pk, method=DEFAULT_METHOD, actor=walk.lead, at=walk.at)


def serve_demand(walk: Walk) -> None:
    serving.serve_demand(walk.case.pk, handing(walk), actor=walk.lead, at=walk.at)


def propose_application(walk: Walk) -> None:
    written = Application("江城市中原区人民法院", reply="收到催告后未陈述意见，也未履行。")
    enforcement.propose_application(
        walk.case.pk, written, opinion="催告期满仍未履行。", actor=walk.lead, at=walk.at
    )


def sign_application(walk: Walk) -> None:
    enforcement.decide_application(
        walk.case.pk, approved=True, actor=walk.bureau.bureau_head, opinion="同意。", at=walk.at
    )


def accepted_by_court(walk: Walk) -> None:
    _court_answers(walk, Answer.ACCEPTED)


def granted_by_court(walk: Walk) -> None:
    _court_answers(walk, Answer.GRANTED)


def _court_answers(walk: Walk, answer: Answer) -> None:
    enforcement.record_court_answer(
        walk.case.pk, answer=answer, on=walk.on, note="", actor=walk.lead, at=walk.at
    )


# ---------------------------------------------------------------- contested


def record_reconsideration(walk: Walk) -> None:
    given = remedies.Application(
        kind=Kind.RECONSIDERATION,
        body="江城市人民政府",
        number=f"江政复〔{walk.on.year}〕{walk.case.serial}号",
        received_on=walk.on,
        note="请求撤销行政处罚决定。",
    )
    remedies.record_remedy(walk.case.pk, given, actor=walk.bureau.reviewer, at=walk.at)


def answer_reconsideration(walk: Walk) -> None:
    remedies.answer_remedy(
        walk.case.pk,
        remedy=_pending(walk),
        answered_on=walk.on,
        note="提交案卷和作出决定的证据、依据。",
        actor=walk.bureau.reviewer,
        at=walk.at,
    )


def annulled(walk: Walk) -> None:
    """The government finds that the facts do not carry the decision."""
    remedies.record_remedy_result(
        walk.case.pk,
        remedy=_pending(walk),
        outcome=Outcome(Result.ANNULLED, walk.on),
        note="送达责令改正文书的证据不足，撤销处罚决定。",
        actor=walk.bureau.reviewer,
        at=walk.at,
    )


def _pending(walk: Walk) -> Remedy:
    remedy: Remedy = walk.decision.remedies.pending().get()
    return remedy


def confirm_withdrawal(walk: Walk) -> None:
    remedies.confirm_withdrawal(
        walk.case.pk, withdrawn_on=walk.on, note="决定尚未公开。", actor=walk.lead, at=walk.at
    )


# ---------------------------------------------------------------- the end


def propose_closing(walk: Walk) -> None:
    case = walk.refresh()
    decided = case.decisions.standing().exists()
    closing.propose_closing(
        case.pk,
        summary=f"案件办理完毕，已向劳动者支付工资{yuan(case.paid)}元。",
        no_penalty_reason="" if decided else "责令改正期限内已足额支付，违法行为轻微并及时改正。",
        opinion="建议结案。",
        actor=walk.lead,
        at=walk.at,
    )


def close(walk: Walk) -> None:
    closing.decide_closing(
        walk.case.pk, approved=True, opinion="同意结案。", actor=walk.bureau.head, at=walk.at
    )
