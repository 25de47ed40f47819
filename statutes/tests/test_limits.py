"""The table of time limits, checked against the law's figures and against itself."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from statutes.clocks import BEIJING, due
from statutes.limit_types import Bearer, Limit
from statutes.limits import LIMITS, limit
from statutes.terms import Term, Unit
from statutes.workdays import published_calendar

ROWS = [row for rows in LIMITS.values() for row in rows]
TODAY = date(2026, 11, 23)


def table() -> list[dict[str, str]]:
    path = Path(__file__).parent / "tables" / "limits.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", table(), ids=lambda row: row["期限"])
def test_each_limit_is_as_the_law_sets_it(row: dict[str, str]) -> None:
    found = limit(row["期限"], on=date.fromisoformat(row["日期"]))
    assert str(found.term) == row["长度"]
    assert str(found.citation) == row["依据"]
    assert ("是" if found.term.rolls_over else "否") == row["末日顺延"]


def test_the_review_table_names_every_limit() -> None:
    assert {row["期限"] for row in table()} == set(LIMITS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.code}-{row.in_force_from}")
def test_each_row_is_whole(row: Limit) -> None:
    assert row.label
    assert row.base
    assert row.mark in {"V", "P", "M"}
    assert (row.term.length == 0) is row.set_by_act
    if row.extension:
        assert row.extension.unit is row.term.unit


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.code}-{row.in_force_from}")
def test_only_parties_rights_and_the_police_chain_roll_over(row: Limit) -> None:
    if row.term.unit in (Unit.WORKING_DAYS, Unit.HOURS) or not row.term.rolls_over:
        return
    applies_to_court = row.code in {"court_application", "court_review", "litigation_answer"}
    in_police_chain = row.stage.value == "referral"
    assert row.bearer in (Bearer.PARTY, Bearer.WORKER) or in_police_chain or applies_to_court


def test_rows_of_one_limit_never_overlap() -> None:
    for rows in LIMITS.values():
        for earlier, later in zip(rows, rows[1:], strict=False):
            assert earlier.in_force_to is not None
            assert earlier.in_force_to < later.in_force_from


def test_an_amended_law_is_a_new_row_and_old_cases_keep_their_law() -> None:
    assert limit("listing_term", on=date(2021, 12, 31)).term == Term(1, Unit.YEARS)
    assert limit("listing_term", on=date(2022, 1, 1)).term == Term(3, Unit.YEARS)


def test_outside_all_rows_the_nearest_answers() -> None:
    assert limit("listing_term", on=date(2013, 1, 1)).term == Term(1, Unit.YEARS)
    assert limit("listing_renewal", on=TODAY).term == Term(2, Unit.YEARS)


def test_only_what_the_paper_fixes_takes_a_length() -> None:
    order = limit("order_compliance", on=TODAY)
    assert order.with_length(5).term == Term(5, Unit.WORKING_DAYS)
    fifteen_days = Term(15, Unit.CALENDAR_DAYS, rolls_over=True)
    assert order.with_length(15, Unit.CALENDAR_DAYS).term == fifteen_days
    with pytest.raises(ValueError, match="at least one"):
        order.with_length(0)
    with pytest.raises(ValueError, match="investigation"):
        limit("investigation", on=TODAY).with_length(90)


def test_every_limit_can_be_run_as_a_clock() -> None:
    base = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
    for row in ROWS:
        running = row.with_length(5) if row.set_by_act else row
        assert due(running.term, base, calendar=published_calendar()).due_at > base
