"""The acts of a wage deposit as screens, one row each; the address of an act is its key."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import deposit_cases
from console import deposit_forms as forms
from console.acts import Act, OpinionForm, ReasonForm, Sheet, verb
from console.complaint_forms import AssignForm
from documents.files import store_upload
from rulebook import services as rulebook
from statutes.clocks import due, start_of
from statutes.limits import limit
from wage_deposits import papers
from wage_deposits.models import Deposit, DepositMove
from wage_deposits.policy.refill import shortage
from wage_deposits.services import guarantees, opening, returning, using
from wage_deposits.services.guarantees import Terms

Data = dict[str, Any]


@transaction.atomic
def _terms(deposit: Deposit, data: Data, actor: User, at: datetime) -> Terms:
    upload = data.pop("file")
    kinds = ("pdf", "image")
    kept = (
        store_upload(upload, actor=actor, at=at, kinds=kinds, subject=deposit.subject)
        if upload
        else None
    )
    return Terms(**data, file=kept)


@transaction.atomic
def _accept(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    terms = _terms(deposit, data, actor, at)
    return guarantees.accept_guarantee(deposit.pk, terms=terms, actor=actor, at=at)


@transaction.atomic
def _renew(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    terms = _terms(deposit, data, actor, at)
    return guarantees.renew_guarantee(deposit.pk, terms=terms, actor=actor, at=at)


@transaction.atomic
def _refill_guarantee(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    terms = _terms(deposit, data, actor, at)
    return using.refill_guarantee(deposit.pk, terms=terms, actor=actor, at=at)


@transaction.atomic
def _propose_use(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    arrears = deposit_cases.arrears_locked(data.pop("case").pk, deposit)
    return using.propose_use(deposit.pk, arrears=arrears, **data, actor=actor, at=at)


@transaction.atomic
def _decide_use(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    """What is owed is asked again: the workers may have been paid since it was proposed."""
    use = deposit.open_use
    arrears = deposit_cases.arrears_locked(use.case_id, deposit, use) if use else None
    return using.decide_use(deposit.pk, **data, arrears=arrears, actor=actor, at=at)


def _notice_return(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    owed = deposit_cases.unsettled(deposit)
    return returning.notice_return(deposit.pk, **data, unsettled=owed, actor=actor, at=at)


def _propose_return(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    owed = deposit_cases.unsettled(deposit)
    return returning.propose_return(deposit.pk, **data, unsettled=owed, actor=actor, at=at)


def _decide_return(deposit: Deposit, data: Data, actor: User, at: datetime) -> object:
    owed = deposit_cases.unsettled(deposit)
    return returning.decide_return(deposit.pk, **data, unsettled=owed, actor=actor, at=at)


def _use_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    case, means = data.get("case"), data.get("means", "")
    if case is None:
        return None
    owed, guarantee = deposit_cases.arrears_of(case, deposit), deposit.guarantee
    by_guarantee = means == DepositMove.Means.GUARANTEE and guarantee is not None
    return papers.PAYMENT_NOTICE, papers.payment_notice(
        deposit,
        bank=guarantee.bank if by_guarantee and guarantee else deposit.account_bank,
        means=means,
        case_no=owed.case_no,
        debtor=owed.debtor,
        order_number=owed.order.number if owed.order else "",
        order_due_on=owed.order.due_on if owed.order else None,
        in_advance=owed.in_advance,
        workers=owed.workers,
        amount=data.get("amount"),
    )


def _proposed_use_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    use = deposit.open_use
    return (papers.PAYMENT_NOTICE, papers.payment_notice_of(use)) if use else None


def _refill_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    """What the contractor will be told, counted from the day that is typed."""
    use, paid_on = deposit.open_use, data.get("on") or timezone.localdate(at)
    if use is None or use.paper is None:
        return None
    missing = shortage(deposit.amount, deposit.balance - use.amount)
    if not missing:
        return None
    return papers.REFILL_NOTICE, papers.refill_notice(
        use,
        number=use.paper.number,
        paid_on=paid_on,
        missing=missing,
        due_on=_refill_due(paid_on),
    )


def _refill_due(paid_on: date) -> date:
    row = limit(using.REFILL, on=paid_on)
    return due(row.term, start_of(paid_on), calendar=rulebook.calendar()).due_on


def _notice_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    today = timezone.localdate(at)
    return papers.RETURN_NOTICE, papers.return_notice(
        deposit,
        promised_on=data.get("promised_on"),
        noticed_on=today,
        ends_on=returning.notice_ends_on(today),
    )


def _refusal_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    request, reason = deposit.open_return, data.get("reason", "")
    return (
        (papers.RETURN_REFUSAL, papers.return_refusal(request, reason=reason)) if request else None
    )


def _return_sheet(deposit: Deposit, data: Data, actor: User, at: datetime) -> Sheet | None:
    request, reason = deposit.open_return, data.get("opinion", "")
    return (
        (papers.RETURN_DECISION, papers.return_decision(request, reason=reason))
        if request
        else None
    )


ACTS: dict[str, Act] = {
    # Whoever acts on deposits, and who decides on them, may say who answers for one.
    "assign": Act(
        title=_("指定承办人"),
        steps=("open_account", "approve_use"),
        form=AssignForm,
        run=verb(opening.assign),
        is_aside=True,
    ),
    "account": Act(
        title=_("登记专户存储"),
        steps=("open_account",),
        form=forms.AccountForm,
        run=verb(opening.open_account),
    ),
    "guarantee": Act(
        title=_("收存保函"), steps=("accept_guarantee",), form=forms.GuaranteeForm, run=_accept
    ),
    "renewal": Act(
        title=_("更换或者延长保函"),
        steps=("renew_guarantee",),
        form=forms.GuaranteeForm,
        run=_renew,
        button=_("收存新保函"),
    ),
    "cancel": Act(
        title=_("撤销核定"),
        steps=("cancel",),
        form=ReasonForm,
        run=verb(opening.cancel),
        is_grave=True,
    ),
    "use": Act(
        title=_("报请动用保证金"),
        steps=("propose_use",),
        form=forms.UseForm,
        run=_propose_use,
        sheet=_use_sheet,
        button=_("报批"),
    ),
    "decide-use": Act(
        title=_("动用保证金审批"),
        steps=("approve_use", "send_back_use", "send_back_further_use"),
        form=OpinionForm,
        run=_decide_use,
        sheet=_proposed_use_sheet,
        is_decision=True,
    ),
    "service": Act(
        title=_("登记银行签收"),
        steps=("serve_notice",),
        form=forms.BankServiceForm,
        run=verb(using.serve_notice),
        button=_("登记签收"),
    ),
    "payment": Act(
        title=_("登记银行支付"),
        steps=("record_payment", "record_covered_payment"),
        form=forms.BankPaymentForm,
        run=verb(using.record_payment),
        sheet=_refill_sheet,
        button=_("登记支付"),
    ),
    "refill": Act(
        title=_("登记补足存款"),
        steps=("refill_cash",),
        form=forms.AccountForm,
        run=verb(using.refill_cash),
    ),
    "refill-guarantee": Act(
        title=_("收存补足的保函"),
        steps=("refill_guarantee",),
        form=forms.GuaranteeForm,
        run=_refill_guarantee,
    ),
    "return-notice": Act(
        title=_("公示返还保证金"),
        steps=("notice_return",),
        form=forms.ReturnNoticeForm,
        run=_notice_return,
        sheet=_notice_sheet,
        button=_("发出公示"),
    ),
    "application": Act(
        title=_("收到返还申请"),
        steps=("receive_application",),
        form=forms.ApplicationForm,
        run=verb(returning.receive_application),
        button=_("登记申请"),
    ),
    "refusal": Act(
        title=_("告知不予返还"),
        steps=("refuse_return",),
        form=ReasonForm,
        run=verb(returning.refuse_return),
        sheet=_refusal_sheet,
        button=_("发出告知书"),
        is_grave=True,
    ),
    "return": Act(
        title=_("报请返还保证金"),
        steps=("propose_return",),
        form=forms.ReturnForm,
        run=_propose_return,
        sheet=_return_sheet,
        button=_("报批"),
    ),
    "decide-return": Act(
        title=_("返还保证金审批"),
        steps=("approve_return", "send_back_return"),
        form=OpinionForm,
        run=_decide_return,
        sheet=_return_sheet,
        is_decision=True,
    ),
}
