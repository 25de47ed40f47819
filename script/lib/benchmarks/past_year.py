"""A city whose past year is handled: for each ten employers three cases and ten complaints.

Two cases of three stand in the system with orders and decisions, one came from an old register.
"""

from django.db import connection

from accounts.policy.roles import Role
from accounts.services.divisions import load_divisions, read_national_list
from benchmarks.city import (
    CITY,
    INSPECTORS,
    complaints,
    enlist,
    fill_firms,
    insert,
    matters,
    open_office,
    run,
    set_based,
)
from benchmarks.models import Note
from cases.models import Case, Decision, HistoricCase, Order

YEAR = 2025
CAUSES = ["wage_arrears", "no_written_contract", "insurance_unpaid", "overtime", "deposit_taken"]


def fill(size: int) -> None:
    load_divisions(read_national_list())
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    office = open_office(CITY)
    people = [enlist(office, Role.INSPECTOR, number).pk for number in range(INSPECTORS)]
    with set_based():
        fill_firms(size)
        matters(size, people)
        complaints()
        run(
            "ALTER TABLE matter ADD filed_on date, ADD cause text, ADD workers integer,"
            " ADD owed_now numeric(14, 2), ADD employer_id bigint"
        )
        run(
            "UPDATE matter SET filed_on = make_date(%(year)s, 1, 1) + mod(n, 300),"
            " cause = (%(causes)s)[1 + mod(n / 10, 5)], workers = 1 + mod(n / 10, 14),"
            " owed_now = owed * (1 + mod(n / 10, 14)), employer_id = 1 + mod(n * 7, %(firms)s)",
            year=YEAR,
            causes=CAUSES,
            firms=max(size - size // 7, 1),
        )
        _cases()
        _old_cases()


def _cases() -> None:
    here = "matter WHERE mod(n, 10) < 2"
    insert(
        Case,
        here,
        id="n",
        office_id="office_id",
        year=str(YEAR),
        serial="n",
        case_no="'案2025-' || lpad(n::text, 7, '0')",
        employer_id="employer_id",
        subject_name="name",
        cause="cause",
        division_id="division_id",
        source="'complaint'",
        summary="'拖欠工资。'",
        state="'closed'",
        proposed_at="filed_on",
        filed_on="filed_on",
        closed_on="filed_on + 60",
        workers="workers",
        claimed="owed_now",
        determined="owed_now",
        paid="owed_now",
    )
    insert(
        Order,
        here,
        case_id="n",
        paper_id="n",
        findings="'拖欠工资'",
        requirement="'支付工资'",
        workers="workers",
        amount="owed_now",
        period_days="5",
        issued_on="filed_on + 10",
        served_on="filed_on + 10",
        due_on="filed_on + 17",
        status="CASE WHEN mod(n, 50) = 0 THEN 'disobeyed' ELSE 'in_force' END",
    )
    insert(
        Decision,
        f"{here} AND mod(n / 10, 4) = 0",
        case_id="n",
        proposal_id="n",
        notice_id="n",
        paper_id="n",
        kind="CASE WHEN mod(n, 2) = 0 THEN 'penalty' ELSE 'handling' END",
        procedure="'ordinary'",
        fine="CASE WHEN mod(n, 2) = 0 THEN 2000 + mod(n / 10, 60) * 1000 ELSE 0 END",
        decided_on="filed_on + 40",
        decided_by_id="lead_id",
        served_on="filed_on + 42",
        status="'in_force'",
    )


def _old_cases() -> None:
    insert(
        HistoricCase,
        "matter WHERE mod(n, 10) = 2",
        case_no="'旧案2025-' || lpad(n::text, 7, '0')",
        employer_id="employer_id",
        division_id="division_id",
        filed_on="filed_on",
        closed_on="filed_on + 60",
        violation="CASE WHEN mod(n / 10, 3) = 0 THEN '拖欠农民工工资' ELSE '违法延长工作时间' END",
        workers="workers",
        amount="owed_now",
        order_on="filed_on + 10",
        order_due_on="filed_on + 17",
        paid_on="filed_on + 15",
        penalty="CASE WHEN mod(n / 10, 5) = 0 THEN 3000 + mod(n / 10, 60) * 1000 ELSE 0 END",
        refused="FALSE",
        mass_petition="FALSE",
        serious_impact="FALSE",
        imported_at="now()",
    )
