"""What the papers of a wage deposit print: plain dicts; wording and layout are the templates'."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from documents.kinds import PaperKind
from statutes.citations import cite
from statutes.limits import limit
from wage_deposits.models import Deposit, DepositMove, ReturnRequest, Use
from wage_deposits.policy.rate import Step
from wage_deposits.procedure import DUTY, OPENING, REFILL, RETURN, USE

STORAGE_NOTICE = PaperKind(
    "deposit_notice", "农民工工资保证金存储通知书", "保存字", "deposit_notice"
)
EXEMPTION_NOTICE = PaperKind(
    "deposit_exemption", "免予存储农民工工资保证金告知书", "保免字", "deposit_exemption"
)
PAYMENT_NOTICE = PaperKind(
    "deposit_payment", "农民工工资保证金支付通知书", "保支字", "deposit_payment"
)
REFILL_NOTICE = PaperKind(
    "deposit_refill", "农民工工资保证金补足通知书", "保补字", "deposit_refill"
)
RETURN_NOTICE = PaperKind(
    "deposit_return_notice", "返还农民工工资保证金公示", "保公字", "deposit_return_notice"
)
RETURN_DECISION = PaperKind(
    "deposit_return", "农民工工资保证金返还决定书", "保返字", "deposit_return"
)
RETURN_REFUSAL = PaperKind(
    "deposit_return_refusal", "不予返还农民工工资保证金告知书", "保不返字", "deposit_return_refusal"
)

SEIZURE = cite("工资条例", "第三十三条")
CONSEQUENCE = cite("工资条例", "第五十五条")


def storage_notice(deposit: Deposit, *, due_on: date) -> dict[str, Any]:
    """存储通知书: how much, by which steps, by when, in money or by guarantee."""
    return {
        **_matter(deposit),
        **reckoning(deposit.reckoning),
        "contract_amount": deposit.contract_amount,
        "permitted_on": deposit.permitted_on,
        "rate": deposit.rate,
        "amount": deposit.amount,
        "due_on": due_on,
        "days": limit("deposit_opening", on=deposit.permitted_on).term.length,
        "duty": str(DUTY),
        "basis": str(OPENING),
        "seizure": str(SEIZURE),
        "consequence": str(CONSEQUENCE),
    }


def exemption_notice(deposit: Deposit) -> dict[str, Any]:
    """免予存储告知书: on which ground, and that arrears end the exemption."""
    return {
        **_matter(deposit),
        **reckoning(deposit.reckoning),
        "contract_amount": deposit.contract_amount,
    }


def reckoning(steps: Sequence[Step]) -> dict[str, Any]:
    """The steps of a figure as sentences with their articles."""
    return {"steps": [{"text": str(s.sentence), "basis": str(s.citation)} for s in steps]}


def payment_notice(
    deposit: Deposit,
    *,
    bank: str,
    means: str,
    case_no: str,
    debtor: str,
    order_number: str,
    order_due_on: date | None,
    workers: int | None,
    amount: Decimal | None,
    in_advance: bool = False,
) -> dict[str, Any]:
    """支付通知书, to the bank: from what, for whose wages, how much, within five working days."""
    in_cash = means == DepositMove.Means.CASH
    guarantee = None if in_cash else deposit.guarantee
    return {
        **_matter(deposit),
        "bank": bank,
        "account": deposit.account_no if in_cash else "",
        "guarantee": guarantee.number if guarantee else "",
        "case_no": case_no,
        "debtor": debtor,
        "order_number": order_number,
        "order_due_on": order_due_on,
        "in_advance": in_advance,
        "workers": workers,
        "amount": amount,
        "days": _working_days("deposit_payment", deposit),
        "duty": str(DUTY),
        "basis": str(USE),
    }


def payment_notice_of(use: Use) -> dict[str, Any]:
    names = (
        "bank", "means", "case_no", "debtor", "order_number", "order_due_on", "in_advance",
        "workers", "amount",
    )  # fmt: skip
    return payment_notice(use.deposit, **{name: getattr(use, name) for name in names})


def refill_notice(
    use: Use, *, number: str, paid_on: date, missing: Decimal, due_on: date
) -> dict[str, Any]:
    """补足通知书: what was paid out for whom, how much is missing, by when."""
    return {
        **_matter(use.deposit),
        "payment_number": number,
        "case_no": use.case_no,
        "debtor": use.debtor,
        "workers": use.workers,
        "amount": use.amount,
        "bank": use.bank,
        "paid_on": paid_on,
        "due": use.deposit.amount,
        "missing": missing,
        "days": _working_days("deposit_refill", use.deposit),
        "due_on": due_on,
        "basis": str(REFILL),
        "consequence": str(CONSEQUENCE),
    }


def return_notice(
    deposit: Deposit, *, promised_on: date | None, noticed_on: date, ends_on: date
) -> dict[str, Any]:
    """返还公示: whoever is still owed wages on the project is asked to come forward."""
    return {
        **_matter(deposit),
        "finished_on": deposit.project.finished_on,
        "promised_on": promised_on,
        "noticed_on": noticed_on,
        "ends_on": ends_on,
        "days": limit("deposit_return_notice", on=noticed_on).term.length,
        "amount": deposit.balance,
        "basis": str(RETURN),
    }


def return_decision(request: ReturnRequest, *, reason: str) -> dict[str, Any]:
    """返还决定书: what goes back, in money and by guarantee."""
    deposit = request.deposit
    guarantee = deposit.guarantee
    return {
        **_return(request, reason),
        "cash": deposit.held_as(DepositMove.Means.CASH),
        "bank": deposit.account_bank,
        "account": deposit.account_no,
        "guarantee": _guarantee_line(guarantee.bank, guarantee.number) if guarantee else "",
        "guaranteed": guarantee.amount if guarantee else None,
    }


def return_refusal(request: ReturnRequest, *, reason: str) -> dict[str, Any]:
    """不予返还告知书: why not, and that the application may be made again."""
    return _return(request, reason)


def _return(request: ReturnRequest, reason: str) -> dict[str, Any]:
    return {
        **_matter(request.deposit),
        "finished_on": request.finished_on,
        "noticed_on": request.noticed_on,
        "notice_ends_on": request.notice_ends_on,
        "applied_on": request.applied_on,
        "reason": reason,
        "basis": str(RETURN),
        "review_basis": str(cite("复议法", "第二十条")),
        "suit_basis": str(cite("行诉法", "第四十六条")),
    }


def _matter(deposit: Deposit) -> dict[str, Any]:
    return {
        "number": deposit.number,
        "contractor": deposit.contractor.name,
        "uscc": deposit.contractor.uscc or "",
        "site": _site(deposit),
    }


def _site(deposit: Deposit) -> str:
    """江城国际商贸城二期（江城市中原区…，施工许可证号…）."""
    project = deposit.project
    permit = f"，施工许可证号{project.permit_no}" if project.permit_no else ""
    return f"{project.name}（{project.division.full_name}{project.address}{permit}）"


def _guarantee_line(bank: str, number: str) -> str:
    return f"{bank}出具的保函（{number}）"


def _working_days(code: str, deposit: Deposit) -> int:
    return limit(code, on=deposit.permitted_on).term.length
