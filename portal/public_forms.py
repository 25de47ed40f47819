"""The two forms of the public site outside a complaint: look-up and verification."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.fields import PlainField
from portal.widgets import Upload


class LookupForm(forms.Form):
    """The two things on the receipt and in one's pocket."""

    code = PlainField(
        label=_("查询码"),
        help_text=_("印在回执上，16位数字"),
        max_length=40,
        inputmode="numeric",
        error_messages={"required": _("请填查询码，16位数字")},
    )
    phone_tail = PlainField(
        label=_("手机号后四位"),
        help_text=_("投诉时写的那个手机号"),
        max_length=8,
        inputmode="numeric",
        error_messages={"required": _("请填手机号后四位")},
    )


class PaperForm(forms.Form):
    """A paper's code as printed under its QR mark, or the PDF file itself."""

    code = PlainField(label=_("验证码（印在文书二维码下面）"), required=False, max_length=40)
    file = forms.FileField(
        label=_("或者上传文书的 PDF 文件"),
        help_text=_("只比对文件指纹，不保存文件"),
        required=False,
        widget=Upload(attrs={"accept": "application/pdf"}),
    )

    def clean(self) -> None:
        if not self.errors and not (self.cleaned_data["code"] or self.cleaned_data["file"]):
            self.add_error("code", gettext("请填验证码，或者上传 PDF 文件。"))
