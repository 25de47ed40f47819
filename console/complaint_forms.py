"""What the screens of a complaint ask."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from cases.services.filing import WAGE_ARREARS
from complaints.models import Complaint
from complaints.policy.acceptance import REASONS, Code
from complaints.services import merging
from console.acts import ActForm
from console.fields import causes, day, inspectors_of, text
from employers.models import Employer

lazily_translated = lazy(translate, str)


class AssignForm(ActForm):
    owner = forms.ModelChoiceField(label=_("承办监察员"), queryset=User.objects.none())

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        self.offer("owner", inspectors_of(self.subject.office_id, today))
        self.initial["owner"] = self.subject.owner_id or self.user.pk


class EmployerForm(ActForm):
    """Choose the file of the employer, or open one with what the complainant stated."""

    chosen = forms.ModelChoiceField(
        label=_("单位库中的单位"),
        queryset=Employer.objects.none(),
        required=False,
        empty_label=_("登记为新单位"),
        help_text=_("按投诉人所述名称找到的单位；没有合适的，就在下面登记。"),
    )
    name = forms.CharField(label=_("单位全称"), max_length=200, required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    address = forms.CharField(label=_("单位地址"), max_length=300, required=False)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)

    def prepare(self) -> None:
        complaint: Complaint = self.subject
        likely = Employer.objects.search(complaint.employer_name).values_list("pk", flat=True)[:20]
        self.offer("chosen", Employer.objects.filter(pk__in=list(likely)))
        self.start_with(
            chosen=complaint.employer_id,
            name=complaint.employer_name,
            uscc=complaint.employer_uscc,
            address=complaint.employer_address,
            legal_representative=complaint.employer_contact,
            phone=complaint.employer_phone,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("chosen") and not data.get("name", "").strip():
            self.add_error("name", _("请从单位库选定，或者填写单位全称。"))
        return data


class FilingForm(ActForm):
    lead = forms.ModelChoiceField(label=_("主办监察员"), queryset=User.objects.none())
    assistant = forms.ModelChoiceField(label=_("协办监察员"), queryset=User.objects.none())
    cause = forms.ChoiceField(label=_("案由"), choices=causes, initial=WAGE_ARREARS)
    summary = text(
        _("基本案情"), rows=5, required=False, help_text=_("不填写时用投诉内容和人数、金额。")
    )
    opinion = text(_("监察员意见"), rows=3)
    autosaved = ("summary", "opinion")

    def prepare(self) -> None:
        choices = inspectors_of(self.subject.office_id, timezone.localdate(self.at))
        self.offer("lead", choices)
        self.offer("assistant", choices)
        self.initial["lead"] = self.subject.owner_id or self.user.pk


class SupplementForm(ActForm):
    items = text(_("需要补正的内容"), help_text=_("一行写一项。"))
    due_on = day(_("请在这一天以前补正"))
    autosaved = ("items",)

    def clean_items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class SuppliedForm(ActForm):
    note = text(_("补正情况"))
    autosaved = ("note",)


class RefusalForm(ActForm):
    code = forms.TypedChoiceField(
        label=_("不予受理的情形"),
        coerce=Code,
        choices=[(code.value, lazily_translated(row.label)) for code, row in REASONS.items()],
    )
    reason = text(_("事实和理由"))
    body = forms.CharField(
        label=_("应当前往的机关名称和地址"),
        max_length=200,
        required=False,
        help_text=_("涉及其他机关、仲裁委员会或者法院的，必须写明。"),
    )
    autosaved = ("reason",)


class MergeForm(ActForm):
    master_id = forms.TypedChoiceField(label=_("并入"), coerce=int)
    reason = text(_("并案的理由"), rows=3)
    autosaved = ("reason",)

    def prepare(self) -> None:
        found = merging.suggest_duplicates(self.subject, user=self.user)
        rows = Complaint.objects.visible_to(self.user).in_bulk([s.key for s in found])
        self.fields["master_id"].choices = [  # type: ignore[attr-defined]
            (s.key, f"{rows[s.key].number} · {rows[s.key].employer_name}")
            for s in found
            if s.key in rows
        ]


class WithdrawForm(ActForm):
    note = text(_("撤回的情况"), rows=3, help_text=_("写明何时、何人、以何种方式提出撤回。"))
    autosaved = ("note",)


class DisclosureForm(ActForm):
    note = text(
        _("同意的情况"),
        rows=3,
        help_text=_("写明何时、何人、以何种方式同意向用人单位公开姓名。登记后不能收回。"),
    )
    autosaved = ("note",)
