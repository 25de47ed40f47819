"""Reading the facts: the shape of every record in one pass, and whole records of a few subjects.

The shapes come through a cursor of the server, so that memory stays flat whatever their number.
"""

import json
from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, transaction

from blacklist.policy.records import REFUSAL_TO_PAY, ArrearsRecord
from blacklist.policy.shapes import (
    AGES,
    AMOUNTS,
    DAYS,
    FIGURES,
    HEADS,
    LARGEST,
    OF_ONE,
    Shape,
    shape_of,
)
from blacklist.services.facts import OTHER_SOURCES, PARAMETERS, facts
from cases.policy.history import Source, SubjectKind

SUBJECTS_AT_ONCE = 2_000
Silent = tuple[str, str]  # a rule set, and the code of a shape of which it says nothing

# The columns of a shape, in its order; a day later than the one asked about has not come.
_SHAPE = {
    "place": "left(division_id, 4)",
    "filed": """CASE WHEN filed_on <= %(on)s THEN width_bucket(filed_on, %(days)s::date[])
        WHEN filed_on > %(on)s OR is_filed = false THEN -1 END""",
    "source": "source",
    "is_lodged": "lodged_on IS NOT NULL",
    "is_about_wages": "is_about_wages",
    "migrant": "migrant",
    "workers": "width_bucket(workers::numeric, %(heads)s::numeric[])",
    "amount": "width_bucket(amount, %(amounts)s::numeric[])",
    "largest": "width_bucket(max_worker_amount, %(largest)s::numeric[])",
    "months": "width_bucket(max_worker_months::numeric, %(ages)s::numeric[])",
    "is_rising": "is_rising",
    "largest_is_rising": "largest_is_rising",
    "order": """CASE WHEN is_ordered = false OR order_on > %(on)s THEN 0
        WHEN order_due_on IS NULL THEN CASE WHEN order_on IS NOT NULL THEN 1 END
        WHEN order_due_on >= %(on)s THEN 2 ELSE 3 END""",
    "paid": """CASE WHEN paid_on <= %(on)s THEN
        CASE WHEN paid_on <= order_due_on AND coalesce(order_on <= %(on)s, true)
             THEN 1 ELSE 2 END END""",
    "promise": "promise",
    "refused": "refused",
    "mass_petition": "mass_petition",
    "serious_impact": "serious_impact",
    "police": """CASE WHEN police_filed_on IS NULL OR police_filed_on > %(on)s THEN 0
        WHEN btrim(police_offence) = '' THEN NULL
        WHEN strpos(police_offence, %(refusal)s) > 0 THEN 1 ELSE 2 END""",
    "subject_kind": "judged_kind",
    "has_uscc": "has_uscc",
}
# What the city's grounds never look at: single workers, terms and payments.
_NOT_THE_CITYS = dict.fromkeys(("largest", "months", "order", "paid"), "NULL::int")
# A shape comes as the text of a row: one value to fetch instead of twenty, and few of them differ.
_OUTLINES = """
SELECT subject_id, kind || ':' || id, ruleset, lodged_on, division_id,
    CASE WHEN filed_on <= %(on)s THEN filed_on END, ROW({shape})::text
FROM fact ORDER BY subject_id
"""
_RECORDS = """
SELECT subject_id, ruleset, office_id, kind || ':' || id AS key, case_no, division_id AS division,
    has_uscc, judged_kind AS subject_kind, source, lodged_on, filed_on, is_filed, is_about_wages,
    migrant, workers, amount, max_worker_amount, max_worker_months, order_on, is_ordered,
    order_due_on, paid_on, promise, refused, mass_petition, serious_impact, police_filed_on,
    police_offence, is_rising, largest_is_rising
FROM fact ORDER BY subject_id, filed_on NULLS LAST, kind, id
"""
_OF_SUBJECTS = """
WITH file AS (
    SELECT unnest(%(subjects)s::bigint[]) AS id
    UNION SELECT id FROM employers_employer WHERE merged_into_id = ANY(%(subjects)s::bigint[])
)
SELECT
    ARRAY(SELECT c.id FROM file JOIN cases_case c ON c.employer_id = file.id
          WHERE c.filed_on IS NOT NULL),
    ARRAY(SELECT h.id FROM file JOIN cases_historiccase h ON h.employer_id = file.id)
"""


