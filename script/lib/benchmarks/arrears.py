"""The blacklist sweep over a whole city, against one hand-written query for the same employers.

For each ten employers three cases and ten complaints: two cases stand in the system with their
ledgers, orders and payments, one came from an old register. They lie over eight years; of a hundred
cases three reach the amount or the headcount, one was obstructed, one has an unknown fact.
"""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from accounts.policy.roles import Role
from accounts.services.divisions import load_divisions, read_national_list
from benchmarks import city
from benchmarks.data import data_set
from benchmarks.frame import Row, Sizes, Times, figure, readable
from benchmarks.models import Note
from blacklist.services.sweeping import sweep
from cases.models import (
    Case,
    CaseSource,
    Circumstances,
    Disbursement,
    HistoricCase,
    Order,
    Payment,
    WageClaim,
)

ROUNDS, BAR = 3, 2.0


def fill(size: int) -> None:
    load_divisions(read_national_list())
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    office = city.open_office(city.CITY)
    people = [city.enlist(office, Role.INSPECTOR, n).pk for n in range(city.INSPECTORS)]
    with city.set_based():
        city.fill_firms(size)
        city.matters(size, people)
        city.complaints()
        _spread(size)
        _cases()
        _ledgers()
        _orders_and_payments()
        _old_cases()


def _spread(size: int) -> None:
    """Whose case, when, how many workers are owed how much each."""
    city.run(
        "CREATE TEMP TABLE handled AS SELECT m.*,"
        " (mod(n::bigint * 7919, %(size)s) + 1)::int AS firm,"
        " current_date - 30 - mod(n / 10 * 37, 2900) AS day,"
        " CASE WHEN mod(n / 10, 50) = 1 THEN 25 ELSE 1 + mod(n / 10, 3) END AS heads,"
        " CASE WHEN mod(n / 10, 100) = 3 THEN 60000 ELSE 900 + mod(n, 3000) END::numeric(14, 2)"
        " AS each FROM matter m WHERE mod(n, 10) < 3",
        size=size,
    )
    city.run("ANALYZE handled")


def _cases() -> None:
    here = "handled WHERE mod(n, 10) < 2"
    city.insert(
        Case,
        here,
        id="n",
        office_id="office_id",
        year="2025",
        serial="n",
        case_no="'案2025-' || lpad(n::text, 7, '0')",
        employer_id="firm",
        subject_name="name",
        cause="'wage_arrears'",
        division_id="division_id",
        source="CASE WHEN mod(n / 10, 3) = 0 THEN 'complaint' ELSE 'patrol' END",
        summary="'拖欠工资。'",
        state="'closed'",
        proposed_at="day",
        filed_on="day",
        closed_on="day + 60",
        workers="heads",
        claimed="heads * each",
        determined="heads * each",
        paid="CASE WHEN mod(n, 2) = 0 THEN heads * each ELSE 0 END",
    )
    city.insert(CaseSource, here, case_id="n", complaint_id="n", kind="'complaint'")
    city.insert(
        Circumstances,
        here,
        case_id="n",
        migrant="true",
        promise="false",
        refused="CASE WHEN mod(n / 10, 100) = 7 THEN true"
        " WHEN mod(n / 10, 100) <> 9 THEN false END",
        mass_petition="false",
        serious_impact="false",
        known_on="day",
        basis="'询问笔录'",
        recorded_by_id="lead_id",
        recorded_at="day",
    )


def _ledgers() -> None:
    city.insert(
        WageClaim,
        "handled CROSS JOIN generate_series(1, heads) AS line WHERE mod(n, 10) < 2",
        id="n * 100 + line",
        case_id="n",
        row="line",
        worker="'工友' || line",
        period_from="day - 120",
        period_to="day - 30",
        claimed="each",
        determined="each",
        paid="CASE WHEN mod(n, 2) = 0 THEN each ELSE 0 END",
    )


def _orders_and_payments() -> None:
    here = "handled WHERE mod(n, 10) < 2"
    city.insert(
        Order,
        here,
        case_id="n",
        paper_id="n",
        findings="'拖欠工资'",
        requirement="'支付工资'",
        workers="heads",
        amount="heads * each",
        period_days="5",
        issued_on="day + 10",
        served_on="day + 10",
        due_on="day + 17",
        status="CASE WHEN mod(n, 2) = 0 THEN 'in_force' ELSE 'disobeyed' END",
    )
    paid = "handled WHERE mod(n, 10) < 2 AND mod(n, 2) = 0"
    city.insert(
        Disbursement,
        paid,
        id="n",
        case_id="n",
        paid_on="day + 15",
        method="'bank'",
        payer="'employer'",
        amount="heads * each",
        proof_note="'回单'",
        token="md5(n::text)::uuid",
        recorded_by_id="lead_id",
        recorded_at="day + 15",
    )
    city.insert(
        Payment,
        "handled CROSS JOIN generate_series(1, heads) AS line"
        " WHERE mod(n, 10) < 2 AND mod(n, 2) = 0",
        disbursement_id="n",
        claim_id="n * 100 + line",
        amount="each",
        recorded_by_id="lead_id",
        recorded_at="day + 15",
    )


