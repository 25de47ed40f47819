"""What the screens of a publication ask; the fields of a copy come from its whitelist."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.acts import ActForm
from console.fields import choice, day, text, words
from publications.models import Publication, Target
from publications.policy.fields import Field, Form, as_list
from publications.policy.kinds import KIND_LABELS, MEANS_LABELS, REGIMES, Kind, Means
from publications.policy.periods import quarter_of
from publications.policy.whitelist import WHITELIST
from publications.procedure import STATE_LABELS, State

PREFIX = "copy_"  # keeps the copy's own names apart from those of the act
ENDINGS = {state: STATE_LABELS[state] for state in (State.ANNULLED, State.WITHDRAWN)}
SENT_BY_HAND = {means: label for means, label in MEANS_LABELS.items() if means is not Means.PORTAL}


def add_copy(form: forms.Form, kind: Kind) -> None:
    """One field for every row of the kind's whitelist, and none besides."""
    form.fields.update({PREFIX + field.name: _asked(field) for field in WHITELIST[kind]})


def copy_in(data: dict[str, Any]) -> dict[str, object]:
    """Take the copy's fields out of what was filled in."""
    names = [name for name in data if name.startswith(PREFIX)]
    return {name.removeprefix(PREFIX): data.pop(name) for name in names}


def as_typed(entry: Publication) -> dict[str, object]:
    """The copy as its form shows it: lists line by line."""
    return {PREFIX + field.name: _typed(field, value) for field, value in entry.lines}


def _typed(field: Field, value: Any) -> object:
    if field.form is Form.PERSONS:
        return "\n".join(as_list(value))
    if field.form is Form.FIGURES:
        return "\n".join("|".join(row) for row in as_list(value))
    return value


def _asked(field: Field) -> forms.Field:
    asked: dict[str, Any] = {"label": _(field.label), "required": field.required}
    match field.form:
        case Form.CHOICE:
            labels = [(value, _(label)) for value, label in field.choices.items()]
            blank = [] if field.required else [("", "—")]
            return forms.ChoiceField(choices=[*blank, *labels], **asked)
        case Form.DATE:
            return day(**asked)
        case Form.COUNT:
            return forms.IntegerField(min_value=0, max_value=10**9 - 1, **asked)
        case Form.PROSE:
            return text(rows=4, max_length=field.longest, **asked)
        case Form.PERSONS:
            return text(rows=3, help_text=_("每行填写一人，只写姓名和职务。"), **asked)
        case Form.FIGURES:
            return text(rows=6, help_text=_("每行一项：项目|数值|单位"), **asked)
    return words(most=field.longest, **asked)


class DraftForm(forms.Form):
    """A copy written by hand, and how long it is to stand."""

    def __init__(self, *args: Any, kind: Kind, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        add_copy(self, kind)
        self.fields["starts_on"] = day(_("公开日期"), initial=on)
        self.fields["ends_on"] = day(_("公开截止日期"), required=REGIMES[kind].needs_end)


class ReviseForm(ActForm):
    """The draft as it now reads."""

    def prepare(self) -> None:
        entry: Publication = self.subject
        add_copy(self, entry.what)
        self.fields["starts_on"] = day(_("公开日期"))
        self.fields["ends_on"] = day(_("公开截止日期"), required=REGIMES[entry.what].needs_end)
        self.start_with(**as_typed(entry), starts_on=entry.starts_on, ends_on=entry.ends_on)


class ReleaseForm(ActForm):
    """Where else it is sent at once: one place a line."""

    opinion = text(_("审定意见"), rows=2, required=False, max_length=500)
    sent_to = text(
        _("同时发送到"),
        rows=3,
        required=False,
        max_length=1000,
        help_text=_("每行一处：渠道|名称，例如“新闻媒体|江城日报”。本机关门户网站不必填写。"),
    )

    def clean_sent_to(self) -> list[tuple[Means, str]]:
        return [self._place(line) for line in self.cleaned_data["sent_to"].splitlines() if line]

    def _place(self, line: str) -> tuple[Means, str]:
        called, _bar, name = (part.strip() for part in line.replace("｜", "|").partition("|"))
        for means, label in SENT_BY_HAND.items():
            if called in {label, str(_(label)), means.value} and 0 < len(name) <= 100:
                return means, name
        known = "、".join(str(_(label)) for label in SENT_BY_HAND.values())
        raise forms.ValidationError(_("“%s”不是“渠道|名称”；渠道有：%s。") % (line[:60], known))


class CorrectForm(ActForm):
    """The copy as it should read, and why."""

    def prepare(self) -> None:
        entry: Publication = self.subject
        add_copy(self, entry.what)
        self.fields["ends_on"] = day(_("公开截止日期"), required=REGIMES[entry.what].needs_end)
        self.fields["since"] = day(
            _("决定变更的日期"),
            required=False,
            help_text=_("更正期限自这一天起算；空着的自今天起算。"),
        )
        self.fields["reason"] = text(_("更正的理由"), rows=2, max_length=500)
        self.start_with(**as_typed(entry), ends_on=entry.ends_on)


class WithdrawForm(ActForm):
    how = choice(_("原因"), ENDINGS)
    since = day(
        _("决定变更、撤销的日期"),
        required=False,
        help_text=_("撤下期限自这一天起算；空着的自今天起算。"),
    )
    reason = text(_("公开说明的理由"), rows=3, max_length=500)
    autosaved = ("reason",)


class SendForm(ActForm):
    means = choice(_("渠道"), SENT_BY_HAND)
    name = words(_("网站、媒体或者部门名称"), 100)
    address = forms.URLField(label=_("网址"), required=False, max_length=300, assume_scheme="https")
    on = day(_("发送日期"))

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class TargetForm(ActForm):
    """An act about one of the places to which the entry was sent."""

    target = forms.ModelChoiceField(
        label=_("渠道"), queryset=Target.objects.none(), empty_label=None
    )

    def asked_of(self) -> Any:
        return self.subject.targets.standing()

    def prepare(self) -> None:
        self.offer("target", self.asked_of())
        self.start_with(on=timezone.localdate(self.at))


class ReceiptForm(TargetForm):
    on = day(_("回执日期"))
    number = words(_("回执编号"), 100, required=False)
    file = forms.FileField(label=_("回执"), required=False)

    def asked_of(self) -> Any:
        return self.subject.targets.unacknowledged()


class TakedownForm(TargetForm):
    on = day(_("撤下日期"))
    confirmed_by = words(_("撤下确认人"), 100, help_text=_("对方由谁确认已经撤下。"))
    file = forms.FileField(label=_("撤下证明"), required=False, help_text=_("截图或者回函。"))
    note = text(
        _("核实的情况"), rows=2, required=False, max_length=500, help_text=_("没有证明文件的必填。")
    )


class GazetteForm(forms.Form):
    """Which entries are announced, under which title."""

    kind = choice(_("类别"), KIND_LABELS)
    quarter = forms.RegexField(
        r"^\d{4}Q[1-4]$",
        label=_("季度"),
        required=False,
        help_text=_("例如2026Q4；空着的公告全部。"),
    )
    title = words(_("公告标题"), 200)

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].initial = Kind.MAJOR_VIOLATION.value
        self.fields["quarter"].initial = quarter_of(on)
