"""The forms of logging in and of one's own account: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


def bare_helper() -> FormHelper:
    """The template writes the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class LogInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("登录名或密码不正确，请核对后重新输入"),
        "inactive": _("账号已停用"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("登录名")
        self.fields["password"].label = _("密码")
        self.helper = bare_helper()


class CodeForm(forms.Form):
    """A code from the phone, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("手机验证器上显示的6位数字；手机不在身边时可输入备用码"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class FirstCodeForm(CodeForm):
    """The first code proves that the phone has taken over the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("扫码后，输入手机上显示的6位数字")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class OwnPasswordForm(PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("当前密码")
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再次输入新密码")
        self.helper = bare_helper()

    def clean_new_password1(self) -> str:
        new = str(self.cleaned_data["new_password1"])
        if new == self.cleaned_data.get("old_password"):
            raise forms.ValidationError(_("新密码不得与当前密码相同"))
        return new