def _old_cases() -> None:
    city.insert(
        HistoricCase,
        "handled WHERE mod(n, 10) = 2",
        case_no="'旧案2025-' || lpad(n::text, 7, '0')",
        employer_id="firm",
        subject_kind="'unit'",
        division_id="division_id",
        source="CASE WHEN mod(n / 10, 3) = 1 THEN 'complaint' ELSE 'patrol' END",
        lodged_on="day - 5",
        filed_on="day",
        closed_on="day + 60",
        violation="'wage_arrears'",
        cause="'wage_arrears'",
        migrant="true",
        workers="heads",
        amount="heads * each",
        max_worker_amount="each",
        max_worker_months="3",
        order_on="day + 10",
        order_due_on="day + 17",
        paid_on="day + 15",
        promise="false",
        refused="FALSE",
        mass_petition="FALSE",
        serious_impact="FALSE",
        imported_at="now()",
    )


@figure("sweep")
def a_sweep_of_the_city(sizes: Sizes) -> Iterator[Row]:
    rows = sizes[-1]
    with data_set("arrears", rows, fill):
        _check_that_both_find_the_same()
        times = Times()
        times.take(ours, baseline, ROUNDS)
    yield Row("blacklist sweep", readable(rows), times.ours, times.baseline, "ms", bar=BAR)


def ours() -> set[str]:
    tally = sweep(timezone.localdate(), at=timezone.now(), dry_run=True)
    return {row["uscc"] for row in tally.candidates}


def baseline() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT)
        return {uscc for (uscc,) in cursor.fetchall()}


def _check_that_both_find_the_same() -> None:
    mine, theirs = ours(), baseline()
    if mine != theirs:
        raise AssertionError(f"{len(mine)} and {len(theirs)} employers; {list(mine ^ theirs)[:5]}")


# No shapes, no findings, nothing unknown: the city's six grounds written out for these employers.
STATEMENT = """
WITH told AS (
    SELECT DISTINCT ON (case_id) case_id, migrant, refused, mass_petition
    FROM cases_circumstances WHERE known_on <= current_date
    ORDER BY case_id, known_on DESC, id DESC
), heads AS (
    SELECT case_id, count(*) AS workers FROM cases_wageclaim WHERE determined > 0 GROUP BY case_id
), lodged AS (
    SELECT s.case_id, min((k.received_at AT TIME ZONE 'Asia/Shanghai')::date) AS lodged_on
    FROM cases_casesource s JOIN complaints_complaint k ON k.id = s.complaint_id GROUP BY s.case_id
), record AS (
    SELECT c.employer_id, 'c' || c.id AS key, c.source, lodged.lodged_on, c.determined AS amount,
        heads.workers, told.migrant, told.refused, told.mass_petition,
        c.cause IN ('wage_arrears', 'migrant_wage_arrears', 'below_minimum_wage', 'overtime_unpaid')
            AS is_about_wages
    FROM cases_case c
    LEFT JOIN told ON told.case_id = c.id
    LEFT JOIN heads ON heads.case_id = c.id
    LEFT JOIN lodged ON lodged.case_id = c.id
    WHERE c.filed_on <= current_date AND NOT EXISTS (
        SELECT FROM cases_decision d WHERE d.case_id = c.id AND d.kind = 'revocation'
          AND d.replaced_at IS NULL)
    UNION ALL
    SELECT employer_id, 'h' || id, source, lodged_on, amount, workers, migrant, refused,
        mass_petition, cause IN ('', 'wage_arrears', 'migrant_wage_arrears', 'below_minimum_wage',
            'overtime_unpaid')
    FROM cases_historiccase WHERE filed_on <= current_date
), mine AS (
    SELECT coalesce(e.merged_into_id, e.id) AS subject_id, record.*,
        is_about_wages AND migrant AND source IN ('complaint', 'report')
            AND lodged_on <= current_date AS is_said
    FROM record JOIN employers_employer e ON e.id = record.employer_id
), near AS (
    SELECT *, CASE WHEN is_said THEN
        lead(lodged_on) OVER (PARTITION BY subject_id, is_said ORDER BY lodged_on) END AS next_on
    FROM mine
)
SELECT DISTINCT e.uscc FROM near JOIN employers_employer e ON e.id = near.subject_id
WHERE is_about_wages AND (
    migrant AND (amount >= 100000 OR workers > 20 OR mass_petition)
    OR refused OR next_on <= lodged_on + interval '1 year')
"""
