"""Rulebook rows for tests, as plain functions."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Division, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from rulebook import services
from rulebook.models import DatedValue, HolidayNotice

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

NOTICE_2027: list[dict[str, Any]] = [
    {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"},
    {
        "name": "春节",
        "from": "2027-02-05",
        "to": "2027-02-12",
        "work": ["2027-01-30", "2027-02-20"],
    },
]


def make_keepers() -> tuple[User, User]:
    """Return two people who may keep the rulebook."""
    office = make_office()
    return make_user(role=Role.ADMINISTRATOR, office=office), make_user(
        role=Role.BUREAU_HEAD, office=office
    )


def make_notice(proposer: User, **fields: Any) -> HolidayNotice:
    """Return a proposed notice for 2027, invented."""
    given: dict[str, Any] = {
        "year": 2027,
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "document_number": "国办发明电〔2026〕0号",
        "published_on": date(2026, 11, 20),
        "holidays": NOTICE_2027,
        "actor": proposer,
        "at": AT,
    }
    return services.propose_notice(**(given | fields))


def make_value(
    key: str, value: object, division: str | None, in_force_from: date, citation: str
) -> DatedValue:
    """Return a figure that two people have confirmed."""
    proposer, confirmer = make_keepers()
    place = Division.objects.get(pk=division) if division else None
    row = services.propose_value(
        key=key,
        division=place,
        in_force_from=in_force_from,
        value=value,
        citation=citation,
        actor=proposer,
        at=AT,
    )
    return services.confirm(row, actor=confirmer, at=AT)
