"""Form fields that ask the same rules as the roster, so typed and uploaded lines agree."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate_all
from complaints.policy import cells
from complaints.policy.table import Cell
from portal import months
from portal.widgets import Line, Uploads, WrittenDropdown, options
from statutes.identity import check_phone, normalize_phone
from statutes.refusal import Refused

# What the browser must not do with what people type at a machine in a hall.
PRIVATE: Mapping[str, str] = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class RuleField(forms.CharField):
    """A text read by one of the roster's rules; its refusal is the field's error."""

    one_of_several = False  # another field may stand in for it: not marked as optional

    def __init__(self, *, reader: Callable[[Cell], Any], inputmode: str = "text", **more: Any):
        more.setdefault("widget", Line(attrs={**PRIVATE, "inputmode": inputmode}))
        more.setdefault("max_length", 100)
        super().__init__(**more)
        self.reader = reader

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text and not self.required:
            return None
        try:
            return self.reader(Cell(text))
        except Refused as refused:
            raise forms.ValidationError(translate_all(refused)) from refused


class PlainField(forms.CharField):
    """A short text without a rule of its own."""

    def __init__(self, *, inputmode: str = "text", **more: Any):
        more.setdefault("widget", Line(attrs={**PRIVATE, "inputmode": inputmode}))
        more.setdefault("max_length", 100)
        super().__init__(**more)


def read_any_phone(cell: Cell) -> str:
    """A mobile or a landline: of the employer, not of the person who looks the complaint up."""
    wrong = check_phone(cell.text)
    if wrong is not None:
        raise Refused(wrong)
    return normalize_phone(cell.text)


def name_field() -> RuleField:
    return RuleField(
        reader=cells.read_name,
        label=_("姓名"),
        error_messages={"required": _("请填姓名，和证件上一样")},
    )


def identity_field() -> RuleField:
    return RuleField(
        reader=cells.read_identity,
        label=_("身份证号"),
        help_text=_("18位。没有身份证的填护照或者通行证号码"),
        error_messages={"required": _("请填身份证号，18位")},
    )


def phone_field() -> RuleField:
    return RuleField(
        reader=cells.read_phone,
        inputmode="tel",
        label=_("手机号"),
        help_text=_("查进度要用手机号的后四位。没有手机的填家人的"),
        error_messages={"required": _("请填手机号，11位")},
    )


def amount_field(label: Any, help_text: Any = "") -> RuleField:
    field = RuleField(
        reader=cells.read_amount,
        inputmode="decimal",
        label=label,
        help_text=help_text,
        required=False,
        max_length=40,
    )
    field.one_of_several = True
    return field


def month_label(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")


class MonthField(RuleField):
    """A month from a list, or typed by those who cannot use one; never in the future."""

    def __init__(self, *, label: Any, today: date):
        super().__init__(
            reader=cells.read_month,
            label=label,
            widget=WrittenDropdown(
                _months_written(today, get_language()), attrs={"autocomplete": "off"}
            ),
            error_messages={"required": _("请选月份")},
        )
        self.today = today

    def clean(self, value: Any) -> date:
        month: date = super().clean(value)
        if month > self.today:
            raise forms.ValidationError(gettext("这是将来的月份。请选已经干过活的月份。"))
        return month


@lru_cache(maxsize=8)
def _months_written(today: date, language: str | None) -> str:
    """Ten years of months in the active language, written once a day."""
    years = [
        (str(year), [(f"{month:%Y-%m}", month_label(month)) for month in months_of_year])
        for year, months_of_year in months.offered(today)
    ]
    return options([("", gettext("请选")), *years])


def amounts_owed(
    agreed: Decimal | None, paid: Decimal | None, owed: Decimal | None
) -> tuple[Decimal, Decimal, Decimal] | str:
    """Fill in the one of three amounts that is missing, or say why they cannot stand together."""
    if agreed is None and owed is None:
        return gettext("请写说好给多少；记不清的，只写还欠多少。")
    paid = paid or Decimal("0.00")
    due = owed if agreed is None else agreed - paid
    assert due is not None  # one of the two was given
    if owed is not None and owed != due:
        return gettext(
            "说好的减去已经给的是%(due)s元，您写的还欠是%(owed)s元，请核对这三个数。"
        ) % {
            "due": f"{due:,.2f}",
            "owed": f"{owed:,.2f}",
        }
    if due <= 0:
        return gettext("照这几个数算，没有欠款。请核对说好的和已经给的。")
    return due + paid, paid, due


class FilesField(forms.FileField):
    """Several files chosen at once."""

    widget = Uploads

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen if one]
