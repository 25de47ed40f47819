"""What the screens of a warning ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from accounts.policy.roles import Role
from console.acts import ActForm, ReasonForm
from console.fields import choice, day, inspectors_of, text
from early_warning.models import Scale, WarningRule
from early_warning.policy.columns import KIND_LABELS, Kind, labels
from early_warning.policy.handling import Terms
from early_warning.policy.signals import LEVEL_LABELS, RULES, Level
from early_warning.procedure import OUTCOME_LABELS, Outcome, State
from rulebook import services as rulebook

ANSWER_DAYS = 5  # working days that the letter usually leaves for an answer


class LetterForm(ActForm):
    """预警告知书: by when to answer, and what else is asked."""

    answer_by = day(_("书面说明期限"))
    request = text(_("另外的要求"), rows=3, required=False, max_length=500)
    autosaved = ("request",)

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        self.start_with(answer_by=rulebook.calendar().add(today, ANSWER_DAYS))


class VisitForm(ActForm):
    """Who goes, and by when; the head says so."""

    visitor = forms.ModelChoiceField(label=_("核查人"), queryset=User.objects.none())
    visit_by = day(_("核查期限"))
    note = text(_("核查重点"), rows=3, required=False, max_length=500)
    autosaved = ("note",)

    def prepare(self) -> None:
        warning, today = self.subject, timezone.localdate(self.at)
        self.offer("visitor", inspectors_of(warning.office_id, today))
        self.start_with(visitor=warning.owner_id, visit_by=max(warning.due_on, today))


class FindingForm(ActForm):
    """What the inspection says of the signs; its day is that of the record."""

    found = text(_("核查情况"), rows=5, max_length=2000)
    autosaved = ("found",)


class LeadReasonForm(ReasonForm):
    """Why the signs hold."""


class CloseForm(ActForm):
    """What the signs were worth, and why."""

    outcome = choice(_("结论"), OUTCOME_LABELS)
    reason = text(_("了结理由"), rows=4, max_length=1000)
    autosaved = ("reason",)

    def prepare(self) -> None:
        if self.subject.status is State.LEAD:
            field: Any = self.fields["outcome"]
            field.choices = [c for c in field.choices if c[0] != Outcome.UNFOUNDED.value]


class RuleForm(forms.Form):
    """What one rule weighs from a day on."""

    division = forms.ModelChoiceField(
        label=_("适用区划"),
        queryset=Division.objects.none(),
        required=False,
        empty_label=_("全部"),
    )
    level = forms.ChoiceField(label=_("直接预警等级"), required=False)
    points = forms.IntegerField(
        label=_("分值"), min_value=0, max_value=200, help_text=_("0分即停用这条规则")
    )
    threshold = forms.DecimalField(label=_("阈值"), min_value=0, max_digits=12, decimal_places=2)
    in_force_from = day(_("施行日期"))
    citation = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号"))

    def __init__(
        self,
        *args: Any,
        code: str,
        user: User,
        on: date,
        before: WarningRule | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rule = RULES[code]
        figures = before.figures if before else rule.shipped
        if rule.shipped.threshold is None:
            del self.fields["threshold"]
        levels = [("", _("只计分")), *((lv.value, _(word)) for lv, word in LEVEL_LABELS.items())]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        _offer_places(self, user, on)
        self.initial = {
            **self.initial,
            "level": figures.level.value if figures.level else "",
            "points": figures.points,
            "threshold": figures.threshold,
        }


class ScaleForm(forms.Form):
    """From how many points a colour begins, and how long each may take."""

    division = forms.ModelChoiceField(
        label=_("适用区划"),
        queryset=Division.objects.none(),
        required=False,
        empty_label=_("全部"),
    )
    yellow = forms.IntegerField(label=_("黄色起点（分）"), min_value=1, max_value=1000)
    orange = forms.IntegerField(label=_("橙色起点（分）"), min_value=1, max_value=1000)
    red = forms.IntegerField(label=_("红色起点（分）"), min_value=1, max_value=1000)
    yellow_days = forms.IntegerField(label=_("黄色处置期限（工作日）"), min_value=1, max_value=60)
    orange_days = forms.IntegerField(label=_("橙色处置期限（工作日）"), min_value=1, max_value=60)
    red_days = forms.IntegerField(label=_("红色处置期限（工作日）"), min_value=1, max_value=60)
    in_force_from = day(_("施行日期"))
    citation = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和文号"))

    def __init__(
        self, *args: Any, user: User, on: date, before: Scale | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        terms = before.terms if before else Terms()
        _offer_places(self, user, on)
        lines = {level.value: getattr(terms.lines, level.value) for level in Level}
        days = {f"{level.value}_days": terms.days[level] for level in Level}
        self.initial = {**lines, **days, **self.initial}

    def proposed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "division": data["division"],
            "points": {level: data[level.value] for level in Level},
            "days": {level: data[f"{level.value}_days"] for level in Level},
            "in_force_from": data["in_force_from"],
            "citation": data["citation"],
        }


def _offer_places(form: forms.Form, user: User, on: date) -> None:
    """The person's own places, down to the county; what holds everywhere is the administrator's."""
    places = Division.objects.exclude(level="township").order_by("code")
    field: Any = form.fields["division"]
    if Role.ADMINISTRATOR in user.roles_on(on):
        field.queryset = places
        return
    field.queryset, field.required = places.within(user.prefixes), True
    field.empty_label = None
    form.initial["division"] = user.office and user.office.division_id


class FactsForm(forms.Form):
    """A file of monthly facts: what it tells, who sent it, of which month."""

    kind = choice(_("数据种类"), KIND_LABELS)
    source = forms.CharField(
        label=_("数据来源"),
        max_length=60,
        help_text=_("如“市供电公司”。同一来源的列对应会记住。"),
        widget=forms.TextInput({"list": "known-sources"}),
    )
    month = forms.DateField(
        label=_("所属月份"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput({"type": "month"}, format="%Y-%m"),
        help_text=_("表中有月份一列的不填。"),
    )
    file = forms.FileField(
        label=_("数据表（.xlsx 或 .csv）"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )


class ColumnsForm(forms.Form):
    """Which column means what: a choice for every field of the kind."""

    def __init__(self, *args: Any, kind: Kind, header: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        once = dict.fromkeys(text for text in header if text)
        choices = [("", _("没有这一列")), *((text, text) for text in once)]
        for name, label in labels(kind).items():
            self.fields[name] = forms.ChoiceField(label=_(label), choices=choices, required=False)
