"""What an employer's clerk fills in: the first log-in, and a change of the employer's own facts."""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Employer
from employers.policy.own_facts import GRADED, OFFERED, REGISTERED


class OpenForm(forms.Form):
    """The code from the paper, and the log-in that it opens."""

    code = forms.CharField(
        label=_("邀请码"),
        max_length=40,
        help_text=_("印在监察机构交给您的纸上，14位字母和数字"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("经办人姓名"), max_length=50)
    username = forms.CharField(label=_("登录名"), max_length=50, help_text=_("自己定，登录时使用"))
    password = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("再次输入密码"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的密码不一致"))
        return again


class _Columns(forms.ModelForm):
    class Meta:
        model = Employer
        fields = OFFERED


class ProposalForm(forms.Form):
    """The facts an employer may ask to change, as they stand."""

    reason = forms.CharField(
        label=_("变更说明"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = _Columns(instance=copy(employer))
        self.fields = {**columns.fields, **self.fields}
        self.initial = {**columns.initial, **self.initial}

    @property
    def facts(self) -> dict[str, Any]:
        """What was sent; of a fact that is not offered, the service says why not."""
        sent = {name: self.data[name] for name in (*GRADED, *REGISTERED) if name in self.data}
        return {name: self.cleaned_data[name] for name in OFFERED} | sent
