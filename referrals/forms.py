"""What both desks ask of a word of the police; shape only, the services say what the law needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.models import PoliceOffice
from referrals.policy.elements import NAME

LONGER = (
    ("police_decision_verification", _("线索需要查证，10日内决定")),
    ("police_decision_complex", _("重大、疑难、复杂案件，30日内决定")),
)


def _text(label: Any, **options: Any) -> forms.CharField:
    options.setdefault("max_length", 3000)
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 3}), **options)


class WordForm(forms.Form):
    """A word that may come without paper."""

    number = forms.CharField(label=_("文书号"), max_length=60, required=False)
    reason = _text(_("说明"), required=False)
    upload = forms.FileField(label=_("书面材料"), required=False)


class ReasonedForm(WordForm):
    """A word that says why, or what is lacking."""

    reason = _text(_("内容和理由"))


class ForwardForm(ReasonedForm):
    to = forms.ModelChoiceField(
        label=_("转送至"), queryset=PoliceOffice.objects.active(), empty_label=None
    )
    field_order = ("to", "number", "reason", "upload")


class LongerForm(ReasonedForm):
    code = forms.ChoiceField(label=_("情形"), choices=LONGER)
    field_order = ("code", "number", "reason", "upload")


class FiledForm(WordForm):
    """立案: for which offence, under which number, with the notice."""

    offence = forms.CharField(label=_("立案罪名"), max_length=100, initial=NAME)
    case_no = forms.CharField(label=_("公安案号"), max_length=60, required=False)
    upload = forms.FileField(label=_("立案通知书"))
    field_order = ("offence", "case_no", "number", "upload", "reason")


class RefusedForm(WordForm):
    """不予立案、撤案: 书面说明理由，退回材料."""

    reason = _text(_("理由"))
    returned = _text(_("退回的材料"), help_text=_("写明退回的案卷材料名称和件数。"))
    upload = forms.FileField(label=_("书面决定"))
    field_order = ("number", "reason", "returned", "upload")


class UpheldForm(WordForm):
    reason = _text(_("理由"))
    upload = forms.FileField(label=_("复议决定书"))


class OutcomeForm(WordForm):
    outcome = forms.CharField(label=_("刑事程序的结果"), max_length=300)
    field_order = ("outcome", "number", "upload", "reason")


# By the step's name, for both desks.
SPOKEN: dict[str, type[WordForm]] = {
    "sign_receipt": WordForm,
    "forward": ForwardForm,
    "confirm": WordForm,
    "ask_supplement": ReasonedForm,
    "take_longer": LongerForm,
    "file": FiledForm,
    "refuse_filing": RefusedForm,
    "uphold_refusal": UpheldForm,
    "explain": ReasonedForm,
    "withdraw": RefusedForm,
    "conclude": OutcomeForm,
}
