"""What the screens of a case ask; which values are lawful is the services' business."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from cases.policy.delivery import MODES, Mode
from cases.services import orders
from console.acts import ActForm
from statutes.violations import VIOLATIONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def inspectors_of(office_id: int, on: date) -> QuerySet[User]:
    """Those of the office who may lead or assist, by name."""
    return User.objects.holding(Role.INSPECTOR, office=office_id, on=on).order_by("name", "pk")


def day(label: "StrOrPromise", **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


def text(label: "StrOrPromise", *, rows: int = 4, **options: Any) -> forms.CharField:
    options.setdefault("max_length", 5000)
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **options)


def causes() -> list[tuple[str, object]]:
    return [(code, _(violation.label)) for code, violation in VIOLATIONS.items()]


class ResubmitForm(ActForm):
    cause = forms.ChoiceField(label=_("案由"), choices=causes)
    summary = text(_("基本案情"), rows=6)
    opinion = text(_("监察员意见"))
    autosaved = ("opinion",)

    def prepare(self) -> None:
        self.start_with(cause=self.subject.cause, summary=self.subject.summary)


class OfficersForm(ActForm):
    lead = forms.ModelChoiceField(label=_("主办监察员"), queryset=User.objects.none())
    assistants = forms.ModelMultipleChoiceField(
        label=_("协办监察员"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        choices = inspectors_of(self.subject.office_id, timezone.localdate(self.at))
        self.offer("lead", choices)
        self.offer("assistants", choices)
        serving = list(self.subject.officers.serving())
        self.initial["lead"] = next((o.user_id for o in serving if o.is_lead), None)
        self.initial["assistants"] = [o.user_id for o in serving if not o.is_lead]


class OrderForm(ActForm):
    findings = text(_("认定的事实"), rows=6)
    requirement = text(_("改正内容"))
    period_days = forms.IntegerField(label=_("改正期限（工作日，自送达次日起算）"), min_value=1)
    autosaved = ("findings", "requirement")

    def prepare(self) -> None:
        written = orders.default_draft(self.subject, on=timezone.localdate(self.at))
        self.start_with(
            findings=written.findings,
            requirement=written.requirement,
            period_days=written.period_days,
        )


class ServeForm(ActForm):
    mode = forms.TypedChoiceField(
        label=_("送达方式"),
        choices=[(m.value, _(rule.label)) for m, rule in MODES.items()],
        coerce=Mode,
    )
    handed_on = day(
        _("送达日期"),
        help_text=_("直接送达填签收日期，留置填留置日期，邮寄填回执日期，公告填发出日期。"),
    )
    place = forms.CharField(label=_("送达地点"), max_length=200)
    receiver = forms.CharField(label=_("收件人"), max_length=60, required=False)
    refusal = forms.CharField(label=_("拒收事由"), max_length=200, required=False)
    witness = forms.CharField(label=_("见证人"), max_length=60, required=False)
    has_consent = forms.BooleanField(label=_("受送达人已书面同意电子送达"), required=False)
    proof = forms.FileField(
        label=_("送达凭证"), required=False, help_text=_("签收照片、邮寄回执或留置录像截图。")
    )

    def prepare(self) -> None:
        address = self.subject.employer.address
        today = timezone.localdate(self.at)
        self.start_with(mode=Mode.DIRECT.value, place=address, handed_on=today)


class VerifyForm(ActForm):
    note = text(_("核查情况"))
    autosaved = ("note",)


class ClosingForm(ActForm):
    summary = text(_("调查处理和执行情况"), rows=6)
    no_penalty_reason = text(_("不予处罚的理由"), rows=3)
    opinion = text(_("承办人意见"), rows=3)
    autosaved = ("summary", "no_penalty_reason", "opinion")

    def prepare(self) -> None:
        self.initial["summary"] = self.subject.closing_summary
        self.initial["no_penalty_reason"] = self.subject.no_penalty_reason


class ExtensionForm(ActForm):
    opinion = text(_("案情复杂、需要延长的理由"))
    autosaved = ("opinion",)
