"""A field of several rows: a small grid, typed or pasted, that works without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BLANK_ROWS = 6
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: "StrOrPromise"
    most: int
    is_required: bool = False


class RowsWidget(forms.Widget):
    """Cells named `items-0-name`; what was typed comes back with blank rows below it."""

    template_name = "console/_rows_field.html"
    use_fieldset = True

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        rows = []
        for at in range(MOST_ROWS):
            cells = [data.get(f"{name}-{at}-{column.name}") for column in self.columns]
            if all(cell is None for cell in cells):
                break
            typed = (str(cell or "").replace("\x00", "").strip() for cell in cells)
            rows.append(dict(zip((c.name for c in self.columns), typed, strict=True)))
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-{self.columns[0].name}" not in data

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        """Its template lies with the desk's, not with Django's own forms."""
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *({} for _ in range(BLANK_ROWS))]
        context["columns"] = self.columns
        context["rows"] = [
            [
                {
                    "name": f"{name}-{at}-{column.name}",
                    "value": row.get(column.name, ""),
                    "label": column.label,
                    "most": column.most,
                    # The label of the field and the marks of the paper lead to the first cell.
                    "id": context["widget"]["attrs"].get("id") if at == place == 0 else None,
                }
                for place, column in enumerate(self.columns)
            ]
            for at, row in enumerate(rows)
        ]
        return context


class RowsField(forms.Field):
    """Cleans to a list of dictionaries, one a row that holds anything."""

    widget: RowsWidget
    default_error_messages = {"required": gettext_lazy("至少填写一行。")}

    def __init__(self, columns: Sequence[Column], **options: Any) -> None:
        super().__init__(widget=RowsWidget(columns), **options)
        self.columns = columns

    def validate(self, value: Any) -> None:
        super().validate(value)
        wrong = [
            sentence
            for at, row in enumerate(value or [], 1)
            for column in self.columns
            if (sentence := _wrong(at, column, row[column.name]))
        ]
        if wrong:
            raise forms.ValidationError(wrong)


def _wrong(at: int, column: Column, typed: str) -> str:
    facts = {"row": at, "column": column.label, "most": column.most}
    if column.is_required and not typed:
        return _("第%(row)s行没有填写“%(column)s”。") % facts
    if len(typed) > column.most:
        return _("第%(row)s行的“%(column)s”超过%(most)s个字。") % facts
    return ""
