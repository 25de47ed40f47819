"""Performance of a decision: fines, instalments, and the verification of it all."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate_all
from cases.models import Case, FinePayment
from cases.papers.instalments import INSTALMENT_APPROVAL
from cases.policy.performance import ITEM_LABELS, Item, Tender
from cases.policy.surcharge import Part
from cases.procedure.states import INSTALMENTS
from cases.services import dues, performance
from console.acts import Act, ActForm, Data, OpinionForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import Day, amount, choice, day, proof_of, text
from statutes.money import parse_yuan
from statutes.refusal import Refused


class FineForm(ActForm):
    """One payment; its token makes the same form sent twice one payment."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    item = choice(_("款项"), ITEM_LABELS)
    amount = amount(_("金额（元）"))
    paid_on = day(_("缴款日期"))
    receipt_number = forms.CharField(label=_("票据号"), max_length=60)
    proof = forms.FileField(
        label=_("缴款凭证"), required=False, help_text=_("缴款书、银行回单（PDF 或照片）。")
    )

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        self.start_with(token=uuid4(), paid_on=today)
        if (decision := dues.found(self.subject)) is not None:
            owed = dues.account(self.subject, decision, today)
            item = next((item for item in Item if owed.owed(item)), Item.FINE)
            self.start_with(item=item.value, amount=owed.owed(item) or None)


@transaction.atomic
def _record(case: Case, data: Data, actor: User, at: datetime) -> object:
    token = data["token"]
    if performance.is_recorded(case.pk, token):
        return None  # sent twice: its proof is not stored again either
    tender = Tender(data["item"], data["amount"], data["paid_on"], data["receipt_number"])
    proof = proof_of(data["proof"], case, actor, at)
    return performance.record_fine(case.pk, tender, token=token, proof=proof, actor=actor, at=at)


class ReverseForm(ActForm):
    payment = forms.ModelChoiceField(label=_("缴款"), queryset=FinePayment.objects.none())
    reason = text(_("冲正的理由"), rows=3, max_length=300)
    autosaved = ("reason",)

    def prepare(self) -> None:
        if (decision := dues.found(self.subject)) is not None:
            self.offer("payment", performance.reversible(decision))


class PlanField(forms.CharField):
    """One instalment a line: its last day and its amount."""

    def to_python(self, value: object) -> list[Part]:  # type: ignore[override]
        lines = enumerate((super().to_python(value) or "").splitlines(), 1)
        return [self._part(row, line) for row, line in lines if line.strip()]

    def _part(self, row: int, line: str) -> Part:
        day, _space, money = line.strip().partition(" ")
        try:
            return Part(Day().clean(day), parse_yuan(money.strip()))
        except Refused as refused:
            said = " ".join(translate_all(refused))
        except forms.ValidationError as error:
            said = " ".join(error.messages)
        raise forms.ValidationError(gettext("第%(row)s行：%(error)s") % {"row": row, "error": said})

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{part.due_on:%Y-%m-%d} {part.amount}" for part in value)

    def has_changed(self, initial: object, data: object) -> bool:
        return bool(self.prepare_value(initial) != data)


class InstalmentForm(ActForm):
    parts = PlanField(
        label=_("各期期限和金额"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("每行一期：期限、空格、金额，如“2026-12-31 5000.00”；只写一行即为延期。"),
    )
    reason = text(_("当事人申请的事由（经济困难情况）"), max_length=2000)
    autosaved = ("reason",)

    def prepare(self) -> None:
        decision, today = dues.found(self.subject), timezone.localdate(self.at)
        if decision is not None and decision.due_on is not None:
            owed = dues.account(self.subject, decision, today).owed(Item.FINE)
            self.start_with(parts=[Part(decision.due_on, owed)])


def _plan_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    context = performance.plan_context(
        case,
        data.get("parts", []),
        reason=data.get("reason", ""),
        actor=actor,
        on=timezone.localdate(at),
    )
    return INSTALMENT_APPROVAL, context


def _decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, INSTALMENTS, INSTALMENT_APPROVAL, data, actor, at)


class VerifyForm(ActForm):
    note = text(_("核查情况"))
    autosaved = ("note",)


ACTS: dict[str, Act] = {
    "fine": Act(
        title=_("登记缴款"),
        steps=("record_fine",),
        form=FineForm,
        run=_record,
    ),
    "reverse-fine": Act(
        title=_("冲正缴款"),
        steps=("reverse_fine",),
        form=ReverseForm,
        run=verb(performance.reverse_fine),
        is_grave=True,
    ),
    "instalments": Act(
        title=_("申请延期（分期）缴纳"),
        steps=("propose_instalments",),
        form=InstalmentForm,
        run=verb(performance.propose_instalments),
        sheet=_plan_sheet,
        button=_("报批"),
    ),
    "decide-instalments": Act(
        title=_("延期（分期）缴纳审批"),
        steps=("approve_instalments", "refuse_instalments"),
        form=OpinionForm,
        run=verb(performance.decide_instalments),
        sheet=_decision_sheet,
        is_decision=True,
    ),
    "verify-performance": Act(
        title=_("核查履行情况"),
        steps=("verify_performance",),
        form=VerifyForm,
        run=verb(performance.verify_performance),
        button=_("确认已履行"),
    ),
}
