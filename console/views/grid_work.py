"""The map of the grids, and their work of a year, counted and exported."""

import csv
from io import BytesIO, StringIO

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import CASE_ROLES
from console.ledger_export import CONTENT_TYPE, neutral
from grids import map as grid_map_of
from grids import tallies
from workflow.clock import today

EARLIEST = 2000


@require_safe
@staff(*CASE_ROLES)
def grid_map(request: StaffRequest) -> HttpResponse:
    """网格地图: outlines where they are known, else a tile for every township."""
    return render(request, "console/grid_map.html", {"map": grid_map_of.of(request.user)})


@require_safe
@staff(*CASE_ROLES)
def grid_counts(request: StaffRequest) -> HttpResponse:
    """工作统计: the year by grid; `?year=`."""
    year = _year(request)
    counted = tallies.of_year(request.user, year)
    context = {
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "columns": tallies.COLUMNS.values(),
        "tallies": counted,
        "total": tallies.total(counted),
    }
    return render(request, "console/grid_counts.html", context)


@require_safe
@staff(*CASE_ROLES)
def grid_counts_export(request: StaffRequest, kind: str) -> HttpResponse:
    """The same table as a workbook or as comma-separated values."""
    year = _year(request)
    counted = tallies.of_year(request.user, year)
    head: list[object] = [
        _("网格编号"),
        _("网格名称"),
        *(str(label) for label in tallies.COLUMNS.values()),
    ]
    rows: list[list[object]] = [[*_named(tally), *tally.counts] for tally in counted]
    rows.append([_("合计"), "", *tallies.total(counted)])
    content, mime = (_workbook if kind == "xlsx" else _csv)([head, *rows])
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="grid-work-{year}.{kind}"'
    return answer


def _named(tally: tallies.Tally) -> list[str]:
    if tally.grid is None:
        return ["", _("未划入网格")]
    return [neutral(tally.grid.code), neutral(tally.grid.name)]


def _workbook(rows: list[list[object]]) -> tuple[bytes, str]:
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet(_("工作统计"))
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return held.getvalue(), CONTENT_TYPE


def _csv(rows: list[list[object]]) -> tuple[bytes, str]:
    held = StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def _year(request: StaffRequest) -> int:
    asked = request.GET.get("year", "")
    this = today().year
    is_year = asked.isdecimal() and len(asked) == 4
    return int(asked) if is_year and EARLIEST <= int(asked) <= this else this
