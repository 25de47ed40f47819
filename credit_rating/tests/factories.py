"""Old cases and runs for tests."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cases.models import HistoricCase
from credit_rating.models import RatingRun
from credit_rating.services.ordering import order_run
from credit_rating.services.rating import rate
from employers.models import Employer

YEAR = 2025
AT = datetime(2026, 1, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def old_case(employer: Employer, number: int = 1, **columns: Any) -> HistoricCase:
    """A filed case of arrears whose order was obeyed in time."""
    given: dict[str, Any] = {
        "case_no": f"旧案〔2025〕{employer.pk}-{number}号",
        "employer": employer,
        "division_id": employer.division_id,
        "filed_on": date(2025, 3, 10),
        "closed_on": date(2025, 5, 1),
        "violation": "拖欠农民工工资",
        "cause": "migrant_wage_arrears",
        "workers": 3,
        "amount": Decimal("9000.00"),
        "order_on": date(2025, 3, 20),
        "order_due_on": date(2025, 4, 3),
        "paid_on": date(2025, 4, 1),
        "penalty": Decimal("0.00"),
        "refused": False,
        "mass_petition": False,
        "serious_impact": False,
        "imported_at": AT,
    }
    return HistoricCase.objects.create(**given | columns)


def rated(ruleset: str = "city-2013", year: int = YEAR, at: datetime = AT) -> RatingRun:
    run = order_run(year=year, ruleset=ruleset, division=None, actor=None, at=at)
    return rate(run.pk, at=at)