class Outline(NamedTuple):
    """One record of a subject: which it is, which set judges it, and the code of its shape."""

    key: str
    ruleset: str
    lodged_on: date | None
    division: str
    filed_on: date | None
    code: str

    @property
    def shape(self) -> Shape:
        return shape_of(self.code)


class Collected(NamedTuple):
    """One whole record, with the set that judges it and the office whose case it is."""

    record: ArrearsRecord
    ruleset: str
    office_id: int | None


def outlines(
    on: date,
    ruleset: str | None,
    subjects: Collection[int] | None = None,
    *,
    for_the_city: bool = False,
    silent: dict[Silent, int] | None = None,
) -> Iterator[tuple[int, list[Outline]]]:
    """Every subject, or each of a few, with its records as of a day, by key of the subject.

    A record that stands alone and of which `silent` says that nothing follows from its shape is
    counted there and left out: nine of ten are.
    """
    known = {} if silent is None else silent
    told = _parameters(on, ruleset) | ({} if subjects is None else _ids(subjects))
    columns = _SHAPE | _NOT_THE_CITYS if for_the_city else _SHAPE
    statement = facts(of_subjects=subjects is not None, for_the_city=for_the_city)
    statement += _OUTLINES.format(shape=", ".join(columns[name] for name in Shape._fields))
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        with connection.cursor() as setting:  # every row is read, not the first ones soon
            setting.execute("SET LOCAL cursor_tuple_fraction = 1")
        cursor.execute(statement, told)
        for subject_id, group in groupby(cursor, key=itemgetter(0)):
            rows = list(group)
            if len(rows) == 1 and (about := (rows[0][2], rows[0][-1])) in known:
                known[about] += 1
            else:
                yield subject_id, [Outline._make(row[1:]) for row in rows]


def records_of(
    subjects: Collection[int], on: date, ruleset: str | None
) -> dict[int, list[Collected]]:
    """The whole records of a few subjects, those of merged duplicates among them."""
    found: dict[int, list[Collected]] = {}
    told_of = _parameters(on, ruleset) | _ids(subjects)
    with connection.cursor() as cursor:
        cursor.execute(facts(of_subjects=True) + _RECORDS, told_of)
        names = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            told = dict(zip(names, row, strict=True))
            subject_id = told.pop("subject_id")
            found.setdefault(subject_id, []).append(_collected(told))
    return found


def in_slices(ids: Collection[int], size: int = SUBJECTS_AT_ONCE) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some


def _ids(subjects: Collection[int]) -> dict[str, list[int]]:
    """The keys of their cases, those of merged duplicates among them."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_SUBJECTS, {"subjects": list(subjects)})
        cases, histories = cursor.fetchone()
    return {"cases": cases, "histories": histories}


def _collected(told: dict[str, Any]) -> Collected:
    ruleset, office_id = told.pop("ruleset"), told.pop("office_id")
    is_rising, of_one = told.pop("is_rising"), told.pop("largest_is_rising")
    months, kind, source = (told.pop(n) for n in ("max_worker_months", "subject_kind", "source"))
    record = ArrearsRecord(
        **told,
        max_worker_months=None if months is None else int(months),
        subject_kind=SubjectKind(kind) if kind else None,
        source=Source(source) if source else None,
        rising=FIGURES if is_rising else OF_ONE if of_one else frozenset(),
    )
    return Collected(record, ruleset, office_id)


def _parameters(on: date, ruleset: str | None) -> dict[str, Any]:
    return PARAMETERS | {
        "on": on,
        "ruleset": ruleset,
        "other_sources": json.dumps(OTHER_SOURCES),
        "refusal": REFUSAL_TO_PAY,
        "days": DAYS,
        "heads": HEADS,
        "amounts": AMOUNTS,
        "largest": LARGEST,
        "ages": AGES,
    }
