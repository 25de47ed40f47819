"""Forms around the ledger's grids."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import keyed_hash
from accounts.wording import translate
from cases.models import Case
from cases.policy.payment import METHOD_LABELS, PAYERS, Method, Payer
from cases.services.ledger import NewLine
from cases.services.payments import Means
from console.fields import day, text
from documents.files import store_upload
from statutes.identity import check_resident_id, mask_resident_id


class PaymentForm(forms.Form):
    """When, how and by whom money was paid, and what proves it."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    paid_on = day(_("付款日期"))
    method = forms.TypedChoiceField(
        label=_("付款方式"),
        choices=[(m.value, _(label)) for m, label in METHOD_LABELS.items()],
        coerce=Method,
    )
    payer = forms.TypedChoiceField(
        label=_("付款方"),
        choices=[(p.value, _(rule.label)) for p, rule in PAYERS.items()],
        coerce=Payer,
    )
    payer_name = forms.CharField(
        label=_("付款单位名称"),
        max_length=200,
        required=False,
        help_text=_("由用人单位以外的一方付款时填写；追偿以此为准。"),
    )
    proof = forms.FileField(
        label=_("付款凭证"), required=False, help_text=_("银行回单、签字的工资表（PDF 或照片）。")
    )
    proof_note = forms.CharField(label=_("凭证名称和编号"), max_length=200, required=False)
    is_signed = forms.BooleanField(label=_("付清的劳动者已在工资表上签收"), required=False)
    whole_roster = forms.BooleanField(
        label=_("按名册全部付清"), required=False, help_text=_("每人按尚欠金额登记，不必逐行填写。")
    )

    def means(self, case: Case, actor: User, at: datetime) -> Means:
        """What the service asks; stores the proof, so call it inside the payment's transaction."""
        data = self.cleaned_data
        upload = data["proof"]
        return Means(
            paid_on=data["paid_on"],
            method=data["method"],
            payer=data["payer"],
            payer_name=data["payer_name"],
            proof=store_upload(upload, actor=actor, at=at, subject=case.subject(None))
            if upload
            else None,
            proof_note=data["proof_note"],
            is_signed=data["is_signed"],
        )


class ReversalForm(forms.Form):
    reason = text(_("冲正的理由"), rows=3, max_length=300)


class WorkerForm(forms.Form):
    """One worker who had not complained."""

    worker = forms.CharField(label=_("姓名"), max_length=60)
    identity = forms.CharField(label=_("身份证号"), max_length=18, required=False)
    trade = forms.CharField(label=_("工种"), max_length=60, required=False)
    period_from = day(_("拖欠起始"), required=False)
    period_to = day(_("拖欠截止"), required=False)
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)

    def clean_identity(self) -> str:
        number = self.cleaned_data["identity"].strip().upper()
        if number and (reason := check_resident_id(number)):
            raise forms.ValidationError(translate(reason))
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("period_from"), data.get("period_to")
        if first and last and first > last:
            self.add_error("period_to", _("拖欠截止不得早于拖欠起始。"))
        return data

    def line(self) -> NewLine:
        """The worker as the ledger keeps them: the number masked and hashed, never in clear."""
        data = dict(self.cleaned_data)
        number = data.pop("identity")
        return NewLine(
            **data,
            identity_mask=mask_resident_id(number) if number else "",
            identity_hash=keyed_hash(number) if number else "",
        )
