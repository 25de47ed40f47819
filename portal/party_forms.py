"""What an employer fills in when it answers a paper that was served on it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.policy.submission import KIND_LABELS, Given, Kind
from documents.models import Paper
from portal.fields import FilesField

LONGEST = 4000


class HandInForm(forms.Form):
    """提交付款凭证或者改正情况: which paper, what was done, and what shows it."""

    paper = forms.TypedChoiceField(label=_("针对的文书"), coerce=int)
    kind = forms.ChoiceField(
        label=_("提交什么"),
        choices=[(kind.value, _(label)) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    content = forms.CharField(
        label=_("情况说明"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("写明怎样改正、向几人支付；请勿写身份证号码和银行卡号"),
    )
    amount = forms.DecimalField(
        label=_("付款金额（元）"),
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("提交付款凭证的填写；以监察员核对登记的为准"),
    )
    paid_on = forms.DateField(
        label=_("付款日期"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    uploads = FilesField(
        label=_("证明材料"),
        required=False,
        help_text=_("银行回单、工资表、签收表等的 PDF 或者照片；可以一次选几个，一个不超过20MB"),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["paper"]
        chosen.choices = [(paper.pk, str(paper)) for paper in papers]

    @property
    def given(self) -> Given:
        said, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        pays = kind is Kind.PAYMENT
        return Given(
            kind=kind,
            content=said["content"],
            amount=said["amount"] if pays else None,
            paid_on=said["paid_on"] if pays else None,
            files=len(said["uploads"]),
        )
