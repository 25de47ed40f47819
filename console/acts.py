"""A legal step as one screen: its form, its service, and the paper shown beside it.

The table of steps says who may act when; an `Act` says only what the screen asks and calls.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console.marking import MarkSet, mark_set
from documents.kinds import PaperKind
from documents.policy.marks import Mark
from statutes.wording import Sentence
from workflow.procedure import Offer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Data = dict[str, Any]
Run = Callable[[Any, dict[str, Any], User, datetime], object]
# The paper that a screen previews: its kind and the context filled in so far.
Sheet = tuple[PaperKind, Mapping[str, Any]]


class ActForm(forms.Form):
    """The form of one act on one record; a subclass adds fields and reads `self.subject`.

    `autosaved` names the long texts that are kept while they are being written.
    """

    autosaved: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, subject: Any, user: User, at: datetime, place: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.user, self.at = subject, user, at
        for name in self.autosaved:
            url = reverse("console:draft", args=[place, name])
            state = f"draft-{name}"
            self.fields[name].widget.attrs |= {
                "data-autosave-url": url,
                "data-autosave-state": state,
            }
        self.prepare()

    def prepare(self) -> None:
        """Set choices and initial values from the record; the default asks nothing of it."""

    @property
    def is_only_looked_at(self) -> bool:
        """Whether it was sent only to see it again: with more rows, or with its paper."""
        return False

    def alerts(self) -> list[str]:
        """What the person must see before anything else on the page."""
        return []

    def start_with(self, **values: Any) -> None:
        """Fill in what the record already knows."""
        self.initial = {**values, **self.initial}

    def offer(self, name: str, choices: QuerySet[Any]) -> None:
        """Let the field choose among these rows."""
        self.fields[name].queryset = choices  # type: ignore[attr-defined]

    @property
    def places(self) -> frozenset[str]:
        """What a mark on the paper may lead to on this page."""
        return frozenset(self.fields)

    def marked(self) -> Sequence[Mark]:
        """What this form's person marks on the paper beside it; most forms mark nothing."""
        return ()

    def begun(self) -> Data:
        """What the form begins with, read as if it had been sent, for the paper beside it.

        A field with a cleaning of its own is left to what its paper says without it.
        """
        data: Data = {}
        for name, field in self.fields.items():
            value = self.get_initial_for_field(field, name)
            if value is None and isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                value = next(iter(choices))[0]  # as the browser shows it
            if value in (None, "") or hasattr(self, f"clean_{name}"):
                continue
            with suppress(forms.ValidationError):
                data[name] = field.clean(field.prepare_value(value))
        return data

    @property
    def uploads(self) -> str:
        """The names of its files, which a preview never needs to send."""
        files = (name for name, field in self.fields.items() if isinstance(field, forms.FileField))
        return ",".join(files)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class OpinionForm(ActForm):
    """An approver's words, and marks on the paper that is sent back; the button says which way."""

    opinion = forms.CharField(
        label=_("审批意见"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    autosaved: tuple[str, ...] = ("opinion",)

    @cached_property
    def marks(self) -> MarkSet:
        return mark_set(self.data if self.is_bound else None)

    def clean(self) -> Data:
        data = super().clean() or {}
        if self.marks.is_bound and not self.marks.is_valid():
            self.add_error(None, gettext("请核对各处批注：原文和批注都要填写，不需要的请清空。"))
        return data

    def marked(self) -> Sequence[Mark]:
        return self.marks.made


class ReasonForm(ActForm):
    """An act that needs nothing but its reason."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 3}))
    autosaved = ("reason",)


@dataclass(frozen=True, slots=True)
class Act:
    """How a step is taken on screen. `steps` are the rows of the table that lead here.

    `run(record, data, actor, at)` calls the one service; `sheet(record, data, actor, at)` gives
    the paper to show beside the form. A decision has two buttons and `data["approved"]`.
    """

    title: "StrOrPromise"
    steps: tuple[str, ...]
    run: Run
    form: type[ActForm] = ActForm
    button: "StrOrPromise" = ""
    sheet: Callable[[Any, dict[str, Any], User, datetime], Sheet | None] | None = None
    hint: "StrOrPromise" = ""  # what follows, where the form does not say it
    is_decision: bool = False
    is_grave: bool = False
    # Not a row of the table: `steps` only name whose role it takes, the service decides the rest.
    is_aside: bool = False
    # What the form itself asks for: its lack never bars the way to the form.
    supplies: tuple[Sentence, ...] = ()

    def offers(self, available: Iterable[Offer[Any]]) -> list[Offer[Any]]:
        """Those of the offered steps that this screen takes, with what only others can supply."""
        return [
            Offer(offer.step, tuple(m for m in offer.missing if m not in self.supplies))
            for offer in available
            if offer.step.name in self.steps
        ]


def verb(service: Callable[..., object]) -> Run:
    """The service that takes a record's id and the form's fields by name."""
    return lambda record, data, actor, at: service(record.pk, **data, actor=actor, at=at)
