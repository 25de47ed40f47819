"""返还公示: the public sees which deposits are to go back while the thirty days run."""

import re
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from employers.tests.factories import AT
from portal.views import deposits as views
from wage_deposits.services import returning
from wage_deposits.tests import factories as deposits

pytestmark = pytest.mark.django_db
PAGE = reverse("portal:deposit_returns")
# The last day of the notice, and the day after it.
LAST_DAY = datetime(2026, 12, 23, 18, 0, tzinfo=AT.tzinfo)
AFTER = datetime(2026, 12, 24, 9, 0, tzinfo=AT.tzinfo)


@pytest.fixture
def house():
    return deposits.House()


def read(client, at=AT, address=PAGE):
    with time_machine.travel(at, tick=False):
        return client.get(address).content.decode()


def test_a_notice_is_public_while_it_runs(client, house):
    deposit = deposits.opened(house)
    assert "现在没有正在公示的返还" in read(client)
    deposits.noticed(house, deposit)
    for moment in (AT, LAST_DAY):
        page = read(client, moment)
        for word in (
            deposit.project.name,
            deposit.contractor.name,
            "1,000,000.00",
            "2026-11-23",
            "2026-12-23",
            house.office.name,
            "我要投诉欠薪",
        ):
            assert word in page
    assert "现在没有正在公示的返还" in read(client, AFTER)


def test_the_notice_leads_to_its_paper(client, house):
    deposits.noticed(house, deposits.opened(house))
    found = re.search(r'href="(/v/[^"]+/)"', read(client))
    assert found is not None
    assert "现在有效" in read(client, address=found[1])


def test_a_refused_return_is_no_longer_announced(client, house):
    deposit = deposits.noticed(house, deposits.opened(house))
    given = {"reason": "有人反映被拖欠。", "actor": house.lead, "at": AT}
    returning.refuse_return(deposit.pk, **given)
    assert deposit.project.name not in read(client)


def test_notices_go_on_by_key_in_as_many_queries(
    client, house, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(views, "PAGE", 2)
    builder = deposits.make_employer("江城第二建筑有限公司", uscc=deposits.make_uscc(22))
    for number in range(3):
        opened = deposits.opened(house, name=f"工程{number}", contractor=builder)
        deposits.noticed(house, opened)
    with django_assert_num_queries(5):
        first = read(client)
    assert "工程2" in first and "工程1" in first and "工程0" not in first
    following = re.search(r'href="(\?before=\d+)"', first)
    assert following is not None
    assert "工程0" in read(client, address=PAGE + following[1])


@pytest.mark.parametrize("key", ["x", "²", "9" * 40, "-1", "\x00"])
def test_a_key_that_is_none_opens_the_beginning_or_nothing(client, key):
    assert client.get(PAGE, {"before": key}).status_code == 200
