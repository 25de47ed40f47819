"""A city at work: as many open matters, complaints and employers as a figure asks for.

Rows are made by set-based statements and fit together as the services would have left them;
triggers and foreign keys are not asked. Seven matters of ten lie in the city, the others around it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model

from accounts.models import Certificate, Office, OfficeJurisdiction, RoleMembership, User
from accounts.personal_data import encrypt
from accounts.policy.roles import Role
from accounts.services.divisions import load_divisions, read_national_list
from benchmarks.models import Note
from cases.models import Case, CaseOfficer, CaseSource, WageClaim
from complaints.models import Claimant, Complaint
from documents.models import NumberSeries, Paper
from employers.models import Employer
from employers.policy.names import initials
from workflow.models import Approval, Clock, ClockEvent, Event

CITY, ELSEWHERE = "4101", "4102"
COUNTIES = ["02", "03", "04", "05", "06", "08", "22", "81", "82", "83"]
INSPECTORS = 40
LONG_AGO, LONG_AHEAD = date(2004, 12, 1), date(2099, 12, 31)
# Firms' names as registers hold them: place, two characters, trade, legal form.
PLACES = [
    *("江城", "东江", "西岭", "南湖", "北川", "河阳", "海宁", "山阴", "平安", "永兴"),
    *("新桥", "古城", "临江", "双河", "三门", "清泉", "白马", "龙亭", "凤山", "石门"),
]
SYLLABLES = list(
    "宏达鑫源盛泰恒信瑞丰华茂康永和兴隆德昌顺祥荣嘉禾锦程远博卓越天地人文明正大光辉腾飞"
)
TRADES = [
    *("建筑劳务", "建筑工程", "装饰装修", "餐饮管理", "物业服务", "电子科技"),
    *("服装加工", "家政服务", "园林绿化", "机械制造", "食品加工", "运输"),
]
# So many firms are called 宏达建筑劳务 and sit in one county, as many more there are red, and as
# many are listed, whatever the size: a page of 50 of them compares with a page of 50.
SELDOM = 64
RARE = {"first": 0, "second": 1, "trades": 0}
FORMS = ["有限公司", "有限责任公司", "股份有限公司"]


def fill(size: int) -> None:
    """Make `size` employers, `size` complaints and `size` open matters, each with its clock."""
    load_divisions(read_national_list())
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    office = open_office(CITY)
    inspectors = [enlist(office, Role.INSPECTOR, i) for i in range(INSPECTORS)]
    enlist(office, Role.UNIT_HEAD, INSPECTORS)
    with set_based():
        fill_firms(size)
        matters(size, [person.pk for person in inspectors])
        complaints()
        _cases()
        _clocks()
        _history()
        _papers()


def username(number: int) -> str:
    """Of an inspector; the one after the last is the unit head."""
    return f"bench{number}"


def open_office(prefix: str) -> Office:
    office, is_new = Office.objects.get_or_create(
        prefix=f"测监{prefix}",
        defaults={"name": f"第{prefix}劳动保障监察支队", "division_id": prefix.ljust(12, "0")},
    )
    if is_new:
        OfficeJurisdiction.objects.create(office=office, prefix=prefix)
    return office


def enlist(office: Office, role: Role, number: int) -> User:
    person = User.objects.create(username=username(number), name=f"测试员{number}", office=office)
    period = {"valid_from": LONG_AGO, "valid_to": LONG_AHEAD}
    RoleMembership.objects.create(user=person, role=role.value, office=office, **period)
    Certificate.objects.create(user=person, number=f"测{number:06d}", **period)
    return person


@contextmanager
def set_based() -> Iterator[None]:
    """Without triggers, and with every secondary index built once at the end."""
    models = (Employer, Complaint, Claimant, Case, CaseSource, CaseOfficer, WageClaim)
    tables = [m._meta.db_table for m in (*models, Clock, ClockEvent, Event, Approval, Paper)]
    run("SET session_replication_role = replica")
    run("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
            [tables],
        )
        indexes = cursor.fetchall()
    for name, _ in indexes:
        run(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        run(definition)
    run("RESET ALL")


def run(statement: str, **parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def insert(model: type[Model], source: str, /, **columns: str) -> None:
    """INSERT … SELECT; a column that is not named holds what the model gives it by default."""
    fields = [f for f in model._meta.concrete_fields if f.attname != "id" or "id" in columns]
    defaults = {f"default_{f.attname}": f.get_default() for f in fields if f.attname not in columns}
    values = [columns.get(field.attname, f"%(default_{field.attname})s") for field in fields]
    names = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    run(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}", **defaults)
    if "id" in columns:
        run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def fill_firms(size: int) -> None:
    """The register; what is rare in it fills a page at every size, spread over the whole of it."""
    every = size // SELDOM
    parts = (
        ("places", PLACES, "n"),
        ("first", SYLLABLES, "n / 20"),
        ("second", SYLLABLES, "n / 800"),
        ("trades", TRADES, "n / 7"),
        ("forms", FORMS, "n"),
    )
    words = {key: values for key, values, _ in parts}
    letters = {f"{key}_letters": [initials(v) for v in values] for key, values, _ in parts}
    picked = {
        key: f"1 + CASE WHEN {key in RARE} AND mod(n, {every}) = 0 THEN {RARE.get(key, 0)}"
        f" ELSE mod({place}, {len(values)}) END"
        for key, values, place in parts
    }
    name = " || ".join(f"(%({key})s)[{picked[key]}]" for key in picked)
    short = " || ".join(f"(%({key}_letters)s)[{picked[key]}]" for key in picked)
    run(
        f"CREATE TEMP TABLE firm AS SELECT n, {name} AS name, {short} AS initials"
        " FROM generate_series(1, %(size)s) AS n",
        size=size,
        **words,
        **letters,
    )
    listed = f"(mod(n, 2000) = 7 OR mod(n, {every}) = 2)"
    insert(
        Employer,
        "firm",
        id="n",
        uscc="'91410100' || lpad(n::text, 10, '0')",
        name="name",
        name_key="name",
        initials="initials",
        search_pieces="(SELECT array_agg(DISTINCT substr(word, i, 2)) FROM unnest(ARRAY[name,"
        " initials]) AS word, generate_series(1, length(word) - 1) AS i)",
        division_id=f"'{CITY}' || CASE WHEN mod(n, {every}) < 2 THEN '05'"
        f" ELSE (ARRAY{COUNTIES})[1 + mod(n / 3, {len(COUNTIES)})] END || '000000'",
        phone="'0371-' || (60000000 + n)",
        phone_keys="ARRAY['0371' || (60000000 + n), (60000000 + n)::text]",
        headcount="mod(n, 300)",
        verified_on="current_date - mod(n, 300)",
        credit_grade="CASE WHEN mod(n, 20) = 0 THEN 'C' WHEN mod(n, 5) = 1 THEN 'A' ELSE 'B' END",
        listed_on=f"CASE WHEN {listed} THEN current_date - 30 END",
        listed_until=f"CASE WHEN {listed} THEN current_date + 1000 END",
        warning_level=f"CASE WHEN mod(n, 500) = 3 OR mod(n, {every}) = 1 THEN 'red' ELSE '' END",
        created_at="now()",
    )


def matters(size: int, inspectors: list[int]) -> None:
    """Two of five are cases under investigation; limits end from 45 days ago to 45 days ahead."""
    run(
        """
        CREATE TEMP TABLE matter AS
        WITH place AS (
            SELECT code, left(code, 4) = %(city)s AS inside,
                row_number() OVER (PARTITION BY left(code, 4) = %(city)s ORDER BY code) - 1 AS i,
                count(*) OVER (PARTITION BY left(code, 4) = %(city)s) AS places
            FROM accounts_division WHERE level = 'township' AND code LIKE '41%%'
        )
        SELECT n, name, code AS division_id, inside, due_at, mod(n, 5) < 2 AS is_case,
            CASE WHEN inside THEN %(city_office)s ELSE %(other_office)s END AS office_id,
            CASE WHEN inside AND mod(n, 3) > 0
                THEN (%(people)s)[1 + mod(n / 3, cardinality(%(people)s))] END AS owner_id,
            (%(people)s)[1 + mod(n / 3, cardinality(%(people)s))] AS lead_id,
            (%(people)s)[1 + mod(n / 3 + 1, cardinality(%(people)s))] AS second_id,
            mod(n, 50) = 0 AS closing, mod(n, 20) = 2 AS is_paused,
            due_at - interval '30 days' AS received_at, (500 + mod(n, 5000))::numeric(14,2) AS owed
        FROM firm
        JOIN place ON inside = (mod(n / 7, 10) < 7) AND i = mod(n / 10, places)
        CROSS JOIN LATERAL (
            SELECT (current_date + mod(n / 11, 90) - 44) AT TIME ZONE %(zone)s
                - interval '1 microsecond' AS due_at
        ) AS limits
        """,
        city=CITY,
        city_office=open_office(CITY).pk,
        other_office=open_office(ELSEWHERE).pk,
        people=inspectors,
        zone=settings.TIME_ZONE,
    )
    run("ANALYZE matter")


def complaints() -> None:
    insert(
        Complaint,
        "matter",
        id="n",
        number="'投诉2026-' || lpad(n::text, 7, '0')",
        kind="'complaint'",
        channel="'kiosk'",
        state="CASE WHEN is_case THEN 'accepted' WHEN is_paused THEN 'supplement_requested'"
        " ELSE 'received' END",
        accepted_on="CASE WHEN is_case THEN received_at::date END",
        concluded_at="CASE WHEN is_case THEN received_at END",
        office_id="office_id",
        division_id="division_id",
        owner_id="owner_id",
        received_at="received_at",
        token_hash="'bench:' || n",
        employer_id="n",
        employer_name="name",
        employer_key="name",
        workplace_address="'建设路与桐柏路口'",
        statement="'老板一直推，说工程款没有下来。'",
        period_from="(received_at - interval '6 months')::date",
        period_to="(received_at - interval '2 months')::date",
        worker_count="1",
        claimed="owed",
    )
    identity, phone = encrypt("410101198001010009"), encrypt("13800001234")
    insert(
        Claimant,
        "matter",
        id="n",
        complaint_id="n",
        position="1",
        name="'工友' || mod(n, 9000)",
        identity=f"'{identity}'",
        identity_hash="'bench:' || n",
        identity_masked="'410101********0009'",
        phone=f"'{phone}'",
        phone_hash="'bench:' || n",
        phone_last4="lpad(mod(n, 10000)::text, 4, '0')",
        period_from="(received_at - interval '6 months')::date",
        period_to="(received_at - interval '2 months')::date",
        agreed="owed",
        paid="0",
        owed="owed",
        code_hash="'bench code:' || n",
    )


def _cases() -> None:
    insert(
        Case,
        "matter WHERE is_case",
        id="n",
        office_id="office_id",
        year="2026",
        serial="n",
        case_no="'案2026-' || lpad(n::text, 7, '0')",
        employer_id="n",
        subject_name="name",
        cause="'wage_arrears'",
        division_id="division_id",
        source="'complaint'",
        summary="'1名劳动者投诉' || name || '拖欠工资。'",
        state="CASE WHEN closing THEN 'closing_review' ELSE 'investigating' END",
        proposed_at="received_at",
        filed_on="received_at::date",
        accepted_on="received_at::date",
        workers="1",
        claimed="owed",
        determined="owed",
        paid="0",
    )
    insert(CaseSource, "matter WHERE is_case", case_id="n", complaint_id="n", kind="'complaint'")
    insert(
        CaseOfficer,
        "matter CROSS JOIN LATERAL (VALUES (lead_id, TRUE), (second_id, FALSE))"
        " AS officer (user_id, is_lead) WHERE is_case",
        case_id="n",
        user_id="officer.user_id",
        is_lead="officer.is_lead",
        assigned_at="received_at",
        assigned_by_id="lead_id",
    )
    insert(
        WageClaim,
        "matter WHERE is_case",
        case_id="n",
        claimant_id="n",
        row="1",
        worker="'工友' || mod(n, 9000)",
        claimed="owed",
        determined="owed",
        paid="0",
    )


def _subject() -> dict[str, str]:
    return {
        "subject_type": "CASE WHEN is_case THEN 'case' ELSE 'complaint' END",
        "subject_id": "n",
        "subject_label": "name",
        "division_id": "division_id",
        "office_id": "office_id",
        "owner_id": "owner_id",
    }


def _clocks() -> None:
    insert(
        Clock,
        "matter",
        id="n",
        **_subject(),
        code="CASE WHEN is_case THEN 'investigation' ELSE 'complaint_acceptance' END",
        label="CASE WHEN is_case THEN '调查' ELSE '投诉受理（立案）' END",
        law="'劳动保障监察条例'",
        article="'第十七条'",
        unit="'working_days'",
        length="CASE WHEN is_case THEN 60 ELSE 5 END",
        rolls_over="FALSE",
        state="CASE WHEN is_paused AND NOT is_case THEN 'paused' ELSE 'running' END",
        started_at="received_at",
        due_at="due_at",
        blue_at="due_at - interval '15 days'",
        yellow_at="due_at - interval '4 days'",
        red_at="due_at - interval '1 day'",
        breached_at="due_at",
        next_level_at="due_at - interval '15 days'",
    )
    insert(ClockEvent, "matter", clock_id="n", act="'start'", at="received_at", due_at="due_at")


def _history() -> None:
    insert(
        Event,
        "matter CROSS JOIN generate_series(1, 3) AS step WHERE is_case OR step = 1",
        **_subject(),
        sequence="step",
        act="'lodge'",
        label="'收到投诉举报'",
        actor_label="'系统'",
        occurred_at="received_at",
        recorded_at="received_at",
        payload="'{}'",
        hash="md5(n || '-' || step)",
    )
    insert(
        Approval,
        "matter WHERE is_case AND closing",
        **_subject(),
        kind="'case_closing'",
        label="'结案审批'",
        role=f"'{Role.UNIT_HEAD.value}'",
        proposer_id="lead_id",
        proposed_at="received_at",
        content="'{}'",
        content_sha256="md5(n::text)",
        outcome="'pending'",
    )


def _papers() -> None:
    """Every case has its notice; a series bears the number of its office."""
    insert(
        NumberSeries,
        "accounts_office",
        id="id",
        office_id="id",
        word="'受字'",
        year="2026",
        last="(SELECT max(n) FROM matter)",
    )
    insert(
        Paper,
        "matter WHERE is_case",
        **_subject(),
        kind="'acceptance_notice'",
        title="'受理通知书'",
        series_id="office_id",
        serial="n",
        number="'江人社监受字〔2026〕' || n || '号'",
        context="'{}'",
        template="'letter'",
        template_version="1",
        content_sha256="md5(n::text)",
        file="n || '.pdf'",
        file_sha256="md5(n::text)",
        status="'issued'",
        verification_code="lpad(n::text, 12, '0')",
        created_at="received_at",
        issued_at="received_at",
        issued_on="received_at::date",
    )
