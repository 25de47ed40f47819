"""What the desk asks of a matter that nobody complained of: a lead, its employer, its officers."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from accounts.policy.division_codes import Level
from cases.models import Case
from cases.policy.non_filing import GROUNDS
from console.case_acts.spot import SpotFields
from console.fields import causes, inspectors_of, text
from employers.models import Employer

MOST_FOUND, LONGEST_QUERY = 20, 100
# A complaint has a door of its own, with its people and their receipts.
SOURCES = [choice for choice in Case.Source.choices if choice[0] != Case.Source.COMPLAINT]
IDENTITY = ("name", "uscc", "address", "legal_representative", "phone")


class LeadForm(forms.Form):
    """A lead: where it came from, whom it is about, who looks into it."""

    source = forms.ChoiceField(label=_("线索来源"), choices=SOURCES)
    reference = forms.CharField(
        label=_("来源编号"),
        max_length=100,
        help_text=_("巡查记录、审查报告、移送函或者举报登记的编号。"),
    )
    query = forms.CharField(
        label=_("查找单位"),
        max_length=LONGEST_QUERY,
        required=False,
        help_text=_("单位名称中的字、拼音首字母或者信用代码；填好后按“查找”。"),
    )
    chosen = forms.ModelChoiceField(
        label=_("单位库中的单位"),
        queryset=Employer.objects.none(),
        required=False,
        empty_label=_("登记为新单位"),
    )
    name = forms.CharField(label=_("单位全称"), max_length=200, required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    address = forms.CharField(label=_("单位地址"), max_length=300, required=False)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    division = forms.ModelChoiceField(label=_("用工所在地"), queryset=Division.objects.none())
    lead = forms.ModelChoiceField(label=_("主办监察员"), queryset=User.objects.none())
    assistant = forms.ModelChoiceField(label=_("协办监察员"), queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        typed = self.data if self.is_bound else self.initial
        people = inspectors_of(user.office_id or 0, timezone.localdate(at))
        places = Division.objects.within(user.prefixes).exclude(level=Level.PROVINCE.value)
        query = str(typed.get("query", "")).replace("\x00", "")[:LONGEST_QUERY]
        found = Employer.objects.search(query).values_list("pk", flat=True)
        self._offer("lead", people)
        self._offer("assistant", people)
        self._offer("division", places.order_by("code"))
        self._offer("chosen", Employer.objects.filter(pk__in=list(found[:MOST_FOUND])))
        self.initial.setdefault("lead", user.pk)

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("chosen") and not data.get("name", "").strip():
            self.add_error("name", _("请从单位库选定，或者填写单位全称。"))
        return data


class NewCaseForm(LeadForm):
    """报请立案 after a preliminary check, or the advice not to file."""

    cause = forms.ChoiceField(label=_("案由"), choices=causes)
    summary = text(_("线索内容和初步核查情况"), rows=5)
    suggestion = forms.ChoiceField(
        label=_("处理建议"),
        required=False,
        choices=[
            ("", _("建议立案")),
            *((code.value, _(ground.label)) for code, ground in GROUNDS.items()),
        ],
        help_text=_("选“建议立案”以外的，由负责人审批不予立案。"),
    )
    opinion = text(_("监察员意见"), rows=3)


class SpotLeadForm(SpotFields, LeadForm):
    """当场处罚 on what was found on the scene, without a case before it."""
