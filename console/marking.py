"""Marks that an approver makes on a draft, and what the officer sees of them afterwards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.subjects import Subject
from documents.models import ReturnedSheet
from documents.policy.marks import LONGEST_NOTE, LONGEST_QUOTE, Mark, stands
from workflow.models import Approval

if TYPE_CHECKING:
    FormSet = BaseFormSet[forms.Form]
else:
    FormSet = BaseFormSet  # knows its forms' type only to the type checker

PREFIX, OFFERED = "marks", 10


class MarkForm(forms.Form):
    """One passage of the paper and what is wrong with it; left blank it is no mark."""

    quote = forms.CharField(label=_("文书原文"), max_length=LONGEST_QUOTE)
    note = forms.CharField(label=_("批注"), max_length=LONGEST_NOTE)
    nth = forms.IntegerField(required=False, min_value=0, max_value=999, widget=forms.HiddenInput())

    @property
    def mark(self) -> Mark:
        data = self.cleaned_data
        return Mark(data["quote"], data["note"], data["nth"] or 0)


class MarkSet(FormSet):
    @property
    def made(self) -> list[Mark]:
        """The marks that can be read; a row that cannot says so itself."""
        if not self.is_bound:
            return []
        return [row.mark for row in self if row.has_changed() and row.is_valid()]  # type: ignore[attr-defined]


_MarkSet: Any = formset_factory(
    MarkForm, formset=MarkSet, extra=OFFERED, max_num=OFFERED, absolute_max=OFFERED
)


def mark_set(data: Any) -> MarkSet:
    """The rows for marks as posted; a form that was sent without them made none."""
    posted = data if data and f"{PREFIX}-TOTAL_FORMS" in data else None
    marks: MarkSet = _MarkSet(posted, prefix=PREFIX)
    return marks


@dataclass(frozen=True, slots=True)
class Remark:
    """A mark as the officer reads it: whether the passage still stands on the sheet."""

    mark: Mark
    stands: bool


def standing(subject: Subject) -> ReturnedSheet | None:
    """The draft that was sent back last, until something is laid before an approver anew."""
    returned = ReturnedSheet.objects.of(subject).select_related("returned_by").order_by("-pk")
    last = returned.first()
    if last is None:
        return None
    anew = Approval.objects.of(subject).filter(proposed_at__gt=last.returned_at)
    return None if anew.exists() else last


def approvals(subject: Subject) -> list[tuple[Approval, ReturnedSheet | None]]:
    """Every approval, the newest first, with the marked draft where it was sent back with one."""
    sheets = {sheet.returned_at: sheet for sheet in ReturnedSheet.objects.of(subject)}
    rows = Approval.objects.of(subject).select_related("proposer", "decider").order_by("-pk")
    return [(row, sheets.get(row.decided_at) if row.decided_at else None) for row in rows]


def remarks(returned: ReturnedSheet, sheet: str) -> list[Remark]:
    return [Remark(mark, stands(sheet, mark)) for mark in returned.remarks]
