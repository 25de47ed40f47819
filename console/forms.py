"""Forms of the desk itself."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.policy.roles import OFFICER_ROLES
from cases.policy.accountability import CONCLUSION_LABELS
from console.fields import choice, text


class TestClockForm(forms.Form):
    """Stop the demo's clock at a moment, shift it by whole days, or let it go again."""

    __test__ = False  # not a pytest class

    act = forms.ChoiceField(
        label=_("演示时钟"),
        choices=[("stop", _("停在某一时刻")), ("shift", _("拨动若干天")), ("reset", _("恢复"))],
    )
    moment = forms.DateTimeField(
        label=_("时刻"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    days = forms.IntegerField(label=_("天数"), required=False, min_value=-3650, max_value=3650)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("act") == "stop" and not data.get("moment"):
            self.add_error("moment", _("请填写停住的时刻。"))
        if data.get("act") == "shift" and not data.get("days"):
            self.add_error("days", _("请填写拨动的天数。"))
        return data

    def setting(self) -> dict[str, Any]:
        """The arguments of `set_test_clock`; none put the machine's clock back."""
        data = self.cleaned_data
        match data["act"]:
            case "stop":
                return {"stopped_at": data["moment"]}
            case "shift":
                return {"shift": timedelta(days=data["days"])}
        return {}


class ConclusionForm(forms.Form):
    """What was at fault, and what follows."""

    cause = text(_("原因"), max_length=2000)
    conclusion = choice(_("结论"), CONCLUSION_LABELS)


class OfficerComplaintForm(forms.Form):
    """A complaint against an officer of the office that was found true."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ModelChoiceField(label=_("被投诉的人员"), queryset=User.objects.none())
    summary = text(_("查实的情况"), max_length=500)

    def __init__(self, *args: Any, office: Office, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_office = Q()
        for role in sorted(OFFICER_ROLES):
            holders = User.objects.holding(role, office=office.pk, on=on)
            of_office |= Q(pk__in=holders.values("pk"))
        people = User.objects.filter(of_office).order_by("name", "pk")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.initial.setdefault("token", uuid4())
