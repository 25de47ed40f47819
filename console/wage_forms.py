"""Forms of one worker's page: the basis and the counter-claim, the sign-off; and of a plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate, translate_all
from cases.models import Case, WageClaim
from cases.policy.basis import BASIS_LABELS, Basis
from cases.policy.counter_claim import CounterClaim
from cases.policy.ledger import NOTHING
from cases.policy.months import Month
from cases.policy.payment_plan import Part
from cases.policy.sign_off import SIGN_OFF_LABELS, SignOff
from cases.policy.wage_check import PAY_KIND_LABELS, PayKind
from cases.services.payment_plans import Promise
from cases.services.sign_offs import Confirmation
from cases.services.wage_lines import Sheet
from console.fields import Day, day
from console.grids import Cell, cell
from documents.files import store_upload
from documents.models import StoredFile
from statutes.money import parse_yuan, yuan
from statutes.refusal import Refused
from statutes.wording import say

PLAN_ROWS = 12


class Yuan(forms.CharField):
    """An amount as people write it; empty is None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, required=False, widget=widget, **options)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_yuan(text)
        except Refused as refused:
            raise forms.ValidationError(translate_all(refused)) from refused


def _choice(
    label: Any, options: Mapping[Any, str], coerce: Callable[[Any], Any]
) -> forms.TypedChoiceField:
    rows = [("", _("未登记")), *((key.value, _(text)) for key, text in options.items())]
    return forms.TypedChoiceField(
        label=label, choices=rows, coerce=coerce, required=False, empty_value=None
    )


class LineForm(forms.Form):
    """What a worker's months rest on, and what the employer sets against them."""

    pay_kind = _choice(_("计酬方式"), PAY_KIND_LABELS, PayKind)
    rate = Yuan(label=_("约定的工资标准（月薪、日薪或者时薪）"))
    basis_kind = _choice(_("依据种类"), BASIS_LABELS, Basis)
    evidence = forms.CharField(
        label=_("证据编号"), max_length=12, required=False, help_text=_("例如 E-01。")
    )
    basis = forms.CharField(label=_("依据说明"), max_length=200, required=False)
    counter_amount = Yuan(label=_("单位主张扣减的金额"))
    counter_reason = forms.CharField(label=_("单位的理由"), max_length=300, required=False)
    counter_accepted = Yuan(label=_("采纳的金额"), help_text=_("不采纳填 0；尚未答复留空。"))
    counter_reply = forms.CharField(label=_("采纳或者不采纳的理由"), max_length=300, required=False)
    note = forms.CharField(
        label=_("核定说明"),
        max_length=300,
        required=False,
        help_text=_("与诉求不同时写明；按月核算的不写则自动注明。"),
    )

    @staticmethod
    def initial_of(claim: WageClaim) -> dict[str, Any]:
        counter = claim.counter_claim
        return {
            "pay_kind": claim.pay_kind,
            "rate": _text(claim.rate),
            "basis_kind": claim.basis_kind,
            "evidence": claim.evidence.number if claim.evidence else "",
            "basis": claim.basis,
            "counter_amount": _text(counter.amount or None),
            "counter_reason": counter.reason,
            "counter_accepted": _text(counter.accepted),
            "counter_reply": counter.reply,
            "note": claim.determination_note,
        }

    def clean_evidence(self) -> int | None:
        typed = Cell("evidence", self.cleaned_data["evidence"])
        number = typed.evidence()
        if typed.errors:
            raise forms.ValidationError(typed.errors)
        return number

    def sheet(self, months: Sequence[Month]) -> Sheet:
        data = self.cleaned_data
        return Sheet(
            months=months,
            pay_kind=data["pay_kind"],
            rate=data["rate"],
            basis_kind=data["basis_kind"],
            basis=data["basis"],
            evidence=data["evidence"],
            counter=CounterClaim(
                data["counter_amount"] or NOTHING,
                data["counter_reason"],
                data["counter_accepted"],
                data["counter_reply"],
            ),
            note=data["note"],
        )


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else yuan(amount)


class Proved(forms.Form):
    """A form with a file that proves it."""

    def stored(self, case: Case, actor: User, at: datetime) -> StoredFile | None:
        """Store the proof; call it inside the transaction of the act."""
        upload = self.cleaned_data["proof"]
        if not upload:
            return None
        return store_upload(upload, actor=actor, at=at, subject=case.subject(None))


class SignOffForm(Proved):
    """How one worker confirmed the money."""

    signed_on = day(_("签收日期"))
    kind = forms.TypedChoiceField(
        label=_("签收方式"),
        choices=[(k.value, _(text)) for k, text in SIGN_OFF_LABELS.items()],
        coerce=SignOff,
    )
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, help_text=_("拒绝签收的须注明情况。")
    )
    proof = forms.FileField(
        label=_("签收凭证"), required=False, help_text=_("签字、按手印的工资表或者照片。")
    )

    def confirmation(self, case: Case, actor: User, at: datetime) -> Confirmation:
        data = self.cleaned_data
        proof = self.stored(case, actor, at)
        return Confirmation(data["signed_on"], data["kind"], data["note"], proof)


class PlanForm(Proved):
    """Who promised for the employer; the instalments are a grid of their own."""

    promised_by = forms.CharField(label=_("单位承诺人"), max_length=60)
    position = forms.CharField(label=_("职务"), max_length=60, required=False)
    agreed_on = day(_("约定日期"))
    proof = forms.FileField(label=_("约定书、承诺书"), required=False)
    proof_note = forms.CharField(label=_("凭证名称和存放处"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("重新约定的理由"),
        max_length=300,
        required=False,
        help_text=_("已有约定的须写明；原约定作废但保留。"),
    )

    def promise(self, parts: Sequence[Part], case: Case, actor: User, at: datetime) -> Promise:
        data = self.cleaned_data
        return Promise(
            promised_by=data["promised_by"],
            agreed_on=data["agreed_on"],
            parts=parts,
            position=data["position"],
            proof=self.stored(case, actor, at),
            proof_note=data["proof_note"],
            reason=data["reason"],
        )


PlanRow = tuple[Cell, Cell]


def plan_rows(posted: Mapping[str, str] | None) -> list[PlanRow]:
    """Day and amount of each instalment, as typed."""
    return [(cell(f"due-{n}", "", posted), cell(f"part-{n}", "", posted)) for n in range(PLAN_ROWS)]


def parts_of(rows: Iterable[PlanRow]) -> tuple[list[Part], list[str]]:
    """The instalments that were filled in, and what could not be read."""
    parts, errors = [], []
    for number, (due, amount) in enumerate(rows, 1):
        if not due.text.strip() and not amount.text.strip():
            continue
        on, yuan_typed = _day_of(due), amount.amount()
        if yuan_typed is None and not amount.errors:
            amount.errors = [translate(say("须填写金额"))]
        errors += [
            translate(say("第%(number)s期：%(problem)s", number=number, problem=error))
            for error in (*due.errors, *amount.errors)
        ]
        if on is not None and yuan_typed is not None:
            parts.append(Part(on, yuan_typed))
    return parts, errors


def _day_of(typed: Cell) -> date | None:
    try:
        return Day(error_messages={"invalid": _("日期请写成 2026-12-01")}).clean(typed.text)
    except forms.ValidationError as error:
        typed.errors = error.messages
        return None
