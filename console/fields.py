"""Fields that the screens of several acts share."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from accounts.wording import translate
from cases.models import Case
from documents.files import store_upload
from documents.models import StoredFile
from statutes.dates import EARLIEST, LATEST, OUT_OF_TIME
from statutes.violations import VIOLATIONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def inspectors_of(office_id: int, on: date) -> QuerySet[User]:
    """Those of the office who may lead or assist, by name."""
    return User.objects.holding(Role.INSPECTOR, office=office_id, on=on).order_by("name", "pk")


MOST_WORKERS = 999_999


class Day(forms.DateField):
    """A day on which something happened or is due."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(translate(OUT_OF_TIME))


class Moment(forms.DateTimeField):
    """A moment of such a day."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            found = super().to_python(value)
            within = found is None or EARLIEST <= timezone.localdate(found) <= LATEST
        except OverflowError:  # in the first or the last hours that can be written at all
            within = False
        if not within:
            raise forms.ValidationError(translate(OUT_OF_TIME))
        return found


def day(label: "StrOrPromise", **options: Any) -> forms.DateField:
    return Day(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


def moment(label: "StrOrPromise", **options: Any) -> forms.DateTimeField:
    """Day and time of day to the minute, in Beijing."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    return Moment(label=label, widget=widget, input_formats=formats, **options)


def words(label: "StrOrPromise", most: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **options)


def choice(
    label: "StrOrPromise", labels: Mapping[Any, str], **options: Any
) -> forms.TypedChoiceField:
    """One of a vocabulary of the law; what is cleaned is its member."""
    kind: Any = type(next(iter(labels)))
    choices = [(member.value, _(word)) for member, word in labels.items()]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=kind, **options)


def text(label: "StrOrPromise", *, rows: int = 4, **options: Any) -> forms.CharField:
    options.setdefault("max_length", 5000)
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **options)


def proof_of(
    upload: UploadedFile | None, case: Case, actor: User, at: datetime
) -> StoredFile | None:
    """Store what proves an act on the case; call it inside the act's own transaction."""
    if not upload:
        return None
    return store_upload(
        upload, actor=actor, at=at, kinds=("pdf", "image"), subject=case.subject(None)
    )


def amount(label: "StrOrPromise", **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **options)


def headcount(label: "StrOrPromise", **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=MOST_WORKERS, required=False, **options
    )


def causes() -> list[tuple[str, object]]:
    return [(code, _(violation.label)) for code, violation in VIOLATIONS.items()]


class Photographs(forms.FileInput):
    """Taken at once with the phone's camera, or chosen; several at a time."""

    allow_multiple_selected = True


class Pictures(forms.FileField):
    """Several photographs under one name; what they hold is checked where they are stored."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", Photographs({"accept": "image/*", "multiple": True}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        one = super().clean
        return [one(upload, initial) for upload in data or ()]
