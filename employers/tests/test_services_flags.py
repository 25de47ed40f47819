"""The headline flags: published from above, the newest year stands."""

from datetime import date

import pytest
from django.db.utils import IntegrityError

from employers.models import Employer
from employers.services import flags
from employers.tests.factories import make_employer

pytestmark = pytest.mark.django_db


def test_an_older_grade_never_replaces_a_newer_one() -> None:
    first, second = make_employer("甲公司"), make_employer("乙公司")
    assert flags.set_credit_grades({first.pk: "A", second.pk: "C"}, year=2026) == 2
    flags.set_credit_grade(first.pk, grade="C", year=2025)
    assert list(Employer.objects.values_list("credit_grade", "credit_year")) == [
        ("A", 2026),
        ("C", 2026),
    ]
    assert flags.set_credit_grades({first.pk: "A"}, year=2026) == 0


def test_an_employer_is_listed_up_to_its_last_day() -> None:
    employer = make_employer()
    flags.set_listing(employer.pk, listed_on=date(2026, 1, 5), listed_until=date(2027, 1, 4))
    employer.refresh_from_db()
    assert employer.is_listed(date(2027, 1, 4))
    assert not employer.is_listed(date(2027, 1, 5))
    flags.set_listing(employer.pk, listed_on=None, listed_until=None)
    employer.refresh_from_db()
    assert not employer.is_listed(date(2026, 6, 1))


def test_a_level_that_nobody_knows_is_refused() -> None:
    employer = make_employer()
    flags.set_warning_level(employer.pk, "red")
    with pytest.raises(IntegrityError):
        flags.set_warning_level(employer.pk, "violet")
