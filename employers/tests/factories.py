"""Employers for tests, registered through the service as everyone's are."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.tests.factories import make_division
from employers.models import Employer
from employers.services.register import find_or_register
from statutes.identity import uscc_check_character

AT = datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_uscc(number: int = 1) -> str:
    """Return a credit code with a right check character."""
    first_17 = f"91410102MA{number:07d}"
    return first_17 + uscc_check_character(first_17)


def make_employer(name: str = "江城宏达建筑劳务有限公司", **columns: Any) -> Employer:
    columns.setdefault("division", make_division("410102"))
    columns.setdefault("actor", None)
    columns.setdefault("at", AT)
    return find_or_register(name=name, **columns)
