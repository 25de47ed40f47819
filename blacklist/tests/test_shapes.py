"""What a sweep says by shapes is what the rules say of the whole records."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.tests.factories import make_division
from blacklist.services.collecting import records_of
from blacklist.services.judging import Counted, found_on, in_full
from blacklist.tests.factories import ON, old_case
from employers.models import Employer
from employers.tests.factories import make_employer, make_uscc

PLACES = ("410102", "440106", "440203", "37", "44", "430102")
YES_NO = (True, False, None)
SUBJECTS = 60


def a_day(chance: random.Random) -> date | None:
    return chance.choice((None, ON, ON - timedelta(chance.randrange(-5, 900))))


def at_random(chance: random.Random) -> dict[str, Any]:
    due = a_day(chance)
    return {
        "subject_kind": chance.choice(("unit", "individual", "")),
        "source": chance.choice(("complaint", "report", "patrol", "")),
        "lodged_on": a_day(chance),
        "filed_on": a_day(chance),
        "cause": chance.choice(("wage_arrears", "", "rest_days")),
        "migrant": chance.choice((True, True, *YES_NO)),
        "workers": chance.choice((None, 0, 9, 10, 20, 21)),
        "amount": chance.choice((None, *map(Decimal, ("0", "39999.99", "40000", "60000", "1e5")))),
        "max_worker_amount": chance.choice(
            (None, *map(Decimal, ("4999.99", "6000", "8000", "10000", "20000")))
        ),
        "max_worker_months": chance.choice((None, 0, 2, 3)),
        "order_on": chance.choice((None, due, a_day(chance))),
        "order_due_on": due,
        "paid_on": chance.choice((None, due, a_day(chance))),
        "promise": chance.choice(YES_NO),
        "refused": chance.choice((False, *YES_NO)),
        "mass_petition": chance.choice((False, *YES_NO)),
        "serious_impact": chance.choice(YES_NO),
        "police_filed_on": chance.choice((None, None, a_day(chance))),
        "police_offence": chance.choice(("", "拒不支付劳动报酬罪", "诈骗罪")),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("ruleset", ["city-2014", "national-2022"])
def test_a_shape_is_judged_as_its_records_are(ruleset: str) -> None:
    chance = random.Random(20260901)
    for place in PLACES:
        make_division(place)
    for number in range(SUBJECTS):
        code = make_uscc(number + 1) if chance.random() < 0.6 else ""
        employer = make_employer(f"江城第{number}劳务有限公司", uscc=code)
        for more in range(chance.choice((1, 1, 2, 3))):
            old_case(f"{number}-{more}", employer, chance.choice(PLACES), **at_random(chance))
    for on in (ON, ON - timedelta(400), ON + timedelta(3)):
        by_shape = {
            f.subject_id: (set(f.triggers), f.needs) for f in found_on(on, ruleset, Counted())
        }
        whole = records_of([e.pk for e in Employer.objects.all()], on, ruleset)
        verdicts = {pk: in_full(ruleset, records, on) for pk, records in whole.items()}
        expected = {
            pk: (set(v.triggers), v.needs) for pk, v in verdicts.items() if v.triggers or v.needs
        }
        assert by_shape == expected
        assert len(expected) > 4  # not a test of silence
