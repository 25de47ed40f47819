"""Shape and field checks of what the desk enters; what the law says is the services' to refuse."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from complaints.policy.acceptance import REASONS, Code

LONG = forms.Textarea(attrs={"rows": 4})


class SupplementForm(forms.Form):
    """补正: one thing a line, and until when."""

    items = forms.CharField(label=_("需要补正的内容"), help_text=_("每行一项"), widget=LONG)
    due_on = forms.DateField(
        label=_("补正期限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_items(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        items = [line for line in lines if line]
        if any(len(item) > 200 for item in items):
            raise forms.ValidationError(_("每项不超过200字，请分成几行写。"))
        return items


class SuppliedForm(forms.Form):
    """What was supplied, and the day it arrived."""

    note = forms.CharField(label=_("补正情况"), widget=LONG)
    supplied_on = forms.DateField(
        label=_("收到日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class RefusalForm(forms.Form):
    """不予受理: a coded ground, its facts, and the body to turn to."""

    code = forms.ChoiceField(label=_("理由"))
    reason = forms.CharField(label=_("具体理由"), widget=LONG)
    body = forms.CharField(
        label=_("指引机关"), help_text=_("名称、地址和电话"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(c.value, _(reason.label.msgid)) for c, reason in REASONS.items()]

    def clean_code(self) -> Code:
        return Code(self.cleaned_data["code"])


class OpinionForm(forms.Form):
    """A head's decision: agree, or return with a reason."""

    approved = forms.TypedChoiceField(
        label=_("审批意见"),
        choices=[("yes", _("同意")), ("no", _("退回"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(label=_("意见"), widget=LONG, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("approved") is False and not data.get("opinion", "").strip():
            self.add_error("opinion", _("退回须写明意见。"))
        return data


class MergeForm(forms.Form):
    """并案: into which complaint, and why. The choices are those that the officer may see."""

    master = forms.ModelChoiceField(label=_("并入"), queryset=Complaint.objects.none())
    reason = forms.CharField(label=_("并案理由"), widget=LONG)

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["master"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates


class WithdrawalForm(forms.Form):
    """撤回: when, by whom and how the complainant said so."""

    note = forms.CharField(label=_("撤回情况"), widget=LONG)


class PurposeForm(forms.Form):
    """查看证件和电话: the purpose is recorded with the reader's name."""

    purpose = forms.CharField(label=_("查看用途"), max_length=200)


def default_supplement_day(today: date) -> date:
    """Ten days: an office habit, not a limit of law; the officer may set another."""
    return date.fromordinal(today.toordinal() + 10)
