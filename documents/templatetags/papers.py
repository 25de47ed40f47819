"""How papers write dates, money and facts that are still missing."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from statutes import money

register = template.Library()

ROWS_A_PAGE = 20
# No \b: a Chinese sign before or after it is a letter, too.
ISO_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")


@register.filter
def blank(value: Any, fact: str) -> Any:
    """Print the fact, or mark where it is missing: {{ due_on|day|blank:"履行期限#due_on" }}.

    After `#` stands the form field that the mark leads to.
    """
    if value is not None and value != "":
        return value
    name, _, field = fact.partition("#")
    mark = format_html(
        '<mark class="blank" data-fact="{}" data-field="{}">{}</mark>', name, field, name
    )
    return format_html('<a href="#id_{}">{}</a>', field, mark) if field else mark


@register.filter
def stop(text: str | None) -> str | None:
    """The text as a sentence: one full stop at its end, whatever stood or did not stand there."""
    if not text or text.rstrip()[-1:] in ("", *"。！？…”"):
        return text
    return text.rstrip().rstrip("；;，,、.") + "。"


@register.filter
def dated(text: Any) -> str:
    """A sentence as a paper writes its days: 2026-11-26 → 2026年11月26日; 2026-02-30 is none."""
    return ISO_DAY.sub(_day_if_any, str(text))


def _day_if_any(found: re.Match[str]) -> str:
    try:
        return day(found[0]) or ""
    except ValueError:
        return found[0]


@register.filter
def day(value: str | date | None) -> str | None:
    """2026-11-26 → 2026年11月26日 (GB/T 9704: Arabic figures, no leading zero)."""
    if not value:
        return None
    on = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{on.year}年{on.month}月{on.day}日"


@register.filter
def short_day(value: str | date | None) -> str:
    """2026-11-26 → 20261126, as the index of a volume writes it."""
    return "" if not value else str(value)[:10].replace("-", "")


@register.filter
def moment(value: str | datetime | None) -> str | None:
    """2026-11-26T06:05:00Z → 2026年11月26日14时05分, in the law's own time zone."""
    if not value:
        return None
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"


@register.filter
def yuan(value: str | Decimal | None) -> str | None:
    """210000.00 → 210,000.00."""
    return None if value in (None, "") else money.yuan(Decimal(value))


@register.filter
def in_full(value: str | Decimal | None) -> str | None:
    """210000.00 → 贰拾壹万元整（¥210,000.00）: capitals and figures, as decisions must."""
    if value in (None, ""):
        return None
    amount = Decimal(value)
    return f"{money.capitals(amount)}（¥{money.yuan(amount)}）"


@register.filter
def capitals(value: str | Decimal | None) -> str | None:
    return None if value in (None, "") else money.capitals(Decimal(value))


@register.filter
def tick(value: Any) -> str:
    """A box of a form: ☑ when it applies."""
    return "☑" if value else "☐"


@register.filter
def column(row: dict[str, Any], spec: dict[str, Any]) -> SafeString | str:
    """One cell of an annex row, written as its column's kind asks."""
    value = row[spec["key"]]
    if spec["kind"] == "money":
        return yuan(value) or ""
    if spec["kind"] == "day":
        return day(value) or ""
    return "" if value is None else str(value)


@register.filter
def annex_pages(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cut an annex into printed pages, each with its sums; sums exist for money columns only."""
    return _pages(rows, columns, ROWS_A_PAGE)


@register.filter
def sheet_pages(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """Cut an annex that says itself how many rows its page holds: a wide one holds fewer."""
    return _pages(sheet["rows"], sheet["columns"], sheet["rows_a_page"])


@register.filter
def has_sums(columns: list[dict[str, Any]]) -> bool:
    """Whether anything in this annex can be added up."""
    return any(spec["kind"] == "money" for spec in columns)


def _pages(
    rows: list[dict[str, Any]], columns: list[dict[str, Any]], rows_a_page: int
) -> list[dict[str, Any]]:
    pages = []
    for start in range(0, len(rows), rows_a_page):
        part = rows[start : start + rows_a_page]
        numbered = [{**row, "line": start + offset} for offset, row in enumerate(part, 1)]
        pages.append({"rows": numbered, "sums": _sums(part, columns)})
    return pages


@register.filter
def annex_total(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return _sums(rows, columns)


def _sums(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One cell per column: the sum of its amounts, or nothing."""
    return [{"kind": spec["kind"], "text": _sum_of(rows, spec)} for spec in columns]


def _sum_of(rows: list[dict[str, Any]], spec: dict[str, Any]) -> str:
    if spec["kind"] != "money":
        return ""
    return money.yuan(sum((Decimal(row[spec["key"]] or 0) for row in rows), Decimal("0.00")))
