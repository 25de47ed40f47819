"""Old cases and swept candidates for tests."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from accounts.tests.factories import make_division
from blacklist.models import Candidate
from blacklist.services.sweeping import Tally, sweep
from cases.models import HistoricCase
from employers.models import Employer
from employers.tests.factories import make_employer

ON = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
PLACE = "410102"


def old_case(
    number: str = "旧1", employer: Employer | None = None, place: str = PLACE, **facts: Any
) -> HistoricCase:
    """A plain case: five migrant workers owed 1,000 yuan, filed after a complaint, ordered."""
    plain: dict[str, Any] = {
        "subject_kind": "unit",
        "source": "complaint",
        "lodged_on": date(2026, 3, 3),
        "filed_on": date(2026, 3, 10),
        "violation": "wage_arrears",
        "cause": "wage_arrears",
        "migrant": True,
        "workers": 5,
        "amount": Decimal("1000.00"),
        "max_worker_amount": Decimal("200.00"),
        "max_worker_months": 1,
        "order_on": date(2026, 3, 20),
        "order_due_on": date(2026, 3, 27),
        "promise": False,
        "refused": False,
        "mass_petition": False,
        "serious_impact": False,
    }
    subject = employer or make_employer(f"江城{number}劳务有限公司")
    return HistoricCase.objects.create(
        case_no=number,
        employer=subject,
        subject=subject.name,
        division=make_division(place),
        imported_at=AT,
        **plain | facts,
    )


def swept(on: date = ON, **options: Any) -> Tally:
    return sweep(on, at=AT, **options)


def candidate_of(number: str = "旧1", **facts: Any) -> Candidate:
    """A candidate as the sweep opens it; of the amount, unless the facts say otherwise."""
    case = old_case(number, **{"amount": Decimal("100000.00")} | facts)
    swept()
    found: Candidate = Candidate.objects.get(employer=case.employer)
    return found
