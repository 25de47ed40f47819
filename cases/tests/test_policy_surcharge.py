"""加处罚款: three per cent of what is late for each day, never more than the fine."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.policy.surcharge import Paid, Part, Schedule, Stay, surcharge

DUE = date(2026, 3, 2)
FINE = Decimal("10000.00")
WHOLE = Schedule(FINE, DUE)


def day(n: int) -> date:
    """The n-th day after the last day to pay."""
    return DUE + timedelta(days=n)


@pytest.mark.parametrize(
    ("late", "amount", "days"),
    [
        (0, "0.00", 0),
        (1, "300.00", 1),
        (33, "9900.00", 33),
        (34, "10000.00", 34),
        (99, "10000.00", 34),
    ],
)
def test_each_late_day_adds_three_per_cent_until_the_fine_is_reached(late, amount, days):
    found = surcharge(WHOLE, day(late))
    assert (found.amount, found.days) == (Decimal(amount), days)


def test_the_day_of_payment_still_counts_and_what_was_paid_no_longer_does():
    found = surcharge(WHOLE, day(10), paid=[Paid(day(2), Decimal("4000.00"))])
    # Two days on the whole fine, eight on the 6,000 that remained.
    assert found.amount == Decimal("600.00") + Decimal("1440.00")
    assert [(s.days, s.overdue) for s in found.spans] == [
        (2, Decimal("10000.00")),
        (8, Decimal("6000.00")),
    ]


def test_a_fine_paid_in_time_bears_nothing():
    found = surcharge(WHOLE, day(30), paid=[Paid(DUE, FINE)])
    assert (found.amount, str(found.reason)) == (Decimal("0.00"), "没有逾期，不加处罚款。")


def test_a_reversed_payment_counts_as_never_made():
    paid = [Paid(DUE, FINE), Paid(DUE, -FINE)]
    assert surcharge(WHOLE, day(3), paid=paid).amount == Decimal("900.00")


def test_the_days_of_a_pending_remedy_are_not_counted():
    found = surcharge(WHOLE, day(10), stays=[Stay(day(3), day(6))])
    assert (found.amount, found.days) == (Decimal("1800.00"), 6)
    assert [(s.days, s.is_stay) for s in found.spans] == [(2, False), (4, True), (4, False)]


def test_a_remedy_without_a_result_stops_the_count_until_today():
    assert surcharge(WHOLE, day(10), stays=[Stay(day(1))]).amount == Decimal("0.00")


def test_the_sentence_tells_the_first_day_the_count_and_the_cap():
    assert str(surcharge(WHOLE, day(2)).reason) == (
        "自2026-03-03起计2日，每日按尚欠罚款的百分之三加处，共600.00元。"
    )
    assert "已达罚款数额10,000.00元" in str(surcharge(WHOLE, day(40)).reason)


HALVES = (Part(day(30), Decimal("5000.00")), Part(day(60), Decimal("5000.00")))


def test_each_instalment_is_late_by_itself():
    plan = Schedule(FINE, DUE, granted_on=DUE, parts=HALVES)
    assert surcharge(plan, day(30)).amount == Decimal("0.00")
    assert surcharge(plan, day(31)).amount == Decimal("150.00")
    on_time = [Paid(day(30), Decimal("5000.00"))]
    assert surcharge(plan, day(60), paid=on_time).amount == Decimal("0.00")
    assert surcharge(plan, day(61), paid=on_time).amount == Decimal("150.00")


def test_what_was_late_before_the_grant_stays_due():
    plan = Schedule(FINE, DUE, granted_on=day(4), parts=HALVES)
    assert surcharge(plan, day(20)).amount == Decimal("1200.00")


def test_what_was_paid_before_the_grant_is_not_counted_on_the_instalments():
    parts = (Part(day(30), Decimal("3000.00")), Part(day(60), Decimal("3000.00")))
    plan = Schedule(FINE, DUE, DUE, parts, settled=Decimal("4000.00"))
    paid = [Paid(DUE, Decimal("4000.00"))]
    assert surcharge(plan, day(31), paid=paid).amount == Decimal("90.00")
