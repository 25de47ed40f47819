"""Fields that the screens of several acts share."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
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
