"""One worker of a small group, written like a line of the roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.fields import (
    MonthField,
    PlainField,
    amount_field,
    identity_field,
    name_field,
    phone_field,
)
from portal.forms import AmountsMixin, QuestionForm, period_of
from portal.procedure import Answer


class PersonForm(AmountsMixin, QuestionForm):
    """One worker of a small group; kept as one line of the roster."""

    name = name_field()
    identity = identity_field()
    phone = phone_field()
    trade = PlainField(label=_("干什么活"), required=False, max_length=50)
    agreed = amount_field(_("说好一共给多少（元）"))
    paid = amount_field(_("已经给了多少（元）"), _("一分没给的空着"))
    owed = amount_field(_("还欠多少（元）"), _("前面两个说不清的，只写这一个"))

    def __init__(self, *args: Any, **options: Any) -> None:
        draft = args[0].draft
        self.place = draft.editing if draft.editing is not None else len(draft.lines)
        if self.place < len(draft.lines):
            options["initial"] = draft.lines[self.place]
        super().__init__(*args, **options)
        first, last = (month.strftime("%Y-%m") for month in period_of(self.asked.answers))
        for name, label, month in (
            ("period_from", _("从哪个月"), first),
            ("period_to", _("到哪个月"), last),
        ):
            self.fields[name] = MonthField(label=label, today=self.asked.today)
            self.initial[name] = str(self.initial.get(name, month))[:7]
        self.order_fields(
            ("name", "identity", "phone", "trade", "period_from", "period_to", "agreed")
        )

    def clean_identity(self) -> str:
        identity: str = self.cleaned_data["identity"]
        others = [line for i, line in enumerate(self.asked.draft.lines) if i != self.place]
        if any(line["identity"] == identity for line in others):
            raise forms.ValidationError(gettext("名单里已经有这个证件号。同一个人只写一次。"))
        return identity

    def clean(self) -> None:
        first, last = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to")
        if first and last and first > last:
            self.add_error("period_to", gettext("“到哪个月”早于“从哪个月”，请核对。"))
        super().clean()

    def answer(self) -> Answer:
        data = self.cleaned_data
        return {
            "row": self.place + 1,
            **{name: data[name] for name in ("name", "identity", "phone")},
            "trade": data["trade"] or "",
            **{name: data[name].isoformat() for name in ("period_from", "period_to")},
            **self.amounts(),
        }
