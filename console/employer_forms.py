"""What the screens of an employer's file ask."""

from copy import copy
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from console.fields import day, text, words
from employers.models import (
    Employer,
    EmployerUser,
    FactProposal,
    Invitation,
    Method,
    Project,
    ProjectParty,
    Relation,
)

MOST_FOUND = 20
# The facts of the file in the order of the law's form (law.md §8.3), by section.
SECTIONS = {
    _("身份"): (
        "name", "uscc", "form", "status", "division", "address", "industry", "economic_type",
        "registration_type", "founded_on", "organisation_code", "is_affiliated",
    ),
    _("人员"): (
        "legal_representative", "legal_representative_phone", "manager", "manager_position",
        "manager_phone", "wage_officer", "wage_officer_phone", "contact", "contact_phone", "phone",
    ),
    _("登记"): (
        "registration_authority", "licence_kind", "licence_issued_on", "licence_valid_to",
        "social_insurance_no", "social_insurance_on",
    ),
    _("用工"): (
        "headcount", "full_time", "migrant_workers", "female_workers", "minor_workers",
        "dispatched_workers", "contracts_signed", "open_ended_contracts", "fixed_term_contracts",
        "insured", "minimum_monthly_wage", "pay_day", "special_hours", "collective_contract",
    ),
}  # fmt: skip
FACTS = tuple(field for fields in SECTIONS.values() for field in fields)


class FileForm(forms.Form):
    """The form of one act on one employer's file."""

    def __init__(
        self, *args: Any, employer: Employer, user: User, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.employer, self.user, self.at = employer, user, at
        self.prepare()

    def prepare(self) -> None:
        """Set choices and initial values from the file."""

    def offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def may_find(self) -> bool:
        return "query" in self.fields

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class _Columns(forms.ModelForm):
    class Meta:
        model = Employer
        fields = FACTS


class FactsForm(FileForm):
    """Every fact as now known; what is changed is kept with how it was learnt."""

    method = forms.ChoiceField(label=_("采集方式"), choices=Method.choices)
    seen = forms.BooleanField(
        label=_("其余信息已逐项核对，仍然属实"),
        required=False,
        help_text=_("勾选后，没有改动的信息也从今天起重新计算六个月。"),
    )

    def prepare(self) -> None:
        columns = _Columns(instance=copy(self.employer))
        ends = list(self.fields.items())
        places = Division.objects.within(self.user.prefixes)
        columns.fields["division"].queryset = places.order_by("code")  # type: ignore[attr-defined]
        self.fields = {**columns.fields, **dict(ends)}
        self.initial = {**columns.initial, **self.initial}

    def clean_uscc(self) -> str | None:
        return self.cleaned_data["uscc"] or None


class ConfirmForm(FileForm):
    """Nothing has changed: seen again, and how."""

    method = forms.ChoiceField(label=_("采集方式"), choices=Method.choices)
    sure = forms.BooleanField(label=_("档案所列信息已逐项核对，仍然属实"))


class PickForm(FileForm):
    """An act that names another employer of the register."""

    query = forms.CharField(
        label=_("查找单位"),
        max_length=100,
        help_text=_("单位名称中的字、拼音首字母、信用代码或者电话；填好后按“查找单位”。"),
    )
    chosen = forms.ModelChoiceField(label=_("单位库中的单位"), queryset=Employer.objects.none())

    def prepare(self) -> None:
        typed = self.data if self.is_bound else self.initial
        known = Employer.objects.current().search(typed.get("query", ""))
        found = known.exclude(pk=self.employer.pk).values_list("pk", flat=True)[:MOST_FOUND]
        self.offer("chosen", Employer.objects.filter(pk__in=list(found)))


class RelationForm(PickForm):
    kind = forms.ChoiceField(label=_("本单位"), choices=Relation.Kind.choices)
    note = words(_("说明"), 300, required=False)
    from_on = day(_("起"), required=False)


class EndRelationForm(FileForm):
    relation = forms.ModelChoiceField(label=_("关联关系"), queryset=Relation.objects.none())
    to_on = day(_("终止日期"))

    def prepare(self) -> None:
        standing = Relation.objects.filter(employer=self.employer, to_on__isnull=True)
        self.offer("relation", standing.select_related("employer", "other"))


class ProjectForm(FileForm):
    """A new project, with this employer's part in it."""

    name = words(_("工程名称"))
    division = forms.ModelChoiceField(label=_("工程所在地"), queryset=Division.objects.none())
    address = words(_("工程地址"), 300, required=False)
    permit_no = words(_("施工许可证号"), 60, required=False)
    contract_amount = forms.DecimalField(
        label=_("施工合同额"), max_digits=14, decimal_places=2, min_value=1, required=False
    )
    contract_on = day(_("合同签订日期"), required=False)
    starts_on = day(_("开工日期"), required=False)
    ends_on = day(_("计划竣工日期"), required=False)
    role = forms.ChoiceField(label=_("本单位的身份"), choices=ProjectParty.Role.choices)
    scope = words(_("承包内容"), required=False)

    def prepare(self) -> None:
        self.offer("division", Division.objects.within(self.user.prefixes).order_by("code"))


class PartyForm(PickForm):
    """Another party of one of this employer's projects."""

    project = forms.ModelChoiceField(label=_("工程项目"), queryset=Project.objects.none())
    role = forms.ChoiceField(label=_("身份"), choices=ProjectParty.Role.choices)
    under = forms.ModelChoiceField(
        label=_("发包方"),
        queryset=ProjectParty.objects.none(),
        required=False,
        empty_label=_("没有，或者还不清楚"),
    )
    scope = words(_("承包内容"), required=False)
    from_on = day(_("进场日期"), required=False)

    def prepare(self) -> None:
        super().prepare()
        here = Project.objects.filter(parties__employer__in=self.employer.file_ids).distinct()
        self.offer("project", here)
        parties = ProjectParty.objects.filter(project__in=here)
        self.offer("under", parties.select_related("project", "employer"))
        self.fields["chosen"].label = _("参建单位")


class MergeForm(PickForm):
    """The duplicate that goes into this file."""

    reason = text(_("认定为同一单位的依据"), rows=3, max_length=500)


class InviteForm(FileForm):
    """Nothing is asked: the code is made when the button is pressed."""


class WithdrawForm(FileForm):
    invitation = forms.ModelChoiceField(label=_("邀请码"), queryset=Invitation.objects.none())

    def prepare(self) -> None:
        unused = Q(used_by=None, withdrawn_at=None, expires_at__gt=self.at)
        self.offer("invitation", Invitation.objects.filter(unused, employer=self.employer))


class EndAccessForm(FileForm):
    clerk = forms.ModelChoiceField(label=_("单位经办人"), queryset=EmployerUser.objects.none())
    reason = text(_("理由"), rows=2, max_length=300)

    def prepare(self) -> None:
        serving = EmployerUser.objects.serving().filter(employer=self.employer)
        self.offer("clerk", serving.select_related("user", "employer"))


class DecideForm(FileForm):
    """采纳 or not: two buttons."""

    opinion = text(_("核对意见"), rows=2, max_length=300, required=False)

    def prepare(self) -> None:
        waiting = FactProposal.objects.filter(status=FactProposal.Status.PROPOSED)
        self.proposal = waiting.filter(employer__in=self.employer.file_ids).first()

    def clean(self) -> dict[str, Any]:
        if self.proposal is None:
            raise forms.ValidationError(_("没有待核对的申报。"))
        return super().clean() or {}
