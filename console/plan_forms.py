"""What the screens of plans and draws ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, Office
from accounts.policy.division_codes import Level
from console.fields import day, text, words
from grids.models import PatrolPlan
from grids.services.drawing import MOST_DRAWN

PROCEDURE = _(
    "检查前填写审批表，送达检查通知书；由两名持证监察员出示证件实施；"
    "填写检查清单，由单位在场人员签字；按结果提出建议、责令改正或者立案。"
)
SCOPE = _("劳动合同、工资支付、工时休假、社会保险、女职工和未成年工保护、规章制度。")


class PlanForm(forms.ModelForm):
    """Range, time, objects, procedure (网格巡查制度)."""

    from_on = day(_("开始日期"))
    to_on = day(_("结束日期"))

    class Meta:
        model = PatrolPlan
        fields = (
            "kind", "title", "division", "from_on", "to_on", "targets", "industry", "by_lot",
            "scope", "procedure",
        )  # fmt: skip
        widgets = {
            "scope": forms.Textarea({"rows": 3}),
            "procedure": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prefixes = list(office.jurisdictions.values_list("prefix", flat=True))
        levels = [Level.CITY, Level.COUNTY]
        places = Division.objects.within(prefixes).filter(level__in=levels).order_by("code")
        self.fields["division"].queryset = places  # type: ignore[attr-defined]
        self.fields["industry"].help_text = _("留空为不限行业。")
        if not self.instance.pk:
            self.initial["division"] = office.division_id
            self.initial["scope"], self.initial["procedure"] = str(SCOPE), str(PROCEDURE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("结束日期不得早于开始日期"))
        return data

    def _post_clean(self) -> None:
        """The service writes the row."""


class SubmitForm(forms.Form):
    opinion = text(_("报批意见"), rows=3, max_length=2000)


class DecideForm(forms.Form):
    """On the proposal that the page showed, and on no other."""

    approval_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    opinion = text(_("审批意见"), rows=3, max_length=2000, required=False)


class DrawForm(forms.Form):
    """How many, by which seed, before whom; every run is published with its number."""

    size = forms.IntegerField(label=_("抽取户数"), min_value=1, max_value=MOST_DRAWN)
    seed = words(
        _("抽签种子"),
        100,
        required=False,
        help_text=_(
            "可以用抽签当天公布的数字，例如福利彩票号码；不填的由系统生成。"
            "名单固定以后系统再加一个随机数，谁也不能事先试算。"
        ),
    )
    witness = words(_("见证人"), 60, required=False)
    reason = words(_("再次抽取的理由"), 200, required=False, help_text=_("第一次抽取不用填写。"))
