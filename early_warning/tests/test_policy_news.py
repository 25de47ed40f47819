"""What a closed warning settled, and which rules earn their keep."""

from datetime import date
from decimal import Decimal

import pytest

from early_warning.policy.earning import Record, Worth
from early_warning.policy.news import Sign, is_news
from early_warning.policy.places import nearest
from statutes.wording import say

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
WORDS = "拖欠工资%(count)s个月。"


def sign(count: int, month: date | None = None, code: str = "months_owed", on: str = "") -> Sign:
    """A sign that counts so many, of a month, or resting on the records named."""
    return Sign(code, say(WORDS, count=count), month, frozenset(on.split()))


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        (sign(1, OCTOBER), sign(1, OCTOBER), False),
        (sign(1, OCTOBER), sign(2, OCTOBER), True),
        (sign(2, OCTOBER), sign(1, NOVEMBER), True),
        (sign(2, NOVEMBER), sign(2, OCTOBER), False),
        (sign(2), sign(2), False),
        (sign(2), sign(3), True),
        (sign(3), sign(2), False),
        (sign(1, code="complaints"), sign(1), True),
        # the same complaint stays settled; another is news even where the count is the same
        (sign(2, code="complaints", on="4 7"), sign(2, code="complaints", on="4 7"), False),
        (sign(2, code="complaints", on="4 7"), sign(1, code="complaints", on="7"), False),
        (sign(2, code="complaints", on="4 7"), sign(2, code="complaints", on="7 9"), True),
        (sign(1, code="order_overdue", on="3"), sign(1, code="order_overdue", on="8"), True),
    ],
)
def test_a_sign_is_news_when_it_goes_beyond_what_was_settled(
    before: Sign, after: Sign, news: bool
) -> None:
    assert is_news(after, [before]) is news
    assert is_news(after, [])


def test_what_two_closed_warnings_settled_is_settled_together() -> None:
    before = [sign(1, code="complaints", on="4"), sign(1, code="complaints", on="7")]
    assert not is_news(sign(2, code="complaints", on="4 7"), before)


@pytest.mark.parametrize(
    ("record", "rate", "worth"),
    [
        (Record(), None, Worth.UNKNOWN),
        (Record(fired=9, confirmed=4), Decimal("100.0"), Worth.UNKNOWN),
        (Record(fired=9, confirmed=3, unfounded=3, resolved=1), Decimal("50.0"), Worth.GOOD),
        (Record(fired=9, confirmed=2, unfounded=4), Decimal("33.3"), Worth.FAIR),
        (Record(fired=9, confirmed=1, unfounded=8), Decimal("11.1"), Worth.POOR),
    ],
)
def test_a_rule_earns_its_keep_by_those_that_were_true(
    record: Record, rate: Decimal | None, worth: Worth
) -> None:
    assert (record.hit_rate, record.worth) == (rate, worth)


def test_what_is_not_judged_yet_is_open() -> None:
    assert Record(fired=9, confirmed=3, unfounded=2, resolved=1).open == 3


def test_the_nearest_place_has_its_way() -> None:
    by_place = {"410000000000": "province", "410100000000": "city", "": "country"}
    assert nearest(by_place, "410102000000") == "city"
    assert nearest(by_place, "410200000000") == "province"
    assert nearest(by_place, "110101000000") == "country"
    assert nearest({}, "410102000000") is None
