"""What a hand-over asks: whose matters, to whom, why, and which."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.policy.roles import Role
from console.fields import inspectors_of, text


def offices_headed_by(user: User, on: date) -> Iterable[Office]:
    held = [h.office_id or 0 for h in user.holdings_on(on) if h.role is Role.UNIT_HEAD]
    return Office.objects.filter(pk__in=held).order_by("pk")


class BetweenForm(forms.Form):
    """Read from the address: the two officers whose matters are looked at."""

    giver = forms.ModelChoiceField(label=_("移交人"), queryset=User.objects.none())
    taker = forms.ModelChoiceField(label=_("接收人"), queryset=User.objects.none())

    def __init__(self, *args: Any, office: Office, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who has left the office may still hold its cases.
        of_office = Q(office=office) | Q(memberships__office=office)
        givers = User.objects.filter(of_office).distinct().order_by("name", "pk")
        self._offer("giver", givers)
        self._offer("taker", inspectors_of(office.pk, on))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


class HandoverForm(BetweenForm):
    """The decision itself."""

    giver = forms.ModelChoiceField(queryset=User.objects.none(), widget=forms.HiddenInput)
    taker = forms.ModelChoiceField(queryset=User.objects.none(), widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=_("移交范围"),
        choices=[("all", _("全部可以移交的")), ("chosen", _("只移交勾选的"))],
        initial="all",
        widget=forms.RadioSelect,
    )
    reason = text(_("移交原因"), rows=2, max_length=500)
