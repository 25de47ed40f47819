"""Forms of the desk itself."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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
