"""Acts whose form has several rows: more rows and another look are submits, so no script is needed.

A row left blank is no row. What was typed stays, whether more rows are asked for or the act is
refused.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _

from console.acts import ActForm

if TYPE_CHECKING:
    FormSet = BaseFormSet[forms.Form]
else:
    FormSet = BaseFormSet  # knows its forms' type only to the type checker

PREFIX, MOST = "rows", 30
MORE, LOOK = "more", "look"  # the names of the submits that take no act


class Rows(FormSet):
    """Every row may be left blank, the ones that were filled in beforehand as well."""

    def initial_form_count(self) -> int:
        return 0


class RowsForm(ActForm):
    """An act's form followed by rows of one kind; `cleaned_data["rows"]` holds the filled ones."""

    row_form: type[forms.Form]
    rows_title: Any
    spare = 2  # blank rows that are offered, and added on request

    def first_rows(self) -> list[dict[str, Any]]:
        """What the record already knows of the rows."""
        return []

    @property
    def is_only_looked_at(self) -> bool:
        return MORE in self.data or LOOK in self.data

    @property
    def places(self) -> frozenset[str]:
        return super().places | {PREFIX}

    @cached_property
    def grid(self) -> FormSet:
        if self.is_bound:
            return self._rows(extra=0)(self._posted(), prefix=PREFIX)
        known = self.first_rows()
        return self._rows(extra=len(known) + self.spare)(prefix=PREFIX, initial=known)

    def _rows(self, extra: int) -> type[FormSet]:
        return formset_factory(
            self.row_form, formset=Rows, extra=extra, max_num=MOST, absolute_max=MOST
        )

    def _posted(self) -> Any:
        """What was posted, with more blank rows where they were asked for."""
        key = f"{PREFIX}-TOTAL_FORMS"
        count = self.data.get(key, "")
        if MORE not in self.data or not count.isdecimal() or len(count) > 4:
            return self.data
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[key] = str(min(int(count) + self.spare, MOST))
        return data

    def filled(self) -> list[forms.Form]:
        return [row for row in self.grid if row.has_changed()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.grid.is_valid():
            self.add_error(None, _("请核对各行填写的内容。"))
        data["rows"] = [row.cleaned_data for row in self.filled() if row.is_valid()]
        return data
