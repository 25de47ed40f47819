"""Lists of cases: within one's jurisdiction, one's own, the most urgent first."""

from datetime import date, timedelta

import pytest

from accounts.tests.factories import make_office, make_user
from cases.models import Case, WageClaim
from cases.policy.ledger import Settlement
from cases.tests import factories as make
from cases.tests.factories import LODGED

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make.make_bureau()


def test_a_case_is_seen_from_its_place_of_work_and_nowhere_else(bureau):
    case = make.filed(bureau)
    district = make_user(office=make_office("410102"))
    neighbour = make_user(office=make_office("4102"))
    assert list(Case.objects.visible_to(bureau.lead)) == [case]
    assert list(Case.objects.visible_to(district)) == [case]
    assert not Case.objects.visible_to(neighbour).exists()


def test_the_case_whose_limit_ends_first_comes_first(bureau):
    relaxed = make.filed(bureau)
    urgent = make.served(bureau)
    waiting = make.propose(bureau, make.lodge())
    assert list(Case.objects.by_clock()) == [urgent, relaxed, waiting]


def test_officers_find_their_own_cases(bureau):
    case = make.filed(bureau)
    assert list(Case.objects.assigned_to(bureau.assistant)) == [case]
    assert not Case.objects.assigned_to(bureau.head).exists()


def test_open_and_filed_cases(bureau):
    proposed, complaint = make.propose(bureau, make.lodge()), make.lodge()
    filed = make.file(bureau, complaint)
    given_up = make.propose(bureau, make.lodge())
    make.filing.withdraw_filing(given_up.pk, actor=bureau.lead, reason="重复", at=LODGED)
    assert set(Case.objects.open()) == {proposed, filed}
    assert list(Case.objects.filed()) == [filed]
    assert list(Case.objects.from_complaint(complaint.pk)) == [filed]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 7, 1), date(2026, 10, 31), "2026年7—10月"),
        (date(2026, 7, 1), date(2026, 7, 31), "2026年7月"),
        (date(2025, 11, 1), date(2026, 1, 31), "2025年11月—2026年1月"),
        (None, date(2026, 1, 31), "2026年1月"),
        (None, None, ""),
    ],
)
def test_a_lines_period_reads_as_the_annex_prints_it(first, last, shown):
    assert WageClaim(period_from=first, period_to=last).period == shown


def test_a_new_line_waits_to_be_determined(bureau):
    case = make.filed(bureau)
    assert {line.settlement for line in case.claims.all()} == {Settlement.UNDETERMINED}
    later = LODGED + timedelta(days=1)
    make.determine_as_claimed(bureau, case, at=later)
    assert {line.settlement for line in case.claims.all()} == {Settlement.UNPAID}
