"""Complaints for tests, as plain functions; test people use ID sequence 000."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Office
from accounts.tests.factories import make_division, make_office
from complaints.models import Complaint
from complaints.policy.roster import read_roster
from complaints.policy.statement import Channel, Claim, LodgeStatement
from complaints.services import intake
from complaints.tests.rosters import FOUNDING
from statutes.identity import resident_id_check_character

# The Monday on which the founding case is replayed.
AT = datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
EMPLOYER = "江城宏达建筑劳务有限公司"

_numbers = count(1)


def a_claim(**changes: Any) -> Claim:
    """One worker with an identity of their own."""
    n = next(_numbers)
    birth = date.fromordinal(date(1960, 1, 1).toordinal() + n)
    first_17 = f"410102{birth:%Y%m%d}000"
    claim = Claim(
        name=f"测试工人{'甲乙丙丁戊己庚辛壬癸'[n % 10]}",
        identity=first_17 + resident_id_check_character(first_17),
        phone=f"138{n:08d}",
        trade="普工",
        period_from=date(2026, 7, 1),
        period_to=date(2026, 10, 31),
        agreed=Decimal("8000.00"),
        paid=Decimal("3000.00"),
        owed=Decimal("5000.00"),
    )
    return replace(claim, **changes)


def a_statement(workers: int = 1, **changes: Any) -> LodgeStatement:
    changes.setdefault("claims", [a_claim() for _ in range(workers)])
    changes.setdefault("employer_name", EMPLOYER)
    changes.setdefault("division_id", "410102000000")
    changes.setdefault("statement", "在工地干活，七月至十月的工资没有结清。")
    return LodgeStatement(**changes)


def the_founding_statement(**changes: Any) -> LodgeStatement:
    """72 workers, ¥210,000.00, as the foreman brought them."""
    roster = read_roster(FOUNDING, "roster-72.xlsx", today=AT.date())
    changes.setdefault("representatives", (0, 1, 2))
    return a_statement(
        claims=roster.lines, project_name="江城国际商贸城二期", is_construction=True, **changes
    )


def lodge(
    statement: LodgeStatement | None = None,
    *,
    token: str = "",
    channel: Channel = Channel.KIOSK,
    at: datetime = AT,
    office: Office | None = None,
) -> intake.Lodged:
    """Lodge a statement; the city's office is made where there is none."""
    make_division("410102")
    if office is None and not Office.objects.exists():
        make_office("4101")
    return intake.lodge(
        statement or a_statement(), token=token or intake.new_token(), channel=channel, at=at
    )


def make_complaint(**changes: Any) -> Complaint:
    """A received complaint, lodged through the service as everyone's is."""
    return lodge(a_statement(**changes)).complaint
